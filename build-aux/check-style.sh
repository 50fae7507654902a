#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The style of the sources as a test that speaks TAP: layout, what a floor may include, sizes.
# Long files are named, not failed: build-aux/check-style.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

longest_file=350 # lines; beyond it a file holds more than one topic
formatter_version=14 # later ones lay out differently

case_number=0

# report NAME COMPLAINTS: a case passes when there are none.
report() {
    case_number=$((case_number + 1))
    if [[ -z $2 ]]; then
        echo "ok $case_number $1"
    else
        sed 's/^/# /' <<<"$2"
        echo "not ok $case_number $1"
    fi
}

find_formatter() {
    local name
    for name in clang-format-$formatter_version clang-format; do
        if "$name" --version 2>/dev/null | grep -q "version $formatter_version\."; then
            echo "$name"
            return
        fi
    done
}

mapfile -t c_files < <(find src ui tests -name '*.c' | sort)
mapfile -t all_files < <(find src ui tests -name '*.[ch]' | sort)

# What only tests ask of X.c stands in X-testing.h, which of src and ui X.c alone includes.
includes_for_tests() {
    grep -rnE '#include *"[^"]*-testing\.h"' src ui | awk -F: '{
        unit = $1; sub(/^src\//, "", unit); sub(/\.c$/, "-testing.h", unit)
        if (index($0, "\"" unit "\"") == 0) print }'
}

echo 1..7

formatter=$(find_formatter)
if [[ -z $formatter ]]; then
    case_number=1
    echo "ok 1 /style/layout # SKIP clang-format $formatter_version is not installed"
else
    report /style/layout "$("$formatter" --dry-run -Werror "${c_files[@]}" 2>&1 | grep ': error:' |
        cut -d: -f1 | uniq -c)"
fi
report /style/engine-knows-no-toolkit "$(grep -nE '#include *[<"](gtk|gdk|gsk|adwaita)' -r src)"
report /style/window-knows-no-blas "$(grep -nE '#include *[<"](cblas|openblas|lapacke)' -r ui)"
report /style/one-door-to-async-queues "$(grep -lE '\bg_async_queue_' -r src ui |
    grep -v '^src/core/queue\.c$')"
report /style/one-writer-of-json "$(grep -nE '\bjson_(to_string|generator_)' -r src ui)"
report /style/testing-headers-are-for-tests "$(includes_for_tests)"
report /style/clean-text "$(grep -nE $'\t|[ \r]+$' "${all_files[@]}" | cut -c1-100)"

for file in "${all_files[@]}"; do
    lines=$(wc -l <"$file")
    ((lines <= longest_file)) || echo "# long: $file has $lines lines (aim: $longest_file)"
done
