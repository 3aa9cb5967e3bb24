"""What few events carry in a table: records of closed lines, quotes that placements bind to."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import loyaltycore as lc
from tests.python.build import after, order

LATE = 900


@pytest.fixture(scope="module")
def record(shop):
    """The record of the one line of order o."""
    ann = lc.Member(shop, id="ann")
    ann.apply(order("o", 29_900))
    ((_, _, record),) = ann.settle(after(days=LATE)).archived
    return record


@pytest.fixture(scope="module")
def story(shop):
    """Events of ann: an order, a placement that binds to a quote, a late return with a record."""
    ann = lc.Member(shop, id="ann")
    events = [order("o", 2_900_000, member="ann"), lc.Login(id="l", at=after(days=1), member="ann")]
    for event in events:
        ann.apply(event)
    cart = lc.OrderPlaced(order="p", id="p", at=after(days=2), lines=[lc.Line(amount_fen=90_000)])
    quote = ann.quote(cart, beans="all")
    assert quote.beans_spent > 0
    placed = lc.OrderPlaced(id="p", at=after(days=2), quote=quote, member="ann")
    ((_, _, own), *_) = ann.settle(after(days=LATE - 1)).archived
    late = lc.LineReturned(
        id="r", at=after(days=LATE), member="ann", order="o", line=1, archived=own
    )
    return [*events, placed, late]


def tables_of(story):
    """The three tables of a story, as columns of Python objects."""
    parts = [(event, line) for event in story for line in event.lines]
    paid = [(event, tender) for event in story for tender in event.tenders]
    events = {
        "id": [event.id for event in story],
        "member": [event.member for event in story],
        "kind": [event.kind for event in story],
        "at": [event.occurred_at for event in story],
        "order": [event.order for event in story],
        "line": [event.line for event in story],
        "archived": [event.archived or None for event in story],
        "quoted": [event.quoted and event.quoted.to_json() for event in story],
    }
    lines = {
        "event_id": [event.id for event, _ in parts],
        "line": [line.line for _, line in parts],
        "amount_fen": [line.amount_fen for _, line in parts],
        "category": [line.category for _, line in parts],
        "sku": [line.sku for _, line in parts],
    }
    tenders = {
        "event_id": [event.id for event, _ in paid],
        "kind": [tender.kind for _, tender in paid],
        "amount_fen": [tender.amount_fen for _, tender in paid],
    }
    events["at_us"] = events.pop("at")
    return events, lines, tenders


def arrays(columns):
    """Columns as NumPy arrays: numbers as they are, all else as objects."""
    whole = {name for name in columns if isinstance(columns[name][0], int)}
    return {
        name: np.array(values) if name in whole else np.array(values, dtype=object)
        for name, values in columns.items()
    }


def test_a_table_replays_as_its_events(shop, story):
    one_by_one = lc.replay(shop, lc.history(story))
    assert one_by_one.counters["refused"] == 0
    assert one_by_one.counters["accepted"] == len(story)
    tables = tables_of(story)
    for make in (pd.DataFrame, pl.DataFrame, pa.table, arrays):
        history = lc.history(*map(make, tables))
        assert lc.replay(shop, history).digest == one_by_one.digest, make


def test_without_them_both_events_mean_something_else(shop, story):
    events, lines, tenders = tables_of(story)
    events["archived"] = [None] * len(story)
    counters = lc.replay(shop, lc.history(*map(pd.DataFrame, (events, lines, tenders)))).counters
    assert counters["refused_by_code"] == {"order_unknown": 1}


def test_a_record_may_be_hexadecimal_as_in_json(shop, story):
    events, lines, tenders = tables_of(story)
    events["archived"] = [each and each.hex() for each in events["archived"]]
    history = lc.history(*map(pl.DataFrame, (events, lines, tenders)))
    assert lc.replay(shop, history).counters["refused"] == 0


def one_row(**columns):
    """A table of two logins, the second of which carries something."""
    plain = {
        "id": ["a", "b"],
        "member": ["m", "m"],
        "kind": ["login", "login"],
        "at_us": [1_467_345_600_000_000, 1_467_345_600_000_001],
    }
    return pd.DataFrame(plain | columns)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("archived", b"no record", "archived_damaged"),
        ("archived", "xyz", "column_type"),
        ("archived", 7, "column_type"),
        ("archived", b"\0", "archived_damaged"),
        ("archived", "", "column_type"),
        ("archived", b"", "archived_damaged"),
        ("archived", "4c 43", "column_type"),
        ("quoted", "", "json_invalid"),
        ("quoted", "{}", "field_missing"),
        ("quoted", "no json", "json_invalid"),
        ("quoted", b"{}", "column_type"),
        ("quoted", 7, "column_type"),
    ],
)
def test_what_is_none_names_column_and_row(column, value, code):
    with pytest.raises(lc.DataError) as caught:
        lc.history(one_row(**{column: [None, value]}))
    error = caught.value
    assert (error.code, error.column, error.row) == (code, column, 1)
    assert f"{column}" in str(error)
    assert error.remedy


def test_a_damaged_record_is_named(record):
    damaged = bytes([record[0] ^ 1]) + record[1:]
    lc.history(one_row(archived=[record, None]))
    with pytest.raises(lc.DataError) as caught:
        lc.history(one_row(archived=[record, damaged]))
    assert (caught.value.code, caught.value.row) == ("archived_damaged", 1)


def test_an_array_that_drops_zeros_is_refused(record):
    fixed = {name: column.to_numpy() for name, column in one_row().items()}
    fixed["archived"] = np.array([record, record], dtype="S")
    with pytest.raises(lc.DataError, match="drops zero bytes") as caught:
        lc.history(fixed)
    assert caught.value.column == "archived"


def test_a_stream_takes_them_in_its_chunks(shop, story):
    whole = lc.replay(shop, lc.history(story))
    events, lines, tenders = map(pd.DataFrame, tables_of(story))

    def chunks():
        for row in range(len(events)):
            part = events.iloc[row : row + 1]
            here = [each[each["event_id"].isin(part["id"])] for each in (lines, tenders)]
            yield (part, *(each if len(each) else None for each in here))

    streamed = lc.replay(shop, chunks(), sorted=True, as_of=whole.as_of)
    assert streamed.digest == whole.digest
