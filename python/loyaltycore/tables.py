"""A caller's table, of any of five kinds, taken apart into its columns.

pandas, Polars, pyarrow and DuckDB come in through narwhals, anything with the Arrow stream
interface through nanoarrow, and a dict of NumPy arrays as it is. Nothing is converted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from loyaltycore.errors import DataError

__all__ = ["Stamps", "Table", "is_null", "maker_of_times", "read_table", "refused", "split"]

_UNITS = {"SECOND": "s", "MILLI": "ms", "MICRO": "us", "NANO": "ns"}


@dataclass(frozen=True)
class Stamps:
    """Times of an Arrow stream, which NumPy cannot hold: it knows no zones and no nulls."""

    values: np.ndarray[Any, Any]
    """datetime64, in UTC where the zone is known; a null is NaT."""
    aware: bool
    """Whether the column said a zone."""


@dataclass(frozen=True)
class Table:
    """A caller's table: its kind, its columns by name, and how many rows it has."""

    kind: str
    columns: dict[str, Any]
    """narwhals Series, ndarray (a masked value is a null) or Stamps."""
    rows: int
    what: str

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def column(self, name: str) -> Any:
        """Return a column; DataError names the nearest if there is none of that name."""
        if name not in self.columns:
            known = ", ".join(self.columns) or "none"
            raise refused(
                name, None, "there is no such column", f"the table has {known}", "column_missing"
            )
        return self.columns[name]


def refused(column: str, row: int | None, what: str, remedy: str, code: str) -> DataError:
    """Return the error for a column: where, what is wrong, what to do."""
    place = f"column {column}" if row is None else f"column {column}, row {row}"
    message = f"{place}: {what}; {remedy}"
    return DataError(message, column=column, row=row, remedy=remedy, code=code)


# What makes datetimes of a column of texts or days, and aware ones.
_MAKERS = {
    "pandas": ("pandas.to_datetime(...)", "pandas.to_datetime(..., utc=True)"),
    "polars": (".cast(polars.Datetime)", '.cast(polars.Datetime("us", "UTC"))'),
    "polars of text": (".str.to_datetime()", '.str.to_datetime(time_zone="UTC")'),
    "pyarrow": ('.cast(pyarrow.timestamp("us"))', '.cast(pyarrow.timestamp("us", "UTC"))'),
    "duckdb": ("CAST(... AS TIMESTAMP)", "CAST(... AS TIMESTAMPTZ)"),
    "numpy": ('.astype("datetime64[us]")', ""),
}


def maker_of_times(kind: str, dtype: str, *, aware: bool) -> str:
    """Return the end of a remedy: what makes datetimes of text or days in the caller's library."""
    makers = _MAKERS.get(f"{kind} of text" if dtype == "String" else kind) or _MAKERS.get(kind)
    maker = makers[aware] if makers else ""
    made = " makes them of text" if dtype == "String" else " makes them"
    return f"; {maker}{made}" if maker else ""


def is_null(value: object) -> bool:
    """Tell what stands for "no value" among Python objects: None, and what pandas writes for it."""
    return value is None or value is np.ma.masked or type(value).__name__ in {"NAType", "NaTType"}


def split(column: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any] | None]:
    """Return the values of a NumPy column, and where they are null; None for nowhere."""
    if not isinstance(column, np.ma.MaskedArray):
        return column, None
    if column.dtype.names is not None:
        return column.data, None
    mask = np.ma.getmaskarray(column)
    return column.data, mask if mask.any() else None


def read_table(data: Any, what: str = "events") -> Table:
    """Take a table of any known kind apart.

    Parameters
    ----------
    data : DataFrame, Table, relation, Arrow stream or dict of ndarray
        pandas, Polars (lazy ones are collected), pyarrow, DuckDB, nanoarrow, NumPy.
    what : str
        Its name in messages.

    Raises
    ------
    TypeError
        Something else.
    DataError
        Arrays of different lengths or of more than one dimension, a name that stands twice or is
        no str.
    """
    if isinstance(data, Mapping):
        return _of_arrays(data, what)
    import narwhals.stable.v2 as nw
    from narwhals.exceptions import DuplicateError

    try:
        frame = nw.from_native(data)
    except TypeError:
        return _of_stream(data, what)
    except DuplicateError:
        _check_names([*(getattr(data, "column_names", None) or data.columns)])
        raise
    kind = frame.implementation.value
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("polars" if kind == "polars" else _arrow_like())
    _check_names(frame.columns)
    columns = {name: frame[name] for name in frame.columns}
    return Table(kind, columns, len(frame), what)


def _check_names(names: list[Any]) -> None:
    """Refuse names of columns that are no str, or that stand twice."""
    for place, name in enumerate(names):
        if not isinstance(name, str):
            raise refused(
                repr(name),
                None,
                f"its name is of type {type(name).__name__}",
                "names of columns are str: rename it",
                "column_name",
            )
        if name in names[:place]:
            raise refused(
                name, None, "two columns have this name", "rename or drop one", "column_repeated"
            )


def _arrow_like() -> Any:
    """Return the library that a lazy relation is collected with."""
    from importlib.util import find_spec

    return "pyarrow" if find_spec("pyarrow") else "polars"


def _of_arrays(data: Mapping[str, Any], what: str) -> Table:
    """Take a dict of NumPy arrays."""
    _check_names([*data])
    for name, values in data.items():
        if not isinstance(values, np.ndarray):
            raise refused(
                name,
                None,
                f"got {type(values).__name__}",
                "a dict of columns holds NumPy arrays",
                "column_not_array",
            )
        if values.ndim != 1:
            raise refused(
                name, None, f"it has {values.ndim} dimensions", "pass one dimension", "column_shape"
            )
    lengths = {name: len(values) for name, values in data.items()}
    if len(set(lengths.values())) > 1:
        raise refused(
            next(iter(lengths)),
            None,
            f"lengths differ: {lengths}",
            "every column has one value a row",
            "column_lengths",
        )
    return Table("numpy", dict(data), next(iter(lengths.values()), 0), what)


def _of_stream(data: Any, what: str) -> Table:
    """Take anything with the Arrow stream interface, by nanoarrow."""
    if not hasattr(data, "__arrow_c_stream__"):
        raise TypeError(
            f"{what}: got {type(data).__name__}; pass a pandas or Polars DataFrame, a pyarrow "
            "Table, a DuckDB relation, an Arrow stream or a dict of NumPy arrays"
        )
    import nanoarrow as na

    whole = na.Array(data)
    if whole.schema.type != na.Type.STRUCT:
        raise TypeError(f"{what}: an Arrow stream of {whole.schema.type.name}; pass one of rows")
    fields = [whole.schema.field(index) for index in range(whole.n_children)]
    _check_names([field.name for field in fields])
    parts: list[list[np.ndarray[Any, Any]]] = [[] for _ in fields]
    for chunk in whole.iter_chunks():
        if not len(chunk):
            continue
        view = next(iter(chunk.iter_chunk_views()))
        if view.null_count:
            raise refused("rows", None, "a whole row is null", "drop it", "null")
        # The children know nothing of the slice that the rows are.
        rows = slice(view.offset, view.offset + len(view))
        for index, field in enumerate(fields):
            parts[index].append(_of_arrow(chunk.child(index), field, rows))
    columns = {
        field.name: _joined(chunks, field) for field, chunks in zip(fields, parts, strict=True)
    }
    return Table("arrow", columns, len(whole), what)


def _of_arrow(child: Any, field: Any, rows: slice) -> np.ndarray[Any, Any]:
    """Return one chunk of an Arrow column: exact numbers, datetime64, or Python objects."""
    kind = field.type.name
    if kind.startswith(("INT", "UINT")) and not kind.startswith("INTERVAL"):
        values, nulls = _buffers(child)
        return values[rows] if nulls is None else np.ma.MaskedArray(values, nulls)[rows]
    if kind == "TIMESTAMP":
        values, nulls = _buffers(child)
        stamps = values.view(_stamp_type(field))
        if nulls is not None:
            stamps = np.where(nulls, np.datetime64("NaT"), stamps)
        return stamps[rows]
    return np.fromiter(child.to_pylist(), dtype=object, count=len(child))[rows]


def _stamp_type(field: Any) -> str:
    """Return the NumPy type of a column of times."""
    return f"datetime64[{_UNITS[field.unit.name]}]"


def _buffers(child: Any) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any] | None]:
    """Return the values of a chunk of numbers, and where they are null."""
    view = next(iter(child.iter_chunk_views()))
    values = np.array(view.buffer(1))[view.offset : view.offset + len(view)]
    if not view.null_count:
        return values, None
    bits = np.unpackbits(np.frombuffer(view.buffer(0), dtype=np.uint8), bitorder="little")
    return values, bits[view.offset : view.offset + len(view)] == 0


def _joined(chunks: list[np.ndarray[Any, Any]], field: Any) -> Any:
    """Return the chunks of a column as one."""
    if field.type.name == "TIMESTAMP":
        values = np.concatenate(chunks) if chunks else np.empty(0, dtype=_stamp_type(field))
        return Stamps(values, bool(field.timezone))
    if not chunks:
        return np.empty(0, dtype=object)
    if not any(isinstance(each, np.ma.MaskedArray) for each in chunks):
        return np.concatenate(chunks)
    nulls = np.concatenate([np.ma.getmaskarray(each) for each in chunks])
    return np.ma.MaskedArray(np.concatenate([np.asarray(each) for each in chunks]), nulls)
