"""Times of a table as the core takes them: exact in every unit, never naive, never cut."""

from datetime import datetime, timedelta, timezone

import nanoarrow as na
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import loyaltycore as lc
from loyaltycore.tables import read_table
from loyaltycore.time_columns import times_of
from tests.python.build import NOON, after
from tests.python.one_column import START, objects, of, refused, stream, table


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda array: pa.table({"at": array}), id="pyarrow"),
        pytest.param(lambda array: pa.table({"at": array}).to_pandas(), id="pandas"),
        pytest.param(
            lambda array: pa.table({"at": array}).to_pandas(types_mapper=pd.ArrowDtype),
            id="pandas of Arrow",
        ),
        pytest.param(lambda array: pl.from_arrow(pa.table({"at": array})), id="polars"),
        pytest.param(stream, id="nanoarrow"),
    ],
)
def test_every_unit_of_every_library_is_exact(unit, make):
    second = START // 1_000_000
    ticks = second * {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    array = pa.array([ticks, None], pa.timestamp(unit, "Asia/Shanghai"))
    values, present, _ = times_of(read_table(make(array)), "at")
    assert (values.tolist(), present.tolist()) == ([START, 0], [1, 0])
    refused("null", "at", 1, times_of, read_table(make(array)), "at", needed=True)


@pytest.mark.parametrize(
    ("unit", "ticks"),
    [
        pytest.param("s", 2**62, id="seconds that wrap to 1970"),
        pytest.param("s", 2**43 + 2**40, id="seconds past 64 bits"),
        pytest.param("ms", START // 1000 + 2**64 // 1000 + 1, id="milliseconds that wrap to now"),
        pytest.param("ms", -(2**62), id="milliseconds before everything"),
    ],
)
@pytest.mark.parametrize("make", [lambda a: pa.table({"at": a}), stream], ids=["pyarrow", "stream"])
def test_times_never_wrap(unit, ticks, make):
    array = pa.array([0, ticks], pa.timestamp(unit, "UTC"))
    refused("value_range", "at", 1, times_of, read_table(make(array)), "at")


def test_times_never_wrap_in_polars_and_pandas():
    wraps = pa.table({"at": pa.array([0, 2**62], pa.timestamp("ms", "UTC"))})
    for frame in (pl.from_arrow(wraps), wraps.to_pandas()):
        refused("value_range", "at", 1, times_of, read_table(frame), "at")


@pytest.mark.parametrize("make", [lambda a: pa.table({"at": a}), stream], ids=["pyarrow", "stream"])
def test_parts_of_a_microsecond_are_never_cut(make):
    array = pa.array([1000, 1001], pa.timestamp("ns", "UTC"))
    refused("time_precision", "at", 1, times_of, read_table(make(array)), "at")


def test_naive_times_of_a_stream_are_refused():
    refused(
        "time_naive",
        "at",
        None,
        times_of,
        of(pa.array([1], pa.timestamp("us")), "at", stream_of),
        "at",
    )


def stream_of(columns):
    """An Arrow stream of columns."""
    return na.ArrayStream(pa.table(columns))


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(datetime(2016, 7, 1), id="naive"),  # noqa: DTZ001 - naive on purpose
        pytest.param(float("nan"), id="NaN"),
        pytest.param("2016-07-01", id="text"),
        pytest.param(NOON.date(), id="a day"),
        pytest.param(np.datetime64("2016-07-01"), id="datetime64"),
        pytest.param(pd.Timestamp("2016-07-01 00:00:00.000000001", tz="UTC"), id="nanoseconds"),
    ],
)
def test_times_among_objects_are_aware_or_name_their_row(wrong):
    refused("field_invalid", "at", 1, times_of, of(objects(NOON, wrong), "at"), "at")
    frame = pd.DataFrame({"at": pd.Series([NOON, wrong], dtype=object)})
    if not pd.isna(frame["at"]).any():
        refused("field_invalid", "at", 1, times_of, read_table(frame), "at")


def test_times_among_objects_may_be_null():
    shanghai = NOON.astimezone(timezone(timedelta(hours=8)))
    column = objects(NOON, None, pd.NaT, shanghai, START)
    values, present, _ = times_of(of(column, "at"), "at")
    assert values.tolist() == [START, 0, 0, START, START]
    assert present.tolist() == [1, 0, 0, 1, 1]
    refused("null", "at", 1, times_of, of(column, "at"), "at", needed=True)


# Several columns for one time. ----------------------------------------------------------------


def test_two_columns_of_one_time_must_agree():
    frame = pd.DataFrame(table())
    same = frame.assign(at=pd.to_datetime(frame["occurred_at_us"], unit="us", utc=True))
    assert lc.history(same).latest == START + 1
    apart = same.assign(at=[NOON, after(days=1)])
    error = refused("columns_disagree", "at", 1, lc.history, apart)
    assert "occurred_at_us" in str(error)


@pytest.mark.parametrize("field", ["recorded_at", "expires_at", "completed_at"])
def test_two_columns_of_another_time_must_agree_too(field):
    frame = pd.DataFrame(table())
    told = frame.assign(
        **{
            f"{field}_us": pd.array([START + 5, None], "Int64"),
            field: pd.to_datetime([START + 5, START + 5], unit="us", utc=True),
        }
    )
    refused("columns_disagree", field, 1, lc.history, told)
    told[field] = told[field].where([True, False])
    assert lc.history(told).events == 2
