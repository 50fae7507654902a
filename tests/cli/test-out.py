# SPDX-License-Identifier: GPL-3.0-or-later
"""What --out leaves in a folder, whatever happens to the program that writes there.

Speaks TAP. Usage: test-out.py PROGRAM [KILLS]: KILLS processes are ended while their results take the
place of older ones (20 where none is given; build-aux/kills.sh gives 200).
"""
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
STAGE = ".scaling-lab-new"
SMALL = "grid=16,32 steps=2 width=8 heads=2 depth=1 repeats=1 prediction=off workers=1"
# Minutes, unless it is refused or stopped.
LONG = "grid=64,128 steps=1000000 width=8 heads=2 depth=1 repeats=1 prediction=off workers=1"
PATIENCE = 120

cases = []


def case(function):
    cases.append(function)
    return function


def start(words, folder):
    return subprocess.Popen([PROGRAM, *words.split()], cwd=folder, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, encoding="utf-8")


def run(words, folder, status=0):
    process = start(words, folder)
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise AssertionError(f"{words} does not end") from None
    assert process.returncode == status, f"{words}: status {process.returncode}, {err}"
    return out, err


def read_set(folder, index="fits.json"):
    """What the index says, after each file was compared with it; all else of the folder is told."""
    with open(os.path.join(folder, index), encoding="utf-8") as file:
        says = json.load(file)
    names = {index}
    for entry in says["files"]:
        with open(os.path.join(folder, entry["name"]), "rb") as file:
            content = file.read()
        assert len(content) == entry["size"], entry["name"]
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["name"]
        names.add(entry["name"])
    return says, set(os.listdir(folder)) - names


def seed_of(says):
    return int([word for word in says["made_by"].split() if word.startswith("seed=")][0][5:])


def bytes_of(folder):
    return {name: open(os.path.join(folder, name), "rb").read() for name in os.listdir(folder)}


def wait_for(condition, process):
    """Whether condition came true while the process lived."""
    while process.poll() is None:
        if condition():
            return True
    return False


def catches(process, number):
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
        caught = [line for line in file if line.startswith("SigCgt:")][0]
    return int(caught.split()[1], 16) >> (number - 1) & 1


@case
def refused_before_any_training(folder):
    run(f"run {SMALL} --out out", folder)
    before = bytes_of(f"{folder}/out")
    out, err = run(f"run {LONG} --out out", folder, 2)
    assert out == "" and "--replace" in err and "steps=2 instead of steps=1000000" in err, err
    out, err = run(f"kernel {LONG.replace('prediction=off workers=1', '')} n=16384 --out out", folder, 2)
    assert "scaling-lab run" in err, err
    assert bytes_of(f"{folder}/out") == before
    run(f"run {SMALL} seed=2 --out out --replace", folder)
    assert seed_of(read_set(f"{folder}/out")[0]) == 2


@case
def same_experiment_whatever_counts_not(folder):
    out, _ = run(f"run {SMALL} ridge=1 --out out", folder)
    assert out.endswith("Written into out: points.csv, fits.json, chart.svg, ridge.csv\n"), out
    out, _ = run(f"run {SMALL.replace('workers=1', 'workers=2')} --simd baseline --out out", folder)
    assert out.endswith("Written into out: points.csv, fits.json, chart.svg\n"), out
    says, others = read_set(f"{folder}/out")
    assert says["finished"] and not others, others


@case
def older_line_lacks_a_key(folder):
    """As a version before wrote it: no list, and a line without the key."""
    run(f"run {SMALL} --out out", folder)
    with open(f"{folder}/out/points.csv", encoding="utf-8") as file:
        points = file.read()
    assert " correlation=0.8" in points
    with open(f"{folder}/out/points.csv", "w", encoding="utf-8") as file:
        file.write(points.replace(" correlation=0.8", ""))
    with open(f"{folder}/out/fits.json", encoding="utf-8") as file:
        fits = json.load(file)
    for member in ("made_by", "input_sha256", "finished", "files"):
        del fits[member]
    with open(f"{folder}/out/fits.json", "w", encoding="utf-8") as file:
        json.dump(fits, file)
    _, err = run(f"run {LONG} --out out", folder, 2)
    assert "correlation" not in err, err
    run(f"run {SMALL} --out out", folder)
    assert not read_set(f"{folder}/out")[1]


@case
def interrupted_goes_beside(folder):
    run(f"run {SMALL} --out out", folder)
    before = bytes_of(f"{folder}/out")
    for number in (signal.SIGINT, signal.SIGTERM):
        process = start(f"run {LONG} --out out --replace", folder)
        wait_for(lambda: catches(process, number), process)
        time.sleep(0.2)
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 128 + number, process.returncode
        assert "out-stopped" in err and "Written into out-stopped: " in out.splitlines()[-1], err
        says, others = read_set(f"{folder}/out-stopped")
        assert not says["finished"] and not others
    assert bytes_of(f"{folder}/out") == before
    assert set(os.listdir(folder)) == {"out", "out-stopped"}


@case
def without_a_name_the_first_free(folder):
    for ending in ("", "-2", "-3"):
        out, _ = run(f"run {SMALL}", folder)
        assert out.splitlines()[-1].startswith(f"Written into scaling-lab-results{ending}: "), out
    assert len(os.listdir(folder)) == 3


@case
def one_folder_one_process(folder):
    process = start(f"run {LONG} --out out", folder)
    wait_for(lambda: catches(process, signal.SIGINT), process)
    _, err = run(f"run {SMALL} --out out", folder, 1)
    assert "Another process" in err, err
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    run(f"run {SMALL} --out out", folder)
    together = [start(f"run {SMALL} seed={seed} --out both", folder) for seed in (1, 2)]
    results = [(process.communicate(timeout=PATIENCE)[1], process.returncode) for process in together]
    says, others = read_set(f"{folder}/both")
    assert says["finished"] and not others
    # The second may have come after the first was done: then it is told what lies there.
    assert sorted(status for _, status in results)[0] == 0, results
    for seed, (err, status) in enumerate(results, 1):
        assert (status == 0) == (seed_of(says) == seed) and (status == 0 or err), results


@case
def here_a_link_and_notes(folder):
    os.mkdir(f"{folder}/real")
    os.symlink("real", f"{folder}/link")
    with open(f"{folder}/real/notes.txt", "w", encoding="utf-8") as file:
        file.write("mine")
    run(f"run {SMALL} --out link", folder)
    run(f"run {SMALL} seed=2 --out . --replace", f"{folder}/real")
    says, others = read_set(f"{folder}/real")
    assert seed_of(says) == 2 and others == {"notes.txt"} and os.path.islink(f"{folder}/link")
    os.remove(f"{folder}/real/chart.svg")
    os.symlink("notes.txt", f"{folder}/real/chart.svg")
    run(f"run {SMALL} seed=2 --out link --replace", folder, 2)
    with open(f"{folder}/real/notes.txt", encoding="utf-8") as file:
        assert file.read() == "mine"


@case
def kernel_and_sample_too(folder):
    kernel = "kernel n=16 width=8 heads=2 depth=1 d=1 repeats=1 test_points=16"
    out, _ = run(f"{kernel} --out k", folder)
    assert out.endswith("Written into k: kernel.json, kernel.csv\n"), out
    run(f"{kernel} workers=2 memory=1024 --out k", folder)
    _, err = run(f"{kernel} ridge=1 --out k", folder, 2)
    assert "ridge=0 instead of ridge=1" in err, err
    _, err = run(f"{kernel} --times 1,2 --out k", folder, 2)
    assert "times" in err, err
    run(f"{kernel} ridge=1 --out k --replace", folder)
    assert read_set(f"{folder}/k", "kernel.json")[1] == set()
    run("sample n=20 --out s.csv", folder)
    run("sample n=20 --out s.csv", folder)
    _, err = run("sample n=21 --out s.csv", folder, 2)
    assert "--replace" in err, err
    run("sample n=21 --out s.csv --replace", folder)
    with open(f"{folder}/s.csv", encoding="utf-8") as file:
        assert sum(not line.startswith("#") for line in file) == 22


@case
def input_counts(folder):
    for seed in (1, 2):
        run(f"sample n=400 manifold=sphere seed={seed} --out p.csv --replace", folder)
        words = f"run points=p.csv {SMALL} --out out"
        if seed == 1:
            run(words, folder)
        else:
            _, err = run(words, folder, 2)
            assert "another content" in err, err
    run(words + " --replace", folder)


@case
def signals_wait_for_the_files(folder):
    """Held still while the new files lie aside, then asked to end in both ways, the second twice."""
    met = 0
    for seed in range(1, 31):
        process = start(f"run {SMALL} seed={seed} --out out --replace", folder)
        if wait_for(lambda: os.path.exists(f"{folder}/out/{STAGE}"), process):
            process.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            aside = os.path.exists(f"{folder}/out/{STAGE}")
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGINT):
                process.send_signal(number)
            process.send_signal(signal.SIGCONT)
            process.communicate(timeout=PATIENCE)
            met += aside
            if aside:
                says, others = read_set(f"{folder}/out")
                assert seed_of(says) == seed and not others, (seed, others)
                assert process.returncode in (128 + signal.SIGTERM, 128 + signal.SIGINT)
        else:
            process.communicate()
        if met == 3:
            return
    assert met > 0, "never met while writing"


@case
def killed_at_the_move(folder):
    """Old or new, once a reader or the next start has looked; no file of ours stays aside."""
    chance = random.Random(12)
    within, fresh = 0, 0
    run(f"run {SMALL} seed=1000 --out out", folder)
    with open(f"{folder}/out/notes.txt", "w", encoding="utf-8") as file:
        file.write("mine")
    before = 1000
    for seed in range(1, KILLS + 1):
        process = start(f"run {SMALL} seed={seed} --out out --replace", folder)
        if wait_for(lambda: os.path.exists(f"{folder}/out/{STAGE}"), process):
            time.sleep(0.03 * chance.random() ** 3)
            process.kill()
        process.communicate()
        within += os.path.exists(f"{folder}/out/{STAGE}")
        if seed % 2 == 0:
            run("fit out/points.csv", folder, 1)  # two sizes are too few for a fit, but it reads
        else:
            run(f"run {LONG} --out out", folder, 2)
        says, others = read_set(f"{folder}/out")
        assert others == {"notes.txt"}, others
        assert seed_of(says) in (before, seed), (before, seed, says["made_by"])
        fresh += seed_of(says) == seed
        before = seed_of(says)
    print(f"# {KILLS} killed, {within} of them with files aside; {fresh} left the new set")
    assert within > 0, "never met at the move"


def main():
    failed = False
    print(f"1..{len(cases)}")
    for number, function in enumerate(cases, 1):
        with tempfile.TemporaryDirectory(prefix="scaling-lab-") as folder:
            try:
                function(folder)
                print(f"ok {number} /out/{function.__name__}", flush=True)
            except Exception as problem:
                failed = True
                print(f"# {type(problem).__name__}: {problem}".replace("\n", "\n# "))
                print(f"not ok {number} /out/{function.__name__}", flush=True)
    return failed


sys.exit(main())
