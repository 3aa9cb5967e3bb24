"""Columns of a caller's table as exact arrays, as the core takes them: numbers, texts, lists.

Nothing is converted silently: a float of money, a null where a value must stand and a wrong type
raise DataError with column, row and remedy. Times: time_columns.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore import _core
from loyaltycore.errors import DataError
from loyaltycore.tables import Stamps, is_null, refused, split

if TYPE_CHECKING:
    from loyaltycore.tables import Table

__all__ = [
    "LARGEST",
    "array_of",
    "check_present",
    "lists_of",
    "numbers_of",
    "objects_of",
    "present_of",
    "shown",
    "texts_of",
    "values_of",
    "with_nulls",
]

Spec = tuple[Any, Any, Any]
Array = np.ndarray[Any, Any]
LARGEST = 2**63 - 1
_ROWS_PER_PIECE = 65_536  # Ctrl-C is answered between two pieces.
_LISTS = (list, tuple, set, frozenset, np.ndarray)


def numbers_of(table: Table, name: str, *, needed: bool = False) -> Spec:
    """Return a column of whole numbers as (int64 array, present or None, None).

    Raises
    ------
    DataError
        Floats, booleans, text; a null where `needed`; a value past 64 bits.
    """
    column = table.column(name)
    if isinstance(column, np.ndarray):
        return _whole_array(*split(column), name, needed)
    dtype = _type_of(column)
    if isinstance(column, Stamps) or not (column.dtype.is_integer() or dtype == "Boolean"):
        raise refused(name, None, f"its type is {dtype}", _number_remedy(name), "column_type")
    if "128" in dtype:
        return _whole_objects(array_of(values_of(column)), name, needed)
    nulls = column.is_null()
    if not nulls.any():
        return _whole_array(column.to_numpy(), None, name, needed)
    filled = column.fill_null(False if dtype == "Boolean" else 0)
    return _whole_array(filled.to_numpy(), nulls.to_numpy(), name, needed)


def _type_of(column: Any) -> str:
    """Return the type of a column, for messages."""
    return "timestamp" if isinstance(column, Stamps) else str(column.dtype)


def values_of(column: Any) -> list[Any]:
    """Return a column of any library as Python objects; None is a null."""
    values: list[Any] = []
    for start in range(0, len(column), _ROWS_PER_PIECE):
        values += column[start : start + _ROWS_PER_PIECE].to_list()
    nulls = column.is_null().to_numpy()
    if nulls.any():
        values = [None if null else each for null, each in zip(nulls, values, strict=True)]
    return values


def objects_of(table: Table, name: str) -> list[Any]:
    """Return a column as Python objects; None is a null. DataError for times, which are none."""
    column = table.column(name)
    if isinstance(column, Stamps):
        raise refused(name, None, "its type is timestamp", "write another type", "column_type")
    if isinstance(column, np.ndarray):
        return [*with_nulls(*split(column)).tolist()]
    return values_of(column)


def array_of(values: list[Any]) -> Array:
    """Return Python objects as one array of them."""
    return np.fromiter(values, dtype=object, count=len(values))


def _number_remedy(name: str) -> str:
    """Return what to do about a column that does not hold whole numbers."""
    if name.endswith("_fen"):
        return (
            "money is int64 fen (1/100 yuan): convert it yourself, or let "
            "events_from_transactions do it exactly"
        )
    return "cast it to int64"


def _whole_array(values: Array, mask: Array | None, name: str, needed: bool) -> Spec:
    """Return an array of whole numbers as contiguous int64; bools as uint8."""
    if values.dtype == object:
        return _whole_objects(with_nulls(values, mask), name, needed)
    if values.dtype.kind not in "iub":
        remedy = _number_remedy(name)
        if values.dtype.kind == "M":
            remedy = "datetime64 has no zone; pass int64 microseconds UTC as a column *_us"
        raise refused(name, None, f"its type is {values.dtype}", remedy, "column_type")
    if values.dtype.kind == "b" and name != "in_doubt":
        raise refused(name, None, "its type is bool", "cast it to int64", "column_type")
    present = None
    if mask is not None:
        check_present(name, mask, needed)
        values, present = np.where(mask, np.zeros_like(values), values), present_of(mask)
    if values.dtype.kind == "b":
        return np.ascontiguousarray(values, dtype=np.uint8), present, None
    if values.dtype.kind == "u" and values.dtype.itemsize == 8 and len(values):
        row = int(values.argmax())
        if int(values[row]) > LARGEST:
            what = f"{values[row]} does not fit into int64"
            raise refused(name, row, what, "check the unit, or drop the row", "value_range")
    return np.ascontiguousarray(values, dtype=np.int64), present, None


def with_nulls(values: Array, mask: Array | None) -> Array:
    """Return objects with None where they are null."""
    if mask is None:
        return values
    out = values.astype(object)
    out[mask] = None
    return out


def _whole_objects(values: Array, name: str, needed: bool) -> Spec:
    """Return an array of Python objects as int64."""
    mask = np.asarray([is_null(each) for each in values], dtype=bool)
    check_present(name, mask, needed)
    out = np.zeros(len(values), dtype=np.int64)
    for row in np.flatnonzero(~mask).tolist():
        try:
            out[row] = _core.count(values[row], name)
        except DataError:
            what = shown(values[row])
            if isinstance(values[row], int) and not isinstance(values[row], bool):
                what = f"{values[row]} does not fit into int64"
            raise refused(name, row, what, _number_remedy(name), "column_type") from None
    return out, (present_of(mask) if mask.any() else None), None


def shown(value: object) -> str:
    """Return a value that is not what it should be, for messages."""
    text = ascii(value)
    return f"got {type(value).__name__} {text if len(text) <= 64 else text[:64] + '...'}"


def check_present(name: str, mask: Array, needed: bool) -> None:
    """Refuse the first null of a column that must have a value in every row."""
    if needed and mask.any():
        raise refused(
            name, int(mask.argmax()), "is null", "give it a value or drop the row", "null"
        )


def present_of(mask: Array) -> Array:
    """Return one byte a row, 0 = null."""
    return np.ascontiguousarray(~mask, dtype=np.uint8)


def texts_of(table: Table, name: str, *, needed: bool = False, ids: bool = False) -> Spec:
    """Return names, or ids, as dictionary codes; integer ids stay integers.

    Raises
    ------
    DataError
        Anything but text (or whole numbers, for ids); both in one column; a null where `needed`.
    """
    column = table.column(name)
    if isinstance(column, np.ndarray):
        if column.dtype.kind in "iu":
            _check_ids(name, ids, column.dtype)
            return _whole_array(*split(column), name, needed)
        if column.dtype.kind not in "OUT":
            raise _no_text(name, column.dtype, ids)
        return _texts(with_nulls(*split(column)).tolist(), name, needed, ids)
    dtype = _type_of(column)
    if not isinstance(column, Stamps) and column.dtype.is_integer():
        _check_ids(name, ids, dtype)
        return numbers_of(table, name, needed=needed)
    if dtype.split("(", maxsplit=1)[0] not in ("String", "Categorical", "Enum", "Object"):
        raise _no_text(name, dtype, ids)
    return _texts(values_of(column), name, needed, ids)


def _no_text(name: str, dtype: Any, ids: bool) -> DataError:
    """Return the error for a column of another type; as text 7.0 is another id than 7."""
    remedy = "write it as str"
    if ids and str(dtype).lower().startswith("float"):
        remedy = "ids are whole numbers or text: cast it to Int64, in NumPy to int64 with a mask"
    return refused(name, None, f"its type is {dtype}", remedy, "column_type")


def _check_ids(name: str, ids: bool, dtype: Any) -> None:
    """Refuse whole numbers in a column of names."""
    if not ids:
        what = f"its type is {dtype}"
        raise refused(name, None, what, "names are text: write it as str", "column_type")


def _texts(values: list[Any], name: str, needed: bool, ids: bool) -> Spec:
    """Number the texts of a column, or return its whole numbers; an empty text is a null."""
    if not {*map(type, values)} <= {str, type(None)}:
        values = [None if is_null(each) else each for each in values]
        if ids and all(each is None or _is_whole(each) for each in values):
            return _whole_objects(array_of(values), name, needed)
        _check_kinds(values, name, ids)
    codes, present, texts = _core.encode_texts(values, name)
    if present is not None:
        check_present(name, present == 0, needed)
    return codes, present, texts


def _is_whole(value: object) -> bool:
    return hasattr(value, "__index__") and not isinstance(value, bool | np.bool_ | np.ndarray)


def _check_kinds(values: list[Any], name: str, ids: bool) -> None:
    """Refuse the first value that is neither text nor, for ids, a whole number as the others."""
    among = None
    for row, value in enumerate(values):
        if value is None:
            continue
        kind = "str" if isinstance(value, str) else "int" if _is_whole(value) else None
        if kind is None or (kind == "int" and not ids):
            remedy = "write ids as str or int" if ids else "write it as str"
            raise refused(name, row, shown(value), remedy, "column_type")
        among = among or kind
        if kind != among:
            what = f"{shown(value)} in a column of {among}"
            remedy = "write all ids of a column as str, or all as int"
            raise refused(name, row, what, remedy, "column_type")


def lists_of(table: Table, name: str) -> Spec:
    """Return several names a row as (offsets, codes, texts).

    Raises
    ------
    DataError
        A row that is no list, or an element that is no text.
    """
    rows = objects_of(table, name)
    lengths = np.zeros(len(rows) + 1, dtype=np.int64)
    names: list[str] = []
    for row, value in enumerate(rows):
        if is_null(value):
            continue
        if not isinstance(value, _LISTS) or getattr(value, "ndim", 1) != 1:
            raise refused(name, row, shown(value), _LIST_REMEDY, "column_type")
        for each in value:
            if is_null(each):
                raise refused(name, row, "its list holds a null", "leave it out", "null")
            if not isinstance(each, str) or each == "":
                what = f"its list holds {shown(each).removeprefix('got ')}"
                raise refused(name, row, what, "write names as str, not empty", "column_type")
            names.append(each)
        lengths[row + 1] = len(value)
    offsets = np.cumsum(lengths)
    try:
        codes, _, texts = _core.encode_texts(names, name)
    except DataError as error:
        row = int(np.searchsorted(offsets, error.row or 0, side="right")) - 1
        what = "its list holds text that is no Unicode"
        raise refused(name, row, what, "correct it", error.code) from None
    return offsets, codes, texts


_LIST_REMEDY = 'write a list of str in each row, as in ["a", "b"], or null'
