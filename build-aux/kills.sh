#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Ends the program again and again while its results take the place of older ones, and looks whether the
# folder then holds the old set whole or the new one whole; then while it keeps runs in a session, and looks
# whether the file has every run that was kept.
#
#   build-aux/kills.sh            200 times (some minutes)
#   build-aux/kills.sh COUNT      so many
#
# Uses the program of _build; the output is TAP, the exit status 0 when everything was whole.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ninja -C _build ui/scaling-lab >&2
export GSETTINGS_SCHEMA_DIR=$PWD/_build/data
python3 tests/cli/test-out.py _build/ui/scaling-lab "${1:-200}"
exec python3 tests/cli/test-session.py _build/ui/scaling-lab "${1:-200}"
