#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of the real window with a finished experiment:
#   build-aux/screenshots.sh [--view VIEW] DIR [NAME]...
# VIEW is what the window shows, as for scaling-lab --view; the chart when none is named.
# Each runs the program anew on a virtual display of its own size. Names: light, dark,
# high-contrast, 1024x768, 3840x2160, narrow, german, chinese; all when none is named.
set -euo pipefail
view=chart
[[ ${1-} != --view ]] || { view=${2-}; shift $(($# < 2 ? $# : 2)); }
(($#)) || { echo "Usage: build-aux/screenshots.sh [--view VIEW] DIR [NAME]..." >&2; exit 2; }
mkdir -p "$1"
directory=$(cd "$1" && pwd)
shift
wanted=("$@")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build-aux/packages.sh

# The default experiment: through in seconds, and large enough to have a slope.
experiment=${SCREENSHOT_EXPERIMENT:-sweep=data d=2}
longest_wait=240 # seconds until the experiment must be through

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The locale's own numbers and dates, compiled into the scratch folder; its words come from
# LANGUAGE, which any UTF-8 locale obeys.
locale_of() {
    local name=$1.UTF-8
    if localedef -i "$1" -f UTF-8 "$scratch/locale/$name" 2>/dev/null; then
        echo "$name"
    else
        say "The locale $1 is not to be had: numbers are written the C way."
        echo C.UTF-8
    fi
}

# Processor time of a process so far, in clock ticks.
ticks_of() {
    awk '{sub(/.*\) /, ""); print $12 + $13}' "/proc/$1/stat"
}

# Waits until the program has computed next to nothing for two seconds.
wait_until_through() {
    local before now
    for ((second = 0; second < longest_wait; second += 2)); do
        before=$(ticks_of "$1") && sleep 2 && now=$(ticks_of "$1") || return 1
        ((second < 4 || now - before > 10)) || return 0
    done
    say "Not through after $longest_wait seconds."
    return 1
}

# Runs inside the virtual display: capture FILE WORDS FOR THE PROGRAM...
capture() {
    local file=$1 program status=0
    shift
    _build/ui/scaling-lab "$@" &
    program=$!
    wait_until_through "$program" || status=1
    import -window root "$file" || status=1
    kill "$program" 2>/dev/null
    wait "$program" 2>/dev/null || true
    return $status
}

# shoot NAME PIXELS SCALE APPEARANCE LOCALE
shoot() {
    local name=$1 pixels=$2 scale=$3 appearance=$4 locale=$5 file=$directory/$1.png
    ((${#wanted[@]} == 0)) || [[ " ${wanted[*]} " == *" $name "* ]] || return 0
    local logical=$((${pixels%x*} / scale))x$((${pixels#*x} / scale))
    local environment=(GSK_RENDERER=cairo GSETTINGS_BACKEND=memory GTK_A11Y=none
        GSETTINGS_SCHEMA_DIR="$PWD/_build/data" SCALING_LAB_LOCALE_DIR="$PWD/_build/po"
        XDG_CONFIG_HOME="$scratch/config" XDG_CACHE_HOME="$scratch/cache" GDK_BACKEND=x11
        GDK_SCALE="$scale" LOCPATH="$scratch/locale" LC_ALL="$(locale_of "$locale")"
        LANGUAGE="$locale")
    say "$name: $pixels"
    rm -f "$file"
    env "${environment[@]}" xvfb-run -a -s "-screen 0 ${pixels}x24 -noreset" \
        dbus-run-session -- "$BASH" -c "$inside"$'\n''capture "$@"' capture "$file" --experiment "$experiment" \
        --appearance "$appearance" --size "$logical" --view "$view" 2>"$scratch/$name.log" ||
        { cat "$scratch/$name.log" >&2; return 1; }
    check "$file" "$pixels"
}

# A picture that shows something, of the size that was asked for.
check() {
    local size colours
    read -r size colours < <(identify -format '%wx%h %k\n' "$1")
    [[ $size == "$2" ]] || { say "$1 is $size instead of $2."; return 1; }
    ((colours > 100)) || { say "$1 is blank."; return 1; }
}

# What the shell inside the virtual display needs of this one.
inside="$(declare -p longest_wait; declare -f say ticks_of wait_until_through capture)"

say 'Building.'
ensure_packages run test
[[ -f _build/build.ninja ]] || meson setup _build >&2
ninja -C _build >&2

mkdir -p "$scratch/config/gtk-4.0" "$scratch/locale"
printf '[Settings]\ngtk-font-name=Cantarell 11\ngtk-cursor-blink=false\n' \
    >"$scratch/config/gtk-4.0/settings.ini"

shoot light 1440x900 1 light en_US
shoot dark 1440x900 1 dark en_US
shoot high-contrast 1440x900 1 high-contrast en_US
shoot 1024x768 1024x768 1 light en_US
shoot 3840x2160 3840x2160 2 light en_US
shoot narrow 720x900 1 light en_US
shoot german 1440x900 1 light de_DE
shoot chinese 1440x900 1 light zh_CN
