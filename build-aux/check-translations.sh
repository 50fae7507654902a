#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Whether the translations are complete, as a test that speaks TAP: every file with words is listed
# in POTFILES.in, and every language translates every word the sources hold now.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
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

# Files with words for people: C with a gettext call, templates, and the desktop's files.
files_with_words() {
    grep -lE '\b(_|N_|C_|NC_|Q_|g_dngettext|ngettext|g_dpgettext2?) \(' -r src ui --include='*.[ch]'
    grep -lE 'translatable="(yes|true)"' -r ui resources
    ls data/*.desktop.in data/*.metainfo.xml.in data/*.gschema.xml
}

extract() {
    xgettext --files-from=po/POTFILES.in --output="$1" --from-code=UTF-8 --add-comments \
        --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=Q_:1g \
        --keyword=ngettext:1,2 --keyword=g_dngettext:2,3 --keyword=g_dpgettext:2c,3 \
        --keyword=g_dpgettext2:2c,3 --flag=N_:1:pass-c-format --flag=_:1:pass-c-format
}

# Messages that end in a percent sign that no number precedes: a macro such as G_GSIZE_FORMAT stood
# there, at which xgettext stops, so that the sentence is never found. Write %zu, or a number as %s.
cut_messages() {
    msgcat --no-wrap "$1" | grep -E '^msgid(_plural)? ".*%"$' | grep -vE '([0-9] |%)%"$'
}

# What is wrong with one language; nothing when it is complete.
language_complaints() {
    local merged=$scratch/$1.po counts
    msgmerge --quiet --no-fuzzy-matching --output-file="$merged" "po/$1.po" "$scratch/all.pot" 2>&1
    msgfmt --check --output-file=/dev/null "$merged" 2>&1
    counts=$(LC_ALL=C msgfmt --statistics --output-file=/dev/null "$merged" 2>&1)
    if [[ $counts == *untranslated* || $counts == *fuzzy* ]]; then
        echo "$counts"
        msgattrib --untranslated --no-wrap "$merged" | grep '^msgid' | tail -n +2
        msgattrib --only-fuzzy --no-wrap "$merged" | grep '^msgid'
    fi
}

mapfile -t languages < <(grep -v '^#' po/LINGUAS | tr ' ' '\n' | grep .)
echo "1..$((3 + ${#languages[@]}))"

listed=$(grep -v '^#' po/POTFILES.in | sort)
report /translations/every-file-is-listed "$(comm -3 <(files_with_words | sort) <(echo "$listed"))"
report /translations/extraction "$(extract "$scratch/all.pot" 2>&1)"
report /translations/no-message-is-cut "$(cut_messages "$scratch/all.pot")"
for language in "${languages[@]}"; do
    report "/translations/$language" "$(language_complaints "$language")"
done
