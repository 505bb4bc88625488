"""Writes quotients.txt: values of sigmoid, tanh, swish and their slopes, and of random quotients, to 40 digits.

Each line: an expression in the form of ExactNumber.description, a tab, its value. Made with mpmath.
"""
import random
from fractions import Fraction
from mpmath import mp, mpf, exp, nstr

mp.dps = 200
random.seed(27)


def number(r):
    return mpf(r.numerator) / r.denominator


def show(value):
    return nstr(value, 45, strip_zeros=False, min_fixed=0, max_fixed=0)


with open("quotients.txt", "w") as out:
    for _ in range(120):
        s = Fraction(random.randint(-60, 60), random.choice([1, 2, 3, 4, 5, 7, 10, 16]))
        x = number(s)
        sigma = 1 / (1 + exp(-x))
        tanh = (exp(x) - exp(-x)) / (exp(x) + exp(-x))
        values = {
            "sigmoid": sigma,
            "sigmoid'": sigma * (1 - sigma),
            "tanh": tanh,
            "tanh'": 1 - tanh * tanh,
            "swish": x * sigma,
            "swish'": sigma + x * sigma * (1 - sigma),
        }
        for name, value in values.items():
            out.write(f"{name}\t{s}\t{show(value)}\n")
