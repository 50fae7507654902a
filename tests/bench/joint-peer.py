# SPDX-License-Identifier: GPL-3.0-or-later
"""The joint law of bench-joint's points with SciPy: its peer.

usage: bench-joint --points | joint-peer.py
As published for such laws (Besiroglu et al. 2024): log-sum-exp form, Huber's loss bent at 1e-3 on ln L, L-BFGS-B from a grid of
starts; then refits of resampled points from the best start. Prints seconds of the wall clock.
"""
import sys
import time

import numpy
from scipy.optimize import minimize

BEND, REFITS = 1e-3, 1000


def loss(p, ln_n, ln_d, ln_y):
    """Sum of Huber's loss and its gradient."""
    terms = numpy.stack([numpy.full_like(ln_n, p[0]), p[1] - p[3] * ln_n, p[2] - p[4] * ln_d])
    most = terms.max(axis=0)
    total = numpy.exp(terms - most)
    r = most + numpy.log(total.sum(axis=0)) - ln_y
    share = total / total.sum(axis=0)
    slope = numpy.clip(r, -BEND, BEND)
    value = numpy.where(abs(r) < BEND, 0.5 * r * r, BEND * (abs(r) - 0.5 * BEND)).sum()
    return value, numpy.array([(slope * share[0]).sum(), (slope * share[1]).sum(),
                               (slope * share[2]).sum(), -(slope * share[1] * ln_n).sum(),
                               -(slope * share[2] * ln_d).sum()])


def fit(starts, data):
    """The best of the minima from these starts."""
    return min((minimize(loss, start, args=data, jac=True, method="L-BFGS-B",
                         options={"maxiter": 2000, "ftol": 1e-14, "gtol": 1e-10})
                for start in starts), key=lambda found: found.fun)


points = numpy.log(numpy.loadtxt(sys.stdin))
data = tuple(points.T)
grid = [[e, a, b, alpha, beta] for e in (-1, 0, 1) for a in (0, 5, 10, 15, 20, 25)
        for b in (0, 5, 10, 15, 20, 25) for alpha in (0, 0.5, 1, 1.5, 2) for beta in (0, 0.5, 1, 1.5, 2)]
begin = time.time()
best = fit(grid[::27], data)
print(f"SciPy, Huber 1e-3: {len(grid[::27])} of the {len(grid)} published starts "
      f"{time.time() - begin:.1f} s; alpha {best.x[3]:.4f} beta {best.x[4]:.4f} E {numpy.exp(best.x[0]):.4f}")
random = numpy.random.default_rng(1)
begin = time.time()
for _ in range(REFITS):
    chosen = random.integers(len(points), size=len(points))
    fit([best.x], tuple(points[chosen].T))
print(f"SciPy: {REFITS} refits {time.time() - begin:.1f} s, each from the best start alone")
