# Starts what was published, from an empty folder, and asks it for what a browser would. Sourced by .ci/run.

mkdir -p "$scratch/cwd"
(cd "$scratch/cwd" && exec dotnet "$scratch/app/Switchback.Dashboard.dll" --urls http://127.0.0.1:0) \
  >"$scratch/app.log" 2>&1 </dev/null &
started+=($!)

# The port is whatever was free; the app says so itself.
listening() { grep -oE 'Now listening on: http://127\.0\.0\.1:[0-9]+' "$scratch/app.log"; }
for _ in $(seq 150); do listening >/dev/null && break; sleep 0.2; done
site=$(listening | head -n 1 | sed 's/.*: //')

fetch() { curl -sS --fail --max-time 10 "$@"; }
named_on_page() { grep -oE "$1" "$scratch/page" | head -n 1; }

# serves ADDRESS MIN-BYTES HEADER-PATTERN
serves() {
  [ -n "$1" ] || { echo 'The page names no such file.'; return 1; }
  fetch -D "$scratch/headers" -o "$scratch/body" "$site/$1" || return 1
  cat "$scratch/headers"
  [ "$(wc -c <"$scratch/body")" -ge "$2" ] && grep -qi "$3" "$scratch/headers"
}

check 'the published app starts on a free port' test -n "$site"
check 'it is alive' fetch "$site/health/live"
check 'it serves the page' fetch -o "$scratch/page" "$site/"
check 'it serves the style sheet by its fingerprinted name' \
  serves "$(named_on_page 'tokens\.[a-z0-9]{10}\.css')" 500 'cache-control: .*immutable'
check "it serves Blazor's script by its fingerprinted name" \
  serves "$(named_on_page '_framework/blazor\.web\.[a-z0-9]{10}\.js')" 100000 'cache-control: .*immutable'
check "it serves Blazor's script by its plain name" serves _framework/blazor.web.js 100000 'content-type: text/javascript'
check 'it writes its log as JSON lines into its data folder' sh -c "cat '$scratch'/cwd/data/logs/*.jsonl | head -n 3 | python3 -c 'import json,sys; [json.loads(l) for l in sys.stdin]'"
