#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small changes to the sources that a test must notice: build-aux/mutate.py [--seed N] [--most N]
[--minutes M] [--jobs N] [--list] [FILE...]

Each mutation is one change of one line: another constant, the opposite comparison, "and" for "or", or
another word in a text that is returned or shown. It is made in a copy of the tree in a temporary folder,
only what depends on the file is built, and the tests that cover the file (TESTS below) are run, the
quickest first. A mutation that no test notices survives; it is either a test that is missing, or it
changes nothing anyone could see: those stand in mutate-equivalent.txt with the reason. The table at the
end tells, for each file, how many were made, noticed, and survived; the survivors follow. Exit status 1
where less than GOAL of a file's mutations are noticed.

The tree's _build is copied along where there is one, else it is built first."""

import argparse
import json
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

GOAL = 0.85
SMALL = 1e-4  # smaller constants are tolerances, of which a quarter more is nothing
SLOWEST = 60  # seconds for a test, and ten times what it takes unchanged; beyond, it hangs

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EQUIVALENT = os.path.join(TOP, 'build-aux', 'mutate-equivalent.txt')

# What decides what users read, and the tests that cover it.
CURVE_FIT = ['experiment/curve-fit', 'experiment/curve-findings', 'experiment/curve-fit-training']
RESULTS = ['session/results-members', 'session/results-json', 'session/results-csv', 'session/results-files']
TWO_PHASE = ['fit/two-phase-repeats', 'fit/two-phase', 'fit/two-phase-choice']
TESTS = {
    'src/experiment/conclude/verdict.c': ['experiment/verdict', 'experiment/curve-findings'],
    'src/experiment/conclude/curve-fit.c': CURVE_FIT,
    'src/experiment/conclude/curve-what-if.c': ['experiment/curve-what-if'],
    'src/experiment/conclude/curve-what-if-words.c': ['experiment/curve-what-if-words'],
    'src/experiment/conclude/prediction.c': ['experiment/prediction'],
    'src/experiment/conclude/prediction-compare.c': ['experiment/prediction'],
    'src/experiment/conclude/prediction-request.c': ['experiment/prediction-request', 'experiment/sequences'],
    'src/experiment/run/optimisation-floor.c': ['experiment/curve-fit'],
    'src/session/results-counts.c': RESULTS,
    'src/session/results-csv.c': RESULTS,
    'src/session/results-dimension.c': RESULTS,
    'src/session/results-json.c': RESULTS,
    'src/session/results-kernel.c': ['session/results-kernel'],
    'src/session/results-rows.c': RESULTS,
    'ui/laws/laws-text.c': ['ui/laws-sentences', 'ui/laws-text'],
    'src/fit/law/two-phase.c': TWO_PHASE,
}

OPPOSITE = {'<': '>=', '>=': '<', '>': '<=', '<=': '>', '==': '!=', '!=': '==', '&&': '||', '||': '&&'}

# Lines that are no decision: room, contracts with the caller, and what the preprocessor reads.
SKIPPED = re.compile(r'(\s*(static )?(const )?\w+ \*?\w+\[\d+\];|'
                     r'\s*(#\s*(include|pragma|if|ifdef|ifndef|else|endif)|g_return_|g_assert|/\*|\*))')
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
NUMBER = re.compile(r'(?<![\w.%])(?:\d+\.\d*(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\d+)(?![\w.])')
COMPARISON = re.compile(r'(?<![-<>=!&|])(==|!=|<=|>=|&&|\|\||<|>)(?![<>=&|])')
WORD = re.compile(r'[A-Za-z]{3,}')
CHOICE = re.compile(r'%[^%]*?[a-zA-Z]|\\.')


class Mutation:
    """One change: line `number` (from 0) of `path` becomes `line`."""

    def __init__(self, path, number, old, line):
        self.path, self.number, self.old, self.line = path, number, old, line

    def __str__(self):
        return f'{self.path} | {self.old.strip()} | {self.line.strip()}'


def blank(text, pattern):
    """text with what matches replaced by blanks of the same length, so that places keep."""
    return pattern.sub(lambda match: ' ' * len(match.group()), text)


def without_comments(text):
    keep_lines = lambda match: re.sub(r'[^\n]', ' ', match.group())
    return re.sub(r'/\*.*?\*/', keep_lines, text, flags=re.S)


def other_numbers(number):
    """Another constant of the same type."""
    if re.fullmatch(r'\d+', number):
        value = int(number)
        return [str(value + 1)] + ([str(value - 1)] if value > 1 else [])
    value = float(number)
    if value == 0:
        return ['1.0']
    return [repr(value * (1.25 if abs(value) >= SMALL else 1000))]


def mutate_code(line, code):
    """Changes of constants and operators; code is the line without texts and comments."""
    for match in NUMBER.finditer(code):
        for other in other_numbers(match.group()):
            yield line[:match.start()] + other + line[match.end():]
    if code.lstrip().startswith('#'):
        return
    for match in COMPARISON.finditer(code):
        yield line[:match.start()] + OPPOSITE[match.group()] + line[match.end():]


def mutate_words(line, chooser):
    """In each text of the line one word becomes another."""
    for text in STRING.finditer(line):
        words = [word for word in WORD.finditer(blank(text.group(), CHOICE))]
        if words:
            word = chooser.choice(words)
            start = text.start() + word.start()
            yield line[:start] + 'Xyzzy' + line[start + len(word.group()):]


def mutations_of(path, chooser):
    with open(os.path.join(TOP, path), encoding='utf-8') as file:
        text = file.read()
    lines = text.split('\n')
    found = []
    for number, code in enumerate(without_comments(text).split('\n')):
        if SKIPPED.match(lines[number]) or not code.strip():
            continue
        changed = list(mutate_code(lines[number], blank(code, STRING)))
        changed += mutate_words(lines[number], chooser) if STRING.search(code) else []
        found += [Mutation(path, number, lines[number], line) for line in changed]
    return found


def read_equivalent():
    with open(EQUIVALENT, encoding='utf-8') as file:
        return {line.rsplit(' | ', 1)[0] for line in file if line.strip() and line[0] != '#'}


class Tree:
    """A copy that is built, to be changed and put right again."""

    def __init__(self, folder):
        self.folder = folder
        self.build = os.path.join(folder, '_build')
        ignored = shutil.ignore_patterns('.git', '_build-*', '_results', 'meson-logs')
        shutil.copytree(TOP, folder, symlinks=True, ignore=ignored)
        if not os.path.isfile(os.path.join(self.build, 'build.ninja')):
            subprocess.run(['meson', 'setup', self.build], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL)
            self.ninja([])
        with open(os.path.join(self.build, 'meson-info', 'intro-tests.json'),
                  encoding='utf-8') as file:
            self.tests = {test['name']: test for test in json.load(file)}
        self.seconds = {}  # that a test takes unchanged

    def here(self, word):
        return word.replace(TOP + '/', self.folder + '/')

    def ninja(self, targets):
        return subprocess.run(['nice', 'ninja', '-C', self.build, '-j', '1', *targets],
                              stdout=subprocess.DEVNULL, check=False).returncode == 0

    def make(self, names):
        programs = [self.here(word) for name in names for word in self.tests[name]['cmd']
                    if word.startswith(TOP) and os.access(self.here(word), os.X_OK)]
        return self.ninja([os.path.relpath(program, self.build) for program in programs])

    def passes(self, name):
        """'passed', 'failed' or 'hung'."""
        test = self.tests[name]
        environment = {**os.environ, **{key: self.here(value) for key, value in test['env'].items()}}
        try:
            done = subprocess.run(['nice', *map(self.here, test['cmd'])], env=environment,
                                  cwd=self.folder, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, check=False,
                                  timeout=SLOWEST + 10 * self.seconds.get(name, SLOWEST))
        except subprocess.TimeoutExpired:
            return 'hung'
        return 'passed' if done.returncode == 0 else 'failed'

    def judge(self, mutation):
        """'failed', 'hung', 'survived', or 'no program' where the compiler refuses it."""
        path = os.path.join(self.folder, mutation.path)
        with open(path, encoding='utf-8') as file:
            right = file.read()
        lines = right.split('\n')
        lines[mutation.number] = mutation.line
        names = TESTS[mutation.path]
        try:
            with open(path, 'w', encoding='utf-8') as file:
                file.write('\n'.join(lines))
            for name in names:
                if not self.make([name]):
                    return 'no program'
                outcome = self.passes(name)
                if outcome != 'passed':
                    return outcome
            return 'survived'
        finally:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(right)


def choose(paths, seed, most):
    """For each file at most so many of its mutations, in an order that the seed alone decides."""
    equivalent = read_equivalent()
    chosen = []
    for path in paths:
        chooser = random.Random(f'{seed} {path}')
        found = [one for one in mutations_of(path, chooser) if str(one) not in equivalent]
        chooser.shuffle(found)
        chosen += found[:most] if most > 0 else found
    random.Random(seed).shuffle(chosen)  # so that a short time tells something of each file
    return chosen


def work(tree, waiting, deadline, results, lock):
    while time.monotonic() < deadline:
        try:
            mutation = waiting.get_nowait()
        except queue.Empty:
            return
        verdict = tree.judge(mutation)
        with lock:
            results.append((mutation, verdict))
            print(f'{len(results)} {verdict}: {mutation}', file=sys.stderr, flush=True)


def check(tree, paths):
    """The tests must pass before anything is changed; returns how long each takes."""
    seconds = {}
    names = sorted({name for path in paths for name in TESTS[path]})
    if not tree.make(names):
        sys.exit('The tree does not build; mutations would tell nothing.')
    for name in names:
        begin = time.monotonic()
        if tree.passes(name) != 'passed':
            sys.exit(f'{name} fails without any mutation.')
        seconds[name] = time.monotonic() - begin
    return seconds


def report(paths, results):
    good = True
    print(f'{"file":<48}{"made":>6}{"failed":>8}{"hung":>6}{"survived":>10}{"noticed":>9}')
    for path in paths:
        verdicts = [verdict for mutation, verdict in results
                    if mutation.path == path and verdict != 'no program']
        failed, hung, survived = (verdicts.count(one) for one in ('failed', 'hung', 'survived'))
        share = (failed + hung) / len(verdicts) if verdicts else 1
        good = good and share >= GOAL
        print(f'{path:<48}{len(verdicts):>6}{failed:>8}{hung:>6}{survived:>10}{share:>9.0%}')
    for mutation, verdict in results:
        if verdict == 'survived':
            print(f'survived, line {mutation.number + 1}: {mutation}')
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n', maxsplit=1)[0])
    parser.add_argument('--seed', type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument('--most', type=int, default=30, help='mutations of a file; 0: all')
    parser.add_argument('--minutes', type=float, default=30)
    parser.add_argument('--jobs', type=int, default=1, help='copies of the tree at work')
    parser.add_argument('--list', action='store_true', help='tell the mutations, make none')
    parser.add_argument('files', nargs='*', default=list(TESTS), metavar='FILE')
    words = parser.parse_args()
    unknown = [path for path in words.files if path not in TESTS]
    if unknown:
        parser.error(f'{unknown[0]} has no tests in the table TESTS of this script.')
    chosen = choose(words.files, words.seed, words.most)
    print(f'seed {words.seed}, {len(chosen)} mutations', flush=True)
    if words.list:
        print('\n'.join(map(str, chosen)))
        return 0
    waiting, results, lock = queue.Queue(), [], threading.Lock()
    for mutation in chosen:
        waiting.put(mutation)
    with tempfile.TemporaryDirectory(prefix='scaling-lab-mutate-') as folder:
        trees = [Tree(os.path.join(folder, str(job))) for job in range(words.jobs)]
        seconds = check(trees[0], words.files)
        for tree in trees:
            tree.seconds = seconds
        deadline = time.monotonic() + 60 * words.minutes
        threads = [threading.Thread(target=work, args=(tree, waiting, deadline, results, lock))
                   for tree in trees]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if not waiting.empty():
        print(f'Out of time: {waiting.qsize()} mutations were not made.')
    return 0 if report(words.files, results) else 1


if __name__ == '__main__':
    sys.exit(main())
