# SPDX-License-Identifier: GPL-3.0-or-later
"""What the commands print with --json, and write, read by a parser that is not json-glib.

Speaks TAP. Usage: test-json.py PROGRAM. Fails as well where a command that takes --json has no case
here, so that a new command cannot be forgotten.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
SMALL = "n=32 width=8 heads=2 depth=1 steps=20 repeats=1"

# Command, its words, the files it writes as JSON. Numbers that take an exponent in every one that
# can hold some: sigma, FLOP, risks of 1e-8.
CASES = [
    ("run", f"sweep=data grid=16,32,64 sigma=1e-10 seed=9223372036854775807 ridge=1 {SMALL} --out data",
     ["data/fits.json"]),
    ("run", f"sweep=compute grid=8,16 tangent=1 dimension=pooled {SMALL} --out compute",
     ["compute/fits.json"]),
    ("run", f"sweep=model grid=8,16 learning_rate=1000 {SMALL} --out model", ["model/fits.json"]),
    ("run", f"points=points.csv grid=16,32 {SMALL} --out points", ["points/fits.json"]),
    ("run", f"grid=16,32 {SMALL} --session work.scalinglab --out session", ["session/fits.json"]),
    ("info", "work.scalinglab", []),
    ("compare", f"grid=16,32,64 sigma=1e-10 {SMALL} --with sigma=2", []),
    ("kernel", "n=32 width=8 heads=2 depth=1 d=1 sigma=1e-10 floor=1e-20 repeats=1 test_points=50 "
     "train=1 ridge=1 --times 0,1,5 --out kernel", ["kernel/kernel.json"]),
    ("fit", "flop.csv", []),
    ("fit", "flop.csv --model power --robust --from 1e17", []),
    ("theory", "d=4 beta=1", []),
    ("theory", "--catalogue d=20", []),
    ("predict", "n=1000000 sigma=1e-9 modes=200 times=1,1e12", []),
    ("boundary", "n=1000 sigma=0.3 modes=200 n_to=1e15 C0=1e18 A=1e-8", []),
    ("dimension", "points.csv", []),
    ("corpus", "hierarchy symbols=4 rules=2 levels=3 n=16384", []),
]


def refuse(word):
    raise ValueError(f"{word} is no JSON")


def unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a name twice in {names}")
    return dict(pairs)


def parse(text):
    return json.loads(text, parse_constant=refuse, object_pairs_hook=unique)


def doubles(value):
    """Every double of a parsed value, in its order."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from doubles(item)


def check(text):
    """A complaint, or None."""
    try:
        value = parse(text)
        if not isinstance(value, dict) or not value:
            return "no object"
        # 17 digits: as text, each double of the file is what %.17g makes of it.
        written = re.findall(r"(?<![\w\"])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?=,?\n)", text)
        wanted = [format(x, ".17g") for x in doubles(value)]
        wanted = [w if re.search("[.e]", w) else w + ".0" for w in wanted]
        found = [w for w in written if re.search("[.e]", w)]
        if found != wanted:
            return "numbers are not written with 17 digits"
    except ValueError as problem:
        return str(problem)
    return None


def run(words, directory):
    return subprocess.run([PROGRAM, *words.split()], cwd=directory, capture_output=True, text=True,
                          encoding="utf-8")


def commands_with_json(directory):
    listed = re.findall(r"^  scaling-lab ([a-z]+) ", run("--help", directory).stdout, re.MULTILINE)
    return {name for name in listed if "--json" in run(f"{name} --help", directory).stdout}


def main():
    with tempfile.TemporaryDirectory(prefix="scaling-lab-") as directory:
        with open(os.path.join(directory, "flop.csv"), "w", encoding="utf-8") as table:
            table.write("flop,error\n")
            table.writelines(f"1e{k},{3 * 10 ** (-0.5 * k + 4):.17g}\n" for k in range(14, 24))
        run("sample manifold=sphere n=200 --out points.csv", directory)
        print(f"1..{len(CASES) + 1}")
        for number, (command, words, files) in enumerate(CASES, 1):
            ended = run(f"{command} {words} --json", directory)
            complaints = [check(ended.stdout)]
            if ended.returncode != 0:
                complaints.append(f"status {ended.returncode}: {ended.stderr}")
            for name in files:
                with open(os.path.join(directory, name), encoding="utf-8") as file:
                    complaints.append(check(file.read()))
            complaints = [complaint for complaint in complaints if complaint]
            for complaint in complaints:
                print(f"# {complaint}")
            print(f"{'not ok' if complaints else 'ok'} {number} /json/{command} {words.split(' ')[0]}")
        missing = commands_with_json(directory) ^ {command for command, _, _ in CASES}
        print(f"{'not ok' if missing else 'ok'} {len(CASES) + 1} /json/every-command"
              + (f" # {', '.join(sorted(missing))}" if missing else ""))


main()
