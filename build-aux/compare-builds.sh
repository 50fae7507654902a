#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Compares what two builds of the program write: build-aux/compare-builds.sh OLD NEW [DIR]
# OLD and NEW are build folders. Small experiments of every axis and task, and every command, as text, as JSON
# and as files; what differs is kept in DIR (default: a new folder in /tmp) and listed, one line each.
set -uo pipefail
old=$1 new=$2 dir=${3:-$(mktemp -d)}
cases=(
    'data run n=64 grid=32,64,128,256 steps=60 repeats=2 --out'
    'model run sweep=model n=256 grid=4,8,12,16 steps=60 repeats=2 --out'
    'time run sweep=time n=256 steps=200 repeats=2 width=8 --out'
    'compute run sweep=compute n=256 steps=200 repeats=2 grid=4,8,12 --out'
    'depth run sweep=depth n=256 steps=60 repeats=2 width=8 grid=1,2,3 --out'
    'sequences run task=sequences n=64 grid=32,64,128,256 steps=40 repeats=2 width=8 D=8 --out'
    'dimension-inside run n=64 grid=32,64,128,256 steps=60 repeats=2 hidden_dimension=1 --out'
    'kernel kernel n=48 width=8 depth=1 repeats=1 train=1 steps=40 --out'
    'sample sample n=64 d=3 D=16 --out'
    'theory-text theory d=3 beta=1'
    'theory-json theory d=3 beta=1 --json'
    'catalogue theory --catalogue'
    'catalogue-json theory --catalogue --json'
    'predict-text predict d=2 n=1000'
    'predict-json predict d=2 n=1000 N=500 --json'
    'boundary-text boundary d=2 n=1000'
    'boundary-json boundary d=2 n=1000 --json'
    'run-json run n=64 grid=32,64,128,256 steps=60 repeats=2 --json'
    'kernel-json kernel n=48 width=8 depth=1 repeats=1 --json'
    'help --help'
    'help-run run --help'
)

# in_build BUILD FOLDER: all cases with the program of that build, each into files of its own.
in_build() {
    local build=$1 to=$2 name words line
    export GSETTINGS_SCHEMA_DIR=$build/data SCALING_LAB_LOCALE_DIR=$build/po LC_ALL=C.UTF-8
    mkdir -p "$to"
    for line in "${cases[@]}"; do
        name=${line%% *} words=${line#* }
        [[ $words == *--out ]] && words="$words out-$name"
        [[ $words == sample* ]] && words="$words.csv"
        # shellcheck disable=SC2086
        (cd "$to" && timeout 300 "$build/ui/scaling-lab" $words >"$name.out" 2>"$name.err"; echo $? >"$name.status")
    done
    (cd "$to" && for model in power power-floor two-phase auto; do
        timeout 300 "$build/ui/scaling-lab" fit out-data/points.csv --model "$model" >"fit-$model.out" 2>"fit-$model.err"
        echo $? >"fit-$model.status"
    done)
}

in_build "$(realpath "$old")" "$dir/old" && in_build "$(realpath "$new")" "$dir/new"
same=0 differ=0
while read -r file; do
    if cmp -s "$dir/old/$file" "$dir/new/$file"; then
        same=$((same + 1))
    else
        differ=$((differ + 1))
        echo "differs: $file ($(diff "$dir/old/$file" "$dir/new/$file" 2>/dev/null | grep -c '^[<>]') lines)"
    fi
done < <(cd "$dir" && (cd old && find . -type f; cd ../new && find . -type f) | sort -u)
echo "$same files are the same, $differ differ; both are in $dir"
