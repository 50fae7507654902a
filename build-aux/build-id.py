#!/usr/bin/env python3
"""One word for what an engine is made of, as a header: build-id.py OUTPUT DEPFILE FOLDER COMPILER.

The word changes with any source below FOLDER and with the compiler and its options, so that two programs of
one word train to the same bytes.
"""
import hashlib
import os
import sys

output, depfile, folder, compiler = sys.argv[1:]
endings = (".c", ".h", ".inc", "meson.build")
sources = sorted(os.path.relpath(os.path.join(place, name), folder)
                 for place, _, names in os.walk(folder) for name in names if name.endswith(endings))
total = hashlib.sha256(compiler.encode())
for name in sources:
    with open(os.path.join(folder, name), "rb") as file:
        total.update(name.encode() + b"\0" + hashlib.sha256(file.read()).digest())
with open(output, "w", encoding="utf-8") as file:
    file.write("/* What the engine is made of. */\n#pragma once\n\n"
               f'#define LAB_BUILD "{total.hexdigest()}"\n')
with open(depfile, "w", encoding="utf-8") as file:
    file.write(f"{output}: " + " ".join(os.path.join(folder, name) for name in sources) + "\n")
