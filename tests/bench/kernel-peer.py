# SPDX-License-Identifier: GPL-3.0-or-later
"""The tangent kernel of bench-kernel's task in PyTorch and NumPy: its peer.

usage: kernel-peer.py N FILE, where FILE comes from `bench-kernel export N FILE`.
Per-example gradients by functorch's vmap where there is one, else one example at a time; then J J^T,
then numpy.linalg.eigh. Prints seconds (wall clock, and of the processor for all of it) and the largest
difference of an entry, relative to the largest entry.
"""
import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F

DIMENSION, TOKENS, WIDTH, HEADS, WIDE = 16, 4, 64, 2, 128
SHAPES = [(WIDTH, DIMENSION // TOKENS), (3 * WIDTH, WIDTH), (WIDTH, WIDTH), (WIDE, WIDTH),
          (WIDTH, WIDE), (1, WIDTH), (WIDTH,), (TOKENS, WIDTH), (WIDTH,), (WIDTH,), (WIDTH,),
          (WIDTH,), (WIDE,), (WIDTH,), (WIDTH,), (WIDTH,), (1,)]
COUNT = sum(int(numpy.prod(shape)) for shape in SHAPES)


def output(flat, x):
    """f of one example x (DIMENSION) at the parameters flat (COUNT), laid out as the program's."""
    parts, at = [], 0
    for shape in SHAPES:
        size = int(numpy.prod(shape))
        parts.append(flat[at:at + size].reshape(shape))
        at += size
    (embedding, qkv, out, expand, contract, head, embedding_bias, position, gain1, bias1, gain2,
     bias2, expand_bias, contract_bias, gain, bias, head_bias) = parts
    h = F.linear(x.reshape(TOKENS, -1), embedding, embedding_bias) + position
    q, k, v = (part.reshape(TOKENS, HEADS, -1).transpose(0, 1)
               for part in F.linear(F.layer_norm(h, (WIDTH,), gain1, bias1), qkv).split(WIDTH, 1))
    weights = torch.softmax(q @ k.transpose(1, 2) * (WIDTH // HEADS) ** -0.5, dim=2)
    h = h + F.linear((weights @ v).transpose(0, 1).reshape(TOKENS, WIDTH), out)
    wide = F.linear(F.layer_norm(h, (WIDTH,), gain2, bias2), expand, expand_bias)
    h = h + F.linear(F.gelu(wide, approximate="tanh"), contract, contract_bias)
    pooled = F.layer_norm(h, (WIDTH,), gain, bias).mean(dim=0)
    return F.linear(pooled, head, head_bias)[0]


def jacobian(flat, x):
    """The gradients, a row for each example, and what made them."""
    try:
        from functorch import grad, vmap
        return vmap(grad(output), in_dims=(None, 0))(flat, x), "functorch"
    except ImportError:
        flat = flat.clone().requires_grad_()
        return torch.stack([torch.autograd.grad(output(flat, row), flat)[0] for row in x]), \
            "one example at a time"


def main():
    n, name = int(sys.argv[1]), sys.argv[2]
    with open(name, "rb") as file:
        flat = torch.from_numpy(numpy.fromfile(file, numpy.float32, COUNT))
        x = torch.from_numpy(numpy.fromfile(file, numpy.float32, n * DIMENSION)).reshape(n, -1)
        truth = numpy.fromfile(file, numpy.float64, n * n).reshape(n, n)
    start, start_processor = time.perf_counter(), time.process_time()
    rows, way = jacobian(flat, x)
    kernel = (rows @ rows.T).detach().numpy()
    whole = time.perf_counter() - start
    numpy.linalg.eigh(kernel)
    modes = time.perf_counter() - start - whole
    processor = time.process_time() - start_processor
    print(json.dumps({"n": n, "gradients_by": way, "kernel": whole, "eigenmodes": modes,
                      "processor": processor,
                      "difference": float(abs(kernel - truth).max() / abs(truth).max()),
                      "torch": torch.__version__}))


if __name__ == "__main__":
    main()
