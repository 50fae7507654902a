# SPDX-License-Identifier: GPL-3.0-or-later
"""Sections of RESULTS.md beyond the race against the peer; used by bench.py."""
import json
import os
import re
import shutil
import statistics
import subprocess

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

# What chart frames are to take, in milliseconds.
FRAME_GOALS = {2000: 4, 20000: 8}
# Beyond its optimiser steps a run is to cost no more than this part of them.
SHARE_GOAL = 0.05
# Of language models from width 64 on: of the peak at least, and for the vocabulary at most.
LANGUAGE_PEAK_GOAL = 0.65
LANGUAGE_SHARE_GOAL = 0.15
# The sweep against the older commit.
SPEED_UP_GOAL = 2


def run(command, **extra):
    environment = {**os.environ, **ONE_THREAD, **extra}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE,
                          text=True).stdout


def result_of(command, **extra):
    return json.loads(run(command, **extra))


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def median_of(results, key):
    return statistics.median(result[key] for result in results)


def products(build, avx512, repetitions):
    """The trainer's matrix products beside OpenBLAS, each with its kernels for this machine."""
    program = os.path.join(build, "tests", "bench", "bench-gemm")
    choices = [None, "SkylakeX"] if avx512 else [None]
    rows = []
    for width in (16, 32, 64, 128, 256):
        results = {choice: [] for choice in choices}
        for _ in range(repetitions):
            for choice in choices:
                extra = {"OPENBLAS_CORETYPE": choice} if choice else {}
                results[choice].append(result_of([program, str(width), "0.45"], **extra))
        for choice in choices:
            cells = []
            for kind in ("forward", "input", "weight"):
                own, blas = (statistics.median(result[kind][side] for result in results[choice])
                             for side in (0, 1))
                cells += [f"{own:.0f}", f"{blas:.0f}", f"{own / blas:.2f}"]
            kernels = results[choice][0]["kernels"]
            rows.append([width, kernels + (" (forced)" if choice else " (own choice)"), *cells])
    return """## Own kernels beside OpenBLAS

GFLOP/s of the matrix products of one step (four dense layers of a block, 64 examples of 16 tokens), own
kernels and OpenBLAS in turns in one process, one thread. OpenBLAS gets rows instead of columns, NN and TN
only, transposed weights, and rows cut to its path for small matrices. The program trains with its own
kernels; this is the reference that they are held against. On processors newer than itself OpenBLAS chooses
AVX2 kernels; with AVX-512 in the machine its SkylakeX kernels are forced as well.

""" + table(["m", "OpenBLAS kernels", "forward: own", "OpenBLAS", "times", "input gradient: own",
             "OpenBLAS", "times", "weight gradient: own", "OpenBLAS", "times"], rows) + "\n"


def shares(build, repetitions):
    """What runs cost beyond their steps."""
    program = os.path.join(build, "tests", "bench", "bench-run")
    rows = []
    for words in (["sweep=data", "d=2"], ["sweep=model", "repeats=1"],
                  ["sweep=time", "repeats=1"], ["sweep=compute", "repeats=1"]):
        results = [result_of([program, *words]) for _ in range(repetitions)]
        parts = {key: statistics.median(result[key] / result["steps"] for result in results)
                 for key in ("data", "evaluation", "model", "whole")}
        beside = parts["data"] + parts["evaluation"] + parts["model"]
        rows.append([f"`{' '.join(words)}`", f"{median_of(results, 'steps'):.2f}",
                     *(f"{100 * parts[key]:.1f} %" for key in ("data", "evaluation", "model")),
                     f"**{100 * beside:.1f} %**", "reached" if beside < SHARE_GOAL else "MISSED",
                     f"{100 * (parts['whole'] - 1):.1f} %"])
    return f"""## Beside the steps

Processor seconds of the optimiser steps of an experiment, and what its runs cost beside them: drawing the
data, evaluation with choice and reporting, making and freeing the model (less than {100 * SHARE_GOAL:.0f} % in all is asked
for). Medians of {repetitions}; the clock is read at each change from one to the other, in the same pass. The last column is the
check that nothing is left out: the same runs trained by the program's own loop, less the steps; a small difference
of large times, it scatters by some 2 %. On the time and compute axes the trajectory of the test risk is the
measurement itself: 512 test points at every step of it, all 2,048 at the end.

""" + table(["experiment", "steps, s", "data", "evaluation", "model", "all", "asked for",
             "the program's loop"], rows) + "\n"


def language(build, repetitions):
    """The trainer of language models against the multiply-add peak."""
    program = os.path.join(build, "tests", "bench", "bench-language")
    rows = []
    for width, must in ((32, None), (64, LANGUAGE_PEAK_GOAL), (128, LANGUAGE_PEAK_GOAL)):
        for vocabulary in (64, 256):
            results = [result_of([program, str(width), str(vocabulary), "1"])
                       for _ in range(repetitions)]
            peak = median_of(results, "share_of_peak")
            share = median_of(results, "share_of_vocabulary")
            reached = must is None or (peak >= must and share <= LANGUAGE_SHARE_GOAL)
            rows.append([width, vocabulary, f"{median_of(results, 'steps_per_second'):.4g}",
                         f"{peak * 100:.0f} %", f"{share * 100:.1f} %",
                         "" if must is None else "reached" if reached else "MISSED"])
    return f"""## Language models

2 blocks, heads of 16, windows of 64 tokens, 2,048 tokens a step, biases by distance, AdamW; processor time. FLOP
are counted as everywhere, causal attention as full: what it leaves out counts as done. "Vocabulary" is what
lookup, softmax and loss take of a step, the output's matrix product left out. From width 64 on at least
{LANGUAGE_PEAK_GOAL * 100:.0f} % of the peak and at most {LANGUAGE_SHARE_GOAL * 100:.0f} % for the vocabulary are asked for.

""" + table(["m", "vocabulary", "steps/s", "of peak", "vocabulary's share", ""], rows) + "\n"


def older(build, commit, repetitions):
    """The default sweep against the commit before the trainer was made fast."""
    program = os.path.join(build, "tests", "bench", "bench-sweep")
    before = os.path.join(build, "older", "_build", "bench-sweep")
    head = "## Against the beginning\n\n"
    if not os.path.exists(before):
        return head + (f"Not measured: commit {commit} is not in this clone (a shallow one?) or did "
                       "not build.\n")
    words = ["1", "sweep=data", "d=2"]
    pairs = [(result_of([before, *words]), result_of([program, *words]))
             for _ in range(repetitions)]
    old, new = (median_of([pair[side] for pair in pairs], "processor") for side in (0, 1))
    ratio = statistics.median(pair[0]["processor"] / pair[1]["processor"] for pair in pairs)
    return head + f"""The sweep of `scaling-lab run sweep=data d=2` (data, training, evaluation; one worker) and the same at
commit {commit}, the last before work on its speed began, in turns: {old:.1f} s then, {new:.1f} s now,
**{ratio:.1f} times** as fast ({SPEED_UP_GOAL} is asked for{"" if ratio >= SPEED_UP_GOAL else ": MISSED"}); processor time.
"""


def frames(build, repetitions):
    program = os.path.join(build, "tests", "bench", "bench-frame")
    rows = []
    for points, goal in FRAME_GOALS.items():
        results = [result_of([program, str(points), "60"]) for _ in range(repetitions)]
        median = median_of(results, "median")
        rows.append([f"{points:,}", f"{min(result['best'] for result in results):.1f}",
                     f"{median:.1f}", goal, "reached" if median <= goal else "MISSED"])
    return """## Chart frames

Milliseconds of one frame of 20 noisy series at 1600x1000, painted from nothing (axes, curves, labels,
legend) by the painter of window and export.

""" + table(["points in each series", "best", "median", "goal", ""], rows) + "\n"


def drag(build):
    """Sliders dragged while two runs train, on a virtual display."""
    head = "## Dragging while two runs train\n\n"
    program = os.path.join(build, "tests", "ui", "test-drag")
    display = shutil.which("xvfb-run")
    if not display or not os.path.exists(program):
        return head + "Not measured: there is no virtual display (xvfb-run) here.\n"
    environment = {"GSETTINGS_SCHEMA_DIR": os.path.join(os.path.abspath(build), "data"),
                   "GSETTINGS_BACKEND": "memory", "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GTK_A11Y": "test",
                   "SCALING_LAB_DRAG_SECONDS": "15"}
    try:
        text = run([display, "-a", program], **environment)
    except subprocess.CalledProcessError as error:
        text = error.stdout or ""
    found = re.search(r"(\d+) changes.*longest stall ([\d.]+) ms \(computing ([\d.]+) ms, (\d+) times", text)
    if not found:
        return head + "Not measured: the window did not come up on the virtual display.\n"
    return head + (f"{found.group(1)} changes of the sliders in 15 s: longest stall of the main loop "
                   f"{found.group(2)} ms, longest computation {found.group(3)} ms, {found.group(4)} times over 16 ms.\n")
