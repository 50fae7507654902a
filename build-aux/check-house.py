#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of the house as a test that speaks TAP, from the includes themselves.

A room uses only rooms below it; a folder holds at most 25 sources. src/DESIGN.md tells the plan.
"""

import collections
import pathlib
import re
import sys

# From the ground up. A room may include its own headers and those of earlier lines only.
FLOORS = [
    ["core"],
    ["words"],
    ["transformer", "dimension", "table"],
    ["fit"],
    ["points", "corpus"],
    ["manifold", "dynamics"],
    ["sequence", "theory"],
    ["phases"],
    ["experiment"],
    ["session", "chart"],
    ["cluster"],
    ["laboratory"],
    ["cli"],
    ["ui"],
]
MOST_SOURCES = 25

TOP = pathlib.Path(__file__).resolve().parent.parent
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def name_of(path):
    """core/queue.c for src/core/queue.c, ui/window/window.c for itself."""
    parts = path.relative_to(TOP).parts
    return "/".join(parts[1:] if parts[0] == "src" else parts)


def files():
    for folder in ("src", "ui"):
        for path in sorted((TOP / folder).rglob("*.[ch]")):
            yield path


def includes_of(path, known):
    for name in re.findall(r'^#include "([^"]+)"', path.read_text(), re.M):
        if name in known:
            yield name


def room_of(name):
    return name.split("/")[0]


def folder_of(name):
    return name.rsplit("/", 1)[0]


def main():
    paths = {name_of(path): path for path in files()}
    arrows = [(name, other) for name, path in paths.items() for other in includes_of(path, paths)]
    number = 0
    failed = False

    def report(case, complaints):
        nonlocal number, failed
        number += 1
        for complaint in complaints:
            print("#", complaint)
        print("not ok" if complaints else "ok", number, "/house/" + case)
        failed = failed or bool(complaints)

    print("1..3")
    report("rooms", sorted({room_of(name) for name in paths} - set(FLOOR_OF)))
    report(
        "floors",
        [
            f"{name} includes {other}, which is not below it"
            for name, other in arrows
            if room_of(name) != room_of(other)
            and FLOOR_OF.get(room_of(other), 99) >= FLOOR_OF.get(room_of(name), -1)
        ],
    )
    counts = collections.Counter(folder_of(name) for name in paths if name.endswith(".c"))
    report(
        "full-folders",
        [f"{folder}: {count} sources" for folder, count in sorted(counts.items()) if count > MOST_SOURCES],
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
