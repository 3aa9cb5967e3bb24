"""Keys of the flat tables that people have: ids and names, and the rows that share one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore import _core
from loyaltycore.columns import numbers_of, texts_of
from loyaltycore.tables import Stamps, is_null, refused, split

if TYPE_CHECKING:
    from loyaltycore.errors import DataError
    from loyaltycore.tables import Table

__all__ = ["LONGEST_ID", "grouped", "keys_of", "names_of"]

# Bytes of UTF-8 that the core takes as an id: with more every event would be refused.
LONGEST_ID = 128


def keys_of(table: Table, name: str, *, needed: bool) -> np.ndarray[Any, Any]:
    """Return ids or names: int64, or an object array of str with None for nulls.

    Whole numbers with nulls among them become their decimal text.

    Raises
    ------
    DataError
        A null where `needed`, floats, or text that cannot be an id.
    """
    values = _key_list(table.column(name))
    if values is None:
        return _numbers_or_texts(numbers_of(table, name, needed=needed))
    if any(_is_whole(each) for each in {*map(type, values)}):
        return _numbers_or_texts(texts_of(table, name, needed=needed, ids=True))
    bad = {each for each in _distinct(values, name) if not _is_id(each)}
    if needed and None in bad:
        raise refused(
            name, values.index(None), "is null", "give it a value or drop the row", "null"
        )
    for value in bad - {None}:
        raise _no_key(name, values.index(value), value)
    return np.fromiter(values, dtype=object, count=len(values))


def _numbers_or_texts(spec: Any) -> np.ndarray[Any, Any]:
    """Return whole numbers, as their decimal text if there are nulls among them."""
    numbers, present, _ = spec
    if present is None:
        return np.asarray(numbers)
    pairs = zip(numbers.tolist(), present.tolist(), strict=True)
    texts = [str(number) if there else None for number, there in pairs]
    return np.fromiter(texts, dtype=object, count=len(texts))


def _key_list(column: Any) -> list[Any] | None:
    """Return a column as Python values, None for nulls; None for a column of whole numbers."""
    if isinstance(column, Stamps):
        return list(column.values)
    if not isinstance(column, np.ndarray):
        if column.dtype.is_integer():
            return None
        out: list[Any] = column.to_list()
        nulls = column.is_null().to_numpy()
    elif column.dtype.kind in "iu":
        return None
    else:
        values, nulls = split(column)
        out = values.tolist()
    if nulls is not None and nulls.any():
        out = [None if null else each for null, each in zip(nulls, out, strict=True)]
    if {*map(type, out)} == {str}:
        return [each or None for each in out]
    return [None if is_null(each) or each == "" else each for each in out]


def _is_whole(kind: type) -> bool:
    return issubclass(kind, int | np.integer) and kind is not bool


def _distinct(values: list[Any], name: str) -> set[Any]:
    """Return the values, each once; what cannot be in a set is no key."""
    try:
        return set(values)
    except TypeError:
        row = next(row for row, each in enumerate(values) if not isinstance(each, str | None))
        raise _no_key(name, row, values[row]) from None


def _is_id(value: object) -> bool:
    """Tell whether the core takes a value for the text of an id."""
    if not isinstance(value, str):
        return False
    try:
        size = len(value.encode())
    except UnicodeEncodeError:
        return False
    return 0 < size <= LONGEST_ID and "\0" not in value


def _no_key(name: str, row: int, value: object) -> DataError:
    """Return the error for what is neither an id nor a name."""
    if isinstance(value, str):
        what = f"{value[:40]!a} cannot be an id or name"
        remedy = f"write 1 to {LONGEST_ID} bytes of UTF-8 without NUL"
        return refused(name, row, what, remedy, "id_invalid")
    what = f"got {type(value).__name__} {value!r}"
    remedy = "ids and names are text or whole numbers; astype('Int64') keeps nulls"
    return refused(name, row, what, remedy, "column_type")


def names_of(table: Table, name: str) -> np.ndarray[Any, Any]:
    """Return names as an object array of str; whole numbers become their decimal text."""
    values = keys_of(table, name, needed=False)
    if values.dtype == object:
        return values
    distinct, place = np.unique(values, return_inverse=True)
    return np.asarray([str(each) for each in distinct.tolist()], dtype=object)[place]


def grouped(
    keys: np.ndarray[Any, Any],
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the distinct keys, the first row of each, and the key of each row.

    Texts are numbered by the core: sorting a million Python strings would take seconds.
    """
    if keys.dtype == object:
        codes, _, _ = _core.encode_texts([str(each) for each in keys.tolist()], "keys")
        _, first, place = np.unique(codes, return_index=True, return_inverse=True)
        return keys[first], first, place
    distinct, first, place = np.unique(keys, return_index=True, return_inverse=True)
    return distinct, first, place
