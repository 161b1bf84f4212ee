# Starts what was published, from an empty folder, and asks it for what a browser would. Sourced by .ci/run.

# Two ports that are free now, below the range that the system hands out by itself.
ports=$(python3 -c '
import socket
free = []
for port in range(23900, 30000):
    with socket.socket() as s:
        if s.connect_ex(("127.0.0.1", port)) != 0: free.append(port)
    if len(free) == 2: break
print(*free)')
home=${ports% *} away=${ports#* }

mkdir -p "$scratch/cwd"
run_app() {
  (cd "$scratch/cwd" && exec dotnet "$scratch/app/Switchback.Dashboard.dll" --Urls http://127.0.0.1:0 \
    --Rehearsal:Clusters "clusterA:$home,clusterB:$away") >"$scratch/$1.log" 2>&1 </dev/null &
  app=$!
  started+=("$app")
  # The port is whatever was free; the app says so itself.
  for _ in $(seq 450); do grep -q 'Switchback is at' "$scratch/$1.log" && break; kill -0 "$app" 2>/dev/null || break; sleep 0.2; done
  site=$(grep -oE 'Switchback is at http://127\.0\.0\.1:[0-9]+' "$scratch/$1.log" | grep -oE 'http.*')
}

fetch() { curl -sS --fail --max-time 10 "$@"; }
named_on_page() { grep -oE "$1" "$scratch/page" | head -n 1; }

# serves ADDRESS MIN-BYTES HEADER-PATTERN
serves() {
  [ -n "$1" ] || { echo 'The page names no such file.'; return 1; }
  fetch -D "$scratch/headers" -o "$scratch/body" "$site/$1" || return 1
  cat "$scratch/headers"
  [ "$(wc -c <"$scratch/body")" -ge "$2" ] && grep -qi "$3" "$scratch/headers"
}

# The lab's followers, by the port of the cluster that has them.
followers() { fetch "http://127.0.0.1:$away/_ccr/stats" | python3 -c 'import json, sys; sys.exit(len(json.load(sys.stdin)["follow_stats"]["indices"]) < 10)'; }
json_lines() { cat "$scratch"/cwd/data/logs/*.jsonl | python3 -c 'import json, sys; sys.exit(sum(1 for line in sys.stdin if json.loads(line)) < 1)'; }
says() { grep -q "$2" "$scratch/$1.log" || { cat "$scratch/$1.log"; return 1; }; }

leads_to_sign_in() { fetch -o "$scratch/body" -w '%{http_code} %{redirect_url}' "$site/" | grep -q '^302 .*/sign-in?returnUrl='; }

run_app first
check 'the published app starts on a free port' test -n "$site"
check 'it has started a lab, because nothing is configured' says first 'The lab runs as process'
check 'the lab has live followers' followers
check 'it is alive' fetch "$site/health/live"
check 'it serves the page' fetch -H 'Authorization: Bearer rehearsal-viewer' -o "$scratch/page" "$site/"
check 'it leads a stranger to the sign-in page' leads_to_sign_in
check 'it serves the style sheet by its fingerprinted name' \
  serves "$(named_on_page 'tokens\.[a-z0-9]{10}\.css')" 500 'cache-control: .*immutable'
check "it serves Blazor's script by its fingerprinted name" \
  serves "$(named_on_page '_framework/blazor\.web\.[a-z0-9]{10}\.js')" 100000 'cache-control: .*immutable'
check "it serves Blazor's script by its plain name" serves _framework/blazor.web.js 100000 'content-type: text/javascript'
check 'it writes its log as JSON lines into its data folder' json_lines
check 'its health command finds it' dotnet "$scratch/app/Switchback.Dashboard.dll" health --Urls "$site"

kill "$app"
wait "$app" 2>/dev/null
check 'the lab survives the app' followers
run_app second
check 'the next app adopts the lab' says second 'Adopted the lab that runs already'
check 'and keeps its data' sh -c "! ls -d '$scratch'/cwd/data/rehearsal-until-* 2>/dev/null"
kill "$app"
check 'the lab ends when asked to' fetch -X POST "http://127.0.0.1:$home/_lab/shutdown"
