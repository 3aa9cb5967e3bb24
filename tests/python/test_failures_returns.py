"""Failures that happened elsewhere, class C: what refunds and cancellations gave away.

Each test is named after what broke; here it must hold. The programmes are their own.
"""

import itertools

import pytest

import loyaltycore as lc
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
)

WEEK = {"returns": {"horizon_days": 7}}


def shortfall(policy, **sections):
    return small_program({"reverse": {"shortfall": policy}}, **sections)


@pytest.mark.parametrize("policy", ["debt", "withhold", "clamp", "refuse"])
def test_class_c_buy_refund_keep_points(policy):
    """With the beans still there, they go, whatever the programme says of missing ones."""
    ann = member_with(0, shortfall(policy, **TIERS))
    for n in range(20):
        ann.apply(bought(f"o{n}", 100_000, after(days=n)))
        assert (ann.beans, ann.growth, ann.tier) == (1000, 1000, "silver")
        returned = ann.apply(back(f"r{n}", f"o{n}", after(days=n, hours=1)))
        assert money_back(returned) == 100_000
        assert (ann.beans, ann.growth, ann.debt, ann.tier) == (0, 0, 0, "guest")
    assert books(ann) == {"clawed_back": 20_000}


# What is left to the member and the shop when 800 of the 1000 beans were spent before the return:
# fen given back, beans, debt, and the books.
SPENT = {
    "debt": (100_000, 0, 800, {"redeemed": 800, "clawed_back": 1000, "debt": -800}),
    "withhold": (99_200, 0, 0, {"redeemed": 800, "clawed_back": 200}),
    "clamp": (100_000, 0, 0, {"redeemed": 800, "clawed_back": 200}),
}


@pytest.mark.parametrize("policy", SPENT)
def test_class_c_buy_spend_refund(policy):
    ann = member_with(0, shortfall(policy))
    ann.apply(bought("o", 100_000))
    ann.apply(lc.BeansRedeemed(id="s", at=after(hours=1), beans=800, amount_fen=800))
    money = money_back(ann.apply(back("r", "o", after(hours=2))))
    assert (money, ann.beans, ann.debt, books(ann)) == SPENT[policy]
    ann.verify()


def test_class_c_buy_spend_refund_where_the_programme_refuses():
    ann = member_with(0, shortfall("refuse"))
    ann.apply(bought("o", 100_000))
    ann.apply(lc.BeansRedeemed(id="s", at=after(hours=1), beans=800, amount_fen=800))
    assert refused_unchanged(ann, back("r", "o", after(hours=2))) == "clawback_exceeds_balance"
    ann.apply(lc.Adjusted(id="a", at=after(hours=3), beans=800))
    assert ann.apply(back("r", "o", after(hours=4))).accepted
    assert ann.beans == 0


def test_class_c_refund_loop_pays_its_debt_first():
    """Twenty times bought, spent and brought back: no bean can be spent while some are owed."""
    ann, goods = member_with(0, shortfall("debt")), 0
    for n in range(20):
        ann.apply(bought(f"o{n}", 100_000, after(days=n)))
        spend = lc.BeansRedeemed(id=f"s{n}", at=after(days=n), beans=1000, amount_fen=1000)
        goods += ann.apply(spend).accepted
        ann.apply(back(f"r{n}", f"o{n}", after(days=n)))
        assert (ann.beans, ann.debt) == (0, 1000)
    assert goods == 1


def test_class_c_refund_charges_the_points_again():
    """The return of an order that beans paid gives them back; it takes none a second time."""
    ann = member_with(500)
    ann.apply(bought("o", 1000, after(hours=1), beans=500))
    assert books(ann) == {"available": 5, "redeemed": 500}
    returned = ann.apply(back("r", "o", after(hours=2)))
    assert (ann.beans, money_back(returned)) == (500, 500)
    assert books(ann) == {"available": 500, "clawed_back": 5}


def two_lines(name, amounts, tenders, at=NOON, *, kind=lc.OrderCompleted):
    lines = [lc.Line(amount_fen=fen, sub_order=n) for n, fen in enumerate(amounts)]
    means = [lc.Tender(means, fen) for means, fen in tenders.items()]
    return kind(id=name, at=at, lines=lines, tenders=means)


def test_class_c_partial_refund_without_the_reward_line():
    """Each line has its share of the reward; who brings back one keeps that of the other only."""
    ann = member_with(500)
    ann.apply(two_lines("o", (60_000, 40_000), {"beans": 500, "coupon": 5000, "cash": 94_500}))
    assert ann.beans == 945
    first = ann.apply(back("r2", "o", after(hours=1), line=2))
    assert (money_back(first), ann.beans) == (37_800, 945 - 378 + 200)
    second = ann.apply(back("r1", "o", after(hours=2)))
    assert (money_back(second), ann.beans) == (56_700, 500)


def test_class_c_returned_goods_in_the_next_sale():
    """What comes back neither reaches nor misses the threshold of another order."""
    rule = PURCHASE | {"unit": "order", "when": {"min_amount_fen": 10_000}}
    ann = member_with(0, small_program({"earn": {"purchase": rule}}))
    ann.apply(bought("o1", 9000))
    ann.apply(back("r1", "o1", after(hours=1)))
    assert ann.apply(bought("o2", 9999, after(hours=2))).beans == 0
    assert ann.apply(bought("o3", 10_000, after(hours=3))).beans == 100
    lines = [lc.Line(amount_fen=20_000), lc.Line(amount_fen=-10_000)]
    mixed = lc.OrderCompleted(id="o4", at=after(hours=4), lines=lines)
    assert refused_unchanged(ann, mixed) == "amount_out_of_range"


def test_class_c_refund_of_an_order_that_earned_and_redeemed():
    """Both legs come back together, piece by piece."""
    ann = member_with(3000, small_program(**TIERS))
    ann.apply(bought("o", 303_000, after(hours=1), beans=3000, pieces=3))
    assert (ann.beans, ann.growth, ann.tier) == (3000, 3000, "gold")
    for n, (beans, growth, tier) in enumerate([(3000, 2000, "gold"), (3000, 1000, "silver")]):
        ann.apply(back(f"r{n}", "o", after(hours=2 + n)))
        assert (ann.beans, ann.growth, ann.tier) == (beans, growth, tier)
    ann.apply(back("r2", "o", after(hours=5)))
    assert (ann.growth, ann.tier) == (0, "guest")
    assert books(ann) == {"available": 3000, "clawed_back": 3000}


def test_class_c_store_credit_refunded_twice():
    """However often it is asked, no more money is due than was paid, of whatever tender."""
    ann = member_with(0)
    event = lc.OrderCompleted(
        id="o",
        at=NOON,
        lines=[lc.Line(amount_fen=10_001, quantity=3)],
        tenders=[lc.Tender("balance", 7000), lc.Tender("gift_card", 3001)],
    )
    ann.apply(event)
    money = [
        money_back(ann.apply(back(f"r{n}", "o", after(hours=n), pieces=pieces)))
        for n, pieces in enumerate([2, 2, 1, 1, 3])
    ]
    assert money == [6667, 0, 3334, 0, 0]
    cancel = lc.OrderCancelled(id="c", at=after(days=1), order="o")
    assert refused_unchanged(ann, cancel) == "order_already_completed"


def test_class_c_infinite_money_by_the_back_button():
    """An order that is gone can be neither paid nor cancelled again; each cancels one hold."""
    ann = member_with(1000)
    for n in range(10):
        name, at = f"o{n}", after(hours=n)
        assert ann.apply(bought(name, 5000, at, kind=lc.OrderPlaced, beans=1000)).accepted
        assert books(ann) == {"held": 1000}
        assert ann.apply(lc.OrderCancelled(id=f"c{n}", at=at, order=name)).accepted
        for kind in (lc.OrderCancelled, lc.OrderPaid, lc.OrderCompleted, lc.OrderRefused):
            assert refused_unchanged(ann, kind(id=f"x{n}", at=at, order=name)) == "order_unknown"
        assert books(ann) == {"available": 1000}


@pytest.mark.parametrize("explicit", [False, True])
def test_class_c_expired_payment_loses_or_doubles_points(explicit):
    """A payment that ran out gives its beans back: once, whether or not somebody asks for it."""
    ann = member_with(1000)
    end = after(hours=1)
    ann.apply(lc.BeansHeld(id="h", at=NOON, subject="pay", beans=700, expires_at=end))
    if explicit:
        assert ann.apply(lc.BeansReleased(id="r", at=after(hours=0.5), subject="pay")).accepted
    ann.settle(end)
    assert books(ann) == {"available": 1000}
    for event in (
        lc.BeansReleased(id="r2", at=end, subject="pay"),
        lc.BeansRedeemed(id="late", at=end, subject="pay", beans=700),
    ):
        assert refused_unchanged(ann, event) == "hold_released"


def test_class_c_an_order_that_nobody_pays_gives_its_beans_back():
    program = small_program(**WEEK)
    ann = member_with(1000, program)
    ann.apply(bought("o", 5000, kind=lc.OrderPlaced, beans=1000))
    ann.settle(after(days=6))
    assert books(ann) == {"held": 1000}
    ann.settle(after(days=30))
    assert books(ann) == {"available": 1000}
    paid = lc.OrderPaid(id="p", at=after(days=30), order="o")
    assert refused_unchanged(ann, paid) == "order_unknown"


def test_class_c_points_refunded_as_cash():
    """Beans, coupons and red packets do not come back as money."""
    ann = member_with(3000)
    tenders = {"coupon": 1000, "beans": 3000, "red_packet": 500, "cash": 5500}
    ann.apply(two_lines("o", (6000, 4000), tenders))
    money = [money_back(ann.apply(back(f"r{n}", "o", after(1), line=n))) for n in (1, 2)]
    assert sum(money) == 5500
    assert ann.beans == 3000


@pytest.mark.parametrize("splits", [*itertools.permutations((1, 2, 4))], ids=str)
def test_class_c_partial_refunds_sum_to_the_whole(splits):
    """Seven pieces of no round price, in any parts: to the fen and to the bean, never more."""
    ann = member_with(333)
    ann.apply(bought("o", 10_009, beans=333, pieces=7))
    assert ann.beans == 96
    money, done = [], 0
    for n, pieces in enumerate(splits):
        money.append(money_back(ann.apply(back(f"r{n}", "o", after(hours=n), pieces=pieces))))
        done += pieces
        assert sum(money) == 9676 * done // 7
        assert ann.beans == 96 - 96 * done // 7 + 333 * done // 7
    assert (sum(money), books(ann)) == (9676, {"available": 333, "clawed_back": 96})


def test_class_c_balance_after_cancel_and_refund():
    """One part of an order is cancelled, the other comes back: both beans and money are whole."""
    ann = member_with(1000)
    tenders = {"beans": 1000, "cash": 99_000}
    ann.apply(two_lines("o", (60_000, 40_000), tenders, kind=lc.OrderPlaced))
    ann.apply(lc.OrderPaid(id="p", at=after(hours=1), order="o"))
    ann.apply(lc.OrderCancelled(id="c", at=after(hours=2), order="o", sub_order=1))
    assert books(ann) == {"available": 400, "redeemed": 600}
    ann.apply(lc.OrderCompleted(id="d", at=after(hours=3), order="o"))
    assert ann.beans == 400 + 594
    money = money_back(ann.apply(back("r", "o", after(hours=4))))
    assert (money, books(ann)) == (59_400, {"available": 1000, "clawed_back": 594})


def test_class_c_cancelled_and_completed_after_all():
    """Cancelled gives the points back; told anew with its lines, the order takes and gives once."""
    ann = member_with(500)
    ann.apply(bought("o", 10_000, kind=lc.OrderPlaced, beans=500))
    ann.apply(lc.OrderCancelled(id="c", at=after(hours=1), order="o"))
    assert ann.beans == 500
    again = bought("again", 10_000, after(hours=2), beans=500, order="o")
    assert ann.apply(again).accepted
    assert books(ann) == {"available": 95, "redeemed": 500}


def test_class_c_points_of_a_review_outlive_the_goods():
    earn = {"purchase": PURCHASE, "review": {"trigger": "review_approved", "fixed": 30}}
    ann = member_with(0, small_program({"earn": earn}))
    ann.apply(bought("o", 20_000, pieces=2))
    ann.apply(lc.ReviewApproved(id="v", at=after(hours=1), order="o", line=1))
    ann.apply(back("r1", "o", after(hours=2)))
    assert ann.beans == 130
    ann.apply(back("r2", "o", after(hours=3)))
    assert ann.beans == 0
    deleted = lc.ReviewDeleted(id="d", at=after(hours=4), subject="v")
    ann.apply(deleted)
    assert books(ann) == {"clawed_back": 230}


def test_class_c_refund_after_the_rate_has_changed():
    """What was granted is taken back, not what the same purchase would earn today."""
    changes = {"beans": {"earn": {"purchase": {"rate": "3%"}}}}
    overlay = {"id": "triple", "from": "2016-07-02", "changes": changes}
    ann = member_with(0, small_program(overlays=[overlay]))
    ann.apply(bought("o1", 10_000, NOON))
    ann.apply(bought("o2", 10_000, after(days=1)))
    assert ann.beans == 400
    ann.apply(back("r1", "o1", after(days=2)))
    assert ann.beans == 300


@pytest.mark.parametrize(
    ("policy", "left"),
    [({"returned_expired": "expire_again"}, 0), ({"returned_expired": "grace"}, 1000)],
)
def test_class_c_refund_of_points_that_expired_since(policy, left):
    redeem = {"max_share": "100%", "grace_days": 5 * ("grace" in policy.values())} | policy
    program = small_program({"redeem": redeem, "expire": {"after_days": 10}})
    ann = member_with(1000, program)
    ann.apply(bought("o", 1000, after(days=9), beans=1000))
    ann.apply(back("r", "o", after(days=10)))
    assert ann.beans == left
    ann.settle(after(days=15))
    assert books(ann) == {"expired": 1000}


@pytest.mark.parametrize("cap", ["order", "day", "month", "year"])
def test_class_c_refund_opens_no_cap_again(cap):
    rule = PURCHASE | {"caps": {cap: 100}}
    ann = member_with(0, small_program({"earn": {"purchase": rule}}))
    ann.apply(bought("o1", 10_000))
    ann.apply(back("r", "o1", after(hours=1)))
    assert ann.apply(bought("o2", 10_000, after(hours=2))).beans == 100 * (cap == "order")


def test_class_c_late_refund_by_one_record_twice():
    """The record of a closed line is void once it was used: a second return brings the new one."""
    program = small_program(**WEEK)
    ann = member_with(0, program)
    ann.apply(bought("o", 20_000, pieces=2))
    ((_, _, first),) = ann.settle(after(days=20)).archived
    event = {"order": "o", "line": 1, "quantity": 1}
    used = ann.apply(lc.LineReturned(id="r1", at=after(days=21), archived=first, **event))
    assert (ann.beans, money_back(used)) == (100, 10_000)
    again = lc.LineReturned(id="r2", at=after(days=22), archived=first, **event)
    assert refused_unchanged(ann, again) == "archived_line_mismatch"
    ((_, _, second),) = used.archived
    ann.apply(lc.LineReturned(id="r2", at=after(days=22), archived=second, **event))
    assert ann.beans == 0
    third = lc.LineReturned(id="r3", at=after(days=23), archived=second, **event)
    assert refused_unchanged(ann, third) == "archived_line_mismatch"


# A wait that outlasts the seven days of the return, the day of a late return, and what it leaves.
WAITS = {
    "it waits still": ({"pending_days": 30}, 20, {"clawed_back": 200}),
    "posted since": ({"pending_days": 10}, 20, {"clawed_back": 200}),
    "posted on the day after the horizon": ({"pending_days": 8}, 8, {"clawed_back": 200}),
    "waits for a claim": ({"claim_days": 30}, 20, {"clawed_back": 200}),
    "not claimed": ({"claim_days": 10}, 20, {"forfeited": 200}),
    "of the following month": ({"post_day": 25}, 20, {"clawed_back": 200}),
}


@pytest.mark.parametrize("case", WAITS)
def test_class_c_beans_posted_after_the_return_was_too_late(case):
    """Beans held back until the return is over outlast it; a late return reaches them too."""
    wait, day, left = WAITS[case]
    ann = member_with(0, small_program({"earn": {"purchase": PURCHASE | wait}}, **WEEK))
    ann.apply(bought("o", 20_000, pieces=2))
    assert ann.beans == 0
    ((_, _, record),) = ann.settle(after(days=day)).archived
    for n in range(2):
        late = {"order": "o", "line": 1, "quantity": 1, "archived": record}
        result = ann.apply(lc.LineReturned(id=f"r{n}", at=after(days=day, hours=n), **late))
        assert money_back(result) == 10_000
        ((_, _, record),) = result.archived or [(None, None, None)]
    ann.settle(after(days=100))
    assert (ann.beans, ann.debt, books(ann)) == (0, 0, left)
