"""Failures that happened elsewhere, class H: wrong tiers, wrong bases, two answers to one question.

Each test is named after what broke; here it must hold. The programmes are their own.
"""

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after
from tests.python.small import (
    PURCHASE,
    TIERS,
    books,
    bought,
    member_with,
    refused_unchanged,
    small_program,
)

PLAIN = small_program(**TIERS)


@pytest.mark.parametrize(
    ("yuan", "tier"),
    [
        (0, "guest"),
        (999, "guest"),
        (1000, "silver"),
        (1001, "silver"),
        (1999, "silver"),
        (2000, "gold"),
        (10**7, "gold"),
    ],
)
@pytest.mark.parametrize("parts", [1, 7])
def test_class_h_the_wrong_tier(yuan, tier, parts):
    """A threshold is reached by its own number and not by one less, in one order or in many."""
    ann = lc.Member(PLAIN, id="ann")
    for n in range(parts):
        part = yuan // parts + (n < yuan % parts)
        ann.apply(bought(f"o{n}", part * 100, after(hours=n)))
    assert (ann.growth, ann.tier) == (yuan, tier)


# Twice the beans for silver, three times for gold.
TIMES = {
    "silver": {"times": "2", "when": {"tiers": ["silver"]}},
    "gold": {"times": "3", "when": {"tiers": ["gold"]}},
}
BY_TIER = small_program({"earn": {"purchase": PURCHASE | {"multipliers": TIMES}}}, **TIERS)


def test_class_h_which_tier_earns_the_purchase_that_crosses():
    """Growth is booked first: the purchase that reaches a tier earns by it, the one before not."""
    ann = lc.Member(BY_TIER, id="ann")
    told = [(999, "guest", 999), (1, "silver", 2), (999, "silver", 1998), (1, "gold", 3)]
    for n, (yuan, tier, beans) in enumerate(told):
        result = ann.apply(bought(f"o{n}", yuan * 100, after(hours=n)))
        assert (ann.tier, result.beans) == (tier, beans)


def test_class_h_second_tier_from_the_first_invoice():
    """One large order passes the tiers between at once and earns by the one that it reaches."""
    for yuan, beans in ((100, 100), (1500, 3000), (2500, 7500)):
        ann = lc.Member(BY_TIER, id="ann")
        assert ann.apply(bought("o", yuan * 100)).beans == beans


@pytest.mark.parametrize("yuan", [100, 999, 1000, 1500, 2000, 5000])
@pytest.mark.parametrize("before", [0, 500, 1500, 3000])
def test_class_h_two_code_paths_two_answers(yuan, before):
    """The quote has the tier's multiplier too, and that of the tier which the order reaches."""
    ann = lc.Member(BY_TIER, id="ann")
    ann.apply(bought("first", before * 100))
    event = bought("o", yuan * 100, after(hours=1), kind=lc.OrderPlaced)
    quote = ann.quote(lc.OrderPlaced(id="o", at=after(hours=1), lines=event.lines))
    ann.apply(lc.OrderPlaced(id="o", at=after(hours=1), quote=quote))
    done = ann.apply(lc.OrderCompleted(id="d", at=after(hours=1), order="o"))
    assert (done.beans, done.growth) == (quote.beans_earned, quote.growth_earned)
    assert ann.tier == quote.tier_then
    times = {"guest": 1, "silver": 2, "gold": 3}[quote.tier_then]
    assert quote.beans_earned == yuan * times


@pytest.mark.parametrize(("fen", "beans"), [(4999, 0), (5000, 50), (5001, 50)])
def test_class_h_minimum_spend_is_ignored(fen, beans):
    rule = PURCHASE | {"when": {"min_amount_fen": 5000}}
    ann = member_with(0, small_program({"earn": {"purchase": rule}}))
    assert ann.apply(bought("o", fen)).beans == beans


@pytest.mark.parametrize("pieces", [1, 2, 3, 4])
def test_class_h_points_below_the_minimum_quantity(pieces):
    """Too few pieces earn nothing: neither a share nor less than nothing."""
    rule = PURCHASE | {"when": {"min_quantity": 3}}
    ann = member_with(0, small_program({"earn": {"purchase": rule}}))
    assert ann.apply(bought("o", 10_000, pieces=pieces)).beans == (100 if pieces >= 3 else 0)


SPENT_BY = {
    "an order": (lambda at: bought("s", 700, at, beans=700), "redeemed"),
    "a placed order": (lambda at: bought("s", 700, at, kind=lc.OrderPlaced, beans=700), "held"),
    "another document": (
        lambda at: lc.BeansRedeemed(id="s", at=at, beans=700, amount_fen=10**6),
        "redeemed",
    ),
    "another document of an order": (
        lambda at: lc.BeansRedeemed(id="s", at=at, beans=700, amount_fen=10**6, order="o"),
        "redeemed",
    ),
    "an exchange": (
        lambda at: lc.BeansExchanged(id="s", at=at, item="gift", quantity=7),
        "redeemed",
    ),
    "a hold": (lambda at: lc.BeansHeld(id="s", at=at, subject="h", beans=700), "held"),
}


@pytest.mark.parametrize("door", SPENT_BY)
def test_class_h_redeemed_on_another_document_and_never_taken(door):
    """Whatever gives a discount takes the points for it, once, and then they are gone."""
    make, account = SPENT_BY[door]
    ann = member_with(1000, small_program({"catalogue": {"gift": {"kind": "goods", "beans": 100}}}))
    assert ann.apply(make(after(hours=1))).accepted
    assert books(ann) == {"available": 300, account: 700}
    more = lc.BeansRedeemed(id="more", at=after(hours=2), beans=301, amount_fen=10**6)
    assert refused_unchanged(ann, more) == "insufficient_beans"


SPEND = {"spend": {"tenders": ["cash", "bank_card", "balance", "store_card"]}}


def test_class_h_redemption_counted_as_spend():
    """What beans paid earns no bean, no growth, and is no spend; a full payment earns nothing."""
    ann = member_with(150_000, small_program(**TIERS, facts=SPEND))
    result = ann.apply(bought("o1", 100_000, after(hours=1), beans=50_000))
    assert (result.beans, result.growth) == (500 - 50_000, 500)
    result = ann.apply(bought("o2", 100_000, after(hours=2), beans=100_000))
    assert (result.beans, result.growth) == (-100_000, 0)
    (month,) = ann.state()["months"]
    assert (month["spend_fen"], ann.tier) == (50_000, "guest")


def test_class_h_points_that_buy_points():
    """Spending what a purchase earned, over and over, ends: no loop of beans that pay for beans."""
    ann = lc.Member(PLAIN, id="ann")
    ann.apply(bought("o", 100_000))
    rounds = 0
    while ann.beans and rounds < 50:
        rounds += 1
        ann.apply(bought(f"o{rounds}", ann.beans, after(hours=rounds), beans=ann.beans))
    assert rounds == 1
    assert books(ann) == {"redeemed": 1000}


def test_class_h_level_by_balance_instead_of_earned():
    """A tier follows what was earned: no gift of beans lifts it, no spending of them lowers it."""
    program = small_program({"expire": {"after_days": 30}}, **TIERS)
    ann = member_with(10**6, program)
    assert (ann.tier, ann.growth) == ("guest", 0)
    ann.apply(bought("o", 200_000, after(hours=1)))
    assert ann.tier == "gold"
    ann.apply(lc.BeansRedeemed(id="s", at=after(hours=2), beans=900_000, amount_fen=10**6))
    assert ann.tier == "gold"
    ann.settle(after(days=40))
    assert (ann.beans, ann.tier) == (0, "gold")


@pytest.mark.parametrize("unit", ["line", "sub_order", "order"])
def test_class_h_a_split_cart_earns_once_for_each_part(unit):
    """A cart in three parcels earns each part with its own parcel, never the whole with each."""
    program = small_program({"earn": {"purchase": PURCHASE | {"unit": unit}}})
    ann = lc.Member(program, id="ann")
    lines = [lc.Line(amount_fen=10_000 * (n + 1), sub_order=n) for n in range(3)]
    ann.apply(lc.OrderPlaced(id="o", at=NOON, lines=lines))
    earned = [
        ann.apply(lc.OrderCompleted(id=f"d{n}", at=after(days=n), order="o", sub_order=n)).beans
        for n in range(3)
    ]
    assert earned == [100, 200, 300]
    (month,) = ann.state()["months"]
    assert (month["orders"], month["spend_fen"]) == (1, 60_000)


def test_class_h_a_cap_of_the_order_and_a_cart_in_parcels():
    """What one order may earn is not multiplied by sending it in parts."""
    program = small_program({"earn": {"purchase": PURCHASE | {"caps": {"order": 250}}}})
    ann = lc.Member(program, id="ann")
    lines = [lc.Line(amount_fen=10_000, sub_order=n) for n in range(4)]
    ann.apply(lc.OrderPlaced(id="o", at=NOON, lines=lines))
    for n in range(4):
        ann.apply(lc.OrderCompleted(id=f"d{n}", at=after(days=n), order="o", sub_order=n))
    assert ann.beans == 250


def test_class_h_old_points_at_the_new_rate():
    """A new rate is for new purchases; what was booked stands as it is."""
    changes = {"beans": {"earn": {"purchase": {"rate": "5%"}}}}
    overlay = {"id": "five", "from": "2016-08-01", "changes": changes}
    ann = lc.Member(small_program(overlays=[overlay]), id="ann")
    ann.apply(bought("o1", 10_000))
    ann.settle(after(days=40))
    assert ann.beans == 100
    assert ann.apply(bought("o2", 10_000, after(days=41))).beans == 500
    ann.apply(lc.BeansRedeemed(id="s", at=after(days=42), beans=600, amount_fen=600))
    assert books(ann) == {"redeemed": 600}


def test_class_h_a_year_of_wrong_tiers():
    """Three years of one order a quarter: each period ends with the deduction of the tier held."""
    levels = [
        {"id": "guest"},
        {"id": "silver", "threshold": 1000, "validity_months": 12, "deduction": 1000},
        {"id": "gold", "threshold": 2000, "validity_months": 12, "deduction": 2000},
    ]
    ann = lc.Member(small_program(**TIERS | {"tiers": {"levels": levels}}), id="ann")
    for n in range(4):
        ann.apply(bought(f"o{n}", 60_000, after(days=90 * n)))
    assert (ann.growth, ann.tier) == (2400, "gold")
    # Gold was reached on day 270; a year later 2000 go, and 400 are not enough for silver.
    ann.settle(after(days=270 + 364))
    assert (ann.growth, ann.tier) == (2400, "gold")
    ann.settle(after(days=270 + 366))
    assert (ann.growth, ann.tier) == (400, "guest")
