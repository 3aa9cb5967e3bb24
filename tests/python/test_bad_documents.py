"""Programmes that are hostile as JSON or make no sense: typed, placed, quick, small, all at once.

The same bytes, and mutations of sound documents, are in tests/cpp/io/program_document_test.cpp.
"""

import json
import sys
import time
from pathlib import Path

import pytest

import loyaltycore as lc
from tests.python.build import SHOP

MIB = 2**20
# What a release build promises for any document, however large.
MOST_SECONDS = 0.1
MOST_MEMORY = 64 * MIB
LONG = 100_000_000


def rules(count):
    """A document of many small rules."""
    each = {"trigger": "login", "fixed": 1}
    earn = {f"r{n}": each for n in range(count)}
    return json.dumps({"format": 1, "meta": {"id": "x"}, "beans": {"earn": earn}})


# Name: the bytes, the JSON pointer of the first problem, a piece of what it says.
HOSTILE = {
    "depth of 200,000 lists": (b"[" * 200_000, "/0" * 32, "nested too deeply"),
    "depth of 100,000 objects": (b'{"a":' * 100_000, "/a" * 32, "nested too deeply"),
    "depth behind a sound start": (b'{"meta":' + b"[" * 200_000, "/meta" + "/0" * 31, "too deeply"),
    "a string of 100 MB": (b'{"a":"' + b"x" * LONG + b'"}', "", "100000008 bytes"),
    "a string of 100 MB of Chinese": (b'"' + b"\xe4\xba\xac" * (LONG // 3) + b'"', "", "bytes"),
    "a key of 500 kB": (b'{"' + b"k" * 500_000 + b'":1}', "/" + "k" * 500_000, "unknown"),
    "a key twice": (b'{"format": 1, "format": 1}', "/format", "stands twice"),
    "a key twice, below": (b'{"meta": {"id": "a", "id": "b"}}', "/meta/id", "stands twice"),
    "1e400": (b'{"format": 1e400}', "/format", "1e400"),
    "1e22": (b'{"format": 1e22}', "/format", "exponent"),
    "a fraction": (b'{"format": 1.5}', "/format", "fraction"),
    "30 digits": (b'{"format": 999999999999999999999999999999}', "/format", "too large"),
    "2^63": (b'{"format": 9223372036854775808}', "/format", "too large"),
    "minus zero": (b'{"format": -0}', "/format", "sign"),
    "NaN": (b'{"format": NaN}', "/format", "syntax error"),
    "Infinity": (b'{"format": -Infinity}', "/format", "syntax error"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "", "byte order mark"),
    "a byte behind the end": (b"{}\x00", "", "NUL"),
    "UTF-16": ("\ufeff{}".encode("utf-16-le"), "", "syntax error"),
    "a trailing comma": (b'{"format": 1,}', "", "syntax error"),
    "a trailing comma in a list": (b'{"inputs": [1,]}', "/inputs/1", "syntax error"),
    "an overlong slash": (b'{"a": "\xc0\xaf"}', "/a", "ill-formed UTF-8"),
    "a surrogate as bytes": (b'{"a": "\xed\xa0\x80"}', "/a", "ill-formed UTF-8"),
    "a lone surrogate": (rb'{"a": "\ud800"}', "/a", "surrogate"),
    "a NUL": (rb'{"a": "b\u0000"}', "/a", "NUL"),
    "a comment": (b'{"format": 1} // one', "", "syntax error"),
    "nothing": (b"", "", "syntax error"),
    "half": (b'{"meta": {"id', "/meta", "syntax error"),
    "a number": (b"3", "", "no object"),
    "null": (b"null", "", "no object"),
    "a list": (b"[]", "", "no object"),
    "numbers without end": (b"[" + b"0," * 250_000 + b"0]", "", "no object"),
    "problems without end": (b"[" + b"0.5," * 120_000 + b"0]", "/0", "fraction"),
    "keys without end": (rules(9_000).encode(), "/beans/earn", "9000 keys"),
    "a million rules": (rules(1_000_000).encode(), "", "bytes"),
}


def peak_memory():
    """The most memory the process had since it was last asked for less, bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    fields = dict(line.split(":", 1) for line in status.splitlines())
    return tuple(int(fields[name].split()[0]) * 1024 for name in ("VmHWM", "VmRSS"))


def refused(text, door=lc.Program, typed=lc.ProgramError):
    """The error of a document, the CPU seconds and the bytes of memory that it took."""
    counted = sys.platform == "linux"
    if counted:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = peak_memory()[1] if counted else 0
    start = time.thread_time()
    with pytest.raises(typed) as caught:
        door.from_json(text)
    seconds = time.thread_time() - start
    return caught.value, seconds, peak_memory()[0] - before if counted else 0


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_json_is_refused_where_it_is(name):
    data, pointer, piece = HOSTILE[name]
    error, seconds, memory = refused(data)
    first = error.problems[0]
    assert (first.pointer, piece in first.what) == (pointer, True), str(first)[:300]
    assert first.expected
    assert memory <= MOST_MEMORY
    # A busy machine may spoil one try.
    tries = [seconds]
    while len(tries) < 5 and min(tries) > MOST_SECONDS:
        tries.append(refused(data)[1])
    assert min(tries) <= MOST_SECONDS


def test_hostile_json_in_a_str_is_not_even_encoded():
    for text in ('{"a":"' + "x" * LONG + '"}', "\u4eac" * (LONG // 3), "\U0001f600" * 5_000_000):
        error, seconds, memory = refused(text)
        assert error.problems[0].pointer == ""
        assert (seconds <= MOST_SECONDS, memory <= MOST_MEMORY) == (True, True)


def test_what_an_error_repeats_of_hostile_bytes_is_short_and_readable():
    for name, (data, _, _) in HOSTILE.items():
        problem = refused(data)[0].problems[0]
        assert len(problem.what) < 400, name
        assert problem.what.isprintable(), name


def test_an_event_is_read_as_strictly():
    """The same bytes as an event: a typed error that names the place, short and readable."""
    for name, (data, _, _) in HOSTILE.items():
        if len(data) > 1_000_000:
            continue  # An event may be longer than a programme; the 100 MB come below.
        with pytest.raises(lc.DataError) as caught:
            lc.Event.from_json(data)
        assert caught.value.column, name
        assert caught.value.remedy, name
        assert len(str(caught.value)) < 600 or name == "a key of 500 kB", name
    for text in ('{"a":"' + "x" * LONG + '"}', b'"' + b"x" * LONG + b'"'):
        error, seconds, memory = refused(text, lc.Event, lc.DataError)
        assert "bytes" in str(error)
        assert (seconds <= MOST_SECONDS, memory <= MOST_MEMORY) == (True, True)


def test_text_that_is_no_unicode_and_other_types():
    for door in (lc.Program, lc.Event):
        with pytest.raises(lc.DataError, match="lone surrogate"):
            door.from_json('{"a": "\ud800"}')
    for wrong in (None, 3, bytearray(b"x" * 1000), {"format": 1}, Path("x" * 1000)):
        with pytest.raises(TypeError, match=type(wrong).__name__) as caught:
            lc.Program.from_json(wrong)
        assert len(str(caught.value)) < 100


# A document that reads and makes no sense. ----------------------------------------------------

NO_SENSE = [
    pytest.param({"tiers.levels.gold.threshold": 1}, "/tiers/levels", id="tiers overlap"),
    pytest.param({"tiers.levels.gold.threshold": 2000}, "/tiers/levels", id="tiers meet"),
    pytest.param({"beans.earn.purchase.rate": "1/0"}, "/beans/earn/purchase/rate", id="n/0"),
    pytest.param({"beans.earn.purchase.rate": "-1%"}, "/beans/earn/purchase/rate", id="negative"),
    pytest.param({"beans.redeem.max_share": "150%"}, "/beans/redeem/max_share", id="above all"),
    pytest.param({"beans.per_yuan": 0}, "/beans/per_yuan", id="beans without value"),
    pytest.param({"beans.earn.purchase.caps.unit": -1}, "/beans/earn/purchase/caps", id="cap < 0"),
    pytest.param({"from": "2030-01-01"}, "/overlays/0/from", id="a version before the first"),
    pytest.param({"from": "2022-02-17"}, "/overlays/0/from", id="two versions of one day"),
    pytest.param({"from": "2016-02-30"}, "/from", id="30 February"),
    pytest.param({"zone.offset_minutes": 100_000}, "/zone", id="a zone of 70 days"),
    pytest.param({"events_accepted.late_horizon_days": -1}, "/events_accepted", id="late before"),
    pytest.param({"tasks.shopping_days.count": 0}, "/tasks/shopping_days/count", id="no count"),
    pytest.param(
        {"tasks.shopping_days.trigger": "nothing"}, "/tasks/shopping_days/trigger", id="no kind"
    ),
    pytest.param({"events": ["login"]}, "/events", id="a kind that is built in"),
    pytest.param({"events": ["a", "a"]}, "/events", id="a kind twice"),
]


@pytest.mark.parametrize(("changes", "place"), NO_SENSE)
def test_a_programme_that_makes_no_sense_is_refused_where_it_does_not(shop, changes, place):
    with pytest.raises(lc.ProgramError) as caught:
        shop.with_(changes)
    problems = caught.value.problems
    assert [each for each in problems if each.pointer.startswith(place)], problems
    assert all(each.what for each in problems)


def windows(start, end):
    """The shop with a rule that holds from `start` to `end`."""
    document = json.loads(SHOP.read_text(encoding="utf-8"))
    when = {"from": start, "until": end}
    document["beans"]["earn"]["festival"] = {"trigger": "login", "fixed": 1, "when": when}
    return json.dumps(document)


def test_a_window_ends_after_it_begins():
    assert lc.Program.from_json(windows("2016-06-18", "2016-06-19"))
    for end in ("2016-06-18", "2016-06-17"):
        with pytest.raises(lc.ProgramError) as caught:
            lc.Program.from_json(windows("2016-06-18", end))
        (problem,) = caught.value.problems
        assert problem.pointer.startswith("/beans/earn/festival/when")


def test_all_that_is_wrong_is_listed_at_once(shop):
    """Every change of the table above that stays in its own place, in one document."""
    changes = {}
    for parameter in NO_SENSE:
        (path, value), *_ = parameter.values[0].items()
        if path.startswith(("beans", "tasks", "events_accepted")):
            changes[path] = value
    with pytest.raises(lc.ProgramError) as caught:
        shop.with_(changes)
    told = {each.pointer for each in caught.value.problems}
    for path in changes:
        place = "/" + path.replace(".", "/")
        assert any(each.startswith(place) or place.startswith(each) for each in told), (path, told)


def test_nothing_of_a_refused_document_is_loaded(shop):
    before = shop.to_json(), shop.fingerprint
    for parameter in NO_SENSE:
        with pytest.raises(lc.ProgramError):
            shop.with_(parameter.values[0])
    assert (shop.to_json(), shop.fingerprint) == before
