#!/usr/bin/env python3
"""First frame and keys of the tutor with a 2×2 and a 500×500 layer, in turn, through a pseudo-terminal.

    swift build -c release --static-swift-stdlib --product backprop
    python3 Tests/Benchmarks/keys.py [ROUNDS] [PROGRAM]

Prints milliseconds from a key to the last byte of its frame: medians over all keys, and the keys whose best time with
500×500 is longest.
"""
import fcntl, json, os, pty, random, select, signal, statistics, struct, sys, tempfile, termios, time

KEYS = {"RIGHT": "\x1bOC", "LEFT": "\x1bOD", "UP": "\x1bOA", "DOWN": "\x1bOB", "HOME": "\x1bOH", "END": "\x1bOF",
        "ENTER": "\r", "ESC": "\x1b"}


def goto(step):
    return ["g", *step, "ENTER"]


WALK = (["RIGHT"] * 6 + ["}"] + ["RIGHT"] * 8 + ["]"] * 4 + ["}"] + ["RIGHT"] * 8 + ["]"] * 3 + ["}"] + ["RIGHT"] * 6
        + ["]"] * 3 + ["}"] + ["RIGHT"] * 4 + ["]"] * 3 + ["}"] + ["RIGHT"] * 2 + ["}"] + ["RIGHT"] * 3
        + ["HOME", "RIGHT", "RIGHT", "v", "v", "v", "x", "RIGHT", "RIGHT", "x", "z", "z", "END", "HOME"]
        + goto("dx[2]") + ["RIGHT"] * 5 + ["LEFT"] * 3 + goto("dW[2,2]") + ["RIGHT"] * 4
        + ["c", "DOWN", "ESC", "e", "5", "ENTER", "DOWN", "r", "u", "ESC", "t", "ESC"]
        + goto("J[2,1]") + ["RIGHT"] * 3 + ["x"] + ["}"] * 3 + ["x", "{", "{", "END"])


def layer(k, n, file):
    number = random.Random(5).uniform
    json.dump({"W": [[round(number(-2, 2), 2) for _ in range(n)] for _ in range(k)],
               "x": [round(number(-0.1, 0.1), 2) for _ in range(n)],
               "dy": [round(number(-2, 2), 1) for _ in range(k)]}, open(file, "w"))


def last_byte(terminal, since, silence, patience):
    """Milliseconds until the last byte before a silence; None where there is none."""
    end = None
    while select.select([terminal], [], [], silence if end else patience)[0]:
        os.read(terminal, 65536)
        end = time.perf_counter()
    return end and (end - since) * 1e3


def run(program, file):
    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    environment = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8", XDG_STATE_HOME=os.path.dirname(file))
    start = time.perf_counter()
    process = os.posix_spawn(
        program, [program, "learn", "--layer", file], environment, setsid=True,
        file_actions=[(os.POSIX_SPAWN_DUP2, inside, 0), (os.POSIX_SPAWN_DUP2, inside, 1),
                      (os.POSIX_SPAWN_DUP2, inside, 2), (os.POSIX_SPAWN_CLOSE, terminal)])
    first = last_byte(terminal, start, 0.02, 5)
    last_byte(terminal, start, 0.3, 0.3)
    times = []
    for key in WALK:
        start = time.perf_counter()
        os.write(terminal, KEYS.get(key, key).encode())
        times.append(last_byte(terminal, start, 0.012, 0.25))
    os.kill(process, signal.SIGTERM)
    while os.waitpid(process, os.WNOHANG)[0] == 0:
        last_byte(terminal, start, 0.005, 0.005)
    os.close(terminal)
    os.close(inside)
    return first, times


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    program = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else ".build/release/backprop")
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{size}x{size}": os.path.join(folder, f"{size}.json") for size in (2, 500)}
        for size, file in zip((2, 500), files.values()):
            layer(size, size, file)
        results = {name: [] for name in files}
        for _ in range(rounds):
            for name, file in files.items():
                results[name].append(run(program, file))
    best = {}
    for name, runs in results.items():
        # Keys that draw nothing have no time; Esc waits for what may follow it.
        best[name] = [min(t for t in column if t) if any(column) and key != "ESC" else None
                      for key, column in zip(WALK, zip(*(times for _, times in runs)))]
        times = sorted(t for t in best[name] if t)
        print(f"{name:8} first frame {statistics.median(first for first, _ in runs):6.1f} ms"
              f"   keys: median {statistics.median(times):5.2f}   p90 {times[len(times) * 9 // 10]:6.2f}"
              f"   longest {times[-1]:6.2f}")
    small, large = best.values()
    slowest = sorted((b, a, i) for i, (a, b) in enumerate(zip(small, large)) if a and b)[:-11:-1]
    for b, a, i in slowest:
        print(f"  {' '.join(WALK[max(0, i - 4):i])} [{WALK[i]}]   {a:.2f} and {b:.2f} ms")


main()
