#!/usr/bin/env bash
# Sends spoiled requests to the way in from Slack, in this process: scripts/fuzz.sh [how many, 1000000] [seed, 7].
set -euo pipefail
cd "$(dirname "$0")/.."
INCIDENTBOT_FUZZ="${1:-1000000}" INCIDENTBOT_FUZZ_SEED="${2:-7}" exec dotnet test tests/IncidentBot.Slack.Tests -c Release \
  --filter "FullyQualifiedName~FuzzTests" --logger "console;verbosity=detailed"
