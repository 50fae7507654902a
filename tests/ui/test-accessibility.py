#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as assistive technology meets it, over AT-SPI: sliders by name, values, the chart.

Speaks TAP. Usage: test-accessibility.py PROGRAM
"""
import os
import signal
import subprocess
import sys
import time

# Warnings are fatal in the program under test alone: the client's library warns about nodes that
# come and go, and would take this process down. GLib reads this when it is loaded, below.
PROGRAM_ENVIRONMENT = dict(os.environ)
PROGRAM_ENVIRONMENT.pop("GTK_A11Y", None)
os.environ.pop("G_DEBUG", None)

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi
except (ImportError, ValueError):
    print("1..0 # SKIP no Atspi for this Python")
    sys.exit(0)

EXPERIMENT = "n=256 grid=32,64,128,256 width=8 depth=1 steps=40 batch=16 repeats=1"


def walk(node, depth=0):
    """All nodes below node, itself first. A node may go away while it is looked at."""
    yield node
    if depth > 40:
        return
    try:
        children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    except Exception:
        return
    for child in children:
        if child is not None:
            yield from walk(child, depth + 1)


def application():
    desktop = Atspi.get_desktop(0)
    try:
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and find(child, Atspi.Role.SLIDER) is not None:
                return child
    except Exception:  # it is just being registered
        pass
    return None


def find(root, role, name=None):
    for node in walk(root):
        try:
            if node.get_role() == role and (name is None or node.get_name() == name):
                return node
        except Exception:
            continue
    return None


def wait(condition, seconds=30):
    """What condition returns once it is true; None when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        time.sleep(0.2)
    return None


class Tap:
    def __init__(self, plan):
        self.count = 0
        self.failed = 0
        print(f"1..{plan}", flush=True)

    def check(self, name, held, remark=""):
        self.count += 1
        self.failed += not held
        if remark:
            print(f"# {remark}")
        print(f"{'ok' if held else 'not ok'} {self.count} /accessibility/{name}", flush=True)


def run(tap):
    root = wait(application)
    tap.check("registered", root is not None)
    if root is None:
        return

    names = {n.get_name() for n in walk(root) if n.get_role() == Atspi.Role.SLIDER}
    wanted = {"Intrinsic dimension", "Width", "Training points"}
    tap.check("sliders", wanted <= names, f"sliders: {sorted(names)}")

    slider = find(root, Atspi.Role.SLIDER, "Intrinsic dimension")
    tap.check("value", slider is not None and Atspi.Value.get_current_value(slider) == 2)

    chart = wait(lambda: find(root, Atspi.Role.IMAGE, "Chart"), 10)
    tap.check("chart", chart is not None)
    before = wait(lambda: chart.get_description(), 10) if chart is not None else None
    tap.check("description", bool(before), f"before: {before}")
    if slider is None or not before:
        return

    Atspi.Value.set_current_value(slider, 5)
    moved = wait(lambda: Atspi.Value.get_current_value(slider) == 5, 10)
    tap.check("moved", bool(moved))
    after = wait(lambda: chart.get_description() != before and chart.get_description(), 20)
    tap.check("description-follows", bool(after), f"after: {after}")

    nameless = [
        n.get_role_name()
        for n in walk(root)
        if n.get_role() in (Atspi.Role.SLIDER, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.PROGRESS_BAR)
        and not n.get_name()
        and n.get_state_set().contains(Atspi.StateType.SHOWING)
    ]
    tap.check("named", not nameless, f"nameless: {nameless}")


def main():
    signal.signal(signal.SIGALRM, lambda number, frame: sys.exit("too slow"))
    signal.alarm(200)
    tap = Tap(8)
    program = subprocess.Popen(
        [sys.argv[1], "--size", "1200x800", "--experiment", EXPERIMENT],
        env=PROGRAM_ENVIRONMENT,
        stdout=subprocess.DEVNULL,
    )
    try:
        run(tap)
    finally:
        program.terminate()
        program.wait(10)
    while tap.count < 8:
        tap.check("not-reached", False)
    sys.exit(1 if tap.failed else 0)


main()
