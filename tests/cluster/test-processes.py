# SPDX-License-Identifier: GPL-3.0-or-later
"""Many processes at one run folder, some of them killed: the files are those of one process.

Speaks TAP. Usage: test-processes.py PROGRAM [ROUNDS]: in ROUNDS rounds (1 where none is given) eight
processes begin and three of them are killed.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 1
WORDS = "grid=16,32,64,128 steps=1200 width=8 heads=2 depth=1 repeats=16 prediction=off"
SMALL = "grid=16,32 steps=20 width=8 heads=2 depth=1 repeats=2 prediction=off"
PATIENCE = 120

cases = []


def case(function):
    cases.append(function)
    return function


def start(words, folder, **environment):
    return subprocess.Popen([PROGRAM, *words.split()], cwd=folder, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, encoding="utf-8",
                            env={**os.environ, **environment})


def run(words, folder, status=0, **environment):
    process = start(words, folder, **environment)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == status, f"{words}: status {process.returncode}, {err}"
    return out, err


def assert_same(folder, one, other):
    for name in ("points.csv", "fits.json", "chart.svg"):
        with open(os.path.join(folder, one, name), "rb") as first, \
                open(os.path.join(folder, other, name), "rb") as second:
            assert first.read() == second.read(), name


@case
def killed_at_random(folder):
    generator = random.Random(11)
    run(f"run {WORDS} --out one", folder)
    for turn in range(ROUNDS):
        run(f"plan {WORDS} --out many --tasks 4", folder)
        workers = [start("work many", folder) for _ in range(8)]
        for worker in workers[:3]:
            time.sleep(generator.uniform(0.02, 0.25))
            worker.send_signal(signal.SIGKILL)
        for worker in workers:
            worker.communicate(timeout=PATIENCE)
        out, _ = run("work many", folder)
        assert "0 left" in out, out
        run("gather many", folder)
        assert_same(folder, "one", "many")
        assert not os.listdir(os.path.join(folder, "many", "claims")), turn
        assert len(os.listdir(os.path.join(folder, "many", "runs"))) == 64
        shutil.rmtree(os.path.join(folder, "many"))


@case
def parts(folder):
    run(f"plan {SMALL} --out many --tasks 3", folder)
    assert "1 of 4" not in run("status many", folder)[0]
    _, err = run("gather many", folder, 1)
    assert "4 of 4 runs are missing: 0, 1, 2, 3" in err, err
    run("work many --task 0", folder)
    run("work many", folder, SLURM_ARRAY_TASK_ID="1")
    run("work many", folder, JOB_COMPLETION_INDEX="2", SLURM_CPUS_PER_TASK="1")
    assert "4 of 4 runs recorded" in run("status many", folder)[0]
    run("gather many", folder)
    run(f"run {SMALL} --out one", folder)
    assert_same(folder, "one", "many")
    # Gathered twice is gathered once; the same plan goes on, another is refused.
    run("gather many", folder)
    run(f"plan {SMALL} --out many --tasks 2", folder)
    assert "4 of 4" in run("status many", folder)[0]
    run(f"plan {SMALL} seed=8 --out many", folder, 2)
    run("work many --task 2", folder, 2)
    run("work nowhere", folder, 1)


@case
def damaged_records(folder):
    """Torn, changed and foreign records are named, trained again, and nothing else is."""
    run(f"plan {SMALL} --out many --tasks 1", folder)
    run("work many", folder)
    records = os.path.join(folder, "many", "runs")
    names = sorted(os.listdir(records))
    content = open(os.path.join(records, names[0]), encoding="utf-8").read()
    with open(os.path.join(records, names[0]), "w", encoding="utf-8") as file:
        file.write(content[:len(content) // 2])
    shutil.copy(os.path.join(records, names[2]), os.path.join(records, names[1]))
    with open(os.path.join(records, "notes.txt"), "w", encoding="utf-8") as file:
        file.write("mine\n")
    # Of a process that ended between its record and the end of its claim.
    with open(os.path.join(folder, "many", "claims", "000003"), "w", encoding="utf-8") as file:
        file.write("far\n1\n1\n1\n")
    _, err = run("gather many", folder, 1)
    assert names[0] in err and names[1] in err and "2 of 4 runs are missing: 0, 1" in err, err
    out, _ = run("work many", folder)
    assert "2 trained here, 2 recorded before" in out, out
    run("gather many", folder)
    run(f"run {SMALL} --out one", folder)
    assert_same(folder, "one", "many")
    assert os.path.exists(os.path.join(records, "notes.txt"))
    assert not os.listdir(os.path.join(folder, "many", "claims"))


@case
def stopped_in_time(folder):
    """SIGTERM ends a part with 75; started again it trains what is missing."""
    run(f"plan {WORDS} --out many --tasks 1", folder)
    worker = start("work many", folder)
    while not any(name.endswith(".json") for name in os.listdir(os.path.join(folder, "many/runs"))):
        time.sleep(0.01)
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 75, worker.returncode
    assert not os.listdir(os.path.join(folder, "many", "claims"))
    out, _ = run("work many", folder)
    assert "0 left" in out and "64 trained here" not in out, out


print(f"1..{len(cases)}")
for number, function in enumerate(cases, 1):
    with tempfile.TemporaryDirectory(prefix="scaling-lab-cluster-") as scratch:
        try:
            function(scratch)
            print(f"ok {number} {function.__name__}", flush=True)
        except Exception as problem:  # pylint: disable=broad-except
            print(f"# {type(problem).__name__}: {problem}")
            print(f"not ok {number} {function.__name__}", flush=True)
