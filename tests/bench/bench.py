# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmarks side by side and writes RESULTS.md. See build-aux/bench.sh.

usage: bench.py BUILD_DIR RESULTS.md OLDER_COMMIT [REPETITIONS]

Each repetition runs our trainer and the peer one after the other (A B A B); medians are compared.
Rates count processor time of the one thread that trains, so that other programs on the machine
weigh less; two trainings at once and whole sweeps count wall-clock time and want an idle machine.
"""
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

import sections
import studies
from sections import run, table

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # the one that Debian's python3-torch belongs to

# width, heads, batch; what must be reached and what is aimed at, against the peer.
SIZES = [((16, 2, 8), 12, 18), ((16, 2, 64), 4.5, 6.5), ((32, 4, 64), 3.5, 4.8),
         ((64, 4, 64), 2.2, 2.6), ((128, 4, 64), 1.45, 1.7), ((256, 4, 64), 1.12, 1.25)]
LOSS_TOLERANCE = 1e-4

def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        text = info.read()
    name = re.search(r"model name\s*: (.*)", text)
    family = re.search(r"cpu family\s*: (.*)", text)
    return (name.group(1) if name else platform.machine()) + (
        f", family {family.group(1)}" if family else ""), " avx512f" in text


class Peer:
    """PyTorch on the OpenBLAS kernels that are fastest here.

    OpenBLAS 0.3.21 does not know processors newer than itself and falls back to AVX2 on them:
    with AVX-512 in the machine its SkylakeX kernels are tried as well, and the better median
    counts.
    """

    def __init__(self, avx512):
        self.kernels = [None, "SkylakeX"] if avx512 else [None]
        self.version = None

    def measure(self, size, file_name, kernels):
        extra = {"OPENBLAS_CORETYPE": kernels} if kernels else {}
        result = json.loads(run([PYTHON, os.path.join(HERE, "peer.py"), *map(str, size), "0.8",
                                 file_name], **extra))
        self.version = result["torch"]
        return result


def compare(trainer, peer, size, repetitions):
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        task = json.loads(run([trainer, "export", *map(str, size), file.name]))
        ours, theirs = [], {kernels: [] for kernels in peer.kernels}
        for _ in range(repetitions):
            ours.append(json.loads(run([trainer, "train", *map(str, size), "0.7"])))
            for kernels in peer.kernels:
                theirs[kernels].append(peer.measure(size, file.name, kernels))
    def rate(results):
        return statistics.median(result["steps_per_second"] for result in results)
    best = max(theirs, key=lambda kernels: rate(theirs[kernels]))
    error = max(abs(a - b) / abs(b) for a, b in zip(ours[0]["losses"], theirs[best][0]["losses"]))
    return {"size": size, "flop": task["step_flop"], "ours": rate(ours), "theirs": rate(theirs[best]),
            "kernels": best or "own choice", "error": error}


def levels(trainer, size, repetitions):
    """Steps per second of each instruction set this processor has."""
    rates = {}
    for level in ("baseline", "avx2", "avx512"):
        try:
            rates[level] = statistics.median(
                json.loads(run([trainer, "train", *map(str, size), "0.5"],
                               SCALING_LAB_SIMD=level))["steps_per_second"]
                for _ in range(repetitions))
        except subprocess.CalledProcessError:
            continue
    return rates


def processor_seconds():
    """Of all programs run and ended so far."""
    times = os.times()
    return times.children_user + times.children_system


def sweep_seconds(program, workers, directory):
    """Of the default curve: wall clock, and processor."""
    start, used = time.monotonic(), processor_seconds()
    run([program, "run", "sweep=data", "d=2", f"workers={workers}", "--out", directory])
    return time.monotonic() - start, processor_seconds() - used


def default_curve(program, repetitions):
    with tempfile.TemporaryDirectory() as directory:
        rounds = [[sweep_seconds(program, workers, os.path.join(directory, f"{i}-{workers}"))
                   for workers in (1, 2)] for i in range(repetitions)]
    one, two = (statistics.median(times[workers][0] for times in rounds) for workers in (0, 1))
    gain = statistics.median(alone[0] / both[0] for alone, both in rounds)
    busy = statistics.median(both[1] / (2 * both[0]) for _, both in rounds)
    return f"""## The default curve

`scaling-lab run sweep=data d=2` (8 values of n, 3 repeats; data, training, evaluation, fit, chart): {one:.1f} s with
one worker, {two:.1f} s with two ({gain:.2f} times). With two, the program used {100 * busy:.0f} % of two cores' time.
"""


def pairs(trainer, size, repetitions):
    results = [json.loads(run([trainer, "pair", *map(str, size), "0.6"]))
               for _ in range(repetitions)]
    return (statistics.median(result["two"] / result["one"] for result in results),
            statistics.median(result["times_processor_time"] for result in results),
            all(result["same_bytes"] for result in results))


def verdict(ratio, must, aim):
    return "aim reached" if ratio >= aim else "must reached" if ratio >= must else "MISSED"


def main():
    build, results = sys.argv[1], sys.argv[2]
    repetitions = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    trainer = os.path.join(build, "tests", "bench", "bench-train")
    program = os.path.join(build, "ui", "scaling-lab")
    name, avx512 = processor()
    peer = Peer(avx512)
    load_before, start = os.getloadavg()[0], time.monotonic()

    peak = max((json.loads(run([trainer, "peak"])) for _ in range(repetitions)),
               key=lambda result: result["gflops"])
    rows = []
    for size, must, aim in SIZES:
        print("training", size, file=sys.stderr)
        rows.append((compare(trainer, peer, size, repetitions), must, aim))
    print("instruction sets", file=sys.stderr)
    by_level = [(size, levels(trainer, size, min(repetitions, 2)))
                for size in ((16, 2, 64), (64, 4, 64))]
    print("two at once", file=sys.stderr)
    both = [(size, *pairs(trainer, size, min(repetitions, 3))) for size, _, _ in SIZES[1:]]
    text = f"""# Benchmarks

Written by `build-aux/bench.sh` on {datetime.date.today()}; {repetitions} repetitions, interleaved, medians.

- Processor: {name}; {os.cpu_count()} cores; multiply-adds of one core at {peak["gflops"]:.0f} GFLOP/s ({peak["level"]}, measured)
- Load average before and after: {load_before:.1f}, {os.getloadavg()[0]:.1f}
- Peer: PyTorch {peer.version} (Debian's python3-torch), eager, one thread
- {platform.system()} {platform.release().partition('-')[0]}, {' '.join(platform.libc_ver())}

## Training against the peer

Same weights, data, batches and optimiser (AdamW, clipped); T = 16 tokens, 2 blocks, feed-forward 4 m, float.
Steps per second of processor time; "losses" is the largest relative difference over the first 50 steps (at most {LOSS_TOLERANCE:g} is asked for).

"""
    text += table(
        ["m, heads, B", "MFLOP/step", "ours", "torch", "ratio", "must, aim", "", "of peak",
         "losses", "torch's OpenBLAS kernels"],
        [[", ".join(map(str, row["size"])), f"{row['flop'] / 1e6:.1f}", f"{row['ours']:.4g}",
          f"{row['theirs']:.4g}", f"{row['ours'] / row['theirs']:.2f}", f"{must}, {aim}",
          verdict(row["ours"] / row["theirs"], must, aim),
          f"{row['ours'] * row['flop'] / peak['gflops'] / 1e7:.0f} %",
          f"{row['error']:.1g}" + ("" if row["error"] <= LOSS_TOLERANCE else " TOO FAR"),
          row["kernels"]] for row, must, aim in rows])
    text += "\n\n## Instruction sets\n\nSteps per second with `SCALING_LAB_SIMD` set.\n\n"
    text += table(["m, heads, B", "baseline", "avx2", "avx512"],
                  [[", ".join(map(str, size)),
                    *(f"{rates[level]:.4g}" if level in rates else "not here"
                      for level in ("baseline", "avx2", "avx512"))] for size, rates in by_level])
    text += """

## Two trainings at once

Throughput of two threads over that of one, by the wall clock and by processor time, and whether the parameters
are the same bytes. Where the clock says less, the threads waited for a core: others on the machine had it.

"""
    text += table(["m, heads, B", "times one", "by processor time", "same bytes"],
                  [[", ".join(map(str, size)), f"{ratio:.2f}", f"{processor:.2f}", "yes" if same else "NO"]
                   for size, ratio, processor, same in both]) + "\n"
    few, fewer = min(repetitions, 3), min(repetitions, 2)
    for name, section in (
            ("default curve", lambda: default_curve(program, repetitions)),
            ("older commit", lambda: sections.older(build, sys.argv[3], few)),
            ("beside the steps", lambda: sections.shares(build, repetitions)),
            ("language models", lambda: sections.language(build, fewer)),
            ("matrix products", lambda: sections.products(build, avx512, fewer)),
            ("tangent kernel", lambda: studies.kernel(build, few)),
            ("intrinsic dimension", lambda: studies.dimension(build, few)),
            ("chart frames", lambda: sections.frames(build, few)),
            ("live chart", lambda: studies.live(build, repetitions)),
            ("dragging", lambda: sections.drag(build))):
        print(name, file=sys.stderr)
        text += "\n" + section()
    text += f"\nThe benchmark took {(time.monotonic() - start) / 60:.1f} minutes.\n"
    with open(results, "w", encoding="utf-8") as file:
        file.write(text)
    print(text)
    missed = any(row["ours"] / row["theirs"] < must or row["error"] > LOSS_TOLERANCE
                 for row, must, _ in rows) or not all(same for *_, same in both)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
