"""Runs the layer here and in NumPy turn by turn and prints the table of ratios."""

import json
import subprocess
import sys

SIZES, ROUNDS = [2, 8, 64, 256, 1024, 4096], 3
OTHERS, OTHER_SIZES = ["sigmoid", "tanh", "relu"], [64, 1024, 4096]
LIMITS = {2: 0.5, 8: 0.5, 64: 0.5, 256: 0.8, 1024: 0.8, 4096: 1.0}
peers = {
    "backprop": subprocess.Popen([sys.argv[1], "--serve"], stdin=-1, stdout=-1, text=True),
    "numpy": subprocess.Popen([sys.executable, sys.argv[2]], stdin=-1, stdout=-1, text=True),
}


def ask(name, n, seconds, activation):
    peer = peers[name]
    peer.stdin.write(f"{n} {seconds} {activation}\n")
    peer.stdin.flush()
    while True:
        line = peer.stdout.readline()
        if line.startswith("{"):
            return json.loads(line)["ns"]


print("| f | n | backprop µs | numpy µs | ratio | aim |\n|---|--:|--:|--:|--:|--:|")
for activation, n in [("elu", n) for n in SIZES] + [(f, n) for f in OTHERS for n in OTHER_SIZES]:
    times = {name: [] for name in peers}
    for turn in range(ROUNDS):
        for name in sorted(peers, reverse=turn % 2 == 1):
            times[name].append(ask(name, n, 0.3, activation))
    ours, theirs = (sorted(times[name])[ROUNDS // 2] / 1000 for name in ("backprop", "numpy"))
    print(f"| {activation} | {n} | {ours:.3f} | {theirs:.3f} | {ours / theirs:.3f} | {LIMITS[n]} |", flush=True)
