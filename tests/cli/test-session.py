"""Sessions: kept while runs finish, gone on with, exported to the byte, never shown wrong.

Speaks TAP. Usage: test-session.py PROGRAM [KILLS]: KILLS processes are ended at random moments (6 where
none is given; build-aux/kills.sh gives more).
"""
import json
import os
import random
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 6
SMALL = "grid=16,32 steps=20 width=8 heads=2 depth=1 repeats=2 prediction=off workers=2"
LONGER = "grid=16,32,64,128 steps=1500 width=8 heads=2 depth=1 repeats=4 prediction=off workers=2"
PATIENCE = 120

cases = []


def case(function):
    cases.append(function)
    return function


def run(words, folder, status=0):
    done = subprocess.run([PROGRAM, *words.split()], cwd=folder, capture_output=True, text=True,
                          encoding="utf-8", timeout=PATIENCE)
    assert done.returncode == status, f"{words}: status {done.returncode}, {done.stderr}"
    return done.stdout, done.stderr


def bytes_of(folder):
    return {name: open(os.path.join(folder, name), "rb").read() for name in os.listdir(folder)}


def assert_same(folder, one, other):
    first, second = (bytes_of(os.path.join(folder, name)) for name in (one, other))
    assert first.keys() == second.keys(), f"{sorted(first)} and {sorted(second)}"
    for name in first:
        assert first[name] == second[name], f"{name} is another"


def info(folder, name, status=0):
    return json.loads(run(f"info {name} --json", folder, status)[0])


@case
def exported_to_the_byte(folder):
    words = "sweep=data n=64 steps=30 width=8 depth=1 repeats=2 prediction_points=64"
    run(f"run {words} --out run", folder)
    run(f"run {words} --session s.scalinglab", folder)
    assert not os.path.exists(os.path.join(folder, "scaling-lab-results"))
    run("export s.scalinglab --out export", folder)
    assert_same(folder, "run", "export")
    assert "prediction.csv" in os.listdir(os.path.join(folder, "export"))
    assert info(folder, "s.scalinglab") == {"version": 1, "experiments": 1, "runs": 6, "curves": 1,
                                            "lost": []}


@case
def goes_on(folder):
    """What is missing is trained, and nothing else: the result is that of one go."""
    run(f"run {LONGER} --out run", folder)
    words = [PROGRAM, "run", *LONGER.split(), "--session", "s.scalinglab"]
    generator = random.Random(7)
    begun = 0
    for _ in range(KILLS):
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(generator.uniform(0.005, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if os.path.exists(os.path.join(folder, "s.scalinglab")):
            runs = info(folder, "s.scalinglab")["runs"]
            assert runs >= begun
            begun = runs
    run(f"run {LONGER} --session s.scalinglab", folder)
    run("run s.scalinglab --out again", folder)
    assert_same(folder, "run", "again")
    assert info(folder, "s.scalinglab")["runs"] == 16


@case
def refusals(folder):
    run(f"run {SMALL} --session s.scalinglab", folder)
    before = bytes_of(folder)
    assert "nowhere" in run("run nowhere", folder, 2)[1]
    assert "another experiment" in run(f"run {SMALL} seed=9 --session s.scalinglab", folder, 2)[1]
    assert "seed=9" not in run("info s.scalinglab", folder)[0]
    run("run s.scalinglab d=3", folder, 2)
    run("export s.scalinglab", folder, 2)
    with open(os.path.join(folder, "n.csv"), "w", encoding="utf-8") as file:
        file.write("n,excess_risk\n1,2\n")
    for command in ("info n.csv", "export n.csv --out o", "run n.csv"):
        assert "no session" in run(command, folder, 1)[1]
    os.unlink(os.path.join(folder, "n.csv"))
    assert bytes_of(folder) == before
    run(f"run {SMALL} seed=9 --session s.scalinglab --replace", folder)
    assert "seed=9" in run("info s.scalinglab", folder)[0]
    assert os.listdir(folder) == ["s.scalinglab"]


@case
def damage_is_named(folder):
    """A bit that turned: every number as it was, or what is lost is named, or a refusal."""
    run(f"run {SMALL} --session s.scalinglab", folder)
    run("export s.scalinglab --out whole", folder)
    rows = open(os.path.join(folder, "whole", "points.csv"), encoding="utf-8").read().splitlines()
    content = open(os.path.join(folder, "s.scalinglab"), "rb").read()
    generator = random.Random(3)
    lost = 0
    for _ in range(25):
        changed = bytearray(content)
        changed[generator.randrange(len(content))] ^= 1 << generator.randrange(8)
        with open(os.path.join(folder, "d.scalinglab"), "wb") as file:
            file.write(changed)
        done = subprocess.run([PROGRAM, "export", "d.scalinglab", "--out", "part", "--replace"],
                              cwd=folder, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode in (0, 1), done.stderr
        if done.returncode == 1:
            assert done.stderr.strip().endswith("."), done.stderr
            lost += 1
        if os.path.exists(os.path.join(folder, "part")):
            for row in open(os.path.join(folder, "part", "points.csv"), encoding="utf-8"):
                if row[0].isdigit() and "finished" in row:
                    assert row.rstrip("\n") in rows, row
            shutil.rmtree(os.path.join(folder, "part"))
    assert lost > 3, lost


@case
def others_can_read_it(folder):
    """By the way that the schema's file shows, the numbers are those of points.csv."""
    run(f"run {SMALL} --out run --session s.scalinglab", folder)
    session = sqlite3.connect(os.path.join(folder, "s.scalinglab"))
    names = [row[0] for row in session.execute(
        "SELECT name FROM field WHERE series = 'measures' ORDER BY position")]
    chosen = dict(session.execute('SELECT "index", chosen FROM run'))
    found = []
    for index, values in session.execute(
            "SELECT run, \"values\" FROM series WHERE name = 'measures' ORDER BY run"):
        numbers = struct.unpack(f"<{len(values) // 8}d", values)
        count = len(numbers) // len(names)
        found.append(numbers[names.index("excess_risk") * count + chosen[index] - 1])
    lines = [line for line in open(os.path.join(folder, "run", "points.csv"), encoding="utf-8")
             if not line.startswith("#")]
    column = lines[0].rstrip("\n").split(",").index("excess_risk")
    assert found == [float(line.split(",")[column]) for line in lines[1:]]


print(f"1..{len(cases)}")
for number, function in enumerate(cases, 1):
    with tempfile.TemporaryDirectory(prefix="scaling-lab-session-") as scratch:
        try:
            function(scratch)
            print(f"ok {number} {function.__name__}", flush=True)
        except Exception as problem:  # pylint: disable=broad-except
            print(f"# {type(problem).__name__}: {problem}")
            print(f"not ok {number} {function.__name__}", flush=True)
