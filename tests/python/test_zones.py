"""Names of zones become offsets when a programme is written."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

import loyaltycore as lc


def test_a_place_with_daylight_saving_time_is_a_table():
    offsets = lc.zone_offsets("America/New_York", 2016, 2021)["offsets"]
    assert offsets[0] == {"offset_minutes": -300}
    assert {"from": "2017-03-12T07:00:00+00:00", "offset_minutes": -240} in offsets
    assert {"from": "2017-11-05T06:00:00+00:00", "offset_minutes": -300} in offsets
    assert len(offsets) == 11


@pytest.mark.parametrize("name", ["Australia/Lord_Howe", "Africa/Casablanca", "Asia/Pyongyang"])
def test_every_hour_has_the_offset_of_its_place(name):
    rows = lc.zone_offsets(name, 2015, 2020)["offsets"]
    changes = [dt.datetime.fromisoformat(row["from"]) for row in rows[1:]]
    place = ZoneInfo(name)
    for hours in range(0, 5 * 8766, 7):
        moment = dt.datetime(2015, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
        row = rows[sum(change <= moment for change in changes)]
        expected = moment.astimezone(place).utcoffset()
        assert dt.timedelta(minutes=row["offset_minutes"]) == expected, moment
    for change, row in zip(changes, rows[1:], strict=True):
        before, then = (change - dt.timedelta(seconds=1)).astimezone(place), change
        assert before.utcoffset() != then.astimezone(place).utcoffset()
        minutes = dt.timedelta(minutes=row["offset_minutes"])
        assert then.astimezone(place).utcoffset() == minutes


def test_a_programme_keeps_the_days_of_the_place(shop):
    assert lc.zone_offsets("Asia/Shanghai") == {"offset_minutes": 480}
    there = shop.with_({"zone": lc.zone_offsets("America/New_York", 2016, 2018)})
    ann = lc.Member(there, id="ann")
    # 04:00 in London and midnight in New York, then an hour before.
    ann.apply(lc.SignIn(id="a", at=dt.datetime(2016, 7, 2, 3, 59, tzinfo=dt.UTC)))
    ann.apply(lc.SignIn(id="b", at=dt.datetime(2016, 7, 2, 4, 0, tzinfo=dt.UTC)))
    bob = lc.Member(there, id="bob")
    bob.apply(lc.SignIn(id="a", at=dt.datetime(2016, 7, 2, 4, 0, tzinfo=dt.UTC)))
    bob.apply(lc.SignIn(id="b", at=dt.datetime(2016, 7, 2, 5, 0, tzinfo=dt.UTC)))
    assert ann.beans > bob.beans, "two days against one"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("Mars/Olympus",), "no zone is called 'Mars/Olympus'"),
        ((8,), "got int 8"),
        (("Asia/Shanghai", 2030, 2020), "no years"),
        (("Asia/Shanghai", 1900, 2020), "no years"),
        ((dt.timezone(dt.timedelta(seconds=61)),), "whole minutes"),
    ],
)
def test_what_is_no_zone_is_refused(arguments, what):
    with pytest.raises(lc.DataError, match=what) as caught:
        lc.zone_offsets(*arguments)
    assert caught.value.code == "argument_invalid"
    assert caught.value.remedy
