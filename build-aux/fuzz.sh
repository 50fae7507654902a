#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes what reads other people's bytes: libFuzzer under AddressSanitizer and UndefinedBehaviorSanitizer.
#
#   build-aux/fuzz.sh                  all targets in turn, 30 minutes in all
#   build-aux/fuzz.sh --seconds N      N seconds for each
#   build-aux/fuzz.sh --short          15 seconds for each: what CI runs
#   build-aux/fuzz.sh [...] TARGET...  these alone: table and array (files of points), arguments (KEY=VALUE,
#                                      options), fit (the table that fit reads), text (files and
#                                      folders to learn), pairs (byte-pair encoding)
#   build-aux/fuzz.sh --no-install     take the packages as they are
#
# A target is a line in tests/fuzz/meson.build and a folder of seeds in tests/fuzz/seeds. Builds in
# _build-fuzz, which also keeps what the runs have learnt (corpus/) and found (findings/). The exit
# status is 0 when nothing was found. A finding goes into the seeds once it is mended: every build
# replays those as a test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build-aux/packages.sh

whole=1800 # seconds, for all targets
targets=()
seconds=0
install=1
while (($#)); do
    case $1 in
        --seconds)
            [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || { say '--seconds needs a whole number of seconds.'; exit 2; }
            seconds=$2
            shift
            ;;
        --short) seconds=15 ;;
        --no-install) install=0 ;;
        -*) say "Unknown word '$1'; see the head of build-aux/fuzz.sh."; exit 2 ;;
        *)
            [[ -d tests/fuzz/seeds/$1 ]] ||
                { say "There is no target '$1'; targets are: $(echo $(ls tests/fuzz/seeds))."; exit 2; }
            targets+=("$1")
            ;;
    esac
    shift
done
((${#targets[@]})) || mapfile -t targets < <(ls tests/fuzz/seeds)
((seconds)) || seconds=$((whole / ${#targets[@]}))
((install == 0)) || ensure_packages run fuzz >&2

# The warnings are gcc's to give: clang knows others.
build=_build-fuzz
[[ -f $build/build.ninja ]] ||
    CC=clang meson setup "$build" -Dfuzz=true -Dwerror=false -Doptimization=1 \
        -Db_sanitize=address,undefined -Db_lundef=false >&2 || { rm -rf "$build"; exit 1; }
ninja -C "$build" "${targets[@]/#/tests/fuzz/fuzz-}" >&2
mkdir -p "$build/findings"

# GLib's slices and blocks that live as long as the process are no leaks; a check that fails ends as a
# crash. Learnt inputs are written into the first folder, the seeds are read.
found=()
for target in "${targets[@]}"; do
    say "== $target: $seconds s"
    mkdir -p "$build/corpus/$target"
    UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
        "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -max_len=4096 \
        -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 -verbosity=1 \
        -artifact_prefix="$build/findings/$target-" \
        "$build/corpus/$target" "tests/fuzz/seeds/$target" >"$build/$target.log" 2>&1 ||
        found+=("$target")
    grep -E '^stat::(number_of|new_units|peak)' "$build/$target.log" || tail -n 60 "$build/$target.log"
done
if ((${#found[@]})); then
    for target in "${found[@]}"; do
        grep -E 'ERROR|SUMMARY|runtime error|Test unit written' "$build/$target.log" || true
    done
    say "Something was found by: ${found[*]}. The logs are $build/TARGET.log."
    exit 1
fi
say "Nothing was found by: ${targets[*]}."
