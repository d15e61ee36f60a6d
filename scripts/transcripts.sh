#!/usr/bin/env bash
# Writes samples/transcripts anew: the stories of src/IncidentBot.Simulation/Stories as the bot tells them today. Read what changed. Options go to dotnet run.
set -euo pipefail
cd "$(dirname "$0")/.."
exec dotnet run --project src/IncidentBot "$@" -- simulate --stories --out samples/transcripts
