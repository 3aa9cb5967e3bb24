"""Short stories of one member, each with what its user asks to be told."""

import json
from collections.abc import Callable
from pathlib import Path

import loyaltycore as lc
from tests.python.build import NOON, SHOP, after

TITLED = SHOP.with_name("titled.json")
TOLD_ZH = Path(__file__).with_name("told_zh.txt")


def member_of(*events, values=None, **sections):
    """A member of the programme with titles, after these events; its parameters may be changed."""
    document = json.loads(TITLED.read_text(encoding="utf-8"))
    program = lc.Program.from_json(json.dumps(document | sections)).with_(values or {})
    member = lc.Member(program, id="ann", keep_history=True)
    for event in events:
        assert member.apply(event).accepted, event.id
    return member


def bought(name, fen, at=NOON, **line):
    """An order of one line, bought and received at once."""
    lines = [lc.Line(amount_fen=fen, **{"sku": "lamp", "category": "home", **line})]
    return lc.OrderCompleted(id=name, at=at, lines=lines)


def given(beans, at=NOON):
    """Beans out of nothing."""
    return lc.Adjusted(id=f"gift{beans}", at=at, beans=beans)


def an_order_lifts_the_tier():
    return member_of(bought("o1", 250_000, quantity=2)).explain("o1")


def the_lots_of_an_order():
    member = member_of(bought("o1", 50_000), given(200))
    member.apply(lc.BeansRedeemed(id="r1", at=after(days=1), beans=120, amount_fen=100_000))
    member.settle(after(days=400))
    return member.explain("o1").lots


def a_tier_that_changes():
    member = member_of(bought("o1", 250_000))
    return [each for each in member.explain("o1").decisions if each.kind == "tier_changed"]


def a_return_is_withheld_from_the_refund():
    member = member_of(bought("o1", 50_000, quantity=3), given(200))
    member.apply(lc.BeansRedeemed(id="r1", at=after(days=1), beans=220, amount_fen=100_000))
    return member.explain(lc.LineReturned(id="b", at=after(days=2), order="o1", line=1, quantity=2))


def a_second_return_of_a_line():
    member = member_of(
        bought("o1", 50_000, quantity=3),
        lc.LineReturned(id="b1", at=after(days=1), order="o1", line=1),
    )
    return member.explain(lc.LineReturned(id="b2", at=after(days=2), order="o1", line=1))


def a_return_lets_go_what_is_not_there():
    member = member_of(bought("o1", 10_000), values={"beans.reverse.shortfall": "clamp"})
    member.apply(lc.Adjusted(id="a", at=after(days=1), beans=-50))
    member.apply(lc.Adjusted(id="c", at=after(days=9), beans=3))
    back = lc.LineReturned(id="b", at=after(days=11), order="o1", line=1)
    return [member.explain(back).decisions, member.apply(back).effects]


def beans_that_paid_come_back_piece_by_piece():
    pays = [lc.Tender("beans", 1000), lc.Tender("cash", 2000)]
    lines = [lc.Line(amount_fen=3000, quantity=3, category="home")]
    member = member_of(given(2000))
    member.apply(lc.OrderCompleted(id="o1", at=NOON, lines=lines, tenders=pays))
    member.apply(lc.LineReturned(id="b1", at=after(days=1), order="o1", line=1))
    back = lc.LineReturned(id="b2", at=after(days=2), order="o1", line=1)
    return member.explain(back).decisions


def a_photo_is_deleted_before_its_beans_come():
    member = member_of(lc.PhotoShown(id="p1", at=NOON))
    return member.explain(lc.ReviewDeleted(id="d1", at=after(days=1), subject="p1"))


def beans_without_an_end_are_taken_back():
    member = member_of(bought("o1", 50_000), values={"beans.expire.after_months": None})
    back = lc.LineReturned(id="b", at=after(days=1), order="o1", line=1)
    return [member.explain(back).decisions, member.explain("o1").lots]


def beans_that_wait_and_are_held():
    member = member_of(lc.PhotoShown(id="p1", at=NOON), bought("o1", 50_000))
    waiting = member.explain("p1").lots
    waiting += member.settle(after(days=4)).effects
    held = member.apply(lc.BeansHeld(id="h1", at=after(days=5), subject="pay", beans=100))
    lots = member.explain("o1").lots
    spends = lc.BeansRedeemed(id="c1", at=after(days=6), subject="pay", beans=50, amount_fen=50)
    ended = lc.BeansReleased(id="e1", at=after(days=6), subject="pay")
    told = [*waiting, held.effects, *lots, member.explain(spends), member.apply(ended).effects]
    forgotten = member.settle(after(days=99))
    return [*told, forgotten]


def a_hold_in_doubt():
    member = member_of(given(200))
    held = lc.BeansHeld(id="h1", at=NOON, subject="pay", beans=100)
    doubt = lc.BeansHeld(id="h2", at=NOON, subject="other", beans=50, in_doubt=True)
    return [member.apply(held).effects, member.apply(doubt).effects]


def periods_of_tiers_end():
    silver = member_of(bought("o1", 450_000)).settle(after(days=370)).effects
    gold = member_of(bought("o1", 920_000))
    month = lc.Login(id="l1", at=after(days=370))
    kept = member_of(bought("o1", 450_000)).explain(month).decisions
    return [*silver, *kept, *gold.explain(month).decisions]


def a_version_renames_the_first_level():
    levels = [{"id": "guest"}, {"id": "bronze", "threshold": 0}]
    version = {"id": "later", "from": "2016-08-01", "changes": {"tiers": {"levels": levels}}}
    member = member_of(lc.Login(id="l", at=NOON), overlays=[version])
    later = lc.Login(id="m", at=after(days=40))
    return [member.explain(later).decisions, member.apply(later).effects]


def beans_of_others_end():
    member = member_of(
        lc.StoreVisited(id="v", at=NOON, store="s1", beans=6),
        lc.StoreJoined(id="j", at=NOON, store="s1", beans=4),
    )
    return member.explain(lc.Login(id="l", at=after(days=9))).decisions


def a_budget_and_conditions():
    member = member_of()
    shared = member.explain(lc.Shared(id="s", at=NOON, ordinal=2))
    sunday = bought("o1", 5000, after(days=2), quantity=2)
    return [shared, member.explain(bought("o2", 5000)), member.explain(sunday)]


CONDITIONS = [
    {"until": "2016-02-01"},
    {"weekdays": ["mon"]},
    {"month_days": [31]},
    {"channels": ["app"]},
    {"stores": ["s1"]},
    {"brands": ["b1"]},
    {"categories": ["toys"]},
    {"labels": ["new"]},
    {"segments": ["students"]},
    {"tiers": ["gold"]},
    {"min_amount_fen": 10**8},
]


def each_condition_and_each_cap():
    told = []
    for when in CONDITIONS:
        member = member_of(values={"beans.earn.kettle.when": when})
        steps = member.explain(bought("o1", 50_000)).steps
        told += [each for each in steps if each.rule == "beans.earn.kettle"]
    for cap in ("order", "day", "month", "year", "term"):
        member = member_of(values={"beans.earn.purchase.caps": {cap: 3}})
        steps = member.explain(bought("o1", 50_000)).steps
        told += [each for each in steps if each.rule == "beans.earn.purchase"]
    return told


def tasks_on_their_way():
    member = member_of()
    told = []
    for number in range(4):
        event = lc.Login(id=f"l{number}", at=after(hours=number))
        told.append(member.explain(event).steps)
        member.apply(event)
    late = lc.Login(id="late", at=after(days=20), recorded_at=after(days=40))
    return [*told, member.explain(late).steps]


def an_event_comes_again():
    order = bought("o1", 50_000)
    member = member_of(order)
    return [member.apply(order), member.explain(order)]


def what_is_refused():
    member = member_of(given(150), lc.Login(id="l", at=after(days=2)))
    early = lc.Login(id="e", at=after(days=1))
    late = lc.Login(id="t", at=after(days=-90), recorded_at=after(days=3))
    spends = lc.BeansRedeemed(id="s", at=after(days=3), beans=900, amount_fen=10_000)
    unknown = lc.LineReturned(id="b", at=after(days=3), order="none", line=1)
    told = [member.explain(each) for each in (early, late, spends, unknown)]
    return [*told, member.apply(unknown)]


def exchanges():
    member = member_of(given(200))
    one = lc.BeansExchanged(id="x1", at=NOON, item="draw", quantity=1)
    two = {"item": "coupon", "quantity": 2, "at": after(days=1)}
    told = [member.explain(one), member.explain(lc.BeansExchanged(id="x2", amount_fen=5, **two))]
    return [*told, member.apply(lc.BeansExchanged(id="x3", amount_fen=200, **two)).effects]


def quotes():
    member = member_of(lc.PhotoShown(id="p1", at=NOON))
    cart = [lc.Line(amount_fen=12_000, category="home")]
    poor = member.quote(cart, "all", at=NOON)
    member.apply(given(3000))
    member.apply(lc.BeansHeld(id="h1", at=NOON, subject="pay", beans=500))
    gold = [lc.Line(amount_fen=12_000, category="gold_bar")]
    told = [member.quote(cart, "all", at=NOON), member.quote(cart, 9000, at=NOON)]
    told.append(member.quote(gold, at=NOON))
    return [poor, *told]


def scores():
    member = member_of(bought("o1", 250_000), lc.Login(id="l", at=after(days=50)))
    closed = lc.CreditUpdated(id="c", at=after(days=51), input="credit", value=60)
    open_score = [member.apply(bought("o2", 1000, after(days=50))), member.scores()]
    settled = [each for each in member.explain("l").effects if each.kind == "score_changed"]
    member.apply(closed)
    shut = member.settle(after(days=100)).effects
    return [*open_score, *settled, *shut, member_of().scores()]


BUYER = "<b>\u8d2d\u7269\u8fbe\u4eba</b>"
MEDALS = {
    "buying": {
        "settle_day": 2,
        "grades": [{"at_least": {"orders": 1}}, {"at_least": {"orders": 2}}],
        "each": {
            "buyer": {"title_zh": BUYER, "requires": {"orders": {"of": "orders"}}},
        },
    }
}


def medals():
    member = member_of(bought("o1", 250_000), medals=MEDALS)
    told = [member.medals(), member.settle(after(days=50)), member.medals()]
    member.apply(bought("o2", 1000, after(days=51)))
    told += [member.settle(after(days=100)), member.medals()]
    member.apply(lc.Erased(id="x", at=after(days=101)))
    return [*told, member.medals()]


def a_medal_that_a_rule_asks_for():
    rule = {"beans.earn.kettle.when": {"medals": {"buyer": 2}}}
    return member_of(bought("o1", 50_000), medals=MEDALS, values=rule).explain("o1")


def a_member_without_a_score_or_medal():
    bob = lc.Member(lc.Program.load(SHOP), id="bob")
    return [bob.scores(), bob.medals()]


def a_member_is_erased():
    member = member_of(bought("o1", 50_000))
    return member.explain(lc.Erased(id="x", at=after(days=1)))


def beans_are_suspended():
    member = member_of(given(500))
    result = member.apply(lc.AccountSuspended(id="s", at=NOON))
    nothing = member.settle(NOON)
    return [result.effects, nothing, member.quote([lc.Line(amount_fen=12_000)], at=NOON)]


STORIES: list[Callable[[], object]] = [
    an_order_lifts_the_tier,
    the_lots_of_an_order,
    a_tier_that_changes,
    a_return_is_withheld_from_the_refund,
    a_second_return_of_a_line,
    a_return_lets_go_what_is_not_there,
    beans_that_paid_come_back_piece_by_piece,
    a_photo_is_deleted_before_its_beans_come,
    beans_without_an_end_are_taken_back,
    beans_that_wait_and_are_held,
    a_hold_in_doubt,
    periods_of_tiers_end,
    a_version_renames_the_first_level,
    beans_of_others_end,
    a_budget_and_conditions,
    each_condition_and_each_cap,
    tasks_on_their_way,
    an_event_comes_again,
    what_is_refused,
    exchanges,
    quotes,
    scores,
    medals,
    a_medal_that_a_rule_asks_for,
    a_member_without_a_score_or_medal,
    a_member_is_erased,
    beans_are_suspended,
]
