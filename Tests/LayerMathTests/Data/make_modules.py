"""Writes modules.txt: layers with a trained parameter, and layers with a loss behind them.

100 layers with and 100 without bias for PReLU alone, for every named loss, and for losses that are formulas. Values with
mpmath at 60 digits, derivatives by the chain rule written out here; PyTorch autograd must agree to 1e-10.
Needs mpmath and torch (CPU). Fields, separated by " | ":
activation, a or -, loss or -, W, b or -, x, dy or t, L or -, dy, ds, dx, dW, db or -, dy_da or -, da or -
"""
import random

import torch
import torch.nn.functional as F
from mpmath import exp, log, mp, mpf, nstr

mp.dps = 60
random.seed(2015)
torch.set_default_dtype(torch.float64)

sigma = lambda s: 1 / (1 + exp(-s))
# f, ∂f/∂s, ∂f/∂a, PyTorch's
ACTIVATIONS = {
    "identity": (lambda s, a: s, lambda s, a: mpf(1), None, lambda s, a: s * 1),
    "elu": (lambda s, a: s if s > 0 else exp(s) - 1, lambda s, a: mpf(1) if s > 0 else exp(s), None, lambda s, a: F.elu(s)),
    "relu": (lambda s, a: max(s, mpf(0)), lambda s, a: mpf(1 if s > 0 else 0), None, lambda s, a: F.relu(s)),
    "sigmoid": (lambda s, a: sigma(s), lambda s, a: sigma(s) * (1 - sigma(s)), None, lambda s, a: torch.sigmoid(s)),
    "tanh": (lambda s, a: mp.tanh(s), lambda s, a: 1 - mp.tanh(s) ** 2, None, lambda s, a: torch.tanh(s)),
    "softplus": (lambda s, a: log(1 + exp(s)), lambda s, a: sigma(s), None, lambda s, a: F.softplus(s, threshold=1000.0)),
    "prelu": (
        lambda s, a: s if s > 0 else a * s, lambda s, a: mpf(1) if s > 0 else a,
        lambda s, a: mpf(0) if s > 0 else s, lambda s, a: torch.where(s > 0, s, a * s)),
    # ELU whose α is trained, and swish whose β is.
    "if s > 0 then s else a (exp(s) - 1)": (
        lambda s, a: s if s > 0 else a * (exp(s) - 1), lambda s, a: mpf(1) if s > 0 else a * exp(s),
        lambda s, a: mpf(0) if s > 0 else exp(s) - 1, lambda s, a: torch.where(s > 0, s, a * (torch.exp(s) - 1))),
    "s / (1 + exp(-a s))": (
        lambda s, a: s * sigma(a * s), lambda s, a: sigma(a * s) + a * s * sigma(a * s) * (1 - sigma(a * s)),
        lambda s, a: s * s * sigma(a * s) * (1 - sigma(a * s)), lambda s, a: s * torch.sigmoid(a * s)),
    "max(s, a s)": (
        lambda s, a: max(s, a * s), lambda s, a: min(mpf(1), a) if s == 0 else (mpf(1) if s > a * s else a), lambda s, a: 0 if s > a * s else s,
        lambda s, a: torch.maximum(s, a * s)),
}
# ℓ, ∂ℓ/∂y, PyTorch's sum
LOSSES = {
    "squared": (lambda y, t, k: (y - t) ** 2, lambda y, t, k: 2 * (y - t), lambda y, t: ((y - t) ** 2).sum()),
    "half_squared": (lambda y, t, k: (y - t) ** 2 / 2, lambda y, t, k: y - t, lambda y, t: 0.5 * F.mse_loss(y, t, reduction="sum")),
    "bce": (
        lambda y, t, k: -(t * log(y) + (1 - t) * log(1 - y)), lambda y, t, k: (1 - t) / (1 - y) - t / y,
        lambda y, t: F.binary_cross_entropy(y, t, reduction="sum")),
    "t ln(y) + (1 - t) ln(1 - y)": (
        lambda y, t, k: t * log(y) + (1 - t) * log(1 - y), lambda y, t, k: t / y - (1 - t) / (1 - y),
        lambda y, t: -F.binary_cross_entropy(y, t, reduction="sum")),
    "(y - t)^2 / K": (
        lambda y, t, k: (y - t) ** 2 / k, lambda y, t, k: 2 * (y - t) / k, lambda y, t: F.mse_loss(y, t)),
    "(y - t)^4 + exp(y t)": (
        lambda y, t, k: (y - t) ** 4 + exp(y * t), lambda y, t, k: 4 * (y - t) ** 3 + t * exp(y * t),
        lambda y, t: ((y - t) ** 4 + torch.exp(y * t)).sum()),
}


def entry():
    return random.choice([-1, 1]) * random.randint(1, 30) / 10


def text(value):
    return f"{value:g}"


def shown(values):
    return " ".join(nstr(v, 20) for v in values)


def close(ours, theirs):
    for o, t in zip(ours, theirs.flatten() if theirs.dim() else [theirs]):
        assert abs(float(o) - float(t)) <= 1e-10 * max(1, abs(float(o))), (ours, theirs)


CASES = [(name, None) for name in ACTIVATIONS if ACTIVATIONS[name][2]]
CASES += [(None, name) for name in list(LOSSES) + ["softmax_ce"]]

with open("modules.txt", "w") as out:
    for activation, loss in CASES:
        for has_bias in (False, True):
            for number in range(100):
                if loss is None:
                    name = activation
                elif loss in ("bce", "t ln(y) + (1 - t) ln(1 - y)"):
                    name = "sigmoid"
                elif loss == "softmax_ce":
                    name = random.choice(["identity", "identity", "tanh", "elu"])
                else:
                    name = random.choice(["identity", "elu", "relu", "sigmoid", "tanh", "softplus", "prelu"])
                f, slope, by_a, theirs = ACTIVATIONS[name]
                a = random.choice([-1, 1, 1]) * random.randint(0, 18) / 10
                if name == "max(s, a s)":
                    a = random.choice([-0.5, 0, 0.1, 0.25, 0.9, 1.5, 2])
                k, n = random.choice([(1, 2), (2, 1), (2, 3), (3, 2), (1, 3), (3, 1)])
                W = [[entry() for _ in range(n)] for _ in range(k)]
                x = [entry() for _ in range(n)]
                b = [entry() for _ in range(k)] if has_bias else None
                at_join = number % 5 == 0 and by_a is not None and loss is None and "max" not in name
                if at_join:
                    x[-1] = 1.0
                    rest = sum(round(W[0][j] * 100) * round(x[j] * 100) for j in range(n - 1)) / 10000
                    W[0][-1] = round(-rest - (b[0] if b else 0), 4)
                exact = [[mpf(text(v)) for v in row] for row in W]
                xs = [mpf(text(v)) for v in x]
                s = [sum(w * v for w, v in zip(row, xs)) + (mpf(text(b[i])) if b else 0) for i, row in enumerate(exact)]
                s = [mpf(0) if abs(v) < mpf(10) ** -40 else v for v in s]
                A = mpf(text(a))
                y = [f(v, A) for v in s]
                g = [slope(v, A) for v in s]
                if loss is None:
                    last = [entry() for _ in range(k)]
                    dy, total = [mpf(text(v)) for v in last], None
                elif loss == "softmax_ce":
                    right = random.randrange(k)
                    last = [float(i == right) for i in range(k)]
                    if number % 3 == 0 and k > 1:
                        last = [0.25] + [0.0] * (k - 2) + [0.75]
                    if number % 7 == 0:
                        last = [entry() for _ in range(k)]
                    t = [mpf(text(v)) for v in last]
                    z = sum(exp(v) for v in y)
                    total = sum(-u * log(exp(v) / z) for u, v in zip(t, y))
                    dy = [exp(v) / z * sum(t) - u for u, v in zip(t, y)]
                else:
                    last = [random.choice([0.0, 1.0, 0.5, 0.2]) if "ln" in loss or loss == "bce" else entry() for _ in range(k)]
                    t = [mpf(text(v)) for v in last]
                    total = sum(LOSSES[loss][0](v, u, k) for v, u in zip(y, t))
                    dy = [LOSSES[loss][1](v, u, k) for v, u in zip(y, t)]
                ds = [d * v for d, v in zip(dy, g)]
                dx = [sum(ds[i] * exact[i][j] for i in range(k)) for j in range(n)]
                dW = [ds[i] * v for i in range(k) for v in xs]
                pa = [by_a(v, A) for v in s] if by_a else None
                da = sum(d * v for d, v in zip(dy, pa)) if by_a else None
                # At a tie PyTorch takes half of each side.
                if not at_join and not ("max" in name and 0 in s):
                    tW, tx = torch.tensor(W, requires_grad=True), torch.tensor(x, requires_grad=True)
                    tb = torch.tensor(b if b else [0.0] * k, requires_grad=True)
                    ta = torch.tensor(float(a), requires_grad=True)
                    ty = theirs(tW @ tx + tb, ta)
                    if loss is None:
                        tL = (ty * torch.tensor(last)).sum()
                    elif loss == "softmax_ce":
                        tL = -(torch.tensor(last) * torch.log_softmax(ty, 0)).sum()
                    else:
                        tL = LOSSES[loss][2](ty, torch.tensor(last))
                    if total is not None:
                        close([total], tL.detach())
                    grads = torch.autograd.grad(tL, (ty, tx, tW, tb, ta), allow_unused=True)
                    close(dy, grads[0]), close(dx, grads[1]), close(dW, grads[2]), close(ds, grads[3])
                    if by_a:
                        close([da], grads[4])
                out.write(
                    " | ".join([
                        name, text(a) if by_a else "-", loss or "-", "; ".join(" ".join(map(text, row)) for row in W),
                        " ".join(map(text, b)) if b else "-", " ".join(map(text, x)), " ".join(map(text, last)),
                        shown([total]) if total is not None else "-", shown(dy), shown(ds), shown(dx), shown(dW),
                        shown(ds) if b else "-", shown(pa) if by_a else "-", shown([da]) if by_a else "-",
                    ]) + "\n")
