# SPDX-License-Identifier: GPL-3.0-or-later
# What Scaling Lab needs, by system. Sourced by run.sh, test.sh and the other commands.
#
# On Debian and its kin missing packages are installed with apt: root and CI are asked nothing,
# anyone else is asked once and apt runs under sudo. Fedora, Arch and Homebrew users get the names,
# and go on when everything is there.
# shellcheck shell=bash

# Groups: run is what it takes to build and to run, test what the tests want beside it (a display, a bus,
# assistive technology, validators, fonts, pictures), fuzz the fuzzer's compiler, fresh what makes a
# minimal root, cluster the engines that run folders are tried on. Where a system has no group of that name,
# nothing is needed or to be had.
debian_run=(gcc libc6-dev pkgconf meson ninja-build gettext python3-minimal libgtk-4-dev
    libglib2.0-dev libcairo2-dev libpango1.0-dev libjson-glib-dev libsqlite3-dev libopenblas-dev
    librsvg2-common adwaita-icon-theme fonts-dejavu-core gsettings-desktop-schemas)
debian_test=(xvfb xauth dbus dbus-x11 at-spi2-core gir1.2-atspi-2.0 python3-dogtail
    imagemagick librsvg2-bin desktop-file-utils appstream libxml2-utils poppler-utils
    fonts-noto-cjk fonts-cantarell locales clang-format-14 util-linux procps xdotool)
debian_fuzz=(clang libclang-rt-dev)
debian_cluster=(openmpi-bin libopenmpi-dev slurmctld slurmd slurm-client munge parallel)
debian_fresh=(git mmdebstrap)

fedora_run=(gcc pkgconf meson ninja-build gettext python3 gtk4-devel glib2-devel cairo-devel
    pango-devel json-glib-devel sqlite-devel openblas-devel librsvg2 adwaita-icon-theme dejavu-sans-fonts)
fedora_test=(xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon at-spi2-core python3-dogtail
    ImageMagick librsvg2-tools desktop-file-utils appstream libxml2 poppler-utils
    google-noto-sans-cjk-fonts clang-tools-extra libasan libubsan libtsan xdotool)
fedora_fuzz=(clang compiler-rt)
arch_run=(gcc pkgconf meson ninja gettext python gtk4 glib2-devel cairo pango json-glib sqlite
    blas-openblas librsvg adwaita-icon-theme ttf-dejavu)
arch_test=(xorg-server-xvfb xorg-xauth dbus at-spi2-core imagemagick desktop-file-utils
    appstream libxml2 poppler noto-fonts-cjk clang xdotool)
arch_fuzz=(clang compiler-rt)
brew_run=(pkgconf meson ninja gettext python gtk4 glib cairo pango json-glib sqlite openblas librsvg
    adwaita-icon-theme)
brew_test=(imagemagick desktop-file-utils libxml2 poppler clang-format)
brew_fuzz=(llvm)

say() { printf '%s\n' "$*" >&2; }

is_debian() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null
}

# Prints those of the named Debian packages that are not installed.
missing_debian_packages() {
    local package installed
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        sed -n 's/ installed$//p') || true
    for package in "$@"; do
        grep -qxF "$package" <<<"$installed" || printf '%s\n' "$package"
    done
}

# Runs apt-get without a question; under sudo where it is needed.
apt_quietly() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    ((EUID == 0)) || apt=(sudo "${apt[@]}")
    "${apt[@]}" "$@" >&2
}

# A person at a terminal may say no; root and CI are not asked. Whoever can neither be root nor
# become it gets the one command for those who can.
may_install() {
    ((EUID == 0)) && return 0
    if ! command -v sudo >/dev/null; then
        say "Scaling Lab needs packages that only root can install here: let root run" \
            "'apt-get install --no-install-recommends $*', then start this again."
        return 1
    fi
    [[ -n ${CI:-} ]] && return 0
    if [[ ! -t 0 ]]; then
        say "Scaling Lab needs packages and there is nobody to ask: run" \
            "'sudo apt-get install --no-install-recommends $*', then start this again."
        return 1
    fi
    local answer
    say "Scaling Lab needs these packages: $*"
    read -r -p 'Install them with sudo apt-get? [Y/n] ' answer
    [[ -z $answer || $answer == [yYjJ]* ]]
}

# Prints those of the named packages that apt's lists hold, all when it has no lists yet. A newer Debian may
# have given one up, such as an old formatter: what wants it then says that it is not there.
packages_to_be_had() {
    local package
    if [[ -z $(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -print -quit 2>/dev/null) ]]; then
        printf '%s\n' "$@"
        return
    fi
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            printf '%s\n' "$package"
        else
            say "This system has no package $package; going on without it."
        fi
    done
}

install_debian_packages() {
    local missing
    mapfile -t missing < <(missing_debian_packages "$@")
    ((${#missing[@]} == 0)) || mapfile -t missing < <(packages_to_be_had "${missing[@]}")
    ((${#missing[@]})) || return 0
    may_install "${missing[@]}" || return 1
    say "Installing ${missing[*]}"
    apt_quietly update || say 'apt-get update failed; trying with the lists at hand.'
    mapfile -t missing < <(packages_to_be_had "${missing[@]}")
    ((${#missing[@]} == 0)) || apt_quietly install -y --no-install-recommends "${missing[@]}"
}

# Whether everything the build asks for is there, on any system.
can_build() {
    local tool
    for tool in cc meson ninja pkg-config msgfmt glib-compile-resources glib-compile-schemas; do
        command -v "$tool" >/dev/null || { say "Missing: $tool"; return 1; }
    done
    # Homebrew keeps OpenBLAS apart from the system's own BLAS.
    if command -v brew >/dev/null && [[ -d $(brew --prefix openblas 2>/dev/null) ]]; then
        export PKG_CONFIG_PATH="$(brew --prefix openblas)/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
    fi
    pkg-config --print-errors --exists 'gtk4 >= 4.8' 'glib-2.0 >= 2.74' 'cairo >= 1.16' \
        pangocairo json-glib-1.0 'sqlite3 >= 3.37' openblas
}

# Prints the packages of system $1 for the groups that follow.
packages_of() {
    local system=$1 group names
    shift
    for group in "$@"; do
        names="${system}_$group[@]"
        # shellcheck disable=SC2086
        printf '%s\n' ${!names:-}
    done
}

# ensure_packages GROUP...
ensure_packages() {
    local names manager
    if is_debian; then
        mapfile -t names < <(packages_of debian "$@")
        install_debian_packages "${names[@]}"
        return
    fi
    for manager in dnf pacman brew ''; do
        [[ -z $manager ]] || command -v "$manager" >/dev/null && break
    done
    case $manager in
        dnf) names=(sudo dnf install $(packages_of fedora "$@")) ;;
        pacman) names=(sudo pacman -S --needed $(packages_of arch "$@")) ;;
        brew) names=(brew install $(packages_of brew "$@")) ;;
        *) names=('(packages by the names of your system)' GTK 4.8, Cairo, Pango, JSON-GLib, OpenBLAS) ;;
    esac
    say "On this system Scaling Lab needs: ${names[*]}"
    can_build || { say 'Install what is missing, then start this again.'; return 1; }
}
