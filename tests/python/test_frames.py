"""Tables of five kinds, in and out: the same answer, and the same kind back."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import loyaltycore as lc
from tests.python.build import after, order

ROWS = 120
KINDS = ["pandas", "polars", "pyarrow", "duckdb", "numpy"]


def columns():
    """Orders of seven members as plain lists."""
    start = int(after().timestamp()) * 1_000_000
    return {
        "id": [f"o{n}" for n in range(ROWS)],
        "member": [f"m{n % 7}" for n in range(ROWS)],
        "kind": ["order_completed"] * ROWS,
        "order": [f"o{n}" for n in range(ROWS)],
        "occurred_at_us": [start + n * 3_600_000_000 for n in range(ROWS)],
    }, {
        "event_id": [f"o{n}" for n in range(ROWS)],
        "amount_fen": [29_900 + n for n in range(ROWS)],
        "category": ["appliance"] * ROWS,
        "sku": [f"sku-o{n}" for n in range(ROWS)],
    }


def as_kind(table, kind):
    """A table of one kind; times aware where the kind knows zones."""
    if kind == "numpy":
        return {name: np.asarray(values) for name, values in table.items()}
    frame = pd.DataFrame(table)
    if "occurred_at_us" in frame:
        at = pd.to_datetime(frame.pop("occurred_at_us"), unit="us", utc=True)
        frame["at"] = at.astype("datetime64[us, UTC]")
    if kind == "pandas":
        return frame
    if kind == "polars":
        return pl.from_pandas(frame)
    arrow = pa.Table.from_pandas(frame)
    if kind == "pyarrow":
        return arrow
    return duckdb.from_arrow(arrow)


@pytest.fixture(scope="module")
def by_events(shop):
    events = [order(f"o{n}", 29_900 + n, after(hours=n), member=f"m{n % 7}") for n in range(ROWS)]
    return lc.replay(shop, events)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_digest_of_the_events(shop, by_events, kind):
    events, lines = (as_kind(table, kind) for table in columns())
    past = lc.history(events, lines)
    assert (past.events, past.lines, past.members) == (ROWS, ROWS, 7)
    assert lc.replay(shop, past).digest == by_events.digest


@pytest.mark.parametrize("kind", KINDS)
def test_what_goes_in_comes_out(shop, kind):
    events, lines = (as_kind(table, kind) for table in columns())
    outputs = ["members", "monthly", "refusals", "ledger"]
    result = lc.replay(shop, lc.history(events, lines), outputs=outputs)
    names = ["members", "monthly", "tiers", "flows", "accounts", "refusals", "ledger"]
    for table in (getattr(result, name) for name in names):
        assert type(table).__module__.split(".")[0] in {
            "numpy": {"builtins"},
            "duckdb": {"_duckdb", "duckdb"},
        }.get(kind, {kind})
    members = result.members
    ids = (
        members["member"]
        if kind != "duckdb"
        else [row[0] for row in members.project("member").fetchall()]
    )
    assert list(map(str, ids)) == [f"m{n}" for n in range(7)]


@pytest.mark.parametrize("kind", KINDS)
def test_integer_members_come_back_as_integers(shop, kind):
    events, lines = columns()
    events["member"] = [n % 7 for n in range(ROWS)]
    past = lc.history(as_kind(events, kind), as_kind(lines, kind))
    members = lc.replay(shop, past).members
    ids = (
        members["member"]
        if kind != "duckdb"
        else [row[0] for row in members.project("member").fetchall()]
    )
    assert [int(each) for each in ids] == list(range(7))
    assert not isinstance(ids[0], str)


def test_anything_with_the_arrow_stream_interface_comes_in(shop, by_events):
    class Stream:
        def __init__(self, table):
            self.table = table

        def __arrow_c_stream__(self, requested_schema=None):
            return self.table.__arrow_c_stream__(requested_schema)

    events, lines = (Stream(as_kind(table, "pyarrow")) for table in columns())
    assert lc.replay(shop, lc.history(events, lines)).digest == by_events.digest


def test_labels_come_as_lists(shop):
    events, lines = columns()
    lines["labels"] = [["a", "b"] if n % 2 else [] for n in range(ROWS)]
    past = lc.history(as_kind(events, "polars"), pl.DataFrame(lines))
    assert past.lines == ROWS


def test_tenders_join_by_event(shop):
    events, lines = columns()
    tenders = {
        "event_id": lines["event_id"],
        "kind": ["red_packet"] * ROWS,
        "amount_fen": lines["amount_fen"],
    }
    past = lc.history(*(as_kind(each, "pandas") for each in (events, lines, tenders)))
    result = lc.replay(shop, past)
    assert int(result.members["beans"].sum()) == 0


def test_a_table_that_was_not_asked_for(shop, by_events):
    with pytest.raises(AttributeError, match="outputs"):
        _ = by_events.ledger
    with pytest.raises(lc.DataError, match="members, ledger"):
        lc.replay(shop, [], outputs=["tiers"])


def test_kind_may_be_chosen(shop):
    result = lc.replay(shop, [order("o", 100, member=1)], kind="numpy")
    assert isinstance(result.members["member"], np.ndarray)
    assert "tier_expires_at_us" in result.members


def test_something_else_is_no_table():
    with pytest.raises(TypeError, match="pandas"):
        lc.history(3.5)
