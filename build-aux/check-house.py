#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of the house as a test that speaks TAP, from the includes and calls themselves.

A room uses only rooms below it; no folder uses one that uses it, no two files call each other; a folder holds
at most 25 sources, a file at most 350 lines; a header stands alone and is laid out like the others; every
source names its licence. src/DESIGN.md tells the plan. --unused also names functions that no program calls.
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
MOST_LINES = 350
FREES = r"_(free|clear|unref)$"  # called by what G_DEFINE_AUTOPTR_CLEANUP_FUNC makes
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"

TOP = pathlib.Path(__file__).resolve().parent.parent
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def name_of(path):
    """core/queue.c for src/core/queue.c, ui/window/window.c for itself."""
    parts = path.relative_to(TOP).parts
    return "/".join(parts[1:] if parts[0] == "src" else parts)


def read(*folders):
    """The texts of all sources and headers below, by name."""
    return {
        name_of(path): path.read_text()
        for folder in folders
        for path in sorted((TOP / folder).rglob("*.[ch]"))
    }


def without_words(text):
    """Neither comments nor strings."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)


def includes_of(text, known):
    return [name for name in re.findall(r'^#include "([^"]+)"', text, re.M) if name in known]


def first_include(text):
    for name in re.findall(r'^#include [<"]([^>"]+)[>"]', text, re.M):
        if name != "config.h":
            return name
    return None


def room_of(name):
    return name.split("/")[0]


def folder_of(name):
    return name.rsplit("/", 1)[0]


def circles_in(arrows):
    """Sets of nodes of which each is reached from each other (Tarjan 1972)."""
    index, low, stack, circles = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(arrows.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            circle = set()
            while node not in circle:
                circle.add(stack.pop())
            if len(circle) > 1:
                circles.append(circle)

    sys.setrecursionlimit(10000)
    for node in sorted(arrows):
        if node not in index:
            visit(node)
    return circles


def tell(circles, arrows):
    """Each arrow within a circle as a line: what uses what, by which names."""
    return [
        f"circle: {node} > {other}: {', '.join(sorted(arrows[node][other])[:4])}"
        for circle in circles
        for node in sorted(circle)
        for other in sorted(circle & set(arrows.get(node, ())))
    ]


def homes_of(bodies):
    """{function: files} that define it for others."""
    home = collections.defaultdict(set)
    for name, body in bodies.items():
        for before, function in re.findall(r"^([^\n]*)\n(lab_\w+) \(", body, re.M):
            if name.endswith(".c") and not before.startswith("static"):
                home[function].add(name)
    return home


def calls_between(bodies):
    """{file: {file: names}} of the functions that are called. A table that names its entries calls none."""
    bodies = {name: body for name, body in bodies.items() if name.endswith(".c")}
    home = homes_of(bodies)
    arrows = collections.defaultdict(lambda: collections.defaultdict(set))
    for name, body in bodies.items():
        for function in set(re.findall(r"\b(lab_\w+) \(", body)):
            for other in home.get(function, set()) - {name}:
                arrows[name][other].add(function)
    return arrows


def stand_alone(sources, tests):
    """Names of headers that some compiled file includes before all others: nothing helps them."""
    alone = {first_include(text) for name, text in {**sources, **tests}.items() if name.endswith(".c")}
    grown = True
    while grown:
        behind = {first_include(sources[name]) for name in alone if name in sources}
        grown = not behind <= alone
        alone |= behind
    return alone


def check_layout(name, text):
    """What is amiss with a header, or None. Code in headers, and what is compiled once per instruction set, is
    C alone."""
    head = re.match(r"(/\* SPDX-[^\n]*\*/\n)?/\*.*?\*/\n#pragma once\n\n", text, re.S)
    if not head:
        return f"{name}: begins with a comment, then #pragma once, then an empty line"
    body = without_words(text[head.end() :])
    if not re.search(r"^\w[^#\n]*\(", body, re.M) or re.search(r"\bstatic inline\b|\bVARIANT", body):
        return None
    before, begin, after = body.partition("\nG_BEGIN_DECLS\n")
    if not begin or not after.rstrip().endswith("G_END_DECLS") or re.search(r"^#include", after, re.M):
        return f"{name}: includes, then G_BEGIN_DECLS, declarations and G_END_DECLS"
    return None


def unused(bodies):
    """Functions of public headers that nothing but tests, or nothing at all, calls."""
    homes = homes_of(bodies)
    users = collections.defaultdict(set)
    for name, body in bodies.items():
        for function in re.findall(r"\blab_\w+", body):
            users[function].add(name)
    for name, body in bodies.items():
        if name.endswith(".h") and not name.endswith(("-testing.h", "-private.h")):
            for function in sorted(set(re.findall(r"\b(lab_\w+) *\(", body))):
                home = homes.get(function, set())
                if home and not users[function] - home - {name} and not re.search(FREES, function):
                    yield f"only tests or its own file call {function} ({name})"


def main():
    sources = read("src", "ui")
    tests = read("tests")
    arrows = [(name, other) for name, text in sources.items() for other in includes_of(text, sources)]
    folders = collections.defaultdict(lambda: collections.defaultdict(set))
    for name, other in arrows:
        if folder_of(name) != folder_of(other):
            folders[folder_of(name)][folder_of(other)].add(f"{name} includes {other}")
    number = 0
    failed = False

    def report(case, complaints):
        nonlocal number, failed
        number += 1
        for complaint in complaints:
            print("#", complaint)
        print("not ok" if complaints else "ok", number, "/house/" + case)
        failed = failed or bool(complaints)

    print("1..10")
    report("rooms", sorted({room_of(name) for name in sources} - set(FLOOR_OF)))
    report(
        "floors",
        [
            f"{name} includes {other}, which is not below it"
            for name, other in arrows
            if room_of(name) != room_of(other)
            and FLOOR_OF.get(room_of(other), 99) >= FLOOR_OF.get(room_of(name), -1)
        ],
    )
    counts = collections.Counter(folder_of(name) for name in sources if name.endswith(".c"))
    report(
        "full-folders",
        [f"{folder}: {count} sources" for folder, count in sorted(counts.items()) if count > MOST_SOURCES],
    )
    report("circles-of-folders", tell(circles_in(folders), folders))
    bodies = {name: without_words(text) for name, text in sources.items()}
    report(
        "names-once",
        [
            f"{function} is defined in {' and in '.join(sorted(files))}"
            for function, files in homes_of(bodies).items()
            if len(files) > 1
        ],
    )
    calls = calls_between(bodies)
    report("circles-of-files", tell(circles_in(calls), calls))
    alone = stand_alone(sources, tests)
    report(
        "headers-stand-alone",
        [
            f"{name}: no source includes it first; its own should"
            for name in sources
            if name.endswith(".h") and not name.endswith(("-private.h", "-testing.h")) and name not in alone
        ],
    )
    layouts = (check_layout(name, text) for name, text in sources.items() if name.endswith(".h"))
    report("layout-of-headers", [complaint for complaint in layouts if complaint])
    report(
        "licence",
        [
            f"{name}: its first line is to be /* {LICENCE} */"
            for name, text in {**sources, **tests}.items()
            if LICENCE not in text[:100]
        ],
    )
    report(
        "long-files",
        [
            f"{name}: {text.count(chr(10))} lines, at most {MOST_LINES}"
            for name, text in sources.items()
            if text.count("\n") > MOST_LINES
        ],
    )
    if "--unused" in sys.argv:
        for complaint in unused(bodies):
            print("#", complaint)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
