#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Random hands at a real window on a virtual display, and a table of what the process holds:
#   build-aux/soak.sh            3,000 actions, 15 to 20 minutes
#   build-aux/soak.sh --short    three times the same 50, less than 2 minutes
#   build-aux/soak.sh --seed N   the actions of an earlier soak once more; its first line names the seed
# The exit status is 0 where memory stayed within its bounds (tests/ui/soak/soak.c says which).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build-aux/packages.sh

words=()
while (($#)); do
    case $1 in
        --short) words+=(--short) ;;
        --seed) words+=(--seed "${2:?--seed needs a number}"); shift ;;
        *) say "Unknown word '$1'; see the head of build-aux/soak.sh."; exit 2 ;;
    esac
    shift
done

ensure_packages test >&2
[[ -f _build/build.ninja ]] || meson setup _build >&2
ninja -C _build tests/ui/soak >&2

# The window as it is on a screen, with settings and files of its own.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
env GSK_RENDERER=cairo GSETTINGS_BACKEND=memory GTK_A11Y=none GDK_BACKEND=x11 LC_ALL=C.UTF-8 \
    GSETTINGS_SCHEMA_DIR="$PWD/_build/data" SCALING_LAB_LOCALE_DIR="$PWD/_build/po" \
    XDG_CONFIG_HOME="$scratch/config" XDG_CACHE_HOME="$scratch/cache" TMPDIR="$scratch" \
    xvfb-run -a -s '-screen 0 1920x1280x24 -noreset' \
    dbus-run-session -- _build/tests/ui/soak "${words[@]}"
