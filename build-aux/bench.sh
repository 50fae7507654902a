#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Times Scaling Lab: its trainer against PyTorch, OpenBLAS and its own beginnings, its runs, tangent
# kernel, estimate of dimension, charts and window. Writes tests/bench/RESULTS.md.
#
#   build-aux/bench.sh                 5 repetitions, some nine minutes once built
#   build-aux/bench.sh --quick         2 repetitions: a first look
#   build-aux/bench.sh --no-install    take the packages as they are
#
# Wants an idle machine: close what computes. Builds in _build-bench, without debugging aids, and an
# older commit in _build-bench/older. The exit status is 0 when every size reaches its "must" and all losses agree with the peer's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build-aux/packages.sh

repetitions=5
install=1
while (($#)); do
    case $1 in
        --quick) repetitions=2 ;;
        --no-install) install=0 ;;
        *) say "Unknown word '$1'; see the head of build-aux/bench.sh."; exit 2 ;;
    esac
    shift
done

if ((install)); then
    if is_debian; then
        install_debian_packages "${debian_run[@]}" python3-torch python3-sklearn xvfb xauth >&2
    else
        ensure_packages run >&2
    fi
fi
/usr/bin/python3 -c 'import torch' 2>/dev/null || {
    say "The peer is missing: PyTorch for /usr/bin/python3 (Debian's python3-torch)."
    exit 2
}

[[ -f _build-bench/build.ninja ]] || meson setup _build-bench --buildtype=release >&2
ninja -C _build-bench tests/bench/bench-{train,run,language,sweep,gemm,kernel,dimension,frame,live} tests/ui/test-drag ui/scaling-lab \
    data/gschemas.compiled >&2

# The last commit before the trainer's first speed-up: the sweep of today's bench-sweep.c on the library of
# that day. It has no program of its own yet.
older=b5e66e4
build_older() {
    local folder=_build-bench/older
    [[ -x $folder/_build/bench-sweep ]] && return
    git cat-file -e "$older^{commit}" 2>/dev/null || {
        say "Commit $older is not in this clone: no comparison with it (git fetch --unshallow)."
        return 1
    }
    rm -rf "$folder"
    mkdir -p "$folder"
    git archive "$older" | tar -x -C "$folder"
    cp tests/bench/bench-sweep.c "$folder"
    printf '%s\n' "executable('bench-sweep', 'bench-sweep.c', dependencies: scalinglab)" \
        >>"$folder/meson.build"
    meson setup "$folder/_build" "$folder" --buildtype=release &&
        ninja -C "$folder/_build" bench-sweep
}
build_older >&2 || say "The older commit is left out."

/usr/bin/python3 tests/bench/bench.py _build-bench tests/bench/RESULTS.md "$older" "$repetitions"
