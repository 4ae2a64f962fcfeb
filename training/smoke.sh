#!/bin/sh
# Runs the whole recipe on 300 generated pictures and has Likeness itself check the bundle that comes out.
# usage: training/smoke.sh [WORK]    PYTHON=… names another Python that has requirements.txt
set -eu
cd "$(dirname "$0")"
work=${1:-$(mktemp -d)}
if [ -z "${PYTHON:-}" ]; then
    PYTHON=.venv/bin/python
    if [ ! -x "$PYTHON" ]; then
        python3 -m venv .venv
        .venv/bin/pip install --quiet --requirement requirements.txt
    fi
fi
"$PYTHON" -m likeness_training.smoke --work "$work"
../likeness models --model "$work/bundle"
