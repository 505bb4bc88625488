"""The layer in NumPy, float64, one thread, as a user writes it; speaks the protocol of Benchmarks --serve."""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import json
import sys
import time

import numpy as np


def sigmoid(s):
    y = 1 / (1 + np.exp(-s))
    return y, y * (1 - y)


def tanh(s):
    y = np.tanh(s)
    return y, 1 - y * y


ACTIVATIONS = {
    "elu": lambda s: (np.where(s > 0, s, np.expm1(s)), np.where(s > 0, 1.0, np.exp(s))),
    "relu": lambda s: (np.maximum(s, 0), np.where(s > 0, 1.0, 0.0)),
    "sigmoid": sigmoid,
    "tanh": tanh,
}


def layer(W, x, dy, activation):
    y, slope = activation(W @ x)
    g = dy * slope
    return y, W.T @ g, np.outer(g, x)


def measure(n, seconds, activation):
    r = np.random.default_rng(1)
    W, x, dy = r.standard_normal((n, n)) / n**0.5, r.standard_normal(n), r.standard_normal(n)
    clock = time.perf_counter_ns
    layer(W, x, dy, activation)
    calls = 1
    while True:
        start = clock()
        for _ in range(calls):
            layer(W, x, dy, activation)
        if clock() - start > 200_000 or calls > 1 << 20:
            break
        calls *= 2
    samples, end = [], clock() + int(seconds * 1e9)
    while clock() < end or len(samples) < 5:
        start = clock()
        for _ in range(calls):
            layer(W, x, dy, activation)
        samples.append((clock() - start) / calls)
    samples.sort()
    return samples[len(samples) // 2], samples[len(samples) // 10]


for line in sys.stdin:
    n, seconds, name = line.split()
    median, tenth = measure(int(n), float(seconds), ACTIVATIONS[name])
    print(json.dumps({"impl": "numpy", "n": int(n), "ns": median, "p10": tenth}), flush=True)
