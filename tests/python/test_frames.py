"""Tables of every kind, in and out: the same answer, and the same kind back.

Every test runs with those libraries of tables that are installed; test_frames_base.py runs this
file where there is none.
"""

import datetime as dt
from importlib import import_module
from importlib.util import find_spec

import nanoarrow as na
import numpy as np
import pytest

import loyaltycore as lc
from tests.python.build import after, order

ROWS = 120
OPTIONAL = [kind for kind in ("pandas", "polars", "pyarrow", "duckdb") if find_spec(kind)]
KINDS = [*OPTIONAL, "numpy"]
needs_polars = pytest.mark.skipif("polars" not in OPTIONAL, reason="Polars is not installed")
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


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
    if kind == "arrow":
        return Stream(arrow_array(table))
    frame = import_module("pandas").DataFrame(table)
    if "occurred_at_us" in frame:
        at = import_module("pandas").to_datetime(frame.pop("occurred_at_us"), unit="us", utc=True)
        frame["at"] = at.astype("datetime64[us, UTC]")
    if kind == "pandas":
        return frame
    if kind == "polars":
        return import_module("polars").from_pandas(frame)
    arrow = import_module("pyarrow").Table.from_pandas(frame)
    if kind == "pyarrow":
        return arrow
    return import_module("duckdb").from_arrow(arrow)


class Stream:
    """Has the Arrow stream interface and nothing else."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


def arrow_array(table):
    """A table as a struct array of nanoarrow; times aware."""
    children = {}
    for name, values in table.items():
        if name == "occurred_at_us":
            kind = na.timestamp("us", timezone="UTC")
            stamps = np.asarray(values, dtype=np.int64)
            children["at"] = na.c_array_from_buffers(kind, len(values), [None, stamps])
        else:
            whole = isinstance(values[0], int)
            children[name] = na.c_array(values, na.int64() if whole else na.string())
    kind = na.struct({name: child.schema for name, child in children.items()})
    parts = [*children.values()]
    return na.Array(na.c_array_from_buffers(kind, len(parts[0]), [None], children=parts))


@pytest.fixture(scope="module")
def by_events(shop):
    events = [order(f"o{n}", 29_900 + n, after(hours=n), member=f"m{n % 7}") for n in range(ROWS)]
    return lc.replay(shop, events)


@pytest.mark.parametrize("kind", [*KINDS, "arrow"])
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


TABLES = ["members", "monthly", "tiers", "flows", "accounts", "refusals", "ledger"]


def from_numpy(table):
    """The values of a dict of arrays, as Arrow has them: aware times, None for never."""
    out = {}
    for name, values in table.items():
        listed = values.tolist()
        if name.endswith("_us"):
            listed = [
                None if each == 2**63 - 1 else EPOCH + dt.timedelta(microseconds=each)
                for each in listed
            ]
        out[name.removesuffix("_us")] = listed
    return out


@pytest.mark.parametrize("integers", [False, True], ids=["text ids", "integer ids"])
def test_an_arrow_stream_gives_an_arrow_stream_in_which_nothing_vanishes(shop, integers):
    events, lines = columns()
    if integers:
        events["member"] = [n % 7 for n in range(ROWS)]
    lines = {name: values[:-1] for name, values in lines.items()}  # The last order is refused.
    past = lc.history(as_kind(events, "arrow"), as_kind(lines, "arrow"))
    outputs = ["members", "monthly", "refusals", "ledger"]
    in_arrow = lc.replay(shop, past, outputs=outputs)
    in_numpy = lc.replay(shop, past, outputs=outputs, kind="numpy")
    for name in TABLES:
        rows = na.Array(getattr(in_arrow, name)).to_pylist()
        wanted = from_numpy(getattr(in_numpy, name))
        assert len(rows) == len(next(iter(wanted.values()))) > 0, name
        assert {column: [row[column] for row in rows] for column in rows[0]} == wanted, name
    member = na.Array(in_arrow.members).to_pylist()[0]
    assert (member["member"], member["tier"]) == ((0 if integers else "m0"), "silver")
    assert isinstance(member["next_expiry_on"], dt.date)
    assert member["decided_at"].tzinfo is not None


@needs_polars
def test_labels_come_as_lists():
    events, lines = columns()
    lines["labels"] = [["a", "b"] if n % 2 else [] for n in range(ROWS)]
    past = lc.history(as_kind(events, "polars"), import_module("polars").DataFrame(lines))
    assert past.lines == ROWS


def test_tenders_join_by_event(shop):
    events, lines = columns()
    tenders = {
        "event_id": lines["event_id"],
        "kind": ["red_packet"] * ROWS,
        "amount_fen": lines["amount_fen"],
    }
    past = lc.history(*(as_kind(each, "numpy") for each in (events, lines, tenders)))
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
