"""Columns of a table as the core takes them: what is read, and what is refused by name and row."""

from datetime import UTC, datetime

import nanoarrow as na
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import loyaltycore as lc
from loyaltycore.columns import lists_of, numbers_of, texts_of
from loyaltycore.tables import read_table
from loyaltycore.time_columns import times_of
from tests.python.build import NOON
from tests.python.one_column import START, objects, of, refused, table

# Masks are nulls. -----------------------------------------------------------------------------


def test_a_masked_number_is_a_null():
    column = np.ma.array([7, 8, 9], mask=[False, True, False])
    values, present, _ = numbers_of(of(column), "beans")
    assert (values.tolist(), present.tolist()) == ([7, 0, 9], [1, 0, 1])
    refused("null", "beans", 1, numbers_of, of(column), "beans", needed=True)


def test_a_mask_that_hides_nothing_changes_nothing():
    values, present, _ = numbers_of(of(np.ma.array([7, 8], mask=[False, False])), "beans")
    assert (values.tolist(), present) == ([7, 8], None)


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(np.ma.array([5, 6], mask=[0, 1]), id="int"),
        pytest.param(np.ma.array(["x", "y"], mask=[0, 1]), id="text"),
        pytest.param(np.ma.array(["x", 5], mask=[0, 1], dtype=object), id="object"),
        pytest.param(objects("x", np.ma.masked), id="the constant"),
        pytest.param(objects("x", pd.NA), id="pandas NA"),
    ],
)
def test_a_masked_id_is_a_null(column):
    _, present, _ = texts_of(of(column, "sku"), "sku", ids=True)
    assert present.tolist() == [1, 0]
    refused("null", "member", 1, lc.history, table() | {"member": column})


def test_a_masked_time_or_amount_is_not_read(shop):
    hidden = np.ma.array([START, START + 1], mask=[0, 1])
    refused("null", "occurred_at_us", 1, lc.history, table() | {"occurred_at_us": hidden})
    times = np.ma.array(objects(NOON, NOON), mask=[1, 0])
    refused("null", "at", 0, times_of, of(times, "at"), "at", needed=True)
    lines = {
        "event_id": objects("a", "b"),
        "amount_fen": np.ma.array([100, 200], mask=[1, 0]),
    }
    refused("null", "amount_fen", 0, lc.history, table(), lines)


# Lists of names. ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "row"),
    [
        pytest.param(objects(["a"], "staff"), 1, id="a text is no list of letters"),
        pytest.param(np.array(["staff", "b"]), 0, id="a column of texts"),
        pytest.param(np.array([1, 2]), 0, id="numbers"),
        pytest.param(objects(["a"], float("nan")), 1, id="a NaN"),
        pytest.param(objects(["a"], {"b": 1}), 1, id="a dict"),
        pytest.param(objects(["a"], ["b", 2]), 1, id="a number in a list"),
        pytest.param(objects(["a"], ["b", ""]), 1, id="an empty name"),
        pytest.param(objects(["a"], np.array([["b"]])), 1, id="a matrix"),
    ],
)
@pytest.mark.parametrize("name", ["labels", "segments"])
def test_names_come_as_lists_or_not_at_all(name, column, row):
    refused("column_type", name, row, lc.history, table() | {name: column})


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_text_column_of_a_frame_is_no_list(make):
    names = make({"labels": ["staff", "b"]})
    refused("column_type", "labels", 0, lists_of, read_table(names), "labels")


def test_a_null_in_a_list_and_text_that_is_no_text_name_their_row():
    column = objects(["a", "b"], ["c", None])
    refused("null", "labels", 1, lists_of, of(column, "labels"), "labels")
    column = objects(["a", "b"], None, ["c", "\ud800"])
    refused("column_not_text", "labels", 2, lists_of, of(column, "labels"), "labels")
    column = objects(["a", "b"], ["c", "x" * 129])
    refused("id_invalid", "labels", 1, lc.history, table() | {"labels": column})


@pytest.mark.parametrize("empty", [None, pd.NA, [], (), np.array([], dtype=object)], ids=repr)
def test_rows_without_names_are_empty_lists(empty):
    offsets, codes, _ = lists_of(of(objects(["a", "b"], empty, {"c"}), "labels"), "labels")
    assert (offsets.tolist(), len(codes)) == ([0, 2, 2, 3], 3)


def test_a_list_says_the_same_in_every_kind(shop):
    strict = shop.with_({"beans.earn.purchase.when": {"not_labels": ["s"]}})
    events = {"id": ["a"], "member": ["m"], "kind": ["order_completed"], "order": ["a"]}
    lines = {"event_id": ["a"], "amount_fen": [100_000], "labels": [["staff"]]}
    for make in (pd.DataFrame, pl.DataFrame, pa.table):
        past = lc.history(make(events | {"at": [NOON]}), make(lines))
        beans = lc.replay(strict, past, kind="numpy").members["beans"]
        assert beans.tolist() == [100]


# Streams and names of columns. ----------------------------------------------------------------


def test_a_reader_of_batches_is_a_table(shop):
    events = pa.table({"id": ["a"], "member": ["m"], "kind": ["order_completed"], "order": ["a"]})
    events = events.append_column("at", pa.array([NOON], pa.timestamp("us", "UTC")))
    lines = pa.table({"event_id": ["a"], "amount_fen": [29_900]})
    readers = [pa.RecordBatchReader.from_batches(t.schema, t.to_batches()) for t in (events, lines)]
    past = lc.history(*readers)
    line = lc.Line(amount_fen=29_900)
    expected = lc.replay(shop, [lc.OrderCompleted(id="a", at=NOON, lines=[line], member="m")])
    assert lc.replay(shop, past).digest == expected.digest


def test_a_slice_of_rows_is_read_where_it_is():
    rows = pa.StructArray.from_arrays(
        [
            pa.array([1, 2, None, 4]),
            pa.array([0, 5, 6, None], pa.timestamp("us", "UTC")),
            pa.array(["a", "b", None, "d"]),
        ],
        names=["beans", "at", "sku"],
    )
    whole = read_table(pa.chunked_array([rows.slice(1, 2), rows.slice(3)]))
    assert whole.rows == 3
    values, present, _ = numbers_of(whole, "beans")
    assert (values.tolist(), present.tolist()) == ([2, 0, 4], [1, 0, 1])
    values, present, _ = times_of(whole, "at")
    assert (values.tolist(), present.tolist()) == ([5, 6, 0], [1, 1, 0])
    assert texts_of(whole, "sku")[1].tolist() == [1, 0, 1]


def test_a_stream_that_is_empty_or_has_null_rows():
    empty = na.ArrayStream(pa.table({"beans": pa.array([], pa.int64())}))
    assert numbers_of(read_table(empty), "beans")[0].tolist() == []
    null = pa.chunked_array([pa.array([{"beans": 1}, None])])
    refused("null", "rows", None, read_table, null)
    with pytest.raises(TypeError, match="rows"):
        read_table(pa.chunked_array([[1, 2]]))


def test_unsigned_numbers_of_a_stream_keep_their_value():
    good = na.ArrayStream(pa.table({"beans": pa.array([1, None, 3], pa.uint64())}))
    assert numbers_of(read_table(good), "beans")[0].tolist() == [1, 0, 3]
    huge = na.ArrayStream(pa.table({"beans": pa.array([1, 2**63], pa.uint64())}))
    refused("value_range", "beans", 1, numbers_of, read_table(huge), "beans")


def test_numbers_of_128_bits_are_read_where_they_fit():
    small, large = (pl.DataFrame({"beans": pl.Series([1, n], dtype=pl.Int128)}) for n in (2, 2**70))
    assert numbers_of(read_table(small), "beans")[0].tolist() == [1, 2]
    refused("column_type", "beans", 1, numbers_of, read_table(large), "beans")


@pytest.mark.parametrize(
    "twice",
    [
        pytest.param(pd.DataFrame([[1, 2]], columns=["a", "a"]), id="pandas"),
        pytest.param(pa.table([[1], [2]], names=["a", "a"]), id="pyarrow"),
        pytest.param(na.ArrayStream(pa.table([[1], [2]], names=["a", "a"])), id="stream"),
    ],
)
def test_a_name_stands_once(twice):
    refused("column_repeated", "a", None, read_table, twice)


@pytest.mark.parametrize(
    "data", [pd.DataFrame({5: [1]}), {5: np.array([1])}], ids=["frame", "dict"]
)
def test_names_of_columns_are_text(data):
    refused("column_name", "5", None, read_table, data)


# Ids. -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, dict])
def test_ids_that_became_floats_are_told_to_be_whole_again(make):
    column = of(np.array([np.nan, 7.0]), "group", make)
    error = refused("column_type", "group", None, texts_of, column, "group", ids=True)
    assert "int64" in error.remedy.lower(), "as text, 7.0 is another id than 7"


@pytest.mark.parametrize(
    ("column", "row"), [(objects(1, "1"), 1), (objects("1", 1), 1), (objects(None, "a", 1), 2)]
)
def test_ids_are_all_text_or_all_numbers(column, row):
    error = refused("column_type", "sku", row, texts_of, of(column, "sku"), "sku", ids=True)
    assert "fen" not in str(error)
    assert "all" in error.remedy


@pytest.mark.parametrize("wrong", [1.0, True, b"a", datetime(2026, 3, 1, tzinfo=UTC)], ids=repr)
def test_ids_of_another_type_are_told_what_to_write(wrong):
    column = objects("a", wrong)
    error = refused("column_type", "sku", 1, texts_of, of(column, "sku"), "sku", ids=True)
    assert "str or int" in error.remedy


@pytest.mark.parametrize(
    "column",
    [pd.Categorical([5, 6, 5]), pd.Series([5, 6, 5], dtype=object)],
    ids=["categories", "objects"],
)
def test_whole_numbers_are_ids_however_pandas_holds_them(column):
    values, present, texts = texts_of(of(column, "sku", pd.DataFrame), "sku", ids=True)
    assert (values.tolist(), present, texts) == ([5, 6, 5], None, None)
    error = refused("column_type", "kind", 0, texts_of, of(column, "kind", pd.DataFrame), "kind")
    assert error.remedy == "write it as str"


# What the core finds. -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["at", "occurred_at"])
def test_what_the_core_refuses_is_named_as_the_caller_named_it(name):
    frame = pd.DataFrame({k: v for k, v in table().items() if k != "occurred_at_us"})
    frame[name] = pd.array([NOON, datetime(1960, 1, 1, tzinfo=UTC)], "datetime64[us, UTC]")
    error = refused("out_of_range", name, 1, lc.history, frame)
    assert f"events.{name}" in str(error)


def test_what_the_core_refuses_has_a_remedy():
    refused("out_of_range", "quantity", 1, lc.history, table(quantity=[1, 0]))
    refused("id_invalid", "member", 0, lc.history, table(member=["x" * 129, "b"]))
    refused("unknown_kind", "kind", 1, lc.history, table(kind=["login", "bogus"]))
    lines = {"event_id": objects("zzz"), "amount_fen": np.array([1])}
    refused("unknown_event", "event_id", 0, lc.history, table(), lines)
