"""Ctrl-C in long work is answered within 200 ms, and what there is stays whole.

The signal comes from another process, early, in the middle and late in a call. A busy machine may
spoil a try: of the tries of one moment the best counts.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.python.long_doors import DOORS

ROOT = Path(__file__).resolve().parents[2]
PROMISED = 0.2
MOMENTS = (0.2, 0.5, 0.8)
TRIES = 5

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


class LongDoor:
    """A process that works until it is interrupted, again and again."""

    def __init__(self, door, scale):
        self.job = subprocess.Popen(
            [sys.executable, "-m", "tests.python.long_doors", door, str(scale)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.seconds = float(self.job.stdout.readline())

    def answer(self, moment):
        """Seconds from Ctrl-C, at a part of one call, to its answer."""
        self.job.stdin.write("again\n")
        self.job.stdin.flush()
        assert self.job.stdout.readline() == "go\n"
        time.sleep(moment * self.seconds)
        sent = time.time()
        os.kill(self.job.pid, signal.SIGINT)
        return float(self.job.stdout.readline()) - sent

    def end(self):
        self.job.kill()
        self.job.communicate()


def long_enough(door):
    """A call that would be answered too late if nothing in it listened."""
    for scale in (1, 2, 4, 8):
        work = LongDoor(door, scale)
        if work.seconds > 2 * PROMISED:
            return work
        work.end()
    pytest.fail(f"{door} is too quick to show anything")


@pytest.mark.parametrize("door", DOORS)
def test_control_c_is_answered_within_200_ms(door):
    work = long_enough(door)
    try:
        for moment in MOMENTS:
            tries = []
            while len(tries) < TRIES and (not tries or min(tries) >= PROMISED):
                tries.append(work.answer(moment))
            assert min(tries) < PROMISED, f"{door} at {moment:.0%} of {work.seconds:.1f} s: {tries}"
    finally:
        work.end()


def test_what_was_done_is_told():
    """The note of an interrupted batch says how many events are booked."""
    script = (
        "import tests.python.long_doors as doors, loyaltycore as lc, os, signal, threading\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "engine = lc.Engine(lc.Program.load(doors.SHOP))\n"
        "events = doors.purchases(150_000, 30_000)\n"
        "threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "try:\n"
        "    engine.apply_many(events)\n"
        "except KeyboardInterrupt as interrupted:\n"
        "    (note,) = interrupted.__notes__\n"
        "    print(note)\n"
        "    booked = int(note.split()[0])\n"
        "    again = engine.apply_many(events)\n"
        "    assert sum(each.duplicate for each in again) == booked\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert "of 150000 events are done and stay so" in done.stdout


def test_a_handler_may_use_the_engine_that_is_at_work():
    """No Python runs under a lock of the engine: a handler waits for it, and goes on."""
    script = (
        "import tests.python.long_doors as doors, loyaltycore as lc, os, signal, threading\n"
        "engine = doors.filled(lc.Program.load(doors.SHOP), 60_000)\n"
        "seen = []\n"
        "signal.signal(signal.SIGINT, lambda *_: seen.append(len(engine)))\n"
        "threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "for _ in range(4): engine.digest(doors.AS_OF)\n"
        "assert seen == [60_000], seen\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=120)


def test_a_child_that_a_handler_forks_does_not_wait_for_ever():
    script = (
        "import tests.python.long_doors as doors, loyaltycore as lc, os, signal, threading\n"
        "engine = doors.filled(lc.Program.load(doors.SHOP), 100_000)\n"
        "children = []\n"
        "signal.signal(signal.SIGINT, lambda *_: children.append(os.fork()))\n"
        "threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "try:\n"
        "    while not children: engine.digest(doors.AS_OF)\n"
        "except lc.LoyaltyCoreError as error:\n"
        "    os._exit(7 if error.code == 'forked_in_call' else 8)\n"
        "if children == [0]: os._exit(9)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(children[0], 0)[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "7"
