#!/usr/bin/env bash
# Breaks each law on purpose, in a copy of the tree, and sees whether the law's tests notice.
#   ./test laws              every patch in tests/laws
#   ./test laws 07 12b       those whose names begin so
# First all their tests have to pass on the tree as it is. Then, patch by patch: apply, build what the patch changes into the one test
# project, run the tests that it names, take it back. Killed is a patch under which every test it names fails; a test that does not end within
# LAWS_SECONDS (60) is no longer green either, and the table says so. Ends with `N killed, N survived`; exit code 1 if anything but killed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

patches=()
for patch in tests/laws/*.patch; do
  [ $# -eq 0 ] && patches+=("$patch")
  for wanted in "$@"; do [[ ${patch##*/} == "$wanted"* ]] && patches+=("$patch") && break; done
done
[ ${#patches[@]} -gt 0 ] || { echo "No patch in tests/laws begins with: $*"; exit 2; }

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
# A patch is applied where it lies, whatever repository the temporary folder may be in.
export GIT_CEILING_DIRECTORIES=${tree%/*}
git ls-files -coz --exclude-standard | while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done | tar --null -T - -cf - | tar -xf - -C "$tree"
cd "$tree"

header() { sed -n "/^--- /q;s/^$1: //p" "$2"; }
build() { dotnet build "$1" -c Release -v quiet --nologo --tl:off -clp:ErrorsOnly -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false "${@:2}" </dev/null; }
changed() { sed -n 's#^+++ b/src/\([^/]*\)/.*#\1#p' "$1" | sort -u; }

# build_broken TEST-PROJECT PATCH: a patch changes what a library does, never what it offers, so the library alone is built and laid beside the tests.
build_broken() {
  for library in $(changed "$2"); do
    build "src/$library" --no-restore -p:BuildProjectReferences=false || return 1
    cp "src/$library/bin/Release/net10.0/$library.dll" "tests/$1/bin/Release/net10.0/"
  done
}

# run PROJECT CLASS.METHOD...: its exit code; what the tests said is in the file log. Killed when it does not end.
run() {
  local arguments=(-noColor -noLogo)
  for test in "${@:2}"; do arguments+=(-method "*.$test"); done
  timeout -k 5 "${LAWS_SECONDS:-60}" "tests/$1/bin/Release/net10.0/$1" "${arguments[@]}" </dev/null >log 2>&1
}

started=$SECONDS
names=$(for patch in "${patches[@]}"; do header Test "$patch"; done | sort -u)
for project in $(cut -d ' ' -f 1 <<<"$names" | sort -u); do
  build "tests/$project" >log 2>&1 || { cat log; echo "$project does not build as it is."; exit 1; }
  mapfile -t tests < <(sed -n "s/^$project //p" <<<"$names")
  known=$("tests/$project/bin/Release/net10.0/$project" -noColor -noLogo -list methods </dev/null)
  for test in "${tests[@]}"; do grep -qF ".$test" <<<"$known" || { echo "There is no test $test in $project."; exit 1; }; done
  LAWS_SECONDS=600 run "$project" "${tests[@]}" || { cat log; echo "The tests of the laws do not pass on the tree as it is."; exit 1; }
done
echo "Patches: ${#patches[@]}. Tests they name, which pass on the tree as it is: $(wc -l <<<"$names"). ($((SECONDS - started)) s)"

killed=0 survived=0
for patch in "${patches[@]}"; do
  began=$SECONDS verdict=killed said=''
  project=$(header Test "$patch" | cut -d ' ' -f 1 | sort -u)
  mapfile -t tests < <(header Test "$patch" | cut -d ' ' -f 2)
  bin=tests/$project/bin/Release/net10.0
  mkdir whole && for library in $(changed "$patch"); do cp "$bin/$library.dll" whole/; done
  if ! git apply "$patch" >log 2>&1; then
    verdict='does not apply' said="$(cat log; echo 'Make the same change to the code as it is now, and take `git diff -U1` of it below the header.')"
  else
    if ! build_broken "$project" "$patch" >log 2>&1; then
      verdict='does not compile' said="$(head -n 5 log)"
    else
      run "$project" "${tests[@]}"
      code=$?
      if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then
        said="It did not end within ${LAWS_SECONDS:-60} s."
      else
        for test in "${tests[@]}"; do
          grep -qE "\.${test//./\\.}(\(.*)? \[FAIL\]" log || { verdict=SURVIVED; said+="$test stayed green. "; }
        done
      fi
    fi
    git apply -R "$patch"
  fi
  cp whole/*.dll "$bin/" && rm -r whole
  [ "$verdict" = killed ] && killed=$((killed + 1)) || survived=$((survived + 1))
  printf '%-16s %3d s  law %-10s %s\n' "$verdict" $((SECONDS - began)) "$(header Law "$patch")" "$(basename "$patch" .patch)"
  [ -z "$said" ] || sed 's/^/                        /' <<<"$said"
done

echo "$((SECONDS - started)) s"
echo "$killed killed, $survived survived"
[ "$survived" -eq 0 ]
