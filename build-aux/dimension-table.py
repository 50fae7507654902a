#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paper A's experiment in one table: does the dimension that is measured foretell the slope that is?

For d = 1, 2, 4, 6 on the flat torus and on a random smooth embedding: the true dimension, the one
estimated from the data and from the last block of the largest network, the exponent
2 beta / (2 beta + dimension) that it implies, and the exponent measured on the data axis. Prints
Markdown. Usage: build-aux/dimension-table.py PROGRAM [KEY=VALUE]...
"""
import json
import subprocess
import sys

MANIFOLDS = ("torus", "smooth_embedding")
DIMENSIONS = (1, 2, 4, 6)


def measure(program, manifold, dimension, words):
    """The results of one data sweep, with the dimension measured inside its networks."""
    command = [program, "run", f"manifold={manifold}", f"d={dimension}", "dimension=pooled", *words]
    run = subprocess.run(command + ["--json"], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(run.stderr.strip() or f"{' '.join(command)} failed")
    return json.loads(run.stdout)


def interval(value, low, high, digits):
    """A number with its 95 % interval."""
    if None in (value, low, high):
        return "-"
    return f"{value:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


def estimate(entry):
    return interval(entry["value"], entry["low"], entry["high"], 2)


def row(manifold, dimension, results):
    measured, fit = results["measured_dimension"], results["fits"][0]
    cells = [
        manifold,
        str(dimension),
        estimate(measured["data"]),
        estimate(measured["blocks"][-1]),
        interval(measured["predicted_exponent"], measured["predicted_low"],
                 measured["predicted_high"], 3),
        interval(fit["exponent"], fit["low"], fit["high"], 3),
        fit["verdict"],
    ]
    return "| " + " | ".join(cells) + " |"


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__.strip())
    print("| manifold | true d | d of the data | d in the last block | exponent it implies |"
          " exponent measured | verdict |")
    print("|---|---|---|---|---|---|---|")
    for manifold in MANIFOLDS:
        for dimension in DIMENSIONS:
            results = measure(sys.argv[1], manifold, dimension, sys.argv[2:])
            print(row(manifold, dimension, results), flush=True)


if __name__ == "__main__":
    main()
