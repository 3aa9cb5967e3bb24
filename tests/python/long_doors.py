"""A process in which one door works long; test_interrupts.py sends it Ctrl-C.

    python -m tests.python.long_doors DOOR SCALE

The work is SCALE times as much as it is for 1. It prints how long one call takes, then for each
line on standard input it prints "go", calls again and again until Ctrl-C, and prints when that was
answered, after checking that all is whole.
"""

import signal
import sys
import time

import numpy as np

import loyaltycore as lc
from tests.python.build import NOON, SHOP, after

START = int(NOON.timestamp()) * 1_000_000
AS_OF = after(days=900)
LATE = after(days=1200)


def tables(orders, members):
    """Orders of many members as dicts of arrays: text ids, lines joined by id, two tenders."""
    ids = np.asarray([f"order-{n:08d}" for n in range(orders)], dtype=object)
    chosen = np.arange(orders) * 2_654_435_761 % 4_294_967_296 % members
    events = {
        "id": ids,
        "member": np.asarray([f"member-{n:07d}" for n in chosen.tolist()], dtype=object),
        "kind": np.asarray(["order_completed"] * orders, dtype=object),
        "order": ids,
        "occurred_at_us": START + np.arange(orders) * 60_000_000,
    }
    lines = {
        "event_id": np.repeat(ids, 2),
        "amount_fen": np.full(orders * 2, 29_900),
        "category": np.asarray(["appliance", "book"] * orders, dtype=object),
        "sku": np.asarray([f"sku-{n % 5000}" for n in range(orders * 2)], dtype=object),
    }
    return events, lines


def purchases(count, members):
    """As many orders as events of their own."""
    line = [lc.Line(amount_fen=29_900, category="appliance")]
    return [
        lc.OrderCompleted(
            id=f"o{n}",
            at=START + n * 1_000_000,
            member=f"m{n % members}",
            order=f"o{n}",
            lines=line,
        )
        for n in range(count)
    ]


def nothing():
    """Nothing to look after: nothing was made."""


def door_history(program, scale):
    events, lines = tables(500_000 * scale, 100_000)
    return lambda: lc.history(events, lines), nothing


def door_history_of_events(program, scale):
    events = purchases(150_000 * scale, 30_000)
    return lambda: lc.history(events), nothing


def door_replay(program, scale):
    past = lc.history(*tables(200_000 * scale, 20_000))
    engine = lc.Engine(program)
    engine.apply_many(purchases(40, 3))
    before = engine.digest(AS_OF)

    def whole():
        assert engine.digest(AS_OF) == before
        assert lc.replay(program, past, outputs=[]).counters["events"] == len(past)

    return lambda: lc.replay(program, past, threads=2, as_of=AS_OF), whole


def door_stream(program, scale):
    past = lc.history(*tables(200_000 * scale, 20_000))
    once = [past]
    return lambda: lc.replay(program, once, sorted=True, threads=1, as_of=AS_OF), nothing


def door_apply_many(program, scale):
    events = purchases(150_000 * scale, 30_000)
    whole = lc.Engine(program)
    whole.apply_many(events)
    wanted = whole.digest(AS_OF)
    made = []

    def call():
        made.append(lc.Engine(program))
        made[-1].apply_many(events)
        made.clear()

    def whole_again():
        if made:
            results = made[-1].apply_many(events)
            assert all(results)
            assert made[-1].digest(AS_OF) == wanted
            made.clear()

    return call, whole_again


def filled(program, members):
    engine = lc.Engine(program)
    engine.apply_many(purchases(members, members))
    return engine


def door_settle(program, scale):
    engine = filled(program, 60_000 * scale)
    data, wanted = engine.save(), engine.digest(LATE)
    made = []

    def call():
        made[:] = [lc.Engine.load(program, data)]
        made[0].settle(AS_OF)

    def whole():
        assert not made or made[0].digest(LATE) == wanted

    return call, whole


def door_digest(program, scale):
    engine = filled(program, 200_000 * scale)
    before = engine.save()

    def whole():
        assert engine.save() == before

    return lambda: engine.digest(AS_OF), whole


def door_save(program, scale):
    engine = filled(program, 100_000 * scale)
    before = engine.digest(AS_OF)

    def whole():
        assert engine.digest(AS_OF) == before

    return lambda: engine.save(canonical=True), whole


def door_load(program, scale):
    data = filled(program, 100_000 * scale).save()
    return lambda: lc.Engine.load(program, data), nothing


DOORS = {
    name.removeprefix("door_"): door for name, door in globals().items() if name[:5] == "door_"
}


def main():
    # A shell's background jobs ignore SIGINT; a job of ours does not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    call, whole = DOORS[sys.argv[1]](lc.Program.load(SHOP), int(sys.argv[2]))
    started = time.perf_counter()
    call()
    print(time.perf_counter() - started, flush=True)
    for _ in sys.stdin:
        try:
            print("go", flush=True)
            while True:
                call()
        except KeyboardInterrupt:
            caught = time.time()
        whole()
        print(caught, flush=True)


if __name__ == "__main__":
    main()
