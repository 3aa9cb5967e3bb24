"""Days, months and zones of a programme against Python's own calendar and time-zone database.

All days to 2100 against a walk, and every jump of a zone, are in tests/cpp/base/date_test.cpp.
"""

import json
import random
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import loyaltycore as lc

# Jumps of an hour, of half an hour, over midnight, over a whole day, and a zone that gave them up.
ZONES = ["America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"]
ZONES += ["Asia/Shanghai", "Europe/London"]
FIRST, LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2037, 12, 31, tzinfo=UTC)


def document(zone, **beans):
    """A programme in a zone, in force from the first day."""
    return lc.Program.from_json(
        json.dumps(
            {
                "format": 1,
                "meta": {"id": "calendar"},
                "zone": zone,
                "from": "1970-01-02",
                "beans": {"earn": {"login": {"trigger": "login", "fixed": 1}}, **beans},
            }
        )
    )


def minutes(at, zone):
    """Minutes east of UTC; the database has whole minutes since 1972 in these zones."""
    return round(at.astimezone(zone).utcoffset().total_seconds() / 60)


def jumps(zone):
    """Every instant at which the zone jumps, to the second."""
    found, at = [], FIRST
    while at < LAST:
        later = at + timedelta(hours=20)
        if minutes(at, zone) != minutes(later, zone):
            low, high = at, later
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if minutes(middle, zone) == minutes(at, zone):
                    low = max(middle, low + timedelta(seconds=1))
                else:
                    high = middle
            found.append(high)
        at = later
    return found


def offsets(zone):
    """The zone as a programme writes it: a table of instants and offsets."""
    later = [
        {"from": at.astimezone(zone).isoformat(), "offset_minutes": minutes(at, zone)}
        for at in jumps(zone)
    ]
    return [{"offset_minutes": minutes(FIRST, zone)}, *later]


def micros(at):
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@pytest.mark.parametrize("name", ZONES)
def test_every_instant_falls_on_the_day_of_the_time_zone_database(name):
    zone, rng = ZoneInfo(name), random.Random(16)
    program = document({"offsets": offsets(zone)})
    borders = [each + timedelta(seconds=n) for each in jumps(zone) for n in (-1, 0, 1)]
    midnights = [
        datetime(year, month, day, tzinfo=zone).astimezone(UTC) + timedelta(microseconds=n)
        for year in (1972, 1999, 2000, 2016, 2024, 2037)
        for month in range(1, 13)
        for day in (1, 28, monthrange(year, month)[1])
        for n in (-1, 0, 1)
    ]
    anywhere = [FIRST + (LAST - FIRST) * rng.random() for _ in range(3000)]
    instants = [each for each in borders + midnights + anywhere if FIRST < each < LAST]
    assert len(instants) > 3500
    for at in instants:
        assert program.core.day_text(micros(at)) == at.astimezone(zone).date().isoformat(), at


def month_later(day, months):
    """The same day some months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_of_interest():
    """Month ends, leap days and what lies beside them, from 1970 to 2100."""
    for year in [*range(1971, 2101, 7), 1972, 2000, 2024, 2096, 2100]:
        for month in range(1, 13):
            last = monthrange(year, month)[1]
            for day in (1, 15, 28, last - 1, last):
                yield date(year, month, day)


@pytest.mark.parametrize("months", [1, 6, 12, 13, 48])
def test_months_are_added_as_the_calendar_says(months):
    """31 January and a month is the end of February, in leap years the 29th."""
    expire = {"after_months": months, "granularity": "day"}
    program = document({"offset_minutes": 480}, expire=expire)
    checked = 0
    for n, day in enumerate(sorted(set(days_of_interest()))):
        bob = lc.Member(program, id="bob")
        at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        assert bob.apply(lc.Login(id=f"l{n}", at=at)).accepted
        (bucket,) = bob.buckets
        assert bucket["expires_on"] == month_later(day, months).isoformat(), day
        checked += 1
    assert checked > 1000


@pytest.mark.parametrize(
    "text",
    [
        "2016-12-31T23:59:60Z",
        "2017-01-01T24:00:00Z",
        "2015-02-29T00:00:00Z",
        "2016-13-01T00:00:00Z",
    ],
)
def test_an_instant_that_no_calendar_has_is_refused(text):
    """A leap second too: seconds are those of UTC without them, as everywhere in computing."""
    with pytest.raises(lc.DataError) as caught:
        lc.Event.from_json(json.dumps({"kind": "login", "id": "l", "occurred_at": text}))
    assert caught.value.column == "occurred_at"
    assert caught.value.remedy
