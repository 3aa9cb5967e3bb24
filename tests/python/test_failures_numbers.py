"""Failures that happened elsewhere, classes F (rounding) and G (sign, overflow).

Each test is named after what broke; here it must hold. The programmes are their own. All numbers
of events and programmes at every border are in test_bad_numbers.py and test_bad_parameters.py.
"""

import json

import numpy as np
import pandas as pd
import pytest

import loyaltycore as lc
from loyaltycore import _core
from tests.python.borders import LARGEST_AMOUNT, LARGEST_BALANCE, attempt
from tests.python.build import NOON, after
from tests.python.small import (
    PURCHASE,
    back,
    books,
    bought,
    member_with,
    money_back,
    refused_unchanged,
    small_program,
)

# F. Rounding. -----------------------------------------------------------------------------------


def test_class_f_the_rest_of_a_bill_is_minus_nothing():
    """A bill that beans pay to the last fen leaves 0 to pay, not -1e-14 and no invalid coupon."""
    ann = member_with(26_828)
    quote = ann.quote([lc.Line(amount_fen=26_828)], beans="all", at=after(hours=1))
    assert (quote.beans_spent, quote.cash_due_fen) == (26_828, 0)
    assert ann.apply(lc.OrderPlaced(id="o", at=after(hours=1), quote=quote)).accepted
    tenders = [lc.Tender("beans", 26_827)]
    short = lc.OrderPlaced(
        id="o2", at=after(hours=1), lines=[lc.Line(amount_fen=26_828)], tenders=tenders
    )
    assert refused_unchanged(ann, short) == "tenders_do_not_sum"


@pytest.mark.parametrize(
    ("yuan", "fen"),
    [
        pytest.param([268.28], 26_828, id="268.28"),
        pytest.param([0.1] * 1000, 10_000, id="a thousand times 0.1"),
        pytest.param([1.1, 2.2], 330, id="1.1 + 2.2 = 3.3000000000000003"),
        pytest.param([1.15, 4.35], 550, id="1.15 and 4.35"),
        pytest.param([78.01], 7801, id="78.01"),
    ],
)
def test_class_f_floats_of_a_table(yuan, fen):
    """A price as a float is the fen that it was written as; sums are sums of fen."""
    table = pd.DataFrame({"who": "ann", "when": pd.Timestamp("2016-07-01"), "yuan": yuan})
    made = lc.events_from_transactions(
        table, member="who", time="when", amount="yuan", zone="Asia/Shanghai"
    )
    assert sum(made.lines["amount_fen"]) == fen


@pytest.mark.parametrize(
    ("yuan", "fen"),
    [(268.28000000000003, 26_828), (0.1 + 0.2, 30), (2.675, 268), (2.665, 266), (78.009, 7801)],
)
def test_class_f_a_float_that_is_no_fen(yuan, fen):
    """What is not a whole fen is rounded once, half to even, and the report says of how many."""
    table = pd.DataFrame({"who": "ann", "when": pd.Timestamp("2016-07-01"), "yuan": [1.0, yuan]})
    made = lc.events_from_transactions(
        table, member="who", time="when", amount="yuan", zone="Asia/Shanghai"
    )
    assert made.lines["amount_fen"].tolist() == [100, fen]
    assert "1 rows are rounded half to even" in made.report[0]


@pytest.mark.parametrize("yuan", [1e-14, -1e-14, 0.004])
def test_class_f_a_rest_of_nothing_in_a_table(yuan):
    table = pd.DataFrame({"who": "ann", "when": pd.Timestamp("2016-07-01"), "yuan": [1.0, yuan]})
    with pytest.raises(lc.DataError, match="is zero") as caught:
        lc.events_from_transactions(
            table, member="who", time="when", amount="yuan", zone="Asia/Shanghai"
        )
    assert (caught.value.column, caught.value.row) == ("yuan", 1)


def test_class_f_front_and_back_differ_by_a_fen():
    """What is shown of each line is what is booked; the odd fen goes to the first."""
    ann = member_with(100)
    cart = [lc.Line(amount_fen=2600) for _ in range(3)]
    event = lc.OrderPlaced(id="o", at=NOON, lines=cart)
    quote = ann.quote(event, beans="all")
    assert [each.beans_spent for each in quote.lines] == [34, 33, 33]
    assert quote.cash_due_fen == 7700
    assert ann.apply(lc.OrderPlaced(id="o", at=NOON, quote=quote)).accepted
    lines = ann.state()["lines"]
    assert [each["beans"] for each in lines] == [34, 33, 33]
    money = [each["paid"]["cash|bank_card|balance|store_card"] for each in lines]
    assert (money, sum(money)) == ([2566, 2567, 2567], 7700)
    done = ann.apply(lc.OrderCompleted(id="d", at=after(hours=1), order="o"))
    assert done.beans == quote.beans_earned == sum(each.beans_earned for each in quote.lines) == 75


@pytest.mark.parametrize(
    ("fen", "beans"), [(249, 0), (250, 5), (300, 5), (499, 5), (500, 10), (749, 10)]
)
def test_class_f_five_for_each_whole_2_50(fen, beans):
    """3.00 at 5 points for each 2.50 are 5, not 6: groups are whole."""
    rule = {"trigger": "order_completed", "round_down_to_fen": 250, "rate": "2%"}
    ann = member_with(0, small_program({"earn": {"purchase": rule}}))
    assert ann.apply(bought("o", fen)).beans == beans


@pytest.mark.parametrize("unit", ["piece", "line", "sub_order", "order"])
def test_class_f_splitting_a_payment_gains_a_bean(unit):
    """Parts are rounded down each: no way to cut a payment earns more than the whole."""
    program = small_program({"earn": {"purchase": PURCHASE | {"unit": unit}}})
    whole = member_with(0, program)
    whole.apply(bought("o", 9999))
    for parts in (2, 3, 7, 99):
        fen = [9999 // parts + (n < 9999 % parts) for n in range(parts)]
        lines = [lc.Line(amount_fen=each, sub_order=n) for n, each in enumerate(fen)]
        as_lines, as_pieces, as_orders = (member_with(0, program) for _ in range(3))
        as_lines.apply(lc.OrderCompleted(id="o", at=NOON, lines=lines))
        as_pieces.apply(bought("o", 9999, pieces=parts))
        for n, each in enumerate(fen):
            as_orders.apply(bought(f"o{n}", each))
        assert whole.beans == 99
        for one in (as_lines, as_pieces, as_orders):
            assert one.beans <= whole.beans


@pytest.mark.parametrize(
    ("per_yuan", "beans", "refusal"),
    [
        (100, 1, None),
        (1000, 1, "redemption_not_whole_steps"),
        (1000, 10, None),
        (1000, 15, "redemption_not_whole_steps"),
        (3, 2, "redemption_not_whole_steps"),
        (3, 3, None),
    ],
)
def test_class_f_a_point_is_rounded_away(per_yuan, beans, refusal):
    """Beans are worth whole fen or cannot be spent; none is taken for nothing."""
    ann = member_with(100, small_program({"per_yuan": per_yuan}))
    event = lc.BeansRedeemed(id="r", at=after(hours=1), beans=beans, amount_fen=10**6)
    assert refused_unchanged(ann, event) == refusal


def test_class_f_money_withheld_for_beans_is_whole_fen():
    """Of beans worth a third of a fen each, what is withheld is rounded down, to nobody's loss."""
    beans = {"per_yuan": 300, "reverse": {"shortfall": "withhold"}}
    ann = member_with(0, small_program(beans))
    ann.apply(bought("o", 10_000))
    assert ann.beans == 300
    ann.apply(lc.BeansRedeemed(id="s", at=after(hours=1), beans=300, amount_fen=10**6))
    money = money_back(ann.apply(back("r", "o", after(hours=2))))
    assert money == 9900
    ann.apply(bought("o2", 200, after(hours=3)))
    ann.apply(lc.Adjusted(id="a", at=after(hours=4), beans=-5))
    assert money_back(ann.apply(back("r2", "o2", after(hours=5)))) == 199


# G. Sign and overflow. --------------------------------------------------------------------------

NEGATIVES = {
    "beans_redeemed": {"amount_fen": 10**6, "beans": -100},
    "beans_held": {"subject": "h", "beans": -100},
    "beans_exchanged": {"item": "gift", "quantity": -1},
    "imported": {"beans": -100},
    "spin": {"beans": -100},
    "line_returned": {"order": "o", "line": 1, "quantity": -1},
    "order_refused": {"order": "open", "freight_fen": -600},
    "review_approved": {"amount_fen": -100},
}
GIFTS = small_program(
    {
        "earn": {"purchase": PURCHASE, "spin": {"trigger": "spin", "from_event": True}},
        "catalogue": {"gift": {"kind": "goods", "beans": 10, "limit_per_day": 3}},
        "refused_delivery": {"beans": 10, "charge_freight": True},
    },
    events=["spin"],
)


@pytest.fixture
def owner():
    """A member with beans, an order that is done and one that is open."""
    ann = member_with(1000, GIFTS)
    ann.apply(bought("o", 10_000))
    ann.apply(bought("open", 10_000, kind=lc.OrderPlaced))
    return ann


OUT_OF_RANGE = {"amount_out_of_range", "quantity_out_of_range"}


@pytest.mark.parametrize("kind", NEGATIVES)
def test_class_g_a_negative_redemption_gives_points(owner, kind):
    """Through no door does a number below zero turn a debit into a gift."""
    at, fields = int(after(hours=1).timestamp()) * 10**6, NEGATIVES[kind]
    text = json.dumps({"kind": kind, "id": "e", "occurred_at": at} | fields)
    from_json = lc.Event.from_json(text)
    if kind == "spin":
        event = lc.Event.declared(kind, id="e", at=at, **fields)
    else:
        event = _core.make_event(kind, {"id": "e", "occurred_at": at} | fields)
    assert event == from_json
    assert refused_unchanged(owner, event) in OUT_OF_RANGE
    named = {"kind": "declared", "declared": kind} if kind == "spin" else {"kind": kind}
    row = {"id": "e", "member": "ann", "occurred_at_us": at} | named | fields
    table = {name: np.array([value]) for name, value in row.items()}
    replayed, error = attempt(lambda: lc.replay(GIFTS, table))
    if error:
        assert (error.row, error.column) == (0, [*fields][-1])
    else:
        assert replayed.counters["accepted"] == 0
        assert set(replayed.counters["refused_by_code"]) <= OUT_OF_RANGE


@pytest.mark.parametrize("door", ["lines", "tenders", "freight"])
def test_class_g_a_negative_part_of_an_order(owner, door):
    lines, tenders, freight = [20_000], [], 0
    if door == "lines":
        lines = [20_000, -10_000]
    if door == "tenders":
        tenders = [lc.Tender("cash", 30_000), lc.Tender("beans", -10_000)]
    if door == "freight":
        freight = -5000
    event = lc.OrderCompleted(
        id="e",
        at=after(hours=1),
        lines=[lc.Line(amount_fen=each) for each in lines],
        tenders=tenders,
        freight_fen=freight,
    )
    assert refused_unchanged(owner, event) in {"amount_out_of_range", "tender_unknown"}


def test_class_g_minus_eleven_is_4294967285():
    """Taking more than there is stops at nothing, or is refused; it never turns round."""
    ann = member_with(10)
    ann.apply(lc.Adjusted(id="g", at=after(hours=1), growth=7))
    ann.apply(lc.Adjusted(id="g2", at=after(hours=2), growth=-18))
    assert ann.growth == 0
    assert refused_unchanged(ann, lc.Adjusted(id="b", at=after(hours=3), beans=-11)) == (
        "insufficient_beans"
    )
    refused = small_program({"refused_delivery": {"beans": 500}})
    bob = member_with(10, refused)
    bob.apply(bought("o", 1000, kind=lc.OrderPlaced))
    bob.apply(lc.OrderRefused(id="r", at=after(hours=1), order="o"))
    assert (bob.beans, bob.debt) == (0, 490)


# How many castles, for how much money; 32 bits would take the third for its price.
CASTLES = [
    (2**20, 0, "quantity_out_of_range"),
    (10**6, LARGEST_AMOUNT, "insufficient_beans"),
    (4295, 4295 * 10**12 % 2**32, "exchange_price_differs"),
    (4295, 4295 * 10**12, "amount_out_of_range"),
    (4295, 0, "exchange_price_differs"),
    (10, LARGEST_AMOUNT - 1, "exchange_price_differs"),
    (10, LARGEST_AMOUNT, None),
]


@pytest.mark.parametrize(("quantity", "fen", "code"), CASTLES)
def test_class_g_a_price_times_a_quantity_wraps(quantity, fen, code):
    """Many of an item whose price is near the border: exact, or refused."""
    item = {"kind": "goods", "beans": 10**9, "cash_fen": 10**12}
    ann = member_with(LARGEST_AMOUNT, small_program({"catalogue": {"castle": item}}))
    event = lc.BeansExchanged(
        id="x", at=after(hours=1), item="castle", quantity=quantity, amount_fen=fen
    )
    assert refused_unchanged(ann, event) == code
    paid = 0 if code else 10**10
    assert (ann.beans, books(ann).get("redeemed", 0)) == (LARGEST_AMOUNT - paid, paid)


def test_class_g_awards_multiplied_beyond_all_numbers():
    """The largest rate of the largest order by every multiplier is refused, not wrapped."""
    rule = {"trigger": "order_completed", "per_yuan": 10_000}
    program = small_program(growth={"earn": {"purchase": rule}})
    ann = lc.Member(program, id="ann")
    seen = 0
    for n in range(20):
        refusal = refused_unchanged(ann, bought(f"o{n}", LARGEST_AMOUNT, after(hours=n)))
        seen += refusal == "balance_out_of_range"
        assert 0 <= ann.growth <= LARGEST_BALANCE
    assert seen
    with pytest.raises(lc.ProgramError):
        program.with_({"growth.earn.purchase.multipliers": {"twice": {"times": "2"}}})


def test_class_g_small_gifts_without_end():
    """A balance just below its border takes what fits, and refuses one bean more."""
    ann = lc.Member(small_program(), id="ann")
    full, rest = divmod(LARGEST_BALANCE, LARGEST_AMOUNT)
    for n, beans in enumerate([LARGEST_AMOUNT] * full + [rest - 1]):
        assert ann.apply(lc.Adjusted(id=f"a{n}", at=NOON, beans=beans)).accepted
    assert ann.beans == LARGEST_BALANCE - 1
    for way in (
        lc.Adjusted(id="x", at=after(hours=1), beans=2),
        lc.Imported(id="x", at=after(hours=1), beans=2),
        bought("x", 200, after(hours=1)),
    ):
        assert refused_unchanged(ann, way) == "balance_out_of_range"
    assert ann.apply(bought("last", 100, after(hours=1))).accepted
    assert ann.beans == LARGEST_BALANCE
    ann.verify()
