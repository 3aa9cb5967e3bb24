"""Incidents in which money was lost, each played against a small programme of today.

Each test is named after the incident; what stopped nobody then must stop it here.
"""

from datetime import timedelta

import numpy as np
import pytest

import loyaltycore as lc
from tests.python.borders import LARGEST_AMOUNT
from tests.python.build import NOON, after
from tests.python.small import (
    PURCHASE,
    TIERS,
    back,
    books,
    bought,
    member_with,
    money_back,
    refused_unchanged,
    small_program,
    together,
)

TOP_UP = {"kind": "phone_credit", "beans": 1000, "value_fen": 1000}


def test_jd_2012_top_up_without_debit():
    """Every 8 seconds for 70 minutes: as many top-ups as there are beans for, each taken."""
    ann = member_with(3500, small_program({"catalogue": {"top_up": TOP_UP}}))
    answers = []
    for n in range(70 * 60 // 8):
        at = NOON + timedelta(seconds=8 * n)
        event = lc.BeansExchanged(id=f"t{n}", at=at, item="top_up")
        result = ann.apply(event)
        answers.append(result.accepted)
        moved = [each for each in result.effects if each.kind == "moved"]
        legs = [(each.from_account, each.to_account, each.amount) for each in moved]
        assert legs == [("available", "redeemed", 1000)] * result.accepted
    assert answers == [True] * 3 + [False] * 522
    assert books(ann) == {"available": 500, "redeemed": 3000}


def test_jd_2012_an_item_that_costs_nothing_is_no_programme():
    """Value without a debit cannot even be written down, nor sent as an event of its own."""
    for price in ({"beans": 0}, {}):
        item = {"kind": "phone_credit", "value_fen": 1000} | price
        with pytest.raises(lc.ProgramError) as caught:
            small_program({"catalogue": {"top_up": item}})
        assert caught.value.problems[0].pointer == "/beans/catalogue/top_up"
    event = lc.TopUp(id="t", at=after(hours=1), amount_fen=1000)
    assert refused_unchanged(member_with(1000), event) == "kind_not_built"


BIRTHDAY = {"birthday": {"times": "2", "when": {"segments": ["birthday"]}}}


def test_tmall_2015_birthday_double_points():
    """Beans of a purchase wait until it can no longer come back: fake orders cash nothing."""
    rule = PURCHASE | {"pending_days": 15, "multipliers": BIRTHDAY}
    engine = lc.Engine(small_program({"earn": {"purchase": rule}}))
    members = [f"fake-{n}" for n in range(200)]
    for name in members:
        event = bought("o", 700_000, member=name, segments=["birthday"])
        assert engine.apply(event).accepted
        assert (engine.member(name).pending, engine.member(name).beans) == (14_000, 0)
    for day, name in enumerate(members):
        at = after(days=1 + day % 14)
        cash = lc.BeansRedeemed(id="cash", at=at, beans=1, amount_fen=1000, member=name)
        assert engine.apply(cash).refusal == "insufficient_beans"
        assert money_back(engine.apply(back("r", "o", at).for_member(name))) == 700_000
    engine.settle(after(days=60))
    assert {engine.member(name).beans for name in members} == {0}
    engine.apply(bought("o", 700_000, after(days=61), member="real", segments=["birthday"]))
    engine.settle(after(days=76), "real")
    assert engine.member("real").beans == 14_000


@pytest.mark.parametrize("first_word", ["paid", "free", "nothing"])
def test_kuaishou_2018_failed_withdrawal(first_word):
    """A withdrawal that failed perhaps keeps its beans until it is known: never both of them."""
    ann = member_with(6720)
    hold = lc.BeansHeld(id="w", at=NOON, subject="w", beans=6720, in_doubt=True)
    assert ann.apply(hold).accepted
    for n in range(50):
        again = lc.BeansHeld(id=f"w{n}", at=after(days=n), subject=f"w{n}", beans=1, in_doubt=True)
        assert refused_unchanged(ann, again) == "insufficient_beans"
    ann.settle(after(days=300))
    assert books(ann) == {"held": 6720}
    paid = lc.BeansRedeemed(id="paid", at=after(days=301), subject="w", beans=6720)
    free = lc.BeansReleased(id="free", at=after(days=301), subject="w")
    words = {"paid": (paid, free), "free": (free, paid), "nothing": ()}[first_word]
    for event, code in zip(words, (None, "hold_released"), strict=False):
        result = ann.apply(event)
        assert (result.refusal.code if result.refusal else None) == code
        assert ann.apply(words[0]).duplicate
    left = {"paid": {"redeemed": 6720}, "free": {"available": 6720}, "nothing": {"held": 6720}}
    assert books(ann) == left[first_word]


ENDS = {
    "cancelled": lc.OrderCancelled,
    "refused": lc.OrderRefused,
    "completed": lc.OrderCompleted,
}


@pytest.mark.parametrize("second", ENDS)
@pytest.mark.parametrize("first", ENDS)
def test_meituan_2016_refund_and_settlement(first, second):
    """An order ends once: refunded or settled, whoever asks in whichever order."""
    ann = member_with(1000)
    ann.apply(bought("o", 10_000, kind=lc.OrderPlaced, beans=1000))
    ann.apply(lc.OrderPaid(id="p", at=after(hours=1), order="o"))
    assert ann.apply(ENDS[first](id="first", at=after(hours=2), order="o")).accepted
    left = {"redeemed": 1000, "available": 90} if first == "completed" else {"available": 1000}
    assert books(ann) == left
    again = ENDS[second](id="second", at=after(hours=3), order="o")
    code = "order_already_completed" if first == "completed" else "order_unknown"
    assert refused_unchanged(ann, again) == code
    refund = ann.apply(back("r", "o", after(hours=4)))
    assert money_back(refund) == (9000 if first == "completed" else 0)
    code = "return_exceeds_line" if first == "completed" else "order_unknown"
    assert refused_unchanged(ann, back("r2", "o", after(hours=5))) == code
    assert ann.beans == 1000


def test_pinduoduo_2019_expired_template_still_issues():
    """What has ended issues nothing at the grant, whatever a page still shows."""
    window = {"from": "2016-07-01", "until": "2016-07-02"}
    earn = {"template": {"trigger": "login", "fixed": 100, "when": window}}
    engine = lc.Engine(small_program({"earn": earn}))
    for n in range(300):
        event = lc.Login(id="l", at=after(hours=n % 24), member=f"m{n}")
        assert engine.apply(event).beans == (100 if n % 24 < 12 else 0)


def test_pinduoduo_2019_a_campaign_without_limit():
    """A budget binds all members together, in a batch and one by one, retries and all."""
    rule = {"trigger": "login", "fixed": 100, "caps": {"programme_budget": 2050}}
    program = small_program({"earn": {"campaign": rule}})
    events = [lc.Login(id="l", at=after(hours=n % 7), member=f"m{n}") for n in range(300)]
    batch = lc.replay(program, lc.history(events + events).numbered("login"), kind="numpy")
    assert batch.members["issued"].sum() == 2050
    engine = lc.Engine(program)
    for n in range(300):
        event = lc.Login(id="l", at=NOON, member=f"m{n}", ordinal=n + 1)
        given = engine.apply(event).beans
        assert given == (100 if n < 20 else 50 if n == 20 else 0)
        assert engine.apply(event).duplicate
    unnumbered = lc.Login(id="l", at=NOON, member="sly")
    assert engine.apply(unnumbered).beans == 0


def deal(name, giver, taker, beans, at=NOON):
    """A transfer between two members, of one group."""
    sides = ((giver, -beans), (taker, beans))
    return [
        lc.Adjusted(id=f"{name}-{who}", at=at, beans=amount, member=who, group=name)
        for who, amount in sides
    ]


def test_starbucks_2015_transfers_that_race():
    """Two cards, many threads, both ways at once: 15 stay 15, and no deal is booked by half."""
    engine, booked = lc.Engine(small_program()), []
    cards = {"a": 10, "b": 5}
    for card, beans in cards.items():
        engine.apply(lc.Adjusted(id=f"gift-{card}", at=NOON, beans=beans, member=card))

    def race(worker):
        giver, taker = "ab" if worker % 2 else "ba"
        for n in range(60):
            # The same deal is told by two workers: one of them is answered as a retry.
            sides = engine.apply_many(deal(f"d{worker // 4}-{worker % 2}-{n}", giver, taker, 5))
            assert sides[0].accepted == sides[1].accepted
            assert sides[0].duplicate == sides[1].duplicate
            booked.append(sides[0].accepted and not sides[0].duplicate)

    together(8, race)
    assert engine.member("a").beans + engine.member("b").beans == 15
    assert len(booked) == 480
    assert sum(booked) > 0
    engine.verify()


def test_starbucks_2015_one_card_emptied_twice():
    engine = lc.Engine(small_program())
    engine.apply(lc.Adjusted(id="gift", at=NOON, beans=5, member="a"))
    told = [*deal("d1", "a", "b", 5), *deal("d2", "a", "b", 5)]
    codes = [each.refusal and each.refusal.code for each in engine.apply_many(told)]
    assert codes == [None, None, "insufficient_beans", "group_refused"]
    assert (engine.member("a").beans, engine.member("b").beans) == (0, 5)


# Two parts that wrap below zero when they are added, and many that each are in range.
OUTPUTS = {
    "two halves of 2^64": [2**63 - 1, 2**63 - 1, 2],
    "two halves of 2^63": [2**62, 2**62],
    "one above the largest": [LARGEST_AMOUNT + 1],
    "a thousand of the largest": [LARGEST_AMOUNT] * 1000,
    "two that pass it together": [LARGEST_AMOUNT, 1],
}


@pytest.mark.parametrize("outputs", OUTPUTS)
@pytest.mark.parametrize("part", ["lines", "tenders"])
def test_bitcoin_2010_sum_overflow(outputs, part):
    """Each part is bound, and so is the sum."""
    ann = member_with(1000, small_program(**TIERS))
    amounts = OUTPUTS[outputs]
    lines, tenders = [lc.Line(amount_fen=each) for each in amounts], []
    if part == "tenders":
        lines = [lc.Line(amount_fen=5000)]
        tenders = [lc.Tender("cash", each) for each in amounts]
    event = lc.OrderCompleted(id="o", at=after(hours=1), lines=lines, tenders=tenders)
    assert refused_unchanged(ann, event) == "amount_out_of_range"


def test_bitcoin_2010_the_sum_of_all_balances():
    """A total of all members beyond 2^63 is an error, not a number with another sign."""
    count = 2**63 // LARGEST_AMOUNT + 1
    rows = np.arange(count)
    table = {
        "id": rows,
        "member": rows // 900,
        "kind": np.full(count, "adjusted"),
        "occurred_at_us": np.full(count, int(NOON.timestamp()) * 10**6),
        "beans": np.full(count, LARGEST_AMOUNT),
    }
    with pytest.raises(lc.LoyaltyCoreError) as caught:
        lc.replay(small_program(), table)
    assert caught.value.code == "total_out_of_range"
    fewer = {name: values[:-1] for name, values in table.items()}
    replayed = lc.replay(small_program(), fewer, kind="numpy")
    assert sum(replayed.members["beans"].tolist()) == (count - 1) * LARGEST_AMOUNT
    assert replayed.monthly["outstanding"].tolist() == [(count - 1) * LARGEST_AMOUNT]


# Abuse that a programme has a guard for. --------------------------------------------------------


def test_abuse_sign_in_bots_and_turned_clocks():
    """A day counts once; a day that is over, or has not come, does not count again."""
    earn = {"sign_in": {"trigger": "sign_in", "streak": [1, 2, 3]}}
    ann = lc.Member(small_program({"earn": earn}), id="ann")
    for n in range(50):
        ann.apply(lc.SignIn(id=f"s{n}", at=NOON + timedelta(minutes=n)))
    assert ann.beans == 1
    ann.apply(lc.SignIn(id="next", at=after(days=1)))
    assert ann.beans == 3
    back_again = lc.SignIn(id="back", at=NOON, recorded_at=after(days=1, hours=1))
    assert ann.apply(back_again).beans == 0
    ahead = lc.SignIn(id="ahead", at=after(days=2), recorded_at=after(days=1, hours=2))
    assert refused_unchanged(ann, ahead) == "occurred_after_recorded"
    assert ann.beans == 3


def test_abuse_orders_split_to_beat_a_cap_of_the_piece():
    """What a cap of the piece lets through in many orders, one of the day and month stops."""
    caps = {"unit": 100, "day": 250, "month": 400}
    ann = lc.Member(small_program({"earn": {"purchase": PURCHASE | {"caps": caps}}}), id="ann")
    assert ann.apply(bought("whole", 100_000)).beans == 100
    for n in range(9):
        ann.apply(bought(f"o{n}", 10_000, after(hours=1)))
    assert ann.beans == 250
    for n in range(9):
        ann.apply(bought(f"p{n}", 10_000, after(days=1)))
    assert ann.beans == 400


def test_abuse_gift_cards_bought_with_beans():
    """Beans do not pay what is money again, alone or in a mixed cart."""
    program = small_program({"redeem": {"excluded_categories": ["gift_card"]}})
    ann = member_with(1000, program)
    cards = lc.Line(amount_fen=1000, category="gift_card")
    goods = lc.Line(amount_fen=300, category="goods")
    assert ann.quote([cards], beans="all", at=NOON).beans_usable == 0
    assert ann.quote([cards, goods], beans="all", at=NOON).beans_spent == 300
    for beans, lines, code in (
        (1000, [cards], "redemption_not_allowed"),
        (301, [cards, goods], "redemption_exceeds_order_cap"),
    ):
        rest = sum(each.amount_fen for each in lines) - beans
        tenders = [lc.Tender("beans", beans), *([lc.Tender("cash", rest)] if rest else [])]
        event = lc.OrderPlaced(id="o", at=NOON, lines=lines, tenders=tenders)
        assert refused_unchanged(ann, event) == code


def test_abuse_reviews_of_one_thing():
    """One SKU is praised once in a while, by however many orders and reviews."""
    rule = {"trigger": "review_approved", "fixed": 20, "when": {"same_sku_days": 15}}
    ann = lc.Member(small_program({"earn": {"review": rule}}), id="ann")
    for n in range(20):
        ann.apply(lc.ReviewApproved(id=f"v{n}", at=after(days=n), sku="soap"))
    assert ann.beans == 40
