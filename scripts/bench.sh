#!/usr/bin/env bash
# Measures what docs/performance.md states. Takes minutes, and wants the machine to itself. Options go to the bench.
set -euo pipefail
cd "$(dirname "$0")/.."
exec dotnet run --project bench/IncidentBot.Bench -c Release -- "$@"
