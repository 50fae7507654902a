# SPDX-License-Identifier: GPL-3.0-or-later
"""Sections of RESULTS.md about what is computed beside training: the tangent kernel, the intrinsic
dimension, the live chart; used by bench.py."""
import os
import statistics
import subprocess
import sys
import tempfile

from sections import median_of, result_of, table

HERE = os.path.dirname(os.path.abspath(__file__))
CORES = os.cpu_count()

# What training may lose while the chart is live.
LIVE_GOAL = 0.10

# Where other programs compute, the wall clock tells of them.
BUSY = " Other programs were computing (load over cores + 1):\nthe wall clock does not count."

KERNEL_POINTS, KERNEL_POINTS_LARGE = 512, 2048
RIDGE_DIMENSION = 2
DIMENSION_SIZES = [(10_000, 64), (10_000, 16), (30_000, 16)]
NEIGHBOURS = 20


def on_all_cores(command):
    """For peers that bring threads of their own."""
    return result_of(command, OPENBLAS_NUM_THREADS=str(CORES), OMP_NUM_THREADS=str(CORES),
                     MKL_NUM_THREADS=str(CORES))


def kernel(build, repetitions):
    """The tangent kernel and its modes against functorch and NumPy."""
    program = os.path.join(build, "tests", "bench", "bench-kernel")
    ours, theirs = [], []
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        subprocess.run([program, "export", str(KERNEL_POINTS), file.name], check=True)
        for _ in range(repetitions):
            ours.append(result_of([program, "time", str(KERNEL_POINTS), str(CORES)]))
            theirs.append(on_all_cores([sys.executable, os.path.join(HERE, "kernel-peer.py"),
                                        str(KERNEL_POINTS), file.name]))
    large = [result_of([program, "time", str(KERNEL_POINTS_LARGE), str(CORES)])
             for _ in range(repetitions)]
    ridge = [result_of([program, "ridge", str(RIDGE_DIMENSION), str(CORES)])
             for _ in range(repetitions)]
    rows = [["gradients of each example, and kernel", f"{median_of(ours, 'kernel'):.2f}",
             f"{median_of(theirs, 'kernel'):.2f}", f"{median_of(large, 'kernel'):.2f}"],
            ["eigendecomposition", f"{median_of(ours, 'eigenmodes'):.3f}",
             f"{median_of(theirs, 'eigenmodes'):.3f}", f"{median_of(large, 'eigenmodes'):.2f}"],
            ["both, processor time", f"{median_of(ours, 'processor'):.2f}",
             f"{median_of(theirs, 'processor'):.2f}", f"{median_of(large, 'processor'):.2f}"]]
    return f"""## The tangent kernel

Seconds by the wall clock, all {CORES} cores; the peer is PyTorch {theirs[0]["torch"]} ({theirs[0]["gradients_by"]}) with NumPy's
`eigh`. Same parameters and points: 1 block, width 64, N = {ours[0]["parameters"]:,}, 4 tokens. The largest difference of
the two kernels is {theirs[0]["difference"]:.0e} of the largest entry.

""" + table(["", f"ours, n = {KERNEL_POINTS}", f"peer, n = {KERNEL_POINTS}",
             f"ours, n = {KERNEL_POINTS_LARGE:,}"], rows) + f"""
Kernel ridge regression for one whole curve of the data law (n = 64 to 2,048, d = {RIDGE_DIMENSION}, one repeat, seconds by
the wall clock and of all cores): {median_of(ridge, 'matern'):.2f} and {median_of(ridge, 'matern_processor'):.2f} with the Matérn kernel, {median_of(ridge, 'tangent'):.2f} and
{median_of(ridge, 'tangent_processor'):.2f} with the networks' own.
""" + "\n"


def dimension_row(program, n, dimensions, repetitions):
    import numpy

    points = numpy.random.default_rng(1).standard_normal((n, dimensions))
    ours, peers, version = [], {"brute": [], "auto": []}, None
    with tempfile.NamedTemporaryFile(suffix=".npy") as file:
        numpy.save(file, points)
        file.flush()
        for _ in range(repetitions):
            ours.append(result_of([program, file.name, str(NEIGHBOURS)]))
            for algorithm, results in peers.items():
                results.append(on_all_cores([sys.executable, os.path.join(HERE, "dimension-peer.py"),
                                             file.name, str(NEIGHBOURS), algorithm]))
                version = results[-1]["version"]
    best = min(peers, key=lambda algorithm: median_of(peers[algorithm], "seconds"))
    cells = [f"{median_of(side, 'seconds'):.2f} ({median_of(side, 'processor_seconds'):.2f})"
             for side in (ours, peers[best])]
    ratio = median_of(peers[best], "seconds") / median_of(ours, "seconds")
    difference = abs(ours[0]["value"] / peers[best][0]["value"] - 1)
    return version, [f"{n:,} x {dimensions}", best, *cells, f"{ratio:.1f}", f"{difference:.0e}"]


def dimension(build, repetitions):
    """The estimate of intrinsic dimension against scikit-learn's neighbours."""
    head = "## The estimate of intrinsic dimension\n\n"
    program = os.path.join(build, "tests", "bench", "bench-dimension")
    if subprocess.run([sys.executable, "-c", "import sklearn"], check=False,
                      stderr=subprocess.DEVNULL).returncode:
        return head + "Not measured: there is no scikit-learn (Debian's python3-sklearn) here.\n"
    rows = [dimension_row(program, *size, repetitions) for size in DIMENSION_SIZES]
    return head + f"""Seconds by the wall clock, all {CORES} cores, processor seconds in brackets. The peer is scikit-learn {rows[0][0]}
(its faster search counts) with the same estimator in NumPy, k = {NEIGHBOURS}; ours includes the 95 % interval, the
peer's does not.

""" + table(["points", "search of the peer", "ours", "peer", "times", "difference of the estimates"],
            [row for _, row in rows]) + "\n"


def live(build, repetitions):
    """What training loses beside a live chart."""
    program = os.path.join(build, "tests", "bench", "bench-live")
    load = os.getloadavg()[0]
    pairs = result_of([program, str(repetitions), "sweep=data", "d=2"])
    beside = [pair["live"] for pair in pairs]
    wall, training = ([min(pair[side][key] for pair in pairs) for side in ("alone", "live")]
                      for key in ("wall", "training"))
    lost, slower = 1 - wall[0] / wall[1], training[1] / training[0] - 1
    share = statistics.median(turn["chart"] / (CORES * turn["wall"]) for turn in beside)
    rate = statistics.median(turn["frames"] / turn["wall"] for turn in beside)
    frame = statistics.median(1e3 * turn["chart"] / turn["frames"] for turn in beside)
    busy = load > CORES + 1
    most = slower + share if busy else max(lost, slower + share)
    return f"""## Training beside a live chart

`sweep=data d=2` on all {CORES} cores, with nobody looking and beside a chart that is fed with every event and
composed and painted anew at 1600x1000 whenever something changed, at most 60 times a second; in turns, the best
of {repetitions} each.

Training loses at most **{100 * most:.0f} %** while the chart is live ({100 * LIVE_GOAL:.0f} % is allowed{"" if most <= LIVE_GOAL else ": MISSED"}):
{100 * lost:.1f} % by the wall clock; the chart took {100 * share:.1f} % of the cores' time ({rate:.0f} frames a second of {frame:.1f} ms), and the
training threads {100 * slower:+.1f} % processor time.{BUSY if busy else ""}
"""
