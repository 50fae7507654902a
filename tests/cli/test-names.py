#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the answers, on which other programs stand. Speaks TAP. Usage: test-names.py PROGRAM."""
import json
import math
import os
import random
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
SMALL = "width=8 heads=2 tokens=2 depth=1 repeats=2 d=2"
MODELS = {"power", "power+floor", "broken", "two-phase", "sum", "sum+floor"}
ACCOUNTS = {"measured-break", "sum-crossing", "own-kernel", "level-2", "best-stop", "condition-number",
            "paper-b-threshold"}


def ask(words):
    done = subprocess.run([PROGRAM, *words.split(), "--json"], capture_output=True, text=True, encoding="utf-8",
                          check=True)
    return json.loads(done.stdout)


def table(folder, name, value):
    path = os.path.join(folder, name)
    rng = random.Random(1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("x,y\n")
        for i in range(40):
            x = 10 ** (1 + 3.5 * i / 39)
            file.write(f"{x},{value(x, rng)}\n")
    return path


def sum_law(x, rng):
    return (math.exp(-x / 300) + 0.1 * (x / 100) ** (-1 / 7)) * math.exp(0.01 * rng.gauss(0, 1))


def check_models(folder):
    path = table(folder, "sum.csv", sum_law)
    members = {"model", "exponent", "low", "high", "amplitude", "scale", "power_amplitude", "floor", "crossing",
               "crossing_low", "crossing_high", "choice", "remaining"}
    for model in sorted(MODELS) + ["auto"]:
        fit = ask(f"fit {path} --model {model}")
        assert members <= set(fit), members - set(fit)
        assert fit["model"] == ("sum" if model == "auto" else model), fit["model"]
        assert fit["exponent"] < 0.0  # y falls
        assert set(fit["remaining"]) <= MODELS | {"constant-speed"}
    auto = ask(f"fit {path}")
    assert abs(auto["exponent"] + 1 / 7) < 0.02 and auto["low"] <= auto["exponent"] <= auto["high"]
    assert auto["crossing_low"] <= auto["crossing"] <= auto["crossing_high"]
    assert abs(auto["scale"] - 300) < 15 and abs(auto["amplitude"] - 1) < 0.05


def check_gamma(folder):
    path = table(folder, "sum.csv", sum_law)
    fixed = ask(f"fit {path} --model sum --gamma 1/7")
    assert fixed["exponent"] == fixed["low"] == fixed["high"] == -1 / 7
    assert ask(f"fit {path} --model sum+floor --gamma 1/6")["exponent"] == -1 / 6


def check_choice(folder):
    wave = table(folder, "wave.csv", lambda x, rng: math.exp(-0.3 * math.log(x) + 0.4 * math.sin(3 * math.log(x))))
    none = ask(f"fit {wave}")
    assert none["choice"] == "none fits" and none["exponent"] is None
    rough = table(folder, "rough.csv", lambda x, rng: (math.exp(-x / 300) + 0.3 * x ** -0.5) *
                  math.exp(0.35 * rng.gauss(0, 1)))
    open_ = ask(f"fit {rough}")
    assert open_["choice"] == "cannot tell" and len(open_["remaining"]) > 1, open_["choice"]


def check_boundaries(folder):
    names = {"account", "axis", "place", "low", "high", "nature", "source", "sentence"}
    seen = set()
    for sweep, axis in (("time", "steps"), ("compute", "compute")):
        run = ask(f"run sweep={sweep} n=128 steps=200 grid=8 {SMALL} sigma=0.5 tangent=1")
        for entry in run["boundaries"]:
            assert set(entry) == names, set(entry) ^ names
            assert entry["account"] in ACCOUNTS and entry["axis"] == axis
            assert entry["nature"] in {"measured", "predicted", "bound", "reconstruction"}
            assert entry["place"] > 0 and entry["source"] and entry["sentence"]
            seen.add(entry["account"])
        assert run["boundary_drawn"] is None or run["boundary_drawn"] in ACCOUNTS
    assert {"own-kernel", "condition-number", "paper-b-threshold"} <= seen, seen
    assert ask(f"run sweep=data n=128 steps=20 grid=32,64 {SMALL} prediction=off")["boundaries"] == []


def check_predictions(folder):
    run = ask(f"run sweep=data n=64 steps=20 grid=16,32,64 {SMALL}")
    kinds = {"own-kernel", "own-kernel-pilot", "shells", "matern"}
    assert run["predictions"]
    for entry in run["predictions"]:
        assert entry["source"] in kinds and isinstance(entry["fitted_constants"], int)
        assert len(entry["x"]) == len(entry["excess_risk"]) > 0
        if entry["source"] == "own-kernel":
            assert entry["fitted_constants"] == 0
            assert len(entry["oracle_excess_risk"]) == len(entry["x"])


def check_level_three(folder):
    words = ("predict level=3 d=2 beta=1 nu=1/2 sigma=0.5 modes=2000 batch=16 learning_rate=0.5 warm_up=0 "
             "final_rate=0 stable=0.8 steps=1000 schedule=")
    # theory notes 9
    for schedule, last in (("constant", .02061696), ("linear", .01517508), ("cosine", .01516093),
                           ("wsd", .01199541)):
        answer = ask(words + schedule)
        assert answer["steps"] == [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
        assert abs(answer["excess_risk"][-1] - last) < 1e-7, (schedule, answer["excess_risk"][-1])


def check_frontier(folder):
    run = ask(f"run sweep=compute n=128 steps=200 grid=4,8,16 {SMALL.replace('width=8 ', '')}")
    assert run["frontier"]
    for point in run["frontier"]:
        assert {"compute", "excess_risk", "width"} <= set(point)
    assert {"exponent", "low", "high"} <= set(run["frontier_fit"])


def check_compare(folder):
    answer = ask(f"compare sweep=data n=128 steps=20 grid=16,32,64,128 {SMALL} --with sigma=2")
    assert set(answer) == {"before", "now", "difference", "lazy_or_rich", "schedules"}
    assert set(answer["difference"]) == {"exponent", "low", "high", "x", "level", "level_low", "level_high",
                                         "pairs"}


def main():
    checks = [check_models, check_gamma, check_choice, check_boundaries, check_predictions, check_level_three,
              check_frontier, check_compare]
    print(f"1..{len(checks)}")
    for number, check in enumerate(checks, 1):
        try:
            with tempfile.TemporaryDirectory() as folder:
                check(folder)
            said = "ok"
        except (AssertionError, KeyError, TypeError, subprocess.CalledProcessError) as error:
            print(f"# {type(error).__name__}: {error}")
            said = "not ok"
        print(f"{said} {number} /names/{check.__name__.removeprefix('check_').replace('_', '-')}", flush=True)


main()
