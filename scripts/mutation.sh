#!/usr/bin/env bash
# Changes the procedures, clocks, ladder and timer plan in small ways, one at a time, and sees whether a test notices. Takes the better part
# of an hour. Options go to Stryker (for example: -m "Sla/**/*.cs").
set -euo pipefail
cd "$(dirname "$0")/../tests/IncidentBot.Core.Tests"
dotnet tool restore
exec dotnet stryker --output ../../artifacts/mutation "$@"
