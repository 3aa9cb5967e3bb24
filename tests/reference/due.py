"""What falls due by itself, in order of instant, then of the list in docs/rules.md 2."""

from dataclasses import dataclass

from tests.reference import lots, medals, returns, scores, spending, tasks, tiers
from tests.reference.books import Step
from tests.reference.falling import Act
from tests.reference.records import Standing
from tests.reference.terms import Programme

# Of what falls due at one instant, the first of the list comes first.
KINDS = (
    "version_start",
    "score",
    "medal",
    "hold",
    "pending",
    "bucket",
    "task",
    "tier",
    "line",
    "review",
)
DUE = [
    *tiers.DUE,
    *scores.DUE,
    *medals.DUE,
    *spending.DUE,
    *lots.DUE,
    *tasks.DUE,
    *returns.DUE,
]


@dataclass(frozen=True)
class Due:
    """One thing that falls due."""

    instant: int
    kind: str
    act: Act

    def place(self) -> tuple[int, int]:
        """Return its place among everything that falls due."""
        return self.instant, KINDS.index(self.kind)


def settle(programme: Programme, state: Standing, until: int) -> Step:
    """Do everything that falls due at or before an instant; return what came of it."""
    journal = Step(programme, state, until, programme.versions[0])
    while not state.erased:
        found = [due for due in all_due(programme, state) if due.instant <= until]
        if not found:
            break
        # min keeps the first of equals: the order in which they stand.
        due = min(found, key=Due.place)
        terms = programme.versions[max(0, programme.version_at(due.instant))]
        step = Step(programme, state, due.instant, terms)
        due.act(step)
        # A score or medal that stays what it was leaves no trace.
        if due.kind not in ("score", "medal") or step.changes:
            state.decided_at = max(state.decided_at or due.instant, due.instant)
        journal.movements += step.movements
        journal.changes += step.changes
        journal.archived += step.archived
        journal.asked += step.asked
    return journal


def all_due(programme: Programme, state: Standing) -> list[Due]:
    """Return everything that will fall due, as the member stands now."""
    if state.version is None:
        return []
    step = Step(programme, state, 0, programme.versions[0])
    return [Due(instant, kind, act) for kind, find in DUE for instant, act in find(step)]
