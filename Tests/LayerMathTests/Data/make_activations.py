"""Writes activations.txt: 100 layers with and 100 without bias for every named activation.

Values with mpmath at 60 digits; each layer is computed by PyTorch autograd too, and must agree to 1e-11.
Needs mpmath and torch (CPU). Fields, separated by " | ":
activation, alpha or -, W, b or -, x, dy, s, y, f', dx, dW, db or -
"""
import random
from fractions import Fraction

import torch
import torch.nn.functional as F
from mpmath import exp, log, mp, mpf, nstr

mp.dps = 60
random.seed(1969)
torch.set_default_dtype(torch.float64)

LAMBDA = mpf("1.0507009873554804934193349852946")
LA = mpf("1.7580993408473768599402175208123")


def table(alpha):
    """Name: f, its slope (at a join that of the piece that has the point), PyTorch's function."""
    a = mpf(alpha.numerator) / alpha.denominator if hasattr(alpha, "numerator") else mpf(alpha)
    sigma = lambda s: 1 / (1 + exp(-s))
    return {
        "identity": (lambda s: s, lambda s: mpf(1), lambda s: s * 1),
        "relu": (lambda s: s if s > 0 else mpf(0), lambda s: mpf(1 if s > 0 else 0), F.relu),
        "leaky_relu": (
            lambda s: s if s > 0 else a * s, lambda s: mpf(1) if s > 0 else a, lambda s: F.leaky_relu(s, float(a))),
        "elu": (
            lambda s: s if s > 0 else a * (exp(s) - 1), lambda s: mpf(1) if s > 0 else a * exp(s),
            lambda s: F.elu(s, float(a))),
        "selu": (
            lambda s: LAMBDA * s if s > 0 else LA * (exp(s) - 1), lambda s: LAMBDA if s > 0 else LA * exp(s), F.selu),
        "softplus": (
            lambda s: log(1 + exp(s)), lambda s: sigma(s), lambda s: F.softplus(s, threshold=1000.0)),
        "sigmoid": (sigma, lambda s: sigma(s) * (1 - sigma(s)), torch.sigmoid),
        "tanh": (mp.tanh, lambda s: 1 - mp.tanh(s) ** 2, torch.tanh),
        "swish": (lambda s: s * sigma(s), lambda s: sigma(s) + s * sigma(s) * (1 - sigma(s)), F.silu),
        "softsign": (lambda s: s / (1 + abs(s)), lambda s: 1 / (1 + abs(s)) ** 2, F.softsign),
        "hard_tanh": (
            lambda s: max(mpf(-1), min(mpf(1), s)), lambda s: mpf(1 if -1 < s < 1 else 0), F.hardtanh),
    }


def entry():
    return random.choice([-1, 1]) * random.randint(1, 30) / 10


def text(value):
    return f"{value:g}"


def shown(values):
    return " ".join(nstr(v, 20) for v in values)


def close(ours, theirs):
    for o, t in zip(ours, theirs):
        assert abs(float(o) - float(t)) <= 1e-11 * max(1, abs(float(o))), (ours, theirs)


with open("activations.txt", "w") as out:
    for name in table(mpf(1)):
        for has_bias in (False, True):
            for number in range(100):
                alpha = {"elu": random.choice([1, 0.5, 2]), "leaky_relu": random.choice([0.01, 0.2])}.get(name)
                f, slope, theirs = table(mpf(str(alpha or 1)))[name]
                k, n = random.choice([(1, 2), (2, 1), (2, 3), (3, 2), (1, 3), (3, 1)])
                W = [[entry() for _ in range(n)] for _ in range(k)]
                x = [entry() for _ in range(n)]
                dy = [entry() for _ in range(k)]
                b = [entry() for _ in range(k)] if has_bias else None
                # Every fourth layer has a unit at a join, where there is one.
                if number % 4 == 0:
                    x[-1] = 1.0
                    rest = sum(round(W[0][j] * 100) * round(x[j] * 100) for j in range(n - 1)) / 10000
                    target = random.choice([-1, 1]) if name == "hard_tanh" else 0
                    W[0][-1] = round(target - rest - (b[0] if b else 0), 4)
                exact = [[mpf(text(v)) for v in row] for row in W]
                xs, ds = [mpf(text(v)) for v in x], [mpf(text(v)) for v in dy]
                # In fractions first: at a join nothing may be left over.
                whole = [
                    sum(Fraction(text(w)) * Fraction(text(v)) for w, v in zip(row, x)) + Fraction(text(b[i]) if b else "0")
                    for i, row in enumerate(W)
                ]
                s = [mpf(v.numerator) / v.denominator for v in whole]
                y = [f(v) for v in s]
                g = [slope(v) for v in s]
                delta = [d * v for d, v in zip(ds, g)]
                dx = [sum(delta[i] * exact[i][j] for i in range(k)) for j in range(n)]
                dW = [delta[i] * v for i in range(k) for v in xs]
                # PyTorch sees a machine number, which at a join may lie on its other side.
                at_join = number % 4 == 0
                if not at_join:
                    tW = torch.tensor(W, requires_grad=True)
                    tx = torch.tensor(x, requires_grad=True)
                    tb = torch.tensor(b if b else [0.0] * k, requires_grad=True)
                    ty = theirs(tW @ tx + tb)
                    gx, gW, gb = torch.autograd.grad(ty, (tx, tW, tb), torch.tensor(dy))
                    close(y, ty.detach()), close(dx, gx), close(dW, gW.flatten()), close(delta, gb)
                else:
                    ts = torch.tensor([float(v) for v in s], requires_grad=True)
                    (gs,) = torch.autograd.grad(theirs(ts), ts, torch.tensor(dy))
                    close(delta, gs)
                out.write(
                    " | ".join([
                        name, str(alpha) if alpha else "-", "; ".join(" ".join(map(text, row)) for row in W),
                        " ".join(map(text, b)) if b else "-", " ".join(map(text, x)), " ".join(map(text, dy)),
                        shown(s), shown(y), shown(g), shown(dx), shown(dW), shown(delta) if b else "-",
                    ]) + "\n")
