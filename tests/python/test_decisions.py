"""Decisions of an explanation in words and as data: what no earning rule took."""

import datetime as dt
import json

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after

TIERS = {
    "levels": [
        {"id": "registered"},
        {"id": "bronze", "threshold": 0},
        {"id": "silver", "threshold": 2000, "validity_months": 12, "deduction": 1000},
    ]
}
PURCHASE = {"purchase": {"trigger": "order_completed", "rate": "0.1%"}}


def member(beans=None, **sections):
    """A member of a small programme with these parts of its beans."""
    document = {
        "format": 1,
        "meta": {"id": "small"},
        "zone": {"offset_minutes": 480},
        "from": "2016-01-01",
        "channels": {"unknown": "accept"},
        "categories": {"unknown": "accept"},
        "beans": {"earn": PURCHASE, **(beans or {})},
        **sections,
    }
    return lc.Member(lc.Program.from_json(json.dumps(document)), id="m", keep_history=True)


def completed(name, fen, quantity=1, at=NOON):
    """An order of one line, bought and received at once."""
    return lc.OrderCompleted(id=name, at=at, lines=[lc.Line(amount_fen=fen, quantity=quantity)])


def spend(name, beans, at=NOON):
    """Beans that pay something outside the orders."""
    return lc.BeansRedeemed(id=name, at=at, beans=beans, amount_fen=1_000_000)


def said(one, event):
    """The decisions of an explanation, a line each."""
    explained = one.explain(event)
    text = str(explained)
    lines = [str(each) for each in explained.decisions]
    assert all(line in text for line in lines)
    return lines


def test_a_return_tells_shares_buckets_and_what_is_withheld():
    one = member(
        {
            "reverse": {"shortfall": "withhold"},
            "redeem": {"max_share": "100%"},
            "expire": {"after_days": 100},
        }
    )
    one.apply(completed("o", 50_000, quantity=3))
    one.apply(spend("s", 45))
    one.apply(lc.Adjusted(id="a", at=after(days=1), beans=3))
    back = lc.LineReturned(id="r", at=after(days=2), order="o", line=1, quantity=2)
    assert said(one, back) == [
        (
            "taken back, beans.earn.purchase (line 1): 50 x 2 of 3 pieces = 33, 33 beans: "
            "5 of the bucket until 2016-10-09, 3 of other beans, 25 withheld from the refund"
        ),
        (
            "refund (line 1): 2 of 3 pieces of 500.00 yuan paid, 333.33 yuan due, 0.25 withheld "
            "for 25 beans that are missing (0.25 yuan), 333.08 yuan to give back"
        ),
    ]
    taken = one.explain(back).decisions[0]
    assert (taken.kind, taken.version, taken.due) == ("taken_back", "small", False)
    assert taken.refusal is None
    assert taken.at == back.occurred_at
    numbers = taken.numbers
    assert numbers["amount"] == numbers["share"] - numbers["taken_before"] == 33
    assert numbers["bucket_expires_on"] == dt.date(2016, 10, 9)
    assert (numbers["event"], numbers["subject"], numbers["shortfall"]) == ("o", "o", "withhold")


def test_growth_that_goes_takes_the_tier_with_it():
    one = member(
        {"earn": {}},
        tiers=TIERS,
        growth={"earn": {"purchase": {"trigger": "order_completed", "per_yuan": 1}}},
    )
    up = completed("o", 250_000)
    assert said(one, up) == [
        "tier registered -> silver: growth 2500, 2000 needed, until 2017-07-01 00:00 +08:00"
    ]
    one.apply(up)
    back = lc.LineReturned(id="r", at=after(days=2), order="o", line=1)
    assert said(one, back) == [
        "taken back, growth.earn.purchase (line 1): all of 2500, 2500 growth",
        "tier silver -> bronze: growth 0, 0 needed, 2000 for the next",
        "refund (line 1): 1 of 1 pieces of 2500.00 yuan paid, 2500.00 yuan due",
    ]
    later = lc.Login(id="l", at=after(days=366))
    assert said(one, later) == [
        (
            "2017-07-01 00:00 +08:00, due: tier period of silver ended: "
            "growth 2500 - 1000 = 1500, 0 needed, 2000 for the next, -> bronze"
        )
    ]
    assert one.explain(later).decisions[0].due
    numbers = one.explain(later).decisions[0].numbers
    assert numbers["growth_after"] == numbers["growth_before"] - numbers["taken"] == 1500


def test_beans_that_paid_come_back_and_deleted_reviews_do_not():
    one = member(
        {
            "earn": {"review": {"trigger": "review_approved", "fixed": 10}},
            "redeem": {"max_share": "100%"},
        }
    )
    one.apply(lc.Adjusted(id="a", at=NOON, beans=1000))
    one.apply(lc.ReviewApproved(id="v", at=NOON))
    deleted = lc.ReviewDeleted(id="d", at=after(days=1), subject="v")
    assert said(one, deleted) == [
        (
            "taken back, beans.earn.review (review v): all of 10, 10 beans: "
            "10 of the bucket without an end"
        )
    ]
    pays = [lc.Tender("beans", 1000), lc.Tender("cash", 2000)]
    lines = [lc.Line(amount_fen=3000, quantity=3)]
    one.apply(lc.OrderCompleted(id="o", at=NOON, lines=lines, tenders=pays))
    one.apply(lc.LineReturned(id="r", at=after(days=1), order="o", line=1))
    back = lc.LineReturned(id="r2", at=after(days=2), order="o", line=1)
    assert said(one, back)[0] == (
        "given back (line 1): 1 of 3 pieces after 1, 333 of its 1000 beans"
    )


def test_penalties_and_freight_are_counted():
    one = member(
        {
            "refused_delivery": {
                "beans": 500,
                "free_per_month": 1,
                "free_per_year": 3,
                "charge_freight": True,
            },
            "freight_recovery": {"free_from_fen": 9900, "freight_fen": 600},
        }
    )
    one.apply(lc.Adjusted(id="b", at=NOON, beans=100))
    for name in ("p1", "p2"):
        one.apply(lc.OrderPlaced(id=name, at=NOON, lines=[lc.Line(amount_fen=100)]))
    first = lc.OrderRefused(id="r1", at=NOON, order="p1", freight_fen=600)
    assert said(one, first) == [
        "refused delivery: number 1 in the month (1 free), 1 in the year (3 free), costs nothing"
    ]
    one.apply(first)
    second = lc.OrderRefused(id="r2", at=NOON, order="p2", freight_fen=600)
    assert said(one, second) == [
        (
            "refused delivery: number 2 in the month (1 free), 2 in the year (3 free): "
            "500 + 600 for 6.00 yuan of freight = 1100 beans, 1000 owed"
        )
    ]
    lines = [lc.Line(amount_fen=5000), lc.Line(amount_fen=5000, sub_order=1)]
    one.apply(lc.OrderPlaced(id="p3", at=NOON, lines=lines))
    part = lc.OrderCancelled(id="c", at=NOON, order="p3", sub_order=1)
    assert said(one, part) == [
        "freight: goods 100.00 yuan, 50.00 left, free from 99.00: 6.00 yuan = 600 beans, 500 owed"
    ]


LIMITS = {
    "redeem": {
        "min_balance": 1000,
        "step": 1000,
        "max_share": "50%",
        "excluded_categories": ["gold"],
    },
    "catalogue": {
        "pair": {"kind": "beans_plus_cash", "beans": 500, "cash_fen": 990, "limit_per_day": 2}
    },
}


def placed(fen, beans_fen, category=""):
    """An order that beans pay in part."""
    tenders = [lc.Tender("beans", beans_fen), lc.Tender("cash", fen - beans_fen)]
    lines = [lc.Line(amount_fen=fen, category=category)]
    return lc.OrderPlaced(id="p", at=after(days=1), lines=lines, tenders=tenders)


def test_a_redemption_tells_its_limits():
    one = member(LIMITS)
    one.apply(lc.Adjusted(id="a", at=NOON, beans=8600))
    limits = "8600 available, at least 1000 to spend any, steps of 1000, cap 99.99 yuan x 0.5 x 100"
    assert said(one, placed(9999, 4000)) == [
        f"redemption: 4000 beans asked; {limits} a yuan = 4999; 4000 usable"
    ]
    numbers = one.explain(placed(9999, 4000)).decisions[0].numbers
    assert numbers["goods"][0]["share"] == (1, 2)


@pytest.mark.parametrize(
    ("event", "refusal", "words"),
    [
        (placed(9999, 5000), "redemption_exceeds_order_cap", "a yuan = 4999; 4000 usable"),
        (placed(9999, 4500), "redemption_not_whole_steps", "steps of 1000"),
        (placed(9999, 1000, "gold"), "redemption_not_allowed", "99.99 yuan that beans do not pay"),
        (spend("s", 9000, after(days=1)), "insufficient_beans", "9000 beans asked; 8600 available"),
        (
            lc.Adjusted(id="x", at=after(days=1), beans=-9000),
            "insufficient_beans",
            "correction: 9000 beans asked, 8600 available",
        ),
        (
            lc.BeansHeld(id="x", at=after(days=1), subject="h", beans=9000),
            "insufficient_beans",
            "hold: 9000 beans asked, 8600 available",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "_" in value else "",
)
def test_a_refused_redemption_tells_which_limit(event, refusal, words):
    one = member(LIMITS)
    one.apply(lc.Adjusted(id="a", at=NOON, beans=8600))
    explained = one.explain(event)
    assert explained.refusal == refusal
    (decision,) = explained.decisions
    assert decision.refusal == refusal
    assert words in str(decision)
    assert str(decision) in str(explained)
    assert explained.steps == ()


def test_an_exchange_tells_its_price_and_its_limits():
    one = member(LIMITS)
    one.apply(lc.Adjusted(id="a", at=NOON, beans=8600))
    asked = {"item": "pair", "quantity": 2, "at": after(days=1)}
    first = lc.BeansExchanged(id="e", amount_fen=1980, **asked)
    price = "2 x 500 beans = 1000, {} available; 2 x 9.90 = 19.80 yuan"
    assert said(one, first) == [
        f"exchange of pair: {price.format(8600)}; 0 taken before of 2 a day"
    ]
    wrong = lc.BeansExchanged(id="w", amount_fen=5, **asked)
    assert one.explain(wrong).refusal == "exchange_price_differs"
    assert "the event says 0.05" in said(one, wrong)[0]
    one.apply(first)
    again = lc.BeansExchanged(id="e2", amount_fen=1980, **asked)
    assert one.explain(again).refusal == "exchange_limit_reached"
    assert said(one, again) == [
        f"exchange of pair: {price.format(7600)}; 2 taken before of 2 a day"
    ]


def test_an_expiry_tells_its_bucket():
    one = member({"expire": {"after_days": 10}})
    one.apply(lc.Adjusted(id="a", at=NOON, beans=30))
    later = lc.Login(id="l", at=after(days=20))
    assert said(one, later) == [
        "2016-07-11 00:00 +08:00, due: expired: 30 beans, the bucket until 2016-07-11"
    ]
    one.apply(later)
    assert one.explain("l").decisions[0].due
    assert repr(one.explain("l").decisions[0]) == "<TraceDecision expired>"


def test_a_version_may_keep_a_level_that_growth_does_not_give():
    one = member(
        {"earn": {}},
        tiers=TIERS,
        growth={"earn": {"purchase": {"trigger": "order_completed", "per_yuan": 1}}},
        overlays=[
            {
                "id": "new",
                "from": "2016-08-01",
                "changes": {},
                "migration": {"tiers": {"bronze": "silver"}},
            }
        ],
    )
    one.apply(completed("o", 60_000))
    assert said(one, lc.Login(id="l", at=after(days=60))) == [
        (
            "2016-08-01 00:00 +08:00, due: tier bronze -> silver: growth 600 alone gives bronze, "
            "until 2017-08-01 00:00 +08:00"
        )
    ]


def test_a_refused_event_tells_no_other_decision():
    one = member({"expire": {"after_days": 10}, "redeem": {"max_share": "100%"}})
    one.apply(lc.Adjusted(id="a", at=NOON, beans=30))
    late = spend("s", 20, after(days=20))
    (decision,) = one.explain(late).decisions
    assert decision.kind == "redemption"
    assert decision.numbers["available"] == 0
    assert one.beans == 30
