#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts test cases in meson's JSON logs: count-tests.py [--broken N] LOG...

A TAP program counts by its 'ok', 'not ok' and '# SKIP' lines; one that crashed, timed out or broke
off is one failure more. Any other program is one case. Prints what failed, then 'N passed, N
failed, N skipped' alone on the last line; exits 1 when anything failed or nothing passed.
"""

import argparse
import json
import re
import sys

PLAN = re.compile(r'^1\.\.(\d+)', re.MULTILINE)
LINE = re.compile(r'^(ok|not ok)\b[^#]*(#\s*(\w+))?', re.IGNORECASE)
GOOD = {'OK', 'EXPECTEDFAIL'}


def count_lines(text):
    """Cases of a TAP program's output: (passed, failed, skipped)."""
    passed = failed = skipped = 0
    for line in text.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        directive = (match.group(3) or '').upper()
        if directive == 'SKIP':
            skipped += 1
        elif match.group(1).lower() == 'ok' or directive == 'TODO':
            passed += 1
        else:
            failed += 1
    return passed, failed, skipped


def count_program(record):
    """Cases of one program of the log."""
    passed, failed, skipped = count_lines(record.get('stdout') or '')
    result = record['result']
    if passed + failed + skipped == 0:
        return (int(result in GOOD), int(result not in GOOD | {'SKIP'}), int(result == 'SKIP'))
    plan = PLAN.search(record['stdout'])
    ended = record.get('returncode', 0) >= 0 and result not in {'TIMEOUT', 'INTERRUPT'}
    complete = plan is None or passed + failed + skipped >= int(plan.group(1))
    # A failed case makes a program fail as a whole; that is not a second failure.
    explained = result in GOOD | {'SKIP'} or failed > 0
    return passed, failed + int(not (ended and complete and explained)), skipped


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--broken', type=int, default=0, help='builds that failed')
    parser.add_argument('logs', nargs='*')
    arguments = parser.parse_args()

    passed, failed, skipped = 0, arguments.broken, 0
    for path in arguments.logs:
        with open(path, encoding='utf-8', errors='replace') as log:
            for record in map(json.loads, log):
                counts = count_program(record)
                if counts[1]:
                    print(f"failed: {record['name']} ({record['result']}, {path})")
                passed, failed, skipped = (a + b for a, b in zip((passed, failed, skipped), counts))
    if arguments.broken:
        print(f'builds that failed: {arguments.broken}')
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
