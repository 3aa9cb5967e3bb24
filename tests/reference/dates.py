"""Days, months and instants: integers from 1970, as the events carry them, and no clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

SECOND = 1_000_000
DAY = 86_400 * SECOND
LAST_INSTANT = 253_402_300_799_999_999
EPOCH = date(1970, 1, 1)
# The Gregorian calendar repeats after 400 years; Python's dates end with the year 9999.
CYCLE_DAYS = 146_097
CYCLE_YEARS = 400


@dataclass(frozen=True)
class Zone:
    """Offsets from UTC in seconds, each from an instant on; the first one holds since ever."""

    offsets: tuple[tuple[int, int], ...]

    def day_at(self, instant: int) -> int:
        """Return the day, counted from 1970-01-01, that holds the instant."""
        seconds = self.offsets[0][1]
        for start, offset in self.offsets[1:]:
            if instant >= start:
                seconds = offset
        return (instant + seconds * SECOND) // DAY

    def start_of(self, day: int) -> int:
        """Return the first instant of a day; after a jump over midnight the first that exists."""
        for index, (_, seconds) in enumerate(self.offsets):
            start = day * DAY - seconds * SECOND
            if index > 0:
                start = max(start, self.offsets[index][0])
            if index + 1 == len(self.offsets) or start < self.offsets[index + 1][0]:
                return start
        raise AssertionError("a zone has at least one offset")


def civil(day: int) -> tuple[int, int, int]:
    """Return year, month and day of the month."""
    years = 0
    while day > (date.max - EPOCH).days:
        day -= CYCLE_DAYS
        years += CYCLE_YEARS
    when = EPOCH + timedelta(days=day)
    return when.year + years, when.month, when.day


def day_number(year: int, month: int, day: int) -> int:
    """Return the days since 1970-01-01."""
    days = 0
    while year > date.max.year:
        year -= CYCLE_YEARS
        days += CYCLE_DAYS
    return (date(year, month, day) - EPOCH).days + days


def month_of(day: int) -> int:
    """Return the months since 1970-01."""
    year, month, _ = civil(day)
    return (year - 1970) * 12 + month - 1


def first_of_month(month: int) -> int:
    """Return the first day of a month counted from 1970-01."""
    return day_number(1970 + month // 12, month % 12 + 1, 1)


def first_of_year(day: int, years: int = 0) -> int:
    """Return 1 January of the year that holds the day, some years on."""
    return day_number(civil(day)[0] + years, 1, 1)


def add_months(day: int, months: int) -> int:
    """Return the same day of a later month; the 31st becomes the last day of a shorter one."""
    _, _, day_in_month = civil(day)
    target = month_of(day) + months
    last = first_of_month(target + 1) - 1
    return min(first_of_month(target) + day_in_month - 1, last)


def weekday(day: int) -> int:
    """Return 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday."""
    return (day + 3) % 7


def window_start(kind: str, day: int) -> int:
    """Return the first day of the day, week, month or year that holds a day."""
    if kind == "day":
        return day
    if kind == "week":
        return day - weekday(day)
    if kind == "month":
        return first_of_month(month_of(day))
    if kind == "year":
        return first_of_year(day)
    return 0


def iso(day: int | None) -> str | None:
    """Return a day as text, None for a day that never comes."""
    if day is None:
        return None
    year, month, day_in_month = civil(day)
    return f"{year:04}-{month:02}-{day_in_month:02}"


def day_of_text(text: str) -> int:
    """Read YYYY-MM-DD."""
    return (date.fromisoformat(text) - EPOCH).days


def instant_of_text(text: str, zone: Zone) -> int:
    """Read a date (start of that day in the zone) or an instant with its offset."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return zone.start_of(day_of_text(text))
    when = datetime.fromisoformat(text)
    return (when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def text_of_instant(instant: int) -> str:
    """Return an instant as UTC text, for messages."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)).isoformat()
