"""Members without end: very many events of one, and very many lots that are open at once."""

import bisect
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import loyaltycore as lc
from tests.python.build import NOON, after
from tests.python.small import PURCHASE, small_program

# One member for nine years, and for ninety in the long run.
EVENTS = 2_400_000 if os.environ.get("LOYALTYCORE_SOAK") else 240_000
CHUNK = 20_000
START = int(NOON.timestamp()) * 10**6
STEP = 1_200_000_000  # twenty minutes
KINDS = np.array(["login", "sign_in", "order_completed", "beans_redeemed"], dtype=object)
MIB = 2**20
ROOT = Path(__file__).resolve().parents[2]


def forgetful(days):
    """A programme that keeps lines open for so many days."""
    earn = {
        "purchase": PURCHASE,
        "login": {"trigger": "login", "fixed": 1},
        "sign_in": {"trigger": "sign_in", "streak": [1, 2]},
    }
    beans = {"earn": earn, "expire": {"after_days": 30}}
    return small_program(beans, returns={"horizon_days": days})


def tables(first, count):
    """Logins, sign-ins, orders and redemptions of one member, in turn."""
    rows = np.arange(first, first + count)
    kind = rows % 4
    spends, orders = kind == 3, kind == 2
    events = {
        "id": rows,
        "member": np.full(count, 7),
        "kind": KINDS[kind],
        "occurred_at_us": START + rows * STEP,
        "order": rows,
        "beans": np.where(spends, 1, 0),
        "amount_fen": np.where(spends, 100, 0),
    }
    lines = {"event_id": rows[orders], "amount_fen": np.full(orders.sum(), 5000)}
    return events, lines


def resident():
    """Bytes of memory of this process; 0 where nobody tells."""
    told = Path("/proc/self/statm")
    if not told.exists():
        return 0
    return int(told.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def streamed_alone():
    """Print what a stream of one member takes, chunk by chunk, its digest and accepted events."""
    seen = []

    def chunks():
        for first in range(0, EVENTS, CHUNK):
            seen.append(resident())
            yield lc.history(*tables(first, CHUNK))

    end = START + EVENTS * STEP
    result = lc.replay(forgetful(30), chunks(), sorted=True, as_of=end, outputs=["members"])
    print(json.dumps([seen, result.digest, result.counters["accepted"]]))


def test_a_member_without_end_takes_no_more_memory_and_has_one_digest():
    """Streamed, the memory stays as after the first chunks; the digest is that of a batch.

    Were no event forgotten, the ids of the last three quarters alone would be 8 MiB. The stream
    has a process of its own: what other tests leave behind moves the memory of this one.
    """
    code = "from tests.python.test_long_members import streamed_alone; streamed_alone()"
    child = [sys.executable, "-c", code]
    told = subprocess.run(child, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    seen, digest, accepted = json.loads(told)
    assert accepted == EVENTS
    early = len(seen) // 4
    assert max(seen[early:]) - seen[early] < 3 * MIB, [each // MIB for each in seen]
    end = START + EVENTS * STEP
    history = lc.history(*tables(0, EVENTS))
    assert lc.replay(forgetful(30), history, as_of=end, outputs=["members"]).digest == digest


def test_a_member_that_forgets_is_one_that_remembers():
    """What is closed and forgotten changes no bean: the books are those of a member with it all."""
    count = 24_000
    told = lc.history(*tables(0, count))
    end = START + count * STEP
    forgot, kept = (
        lc.replay(forgetful(days), told, as_of=end, outputs=["members"], kind="numpy")
        for days in (1, 3660)
    )
    for name, values in kept.members.items():
        assert forgot.members[name].tolist() == values.tolist(), name
    # 6000 orders of 50 yuan, 6000 logins, and sign-ins on 334 days, for one bean and two in turn.
    assert kept.members["issued"].tolist() == [6000 * 50 + 6000 + 167 * 3]


def test_what_a_service_keeps_of_a_member_does_not_grow():
    """Told one by one and stored now and then: as large after a year as after two months."""
    program, count = forgetful(30), 40_000
    past = lc.history(*tables(0, count))
    events = past.events_of(7)
    engine, sizes = lc.Engine(program), []
    for first in range(0, count, 4000):
        assert all(each.accepted for each in engine.apply_many(events[first : first + 4000]))
        data = engine.save()
        sizes.append(len(data))
        engine = lc.Engine.load(program, data)
    assert max(sizes[1:]) - min(sizes[1:]) < sizes[1] // 20, sizes
    end = START + count * STEP
    assert engine.digest(end) == lc.replay(program, past, as_of=end).digest


LOTS = 20_000


@pytest.fixture(scope="module")
def lots():
    """Lots with a last day each, in no order; (day, beans)."""
    rng = random.Random(26)
    days = rng.sample(range(1, LOTS + 1), LOTS)
    return [(day, rng.randrange(1, 50)) for day in days]


@pytest.fixture(scope="module")
def granted(lots):
    """An engine with a member who has all these lots."""
    rows = np.arange(LOTS)
    midnight = START + 12 * 3600 * 10**6
    days, beans = np.array(lots).T
    table = {
        "id": rows,
        "member": np.full(LOTS, 7),
        "kind": np.full(LOTS, "adjusted"),
        "occurred_at_us": np.full(LOTS, START),
        "beans": beans,
        "expires_at_us": midnight + days * 86_400_000_000,
    }
    engine = lc.Engine(small_program())
    events = lc.history(table).events_of(7)
    assert all(each.accepted for each in engine.apply_many(events))
    return engine


def left_of(one):
    return [each["beans"] for each in one.buckets]


def test_twenty_thousand_open_lots_are_spent_and_expire_exactly(lots, granted):
    """Every redemption takes the earliest ends first; every day takes what is left of its lot."""
    ann, rng = granted.member(7), random.Random(27)
    left = [beans for _, beans in sorted(lots)]
    assert left_of(ann) == left
    for n in range(40):
        beans = rng.choice([1, 49, 50, 777, 5000])
        result = ann.apply(
            lc.BeansRedeemed(id=f"r{n}", at=after(hours=1), beans=beans, amount_fen=10**6)
        )
        taken = []
        while beans:
            take = min(beans, left[0])
            taken.append(take)
            beans -= take
            left[0] -= take
            left = left if left[0] else left[1:]
        assert [each.amount for each in result.effects if each.kind == "moved"] == taken
    assert left_of(ann) == left
    spent = LOTS - len(left)
    result = ann.settle(after(days=9999))
    # The first lot ends two midnights after the grant: 9998 ended before this noon.
    ended = 9998 - spent
    assert [each.amount for each in result.effects] == left[:ended]
    assert left_of(ann) == left[ended:]
    ann.verify()


def test_many_lots_of_one_day_are_one_bucket_with_all_their_beans(lots):
    ann = lc.Member(small_program(), id="ann")
    sums = {}
    for n, (day, beans) in enumerate(lots[:4000]):
        ends = day % 100
        sums[ends] = sums.get(ends, 0) + beans
        event = lc.Adjusted(id=f"a{n}", at=NOON, beans=beans, expires_at=after(days=200 + ends))
        assert ann.apply(event).accepted
    assert left_of(ann) == [sums[each] for each in sorted(sums)]


def test_a_hold_over_thousands_of_lots_gives_each_its_own_back(lots, granted):
    ann = granted.member(7)
    before = ann.buckets
    total = list(np.cumsum([each["beans"] for each in before]))
    beans = int(total[8000])
    assert bisect.bisect_right(total, beans) == 8001
    assert ann.apply(lc.BeansHeld(id="h", at=after(hours=1), subject="h", beans=beans)).accepted
    assert ann.buckets == before[8001:]
    ann.apply(lc.BeansReleased(id="r", at=after(hours=2), subject="h"))
    assert ann.buckets == before
