#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Scaling Lab and starts it: build-aux/run.sh [WORDS FOR THE PROGRAM]...
# Missing packages are installed first (see packages.sh). Without a display and without words the
# default experiment runs headless and leaves its chart and numbers in _results/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build-aux/packages.sh

ensure_packages run
[[ -f _build/build.ninja ]] || meson setup _build >&2
ninja -C _build >&2

# Running from the build: its settings schema, its translations, its icon.
export GSETTINGS_SCHEMA_DIR=$PWD/_build/data
export SCALING_LAB_LOCALE_DIR=$PWD/_build/po
program=$PWD/_build/ui/scaling-lab

if (($# == 0)) && [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} && $(uname) != Darwin ]]; then
    say 'There is no display: running the default experiment without the window.'
    "$program" run --out _results --replace
    say "Done. The chart is $PWD/_results/chart.svg, the points are $PWD/_results/points.csv."
    exit
fi
exec "$program" "$@"
