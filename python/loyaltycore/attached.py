"""What few events carry: the record of a closed line, the quote that a placement binds to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore._core import QuotedNumbers
from loyaltycore.columns import objects_of
from loyaltycore.errors import DataError
from loyaltycore.tables import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from loyaltycore.tables import Table

__all__ = ["ATTACHED", "attached_of"]

_OF_RECORDS = "write the bytes of Result.archived, or them in hexadecimal; null where there is none"
_OF_QUOTES = "write the text of Quote.numbers.to_json(), or null where there is none"


def _record(value: object) -> bytes:
    """Return the bytes of a record; what they say, the core reads."""
    if isinstance(value, str):
        # fromhex takes what stands apart, too.
        if not value or any(digit.isspace() for digit in value):
            raise ValueError
        return bytes.fromhex(value)
    if not isinstance(value, bytes | bytearray | memoryview):
        raise TypeError
    return bytes(value)


def _quote(value: object) -> QuotedNumbers:
    """Return the numbers of a quote."""
    if isinstance(value, QuotedNumbers):
        return value
    if not isinstance(value, str):
        raise TypeError
    return QuotedNumbers.from_json(value)


ATTACHED: dict[str, tuple[Callable[[object], Any], str]] = {
    "archived": (_record, _OF_RECORDS),
    "quoted": (_quote, _OF_QUOTES),
}
"""Each column, how a cell is read, and what to write there."""


def attached_of(table: Table, name: str) -> tuple[Any, list[Any]]:
    """Return the rows that carry something, and what.

    Raises
    ------
    DataError
        A cell that is no record or no quote; names column and row.
    """
    read, remedy = ATTACHED[name]
    column = table.column(name)
    if isinstance(column, np.ndarray) and column.dtype.kind == "S":
        what = "its type drops zero bytes at the end"
        raise refused(name, None, what, "make it an array of dtype object", "column_type")
    rows: list[int] = []
    values: list[Any] = []
    for row, value in enumerate(objects_of(table, name)):
        if value is None:
            continue
        try:
            values.append(read(value))
        except DataError as error:
            raise refused(name, row, _first_sentence(error), remedy, error.code) from None
        except TypeError:
            what = f"got {type(value).__name__}"
            raise refused(name, row, what, remedy, "column_type") from None
        except ValueError:
            raise refused(name, row, "no hexadecimal digits", remedy, "column_type") from None
        rows.append(row)
    return np.asarray(rows, dtype=np.uint64), values


def _first_sentence(error: DataError) -> str:
    """Return what is wrong, without what to do about it."""
    return str(error).removesuffix(f"; {error.remedy}")
