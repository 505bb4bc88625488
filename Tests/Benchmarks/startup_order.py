#!/usr/bin/env python3
"""Writes Sources/Linking/startup-order.txt: the functions that run before the first frame, for the linker to put side by side.

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


def profile(program, out):
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
    os.write(fd, b"q")
    drain(15, 60)
    os.waitpid(pid, 0)


with tempfile.TemporaryDirectory() as folder:
    plain, out = os.path.join(folder, "program"), os.path.join(folder, "calls")
    # Its debugging sections are more than valgrind reads.
    subprocess.run(["strip", "-g", "-o", plain, sys.argv[1]], check=True)
    profile(plain, out)
    names = set()
    with open(out) as calls:
        for line in calls:
            found = re.match(r"c?fn=\(\d+\) ([^\s]+)", line)
            if found and not found[1].startswith(("0x", "(below")):
                names.add(found[1].split("'")[0])
for name in sorted(names):
    print(f".text.{name}")
