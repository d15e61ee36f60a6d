#!/usr/bin/env bash
# Formats the sources; with --check it only says whether they are formatted.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = --check ]; then
  exec dotnet format whitespace IncidentBot.sln --no-restore --verify-no-changes
fi
exec dotnet format IncidentBot.sln --no-restore
