#!/usr/bin/env bash
# Times Scaling Lab's trainer against PyTorch and writes tests/bench/RESULTS.md.
#
#   build-aux/bench.sh                 5 repetitions, a few minutes
#   build-aux/bench.sh --quick         2 repetitions: a first look
#   build-aux/bench.sh --no-install    take the packages as they are
#
# Wants an idle machine: close what computes. Builds in _build-bench, without debugging aids. The exit
# status is 0 when every size reaches its "must" and all losses agree with the peer's.
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
        install_debian_packages "${debian_run[@]}" python3-torch >&2
    else
        ensure_packages run >&2
    fi
fi
/usr/bin/python3 -c 'import torch' 2>/dev/null || {
    say "The peer is missing: PyTorch for /usr/bin/python3 (Debian's python3-torch)."
    exit 2
}

[[ -f _build-bench/build.ninja ]] || meson setup _build-bench --buildtype=release >&2
ninja -C _build-bench tests/bench/bench-train ui/scaling-lab >&2
/usr/bin/python3 tests/bench/bench.py _build-bench tests/bench/RESULTS.md "$repetitions"
