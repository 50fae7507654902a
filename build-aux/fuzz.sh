#!/usr/bin/env bash
# Fuzzes the readers of points (libFuzzer with AddressSanitizer and UndefinedBehaviorSanitizer).
#
#   build-aux/fuzz.sh             5 minutes for each of the two readers, one after the other
#   build-aux/fuzz.sh SECONDS     so many for each
#
# Needs clang with its sanitizers (Debian: clang, libclang-rt-dev). Builds in _build-fuzz, which also
# keeps what the runs have learnt. The exit status is 0 when nothing was found; a finding is a file
# crash-... in _build-fuzz.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-300}
directory=_build-fuzz
read -ra glib < <(pkg-config --cflags --libs glib-2.0)
sources=(tests/fuzz/fuzz-points.c src/points/points.c src/points/points-table.c
    src/points/points-npy.c src/core/error.c src/core/folder.c src/core/folder-file.c
    src/core/folder-move.c src/core/memory.c src/core/task.c)
options=(-std=gnu17 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
    -D_GNU_SOURCE -Isrc)

# A seed for each way a file can go well.
write_seeds() {
    mkdir -p "$directory"/{table,array}
    printf '1,2\n3,4\n' >"$directory/table/plain"
    printf '\xef\xbb\xbf# note\r\nx1;x2;target\r\n0.5;-1e-3;7\r\n1;2;3\r\n' >"$directory/table/header"
    printf '"a"\t"y"\n1\t2\n\n3\t4' >"$directory/table/tabs"
    printf ' 1  2 \n 3  nan\n' >"$directory/table/blanks"
    local version shape
    for version in 1 2 3; do
        for shape in "'<f8', 'fortran_order': False, 'shape': (2, 1)" \
            "'>f4', 'fortran_order': True, 'shape': (2, 2)"; do
            local header="{'descr': $shape, }"
            {
                printf "\\x$version\\x0\\x$(printf %x ${#header})\\x0"
                ((version == 1)) || printf '\0\0'
                printf '%sABCDEFGHIJKLMNOP' "$header"
            } >"$directory/array/$version-${#shape}"
        done
    done
}

write_seeds
clang "${options[@]}" "${sources[@]}" "${glib[@]}" -lm -o "$directory/fuzz-table"
clang "${options[@]}" -DLAB_FUZZ_ARRAY "${sources[@]}" "${glib[@]}" -lm -o "$directory/fuzz-array"
cd "$directory"
for reader in table array; do
    echo "== $reader: $seconds s"
    "./fuzz-$reader" -max_total_time="$seconds" -max_len=4096 -rss_limit_mb=2048 -timeout=10 \
        -print_final_stats=1 "$reader" 2>&1 | tail -n 8
done
echo "Nothing was found."
