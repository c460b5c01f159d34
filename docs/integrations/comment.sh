#!/bin/sh
# Writes a report as the one comment of a pull request, over the one that is there.
# Usage: comment.sh OWNER/REPOSITORY NUMBER REPORT CODE
# REPORT is what `--format markdown=REPORT` wrote, CODE the exit code of that run. Where the run failed
# there is no report, and the comment says so: no verdict of an earlier commit stays.
set -eu
repository=$1 number=$2 report=$3 code=$4
tag='<!-- trustdrift -->'

if [ "$code" -gt 1 ] && [ "$code" -ne 3 ] || [ ! -s "$report" ]; then
  report=$(mktemp)
  printf '%s\n## trustdrift could not run (exit code %s)\n\nNothing was judged: see the log of the job.\n' \
    "$tag" "$code" > "$report"
fi

known=$(gh api --paginate "repos/$repository/issues/$number/comments" \
  --jq ".[] | select(.body | startswith(\"$tag\")) | .id" | head -n 1)
if [ -n "$known" ]; then
  gh api --method PATCH "repos/$repository/issues/comments/$known" --field body=@"$report" --silent
else
  gh api --method POST "repos/$repository/issues/$number/comments" --field body=@"$report" --silent
fi
