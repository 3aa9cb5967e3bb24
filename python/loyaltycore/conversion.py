"""Exact conversions of the flat tables that people have: money, instants, counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore.columns import numbers_of
from loyaltycore.errors import DataError
from loyaltycore.tables import Stamps, is_null, maker_of_times, refused, split
from loyaltycore.time_columns import micros_of, times_of
from loyaltycore.zones import zone_named

if TYPE_CHECKING:
    from loyaltycore.tables import Table

__all__ = [
    "LARGEST_FEN",
    "Flat",
    "instants_of",
    "money_of",
    "whole_of",
]

# What the core takes: beyond it every event would be refused, far from the caller's row.
LARGEST_FEN = 10**13
_LAST_INSTANT = 253_402_300_799_999_999
_DAY_US = 86_400_000_000
_NO_TIME = ("column_type", "field_invalid")
_GIVE_OR_DROP = "give it a value or drop the row"


@dataclass
class Flat:
    """Columns of the flat table after conversion, one row a purchase line."""

    member: np.ndarray[Any, Any]
    at: np.ndarray[Any, Any]
    amount: np.ndarray[Any, Any]
    order: np.ndarray[Any, Any]
    optional: dict[str, Any]
    report: list[str]
    names: dict[str, str]
    """The caller's names of the columns: errors speak of these."""
    row: np.ndarray[Any, Any]
    """Row of the caller's table."""
    counts: dict[str, int] = field(default_factory=dict)

    def keep(self, rows: np.ndarray[Any, Any]) -> None:
        """Leave out the rows that are not chosen."""
        self.member, self.at, self.row = self.member[rows], self.at[rows], self.row[rows]
        self.amount, self.order = self.amount[rows], self.order[rows]
        self.optional = {name: values[rows] for name, values in self.optional.items()}

    def note(self, name: str, count: int, sentence: str) -> None:
        """Count something and say it."""
        self.counts[name] = count
        self.report.append(f"{count:,} {sentence}")

    def refused(self, name: str, at: int, what: str, remedy: str, code: str) -> DataError:
        """Return the error for a value, under the names of the caller's table."""
        return refused(self.names.get(name, name), int(self.row[at]), what, remedy, code)


def _objects(table: Table, name: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any] | None]:
    """Return a column as an array, whatever library holds it, and where it is null."""
    column = table.column(name)
    if isinstance(column, Stamps):
        return column.values, None
    if isinstance(column, np.ndarray):
        return split(column)
    values: np.ndarray[Any, Any] = column.to_numpy()
    if str(column.dtype).startswith("Decimal"):
        values = np.fromiter(column.to_list(), dtype=object, count=len(column))
    nulls = column.is_null().to_numpy()
    return values, nulls if nulls.any() else None


def _refuse_nulls(name: str, nulls: np.ndarray[Any, Any] | None) -> None:
    """Refuse the first null."""
    if nulls is not None and nulls.any():
        raise refused(name, int(nulls.argmax()), "is null", _GIVE_OR_DROP, "null")


def money_of(table: Table, name: str, fen_per_unit: int) -> tuple[np.ndarray[Any, Any], str]:
    """Return money as int64 fen, and the sentence that says how.

    A float stands for the shortest decimal that prints as it, whatever its width; decimals and
    whole numbers are exact.

    Raises
    ------
    DataError
        NaN, infinite, null, text, or more than 10^13 fen.
    """
    values, nulls = _objects(table, name)
    _refuse_nulls(name, nulls)
    if values.dtype.kind in "Mm":
        what = f"its type is {values.dtype}"
        raise refused(name, None, what, "name the column of the money", "column_type")
    numeric = values.dtype.kind in "iuf"
    distinct, place = (
        np.unique(values, return_inverse=True) if numeric else (values, np.arange(len(values)))
    )
    fen = np.zeros(len(distinct), dtype=np.int64)
    rounded = np.zeros(len(distinct), dtype=bool)
    # A float of another width than Python's prints as itself only while it is not widened.
    narrow = distinct.dtype.kind == "f" and distinct.dtype != np.float64
    bad: list[tuple[int, object, Decimal | None]] = []
    for index, value in enumerate(distinct if narrow else distinct.tolist()):
        exact = _decimal(value)
        if exact is None or abs(exact * fen_per_unit) > LARGEST_FEN:
            bad.append((int((place == index).argmax()), value, exact))
            continue
        product = exact * fen_per_unit
        whole = product.to_integral_value(ROUND_HALF_EVEN)
        fen[index], rounded[index] = int(whole), product != whole
    if bad:
        raise _no_money(name, *min(bad, key=lambda each: each[0]))
    say = f"money: one unit of {name} is {fen_per_unit} fen, from the shortest decimal"
    cut = int(rounded[place].sum())
    return fen[place], f"{say}; {cut:,} rows are rounded half to even" if cut else f"{say}, exactly"


def _no_money(name: str, row: int, value: object, exact: Decimal | None) -> DataError:
    """Return the error for what is no amount, or too large a one."""
    if is_null(value):
        return refused(name, row, "is null", _GIVE_OR_DROP, "null")
    if exact is not None:
        what, remedy = f"{value} is more than 10^13 fen", "check currency_fen_per_unit, or drop it"
        return refused(name, row, what, remedy, "value_range")
    if isinstance(value, str):
        what, remedy = f"{value!r:.64} is text", "make numbers of it, as pandas.to_numeric does"
        return refused(name, row, what, remedy, "value_not_money")
    what = f"{value!r} is no amount of money"
    remedy = "give every row a finite number, or drop it"
    return refused(name, row, what, remedy, "value_not_money")


def _decimal(value: Any) -> Decimal | None:
    """Return a number as an exact decimal; None for what is none."""
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, float | np.floating):
        exact = Decimal(str(value))
    elif isinstance(value, int | Decimal):
        exact = Decimal(value)
    elif isinstance(value, np.integer):
        exact = Decimal(int(value))
    else:
        return None
    return exact if exact.is_finite() else None


def instants_of(table: Table, name: str, zone: Any) -> tuple[np.ndarray[Any, Any], str]:
    """Return times as int64 microseconds UTC, and the sentence that says how.

    Raises
    ------
    DataError
        Naive times without `zone`, nulls, parts of a microsecond, times before 1970 or after 9999,
        or what is no time.
    """
    column = table.column(name)
    if _is_naive(column):
        if zone is None:
            raise refused(
                name,
                None,
                "its times are naive",
                "say of which zone they are by zone=",
                "time_naive",
            )
        stamps, nulls = _objects(table, name)
        _refuse_nulls(name, nulls)
        wall = micros_of(stamps, name, needed=True)[0]
        # Before any zone is asked: the calendar of Python ends where ours does.
        _check_times(name, wall, -_DAY_US)
        at, how = _in_zone(wall, zone_named(zone)), f"is naive and read as {zone}"
    else:
        whole = not isinstance(column, Stamps) and (
            column.dtype.kind in "iu"
            if isinstance(column, np.ndarray)
            else column.dtype.is_integer()
        )
        read = numbers_of if whole else times_of
        try:
            at = read(table, name, needed=True)[0]
        except DataError as error:
            if zone is None or error.code not in _NO_TIME:
                raise
            raise _no_time(error, table, zone) from None
        how = "holds int64 microseconds UTC" if whole else "holds aware times"
    _check_times(name, at, 0)
    return at, f"time: {name} {how}"


def _no_time(error: DataError, table: Table, zone: Any) -> DataError:
    """Return the error for what is no time where naive times would do."""
    maker = maker_of_times(table.kind, str(table.column(error.column).dtype), aware=False)
    remedy = f"pass datetimes; naive ones are read as {zone}{maker}"
    message = str(error).removesuffix(error.remedy) + remedy
    return DataError(message, column=error.column, row=error.row, remedy=remedy, code=error.code)


def _is_naive(column: Any) -> bool:
    """Tell whether a column holds times without a zone."""
    if isinstance(column, Stamps):
        return not column.aware
    if isinstance(column, np.ndarray):
        return bool(column.dtype.kind == "M")
    dtype = column.dtype
    return str(dtype).startswith("Datetime") and bool(dtype.time_zone is None)


def _check_times(name: str, at: np.ndarray[Any, Any], first: int) -> None:
    """Refuse the first time before 1970 or after 9999."""
    past = (at < first) | (at > _LAST_INSTANT)
    if past.any():
        row = int(past.argmax())
        what = f"{at[row]} microseconds are no time from 1970 to 9999"
        raise refused(name, row, what, "correct it or drop the row", "value_range")


def _in_zone(micros: np.ndarray[Any, Any], zone: dt.tzinfo) -> np.ndarray[Any, Any]:
    """Return microseconds UTC of wall times; offsets are looked up once an hour of the data."""
    hours, place = np.unique(micros // 3_600_000_000, return_inverse=True)
    offsets = np.zeros(len(hours), dtype=np.int64)
    for index, hour in enumerate(hours.tolist()):
        wall = dt.datetime(1970, 1, 1, tzinfo=zone) + dt.timedelta(hours=hour)
        offset = wall.utcoffset() or dt.timedelta(0)
        offsets[index] = offset // dt.timedelta(microseconds=1)
    return np.asarray(micros - offsets[place], dtype=np.int64)


def whole_of(table: Table, name: str, least: int, most: int) -> np.ndarray[Any, Any]:
    """Return counts as int64; floats only if they are whole.

    Raises
    ------
    DataError
        A fraction, a null, what is no number, or a number that is not from `least` to `most`.
    """
    values, nulls = _objects(table, name)
    _refuse_nulls(name, nulls)
    if values.dtype.kind == "f":
        bad = ~np.isfinite(values) | (values != np.rint(values))
        if bad.any():
            row = int(bad.argmax())
            what = f"{values[row]} is no whole number"
            raise refused(name, row, what, "give every row a count", "value_not_whole")
        numbers = values
    else:
        numbers = numbers_of(table, name, needed=True)[0]
    past = (numbers < least) | (numbers > most)
    if past.any():
        row = int(past.argmax())
        what = f"{values[row]} is not from {least} to {most}"
        raise refused(name, row, what, "correct it or drop the row", "value_range")
    return numbers.astype(np.int64)
