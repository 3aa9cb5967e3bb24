"""A process that saves an engine again and again and is killed meanwhile; test_torn_files.py.

    python -m tests.python.killed_writer FILE CYCLES SEED

Each cycle forks a writer, which books one bean more and saves, tells that it is saved, and goes on
until SIGKILL. What the file then holds must be the last that was told, or the one after it. Prints
how many kills came while a file was being written.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import loyaltycore as lc
from tests.python.build import NOON, SHOP, after, order

MEMBERS = 600


def filled(program):
    """An engine of several hundred KiB, so that writing it takes a while."""
    engine = lc.Engine(program)
    engine.apply_many([order(f"o{n}", 9000, member=f"m{n}") for n in range(MEMBERS)])
    engine.apply(lc.Adjusted(id="start", at=NOON, beans=1, member="counter"))
    return engine


def write_for_ever(program, path, told):
    """Load, book one bean, save, tell how many there are."""
    engine = lc.Engine.load(program, path.read_bytes())
    while True:
        count = engine.member("counter").beans + 1
        engine.apply(lc.Adjusted(id=f"a{count}", at=after(days=1), beans=1, member="counter"))
        engine.save_to(path)
        os.write(told, count.to_bytes(8, "little"))


def killed_while_writing(program, path, delay):
    """Start a writer and kill it; return the last count that it told, None if none."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        try:
            write_for_ever(program, path, tell)
        finally:
            os._exit(9)
    os.close(tell)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, "the writer ended by itself"
    with os.fdopen(told, "rb") as pipe:
        counts = pipe.read()
    return int.from_bytes(counts[-8:], "little") if counts else None


def main():
    path, cycles, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    program, rng = lc.Program.load(SHOP), random.Random(seed)
    beside = path.with_name(path.name + ".tmp")
    filled(program).save_to(path)
    saved, torn = 1, 0
    for _ in range(cycles):
        told = killed_while_writing(program, path, rng.uniform(0, 0.03))
        torn += beside.exists()
        last = saved if told is None else told
        engine = lc.Engine.load(program, path.read_bytes())
        engine.verify()
        assert len(engine) == MEMBERS + 1
        saved = engine.member("counter").beans
        assert saved in (last, last + 1), f"{last} were told, the file holds {saved}"
    print(torn, saved)


if __name__ == "__main__":
    main()
