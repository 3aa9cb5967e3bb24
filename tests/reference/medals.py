"""Medals: how far a member came in a kind of goods or of behaviour, grade by grade.

Written from DOMAIN 5 and docs/rules_medals.md; measures, windows and boundaries are those of
scores.
"""

from dataclasses import dataclass
from typing import Any

from tests.reference import dates, scores
from tests.reference.books import Step
from tests.reference.falling import Dues, Falling, about
from tests.reference.records import MedalStanding, Standing
from tests.reference.score_terms import Term, read_term, told


@dataclass(frozen=True)
class Medal:
    """One medal: what two versions share decides whether it goes on."""

    id: str
    months: int
    calendar_year: bool
    settle_day: int
    permanent: bool
    requirements: tuple[Term, ...]
    # What each grade needs of each requirement; yuan of spend.
    grades: tuple[tuple[int, ...], ...]


def read_medals(document: dict[str, Any]) -> dict[str, Medal]:
    """Return the medals of a version, sorted by id."""
    found = {}
    for family in told(document, "medals", {}).values():
        window = told(family, "window", {})
        for name, medal in told(family, "each", {}).items():
            needs = medal["requires"]
            terms = tuple(read_term(each, needs[each]) for each in sorted(needs))
            found[name] = Medal(
                id=name,
                months=told(window, "months", 12),
                calendar_year=window.get("span") == "calendar_year",
                settle_day=told(family, "settle_day", 1),
                permanent=family.get("retain") == "permanent",
                requirements=terms,
                grades=tuple(
                    tuple(grade["at_least"][term.id] for term in terms)
                    for grade in told(family, "grades", [])
                ),
            )
    return {name: found[name] for name in sorted(found)}


def needed(medal: Medal, grade: int) -> list[int]:
    """Return what a grade needs, in the units that are measured."""
    pairs = zip(medal.requirements, medal.grades[grade - 1], strict=True)
    return [least * (100 if term.of == "spend" else 1) for term, least in pairs]


def grade_of(medal: Medal, measured: list[int]) -> int:
    """Return the highest grade of which everything is reached."""
    reached = [
        grade
        for grade in range(1, len(medal.grades) + 1)
        if all(found >= least for found, least in zip(measured, needed(medal, grade), strict=True))
    ]
    return max(reached, default=0)


def measures(state: Standing, medal: Medal, boundary: int, values: dict[str, int]) -> list[int]:
    """Return what each requirement finds in the window of a boundary."""
    months = scores.window(medal, boundary)
    return [scores.measured(state, term, months, values) for term in medal.requirements]


def held(state: Standing, name: str) -> int:
    """Return the grade that stands of a medal."""
    return state.medals[name].grade if name in state.medals else 0


def put(step: Step, name: str, grade: int, cause: str) -> None:
    """Replace the grade of a medal, and tell it if it is another."""
    before = held(step.state, name)
    step.state.medals.setdefault(name, MedalStanding()).grade = grade
    if before != grade:
        step.changed("medal_changed", medal=name, cause=cause, before=before, after=grade)


def settle(step: Step, medal: Medal, boundary: int, cause: str) -> None:
    """Settle a medal over the window of a boundary."""
    values = {name: each.value for name, each in step.state.scores.items()}
    found = grade_of(medal, measures(step.state, medal, boundary, values))
    grade = found
    if medal.permanent:
        grade = min(max(found, held(step.state, medal.id)), len(medal.grades))
        step.asked["medal", "kept"] += grade > found
    put(step, medal.id, grade, cause)
    step.state.medals[medal.id].settled_to = step.today


def settle_boundary(step: Step, medal: Medal, boundary: int) -> None:
    """Settle a medal at one of its boundaries."""
    settle(step, medal, boundary, "settled")
    step.state.medals[medal.id].settled_to = boundary


def boundaries(step: Step) -> Falling:
    """Return the next boundary of each medal, in the order of their ids."""
    found: Falling = []
    for name, medal in step.reached.medals.items():
        if name in step.state.medals:
            day = scores.next_boundary(medal.settle_day, step.state.medals[name].settled_to)
            found.append((step.zone.start_of(day), about(settle_boundary, medal, day)))
    return found


def begin_member(state: Standing, medals: dict[str, Medal], day: int) -> None:
    """Begin: the first boundary comes after the day of the first decision."""
    state.medals = {name: MedalStanding(settled_to=day) for name in medals}


def decided(state: Standing, day: int) -> None:
    """Boundaries after a decision are settled again: a tick may have been ahead of it."""
    for each in state.medals.values():
        each.settled_to = min(each.settled_to, day)


def begin_medals(step: Step, before: dict[str, Medal]) -> None:
    """Start a version: first what it lacks is dropped, then the rest begins or goes on."""
    medals = step.reached.medals
    for name in before:
        if name not in medals:
            put(step, name, 0, "dropped")
            del step.state.medals[name]
    for name, medal in medals.items():
        if before.get(name) != medal:
            settle(step, medal, scores.last_boundary(medal.settle_day, step.today), "begun")
            continue
        day = scores.next_boundary(medal.settle_day, step.state.medals[name].settled_to)
        if step.zone.start_of(day) == step.at:
            settle_boundary(step, medal, day)


def erase(step: Step) -> None:
    """Forget what stands of every medal."""
    for name in sorted(step.state.medals):
        put(step, name, 0, "erased")


def holds(step: Step, wanted: dict[str, int]) -> bool:
    """Judge whether one of the medals is held in its grade or a higher one."""
    found = any(held(step.state, name) >= grade for name, grade in wanted.items())
    step.asked["medals", "met" if found else "failed"] += 1
    return found


def standings(medals: dict[str, Medal], state: Standing) -> dict[str, int]:
    """Return the grades that are held."""
    return {name: held(state, name) for name in medals if held(state, name) > 0}


def shown(
    medals: dict[str, Medal], state: Standing, today: int, values: dict[str, int]
) -> dict[str, Any]:
    """Return the medals as of a day; `values` are those of the scores as they are shown."""
    first = dates.first_of_month(dates.month_of(today) + 1)
    result = {}
    for name, medal in medals.items():
        grade = held(state, name)
        found = [] if state.erased else measures(state, medal, first, values)
        top = grade >= len(medal.grades)
        least = [None] * len(found) if top else needed(medal, grade + 1)
        result[name] = {
            "grade": grade,
            "shown": 0 if state.erased else grade_of(medal, found),
            "grades": len(medal.grades),
            "requires": {
                term.id: {
                    "measured": each,
                    "needed": need,
                    "missing": max((need or each) - each, 0),
                }
                for term, each, need in zip(medal.requirements, found, least, strict=False)
            },
        }
    return result


DUE: Dues = [("medal", boundaries)]
