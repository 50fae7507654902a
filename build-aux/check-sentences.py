#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether src/SENTENCES.md and the sources say the same. Speaks TAP.

Each translatable text of the files that the table has a heading for stands there once, in the sources' order;
the test named beside it exists, and its file holds words of the text. Usage: check-sentences.py [--list FILE],
which prints the rows that a file's section needs.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LITERAL = r'"(?:[^"\\]|\\.)*"'
CALL = re.compile(r'\b(N?_|ngettext|g_dngettext)\s*\(\s*(?:GETTEXT_PACKAGE,\s*)?'
                  rf'((?:{LITERAL}\s*)+(?:,\s*(?:{LITERAL}\s*)+)?)')
CONVERSION = re.compile(r"%[-+'0-9.]*(?:l*[a-zA-Z]|%)")
WORDS = 3  # of a row, one after the other, that its test must hold


def joined(literals):
    return ''.join(text[1:-1] for text in re.findall(LITERAL, literals)).replace('\\"', '"')


def texts_of(path):
    """Every text of _(), N_() and both forms of ngettext()."""
    found = []
    for name, argument in CALL.findall(path.read_text(encoding='utf-8')):
        parts = [argument] if name in ('_', 'N_') else re.split(r'\s*,\s*(?=")', argument)
        found += [joined(part) for part in parts]
    return found


def read_table():
    """(file, [(text, when, test)]) of each section."""
    sections, rows = [], None
    for line in (ROOT / 'src/SENTENCES.md').read_text(encoding='utf-8').splitlines():
        if line.startswith('## '):
            rows = []
            sections.append((line[3:], rows))
        match = re.fullmatch(r'\| `(.*)` \| (.+) \| (/\S+) \|', line)
        if match and rows is not None:
            rows.append(match.groups())
    return sections


def read_tests():
    """The literals of the file that each test path stands in."""
    tests = {}
    for path in sorted((ROOT / 'tests').rglob('*.c')):
        text = path.read_text(encoding='utf-8')
        literals = '\n'.join(joined(run) for run in re.findall(rf'(?:{LITERAL}\s*)+', text))
        for name in re.findall(r'"(/[a-z0-9-]+(?:/[a-z0-9-]+)+)"', text):
            tests[name] = literals
        for name in re.findall(r'"(/[a-z0-9-]+)/%u"', text):
            tests[name] = literals
    return tests


def is_covered(text, literals):
    runs = []
    for piece in CONVERSION.split(text):
        words = piece.strip(' .,;:()').split()
        if words:
            length = min(WORDS, len(words))
            runs += [' '.join(words[i:i + length]) for i in range(len(words) - length + 1)]
    return not runs or any(run in literals for run in runs)


def check_texts(sections):
    for name, rows in sections:
        said, listed = texts_of(ROOT / name), [row[0] for row in rows]
        for text in said:
            if said.count(text) > listed.count(text):
                yield f'{name}: src/SENTENCES.md lacks a row for “{text}”, with its condition and its test'
        for text in listed:
            if listed.count(text) > said.count(text):
                yield f'{name}: src/SENTENCES.md has “{text}”, which the file does not say'


def check_tests(sections):
    tests = read_tests()
    for name, rows in sections:
        for text, _, test in rows:
            literals = tests.get(test) or tests.get(test.rsplit('/', 1)[0])
            if literals is None:
                yield f'{name}: there is no test {test}'
            elif not is_covered(text, literals):
                yield f'{name}: the file of {test} does not hold words of “{text}”'


def main():
    if sys.argv[1:2] == ['--list']:
        for text in texts_of(ROOT / sys.argv[2]):
            print(f'| `{text}` | WHEN | /TEST |')
        return
    sections = read_table()
    print('1..2')
    for number, (name, check) in enumerate([('texts', check_texts), ('tests', check_tests)], 1):
        complaints = sorted(set(check(sections)))
        for complaint in complaints:
            print(f'# {complaint}')
        ok = not complaints and len(sections) > 10
        print(f"{'ok' if ok else 'not ok'} {number} /sentences/{name}")


main()
