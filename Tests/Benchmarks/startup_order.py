#!/usr/bin/env python3
"""Writes Sources/Linking/startup-order.txt: the functions that run before the first frame, then those that the keys of a walk run
beside them, for the linker to put side by side.

A page of the program that is needed brings the fifteen beside it into memory, so functions that lie apart cost twenty times their
size. Names that are no more are passed over, so the list need not be made anew with every change; do so when the memory at the
first frame grows (`keys.py` says it).

Usage: startup_order.py PROGRAM > ../../Sources/Linking/startup-order.txt
Needs valgrind and strip; PROGRAM is a release build.
"""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time


# On and back through a stage and an entry, and a line that is typed.
KEYS = [b"\x1bOC"] * 24 + [b"\x1bOD"] * 6 + [b"}", b"{", b"]", b"["] * 2 + list(map(bytes, zip(b":W x\x7f\r")))


def profile(program, out, keys=()):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp("valgrind", [
            "valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--demangle=no", program])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def drain(quiet, limit):
        end = time.time() + limit
        while time.time() < end and select.select([fd], [], [], quiet)[0]:
            try:
                os.read(fd, 100000)
            except OSError:
                return

    drain(15, 60)
    for key in keys:
        os.write(fd, key)
        drain(0.3, 15)
    # Out of the line, then out of the program.
    for key in (b"\x03", b"\x03"):
        os.write(fd, key)
        drain(3, 60)
    os.waitpid(pid, 0)


def run(program, out, keys):
    """The names of the functions that ran."""
    profile(program, out, keys)
    names = set()
    with open(out) as calls:
        for line in calls:
            found = re.match(r"c?fn=\(\d+\) ([^\s]+)", line)
            if found and not found[1].startswith(("0x", "(below")):
                names.add(found[1].split("'")[0])
    return names


with tempfile.TemporaryDirectory() as folder:
    plain = os.path.join(folder, "program")
    # Its debugging sections are more than valgrind reads.
    subprocess.run(["strip", "-g", "-o", plain, sys.argv[1]], check=True)
    first, later = (run(plain, os.path.join(folder, "calls"), keys) for keys in ((), KEYS))
for name in sorted(first) + sorted(later - first):
    print(f".text.{name}")
