#!/usr/bin/env bash
# Draws docs/slack-card.png from an approved card of the bot. Needs node and chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

page=$(mktemp --suffix=.html)
trap 'rm -f "$page"' EXIT
node tests/tools/slack-card/draw.mjs "${1:-tests/IncidentBot.Slack.Tests/Outbound/Snapshots/room-p1-triage.approved.json}" > "$page"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1.5 --window-size=640,"${2:-325}" --screenshot="$PWD/docs/slack-card.png" "file://$page" 2>/dev/null
