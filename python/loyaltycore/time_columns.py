"""Columns of times as int64 microseconds UTC, exactly: no zone is guessed and nothing is cut."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from loyaltycore import _core
from loyaltycore.columns import (
    LARGEST,
    Array,
    Spec,
    array_of,
    check_present,
    present_of,
    shown,
    values_of,
    with_nulls,
)
from loyaltycore.errors import DataError
from loyaltycore.tables import Stamps, is_null, maker_of_times, refused, split

if TYPE_CHECKING:
    from loyaltycore.tables import Table

__all__ = ["micros_of", "times_of"]

# Microseconds in one unit of datetime64; months and years are calendar units.
_MICROS = {
    "W": Fraction(604_800_000_000),
    "D": Fraction(86_400_000_000),
    "h": Fraction(3_600_000_000),
    "m": Fraction(60_000_000),
    "s": Fraction(1_000_000),
    "ms": Fraction(1_000),
    "us": Fraction(1),
    "ns": Fraction(1, 10**3),
    "ps": Fraction(1, 10**6),
    "fs": Fraction(1, 10**9),
    "as": Fraction(1, 10**12),
}


def times_of(table: Table, name: str, *, needed: bool = False) -> Spec:
    """Return instants as int64 microseconds UTC, from aware datetimes.

    Raises
    ------
    DataError
        A naive time, text, numbers without `_us` in their name, parts of a microsecond, nulls, what
        64 bits cannot hold.
    """
    column = table.column(name)
    if isinstance(column, np.ndarray):
        if column.dtype == object:
            return _time_objects(with_nulls(*split(column)), name, needed)
        raise refused(
            name,
            None,
            f"its type is {column.dtype}",
            f"NumPy knows no zones: pass int64 microseconds UTC as {name}_us",
            "column_type",
        )
    if isinstance(column, Stamps):
        _check_zone(name, known=column.aware)
        return micros_of(column.values, name, needed=needed)
    dtype = str(column.dtype)
    if dtype == "Object":
        return _time_objects(array_of(values_of(column)), name, needed)
    if not dtype.startswith("Datetime"):
        remedy = f"pass aware datetimes, or int64 microseconds UTC as {name}_us"
        if dtype in {"String", "Date"}:
            remedy += maker_of_times(table.kind, dtype, aware=True)
        raise refused(name, None, f"its type is {dtype}", remedy, "column_type")
    _check_zone(name, known=column.dtype.time_zone is not None)
    return micros_of(column.to_numpy(), name, needed=needed)


def _check_zone(name: str, *, known: bool) -> None:
    """Refuse a column of naive times."""
    if not known:
        raise refused(
            name,
            None,
            "its times are naive",
            "say which zone they are of: tz_localize in pandas, dt.replace_time_zone in Polars",
            "time_naive",
        )


def _time_objects(values: Array, name: str, needed: bool) -> Spec:
    """Return instants out of Python objects: aware datetimes, or int microseconds."""
    mask = np.asarray([is_null(each) for each in values], dtype=bool)
    check_present(name, mask, needed)
    out = np.zeros(len(values), dtype=np.int64)
    for row in np.flatnonzero(~mask).tolist():
        try:
            out[row] = _core.instant(values[row], name)
        except DataError as error:
            what, remedy = shown(values[row]), error.remedy or "pass an aware datetime"
            raise refused(name, row, what, remedy, error.code) from None
    return out, (present_of(mask) if mask.any() else None), None


def micros_of(stamps: Array, name: str, *, needed: bool = False) -> Spec:
    """Return datetime64 as int64 microseconds; NaT is a null.

    Raises
    ------
    DataError
        Parts of a microsecond, and times that 64 bits of microseconds cannot hold.
    """
    mask = np.isnat(stamps)
    check_present(name, mask, needed)
    unit, count = np.datetime_data(stamps.dtype)
    if unit in "YM":
        stamps, unit, count = _days_of(stamps, name), "D", 1
    ticks = stamps.astype(stamps.dtype.newbyteorder("="), copy=False).view(np.int64)
    ticks = np.where(mask, 0, ticks) if mask.any() else ticks
    micros = _MICROS.get(unit, Fraction(1)) * count
    if micros.denominator > 1:
        parts = ticks % micros.denominator != 0
        if parts.any():
            row, remedy = int(parts.argmax()), "round it to microseconds yourself"
            raise refused(name, row, "has parts of a microsecond", remedy, "time_precision")
        ticks = ticks // micros.denominator
    most = LARGEST // micros.numerator
    past = (ticks > most) | (ticks < -most)
    _check_range(name, past)
    return (
        np.ascontiguousarray(ticks * micros.numerator),
        (present_of(mask) if mask.any() else None),
        None,
    )


def _days_of(stamps: Array, name: str) -> Array:
    """Return months or years as days."""
    past = ~np.isnat(stamps) & (np.abs(stamps.view(np.int64)) > 1_000_000)
    _check_range(name, past)
    return stamps.astype("datetime64[D]")


def _check_range(name: str, past: Array) -> None:
    """Refuse the first time that is past what can be counted in microseconds."""
    if past.any():
        what = "the time does not fit into 64 bits of microseconds"
        remedy = "times are from 1970 to 9999: check the unit"
        raise refused(name, int(past.argmax()), what, remedy, "value_range")
