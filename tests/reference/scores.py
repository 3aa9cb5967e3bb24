"""Scores: what a member did in a window of months, in points, and the levels that it reaches.

Written from DOMAIN 2.3 and what docs say of scores; numbers are exact until they are rounded once.
"""

from dataclasses import dataclass
from fractions import Fraction

from tests.reference import dates
from tests.reference.books import Step
from tests.reference.falling import Dues, Falling, about
from tests.reference.names import FIRST_LADDER
from tests.reference.records import Month, ScoreStanding, Standing
from tests.reference.score_terms import Dimension, Score, Scored, Term

# Measures that ask for the months of the window.
OF_MONTHS = ("spend", "orders", "count", "days", "months_with", "refusals")


@dataclass(frozen=True)
class Points:
    """What a window is worth."""

    value: int
    open: bool
    dimensions: dict[str, int]
    # (dimension, term) -> what was measured, its points.
    terms: dict[tuple[str, str], tuple[int, int]]


def next_boundary(settle_day: int, day: int) -> int:
    """Return the first boundary after a day."""
    if settle_day == 0:
        return day + 1
    month = dates.month_of(day)
    found = dates.first_of_month(month) + settle_day - 1
    return found if found > day else dates.first_of_month(month + 1) + settle_day - 1


def last_boundary(settle_day: int, day: int) -> int:
    """Return the last boundary on or before a day."""
    if settle_day == 0:
        return day
    month = dates.month_of(day)
    found = dates.first_of_month(month) + settle_day - 1
    return found if found <= day else dates.first_of_month(month - 1) + settle_day - 1


def window(score: Score, boundary: int) -> range:
    """Return the months before that of a boundary; of a calendar year only those of one year."""
    end = dates.month_of(boundary)
    begin = end - score.months
    if score.calendar_year:
        begin = max(begin, january(end - 1))
    return range(begin, end)


def january(month: int) -> int:
    """Return the first month of the year of a month."""
    return month - month % 12


def of_month(term: Term, month: Month) -> int:
    """Return what a term finds in one month."""
    goods = month.classes.get(term.which)
    if term.of == "spend":
        if not term.which:
            return month.spend - month.returned
        return goods.spend - goods.returned if goods else 0
    if term.of == "orders":
        if not term.which:
            return month.orders
        return goods.orders if goods else 0
    if term.of == "refusals":
        return month.refusals
    times = month.activities.get(term.which, 0) if term.which else len(month.purchase_days)
    if term.of == "months_with":
        return 1 if times >= term.at_least else 0
    return times


def bought_first(state: Standing, months: range) -> set[str]:
    """Return the classes of goods of which the first order lies in these months."""
    bought: dict[str, list[int]] = {}
    for month in state.months:
        for name, goods in month.classes.items():
            if goods.orders > 0 and name not in state.bought_long_ago:
                bought.setdefault(name, []).append(month.month)
    return {name for name, all_months in bought.items() if min(all_months) in months}


def full_years(since: int | None, until: int) -> int:
    """Return the anniversaries of a day that lie before another day."""
    years = 0
    while since is not None and dates.add_months(since, 12 * (years + 1)) < until:
        years += 1
    return years


def measured(state: Standing, term: Term, months: range, values: dict[str, int]) -> int:
    """Return what a term finds; `values` are those of the scores before this one."""
    if term.of == "input":
        return state.inputs.get(term.which, 0)
    if term.of == "growth":
        return state.ladders[FIRST_LADDER].available
    if term.of == "score":
        return values[term.which]
    if term.of == "first_classes":
        return len(bought_first(state, months))
    if term.of == "tenure":
        return full_years(state.first_on, dates.first_of_month(months.stop))
    if term.of not in OF_MONTHS:
        raise AssertionError(f"{term.of} is not built")
    return sum(of_month(term, each) for each in state.months if each.month in months)


def within(points: int, floor: int, cap: int | None) -> int:
    """Return points not below the floor, then not above the cap."""
    points = max(points, floor)
    return points if cap is None else min(points, cap)


def term_points(term: Term, found: int) -> int:
    """Return what a number is worth, up to the cap of the term."""
    fen_per_unit = 100 if term.of == "spend" else 1
    if term.per is None:
        reached = [points for start, points in term.table if found >= start * fen_per_unit]
        points = reached[-1] if reached else 0
    else:
        exact = Fraction(found, fen_per_unit) * term.per
        # The quotient of integers rounds towards minus infinity.
        points = exact.numerator // exact.denominator
    return points if term.cap is None else min(points, term.cap)


def dimension_points(dimension: Dimension, points: list[int]) -> int:
    """Return start and terms, within the bounds of the dimension."""
    signs = [-1 if term.subtract else 1 for term in dimension.terms]
    own = sum(sign * each for sign, each in zip(signs, points, strict=True))
    return within(dimension.start + own, dimension.floor, dimension.cap)


def points_of(
    state: Standing, score: Score, months: range, values: dict[str, int], carried: int
) -> Points:
    """Return what a window is worth on top of what was carried into it."""
    value, is_open = carried, True
    terms: dict[tuple[str, str], tuple[int, int]] = {}
    dimensions: dict[str, int] = {}
    for dimension in score.dimensions:
        own = []
        for term in dimension.terms:
            found = measured(state, term, months, values)
            own.append(term_points(term, found))
            terms[dimension.id, term.id] = (found, own[-1])
        points = dimension_points(dimension, own)
        dimensions[dimension.id] = points
        if dimension.gate is None:
            value += points
        else:
            is_open = is_open and points >= dimension.gate
    return Points(within(value, score.floor, score.cap), is_open, dimensions, terms)


def levels_of(scored: Scored, value: int, *, is_open: bool) -> list[str]:
    """Return every level reached, none of a closed score."""
    return [name for name, least in scored.levels if is_open and value >= least]


def excess(scored: Scored, standing: ScoreStanding) -> int:
    """Return what a settled value exceeds the highest level reached by."""
    reached = [least for _, least in scored.levels if standing.open and standing.value >= least]
    return standing.value - max(reached) if reached else 0


def carried_into(scored: Scored, standing: ScoreStanding, boundary: int, before: int) -> int:
    """Return what opens the window of a boundary: anew where it is the first of its year."""
    score = scored.score
    years = [january(window(score, day).stop - 1) for day in (boundary, before)]
    if score.carries and years[0] != years[1]:
        return excess(scored, standing)
    return standing.carried


def put(step: Step, name: str, after: ScoreStanding, cause: str) -> None:
    """Replace what stands of a score, and tell it if it is something else."""
    before = step.state.scores.get(name, ScoreStanding())
    step.state.scores[name] = after
    if before.seen() != after.seen():
        sides = {"before": before.value, "after": after.value}
        step.changed(
            "score_changed",
            score=name,
            cause=cause,
            **sides,
            levels=after.levels,
            levels_before=before.levels,
            open=after.open,
            open_before=before.open,
            carried=after.carried,
        )


def settle(step: Step, scored: Scored, boundary: int, carried: int, cause: str) -> None:
    """Settle a score over the window of a boundary."""
    score = scored.score
    values = {name: each.value for name, each in step.state.scores.items()}
    found = points_of(step.state, score, window(score, boundary), values, carried)
    levels = levels_of(scored, found.value, is_open=found.open)
    after = ScoreStanding(found.value, found.open, levels, carried, settled_to=step.today)
    put(step, score.id, after, cause)


def settle_boundary(step: Step, scored: Scored, boundary: int) -> None:
    """Settle a score at one of its boundaries."""
    standing = step.state.scores[scored.score.id]
    before = last_boundary(scored.score.settle_day, boundary - 1)
    settle(step, scored, boundary, carried_into(scored, standing, boundary, before), "settled")
    step.state.scores[scored.score.id].settled_to = boundary


def boundaries(step: Step) -> Falling:
    """Return the next boundary of each score, in the order of their ids."""
    found: Falling = []
    for name, scored in step.reached.scores.items():
        if name in step.state.scores:
            settled_to = step.state.scores[name].settled_to
            day = next_boundary(scored.score.settle_day, settled_to)
            found.append((step.zone.start_of(day), about(settle_boundary, scored, day)))
    return found


def begin_member(state: Standing, scores: dict[str, Scored], day: int) -> None:
    """Begin: the first boundary comes after the day of the first decision."""
    state.scores = {name: ScoreStanding(settled_to=day) for name in scores}


def decided(state: Standing, day: int) -> None:
    """Boundaries after a decision are settled again: a tick may have been ahead of it."""
    for each in state.scores.values():
        each.settled_to = min(each.settled_to, day)


def begin_scores(step: Step, before: dict[str, Scored]) -> None:
    """Start a version: scores are dropped, begun or found again, in the order of their ids."""
    scores = step.reached.scores
    for name in sorted({*before, *scores}):
        if name not in scores:
            put(step, name, ScoreStanding(), "dropped")
            del step.state.scores[name]
        elif name not in before or before[name].score != scores[name].score:
            day = last_boundary(scores[name].score.settle_day, step.today)
            settle(step, scores[name], day, 0, "begun")
        else:
            relevel(step, scores[name])
            settle_at_start(step, scores[name])


def relevel(step: Step, scored: Scored) -> None:
    """Find the levels again by new thresholds; value, carried and gates stay."""
    old = step.state.scores[scored.score.id]
    levels = levels_of(scored, old.value, is_open=old.open)
    after = ScoreStanding(old.value, old.open, levels, old.carried, old.settled_to)
    put(step, scored.score.id, after, "begun")


def settle_at_start(step: Step, scored: Scored) -> None:
    """Settle a score that goes on, if its boundary is the start: what asks it begins after it."""
    day = next_boundary(scored.score.settle_day, step.state.scores[scored.score.id].settled_to)
    if step.zone.start_of(day) == step.at:
        settle_boundary(step, scored, day)


def erase(step: Step) -> None:
    """Forget what stands of every score."""
    for name in list(step.state.scores):
        put(step, name, ScoreStanding(), "erased")


def holds_level(state: Standing, levels: list[str]) -> bool:
    """Judge whether a member holds one of the levels, as they are settled."""
    return any(name in levels for each in state.scores.values() for name in each.levels)


DUE: Dues = [("score", boundaries)]
