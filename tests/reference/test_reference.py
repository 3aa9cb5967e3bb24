"""The judge is judged: worked examples, closing books on random histories, its own arithmetic."""

import json
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reference import dates, scenarios
from tests.reference.chance import maybe
from tests.reference.coverage import audit, audit_elsewhere, audit_scores
from tests.reference.document import read_programme
from tests.reference.driver import Run
from tests.reference.generator import History, history_of, random_history
from tests.reference.model import ReferenceMember
from tests.reference.names import RANKS, Refused, refuse_lowest
from tests.reference.numbers import cumulative, fraction, largest_remainder, rounded
from tests.reference.random_documents import random_document
from tests.reference.terms import Expiry

SIZE = 400
HISTORIES = 60
# So often must happen to scores what an audit asks for: no history alone carries it.
ROOM = 5
SOAK_HISTORIES = 2000


def play(history: History) -> Run:
    """Run a history; the books are checked after every event."""
    run = Run(history)
    for event in history.events:
        run.step(event)
        run.check()
    return run


@pytest.mark.parametrize("name", scenarios.names())
def test_worked_example(name):
    scenarios.run(name)


def test_there_are_worked_examples():
    assert len(scenarios.names()) >= 40


def test_random_histories_close_their_books_and_reach_everything():
    counts: Counter[tuple[str, str]] = Counter()
    for seed in range(HISTORIES):
        counts += play(random_history(seed, SIZE)).counts
    assert audit(counts) + audit_elsewhere(counts) + audit_scores(counts, ROOM) == []


@pytest.mark.soak
def test_many_random_histories_close_their_books():
    for seed in range(HISTORIES, SOAK_HISTORIES):
        play(random_history(seed, SIZE))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_any_history_closes_its_books(rng, size):
    document = random_document(rng, declares=maybe(rng, 3), scored=maybe(rng, 2))
    play(history_of(rng, size, document))


def test_a_seed_is_one_history():
    assert random_history(7, 50) == random_history(7, 50)


def test_a_refused_event_leaves_no_trace():
    for seed in range(10):
        history = random_history(seed, 150)
        run = Run(history)
        for event in history.events:
            before = run.member.state()
            if run.step(event).refusal is not None:
                assert run.member.state() == before


def test_a_retry_of_an_accepted_event_changes_nothing():
    for seed in range(10):
        run = Run(random_history(seed, 150))
        for event in run.history.events:
            result = run.step(event)
            if result.refusal is None and event["kind"] not in ("tick", "erased"):
                state = run.member.state()
                again = run.step(event)
                assert again.duplicate
                assert again.movements == []
                assert run.member.state() == state


def test_settling_often_is_settling_once():
    for seed in range(10):
        history = random_history(seed, 150)
        once, often = play(history).member, play(history).member
        decided = often.standing.decided_at
        until = decided + 900 * dates.DAY
        for day in range(0, 900, 7):
            often.settle(decided + day * dates.DAY)
        often.settle(until)
        once.settle(until)
        assert once.state() == often.state()


@given(st.integers(0, 60_000), st.integers(0, 40))
def test_months_are_those_of_the_calendar(day, months):
    when = dates.EPOCH + timedelta(days=day)
    found = date.fromisoformat(str(dates.iso(dates.add_months(day, months))))
    expected = (when.year * 12 + when.month - 1 + months, when.day)
    assert found.year * 12 + found.month - 1 == expected[0]
    is_last = (found + timedelta(days=1)).month != found.month
    assert found.day == expected[1] or (found.day < expected[1] and is_last)


def test_days_go_on_after_the_year_9999():
    last = (date.max - dates.EPOCH).days
    assert dates.civil(last + 1) == (10_000, 1, 1)
    assert dates.day_number(10_000, 1, 1) == last + 1


def test_a_day_starts_once_in_a_zone_that_changes():
    zone = dates.Zone(((0, 3600), (1_000 * dates.DAY, 7200)))
    for day in range(990, 1010):
        start = zone.start_of(day)
        assert zone.day_at(start) == day
        assert zone.day_at(start - 1) == day - 1


@pytest.mark.parametrize(
    ("expiry", "granted", "gone"),
    [
        (Expiry(12, True, "year"), "2014-03-05", "2016-01-01"),
        (Expiry(180, False, "day"), "2026-01-10", "2026-07-09"),
        (Expiry(1, True, "day"), "2015-01-31", "2015-02-28"),
        (Expiry(1, True, "month"), "2015-01-31", "2015-03-01"),
        (Expiry(), "2015-01-31", None),
    ],
)
def test_expiry(expiry, granted, gone):
    assert dates.iso(expiry.first_day_gone(dates.day_of_text(granted))) == gone


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_parts_sum_to_the_whole(total, weights):
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - Fraction(total * weight, whole)) < 1


@given(st.integers(0, 10**6), st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_cumulative_shares_sum_to_the_whole(whole, pieces):
    quantity, before, taken = sum(pieces), 0, 0
    for piece in pieces:
        taken += cumulative(whole, before + piece, quantity) - cumulative(whole, before, quantity)
        before += piece
    assert taken == whole


def test_numbers_of_a_document():
    numbers = {"0.1%": Fraction(1, 1000), "1/200": Fraction(1, 200), "1.2": Fraction(6, 5)}
    assert {text: fraction(text) for text in numbers} == numbers
    halves = [rounded(Fraction(5, 2), how) for how in ("floor", "ceil", "half_even")]
    assert halves == [2, 3, 2]


def test_the_lowest_rank_is_reported():
    assert len(set(RANKS.values())) == len(RANKS)
    with pytest.raises(Refused) as refusal:
        refuse_lowest(["stale_quote", "order_exists", "insufficient_beans"])
    assert refusal.value.code == "order_exists"


def test_an_overlay_changes_and_takes_back():
    document = {
        "meta": {"id": "two"},
        "from": "2016-01-01",
        "beans": {"per_yuan": 100, "expire": {"after_days": 5}},
        "overlays": [
            {
                "id": "later",
                "from": "2016-02-01",
                "changes": {"beans": {"expire": {"after_days": None, "after_months": 2}}},
            }
        ],
    }
    programme = read_programme(document)
    assert [terms.expiry for terms in programme.versions] == [Expiry(5), Expiry(2, True)]


def test_a_quote_changes_nothing_and_binds():
    document = json.loads((scenarios.ROOT / "tests/programs/shop.json").read_text(encoding="utf-8"))
    member = ReferenceMember(document)
    noon = dates.instant_of_text("2016-05-01T12:00:00+08:00", dates.Zone(((0, 0),)))
    member.apply({"kind": "adjusted", "id": "a", "occurred_at": noon, "beans": 9000})
    lines = [{"line": 1, "sku": "k", "amount_fen": 10000}]
    cart = {"kind": "order_placed", "occurred_at": noon, "order": "o", "lines": lines}
    state = member.state()
    quote = member.quote(cart | {"id": "q"}, -1)
    assert (quote.beans_spent, quote.cash_due_fen) == (5000, 5000)
    assert member.state() == state
    tenders = [{"kind": "beans", "amount_fen": 5000}, {"kind": "cash", "amount_fen": 5000}]
    bound = quote.numbers() | {"valid_until": noon + dates.DAY}
    placing = cart | {"id": "p", "tenders": tenders, "quoted": bound}
    stale = placing | {"quoted": bound | {"cash_due_fen": 4999}}
    assert member.apply(stale).refusal == "stale_quote"
    assert member.apply(placing).refusal is None
    assert member.state()["held"] == 5000


def test_a_review_may_be_deleted_after_its_month_is_forgotten():
    facts = {"activities": ["review_approved"]}
    own = {"id": "long-open"}
    member = ReferenceMember(
        {"format": 1, "meta": own, "facts": facts, "returns": {"horizon_days": 800}}
    )
    noon = dates.instant_of_text("2018-01-10T12:00:00+08:00", dates.Zone(((0, 0),)))
    later = [noon + days * dates.DAY for days in (0, 485, 510)]
    first, second = ({"kind": "review_approved", "id": each} for each in ("r", "s"))
    assert member.apply(first | {"occurred_at": later[0]}).refusal is None
    assert member.apply(second | {"occurred_at": later[1]}).refusal is None
    deleted = {"kind": "review_deleted", "id": "d", "occurred_at": later[2], "subject": "r"}
    assert member.apply(deleted).refusal is None
    # Sixteen months later only the second review is remembered, and it counts.
    counted = [(each["month"], each["activities"]) for each in member.state()["months"]]
    assert counted == [("2019-05", {"review_approved": 1})]
