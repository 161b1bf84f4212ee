#!/usr/bin/env bash
# Publishes the dashboard, and the lab beside it, into a folder: build/publish.sh FOLDER
# The Dockerfile's build stage and the gate run this same script.
set -euo pipefail
target=$(realpath -m "${1:?usage: build/publish.sh FOLDER}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet restore src/Switchback.Dashboard --locked-mode -v quiet </dev/null
dotnet publish src/Switchback.Dashboard -c Release --no-restore -o "$target" -v quiet --nologo </dev/null
dotnet publish src/Switchback.Lab -c Release --no-restore -o "$target/lab" -v quiet --nologo </dev/null
