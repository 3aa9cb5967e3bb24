"""Failures that happened elsewhere, class A: two hands on one balance, decided on what was.

Each test is named after what broke; here it must hold. The programmes are their own.
"""

import itertools

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after
from tests.python.small import (
    books,
    bought,
    member_with,
    refused_unchanged,
    small_program,
    together,
)

CATALOGUE = {
    "prize": {"kind": "goods", "beans": 1},
    "three": {"kind": "goods", "beans": 1, "limit_per_day": 3},
    "monthly": {"kind": "goods", "beans": 1, "limit_per_month": 3},
}
PROGRAM = small_program({"catalogue": CATALOGUE})


def placed(name, beans, at=NOON, **more):
    return bought(name, beans, at, kind=lc.OrderPlaced, beans=beans, **more)


def redeemed(name, beans, at=NOON, **more):
    return lc.BeansRedeemed(id=name, at=at, beans=beans, amount_fen=10**6, **more)


def held(name, beans, at=NOON, **more):
    return lc.BeansHeld(id=name, at=at, subject=f"hold-{name}", beans=beans, **more)


def exchanged(name, beans, at=NOON, **more):
    return lc.BeansExchanged(id=name, at=at, item="prize", quantity=beans, **more)


def taken(name, beans, at=NOON, **more):
    return lc.Adjusted(id=name, at=at, beans=-beans, **more)


# Every event that takes beans: a placed order, one that is bought at once, and the others.
SPENDERS = {
    "placed": placed,
    "bought": lambda name, beans, at=NOON, **more: bought(name, beans, at, beans=beans, **more),
    "redeemed": redeemed,
    "held": held,
    "exchanged": exchanged,
    "taken": taken,
}


@pytest.mark.parametrize(("first", "second"), [*itertools.product(SPENDERS, repeat=2)])
def test_class_a_two_spenders_of_one_balance(first, second):
    ann = member_with(1000, PROGRAM)
    assert ann.apply(SPENDERS[first]("first", 600)).accepted
    assert refused_unchanged(ann, SPENDERS[second]("second", 401)) == "insufficient_beans"
    assert ann.apply(SPENDERS[second]("second", 400)).accepted
    assert ann.beans == 0
    assert sum(books(ann).values()) == 1000
    ann.verify()


@pytest.mark.parametrize("spender", SPENDERS)
def test_class_a_a_transfer_and_a_spender(spender):
    """The giver's side of a deal is a spender too, on either side of another."""
    engine = lc.Engine(PROGRAM)
    engine.apply(lc.Adjusted(id="gift", at=NOON, beans=1000, member="ann"))

    def deal(name, beans, hours):
        sides = (("ann", -beans), ("bob", beans))
        return [
            lc.Adjusted(id=f"{name}-{m}", at=after(hours=hours), beans=b, member=m, group=name)
            for m, b in sides
        ]

    assert all(each.accepted for each in engine.apply_many(deal("d1", 600, 1)))
    at = after(hours=2)
    assert engine.apply(SPENDERS[spender]("no", 401, at, member="ann")).refusal == (
        "insufficient_beans"
    )
    assert engine.apply(SPENDERS[spender]("yes", 300, at, member="ann")).accepted
    codes = [each.refusal.code for each in engine.apply_many(deal("d2", 101, 3))]
    assert codes == ["insufficient_beans", "group_refused"]
    assert (engine.member("ann").beans, engine.member("bob").beans) == (100, 600)


def test_class_a_hold_and_spend():
    """Held beans are nobody's to spend; a hold is committed once, for no more than it keeps."""
    ann = member_with(1000, PROGRAM)
    ann.apply(held("h", 800))
    commit = lc.BeansRedeemed(id="c", at=after(hours=1), subject="hold-h", beans=801)
    assert refused_unchanged(ann, commit) == "hold_exceeded"
    for name, spender in SPENDERS.items():
        assert refused_unchanged(ann, spender(name, 201)) == "insufficient_beans"
    commit = lc.BeansRedeemed(id="c", at=after(hours=1), subject="hold-h", beans=500)
    assert ann.apply(commit).accepted
    assert books(ann) == {"available": 500, "redeemed": 500}
    again = lc.BeansRedeemed(id="c2", at=after(hours=2), subject="hold-h", beans=300)
    assert refused_unchanged(ann, again) == "hold_released"
    free = lc.BeansReleased(id="r", at=after(hours=2), subject="hold-h")
    assert refused_unchanged(ann, free) == "hold_released"


def test_class_a_beans_of_a_hold_that_timed_out_are_spent_once():
    ann = member_with(1000, PROGRAM)
    ann.apply(held("h", 1000, expires_at=after(hours=1)))
    assert ann.apply(placed("o", 1000, after(hours=1))).accepted
    commit = lc.BeansRedeemed(id="c", at=after(hours=1), subject="hold-h", beans=1000)
    assert refused_unchanged(ann, commit) == "hold_released"
    assert books(ann) == {"held": 1000}


@pytest.mark.parametrize("spender", SPENDERS)
def test_class_a_stale_quote(spender):
    """What was shown before another hand took beans is not booked, and a fresh quote is told."""
    ann = member_with(1000, PROGRAM)
    cart = [lc.Line(amount_fen=5000)]
    quote = ann.quote(cart, beans="all", at=NOON)
    assert quote.beans_spent == 1000
    assert ann.apply(SPENDERS[spender]("between", 1)).accepted
    before = ann.save()
    with pytest.raises(lc.StaleQuoteError) as caught:
        ann.apply(lc.OrderPlaced(id="o", at=NOON, quote=quote))
    assert ann.save() == before
    assert caught.value.quote.beans_spent == 999


def test_class_a_two_tabs_place_one_quote_each():
    ann = member_with(1000, PROGRAM)
    tabs = [ann.quote([lc.Line(amount_fen=600)], beans="all", at=NOON) for _ in range(2)]
    assert ann.apply(lc.OrderPlaced(id="tab-0", at=NOON, quote=tabs[0])).accepted
    with pytest.raises(lc.StaleQuoteError):
        ann.apply(lc.OrderPlaced(id="tab-1", at=NOON, quote=tabs[1]))
    assert books(ann) == {"available": 400, "held": 600}


def test_class_a_decided_on_an_old_copy():
    """Two workers load one state and both say yes; put together, one of them is refused."""
    engine = lc.Engine(PROGRAM)
    gift = lc.Adjusted(id="gift", at=NOON, beans=1000, member="ann")
    engine.apply(gift)
    spends = [redeemed(f"worker-{n}", 700, after(hours=1), member="ann") for n in range(2)]
    for event in spends:
        worker = lc.Engine.load(PROGRAM, engine.save())
        assert worker.apply(event).accepted
    old = engine.member("ann")
    assert engine.apply(spends[0]).accepted
    assert old.apply(spends[1]).accepted
    assert engine.apply(spends[1]).refusal == "insufficient_beans"
    merged = lc.replay(PROGRAM, [gift, *spends])
    assert merged.counters["refused_by_code"] == {"insufficient_beans": 1}
    assert merged.digest == engine.digest(merged.as_of)


@pytest.mark.parametrize(
    ("item", "next_window"), [("three", after(days=1)), ("monthly", after(days=31))]
)
def test_class_a_a_limit_of_three_is_redeemed_three_times(item, next_window):
    engine = lc.Engine(PROGRAM)
    engine.apply(lc.Adjusted(id="gift", at=NOON, beans=1000, member="ann"))
    answers = []

    def ask(number, at=NOON):
        for n in range(20):
            event = lc.BeansExchanged(id=f"{number}-{n}", at=at, item=item, member="ann")
            refusal = engine.apply(event).refusal
            answers.append(refusal and refusal.code)

    together(8, ask)
    assert answers.count(None) == 3
    assert set(answers) == {None, "exchange_limit_reached"}
    assert engine.member("ann").beans == 997
    # Nor does one event for four, in the next window, pass.
    four = lc.BeansExchanged(id="four", at=next_window, item=item, quantity=4, member="ann")
    assert engine.apply(four).refusal == "exchange_limit_reached"
    ask("later", next_window)
    assert answers.count(None) == 6


def test_class_a_a_card_never_ends_below_zero():
    """Many threads spend through all doors at once: no bean twice, none lost."""
    engine, sums = lc.Engine(PROGRAM), []
    engine.apply(lc.Adjusted(id="gift", at=NOON, beans=1000, member="ann"))

    def spend(worker):
        name = list(SPENDERS)[worker % len(SPENDERS)]
        for n in range(40):
            beans = 1 + (worker + n) % 7
            event = SPENDERS[name](f"{worker}-{n}", beans, member="ann")
            if engine.apply(event).accepted:
                sums.append(beans)

    together(12, spend)
    ann = engine.member("ann")
    assert ann.beans == 1000 - sum(sums) == 0
    assert sum(books(ann).values()) == 1000
    engine.verify()
