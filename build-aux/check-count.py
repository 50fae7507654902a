#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether count-tests.py counts what happened, crashes and time-outs included. Speaks TAP."""

import json
import pathlib
import subprocess
import sys
import tempfile

# name, result, exit status, output; then what they add up to.
FINE = ('fine', 'OK', 0, '1..3\nok 1 /a\nok 2 /b # SKIP not here\nok 3 /c\n')
CASES = [
    ('passes', [FINE], '2 passed, 0 failed, 1 skipped', 0),
    ('failure', [('x', 'ERROR', 1, '1..2\nok 1 /a\nnot ok 2 /b\n')], '1 passed, 1 failed, 0 skipped', 1),
    ('crash', [('x', 'ERROR', -6, '1..3\nok 1 /a\nnot ok 2 /b\nBail out!\n')],
     '1 passed, 2 failed, 0 skipped', 1),
    ('time-out', [('x', 'TIMEOUT', -15, '1..3\nok 1 /a\n')], '1 passed, 1 failed, 0 skipped', 1),
    ('breaks-off', [('x', 'ERROR', 0, '1..3\nok 1 /a\n')], '1 passed, 1 failed, 0 skipped', 1),
    ('leak-at-exit', [('x', 'ERROR', 1, '1..1\nok 1 /a\n')], '1 passed, 1 failed, 0 skipped', 1),
    ('plain-programs', [('x', 'OK', 0, ''), ('y', 'FAIL', 1, '')], '1 passed, 1 failed, 0 skipped', 1),
    ('nothing-passed', [('x', 'SKIP', 0, '1..0 # SKIP none\n')], '0 passed, 0 failed, 1 skipped', 1),
]


def count(records):
    """The last line and the exit status for these records."""
    keys = ('name', 'result', 'returncode', 'stdout')
    with tempfile.NamedTemporaryFile('w', suffix='.json') as log:
        log.writelines(json.dumps(dict(zip(keys, record))) + '\n' for record in records)
        log.flush()
        program = pathlib.Path(__file__).with_name('count-tests.py')
        done = subprocess.run([sys.executable, program, log.name], capture_output=True, text=True)
    return done.stdout.splitlines()[-1], done.returncode


def main():
    print(f'1..{len(CASES)}')
    for number, (name, records, line, status) in enumerate(CASES, 1):
        got = count(records)
        print(f'# {got}')
        print(f"{'ok' if got == (line, status) else 'not ok'} {number} /count/{name}")


main()
