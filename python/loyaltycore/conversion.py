"""Exact conversions of the flat tables that people have: money, instants, keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore import _core
from loyaltycore.columns import numbers_of, refused, times_of

if TYPE_CHECKING:
    from loyaltycore.columns import Table

__all__ = ["Flat", "grouped", "instants_of", "keys_of", "money_of", "names_of", "whole_of"]

_LARGEST_FEN = 10**13


@dataclass
class Flat:
    """Columns of the flat table after conversion, one row a purchase line."""

    member: np.ndarray[Any, Any]
    at: np.ndarray[Any, Any]
    amount: np.ndarray[Any, Any]
    order: np.ndarray[Any, Any]
    optional: dict[str, Any]
    report: list[str]
    counts: dict[str, int] = field(default_factory=dict)

    def keep(self, rows: np.ndarray[Any, Any]) -> None:
        """Leave out the rows that are not chosen."""
        self.member, self.at = self.member[rows], self.at[rows]
        self.amount, self.order = self.amount[rows], self.order[rows]
        self.optional = {name: values[rows] for name, values in self.optional.items()}

    def note(self, name: str, count: int, sentence: str) -> None:
        """Count something and say it."""
        self.counts[name] = count
        self.report.append(f"{count:,} {sentence}")


def _objects(table: Table, name: str) -> np.ndarray[Any, Any]:
    """Return a column as an array, whatever library holds it."""
    column = table.column(name)
    if isinstance(column, np.ndarray):
        return column
    values: np.ndarray[Any, Any] = column.to_numpy()
    return values


def money_of(table: Table, name: str, fen_per_unit: int) -> tuple[np.ndarray[Any, Any], str]:
    """Return money as int64 fen, and the sentence that says how.

    A float stands for the shortest decimal that prints as it; decimals and whole numbers are exact.

    Raises
    ------
    DataError
        NaN, infinite, null, text, or more than 10^13 fen.
    """
    fen_per_unit = _core.count(fen_per_unit, "currency_fen_per_unit")
    values = _objects(table, name)
    distinct, place = (
        np.unique(values, return_inverse=True)
        if values.dtype.kind in "iuf"
        else (values, np.arange(len(values)))
    )
    fen = np.zeros(len(distinct), dtype=np.int64)
    rounded = np.zeros(len(distinct), dtype=bool)
    for index, value in enumerate(distinct.tolist()):
        exact = _decimal(value)
        if exact is None or abs(exact * fen_per_unit) > _LARGEST_FEN:
            row = int((place == index).argmax())
            raise refused(
                name,
                row,
                f"{value!r} is no amount of money",
                "give every row a finite number, or drop it",
                "value_not_money",
            )
        product = exact * fen_per_unit
        whole = product.to_integral_value(ROUND_HALF_EVEN)
        fen[index], rounded[index] = int(whole), product != whole
    say = f"money: one unit of {name} is {fen_per_unit} fen, from the shortest decimal"
    cut = int(rounded[place].sum())
    return fen[place], f"{say}; {cut:,} rows are rounded half to even" if cut else f"{say}, exactly"


def _decimal(value: Any) -> Decimal | None:
    """Return a number as an exact decimal; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return exact if exact.is_finite() else None


def instants_of(table: Table, name: str, zone: Any) -> tuple[np.ndarray[Any, Any], str]:
    """Return times as int64 microseconds UTC, and the sentence that says how.

    Raises
    ------
    DataError
        Naive times without `zone`, nulls, or what is no time.
    """
    values = table.column(name)
    dtype = values.dtype
    numpy_stamps = isinstance(values, np.ndarray) and values.dtype.kind == "M"
    naive = numpy_stamps or (str(dtype).startswith("Datetime") and dtype.time_zone is None)
    if not naive:
        whole = not isinstance(values, np.ndarray) and dtype.is_integer()
        whole = whole or (isinstance(values, np.ndarray) and values.dtype.kind == "i")
        read = numbers_of if whole else times_of
        how = "int64 microseconds UTC" if whole else "aware times"
        return read(table, name, needed=True)[0], f"time: {name} holds {how}"
    if zone is None:
        raise refused(
            name, None, "its times are naive", "say of which zone they are by zone=", "time_naive"
        )
    stamps = _objects(table, name).astype("datetime64[us]")
    if np.isnat(stamps).any():
        raise refused(name, int(np.isnat(stamps).argmax()), "is null", "drop the row", "null")
    return _in_zone(stamps, _zone_of(zone)), f"time: {name} is naive and read as {zone}"


def _zone_of(zone: Any) -> dt.tzinfo:
    """Return a zone by its name or as it is."""
    if isinstance(zone, dt.tzinfo):
        return zone
    from zoneinfo import ZoneInfo

    return ZoneInfo(zone)


def _in_zone(stamps: np.ndarray[Any, Any], zone: dt.tzinfo) -> np.ndarray[Any, Any]:
    """Return microseconds UTC of wall times; offsets are looked up once an hour of the data."""
    micros = stamps.astype(np.int64)
    hours, place = np.unique(micros // 3_600_000_000, return_inverse=True)
    offsets = np.zeros(len(hours), dtype=np.int64)
    for index, hour in enumerate(hours.tolist()):
        wall = dt.datetime(1970, 1, 1, tzinfo=zone) + dt.timedelta(hours=hour)
        offset = wall.utcoffset() or dt.timedelta(0)
        offsets[index] = offset // dt.timedelta(microseconds=1)
    return np.asarray(micros - offsets[place], dtype=np.int64)


def keys_of(table: Table, name: str, *, needed: bool) -> np.ndarray[Any, Any]:
    """Return ids or names: int64, or an object array of str with None for nulls.

    Raises
    ------
    DataError
        A null where `needed`, or floats.
    """
    column = table.column(name)
    dtype = column.dtype
    whole = column.dtype.kind in "iu" if isinstance(column, np.ndarray) else dtype.is_integer()
    if whole:
        return np.asarray(numbers_of(table, name, needed=True)[0])
    if isinstance(column, np.ndarray):
        values = column.tolist()
    else:
        nulls = column.is_null().to_numpy()
        values = column.to_list()
        if nulls.any():
            values = [None if null else each for null, each in zip(nulls, values, strict=True)]
    for row, value in enumerate(values):
        if isinstance(value, str) or (value is None and not needed):
            continue
        raise refused(
            name,
            row,
            f"got {type(value).__name__} {value!r}",
            "ids and names are text or whole numbers",
            "column_type",
        )
    return np.asarray(values, dtype=object)


def whole_of(table: Table, name: str) -> np.ndarray[Any, Any]:
    """Return counts as int64; floats only if they are whole.

    Raises
    ------
    DataError
        A fraction, a null, or what is no number.
    """
    values = _objects(table, name)
    if values.dtype.kind == "f":
        bad = ~np.isfinite(values) | (values != np.rint(values))
        if bad.any():
            raise refused(
                name,
                int(bad.argmax()),
                f"{values[bad.argmax()]} is no whole number",
                "give every row a count",
                "value_not_whole",
            )
        return values.astype(np.int64)
    return np.array(numbers_of(table, name, needed=True)[0])


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
