#!/usr/bin/env bash
# Installs what the tests need beside the .NET SDK and is not there yet: a browser, the official clients, what scripts call.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v curl >/dev/null || missing+=(curl ca-certificates)
command -v npm >/dev/null || missing+=(nodejs npm)
/usr/bin/python3 -c 'import elasticsearch' 2>/dev/null || missing+=(python3-elasticsearch)

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "The tests need ${missing[*]}, and this system has no apt-get to install them with. Install them by hand." >&2
    exit 1
  fi
  echo "Installing ${missing[*]} ..."
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -q >/dev/null
  "${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null >/dev/null
fi

# One `npm ci` a package file, again whenever its lock file is newer than what is installed.
for lock in tests/*/package-lock.json; do
  [ -e "$lock" ] || continue
  folder=$(dirname "$lock")
  if [ ! "$folder/node_modules/.package-lock.json" -nt "$lock" ]; then
    echo "Installing the npm packages of $folder ..."
    (cd "$folder" && npm ci --silent --no-audit --no-fund </dev/null && touch node_modules/.package-lock.json)
  fi
done
