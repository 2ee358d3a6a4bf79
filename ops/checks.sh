#!/bin/sh
# Everything that CI runs; the first that fails stops it. `make test` calls it.
set -eu
cd "$(dirname "$0")/.."
export SERVICE_DAY_MODE=test
bin=.venv/bin

step() { printf '\n== %s\n' "$1"; }

# types take one core for a minute: the rest goes on meanwhile
said=$(mktemp)
trap 'rm -f "$said"' EXIT
$bin/mypy >"$said" 2>&1 & types=$!
step "lint";       $bin/ruff check .; $bin/ruff format --check --quiet .
step "templates";  $bin/djlint --quiet --lint templates
step "contracts";  $bin/lint-imports
# three at a time on two cores: journeys wait for their browser and chaos for what it killed
step "tests";      $bin/python -m pytest -n 3 -m "not long"
step "types";      wait "$types" || { cat "$said"; exit 1; }
cat "$said"
