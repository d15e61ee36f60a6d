#!/usr/bin/env bash
# Kills the real host at random moments under load and checks what it promised; prints the figures.
#   scripts/crash.sh [rounds] [seed]      default 300 rounds; the seed repeats the moments as far as real processes can
set -euo pipefail
cd "$(dirname "$0")/.."
export INCIDENTBOT_CRASH_ROUNDS="${1:-300}" INCIDENTBOT_CRASH_SEED="${2:-1}"
exec dotnet test tests/IncidentBot.Tests --filter "FullyQualifiedName~IncidentBot.Tests.Crash" --logger "console;verbosity=detailed"
