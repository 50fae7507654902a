#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Scaling Lab and passes its tests, on a virtual display of its own.
#
#   build-aux/test.sh                  the tests: some minutes, the build with them
#   build-aux/test.sh --all            all parts; so it is where CI is set
#   build-aux/test.sh --part PART      one part (may be repeated):
#       tests      the tests of engine, window, data, translations and style
#       asan       the engine's under AddressSanitizer and UndefinedBehaviorSanitizer
#       tsan       the engine's under ThreadSanitizer
#       slow       the long measurements
#       cluster    MPI and Slurm, started on this machine
#       campaigns  the short forms of the long campaigns (build-aux/meson.build lists them)
#       fresh      the README's commands in a minimal root of this Debian (build-aux/fresh.sh)
#   build-aux/test.sh --suite SUITE    one suite of the tests (may be repeated): engine, window,
#                                      data, translations, style, ...
#   build-aux/test.sh --no-install     take the packages as they are
#
# The last line is 'N passed, N failed, N skipped', counted in test cases; a build that fails, a crash
# and a time-out are failures. The exit status is 0 only when nothing failed and something passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build-aux/packages.sh

all_parts=(tests asan tsan slow cluster campaigns fresh)
parts=()
suites=()
install=1
[[ -z ${CI:-} ]] || everything=1
while (($#)); do
    case $1 in
        --all) everything=1 ;;
        --part)
            [[ " ${all_parts[*]} " == *" ${2:-} "* ]] ||
                { say "--part needs one of: ${all_parts[*]}."; exit 2; }
            parts+=("$2")
            shift
            ;;
        --suite) suites+=(--suite "${2:?--suite needs a name}"); shift ;;
        --no-install) install=0 ;;
        *) say "Unknown word '$1'; see the head of build-aux/test.sh."; exit 2 ;;
    esac
    shift
done
if ((${#parts[@]} == 0)); then
    parts=(tests)
    ((${#suites[@]} > 0)) || [[ -z ${everything:-} ]] || parts=("${all_parts[@]}")
fi
if ((install)); then
    groups=(run test)
    [[ " ${parts[*]} " != *' campaigns '* ]] || groups+=(fuzz)
    [[ " ${parts[*]} " != *' fresh '* ]] || groups+=(fresh)
    [[ " ${parts[*]} " != *' cluster '* ]] || groups+=(cluster)
    ensure_packages "${groups[@]}" >&2
fi

logs=()
broken=0

# test_part LABEL BUILD_DIR [MESON TEST WORDS]...: what it measured goes into BUILD_DIR's log.
test_part() {
    local label=$1 build=$2 log=$2/meson-logs/$1.json
    shift 2
    say "== $label"
    rm -f "$log"
    # Failed cases are counted from the log; without a log nothing ran.
    "${wrapper[@]}" meson test -C "$build" --logbase "$label" --print-errorlogs "$@" || true
    if [[ -f $log ]]; then logs+=("$log"); else broken=$((broken + 1)); fi
}

# build_in DIR [SETUP WORDS]...
build_in() {
    local build=$1
    shift
    [[ -f $build/build.ninja ]] || meson setup "$build" "$@" >&2 || { rm -rf "$build"; return 1; }
}

display=(xvfb-run -a -s '-screen 0 1920x1280x24 -noreset' dbus-run-session --)

# Suites that are parts of their own.
apart=(--no-suite slow --no-suite campaigns --no-suite fresh --no-suite cluster)

# plain_part LABEL [MESON TEST WORDS]...: of the build that users have.
plain_part() {
    local wrapper=("${display[@]}")
    build_in _build && ninja -C _build >&2 || { broken=$((broken + 1)); return; }
    test_part "$1" _build "${@:2}"
}

part_tests() { plain_part tests "${apart[@]}" "${suites[@]}"; }
part_slow() { plain_part slow --suite slow; }

part_cluster() { plain_part cluster --suite cluster; }
part_campaigns() { plain_part campaigns --suite campaigns; }
part_fresh() { plain_part fresh --suite fresh --verbose; }

# Use after return is not looked for: gcc 12 then lays 64-byte vectors on unaligned addresses
# (gcc bug 110027).
part_asan() {
    local wrapper=(env 'ASAN_OPTIONS=detect_stack_use_after_return=0:strict_string_checks=1'
        'UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1')
    build_in _build-asan -Db_sanitize=address,undefined -Db_lundef=false ||
        { broken=$((broken + 1)); return; }
    test_part asan _build-asan --suite engine --timeout-multiplier 5
}

# Drawing is left out: it is done on one thread, and the threads that Pango starts for itself hand
# over under locks that TSan cannot see. What races, the runner and its workers, is all here.
# The TSan of gcc 12 knows no address space more random than 28 bits.
part_tsan() {
    local wrapper=(env 'TSAN_OPTIONS=halt_on_error=0:second_deadlock_stack=1')
    if (($(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo 0) > 28)); then
        wrapper=(setarch -R "${wrapper[@]}")
    fi
    build_in _build-tsan -Db_sanitize=thread -Db_lundef=false || { broken=$((broken + 1)); return; }
    test_part tsan _build-tsan --suite engine --no-suite drawing --no-suite pooled --timeout-multiplier 10
}

for part in "${parts[@]}"; do
    "part_$part"
done
exec python3 build-aux/count-tests.py --broken "$broken" "${logs[@]}"
