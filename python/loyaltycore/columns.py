"""Tables of five kinds into exact columns, and columns into a table of the same kind.

pandas, Polars, pyarrow and DuckDB come in through narwhals, anything with the Arrow stream
interface through nanoarrow, and a dict of NumPy arrays as it is. Nothing is converted silently: a
float of money, a naive time, a null where a value must stand and a wrong type raise DataError with
column, row and remedy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from loyaltycore import _core
from loyaltycore.errors import DataError

__all__ = ["Table", "numbers_of", "read_table", "texts_of", "times_of"]

Spec = tuple[Any, Any, Any]
_LARGEST = 2**63 - 1
_NS_PER_US = 1000


@dataclass(frozen=True)
class Table:
    """A caller's table: its kind, its columns by name, and how many rows it has."""

    kind: str
    columns: dict[str, Any]
    rows: int
    what: str

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def column(self, name: str) -> Any:
        """Return a column; DataError names the nearest if there is none of that name."""
        if name not in self.columns:
            known = ", ".join(self.columns)
            raise refused(
                name, None, "there is no such column", f"the table has {known}", "column_missing"
            )
        return self.columns[name]


def refused(column: str, row: int | None, what: str, remedy: str, code: str) -> DataError:
    """Return the error for a column: where, what is wrong, what to do."""
    place = f"column {column}" if row is None else f"column {column}, row {row}"
    message = f"{place}: {what}; {remedy}"
    return DataError(message, column=column, row=row, remedy=remedy, code=code)


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
        Arrays of different lengths or of more than one dimension.
    """
    if isinstance(data, Mapping):
        return _of_arrays(data, what)
    import narwhals.stable.v2 as nw

    try:
        frame = nw.from_native(data)
    except TypeError:
        return _of_stream(data, what)
    kind = frame.implementation.value
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("polars" if kind == "polars" else _arrow_like())
    columns = {name: frame[name] for name in frame.columns}
    return Table(kind, columns, len(frame), what)


def _arrow_like() -> Any:
    """Return the library that a lazy relation is collected with."""
    from importlib.util import find_spec

    return "pyarrow" if find_spec("pyarrow") else "polars"


def _of_arrays(data: Mapping[str, Any], what: str) -> Table:
    """Take a dict of NumPy arrays."""
    columns: dict[str, Any] = {}
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
        columns[name] = values
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise refused(
            next(iter(lengths)),
            None,
            f"lengths differ: {lengths}",
            "every column has one value a row",
            "column_lengths",
        )
    return Table("numpy", columns, next(iter(lengths.values()), 0), what)


def _of_stream(data: Any, what: str) -> Table:
    """Take anything with the Arrow stream interface, by nanoarrow."""
    if not hasattr(data, "__arrow_c_stream__"):
        raise TypeError(
            f"{what}: got {type(data).__name__}; pass a pandas or Polars DataFrame, a pyarrow "
            "Table, a DuckDB relation, an Arrow stream or a dict of NumPy arrays"
        )
    import nanoarrow as na

    whole = na.Array(data)
    columns: dict[str, Any] = {}
    for index in range(whole.n_children):
        child = whole.child(index)
        field = whole.schema.field(index)
        columns[field.name] = _of_arrow(child, field)
    return Table("arrow", columns, len(whole), what)


def _of_arrow(child: Any, field: Any) -> Any:
    """Return an Arrow column as a NumPy array; texts and nulls become objects."""
    values = child.to_pylist()
    name = str(field.type)
    if "INT" in name and None not in values:
        return np.asarray(values, dtype=np.int64)
    if "TIMESTAMP" in name:
        return np.asarray(
            [None if v is None else _core.instant(v, field.name) for v in values], dtype=object
        )
    return np.asarray(values, dtype=object)


def numbers_of(table: Table, name: str, *, needed: bool = False) -> Spec:
    """Return a column of whole numbers as (int64 array, present or None, None).

    Raises
    ------
    DataError
        Floats, booleans, text; a null where `needed`; a value past 64 bits.
    """
    column = table.column(name)
    if isinstance(column, np.ndarray):
        return _whole_array(column, name, needed)
    dtype = column.dtype
    if not (dtype.is_integer() or str(dtype) == "Boolean"):
        raise refused(name, None, f"its type is {dtype}", _number_remedy(name), "column_type")
    nulls = column.is_null()
    if not nulls.any():
        return _whole_array(column.to_numpy(), name, needed)
    mask = nulls.to_numpy()
    check_present(name, mask, needed)
    filled = column.fill_null(0 if dtype.is_integer() else False)
    values, _, _ = _whole_array(filled.to_numpy(), name, needed)
    return values, _present(mask), None


def _number_remedy(name: str) -> str:
    """Return what to do about a column that does not hold whole numbers."""
    if name.endswith("_fen"):
        return (
            "money is int64 fen (1/100 yuan): convert it yourself, or let "
            "events_from_transactions do it exactly"
        )
    return "cast it to int64"


def _whole_array(values: np.ndarray[Any, Any], name: str, needed: bool) -> Spec:
    """Return an array of whole numbers as contiguous int64; bools as uint8."""
    if values.dtype == object:
        return _whole_objects(values, name, needed)
    if values.dtype.kind == "b":
        if name != "in_doubt":
            raise refused(name, None, "its type is bool", "cast it to int64", "column_type")
        return np.ascontiguousarray(values, dtype=np.uint8), None, None
    if values.dtype.kind not in "iu":
        remedy = _number_remedy(name)
        if values.dtype.kind == "M":
            remedy = "datetime64 has no zone; pass int64 microseconds UTC as a column *_us"
        raise refused(name, None, f"its type is {values.dtype}", remedy, "column_type")
    if values.dtype.kind == "u" and values.dtype.itemsize == 8 and len(values):
        row = int(values.argmax())
        if int(values[row]) > _LARGEST:
            raise refused(
                name,
                row,
                f"{values[row]} does not fit into int64",
                "amounts are at most 10^13",
                "value_range",
            )
    return np.ascontiguousarray(values, dtype=np.int64), None, None


def _whole_objects(values: np.ndarray[Any, Any], name: str, needed: bool) -> Spec:
    """Return an array of Python objects as int64; None is a null."""
    mask = np.asarray([each is None for each in values], dtype=bool)
    check_present(name, mask, needed)
    out = np.zeros(len(values), dtype=np.int64)
    for row, value in enumerate(values):
        if value is None:
            continue
        try:
            out[row] = _core.count(value, name)
        except DataError as error:
            raise refused(name, row, str(error), _number_remedy(name), "column_type") from None
    return out, (_present(mask) if mask.any() else None), None


def check_present(name: str, mask: np.ndarray[Any, Any], needed: bool) -> None:
    """Refuse the first null of a column that must have a value in every row."""
    if needed and mask.any():
        raise refused(
            name, int(mask.argmax()), "is null", "give it a value or drop the row", "null"
        )


def _present(mask: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return one byte a row, 0 = null."""
    return np.ascontiguousarray(~mask, dtype=np.uint8)


def texts_of(table: Table, name: str, *, needed: bool = False, ids: bool = False) -> Spec:
    """Return names, or ids, as dictionary codes; integer ids stay integers.

    Raises
    ------
    DataError
        Anything but text (or whole numbers, for ids); a null where `needed`.
    """
    column = table.column(name)
    if isinstance(column, np.ndarray):
        if column.dtype.kind in "iu":
            check_ids(name, ids, column.dtype)
            return _whole_array(column, name, needed)
        if column.dtype.kind not in "OUT":
            raise refused(
                name, None, f"its type is {column.dtype}", "write it as str", "column_type"
            )
        values = column.tolist()
        if ids and column.dtype == object and any(isinstance(each, int) for each in values):
            return _whole_array(column, name, needed)
        return _encoded(values, name, needed)
    dtype = column.dtype
    if dtype.is_integer():
        check_ids(name, ids, dtype)
        return numbers_of(table, name, needed=needed)
    if str(dtype).split("(")[0] not in ("String", "Categorical", "Enum", "Object"):
        raise refused(name, None, f"its type is {dtype}", "write it as str", "column_type")
    nulls = column.is_null().to_numpy()
    values = column.to_list()
    if nulls.any():
        values = [None if null else each for null, each in zip(nulls, values, strict=True)]
    return _encoded(values, name, needed)


def check_ids(name: str, ids: bool, dtype: Any) -> None:
    """Refuse whole numbers in a column of names."""
    if not ids:
        raise refused(
            name, None, f"its type is {dtype}", "names are text: write it as str", "column_type"
        )


def _encoded(values: list[Any], name: str, needed: bool) -> Spec:
    """Number the texts of a column; an empty text is a null."""
    codes, present, texts = _core.encode_texts(values, name)
    if present is not None:
        check_present(name, present == 0, needed)
    return codes, present, texts


def times_of(table: Table, name: str, *, needed: bool = False) -> Spec:
    """Return instants as int64 microseconds UTC, from aware datetimes.

    Raises
    ------
    DataError
        A naive column, text, numbers without `_us` in their name, parts of a microsecond, nulls.
    """
    column = table.column(name)
    if isinstance(column, np.ndarray):
        if column.dtype == object:
            return _whole_objects(
                np.asarray(
                    [None if v is None else _core.instant(v, name) for v in column], dtype=object
                ),
                name,
                needed,
            )
        raise refused(
            name,
            None,
            f"its type is {column.dtype}",
            f"NumPy knows no zones: pass int64 microseconds UTC as {name}_us",
            "column_type",
        )
    dtype = str(column.dtype)
    if not dtype.startswith("Datetime"):
        raise refused(
            name,
            None,
            f"its type is {dtype}",
            f"pass aware datetimes, or int64 microseconds UTC as {name}_us",
            "column_type",
        )
    if column.dtype.time_zone is None:
        raise refused(
            name,
            None,
            "its times are naive",
            "say which zone they are of: tz_localize in pandas, dt.replace_time_zone in Polars",
            "time_naive",
        )
    mask = column.is_null().to_numpy()
    check_present(name, mask, needed)
    return _micros(column, name, mask)


def _micros(column: Any, name: str, mask: np.ndarray[Any, Any]) -> Spec:
    """Return microseconds; a part of one is refused."""
    unit = column.dtype.time_unit
    stamps = column.dt.timestamp("ns" if unit == "ns" else "us")
    if mask.any():
        stamps = stamps.fill_null(0)
    values = stamps.to_numpy().astype(np.int64, copy=False)
    if mask.any():
        values = np.where(mask, 0, values)
    if unit == "ns":
        parts = values % _NS_PER_US != 0
        if parts.any():
            raise refused(
                name,
                int(parts.argmax()),
                "has parts of a microsecond",
                "round it to microseconds yourself",
                "time_precision",
            )
        values = values // _NS_PER_US
    return np.ascontiguousarray(values), (_present(mask) if mask.any() else None), None
