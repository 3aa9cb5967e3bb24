"""Values that must not get in: numbers, names, amounts, returns of nothing, unknown words, ids.

Times and repeats are in test_bad_time.py, numbers at every border in test_bad_numbers.py, documents
in test_bad_documents.py, stored bytes in test_bad_bytes.py, what an interrupt leaves in
test_interrupts.py, the settings of the machine in test_environment.py.
"""

import importlib
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import loyaltycore as lc
from tests.python.build import NOON, after, order

BOUNDARY = [0, 1, 2**31 - 1, 2**31, 2**53 - 1, 2**53, 10**13, 10**13 + 1, 2**63 - 1, -1, -(2**63)]


@pytest.mark.parametrize("number", BOUNDARY)
@pytest.mark.parametrize("field", ["amount_fen", "quantity", "freight_fen", "beans", "growth"])
def test_numbers_at_every_border_are_booked_or_refused(shop, field, number):
    bob = lc.Member(shop, id="bob")
    before = bob.digest(after(days=1))
    try:
        if field in {"beans", "growth"}:
            result = bob.apply(lc.Adjusted(id="a", at=NOON, **{field: number}))
        elif field == "freight_fen":
            lines = [lc.Line(amount_fen=100)]
            result = bob.apply(lc.OrderCompleted(id="a", at=NOON, lines=lines, freight_fen=number))
        else:
            line = lc.Line(**({"amount_fen": 100} | {field: number}))
            result = bob.apply(lc.OrderCompleted(id="a", at=NOON, lines=[line]))
    except lc.DataError as error:
        assert error.column in {field, "quantity"}  # noqa: PT017
        return
    bob.verify()
    if not result:
        assert bob.digest(after(days=1)) == before


@pytest.mark.parametrize(
    "wrong",
    [
        1.0,
        1.5,
        float("nan"),
        float("inf"),
        1e300,
        True,
        "100",
        "--5",
        b"1",
        None,
        [1],
        Decimal("3.7"),
        Decimal(3),
        Fraction(7, 2),
        np.float64(1),
        np.bool_(True),
        np.datetime64("NaT"),
        2**63,
        -(2**63) - 1,
        10**30,
    ],
    ids=repr,
)
def test_an_amount_is_an_exact_int_or_an_error(wrong):
    with pytest.raises(lc.DataError) as caught:
        lc.Line(amount_fen=wrong)
    assert caught.value.column == "amount_fen"
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("right", [100, np.int64(100), np.uint8(100), np.array(100)], ids=repr)
def test_whole_numbers_of_numpy_are_exact(right):
    assert lc.Line(amount_fen=right).amount_fen == 100


COLUMNS = {
    "a float": np.array([1.0, 2.0]),
    "a NaN": np.array([1.0, np.nan]),
    "a bool": np.array([True, False]),
    "text": np.array(["1", "2"]),
    "a datetime": np.array(["2016-01-01", "NaT"], dtype="datetime64[us]"),
    "a huge unsigned": np.array([1, 2**63], dtype=np.uint64),
    "a null": np.array([1, None], dtype=object),
    "a fraction": np.array([1, Decimal("3.7")], dtype=object),
    "two dimensions": np.array([[1], [2]]),
}


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS.keys())
def test_a_money_column_is_int64_or_an_error(column):
    events = {
        "id": np.array(["a", "b"]),
        "member": np.array(["m", "m"]),
        "kind": np.array(["order_completed"] * 2),
        "occurred_at_us": np.array([1, 2]),
    }
    with pytest.raises(lc.DataError) as caught:
        lc.history(events, {"event_id": events["id"], "amount_fen": column})
    assert caught.value.column == "amount_fen"
    assert caught.value.remedy


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


def test_negative_and_zero_amounts(ann):
    for fen in (-1, -(10**13)):
        result = ann.apply(order("o", fen))
        assert result.refusal == "amount_out_of_range"
    line = lc.Line(amount_fen=100, quantity=0)
    result = ann.apply(lc.OrderCompleted(id="q", at=NOON, lines=[line]))
    assert result.refusal == "quantity_out_of_range"
    assert ann.apply(order("z", 0)).accepted


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
    def back(name, line=1, pieces=1, of="o"):
        event = lc.LineReturned(id=name, at=after(days=1), order=of, line=line, quantity=pieces)
        return ann.apply(event).refusal

    assert back("r0") == "order_unknown"
    ann.apply(order("o", 29_900, quantity=2))
    assert back("r1", pieces=3) == "return_exceeds_line"
    assert back("r2", line=9) == "line_unknown"
    assert back("r3", pieces=2) is None
    assert back("r4") == "return_exceeds_line"
    assert ann.beans == 0
    assert back("r3", pieces=2) is None


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


def test_unknown_names_are_refused_or_counted(shop, ann):
    with pytest.raises(lc.DataError):
        lc.Tender("bitcoin", 100)
    with pytest.raises(lc.DataError):
        lc.Event.from_json('{"kind": "???", "id": "e", "occurred_at": 1')
    unknown = lc.Event.declared("no_such_kind", id="e", at=NOON)
    assert ann.apply(unknown).refusal == "kind_unknown"
    strict = shop.with_({"categories": {"unknown": "reject", "known": ["book"]}})
    bob = lc.Member(strict, id="bob")
    assert bob.apply(order("o", 100, category="???")).refusal == "category_unknown"
    assert bob.apply(order("p", 100, category="book")).accepted


@pytest.mark.parametrize(
    "good", ["a", "x" * 128, "\u00e9", "e\u0301", "\u0645\u0631\u062d\u0628\u0627", "\U0001f600"]
)
def test_ids_are_exact_bytes(shop, good):
    engine = lc.Engine(shop)
    assert engine.apply(lc.Login(id=good, at=NOON, member=good)).accepted
    assert engine.members() == [good]
    assert lc.Engine.load(shop, engine.save()).members() == [good]
    replayed = lc.replay(shop, [lc.Login(id=good, at=NOON, member=good)], kind="numpy")
    assert replayed.members["member"].tolist() == [good]


@pytest.mark.parametrize("bad", ["", "x" * 129, "a\0b", "\ud800"], ids=ascii)
def test_ids_that_are_none(shop, bad):
    with pytest.raises(lc.DataError):
        lc.Member(shop, id=bad)


def test_composed_and_decomposed_twins_are_two(shop):
    engine = lc.Engine(shop)
    for name in ("\u00e9", "e\u0301"):
        engine.apply(lc.Login(id="l", at=NOON, member=name))
    assert len(engine) == 2
