#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Scaling Lab on a truly fresh machine, as a test that speaks TAP: build-aux/fresh.sh
#
# Makes a minimal root of the same Debian as this machine (variant minbase, from the machine's own
# sources, with its keyrings), clones the last commit into it and does there what a newcomer does:
# the README's first command as a user who may install nothing, the same as root, the installed
# program as that user, headless and with its window on a display of this machine, and the README's
# second command. Some ten minutes, half of them downloads.
#
# Wants root, and mmdebstrap or debootstrap; skipped, with the reason, where no such root can be
# made. What is mounted is mounted in a namespace that ends with the command, and the root is removed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build-aux/packages.sh

needed_space=6 # GiB, for the root, its packages and the build

skip_all() {
    echo "1..0 # SKIP $*"
    exit 0
}

cases=7
case_number=0
# report NAME STATUS: a case passes when STATUS is 0.
report() {
    case_number=$((case_number + 1))
    if (($2 == 0)); then echo "ok $case_number $1"; else echo "not ok $case_number $1"; fi
}

# What a command says goes on, marked, to standard error: minutes pass between two cases.
narrate() { sed -u 's/^/# /' >&2; }

# ---- The root

# Prints the addresses of this machine's sources that belong to its own distribution.
own_sources() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(ORIGIN) $(SITE) $(RELEASE)' 'Created-By: Packages' |
        awk -v id="$ID" 'tolower($1) == id { print $2, $3 }' | sort -u
}

# Writes into folder $1 what /etc/apt says of the sites in file $2, line by line or stanza by
# stanza: a third party's sources have no place on a fresh machine.
select_sources() {
    local file
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [[ ! -f $file ]] || grep '^ *deb ' "$file" | grep -F -f "$2" >"$1/${file##*/}"
    done
    for file in /etc/apt/sources.list.d/*.sources; do
        [[ ! -f $file ]] || awk -v sites="$(tr '\n' ' ' <"$2")" '
            BEGIN { RS = ""; ORS = "\n\n"; count = split(sites, site, " ") }
            { for (i = 1; i <= count; i++) if (index($0, site[i])) { print; next } }' \
            "$file" >"$1/${file##*/}"
    done
    find "$1" -empty -delete
}

# The settings under which this machine's apt reaches its sources.
transport_settings() {
    apt-config dump | grep -E '^Acquire::(https?::|Check-|Retries|Languages|ForceIPv)'
}

# The keyrings that the chosen sources name or that are trusted for all, at the same place in $1.
copy_keyrings() {
    local ring
    for ring in /etc/apt/trusted.gpg.d/* /etc/apt/keyrings/* \
        $(grep -hoE '(Signed-By: *|signed-by=)/[^] ]+' "$work"/sources/* | sed 's|^[^/]*||'); do
        [[ ! -f $ring ]] || install -D -m 644 "$ring" "$1$ring"
    done
}

# Makes the root in $root; what went wrong is left in $work/root.log.
make_root() {
    local files=("$work"/sources/*) main
    if command -v mmdebstrap >/dev/null; then
        mkdir -p "$work/prepared"
        copy_keyrings "$work/prepared"
        mmdebstrap --mode=root --variant=minbase --aptopt="$work/apt.conf" \
            --include=ca-certificates --setup-hook="cp -a '$work/prepared/.' \"\$1\"" \
            --setup-hook="printf 'force-unsafe-io\n' >\"\$1/etc/dpkg/dpkg.cfg.d/quick\"" \
            "$VERSION_CODENAME" "$root" "${files[@]}" >"$work/root.log" 2>&1 && return
        rm -rf --one-file-system "$root"
    fi
    command -v debootstrap >/dev/null || return 1
    main=$(awk -v suite="$VERSION_CODENAME" '$2 == suite { print $1; exit }' "$work/own")
    debootstrap --variant=minbase --include=ca-certificates "$VERSION_CODENAME" "$root" "$main" \
        >>"$work/root.log" 2>&1 || return 1
    copy_keyrings "$root"
    rm -f "$root/etc/apt/sources.list"
    cp "${files[@]}" "$root/etc/apt/sources.list.d/"
    [[ ! -f $work/sources/sources.list ]] ||
        mv "$root/etc/apt/sources.list.d/sources.list" "$root/etc/apt/sources.list"
    cp "$work/apt.conf" "$root/etc/apt/apt.conf.d/99transport"
    printf 'force-unsafe-io\n' >"$root/etc/dpkg/dpkg.cfg.d/quick"
}

# Mounts what a running machine has, in a namespace of its own, and becomes the command in $0.
enter_script='mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev/shm" &&
    mount -t devpts -o newinstance,ptmxmode=666 devpts "$0/dev/pts" &&
    ln -sf pts/ptmx "$0/dev/ptmx" && exec chroot "$0" "$@"'

# inside USER COMMAND: runs a line of shell as USER at home in the root, with nothing of our environment
# but the way to the network and to a display.
inside() {
    local user=$1 home=/home/$1 keep=() name
    [[ $user != root ]] || home=/root
    for name in http_proxy https_proxy no_proxy DISPLAY; do
        [[ -z ${!name:-} ]] || keep+=("$name=${!name}")
    done
    env -i "${keep[@]}" PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin \
        HOME="$home" USER="$user" TERM=dumb LANG=C.UTF-8 \
        unshare --mount --pid --fork --kill-child bash -c "$enter_script" "$root" \
        setpriv --reuid="$user" --regid="$user" --init-groups bash -c "cd && $2"
}

# ---- What a newcomer does

# The README's command number $1.
readme_command() {
    sed -n '/^## Two commands/,/^## /s|^    \(build-aux/[a-z.-]*\).*|\1|p' README.md | sed -n "$1p"
}

# One sentence that names a command for root, a failure, and nothing built.
refused() {
    local said status
    said=$(inside newcomer "cd scaling-lab && $1" 2>&1 </dev/null)
    status=$?
    narrate <<<"$said"
    ((status != 0)) && [[ $said != *$'\n'* && $said == *'apt-get install'*' gcc '*libgtk-4-dev* ]] &&
        [[ -z $(find "$root/home/newcomer/scaling-lab" -maxdepth 1 -name '_build*') ]]
}

first_command() {
    inside root "cd scaling-lab && $first" 2>&1 | narrate &&
        [[ -s $root/root/scaling-lab/_results/points.csv && -s $root/root/scaling-lab/_results/fits.json &&
            -s $root/root/scaling-lab/_results/chart.svg ]]
}

install_it() {
    inside root 'cd scaling-lab && meson install -C _build --quiet' 2>&1 | narrate &&
        inside newcomer 'command -v scaling-lab' | narrate
}

# Small, and with all of the way from data to a chart in it.
experiment='d=2 n=256 grid=32,64,128,256 width=8 depth=1 steps=40 repeats=2'

installed_headless() {
    inside newcomer "scaling-lab --version && scaling-lab run $experiment --out results &&
        scaling-lab fit results/points.csv && ls -l results" 2>&1 | narrate
}

# The window must come up, with its name, train, and end by Ctrl+Q without a word of complaint; that a
# bare root has no session bus is not the program's to mend.
installed_window() {
    local program id='' second status complaints
    [[ -z ${XAUTHORITY:-} ]] || install -m 644 "$XAUTHORITY" "$root/home/newcomer/.Xauthority"
    inside newcomer 'exec timeout 240 scaling-lab 2>said' &
    program=$!
    for ((second = 0; second < 120; second++)); do
        id=$(xdotool search --onlyvisible --name 'Scaling Lab' 2>/dev/null | head -n 1)
        [[ -z $id ]] || break
        sleep 1
    done
    sleep 5 # the default experiment begins, the chart is drawn
    [[ -z $id ]] || xdotool windowfocus "$id" key ctrl+q
    wait "$program"
    status=$?
    complaints=$(grep -v -e '^$' -e 'session bus' -e 'dbus-launch' "$root/home/newcomer/said")
    say "# the window is ${id:-not to be seen}; the program ended with $status"
    [[ -z $complaints ]] || narrate <<<"$complaints"
    [[ -n $id && $status == 0 && -z $complaints ]]
}

second_command() {
    inside root "cd scaling-lab && $second" 2>&1 | narrate
}

[[ ${1:-} != --window ]] || { root=$2; installed_window; exit; }
# A newcomer's first start has no display, whatever this test was started under.
unset DISPLAY WAYLAND_DISPLAY XAUTHORITY

# ---- Whether it can be done here

[[ -r /etc/os-release ]] && is_debian || skip_all 'not a Debian, nor of its kin'
source /etc/os-release
((EUID == 0)) || skip_all 'only root can make a root'
command -v mmdebstrap >/dev/null || command -v debootstrap >/dev/null ||
    skip_all 'neither mmdebstrap nor debootstrap is installed'
work=$(mktemp -d -p "${TMPDIR:-/var/tmp}" scaling-lab-fresh.XXXXXX) || exit 1
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' INT TERM HUP
chmod 755 "$work"
root=$work/root
unshare --mount --pid --fork bash -c 'mount -t tmpfs tmpfs "$0"' "$work" 2>/dev/null ||
    skip_all 'nothing can be mounted here'
(($(df -Pk "$work" | awk 'END { print int($4 / 1048576) }') >= needed_space)) ||
    skip_all "less than $needed_space GiB are free in $(dirname "$work")"
[[ -n $(own_sources) ]] || apt_quietly update
own_sources >"$work/own"
cut -d ' ' -f 1 "$work/own" | sort -u >"$work/sites"
[[ -s $work/sites ]] || skip_all "apt knows no source of $ID"
mkdir "$work/sources"
select_sources "$work/sources" "$work/sites"
transport_settings >"$work/apt.conf"
say "# making a minimal root of $ID $VERSION_CODENAME in $work"
make_root || {
    narrate <"$work/root.log"
    skip_all "no minimal root: $(grep -E '^E:' "$work/root.log" | tail -n 1)"
}

# ---- The cases

first=$(readme_command 1)
second=$(readme_command 2)
echo "1..$cases"
[[ -z $(git status --porcelain 2>/dev/null) ]] || echo '# what is not committed is not in the clone'
inside root 'useradd --create-home --shell /bin/bash newcomer' &&
    git clone --quiet --no-hardlinks "file://$PWD" "$root/root/scaling-lab" &&
    cp -r "$root/root/scaling-lab" "$root/home/newcomer/" &&
    inside root 'chown -R newcomer: /home/newcomer/scaling-lab' && [[ -n $first && -n $second ]]
report /fresh/clone $?
refused "$first" && refused "$second"
report /fresh/refused-to-who-may-not-install $?
first_command
report /fresh/first-command $?
install_it
report /fresh/install $?
installed_headless
report /fresh/installed-program-headless $?
if command -v xvfb-run >/dev/null && command -v xdotool >/dev/null; then
    xvfb-run -a -s '-screen 0 1280x1024x24 -noreset' "$0" --window "$root"
    report /fresh/installed-program-window $?
else
    case_number=$((case_number + 1))
    echo "ok $case_number /fresh/installed-program-window # SKIP neither a display nor hands to be had"
fi
second_command
report /fresh/second-command $?
