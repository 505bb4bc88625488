#!/usr/bin/env python3
"""A class's answers as JSON lines for `backprop grade`: make_class.py COUNT [SEED].

Forty layers of four shapes; of each answer it is known how it was made: right, with a wrong rule, slipped, guessed, half given, or
unreadable. Nothing of that is used by the count; it only makes the class like one.
"""
import json
import math
import random
import sys

count = int(sys.argv[1])
generator = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)


def matrix(rows, columns):
    return [[generator.choice([-5, -4, -3, -2, -1, 1, 2, 3, 4, 5]) / 2 for _ in range(columns)] for _ in range(rows)]


def derived(layer, slope=lambda s: 1 if s > 0 else math.exp(s), transposed=True):
    w, x, dy = layer["W"], layer["x"], layer["dy"]
    s = [sum(a * b for a, b in zip(row, x)) for row in w]
    y = [v if v > 0 else math.exp(v) - 1 for v in s]
    ds = [d * slope(v) for d, v in zip(dy, s)]
    dx = [sum(ds[k] * w[k][j] for k in range(len(w))) for j in range(len(x))]
    return {"s": s, "y": y, "f_prime": [slope(v) for v in s], "ds": ds, "dx": dx,
            "dW": [[d * v for v in x] for d in ds] if transposed else [[d * v for d in ds] for v in x]}


layers = []
for k, n in [(2, 2), (2, 3), (3, 2), (3, 3)] * 10:
    layers.append({"W": matrix(k, n), "x": matrix(1, n)[0], "dy": matrix(1, k)[0]})


def text(value, digits=4):
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "; ".join(text(row, digits) for row in value)
    return " ".join(f"{v:.{digits}f}" for v in value)


for number in range(count):
    layer = generator.choice(layers)
    step = generator.choice(["s", "y", "f_prime", "ds", "dx", "dW"])
    right = derived(layer)
    kind = generator.random()
    if kind < 0.45:
        answer = text(right[step], generator.choice([3, 4, 5]))
    elif kind < 0.75:
        wrong = generator.choice([
            derived(layer, lambda s: 1 if s > 0 else 0), derived(layer, lambda s: 1),
            derived(layer, lambda s: 1 if s > 0 else math.exp(s) - 1), derived(layer, lambda s: math.exp(s)),
            derived(layer, transposed=False)])
        answer = text(wrong[step])
    elif kind < 0.82:
        answer = text(right[step]).replace("-", "", 1) if generator.random() < 0.5 else "-" + text(right[step])
    elif kind < 0.88:
        answer = " ".join("_" if generator.random() < 0.5 else w for w in text(right[step]).split())
    elif kind < 0.94:
        answer = generator.choice(["W^T (dy .* f'(s))", "W^T dy", "(dy .* f'(s)) x^T", "x ds^T", "W x", "f(W x)", "dy .* f'(s)"])
    elif kind < 0.97:
        answer = text([generator.uniform(-9, 9) for _ in range(3)])
    else:
        answer = generator.choice(["(3", "I do not know", "", "2,5 1,5", "NaN"])
    print(json.dumps({"id": f"s{number % 1000}-{number}", "layer": layer, "step": step, "answer": answer}))
