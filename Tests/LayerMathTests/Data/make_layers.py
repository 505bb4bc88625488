#!/usr/bin/env python3
"""Writes layers.txt: 1,000 seeded random layers (K != n) with their values from mpmath at 50 digits.

    python3 make_layers.py > layers.txt          (needs mpmath 1.3)

A line: W | x | dy | s | y | f' | ds | J | dx | dW. The first three are what a person would type (fractions and
decimals of both signs; about every fifth layer has a unit with s_k = 0), the others doubles as Python prints them.
"""
import random
from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 50
rng = random.Random(20261123)


def entry():
    kind = rng.randrange(5)
    if kind == 0:
        return Fraction(rng.randint(-9, 9))
    if kind == 1:
        return Fraction(rng.randint(-40, 40), 10)
    if kind == 2:
        return Fraction(rng.randint(-400, 400), 1000)
    if kind == 3:
        return Fraction(rng.randint(-9, 9), rng.randint(2, 12))
    return Fraction(rng.randint(-6, 6), 2)


def typed(q):
    """A decimal where it ends, otherwise a fraction."""
    d = q.denominator
    while d % 2 == 0:
        d //= 2
    while d % 5 == 0:
        d //= 5
    if d != 1 or rng.random() < 0.3:
        return f"{q.numerator}/{q.denominator}" if q.denominator != 1 else str(q.numerator)
    digits = 0
    while (q * 10**digits).denominator != 1:
        digits += 1
    scaled = abs(q * 10**digits).numerator
    text = str(scaled).rjust(digits + 1, "0")
    text = text[: len(text) - digits] + ("." + text[len(text) - digits:] if digits else "")
    return ("-" if q < 0 else "") + text


def real(q):
    return mpf(q.numerator) / mpf(q.denominator)


def show(values):
    return " ".join(repr(float(v)) for v in values)


def rows(matrix, f=show):
    return "; ".join(f(row) for row in matrix)


def typed_row(row):
    return " ".join(typed(q) for q in row)


for number in range(1000):
    while True:
        K, n = rng.randint(1, 6), rng.randint(1, 6)
        if K != n:
            break
    W = [[entry() for _ in range(n)] for _ in range(K)]
    x = [entry() for _ in range(n)]
    dy = [entry() for _ in range(K)]
    if number % 5 == 0 and any(x):
        k, j = rng.randrange(K), next(j for j in range(n) if x[j])
        W[k][j] = -sum(W[k][i] * x[i] for i in range(n) if i != j) / x[j]
    s = [sum(W[k][j] * x[j] for j in range(n)) for k in range(K)]
    y = [real(v) if v > 0 else mp.exp(real(v)) - 1 for v in s]
    slope = [mpf(1) if v > 0 else mp.exp(real(v)) for v in s]
    ds = [real(dy[k]) * slope[k] for k in range(K)]
    J = [[slope[k] * real(W[k][j]) for j in range(n)] for k in range(K)]
    dx = [mp.fsum(ds[k] * real(W[k][j]) for k in range(K)) for j in range(n)]
    dW = [[ds[k] * real(x[j]) for j in range(n)] for k in range(K)]
    print(" | ".join([rows(W, typed_row), typed_row(x), typed_row(dy), show([real(v) for v in s]), show(y), show(slope),
                      show(ds), rows(J), show(dx), rows(dW)]))
