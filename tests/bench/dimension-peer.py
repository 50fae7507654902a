# SPDX-License-Identifier: GPL-3.0-or-later
"""The estimate of intrinsic dimension by scikit-learn's exact neighbours and NumPy: bench-dimension's
peer.

usage: dimension-peer.py FILE.npy K brute|auto
Neighbours by brute force or by what scikit-learn chooses, on all cores, then the maximum-likelihood
estimate (Levina and Bickel, inverses averaged) without an interval. Prints wall-clock and processor
seconds and the estimate.
"""
import json
import sys
import time

import numpy
import sklearn
from sklearn.neighbors import NearestNeighbors


def main():
    points, k, algorithm = numpy.load(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    begin, begin_processor = time.monotonic(), time.process_time()
    search = NearestNeighbors(n_neighbors=k, algorithm=algorithm, n_jobs=-1).fit(points)
    logs = numpy.log(search.kneighbors()[0])
    value = 1 / numpy.mean((logs[:, -1:] - logs[:, :-1]).mean(axis=1))
    print(json.dumps({"seconds": time.monotonic() - begin,
                      "processor_seconds": time.process_time() - begin_processor,
                      "value": float(value), "version": sklearn.__version__}))


if __name__ == "__main__":
    main()
