"""Times the estimate of intrinsic dimension against scikit-learn's exact neighbours plus the same
estimator in NumPy, side by side, and prints a table in Markdown.

usage: bench-dimension.py BUILD_DIR [REPETITIONS]

Needs python3-sklearn (Debian); build tests/bench/bench-dimension first. Each repetition runs ours,
then the peer's searches (brute force and trees, all cores), one after the other; medians are
compared, and the peer's faster search counts. Ours includes the 95 % interval, the peer's does not.
Wall-clock time wants an idle machine; processor time weighs other programs less.
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import sklearn
from sklearn.neighbors import NearestNeighbors

K = 20
SIZES = [(10_000, 64), (10_000, 16), (30_000, 16)]


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peer(points, algorithm):
    begin, begin_processor = time.monotonic(), processor_seconds()
    search = NearestNeighbors(n_neighbors=K, algorithm=algorithm, n_jobs=-1).fit(points)
    logs = numpy.log(search.kneighbors()[0])
    value = 1 / numpy.mean((logs[:, -1:] - logs[:, :-1]).mean(axis=1))
    return {"seconds": time.monotonic() - begin,
            "processor_seconds": processor_seconds() - begin_processor, "value": value}


def median(results, key):
    return statistics.median(result[key] for result in results)


def main():
    program = os.path.join(sys.argv[1], "tests", "bench", "bench-dimension")
    repetitions = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    print(f"Against scikit-learn {sklearn.__version__}, k = {K}, {os.cpu_count()} cores, load "
          f"{os.getloadavg()[0]:.1f}; medians of {repetitions}.\n")
    print("| points | search of the peer | ours s (processor s) | peer s (processor s) | ratio | "
          "difference of the estimates |")
    print("|---|---|---|---|---|---|")
    for n, dimensions in SIZES:
        points = numpy.random.default_rng(1).standard_normal((n, dimensions))
        with tempfile.NamedTemporaryFile(suffix=".npy") as file:
            numpy.save(file, points)
            file.flush()
            ours, peers = [], {"brute": [], "auto": []}
            for _ in range(repetitions):
                ours.append(json.loads(subprocess.run([program, file.name, str(K)], check=True,
                                                      env=environment, stdout=subprocess.PIPE,
                                                      text=True).stdout))
                for algorithm, results in peers.items():
                    results.append(peer(points, algorithm))
        best = min(peers, key=lambda algorithm: median(peers[algorithm], "seconds"))
        a, b = ours, peers[best]
        print(f"| {n:,} x {dimensions} | {best} | {median(a, 'seconds'):.2f} "
              f"({median(a, 'processor_seconds'):.2f}) | {median(b, 'seconds'):.2f} "
              f"({median(b, 'processor_seconds'):.2f}) | "
              f"{median(b, 'seconds') / median(a, 'seconds'):.1f} | "
              f"{abs(a[0]['value'] / b[0]['value'] - 1):.0e} |", flush=True)


main()
