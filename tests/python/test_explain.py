"""An explanation in words: each formula ends in what was booked."""

import json

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after


def member(earn, **sections):
    """A member of a small programme with these bean rules."""
    document = {
        "format": 1,
        "meta": {"id": "small"},
        "zone": {"offset_minutes": 480},
        "from": "2016-01-01",
        "channels": {"unknown": "accept"},
        "beans": {"earn": earn},
        **sections,
    }
    return lc.Member(lc.Program.from_json(json.dumps(document)), id="m", keep_history=True)


def completed(*lines, name="o"):
    """An order of these lines, bought and received at noon."""
    return lc.OrderCompleted(id=name, at=NOON, lines=lines)


def said(one, event):
    """The line of the explanation that tells of the rule `r`."""
    return next(
        text.strip() for text in str(one.explain(event)).splitlines() if ".r" in text.split(":")[0]
    )


PURCHASE = {"trigger": "order_completed", "rate": "0.1%"}


@pytest.mark.parametrize(
    ("rule", "line", "text"),
    [
        pytest.param({}, {}, "300.00 yuan x 1/10 a yuan = 30 beans", id="rate"),
        pytest.param(
            {"unit": "piece"},
            {"quantity": 3},
            "100.00 yuan x 1/10 a yuan = 10, x 3 pieces = 30 beans",
            id="pieces",
        ),
        pytest.param(
            {"unit": "piece", "caps": {"unit": 8, "order": 20, "day": 12, "month": 12}},
            {"quantity": 3},
            "100.00 yuan x 1/10 a yuan = 10, its cap leaves 8, x 3 pieces = 24, "
            "the cap of the order leaves 20, the cap of the day leaves 12 beans",
            id="caps",
        ),
        pytest.param(
            {"round_down_to_fen": 25_000, "multipliers": {"m": {"times": "3/2"}}},
            {},
            "300.00 yuan, counted as 250.00 yuan x 1/10 a yuan x 3/2 = 37 beans",
            id="rounded and multiplied",
        ),
        pytest.param(
            {"when": {"min_amount_fen": 30_001}},
            {},
            "no, below the smallest amount (300.00 yuan)",
            id="below the smallest amount",
        ),
        pytest.param(
            {"when": {"categories": ["book"]}}, {}, "no, not for this category", id="category"
        ),
    ],
)
def test_a_rate_is_told_to_its_end(rule, line, text):
    one = member({"r": PURCHASE | rule})
    event = completed(lc.Line(amount_fen=30_000, **line))
    assert said(one, event) == f"beans.earn.r (line 1): {text}"
    end = text.rsplit(" ", 2)
    assert one.apply(event).beans == (int(end[-2]) if end[-1] == "beans" else 0)


def test_a_group_of_lines_is_told_as_one():
    one = member({"r": PURCHASE | {"unit": "order"}})
    event = completed(lc.Line(amount_fen=15_500), lc.Line(amount_fen=14_500))
    assert said(one, event) == "beans.earn.r (order): 300.00 yuan x 1/10 a yuan = 30 beans"


def test_awards_that_are_no_rates_show_no_rate():
    fixed = member({"r": {"trigger": "login", "fixed": 20}})
    assert said(fixed, lc.Login(id="l", at=NOON)) == "beans.earn.r: 20 beans"
    times = member({"r": {"trigger": "login", "fixed": 20, "multipliers": {"m": {"times": "2"}}}})
    assert said(times, lc.Login(id="l", at=NOON)) == "beans.earn.r: 20 x 2 = 40 beans"
    table = member({"r": {"trigger": "order_completed", "table": [{"from_fen": 1, "amount": 7}]}})
    event = completed(lc.Line(amount_fen=9_900))
    assert said(table, event) == "beans.earn.r (line 1): for 99.00 yuan the table has 7 beans"
    streak = member({"r": {"trigger": "sign_in", "streak": [1, 5]}})
    streak.apply(lc.SignIn(id="s1", at=NOON))
    assert (
        said(streak, lc.SignIn(id="s2", at=after(days=1)))
        == "beans.earn.r: day 2 in a row, 5 beans"
    )


def test_a_rule_that_gave_as_often_as_it_may_is_told_once():
    one = member({"r": {"trigger": "login", "fixed": 5, "caps": {"times_per_day": 1}}})
    one.apply(lc.Login(id="a", at=NOON))
    one.apply(lc.Login(id="b", at=after(hours=1)))
    (step,) = one.explain("b").steps
    assert (step.fired, step.failed, step.granted) == (False, "times_per_day", 0)
    assert "no, it gave as often on this day as it may" in str(one.explain("b"))
    assert "progressed: beans.earn.r, times in the day: 0 -> 1" in str(one.explain("a"))


def test_tasks_are_told_with_progress_reward_and_reason():
    task = {
        "trigger": "login",
        "count": 2,
        "window": "day",
        "reward": {"beans": 4},
        "when": {"channels": ["app"]},
    }
    one = member({}, tasks={"r": task})

    def login(name, channel="app"):
        event = lc.Login(id=name, at=NOON, channel=channel)
        text = said(one, event)
        return text, one.apply(event).beans

    assert login("a", "web") == ("tasks.r: no, not on this channel", 0)
    assert login("b") == ("tasks.r: 1 of 2 since 2016-07-01", 0)
    assert login("c") == ("tasks.r: 2 of 2 since 2016-07-01 = 4 beans", 4)
    assert login("d") == (
        "tasks.r: 3 of 2 since 2016-07-01, rewarded before in this window",
        0,
    )
    assert "progressed: tasks.r: 0 -> 1" in str(one.explain("b"))
    step = one.explain("c").steps[0]
    assert (step.task, step.before, step.after, step.needed) == (True, 1, 2, 2)


def test_a_step_is_data_as_well():
    one = member({"r": PURCHASE | {"unit": "piece", "caps": {"unit": 8, "day": 12}}})
    (step,) = one.explain(completed(lc.Line(amount_fen=30_000, quantity=3))).steps
    assert (step.award, step.unit, step.pieces, step.rate) == ("rate", "piece", 3, (1, 1000))
    assert (step.amount_fen, step.uncapped, step.total) == (10_000, 10, 24)
    assert step.caps == (("unit", 8), ("day", 12))
    assert step.granted == 12


def test_a_refused_event_grants_nothing():
    one = member({"r": {"trigger": "login", "fixed": 5}})
    explained = one.explain(lc.BeansRedeemed(id="b", at=NOON, beans=1))
    assert explained.refusal == "insufficient_beans"
    assert explained.steps == ()


def test_an_instant_beyond_every_calendar_is_still_told():
    one = member({})
    event = lc.Login(id="l", at=300_000_000_000_000_000)
    assert "refused" in str(one.explain(event))


def test_a_late_return_by_its_record_is_told_as_it_was_booked():
    one = member({"r": PURCHASE})
    one.apply(completed(lc.Line(amount_fen=30_000)))
    ((_, _, record),) = one.settle(after(days=900)).archived
    back = lc.LineReturned(id="b", at=after(days=901), order="o", line=1, archived=record)
    assert one.apply(back).beans == -30
    explained = one.explain("b")
    assert (explained.refusal, explained.beans) == (None, -30)
    assert explained.decisions[0].numbers["amount"] == 30
    assert "REFUSED" not in str(one.receipt("b"))
