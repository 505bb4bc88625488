"""Writes torch.txt: 500 random layers and what PyTorch makes of them in float64.

One layer a line: W | x | dy | y | dx | dW, rows separated by ";". The entries of W, x and dy are multiples of 1/64, so that
float64 holds them exactly. y is torch.nn.functional.elu(W x); dx and dW come from autograd.
Run: python3 make_torch.py > torch.txt (needs torch; made with 2.15)
"""

import random

import torch

random.seed(2016)


def entry():
    return random.choice([-1, 1]) * random.randint(1, 192) / 64


def text(tensor):
    if tensor.dim() == 2:
        return ";".join(text(row) for row in tensor)
    return " ".join(repr(float(v)) for v in tensor)


for number in range(500):
    K, n = random.choice([(k, j) for k in range(1, 7) for j in range(1, 7) if k != j])
    W = torch.tensor([[entry() for _ in range(n)] for _ in range(K)], dtype=torch.float64, requires_grad=True)
    x = torch.tensor([entry() for _ in range(n)], dtype=torch.float64, requires_grad=True)
    dy = torch.tensor([entry() for _ in range(K)], dtype=torch.float64)
    y = torch.nn.functional.elu(W @ x)
    dW, dx = torch.autograd.grad(y, (W, x), dy)
    print(" | ".join(map(text, (W.detach(), x.detach(), dy, y.detach(), dx, dW))))
