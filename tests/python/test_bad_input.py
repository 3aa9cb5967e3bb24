"""Values that must not get in: numbers that are none, wrong signs, returns of nothing.

Names and ids are in test_bad_names.py, times and repeats in test_bad_time.py, days in
test_calendar.py, numbers at every border in test_bad_numbers.py and test_bad_parameters.py,
documents in test_bad_documents.py, stored bytes in test_bad_bytes.py and test_torn_files.py, what
an interrupt leaves in test_interrupts.py, the settings of the machine in test_environment.py.
"""

import importlib
import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import loyaltycore as lc
from loyaltycore import _core
from tests.python.build import NOON, after, order

# Numbers. -------------------------------------------------------------------------------------

NO_INTS = [1.0, 1.5, float("nan"), float("inf"), 1e300, True, "100", "--5", b"1", [1]]
NO_INTS += [Decimal("3.7"), Decimal(3), Fraction(7, 2), np.float64(1), np.bool_(True)]
NO_INTS += [np.datetime64("NaT"), np.array([1]), 2**63, -(2**63) - 1, 10**30]
COUNTS = ["amount_fen", "freight_fen", "beans", "growth", "value", "quantity", "ordinal", "line"]
COUNTS += ["sub_order", "copied_percent", "duplicate_percent", "reporters", "sequence"]


@pytest.mark.parametrize("wrong", NO_INTS, ids=repr)
def test_a_number_is_an_exact_int_or_an_error(wrong):
    def line(field):
        return lambda value: lc.Line(**({"amount_fen": 1} | {field: value}))

    def event(field):
        fields = {"id": "e", "occurred_at": NOON}
        return lambda value: _core.make_event("order_completed", fields | {field: value})

    doors = {f"event {field}": (field, event(field)) for field in COUNTS}
    for field in ("amount_fen", "quantity", "line", "sub_order"):
        doors[f"line {field}"] = (field, line(field))
    doors["tender"] = ("amount_fen", lambda value: lc.Tender("cash", value))
    for door, (field, make) in doors.items():
        with pytest.raises(lc.DataError) as caught:
            make(wrong)
        assert caught.value.column == field, door
        assert caught.value.remedy, door
        assert len(str(caught.value)) < 250, door


@pytest.mark.parametrize("wrong", ["2016-07-01", 1.5, True, np.datetime64("NaT")], ids=repr)
def test_a_time_is_aware_or_an_error(wrong):
    for field in ("at", "recorded_at"):
        with pytest.raises(lc.DataError) as caught:
            lc.Login(**({"id": "l", "at": NOON} | {field: wrong}))
        assert caught.value.column == field


def test_an_event_has_an_id_and_a_time():
    """None is "not given" where a field may be left out; these may not."""
    for field in ("id", "at"):
        given = {"id": "e", "at": NOON} | {field: None}
        makers = [lc.Login, lambda **more: lc.Event.declared("own", **more)]
        for make in makers:
            with pytest.raises(lc.DataError) as caught:
                make(**given)
            assert (caught.value.code, caught.value.column) == ("field_missing", field)
            assert caught.value.remedy
    assert lc.Tick(id=None, at=NOON).kind == "tick"


@pytest.mark.parametrize("right", [100, np.int64(100), np.uint8(100), np.array(100)], ids=repr)
def test_whole_numbers_of_numpy_are_exact(right):
    assert lc.Line(amount_fen=right).amount_fen == 100


# A column of two rows, and the row that is told; None where the whole column is wrong.
NO_COLUMNS = {
    "a float": (np.array([1.0, 2.0]), None),
    "a NaN": (np.array([1.0, np.nan]), None),
    "a bool": (np.array([True, False]), None),
    "text": (np.array(["1", "2"]), None),
    "a datetime": (np.array(["2016-01-01", "NaT"], dtype="datetime64[us]"), None),
    "a huge unsigned": (np.array([1, 2**63], dtype=np.uint64), 1),
    "a fraction": (np.array([1, Decimal("3.7")], dtype=object), 1),
    "a huge int": (np.array([1, 2**63], dtype=object), 1),
    "a bool among numbers": (np.array([1, True], dtype=object), 1),
    "an infinity": (np.array([1, float("inf")], dtype=object), 1),
    "two dimensions": (np.array([[1], [2]]), None),
    "another byte order and a float": (np.array([1.0, 2.0], dtype=">f8"), None),
}
EVENTS = {
    "id": np.array(["a", "b"]),
    "member": np.array(["m", "m"]),
    "kind": np.array(["order_completed"] * 2),
    "occurred_at_us": np.array([1, 2]),
}
LINES = {"event_id": EVENTS["id"], "amount_fen": np.array([1, 2])}


@pytest.mark.parametrize("wrong", NO_COLUMNS)
def test_a_column_of_numbers_is_int64_or_an_error(wrong):
    column, row = NO_COLUMNS[wrong]
    times = ["occurred_at_us", "recorded_at_us", "expires_at_us", "completed_at_us"]
    of_lines = ["amount_fen", "quantity", "line", "sub_order"]
    tables = [(name, (EVENTS | {name: column},)) for name in COUNTS + times]
    tables += [(name, (EVENTS, LINES | {name: column})) for name in of_lines]
    tender = {"event_id": EVENTS["id"], "kind": np.array(["cash"] * 2), "amount_fen": column}
    tables.append(("amount_fen", (EVENTS, LINES, tender)))
    for name, parts in tables:
        with pytest.raises(lc.DataError) as caught:
            lc.history(*parts)
        error = caught.value
        assert (error.column, bool(error.remedy)) == (name, True), str(error)
        assert error.row in (row, None) if row is None else error.row == row, str(error)


def test_a_null_has_no_number_of_its_own():
    """Left out where a field may be, an error where it must be said."""
    hidden = np.array([1, None], dtype=object)
    assert lc.history(EVENTS | {"beans": hidden}).events == 2
    for tables in (
        (EVENTS | {"occurred_at_us": hidden},),
        (EVENTS, LINES | {"amount_fen": hidden}),
    ):
        with pytest.raises(lc.DataError) as caught:
            lc.history(*tables)
        assert (caught.value.code, caught.value.row) == ("null", 1)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_frames_are_as_strict(kind):
    module = importlib.import_module(kind)
    make = {"pandas": "DataFrame", "polars": "DataFrame", "pyarrow": "table"}[kind]
    good = {"id": ["a", "b"], "member": ["m", "m"], "kind": ["login"] * 2}
    naive = [after().replace(tzinfo=None), after(days=1).replace(tzinfo=None)]
    bad = {
        "at": ("time_naive", {"at": naive}),
        "member": ("null", {"at": [after(), after()], "member": ["m", None]}),
        "beans": ("column_type", {"at": [after(), after()], "beans": [1.5, 2.0]}),
        "amount": ("column_unknown", {"at": [after(), after()], "amount": [1, 2]}),
    }
    for column, (code, changes) in bad.items():
        with pytest.raises(lc.DataError) as caught:
            lc.history(getattr(module, make)(good | changes))
        assert (caught.value.column, caught.value.code) == (column, code)


def test_purchases_are_no_events_and_are_told_where_to_go():
    purchases = {"member": np.array([1]), "time": np.array([0]), "yuan": np.array([2.5])}
    with pytest.raises(lc.DataError, match="looks like purchases, not events") as caught:
        lc.history(purchases)
    assert caught.value.code == "column_unknown"
    assert "loyaltycore.events_from_transactions" in caught.value.remedy


@pytest.mark.parametrize("name", ["time", "Timestamp", "date", "when"])
def test_a_column_of_times_is_called_at(name):
    with pytest.raises(lc.DataError, match="did you mean 'at'"):
        lc.history(EVENTS | {name: np.array([0, 1])})


def bought(amount_fen=100, quantity=1, tender=None, freight_fen=0):
    tenders = [] if tender is None else [lc.Tender("cash", tender)]
    line = lc.Line(amount_fen=amount_fen, quantity=quantity)
    return lc.OrderCompleted(
        id="o", at=after(1), lines=[line], tenders=tenders, freight_fen=freight_fen
    )


def told(kind, **fields):
    return _core.make_event(kind, {"id": "e", "occurred_at": after(1)} | fields)


AMOUNT, QUANTITY, MISSING = "amount_out_of_range", "quantity_out_of_range", "field_missing"
SIGNS = {
    "a line of nothing": (bought(0), None),
    "a line below nothing": (bought(-1), AMOUNT),
    "no pieces": (bought(quantity=0), QUANTITY),
    "pieces below nothing": (bought(quantity=-1), QUANTITY),
    "a tender of nothing": (bought(tender=0), AMOUNT),
    "a tender below nothing": (bought(tender=-100), AMOUNT),
    "freight below nothing": (bought(freight_fen=-1), AMOUNT),
    "a return of no pieces": (told("line_returned", order="first", line=1, quantity=0), QUANTITY),
    "a return of fewer": (told("line_returned", order="first", line=1, quantity=-1), QUANTITY),
    "no beans redeemed": (told("beans_redeemed", beans=0, amount_fen=10_000), MISSING),
    "beans unredeemed": (told("beans_redeemed", beans=-1000, amount_fen=10_000), AMOUNT),
    "paid below nothing": (told("beans_redeemed", beans=1000, amount_fen=-1), AMOUNT),
    "no beans held": (told("beans_held", beans=0, subject="h"), MISSING),
    "beans held back": (told("beans_held", beans=-5, subject="h"), AMOUNT),
    "nothing exchanged": (told("beans_exchanged", item="daledou", quantity=0), QUANTITY),
    "an exchange backwards": (told("beans_exchanged", item="daledou", quantity=-1), QUANTITY),
    "cash below nothing": (told("beans_exchanged", item="youhuigou", amount_fen=-990), AMOUNT),
    "a review of a price below": (told("review_approved", amount_fen=-1), AMOUNT),
    "a how-manyeth before the first": (told("review_approved", ordinal=-1), QUANTITY),
    "freight of a refusal": (told("order_refused", order="open", freight_fen=-1), AMOUNT),
    "beans grabbed away": (lc.Event.declared("bean_grab", id="g", at=after(1), beans=-1), AMOUNT),
    "a debt imported": (told("imported", beans=-1), AMOUNT),
    "growth imported below nothing": (told("imported", growth=-1), AMOUNT),
    # The one kind that may go down.
    "a correction downwards": (told("adjusted", beans=-1, growth=-1), None),
    "a correction of nothing": (told("adjusted"), None),
}


@pytest.mark.parametrize("name", SIGNS)
def test_zero_and_negative_numbers_by_kind(ann, name):
    event, refusal = SIGNS[name]
    ann.apply(lc.Adjusted(id="a", at=NOON, beans=9000, growth=9))
    ann.apply(order("first", 29_900))
    ann.apply(lc.OrderPlaced(id="open", at=NOON, lines=[lc.Line(amount_fen=100)]))
    before = ann.save()
    result = ann.apply(event)
    assert (result.refusal, result.accepted) == (refusal, refusal is None)
    assert refusal is None or ann.save() == before


LACKING = [
    *((kind, {}, "order") for kind in ("order_placed", "order_paid", "order_completed")),
    *((kind, {}, "order") for kind in ("order_cancelled", "order_refused", "line_returned")),
    *((kind, {}, "subject") for kind in ("review_deleted", "beans_released", "beans_held")),
    ("beans_held", {"subject": "h"}, "beans"),
    ("beans_redeemed", {}, "beans"),
    ("beans_exchanged", {}, "item"),
    ("credit_updated", {"value": 1}, "input"),
    ("imported", {"tier": "king"}, "tier"),
]


@pytest.mark.parametrize(("kind", "fields", "field"), LACKING)
def test_a_missing_field_is_named_at_every_door(shop, ann, kind, fields, field):
    event = told(kind, member="ann", **fields)
    engine = lc.Engine(shop)
    for refusal in (
        ann.apply(event).refusal,
        ann.explain(event).refusal,
        engine.apply(event).refusal,
        engine.apply_many([event])[0].refusal,
    ):
        assert refusal == MISSING
        assert refusal.field == field


@pytest.mark.parametrize("zero", ["-0", "--5", "-0.0"])
def test_a_signed_zero_is_refused_at_parse(zero):
    text = '{"kind": "beans_redeemed", "id": "e", "occurred_at": 1, "amount_fen": %s}'
    assert lc.Event.from_json(text % "0").amount_fen == 0
    with pytest.raises(lc.DataError):
        lc.Event.from_json(text % zero)
    document = '{"format": 1, "meta": {"id": "x"}, "events_accepted": {"clock_skew_seconds": %s}}'
    assert lc.Program.from_json(document % "0").id == "x"
    with pytest.raises(lc.ProgramError):
        lc.Program.from_json(document % zero)


def test_returns_of_what_is_not_there(ann):
    def back(name, line=1, pieces=1, of="o", at=1):
        event = lc.LineReturned(id=name, at=after(days=at), order=of, line=line, quantity=pieces)
        return ann.apply(event)

    early = back("r0")
    # Nothing is parked: told again when its order is there, it is taken.
    assert (early.refusal, early.refusal.transient) == ("order_unknown", True)
    ann.apply(order("o", 29_900, quantity=2))
    assert back("r1", pieces=3).refusal == "return_exceeds_line"
    assert back("r2", line=9).refusal == "line_unknown"
    assert back("r0").accepted
    assert back("r3", pieces=2).refusal == "return_exceeds_line"
    assert back("r3").accepted
    assert back("r4").refusal == "return_exceeds_line"
    assert back("r3").duplicate
    assert ann.beans == ann.growth == 0
    (july,) = ann.state()["months"]
    assert (july["spend_fen"], july["returned_fen"]) == (29_900, 29_900)


@pytest.mark.parametrize("seed", range(30))
def test_no_row_of_returns_makes_spending_negative(ann, seed):
    """Whatever is brought back, in whatever pieces, and refused or not."""
    rng = random.Random(seed)
    pieces = [rng.choice([1, 2, 3, 7]) for _ in range(3)]
    lines = [lc.Line(amount_fen=rng.randrange(9000), quantity=each) for each in pieces]
    ann.apply(lc.OrderCompleted(id="o", at=NOON, lines=lines))
    taken = [0, 0, 0]
    for n in range(99):
        line, quantity = rng.randrange(1, 5), rng.choice([1, 1, 2, 5])
        event = lc.LineReturned(
            id=f"r{n}", at=after(hours=n), order="o", line=line, quantity=quantity
        )
        if ann.apply(event).accepted:
            taken[line - 1] += quantity
        (month,) = ann.state()["months"]
        assert 0 <= month["returned_fen"] <= month["spend_fen"]
        assert all(a <= b for a, b in zip(taken, pieces, strict=True))
        ann.verify()
    assert taken == pieces
    assert month["returned_fen"] == month["spend_fen"]


@pytest.mark.parametrize(
    "steps",
    [
        ("cancel", "expire", "return"),
        ("return", "expire", "cancel"),
        ("expire", "cancel", "return"),
        ("return", "return", "expire"),
    ],
)
def test_cancel_expire_and_claw_back_meet_on_one_lot(ann, steps):
    ann.apply(order("o", 500_000, quantity=2))
    for n, step in enumerate(steps):
        at = after(days=300 * (n + 1) if step == "expire" else n + 1)
        at = max(at, after(days=1) + timedelta(days=300 * n))
        if step == "expire":
            ann.settle(after(days=900))
            ann.verify()
            continue
        kind = lc.OrderCancelled if step == "cancel" else lc.LineReturned
        more = {} if step == "cancel" else {"line": 1}
        ann.apply(kind(id=f"s{n}", at=at, order="o", **more))
        ann.verify()
        books = ann.state()["accounts"]["beans"]
        assert sum(books.values()) == 0
        assert min(value for name, value in books.items() if name not in {"issuer", "debt"}) >= 0


DAY = date(2017, 1, 1)


@pytest.mark.parametrize(
    ("make", "when", "naive", "aware"),
    [
        (
            pl.DataFrame,
            "2017-01-01 10:00",
            ".str.to_datetime()",
            '.str.to_datetime(time_zone="UTC")',
        ),
        (pl.DataFrame, DAY, ".cast(polars.Datetime)", '.cast(polars.Datetime("us", "UTC"))'),
        (
            pd.DataFrame,
            "2017-01-01",
            "pandas.to_datetime(...)",
            "pandas.to_datetime(..., utc=True)",
        ),
        (pd.DataFrame, DAY, "pandas.to_datetime(...)", "write an aware datetime"),
        (pa.table, DAY, '.cast(pyarrow.timestamp("us"))', '.cast(pyarrow.timestamp("us", "UTC"))'),
    ],
)
def test_what_is_no_time_is_told_what_makes_times_of_it(make, when, naive, aware):
    data = make({"who": ["ann"], "when": [when], "paid": [1]})
    names = {"member": "who", "time": "when", "amount": "paid"}
    with pytest.raises(lc.DataError) as caught:
        lc.events_from_transactions(data, **names)
    assert aware in caught.value.remedy
    with pytest.raises(lc.DataError) as caught:
        lc.events_from_transactions(data, **names, zone="Asia/Shanghai")
    assert f"naive ones are read as Asia/Shanghai; {naive} makes" in caught.value.remedy
    assert str(caught.value).endswith(caught.value.remedy)
