#!/usr/bin/env bash
# What a reviewer should never have to look for in the tracked files. Prints what it finds; exit code 1 if anything.
#   build/hygiene.sh CHECK, one of the functions below
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

self=':!build/hygiene.sh'
recordings=':!tests/*/Recordings/*'

# A path of somebody's machine works nowhere else.
machine_paths() { git grep -nIE '(^|[^A-Za-z0-9_.-])(/home/|/root/|/Users/|/work/|[A-Za-z]:\\+Users)' -- . "$self" "$recordings"; }

# Where packages come from is configured on the machine that builds. Base images are the one thing a Dockerfile must name.
registry_hosts() {
  git grep -nIiE 'npmjs\.|yarnpkg\.|nuget\.org|pypi\.|docker\.io|ghcr\.io|deb\.debian\.org|mcr\.microsoft\.com' -- . "$self" "$recordings" |
    grep -vE '^Dockerfile:[0-9]+:FROM mcr\.microsoft\.com/'
}

# Text can be reviewed. The only binary files are the README's screenshots, and those are small.
binary_files() {
  git ls-files -z | while IFS= read -r -d '' file; do
    [ -s "$file" ] || continue
    case "$file" in
      docs/images/*.png) [ "$(wc -c <"$file")" -lt 300000 ] || echo "$file is larger than 300 kB" ;;
      *) grep -qI . "$file" || echo "$file is not text" ;;
    esac
  done | grep .
}

# Unfinished work is finished, or not there.
unfinished_marks() { git grep -nIE '\b(TODO|FIXME|HACK|NotImplementedException)\b' -- . "$self" "$recordings" ':!**/package-lock.json'; }

# Tests wait for conditions or move a clock; a test that sleeps is slow and still wrong now and then.
sleeping_tests() { git grep -nE 'Task\.Delay\(|Thread\.Sleep\(' -- tests; }

# A test that never runs proves nothing.
skipped_tests() { git grep -nE 'Skip *= *"|Assert\.Skip' -- tests; }

# Past 350 lines there is a second idea in the file.
long_files() { git ls-files '*.cs' '*.razor' '*.css' '*.js' | xargs -r wc -l | awk '$2 != "total" && $1 > 350' | grep .; }

check=${1:?usage: build/hygiene.sh CHECK}
if "$check"; then exit 1; fi
