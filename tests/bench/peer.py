# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark's task in PyTorch, eager, one thread: the peer of bench-train.

usage: peer.py WIDTH HEADS BATCH SECONDS FILE, where FILE comes from `bench-train export`.
Prints the first 50 losses and the steps per second of processor time, as bench-train does.
"""
import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F

TOKENS, PATCH, DEPTH, BATCHES, COMPARED = 16, 8, 2, 16, 50


def take(values, position, *shape):
    count = int(numpy.prod(shape))
    part = torch.from_numpy(values[position:position + count].copy()).reshape(shape)
    return torch.nn.Parameter(part), position + count


class Model:
    """Parameters in the order of transformer/parameters.h: matrices first."""

    def __init__(self, values, width, heads):
        m, f, at = width, 4 * width, 0
        self.heads = heads
        self.embedding, at = take(values, at, m, PATCH)
        self.blocks = [{} for _ in range(DEPTH)]
        for block in self.blocks:
            block["qkv"], at = take(values, at, 3 * m, m)
            block["out"], at = take(values, at, m, m)
            block["expand"], at = take(values, at, f, m)
            block["contract"], at = take(values, at, m, f)
        self.head, at = take(values, at, 1, m)
        self.matrices = [self.embedding, self.head] + [b[k] for b in self.blocks for k in b]
        self.embedding_bias, at = take(values, at, m)
        self.position, at = take(values, at, TOKENS, m)
        self.vectors = [self.embedding_bias, self.position]
        for block in self.blocks:
            for name, size in (("gain1", m), ("bias1", m), ("gain2", m), ("bias2", m),
                               ("expand_bias", f), ("contract_bias", m)):
                block[name], at = take(values, at, size)
                self.vectors.append(block[name])
        for name, size in (("gain", m), ("bias", m), ("head_bias", 1)):
            parameter, at = take(values, at, size)
            setattr(self, name, parameter)
            self.vectors.append(parameter)
        assert at == len(values)

    def attend(self, x, block):
        batch, tokens, m = x.shape
        q, k, v = F.linear(x, block["qkv"]).split(m, dim=2)
        q, k, v = (part.view(batch, tokens, self.heads, m // self.heads).transpose(1, 2)
                   for part in (q, k, v))
        weights = torch.softmax(q @ k.transpose(2, 3) * (m // self.heads) ** -0.5, dim=3)
        return F.linear((weights @ v).transpose(1, 2).reshape(batch, tokens, m), block["out"])

    def __call__(self, x):
        m = (self.gain.shape[0],)
        h = F.linear(x.view(-1, TOKENS, PATCH), self.embedding, self.embedding_bias)
        h = h + self.position
        for b in self.blocks:
            h = h + self.attend(F.layer_norm(h, m, b["gain1"], b["bias1"]), b)
            wide = F.linear(F.layer_norm(h, m, b["gain2"], b["bias2"]), b["expand"],
                            b["expand_bias"])
            h = h + F.linear(F.gelu(wide, approximate="tanh"), b["contract"], b["contract_bias"])
        h = F.layer_norm(h, m, self.gain, self.bias).mean(dim=1)
        return F.linear(h, self.head, self.head_bias)[:, 0]


def main():
    width, heads, batch = (int(word) for word in sys.argv[1:4])
    seconds, name = float(sys.argv[4]), sys.argv[5]
    torch.set_num_threads(1)
    values = numpy.fromfile(name, dtype=numpy.float32)
    rows = BATCHES * batch
    inputs = rows * TOKENS * PATCH
    model = Model(values[:len(values) - inputs - rows], width, heads)
    x = torch.from_numpy(values[-inputs - rows:-rows].copy()).reshape(rows, TOKENS * PATCH)
    label = torch.from_numpy(values[-rows:].copy())
    optimizer = torch.optim.AdamW(
        [{"params": model.matrices, "weight_decay": 0.1},
         {"params": model.vectors, "weight_decay": 0.0}], lr=1e-3, betas=(0.9, 0.98))
    parameters = model.matrices + model.vectors

    def step(i):
        start = i % BATCHES * batch
        error = model(x[start:start + batch]) - label[start:start + batch]
        loss = 0.5 * (error * error).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        return loss

    losses = [2 * step(i).item() for i in range(COMPARED)]
    done, start = 0, time.process_time()
    while True:
        for _ in range(4):
            step(COMPARED + done)
            done += 1
        elapsed = time.process_time() - start
        if elapsed >= seconds:
            break
    print(json.dumps({"losses": losses, "steps_per_second": done / elapsed,
                      "torch": torch.__version__}))


if __name__ == "__main__":
    main()
