"""Names of time zones: a programme holds none, only the offsets that they mean."""

from __future__ import annotations

import datetime as dt
from typing import Any

from loyaltycore.errors import DataError

__all__ = ["zone_named", "zone_offsets"]

REMEDY = 'write a name of the IANA database, as in "Asia/Shanghai", or a tzinfo'
# No zone changes its offset twice within so short a time.
STRIDE = dt.timedelta(hours=12)
SECOND = dt.timedelta(seconds=1)
MINUTE = dt.timedelta(minutes=1)


def zone_named(zone: Any, argument: str = "zone") -> dt.tzinfo:
    """Return a zone by its name or as it is.

    Raises:
        DataError: argument_invalid, for a name that is not known here.
    """
    if isinstance(zone, dt.tzinfo):
        return zone
    from zoneinfo import ZoneInfo

    if not isinstance(zone, str):
        raise refused(argument, f"got {type(zone).__name__} {zone!r}")
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise refused(argument, f"no zone is called {zone!r}") from None


def zone_offsets(zone: str | dt.tzinfo, since: int = 2010, until: int = 2040) -> dict[str, Any]:
    """Return the section `zone` of a programme that keeps the days of a place.

    A programme document holds offsets, not names, so that it means the same on every machine and
    for ever: `program.with_({"zone": zone_offsets("Europe/Berlin")})`. Before the first of the
    years its offset is that of their beginning, after the last that of their end.

    Args:
        zone: a name of the IANA database, or a tzinfo.
        since: first year whose changes are listed.
        until: first year whose changes are not.

    Raises:
        DataError: argument_invalid, for an unknown name, years outside 1970 to 2100, or offsets
            that are no whole minutes.
    """
    place = zone_named(zone)
    if not 1970 <= since < until <= 2100:
        raise refused("since", f"from {since} to {until} are no years of 1970 to 2100 that ascend")
    moment = dt.datetime(since, 1, 1, tzinfo=dt.UTC)
    end = dt.datetime(until, 1, 1, tzinfo=dt.UTC)
    offset = offset_at(place, moment)
    offsets: list[dict[str, Any]] = [{"offset_minutes": minutes_of(offset)}]
    while moment < end:
        later = min(moment + STRIDE, end)
        if offset_at(place, later) != offset:
            change = first_change(place, moment, later)
            offset = offset_at(place, change)
            offsets.append({"from": change.isoformat(), "offset_minutes": minutes_of(offset)})
        moment = later
    if len(offsets) == 1:
        return offsets[0]
    return {"offsets": offsets}


def first_change(place: dt.tzinfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """Return the first second after `before` with the offset that holds at `after`."""
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if offset_at(place, middle) == offset_at(place, after):
            after = middle
        else:
            before = middle
    return after


def offset_at(place: dt.tzinfo, moment: dt.datetime) -> dt.timedelta:
    """Return the offset of a place at an instant."""
    return moment.astimezone(place).utcoffset() or dt.timedelta(0)


def minutes_of(offset: dt.timedelta) -> int:
    """Return an offset in whole minutes."""
    if offset % MINUTE:
        raise refused("zone", f"its offset {offset} is no number of whole minutes")
    return offset // MINUTE


def refused(argument: str, what: str) -> DataError:
    """Return the error for an argument."""
    return DataError(
        f"{argument}: {what}; {REMEDY}", column=argument, remedy=REMEDY, code="argument_invalid"
    )
