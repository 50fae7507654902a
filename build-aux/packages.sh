# What Scaling Lab needs, by system. Sourced by run.sh and test.sh.
#
# On Debian and its kin missing packages are installed with apt: root and CI are asked nothing,
# anyone else is asked once and apt runs under sudo. Fedora, Arch and Homebrew users get the names,
# and go on when everything is there.
# shellcheck shell=bash

# To build and to run.
debian_run=(gcc libc6-dev pkgconf meson ninja-build gettext python3-minimal libgtk-4-dev
    libglib2.0-dev libcairo2-dev libpango1.0-dev libjson-glib-dev libopenblas-dev
    librsvg2-common adwaita-icon-theme fonts-dejavu-core gsettings-desktop-schemas)
# To test: a display, a bus, assistive technology, validators, fonts, pictures, sanitizers.
debian_test=(xvfb xauth dbus dbus-x11 at-spi2-core gir1.2-atspi-2.0 python3-dogtail
    imagemagick librsvg2-bin desktop-file-utils appstream libxml2-utils poppler-utils
    fonts-noto-cjk fonts-cantarell locales clang-format-14 util-linux procps xdotool)

fedora_names='gcc pkgconf meson ninja-build gettext python3 gtk4-devel glib2-devel cairo-devel
    pango-devel json-glib-devel openblas-devel librsvg2 adwaita-icon-theme dejavu-sans-fonts'
fedora_test_names='xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon at-spi2-core python3-dogtail
    ImageMagick librsvg2-tools desktop-file-utils appstream libxml2 poppler-utils
    google-noto-sans-cjk-fonts clang-tools-extra libasan libubsan libtsan xdotool'
arch_names='gcc pkgconf meson ninja gettext python gtk4 glib2-devel cairo pango json-glib
    blas-openblas librsvg adwaita-icon-theme ttf-dejavu'
arch_test_names='xorg-server-xvfb xorg-xauth dbus at-spi2-core imagemagick desktop-file-utils
    appstream libxml2 poppler noto-fonts-cjk clang xdotool'
brew_names='pkgconf meson ninja gettext python gtk4 glib cairo pango json-glib openblas librsvg
    adwaita-icon-theme'
brew_test_names='imagemagick desktop-file-utils libxml2 poppler clang-format'

say() { printf '%s\n' "$*" >&2; }

is_debian() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null
}

# Prints those of the named Debian packages that are not installed.
missing_debian_packages() {
    local package
    for package in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed* ]] ||
            printf '%s\n' "$package"
    done
}

# Runs apt-get without a question; under sudo where it is needed.
apt_quietly() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    ((EUID == 0)) || apt=(sudo "${apt[@]}")
    "${apt[@]}" "$@" >&2
}

# A person at a terminal may say no; root and CI are not asked.
may_install() {
    ((EUID == 0)) || [[ -n ${CI:-} ]] && return 0
    if [[ ! -t 0 ]]; then
        say "Not root and nobody to ask. Install them with: sudo apt-get install $*"
        return 1
    fi
    local answer
    read -r -p 'Install them with sudo apt-get? [Y/n] ' answer
    [[ -z $answer || $answer == [yYjJ]* ]]
}

install_debian_packages() {
    local missing
    mapfile -t missing < <(missing_debian_packages "$@")
    ((${#missing[@]})) || return 0
    say "Scaling Lab needs these packages: ${missing[*]}"
    may_install "${missing[@]}" || return 1
    apt_quietly update || say 'apt-get update failed; trying with the lists at hand.'
    apt_quietly install -y --no-install-recommends "${missing[@]}"
}

# Whether everything the build asks for is there, on any system.
can_build() {
    local tool
    for tool in meson ninja pkg-config msgfmt glib-compile-resources; do
        command -v "$tool" >/dev/null || { say "Missing: $tool"; return 1; }
    done
    # Homebrew keeps OpenBLAS apart from the system's own BLAS.
    if command -v brew >/dev/null && [[ -d $(brew --prefix openblas 2>/dev/null) ]]; then
        export PKG_CONFIG_PATH="$(brew --prefix openblas)/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
    fi
    pkg-config --print-errors --exists 'gtk4 >= 4.8' 'glib-2.0 >= 2.74' 'cairo >= 1.16' \
        pangocairo json-glib-1.0 openblas
}

# ensure_packages run | test
ensure_packages() {
    local names
    if is_debian; then
        names=("${debian_run[@]}")
        [[ $1 == test ]] && names+=("${debian_test[@]}")
        install_debian_packages "${names[@]}"
        return
    fi
    local manager
    for manager in dnf pacman brew ''; do
        [[ -z $manager ]] || command -v "$manager" >/dev/null && break
    done
    case $manager in
        dnf) names="sudo dnf install $fedora_names"; [[ $1 == run ]] || names+=" $fedora_test_names" ;;
        pacman) names="sudo pacman -S --needed $arch_names"; [[ $1 == run ]] || names+=" $arch_test_names" ;;
        brew) names="brew install $brew_names"; [[ $1 == run ]] || names+=" $brew_test_names" ;;
        *) names='(packages by the names of your system) GTK 4.8, Cairo, Pango, JSON-GLib, OpenBLAS' ;;
    esac
    # shellcheck disable=SC2086
    say "On this system Scaling Lab needs:" $names
    can_build || { say 'Install what is missing, then start this again.'; return 1; }
}
