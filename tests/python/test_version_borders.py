"""A new version in the middle of everything: each event is rated by the one in force when it was.

Told a microsecond and a millisecond before the start of a version, at it, and after it.
"""

from datetime import datetime, timedelta, timezone

import pytest

import loyaltycore as lc
from tests.python.small import PURCHASE, back, bought, member_with, refused_unchanged, small_program

START = datetime(2016, 8, 1, tzinfo=timezone(timedelta(hours=8)))
BEFORE = datetime(2016, 7, 20, tzinfo=timezone(timedelta(hours=8)))
MICRO, MILLI = timedelta(microseconds=1), timedelta(milliseconds=1)
# The instant, and whether the new version rates it.
INSTANTS = [
    (START - MILLI, False),
    (START - MICRO, False),
    (START, True),
    (START + MICRO, True),
    (START + MILLI, True),
]
AT = pytest.mark.parametrize(("at", "is_new"), INSTANTS, ids=lambda value: str(value)[-22:])


def changed(beans, old=None):
    """A programme whose second version changes this of its beans."""
    overlay = {"id": "new", "from": START.isoformat(), "changes": {"beans": beans}}
    return small_program(old, overlays=[overlay])


@AT
def test_a_rate_changes_at_its_first_instant(at, is_new):
    program = changed({"earn": {"purchase": {"rate": "3%"}}})
    event = bought("o", 10_000, at, member="ann")
    wanted = 300 if is_new else 100
    assert lc.Member(program, id="ann").apply(event).beans == wanted
    assert lc.Engine(program).apply(event).beans == wanted
    assert lc.replay(program, [event], kind="numpy").members["beans"].tolist() == [wanted]
    quote = lc.Member(program, id="ann").quote(event.lines, at=at)
    assert quote.beans_earned == wanted


@AT
def test_rules_begin_and_end_with_their_version(at, is_new):
    earn = {"login": None, "shared": {"trigger": "shared", "fixed": 7}}
    program = changed({"earn": earn}, {"earn": {"login": {"trigger": "login", "fixed": 5}}})
    ann = lc.Member(program, id="ann")
    assert ann.apply(lc.Login(id="l", at=at)).beans == (0 if is_new else 5)
    assert ann.apply(lc.Shared(id="s", at=at)).beans == (7 if is_new else 0)


@AT
def test_limits_of_spending_change_at_once(at, is_new):
    program = changed({"redeem": {"step": 100, "max_share": "50%"}})
    spend = lc.BeansRedeemed(id="r", at=at, beans=150, amount_fen=10**6)
    ann = member_with(1000, program, at=BEFORE)
    wanted = "redemption_not_whole_steps" if is_new else None
    assert refused_unchanged(ann, spend) == wanted
    ann = member_with(1000, program, at=BEFORE)
    quote = ann.quote([lc.Line(amount_fen=1000)], beans="all", at=at)
    assert quote.beans_spent == (500 if is_new else 1000)


@AT
def test_prices_of_the_catalogue_change_at_once(at, is_new):
    gift = {"gift": {"kind": "goods", "beans": 100}}
    program = changed({"catalogue": {"gift": {"beans": 300}}}, {"catalogue": gift})
    ann = member_with(1000, program, at=BEFORE)
    assert ann.apply(lc.BeansExchanged(id="x", at=at, item="gift")).beans == (
        -300 if is_new else -100
    )


@AT
def test_a_validity_counts_from_the_version_of_the_grant(at, is_new):
    program = changed({"expire": {"after_days": 10}}, {"expire": {"after_days": 100}})
    ann = lc.Member(program, id="ann")
    ann.apply(bought("o", 10_000, at))
    (bucket,) = ann.buckets
    # 31 July and 100 days, 1 August and 10 days; what was granted before keeps its day.
    assert bucket["expires_on"] == ("2016-08-11" if is_new else "2016-11-08")
    ann.settle(START + timedelta(days=50))
    assert ann.beans == (0 if is_new else 100)


@AT
def test_thresholds_of_tiers_change_at_once(at, is_new):
    levels = [{"id": "guest"}, {"id": "silver", "threshold": 1000}]
    lower = [{"id": "guest"}, {"id": "silver", "threshold": 100}]
    growth = {"earn": {"purchase": {"trigger": "order_completed", "per_yuan": 1}}}
    overlay = {"id": "new", "from": START.isoformat(), "changes": {"tiers": {"levels": lower}}}
    program = small_program(tiers={"levels": levels}, growth=growth, overlays=[overlay])
    ann = lc.Member(program, id="ann")
    ann.apply(bought("o", 50_000, at))
    assert ann.tier == ("silver" if is_new else "guest")
    # Who stood below keeps the level of that name until growth comes (rules.md, 2.1).
    ann.settle(START + MILLI)
    assert ann.tier == ("silver" if is_new else "guest")
    ann.apply(bought("next", 100, START + MILLI))
    assert ann.tier == "silver"


@AT
def test_a_return_takes_what_its_own_version_gave(at, is_new):
    program = changed({"earn": {"purchase": {"rate": "3%"}}})
    ann = member_with(0, program)
    ann.apply(bought("o", 10_000, at, pieces=2))
    ann.apply(back("r", "o", START + timedelta(days=3)))
    assert ann.beans == (150 if is_new else 50)


@AT
def test_told_late_it_is_rated_by_its_own_instant(at, is_new):
    """Recorded when the new version is long in force: what counts is when it was."""
    program = changed({"earn": {"purchase": {"rate": "3%"}}})
    late = bought("o", 10_000, at, recorded_at=START + timedelta(days=9), member="ann")
    wanted = 300 if is_new else 100
    assert lc.Engine(program).apply(late).beans == wanted
    assert lc.replay(program, [late], kind="numpy").members["beans"].tolist() == [wanted]


@AT
def test_an_order_is_rated_step_by_step(at, is_new):
    """Placed under the old version, completed at the border: the completion earns by its own."""
    program = changed({"earn": {"purchase": PURCHASE | {"rate": "3%"}}})
    ann = member_with(0, program)
    ann.apply(bought("o", 10_000, BEFORE, kind=lc.OrderPlaced))
    assert ann.apply(lc.OrderCompleted(id="d", at=at, order="o")).beans == (300 if is_new else 100)


def test_a_quote_across_the_start_is_stale():
    program = changed({"earn": {"purchase": {"rate": "3%"}}})
    ann = member_with(0, program)
    quote = ann.quote([lc.Line(amount_fen=10_000)], at=START - MICRO)
    with pytest.raises(lc.StaleQuoteError):
        ann.copy().apply(lc.OrderPlaced(id="o", at=START, quote=quote))
    assert ann.apply(lc.OrderPlaced(id="o", at=START - MICRO, quote=quote)).accepted


def test_a_new_document_in_the_middle_of_a_stream_changes_its_future_only():
    """Who began under the document without the version goes on as if it had been there."""
    old, new = small_program(), changed({"earn": {"purchase": {"rate": "3%"}}})
    engine = lc.Engine(old)
    instants = [BEFORE, *(at for at, _ in INSTANTS)]
    events = [bought(f"o{n}", 10_000, at, member="ann") for n, at in enumerate(instants)]
    engine.apply(events[0])
    moved = lc.Engine.load(new, engine.save())
    moved.apply_many(events[1:])
    assert moved.member("ann").beans == 100 * 3 + 300 * 3
    whole = lc.Engine(new)
    whole.apply_many(events)
    assert whole.digest(START + MILLI) == moved.digest(START + MILLI)
