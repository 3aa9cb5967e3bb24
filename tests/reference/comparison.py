"""The core and the reference model side by side: every step is compared in everything it shows."""

from datetime import date, timedelta
from types import ModuleType
from typing import Any

from tests.reference import core_adapter
from tests.reference.dates import EPOCH
from tests.reference.driver import Run
from tests.reference.generator import History
from tests.reference.model import ReferenceMember


class Pair:
    """One member of the core and one of the model, told the same."""

    def __init__(self, core: ModuleType, history: History) -> None:
        self.theirs, resolved = core_adapter.load(core, history)
        self.run = Run(history)
        self.run.member = ReferenceMember(resolved)

    def step(self, event: dict[str, Any], place: str) -> None:
        """Tell both one event; fail at the first difference."""
        expected = self.run.step(event)
        found = self.theirs.apply(event)
        assert (found.refusal, found.duplicate) == (expected.refusal, expected.duplicate), place
        assert core_adapter.seen(found) == core_adapter.seen(expected), place
        assert core_adapter.tiers_seen(found) == core_adapter.tiers_seen(expected), place
        assert core_adapter.scores_seen(found) == core_adapter.scores_seen(expected), place
        assert core_adapter.medals_seen(found) == core_adapter.medals_seen(expected), place
        self.compare_state(place)

    def compare_state(self, place: str) -> None:
        """Compare what can be seen of the member."""
        state, expected = self.theirs.state(), self.run.member.state()
        drop_unreachable(expected["tasks"], state["tasks"], self.today())
        for name in core_adapter.STATE_FIELDS:
            assert state[name] == expected[name], f"{name} after {place}"
        shown = self.run.member.scores()
        assert self.theirs.scores() == shown, f"scores shown after {place}"
        medals = self.run.member.medals()
        assert self.theirs.medals() == medals, f"medals shown after {place}"

    def today(self) -> date:
        """Return the day of the last decision."""
        member = self.run.member
        decided_at = member.standing.decided_at or 0
        return EPOCH + timedelta(days=member.programme.zone.day_at(decided_at))


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
