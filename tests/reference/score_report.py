"""Scores as they are shown: what is settled, and what today's numbers would give."""

from typing import Any

from tests.reference import dates, medals, scores
from tests.reference.records import ScoreStanding, Standing
from tests.reference.score_terms import Scored, Term
from tests.reference.terms import Programme


def standings(programme: Programme, state: Standing) -> dict[str, Any]:
    """Return what stands of every score of the member's version."""
    found = programme.versions[state.version or 0].scores
    return {name: row(state.scores.get(name, ScoreStanding())) for name in found}


def row(standing: ScoreStanding) -> dict[str, Any]:
    """Return what stands of one score."""
    return {
        "value": standing.value,
        "levels": standing.levels,
        "open": standing.open,
        "carried": standing.carried,
    }


def shown(programme: Programme, state: Standing, today: int) -> dict[str, Any]:
    """Return the scores as of a day: the month in progress is in, the oldest month is out."""
    result: dict[str, Any] = {}
    values: dict[str, int] = {}
    for name, scored in programme.versions[state.version or 0].scores.items():
        standing = state.scores.get(name, ScoreStanding())
        found = scores.Points(0, False, {}, {})
        # An erased member has nothing to show.
        if not state.erased:
            found = points_today(state, scored, standing, today, values)
        values[name] = found.value
        later = [(terms.start, terms.scores.get(name)) for terms in programme.versions]
        own = [(start, each and each.score) for start, each in later]
        settles_on = next_settlement(programme, state, scored.score, own, today)
        result[name] = row(standing) | {
            "shown": found.value,
            "settles_on": dates.iso(settles_on),
            "next": next_level(scored, standing.value),
            "dimensions": dimensions(scored, found),
        }
    return result


def points_today(
    state: Standing, scored: Scored, standing: ScoreStanding, today: int, values: dict[str, int]
) -> scores.Points:
    """Return what the window of the first day of the next month is worth today."""
    first = dates.first_of_month(dates.month_of(today) + 1)
    before = scores.last_boundary(scored.score.settle_day, today)
    carried = scores.carried_into(scored, standing, first, before)
    months = scores.window(scored.score, first)
    return scores.points_of(state, scored.score, months, values, carried)


def next_level(scored: Scored, value: int) -> dict[str, Any] | None:
    """Return the nearest level above a value; of equals the first."""
    above = [(least - value, name) for name, least in scored.levels if least > value]
    if not above:
        return None
    missing, name = min(above, key=lambda each: each[0])
    return {"level": name, "missing": missing}


def medals_shown(programme: Programme, state: Standing, today: int) -> dict[str, Any]:
    """Return the medals as of a day, over the same window."""
    values = {name: each["shown"] for name, each in shown(programme, state, today).items()}
    own = programme.versions[state.version or 0].medals
    result = medals.shown(own, state, today, values)
    for name, medal in own.items():
        later = [(terms.start, terms.medals.get(name)) for terms in programme.versions]
        day = next_settlement(programme, state, medal, later, today)
        result[name]["settles_on"] = dates.iso(day)
    return result


def next_settlement(
    programme: Programme, state: Standing, own: Any, versions: list[tuple[int, Any]], today: int
) -> int | None:
    """Return the day on which a score or medal settles next; None if a version drops it before.

    `versions` are the starts of all versions and what each has of it.
    """
    if state.decided_at is None or state.erased:
        return None
    day = scores.next_boundary(own.settle_day, today)
    for start, later in versions[(state.version or 0) + 1 :]:
        if start > programme.zone.start_of(day):
            break
        if later is None:
            return None
        if later != own:
            return programme.zone.day_at(start)
    return day


def term_row(term: Term, found: int, points: int) -> dict[str, int]:
    """Return what a term counted and what it is worth, below zero where it is taken off."""
    return {"measured": found, "points": -points if term.subtract else points}


def dimensions(scored: Scored, found: scores.Points) -> dict[str, Any]:
    """Return the parts of a shown value, each with its terms."""
    return {
        each.id: {
            "points": found.dimensions[each.id],
            "role": "add" if each.gate is None else "gate",
            "terms": {
                term.id: term_row(term, *found.terms[each.id, term.id]) for term in each.terms
            },
        }
        for each in scored.score.dimensions
        if each.id in found.dimensions
    }
