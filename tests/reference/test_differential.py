"""The core and the reference model decide every random history alike, event by event."""

from datetime import date, timedelta

import pytest

import loyaltycore as core
from tests.reference import core_adapter
from tests.reference.dates import EPOCH
from tests.reference.driver import Run
from tests.reference.generator import History, random_history
from tests.reference.model import ReferenceMember

SIZE = 400
CI_HISTORIES = 300
SOAK_HISTORIES = 5000
BATCH = 50


def compare(history: History) -> None:
    """Run both and stop at the first difference."""
    theirs, resolved = core_adapter.load(core, history)
    run = Run(history)
    run.member = ReferenceMember(resolved)
    for index, event in enumerate(history.events):
        expected = run.step(event)
        found = theirs.apply(event)
        place = f"event {index}: {event}"
        assert (found.refusal, found.duplicate) == (expected.refusal, expected.duplicate), place
        assert core_adapter.seen(found) == core_adapter.seen(expected), place
        compare_state(theirs, run, place)


def compare_state(theirs: core_adapter.CoreMember, run: Run, place: str) -> None:
    """Compare what can be seen of the member."""
    state, expected = theirs.state(), run.member.state()
    for name in core_adapter.STATE_FIELDS:
        if name == "tasks":
            drop_unreachable(expected[name], state[name], today_of(run))
        assert state[name] == expected[name], f"{name} after {place}"


def today_of(run: Run) -> date:
    """Return the day of the last decision."""
    member = run.member
    return EPOCH + timedelta(days=member.programme.zone.day_at(member.standing.decided_at or 0))


def drop_unreachable(
    expected: dict[str, dict[str, int]], found: dict[str, dict[str, int]], today: date
) -> None:
    """The core may forget a window that no event can reach any more."""
    for task, windows in list(expected.items()):
        for window in list(windows):
            old = date.fromisoformat(window) + timedelta(days=366) < today
            if old and window not in found.get(task, {}):
                del windows[window]
        if not windows:
            del expected[task]


@pytest.mark.parametrize("first", range(0, CI_HISTORIES, BATCH))
def test_core_and_model_agree(first):
    for seed in range(first, first + BATCH):
        compare_seed(seed)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(CI_HISTORIES, SOAK_HISTORIES, BATCH))
def test_core_and_model_agree_for_long(first):
    for seed in range(first, first + BATCH):
        compare_seed(seed)


def compare_seed(seed: int) -> None:
    """Compare one history; the seed is part of what a failure says."""
    try:
        compare(random_history(seed, SIZE))
    except AssertionError as difference:
        raise AssertionError(f"seed {seed}: {difference}") from difference
