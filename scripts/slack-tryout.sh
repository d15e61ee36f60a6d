#!/usr/bin/env bash
# IncidentBot in a Slack that needs no account: the test Slack and the bot run on this machine, each line that you type is an /incident
# in #incidents, and what people would see there is printed. End with Ctrl+D.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh >&2
dotnet build src/IncidentBot -v q -nologo >&2
exec node tests/tools/slack-emulator/tryout.mjs src/IncidentBot/bin/Debug/net10.0/incidentbot.dll
