"""Laws of the doors: one kernel, so every way to the same events gives the same members."""

import copy
import random

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after, order

AS_OF = after(days=1500)


def decided(events):
    """The order in which events are decided: by time, then by the text of the id."""
    return sorted(events, key=lambda each: (each.recorded_at, each.id))


def digest(program, events, **options):
    """The digest of a replay."""
    return lc.replay(program, lc.history(list(events)), as_of=AS_OF, **options).digest


@pytest.fixture(scope="module")
def wanted(shop, busy):
    """What every other way must give."""
    return digest(shop, busy, threads=1)


def test_replay_is_repeated_apply(shop, busy, wanted):
    engine = lc.Engine(shop)
    results = [engine.apply(each) for each in decided(busy)]
    assert engine.digest(AS_OF) == wanted
    replayed = lc.replay(shop, busy, as_of=AS_OF)
    assert replayed.counters["accepted"] == sum(each.accepted for each in results)
    assert replayed.counters["refused"] == sum(not each for each in results) > 0


def test_apply_many_is_apply(shop, busy, wanted):
    events, engine = decided(busy), lc.Engine(shop)
    for start in range(0, len(events), 97):
        engine.apply_many(events[start : start + 97])
    assert engine.digest(AS_OF) == wanted


def test_members_alone_are_members_of_an_engine(shop, busy):
    engine = lc.Engine(shop)
    engine.apply_many(decided(busy))
    alone = lc.Member(shop, id=7)
    for event in decided(busy):
        if event.member == "7":
            alone.apply(event)
    assert engine.member(7) == alone


@pytest.mark.parametrize("threads", [0, 1, 2, 8])
def test_threads_change_nothing(shop, busy, wanted, threads):
    assert digest(shop, busy, threads=threads) == wanted


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_changes_nothing(shop, busy, wanted, seed):
    rows = list(busy)
    random.Random(seed).shuffle(rows)
    assert digest(shop, rows) == wanted


def test_int_and_text_ids_are_one(shop):
    as_int = [order(n, 9000, after(hours=n), member=n % 3) for n in range(20)]
    as_text = [order(str(n), 9000, after(hours=n), member=str(n % 3)) for n in range(20)]
    as_text = [lc.Event.from_json(each.to_json().replace("sku-", "sku-")) for each in as_text]
    assert digest(shop, as_int) == digest(shop, as_text)


def test_ticks_change_nothing(shop, busy, wanted):
    ticks = [lc.Tick(id=f"tick-{n}", at=after(days=n * 11), member=n % 40) for n in range(60)]
    assert digest(shop, [*busy, *ticks]) == wanted


def test_duplicates_change_nothing(shop, busy, wanted):
    assert digest(shop, [*busy, *busy[::3]]) == wanted


def test_an_unrelated_member_adds_its_own_hash_only(shop, busy):
    stranger = [order("s", 9000, member="stranger")]
    both = int(digest(shop, [*busy, *stranger]), 16)
    apart = int(digest(shop, busy), 16) + int(digest(shop, stranger), 16)
    assert both == apart % 2**128


def test_the_digest_of_one_member_is_that_of_its_engine(shop):
    bob = lc.Member(shop, id="bob")
    bob.apply(order("o1", 29_900))
    assert bob.digest(AS_OF) == digest(shop, [order("o1", 29_900, member="bob")])


def test_a_quote_at_placement_is_the_booking(shop, busy):
    bob = lc.Member(shop, id="bob")
    bob.apply(lc.Adjusted(id="a", at=NOON, beans=20_000))
    for n in range(20):
        at = after(days=n + 1)
        quote = bob.quote([lc.Line(amount_fen=7777 * (n + 1))], beans="all", at=at)
        twin = bob.copy()
        assert twin.apply(lc.OrderPlaced(id=f"o{n}", at=at, quote=quote)).accepted
        done = twin.apply(lc.OrderCompleted(id=f"c{n}", at=at, order=f"o{n}"))
        earned = [e.amount for e in done.effects if e.cause == "earned" and e.currency == "beans"]
        assert sum(earned) == quote.beans_earned
        assert twin.tier == quote.tier_then
        bob = twin


def test_a_snapshot_changes_nothing(shop, busy, wanted):
    events, engine = decided(busy), lc.Engine(shop)
    for event in events[:300]:
        engine.apply(event)
    engine = lc.Engine.load(shop, engine.save())
    engine = copy.deepcopy(engine)
    for event in events[300:]:
        engine.apply(event)
    assert engine.digest(AS_OF) == wanted


def test_canonical_bytes_do_not_depend_on_the_order_of_members(shop):
    events = [order(f"o{n}", 9000, member=n) for n in range(30)]
    one, two = lc.Engine(shop), lc.Engine(shop)
    one.apply_many(events)
    two.apply_many(events[::-1])
    assert one.save(canonical=True) == two.save(canonical=True)
    assert one.save() != two.save()


@pytest.mark.parametrize("quantity", [1, 3, 7])
def test_buy_and_full_return_leave_wealth_unchanged(shop, quantity):
    bob = lc.Member(shop, id="bob")
    bob.apply(order("first", 123_456))
    before = (bob.beans, bob.pending, bob.held, bob.debt, bob.growth, bob.tier)
    bob.apply(order("o", 98_765, after(days=1), quantity=quantity))
    for n in range(quantity):
        done = bob.apply(lc.LineReturned(id=f"r{n}", at=after(days=2, hours=n), order="o", line=1))
        assert done.accepted
    assert (bob.beans, bob.pending, bob.held, bob.debt, bob.growth, bob.tier) == before


def test_settling_in_between_changes_nothing(shop, busy, wanted):
    engine = lc.Engine(shop)
    for n, event in enumerate(decided(busy)):
        engine.apply(event)
        if n % 50 == 0:
            engine.settle(event.occurred_at)
    assert engine.digest(AS_OF) == wanted
