"""Writes sympy.txt: exact forms by SymPy for layers with fractions, both signs and s = 0.

One layer a line: W | x | dy | y | dx | dW | J, entries separated by " , ", rows by ";"; each is SymPy's own spelling of the exact
value, differentiated from Piecewise((s, s > 0), (exp(s) - 1, True)) by SymPy, not by our formulas.
Run: python3 make_sympy.py > sympy.txt (needs sympy; made with 1.14)
"""

import random

from sympy import Matrix, Piecewise, Rational, Symbol, diff, exp

random.seed(7)


def entry():
    return random.choice([-1, 1]) * Rational(random.randint(1, 9), random.choice([1, 2, 3, 4, 5]))


def text(rows):
    return ";".join(" , ".join(str(v) for v in row) for row in rows)


for number in range(60):
    K, n = random.choice([(k, j) for k in range(1, 5) for j in range(1, 5) if k != j])
    W = [[entry() for _ in range(n)] for _ in range(K)]
    x = [entry() for _ in range(n)]
    dy = [entry() for _ in range(K)]
    if number % 4 == 0:  # a unit on the kink
        W[0][-1] = -sum(W[0][j] * x[j] for j in range(n - 1)) / x[-1]
    ws = [[Symbol(f"w{k}_{j}", real=True) for j in range(n)] for k in range(K)]
    xs = [Symbol(f"x{j}", real=True) for j in range(n)]
    s = Matrix(ws) * Matrix(xs)
    y = [Piecewise((v, v > 0), (exp(v) - 1, True)) for v in s]
    values = {ws[k][j]: W[k][j] for k in range(K) for j in range(n)} | dict(zip(xs, x))
    loss = sum(dy[k] * y[k] for k in range(K))
    at = lambda e: e.subs(values).expand()
    print(
        " | ".join(
            text(rows)
            for rows in (
                W,
                [x],
                [dy],
                [[at(v) for v in y]],
                [[at(diff(loss, v)) for v in xs]],
                [[at(diff(loss, v)) for v in row] for row in ws],
                [[at(diff(v, u)) for u in xs] for v in y],
            )
        )
    )
