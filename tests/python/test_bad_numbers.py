"""Numbers at every border, in every field of an event, one by one and in pairs.

What is out of range is a typed refusal and changes nothing; what is in range is booked, and the
books close below 2^53.
"""

import itertools

import pytest

import loyaltycore as lc
from loyaltycore import _core
from tests.python.borders import (
    BORDERS,
    LARGEST_AMOUNT,
    LARGEST_BALANCE,
    LAST_INSTANT,
    attempt,
    highest,
)
from tests.python.build import NOON, after, order

AT = after(days=9)
AS_OF = after(days=9, hours=1)

# The fields of each kind that are numbers; docs/events.md has them all.
EVIDENCE = {"ordinal", "copied_percent", "duplicate_percent", "reporters", "completed_at", "line"}
OPENING = {"freight_fen", "line.amount_fen", "line.quantity", "line.line", "line.sub_order"}
FIELDS = {
    "order_placed": OPENING | {"tender.amount_fen"},
    "order_paid": OPENING | {"tender.amount_fen"},
    "order_completed": OPENING | {"tender.amount_fen", "sub_order"},
    "order_cancelled": {"sub_order"},
    "order_refused": {"sub_order", "freight_fen"},
    "line_returned": {"line", "quantity"},
    "review_approved": EVIDENCE | {"amount_fen"},
    "photo_shown": EVIDENCE | {"amount_fen"},
    "credit_updated": {"value"},
    "beans_redeemed": {"beans", "amount_fen"},
    "beans_exchanged": {"quantity", "amount_fen"},
    "beans_held": {"beans", "amount_fen", "expires_at"},
    "adjusted": {"beans", "growth", "expires_at"},
    "imported": {"beans", "growth", "expires_at"},
    "bean_grab": {"beans", "ordinal"},
    "login": {"occurred_at", "recorded_at", "sequence", "quantity", "value", "amount_fen"},
    "tick": {"occurred_at", "recorded_at"},
}
NEEDED = {
    "order_placed": {"order": "new"},
    "order_paid": {"order": "new"},
    "order_completed": {"order": "new"},
    "order_cancelled": {"order": "open"},
    "order_refused": {"order": "open"},
    "line_returned": {"order": "done", "line": 1},
    "review_approved": {"order": "done", "line": 1},
    "photo_shown": {"order": "done", "line": 1},
    "credit_updated": {"input": "xiaobai"},
    "beans_redeemed": {"amount_fen": 100_000},
    "beans_exchanged": {"item": "daledou"},
    "beans_held": {"subject": "h"},
}


@pytest.fixture(scope="module")
def rich(shop):
    """A member with beans, an order that is done and one that is open."""
    bob = lc.Member(shop, id="bob")
    bob.apply(lc.Imported(id="i", at=NOON, beans=50_000, growth=1990))
    bob.apply(lc.OrderPlaced(id="open", at=NOON, lines=[lc.Line(amount_fen=88_800)]))
    bob.apply(order("done", 123_456, quantity=3))
    return bob


@pytest.fixture(scope="module")
def newcomer(shop):
    return lc.Member(shop, id="bob")


def made(kind, numbers):
    """An event of a kind with these numbers; the rest of it is sound."""
    fields = {"id": "e", "occurred_at": AT} | NEEDED.get(kind, {})
    line, tender = {"amount_fen": 7777}, {}
    for name, number in numbers.items():
        part, _, below = name.partition(".")
        if part == "tender":
            tender[below] = number
        elif below:
            line[below] = number
        else:
            fields[name] = number
    if kind in {"order_placed", "order_paid", "order_completed"}:
        fields["lines"] = [lc.Line(**line)]
        if tender:
            fields["tenders"] = [lc.Tender("cash", tender["amount_fen"])]
    if kind == "bean_grab":
        at = fields.pop("occurred_at")
        return lc.Event.declared(kind, id=fields.pop("id"), at=at, **fields)
    return _core.make_event(kind, fields)


def tried(base, kind, numbers):
    """The outcome of an event: an error's field, a refusal, or None for booked; checked."""
    event, error = attempt(lambda: made(kind, numbers))
    if error:
        names = {each.rpartition(".")[2] for each in numbers} | {"at"}
        assert error.column in names, (kind, numbers, str(error))
        assert error.remedy
        return "error"
    bob = base.copy()
    result = bob.apply(event)
    if result.refusal:
        assert bob == base, (kind, numbers)
        return result.refusal
    bob.verify()
    assert highest(bob) <= LARGEST_BALANCE, (kind, numbers)
    return None


def outcomes(base, kind, fields):
    """What came of every combination of borders in these fields."""
    return {
        tried(base, kind, dict(zip(fields, values, strict=True)))
        for values in itertools.product(BORDERS, repeat=len(fields))
    }


@pytest.mark.parametrize("kind", FIELDS)
def test_every_pair_of_borders_in_an_event_is_booked_or_refused(rich, newcomer, kind):
    base = newcomer if kind == "imported" else rich
    fields = sorted(FIELDS[kind])
    met = set()
    for pair in itertools.combinations(fields, 2) if len(fields) > 1 else [fields]:
        met |= outcomes(base, kind, pair)
    # Both sides of the borders were met; the value of an input has none.
    assert None in met
    assert met - {None} or kind == "credit_updated"


@pytest.mark.parametrize("kind", FIELDS)
def test_a_refusal_at_a_border_changes_no_digest(rich, newcomer, kind):
    base = newcomer if kind == "imported" else rich
    before = base.digest(AS_OF)
    for name in sorted(FIELDS[kind]):
        for number in BORDERS:
            bob = base.copy()
            try:
                result = bob.apply(made(kind, {name: number}))
            except lc.DataError:
                continue
            if result.refusal:
                assert bob.digest(AS_OF) == before, (name, number)


def test_the_borders_themselves(newcomer):
    def line(**numbers):
        return tried(newcomer, "order_completed", {f"line.{k}": v for k, v in numbers.items()})

    assert line(amount_fen=LARGEST_AMOUNT) is None
    assert line(amount_fen=LARGEST_AMOUNT + 1) == "amount_out_of_range"
    assert line(amount_fen=-1) == "amount_out_of_range"
    assert line(quantity=1_000_000) is None
    assert line(quantity=1_000_001) == "quantity_out_of_range"
    assert line(quantity=2**31) == "error"
    assert tried(newcomer, "adjusted", {"beans": LARGEST_AMOUNT}) is None
    assert tried(newcomer, "adjusted", {"beans": LARGEST_AMOUNT + 1}) == "amount_out_of_range"
    assert tried(newcomer, "adjusted", {"beans": -(2**63)}) == "amount_out_of_range"
    assert tried(newcomer, "login", {"occurred_at": LAST_INSTANT}) is None
    assert tried(newcomer, "login", {"occurred_at": LAST_INSTANT + 1}) == "time_out_of_range"
    assert tried(newcomer, "login", {"sequence": -(2**63)}) is None


@pytest.mark.parametrize("parts", ["lines", "tenders"])
def test_parts_in_range_whose_sum_is_not(newcomer, parts):
    half = LARGEST_AMOUNT // 2
    lines = [lc.Line(amount_fen=half), lc.Line(amount_fen=half + (parts == "lines"))]
    tenders = [lc.Tender("cash", half), lc.Tender("bank_card", half + (parts == "tenders"))]
    event = lc.OrderCompleted(id="o", at=AT, lines=lines, tenders=tenders)
    assert newcomer.copy().apply(event).refusal == "amount_out_of_range"


def test_a_quote_at_every_border_is_answered_or_refused(rich):
    before, answered = rich.save(), 0
    for beans, valid_us in itertools.product([*BORDERS, "all"], BORDERS):
        quote, error = attempt(
            lambda beans=beans, valid_us=valid_us: rich.quote(
                [lc.Line(amount_fen=7777)], beans, at=AT, valid_us=valid_us
            )
        )
        if error:
            assert error.column in {"beans", "valid_us"}, (beans, valid_us, str(error))
            continue
        answered += quote.refusal is None
        assert 0 <= quote.beans_spent <= quote.beans_usable <= LARGEST_BALANCE
        assert quote.valid_until >= quote.quoted_at
        assert beans == "all" or beans >= 0
        assert valid_us >= 0
    assert answered
    assert rich.save() == before


def test_a_quote_of_more_beans_than_numbers_hold_does_not_wrap(shop):
    """At 100 fen a bean, 2^62 + 1 beans are 25 * 2^64 fen, and the fen of one."""
    with pytest.warns(UserWarning, match="shop-claims"):
        bob = lc.Member(shop.with_({"beans.per_yuan": 1, "beans.redeem": None}), id="bob")
    bob.apply(lc.Imported(id="i", at=NOON, beans=50_000))
    for beans in (2**62 + 1, 2**64 // 100 + 1, 2**53):
        quote = bob.quote([lc.Line(amount_fen=7777)], beans, at=AT)
        assert quote.refusal == "amount_out_of_range"
        assert quote.beans_spent == 0


@pytest.mark.parametrize("field", ["beans", "growth"])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_balance_that_grows_without_end_stops_at_its_border(shop, field, sign):
    bob = lc.Member(shop.with_({"beans.reverse.shortfall": "debt"}), id="bob")
    refused = None
    for n in range(2**53 // LARGEST_AMOUNT + 2):
        before = bob.save()
        event = lc.Adjusted(id=f"a{n}", at=after(hours=n), **{field: sign * LARGEST_AMOUNT})
        refused = bob.apply(event).refusal
        if refused:
            assert bob.save() == before
            break
    bob.verify()
    assert highest(bob) <= LARGEST_BALANCE
    down = {"beans": "insufficient_beans", "growth": None}
    assert refused == ("balance_out_of_range" if sign > 0 else down[field])
