"""Columns of results into a table of the kind that the caller gave."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Blobs", "Days", "Names", "Times", "check_kind", "default_kind", "to_frame"]

_KINDS = ("pandas", "polars", "pyarrow", "duckdb", "arrow", "numpy")
_NEVER = 2**63 - 1
_NO_DAY = 2**31 - 1


@dataclass(frozen=True)
class Names:
    """Numbers that stand for names."""

    codes: np.ndarray[Any, Any]
    words: Sequence[str]


@dataclass(frozen=True)
class Times:
    """Microseconds since 1970-01-01 UTC; the largest int64 is "never"."""

    micros: np.ndarray[Any, Any]


@dataclass(frozen=True)
class Days:
    """Days since 1970-01-01; the largest int32 is "never"."""

    days: np.ndarray[Any, Any]


@dataclass(frozen=True)
class Blobs:
    """Bytes of any length."""

    values: list[bytes]


def default_kind() -> str:
    """Return the kind of table for callers who gave none."""
    return "pandas" if find_spec("pandas") else "numpy"


def to_frame(columns: Mapping[str, Any], kind: str) -> Any:
    """Return columns as a table.

    Parameters
    ----------
    columns : mapping of str to ndarray, list, Names, Times, Days or Blobs
        All of one length.
    kind : str
        pandas, polars, pyarrow, duckdb, arrow or numpy.

    Returns
    -------
    DataFrame, Table, relation or dict of ndarray
        Times are aware (UTC); in a dict they are int64 microseconds under a name in `_us`.
    """
    makers: dict[str, Callable[[Mapping[str, Any]], Any]] = {
        "pandas": _pandas,
        "polars": _polars,
        "pyarrow": _pyarrow,
        "duckdb": _duckdb,
        "arrow": _arrow,
        "numpy": _numpy,
    }
    check_kind(kind)
    return makers[kind](columns)


def check_kind(kind: object) -> None:
    """Refuse what is no kind of table, before anything is made for it."""
    if kind not in _KINDS:
        remedy = f"write one of {', '.join(_KINDS)}"
        message = f"kind: no kind of table is called {kind!r:.64}; {remedy}"
        raise DataError(message, column="kind", remedy=remedy, code="kind_unknown")


def _words(column: Names) -> np.ndarray[Any, Any]:
    """Return the names themselves."""
    words = np.asarray([*column.words], dtype=object)
    return words[column.codes] if len(words) else np.empty(0, dtype=object)


def _dates(column: Days) -> np.ndarray[Any, Any]:
    """Return days as datetime64[D], "never" as NaT."""
    days = column.days.astype(np.int64)
    never = days >= _NO_DAY
    out = np.where(never, 0, days).astype("datetime64[D]")
    out[never] = np.datetime64("NaT")
    return out


def _stamps(column: Times) -> np.ndarray[Any, Any]:
    """Return instants as datetime64[us], "never" as NaT."""
    out = column.micros.astype("datetime64[us]")
    out[column.micros == _NEVER] = np.datetime64("NaT")
    return out


def _objects(column: Blobs) -> np.ndarray[Any, Any]:
    """Return bytes as Python objects: NumPy's own type drops zero bytes at the end."""
    return np.fromiter(column.values, dtype=object, count=len(column.values))


def _numpy(columns: Mapping[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    out: dict[str, np.ndarray[Any, Any]] = {}
    for name, column in columns.items():
        if isinstance(column, Names):
            out[name] = _words(column).astype(np.str_)
        elif isinstance(column, Days):
            out[name] = _dates(column)
        elif isinstance(column, Times):
            out[f"{name}_us"] = column.micros
        elif isinstance(column, Blobs):
            out[name] = _objects(column)
        else:
            out[name] = np.asarray(column)
    return out


def _pandas(columns: Mapping[str, Any]) -> Any:
    import pandas as pd

    out: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column, Names):
            out[name] = pd.Series(_words(column), dtype="str")
        elif isinstance(column, Days):
            out[name] = _dates(column).astype("datetime64[s]")
        elif isinstance(column, Times):
            out[name] = pd.Series(_stamps(column)).dt.tz_localize("UTC")
        elif isinstance(column, Blobs):
            out[name] = pd.Series(_objects(column), dtype=object)
        else:
            out[name] = column
    return pd.DataFrame(out)


def _polars(columns: Mapping[str, Any]) -> Any:
    import polars as pl

    out: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column, Names):
            words = pl.Series(name, [*column.words], dtype=pl.String)
            out[name] = words.gather(column.codes.astype(np.uint32)) if len(words) else words
        elif isinstance(column, Days):
            out[name] = pl.Series(name, _dates(column)).cast(pl.Date)
        elif isinstance(column, Times):
            out[name] = pl.Series(name, _stamps(column)).dt.replace_time_zone("UTC")
        elif isinstance(column, Blobs):
            out[name] = pl.Series(name, column.values, dtype=pl.Binary)
        else:
            out[name] = pl.Series(name, column)
    return pl.DataFrame(out)


def _pyarrow(columns: Mapping[str, Any]) -> Any:
    import pyarrow as pa

    out: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column, Names):
            words = pa.array([*column.words], type=pa.string())
            codes = column.codes
            # Many columns of a ledger say one thing throughout: nothing, for most programmes.
            is_one = len(codes) > 0 and bool((codes == codes[0]).all())
            same = pa.repeat(words[int(codes[0])], len(codes)) if is_one else None
            out[name] = words.take(pa.array(codes)) if same is None else same
        elif isinstance(column, Days):
            out[name] = pa.array(_dates(column))
        elif isinstance(column, Times):
            out[name] = pa.array(_stamps(column)).cast(pa.timestamp("us", "UTC"))
        elif isinstance(column, Blobs):
            out[name] = pa.array(column.values, type=pa.binary())
        else:
            out[name] = pa.array(column)
    return pa.table(out)


def _duckdb(columns: Mapping[str, Any]) -> Any:
    import duckdb

    return duckdb.from_arrow(_pyarrow(columns))


def _arrow(columns: Mapping[str, Any]) -> Any:
    """Return an object with the Arrow stream interface: pyarrow's where it is, else nanoarrow's."""
    if find_spec("pyarrow"):
        return _pyarrow(columns)
    from loyaltycore import arrow_columns as arrow

    out: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column, Names):
            out[name] = arrow.coded_texts(column.codes, column.words)
        elif isinstance(column, Days):
            out[name] = arrow.dates(column.days, column.days >= _NO_DAY)
        elif isinstance(column, Times):
            out[name] = arrow.stamps(column.micros, column.micros == _NEVER)
        elif isinstance(column, Blobs):
            out[name] = arrow.blobs(column.values)
        elif isinstance(column, list):
            out[name] = arrow.texts(column)
        else:
            out[name] = arrow.whole_numbers(column)
    return arrow.struct_array(out)
