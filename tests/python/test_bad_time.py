"""Events that come twice, late, early or in no order, and days at the borders of the calendar."""

import random
from datetime import timedelta

import pytest

import loyaltycore as lc
from loyaltycore import _core
from tests.python.build import NOON, after, busy_history, order

AS_OF = after(days=1500)


def test_duplicates_are_harmless_in_a_batch_later_and_after_reload(shop):
    event = order("o", 29_900, member="ann")
    engine = lc.Engine(shop)
    first, again = engine.apply_many([event, event])
    assert (first.duplicate, again.duplicate) == (False, True)
    assert engine.apply(event).duplicate
    assert lc.Engine.load(shop, engine.save()).apply(event).duplicate
    assert lc.replay(shop, [event, event]).counters["duplicates"] == 1


@pytest.mark.parametrize("seed", range(8))
def test_any_event_may_come_again_within_the_horizon(shop, seed):
    rng = random.Random(seed)
    events = sorted(busy_history(4, 8), key=lambda each: (each.recorded_at, each.id))
    once, often = lc.Engine(shop), lc.Engine(shop)
    told = []
    for event in events:
        once.apply(event)
        told.append(event)
        often.apply(event)
        again = rng.choice(told[-3:])
        result = often.apply(again)
        assert result.duplicate or not result.accepted
        if rng.randrange(20) == 0:
            often = lc.Engine.load(shop, often.save())
    assert often.digest(AS_OF) == once.digest(AS_OF)


def total(*digests):
    """Shards are put together by the sum of their digests."""
    return sum(int(each, 16) for each in digests) % 2**128


@pytest.mark.parametrize("seed", range(4))
def test_an_event_on_two_shards_is_found_when_they_meet(shop, seed):
    """A member belongs to one shard; an event that two shards took shows as a member of both."""
    rng = random.Random(seed)
    events = busy_history(12, 3)
    whole = lc.replay(shop, events, as_of=AS_OF)
    shards = [[], []]
    for event in events:
        shards[int(event.member) % 2].append(event)
    apart = [lc.replay(shop, each, as_of=AS_OF) for each in shards]
    assert total(*(each.digest for each in apart)) == int(whole.digest, 16)
    twice = rng.choice([each for each in shards[0] if each.kind == "order_completed"])
    wrong = [apart[0], lc.replay(shop, [*shards[1], twice], as_of=AS_OF)]
    assert total(*(each.digest for each in wrong)) != int(whole.digest, 16)
    members = [set(each.members["member"].tolist()) for each in wrong]
    assert {str(each) for each in members[0] & members[1]} == {twice.member}
    # Put together as events, the second is a duplicate and the digest is the right one again.
    merged = lc.replay(shop, [*shards[0], *shards[1], twice], as_of=AS_OF)
    assert merged.counters["duplicates"] == 1
    assert merged.digest == whole.digest


OTHERWISE = {
    "occurred_at": after(days=1, hours=1),
    "recorded_at": after(days=3),
    "channel": "kiosk",
    "store": "south",
    "category": "melon",
    "brand": "other",
    "sku": "other",
    "labels": ["other"],
    "segments": ["other"],
    "order": "other",
    "sub_order": 9,
    "line": 9,
    "quantity": 9,
    "amount_fen": 9,
    "freight_fen": 9,
    "beans": 9,
    "growth": 9,
    "subject": "other",
    "item": "phone_data",
    "input": "other",
    "value": 9,
    "expires_at": after(days=99),
    "completed_at": after(hours=1),
    "ordinal": 9,
    "group": "other",
    "token": "other",
    "in_doubt": True,
    "tier": "gold",
    "copied_percent": 9,
    "duplicate_percent": 9,
    "reporters": 9,
}
FIRST = {
    "order_completed": {"lines": [lc.Line(amount_fen=29_900)], "order": "o"},
    "login": {},
    "adjusted": {"beans": 5, "growth": 5},
    "beans_held": {"beans": 5, "subject": "h"},
    "credit_updated": {"input": "xiaobai", "value": 5},
}


@pytest.mark.parametrize("kind", FIRST)
def test_one_id_for_two_contents_is_a_conflict_in_whatever_field(ann, kind):
    """Every field of an event but id, member, sequence and the record is its content."""
    ann.apply(lc.Adjusted(id="a", at=NOON, beans=50))
    first = {"id": "e", "occurred_at": after(days=1)} | FIRST[kind]
    assert ann.apply(_core.make_event(kind, first)).accepted
    before = ann.save()
    for field, value in OTHERWISE.items():
        with pytest.raises(lc.ConflictError) as caught:
            ann.apply(_core.make_event(kind, first | {field: value}))
        assert (caught.value.event_id, caught.value.member) == ("e", "ann"), field
    for other in set(FIRST) - {kind}:
        with pytest.raises(lc.ConflictError):
            ann.apply(_core.make_event(other, first | FIRST[other]))
    assert ann.save() == before
    again = ann.apply(_core.make_event(kind, first | {"sequence": 7}))
    assert again.duplicate


LINES = [{"line": 1, "amount_fen": 100, "sku": "a", "quantity": 2}, {"line": 2, "amount_fen": 200}]
OTHER_LINE = {"amount_fen": 9, "sku": "b", "quantity": 3, "category": "c", "line": 7}
OTHER_LINE |= {"sub_order": 1, "store": "s", "brand": "b", "channel": "k", "labels": ["l"]}


def test_lines_and_tenders_are_content_too(ann):
    def bought(lines, **more):
        made = [lc.Line(**each) for each in lines]
        return lc.OrderCompleted(id="o", at=NOON, lines=made, **more)

    assert ann.apply(bought(LINES)).accepted
    before = ann.save()
    one, two = LINES
    others = [[one | {name: value}, two] for name, value in OTHER_LINE.items()]
    others += [[one, two | {name: value}] for name, value in OTHER_LINE.items()]
    others += [[two, one], [one], [one, two, {"line": 3, "amount_fen": 0}]]
    for other in others:
        with pytest.raises(lc.ConflictError):
            ann.apply(bought(other))
    for fens in ([300], [100, 200]):
        with pytest.raises(lc.ConflictError):
            ann.apply(bought(LINES, tenders=[lc.Tender("cash", fen) for fen in fens]))
    assert ann.save() == before
    assert ann.apply(bought(LINES)).duplicate


def late_orders():
    """Twelve orders of July; all are within the late horizon until the end of it."""
    return [(f"o{n}", 29_900 + n, after(days=n * 2, hours=n)) for n in range(12)]


def told_late(shop, orders):
    """A member who is told the orders in this sequence, one a minute, when July is over."""
    bob = lc.Member(shop, id="bob")
    for n, (name, fen, at) in enumerate(orders):
        recorded = after(days=30) + timedelta(minutes=n)
        line = lc.Line(amount_fen=fen, category="appliance")
        result = bob.apply(lc.OrderCompleted(id=name, at=at, recorded_at=recorded, lines=[line]))
        assert result.accepted
        # A money decision stands where it was taken, whenever its order was.
        booked = {each.at_us for each in result.effects if each.kind == "moved"}
        assert booked == {lc.Tick(id="t", at=recorded).occurred_at}
    return bob


@pytest.mark.parametrize("seed", range(20))
def test_late_events_in_any_order_give_the_facts_of_the_right_order(shop, seed):
    orders = late_orders()
    in_order = told_late(shop, orders)
    random.Random(seed).shuffle(orders)
    shuffled = told_late(shop, orders)
    for name in ("months", "tasks", "growth", "tier", "available"):
        assert shuffled.state()[name] == in_order.state()[name], name
    july = shuffled.state()["months"][0]
    assert (july["month"], july["orders"]) == ("2016-07", 12)
    # Three days of shopping or more: the reward is posted on the 10th, as if all had come in time.
    for member in (in_order, shuffled):
        member.settle(after(days=45))
    assert shuffled.growth == in_order.growth > sum(fen // 100 for _, fen, _ in orders)


def test_a_late_event_lands_in_its_own_month(ann):
    ann.apply(order("o1", 29_900, after(days=33)))
    late = lc.OrderCompleted(
        id="o0", at=NOON, recorded_at=after(days=34), lines=[lc.Line(amount_fen=29_900)]
    )
    assert ann.apply(late).accepted
    months = {row["month"]: row["orders"] for row in ann.state()["months"]}
    assert months == {"2016-07": 1, "2016-08": 1}


def test_past_the_horizon_is_too_late_counted_and_listed(shop, ann):
    """35 days of the shop: the last microsecond is in time, the next is not."""
    border = after(days=35)
    in_time = lc.Login(id="in", at=NOON, recorded_at=border)
    late = lc.Login(id="late", at=NOON, recorded_at=border + timedelta(microseconds=1))
    assert ann.apply(in_time).accepted
    before = ann.save()
    assert ann.apply(late).refusal == "too_late"
    assert ann.save() == before
    events = [each.for_member("ann") for each in (in_time, late)]
    replayed = lc.replay(shop, events, kind="numpy")
    assert replayed.counters["refused_by_code"] == {"too_late": 1}
    # The table of refusals is what is looked through by hand.
    rows = replayed.refusals
    assert {name: rows[name].tolist() for name in rows} == {
        "member": ["ann"],
        "event_row": [1],
        "code": ["too_late"],
        "later": [False],
    }


def test_a_thousand_orders_of_rows_are_one(shop):
    events = busy_history(3, 4)
    wanted = lc.replay(shop, events).digest
    rng = random.Random(14)
    for _ in range(1000):
        rng.shuffle(events)
        assert lc.replay(shop, events, outputs=[]).digest == wanted


def test_clocks_that_jump_are_refused(ann):
    """5 minutes of skew in the shop; at the border it is still skew."""
    skew, tiny = timedelta(seconds=300), timedelta(microseconds=1)
    ann.apply(lc.Login(id="a", at=after(days=2)))
    before = ann.save()
    behind = lc.Login(id="b", at=after(days=2) - skew - tiny)
    assert ann.apply(behind).refusal == "clock_regression"
    ahead = lc.Login(id="c", at=after(days=3) + skew + tiny, recorded_at=after(days=3))
    assert ann.apply(ahead).refusal == "occurred_after_recorded"
    assert ann.save() == before
    assert ann.apply(lc.Login(id="d", at=after(days=2) - skew)).accepted
    in_skew = lc.Login(id="e", at=after(days=3) + skew, recorded_at=after(days=3))
    assert ann.apply(in_skew).accepted


@pytest.mark.parametrize("seed", range(10))
def test_nodes_whose_clocks_differ_within_the_skew_lose_nothing(shop, seed):
    """Three nodes write down the same story, each by a clock of its own that also drifts."""
    rng = random.Random(seed)
    engine, wrong = lc.Engine(shop), 0
    offsets = [rng.uniform(-140, 140) for _ in range(3)]
    for n in range(200):
        node = rng.randrange(3)
        seen = after(hours=n) + timedelta(seconds=offsets[node] + rng.uniform(-9, 9))
        event = lc.Login(id=f"l{n}", at=seen, member=n % 2)
        assert engine.apply(event).accepted, n
        if rng.randrange(10) == 0:
            # A fourth one is a day behind or ahead: refused, and it holds up nobody.
            jump = timedelta(days=rng.choice([-1, 1]))
            event = lc.Login(id=f"j{n}", at=seen + max(jump, -jump), recorded_at=seen, member=n % 2)
            if jump < timedelta(0):
                event = lc.Login(id=f"j{n}", at=seen + jump, member=n % 2)
            refusal = engine.apply(event).refusal
            wrong += refusal in {"clock_regression", "occurred_after_recorded", "before_programme"}
            assert refusal or n < 26
    assert wrong
    assert engine.verify() is None


def test_decision_time_never_goes_back_within_the_skew(ann):
    """What is written down a little behind is decided at the last decision."""
    ann.apply(lc.Login(id="a", at=after(days=2)))
    ann.apply(lc.Login(id="b", at=after(days=2) - timedelta(seconds=299)))
    assert ann.decided_at == lc.Tick(id="t", at=after(days=2)).occurred_at


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        pytest.param(0, "before_programme", id="1970"),
        pytest.param(-1, "time_out_of_range", id="before 1970"),
        pytest.param(2**31 * 10**6, None, id="2038"),
        pytest.param(253_402_300_799_999_999, None, id="9999-12-31"),
        pytest.param(253_402_300_800_000_000, "time_out_of_range", id="10000"),
        pytest.param(1_709_164_800_000_000, None, id="29 February"),
        pytest.param(1_483_228_799_999_999, None, id="year end"),
    ],
)
def test_calendar_borders(ann, at, refusal):
    assert ann.apply(lc.Login(id="e", at=at)).refusal == refusal
