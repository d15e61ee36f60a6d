#!/usr/bin/env bash
# Runs every test and ends with the line "N passed, N failed". Options go to dotnet test (for example --no-build).
set -uo pipefail
cd "$(dirname "$0")/.."

results=artifacts/tests
rm -rf "$results"
mkdir -p "$results"

dotnet test IncidentBot.sln --logger "trx;LogFilePrefix=t" --results-directory "$results" "$@"
code=$?

# A counter of one result file: passed, failed, ...
counter() { sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p" <<<"$1"; }

passed=0 failed=0 skipped=0 files=0
for file in "$results"/*.trx; do
  [ -e "$file" ] || continue
  files=$((files + 1))
  line=$(grep -m1 -o '<Counters [^>]*' "$file")
  passed=$((passed + $(counter "$line" passed)))
  for kind in failed error timeout aborted; do failed=$((failed + $(counter "$line" "$kind"))); done
  skipped=$((skipped + $(counter "$line" total) - $(counter "$line" executed)))
done

# A project whose tests never ran must not look green.
projects=$(grep -l '<IsTestProject>true' tests/*/*.csproj | wc -l)
if [ "$code" -eq 0 ] && { [ "$files" -ne "$projects" ] || [ "$passed" -eq 0 ]; }; then
  echo "$files of $projects test projects gave results, $passed tests passed." >&2
  code=1
fi
if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ "$skipped" -gt 0 ]; then echo "$skipped skipped" >&2; fi

echo "$passed passed, $failed failed"
if [ "$failed" -gt 0 ]; then exit 1; fi
exit "$code"
