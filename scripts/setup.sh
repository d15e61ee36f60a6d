#!/usr/bin/env bash
# Finds what the build and the tests need, and installs what is missing where that is possible.
set -euo pipefail

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else
    echo "Missing: $missing. Install it (for example: apt-get install $missing) and run this again." >&2
    exit 1
  fi
}

if ! command -v dotnet >/dev/null; then
  echo "Missing: the .NET SDK 10. Install it from https://dotnet.microsoft.com/download and run this again." >&2
  exit 1
fi

missing=""
[ -e /usr/share/zoneinfo/Europe/Berlin ] || missing="$missing tzdata"
command -v curl >/dev/null || missing="$missing curl"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
missing="${missing# }"

if [ -n "$missing" ]; then
  if command -v apt-get >/dev/null; then
    as_root apt-get update -q
    # shellcheck disable=SC2086
    as_root apt-get install -y -q --no-install-recommends $missing
  else
    echo "Missing: $missing. Install it and run this again." >&2
    exit 1
  fi
fi

# A Slack to test against: a third-party program of its own, never part of the product. Versions are those of its lock file.
emulator="$(dirname "$0")/../tests/tools/slack-emulator"
if [ ! -f "$emulator/node_modules/.package-lock.json" ] || [ "$emulator/package-lock.json" -nt "$emulator/node_modules/.package-lock.json" ]; then
  (cd "$emulator" && npm ci --no-audit --no-fund --loglevel=error)
fi
echo "Everything the build and the tests need is there."
