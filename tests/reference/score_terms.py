"""Scores as a version of the document declares them, with every default explicit."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.reference.numbers import fraction


@dataclass(frozen=True)
class Term:
    """A measure and what it is worth."""

    id: str
    # What is measured: `of` and its arguments.
    of: str
    which: str
    at_least: int
    # Points for each yuan of spend, for each unit of anything else; None if there is a table.
    per: Fraction | None
    # From how much on how many points; yuan of spend.
    table: tuple[tuple[int, int], ...]
    subtract: bool
    cap: int | None


@dataclass(frozen=True)
class Dimension:
    """Terms with a start and bounds."""

    id: str
    start: int
    floor: int
    cap: int | None
    # Points from which a gate is open; None if it adds to the value.
    gate: int | None
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Score:
    """One score but for its levels: what two versions share decides whether it goes on."""

    id: str
    months: int
    calendar_year: bool
    carries: bool
    settle_day: int
    floor: int
    cap: int | None
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True)
class Scored:
    """A score and its levels, in the order of the document."""

    score: Score
    levels: tuple[tuple[str, int], ...]


def told(value: dict[str, Any], key: str, default: Any) -> Any:
    """Return what stands under a key; null is the default."""
    found = value.get(key)
    return default if found is None else found


def read_term(name: str, value: dict[str, Any]) -> Term:
    """Read one term."""
    names = ("activity", "category_class", "input", "score")
    table = tuple((row["from"], row["points"]) for row in told(value, "table", []))
    return Term(
        id=name,
        of=value["of"],
        which=next((value[key] for key in names if value.get(key)), ""),
        at_least=told(value, "at_least", 1),
        per=None if table else fraction(told(value, "per", 1)),
        table=table,
        subtract=told(value, "subtract", False),
        cap=value.get("cap"),
    )


def read_dimension(name: str, value: dict[str, Any]) -> Dimension:
    """Read one dimension."""
    terms = told(value, "terms", {})
    return Dimension(
        id=name,
        start=told(value, "start", 0),
        floor=told(value, "floor", 0),
        cap=value.get("cap"),
        gate=value["at_least"] if value.get("role") == "gate" else None,
        terms=tuple(read_term(each, terms[each]) for each in sorted(terms)),
    )


def read_score(name: str, value: dict[str, Any]) -> Scored:
    """Read one score."""
    window = told(value, "window", {})
    dimensions = told(value, "dimensions", {})
    score = Score(
        id=name,
        months=told(window, "months", 12),
        calendar_year=window.get("span") == "calendar_year",
        carries=value.get("carry") == "above_level",
        settle_day=told(value, "settle_day", 1),
        floor=told(value, "floor", 0),
        cap=value.get("cap"),
        dimensions=tuple(read_dimension(each, dimensions[each]) for each in sorted(dimensions)),
    )
    return Scored(
        score, tuple((each["id"], each["at_least"]) for each in told(value, "levels", []))
    )


def read_scores(document: dict[str, Any]) -> dict[str, Scored]:
    """Return the scores of a version, sorted by id."""
    scores = document.get("score") or {}
    return {name: read_score(name, scores[name]) for name in sorted(scores)}
