"""Writes slopes.txt: 300 random piecewise formulas in s and SymPy's derivative of every piece.

One formula a line: formula | joins | for each piece, from left to right, "s value slope" at three places, separated by ";".
Values to 30 digits from SymPy's exact derivative. Needs sympy.
"""
import random

import sympy as sp

random.seed(300)
s = sp.Symbol("s", real=True)


def constant():
    return random.choice([1, 2, 3, -1, -2, sp.Rational(1, 2), sp.Rational(-3, 2), sp.Rational(1, 3), sp.Rational(1, 4)])


def number(value):
    value = sp.Rational(value)
    text = str(value)
    return f"({text})" if value < 0 or "/" in text else text


def build(depth):
    """A formula as SymPy has it, and as our language writes it."""
    if depth == 0:
        if random.random() < 0.6:
            return s, "s"
        c = constant()
        return sp.Rational(c), number(c)
    kind = random.choice(["add", "sub", "mul", "div", "pow", "exp", "ln", "neg", "recip"])
    a, at = build(depth - 1)
    if kind == "neg":
        return -a, f"-({at})"
    if kind == "exp":
        c = constant()
        return sp.exp(c * s), f"exp({number(c)} s)"
    if kind == "ln":
        c = random.choice([1, 2, sp.Rational(1, 2)])
        return sp.log(c + sp.exp(a)) if depth < 2 else sp.log(c + s**2), (
            f"ln({number(c)} + exp({at}))" if depth < 2 else f"ln({number(c)} + s^2)")
    if kind == "pow":
        n = random.choice([2, 3])
        return a**n, f"({at})^{n}"
    if kind == "recip":
        c = random.choice([1, 2, 3])
        return c / (1 + sp.exp(-s)), f"{c} / (1 + exp(-s))"
    b, bt = build(depth - 1)
    if kind == "add":
        return a + b, f"({at}) + ({bt})"
    if kind == "sub":
        return a - b, f"({at}) - ({bt})"
    if kind == "mul":
        return a * b, f"({at}) * ({bt})"
    # A divisor that is nowhere 0.
    return a / (2 + b**2), f"({at}) / (2 + ({bt})^2)"


def good(expression, places):
    values = [sp.N(expression.subs(s, p), 40) for p in places]
    return all(v.is_real and v.is_finite and abs(v) < 10**8 for v in values)


made = 0
with open("slopes.txt", "w") as out:
    while made < 300:
        count = random.choice([1, 2, 2, 3])
        joins = sorted(random.sample([sp.Rational(n, 2) for n in range(-6, 7)], count - 1))
        pieces = [build(random.choice([1, 2, 3])) for _ in range(count)]
        edges = [joins[0] - 2 if joins else sp.Integer(-2)] + joins + [joins[-1] + 2 if joins else sp.Integer(2)]
        text = pieces[0][1]
        for join, (_, piece) in zip(joins, pieces[1:]):
            text = f"if s > {number(join)} then {piece} else ({text})"
        lines = []
        for (expression, _), low, high in zip(pieces, edges, edges[1:]):
            places = [low + (high - low) * sp.Rational(i, 7) for i in (1, 3, 6)]
            slope = sp.diff(expression, s)
            if not (good(expression, places + [low, high]) and good(slope, places + [low, high])):
                break
            for place in places:
                value, rise = sp.N(expression.subs(s, place), 30), sp.N(slope.subs(s, place), 30)
                lines.append(f"{place} {value} {rise}")
        else:
            out.write(f"{text} | {' '.join(map(str, joins))} | {'; '.join(lines)}\n")
            made += 1
