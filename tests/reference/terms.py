"""A programme as the model reads it: versions of terms, rules, tasks, levels."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.reference import dates
from tests.reference.score_terms import Scored


@dataclass(frozen=True)
class Expiry:
    """How long beans live; `count` None means for ever."""

    count: int | None = None
    months: bool = False
    granularity: str = "day"

    def first_day_gone(self, day: int) -> int | None:
        """Return the first day on which beans granted on `day` cannot be used."""
        if self.count is None:
            return None
        end = dates.add_months(day, self.count) if self.months else day + self.count
        if self.granularity == "month":
            return dates.first_of_month(dates.month_of(end) + 1)
        if self.granularity == "year":
            return dates.first_of_year(end, 1)
        return end


@dataclass(frozen=True)
class Multiplier:
    """A factor on an award."""

    when: dict[str, Any]
    times: Fraction
    input: str | None
    bands: list[tuple[int, Fraction]]


@dataclass(frozen=True)
class Rule:
    """One earning rule of one version."""

    name: str
    currency: str
    # The purse or ladder that it gives to.
    book: str
    trigger: str
    when: dict[str, Any]
    unit: str
    tenders: frozenset[str]
    round_down_to_fen: int
    award: str
    rate: Fraction
    fixed: int
    table: list[tuple[int, int]]
    streak: list[int]
    rounding: str
    multipliers: list[Multiplier]
    caps: dict[str, Any]
    priority: int
    qualifies: bool
    combine: str
    pending_days: int
    post_day: int
    claim_days: int
    claim_through_end_of_day: bool
    funder: str
    lot_class: int
    expiry: Expiry


@dataclass(frozen=True)
class Task:
    """One task of one version."""

    name: str
    trigger: str
    when: dict[str, Any]
    tenders: frozenset[str]
    count: int
    distinct_days: bool
    day_of_purchase: bool
    window: str
    post_day: int
    growth: int
    beans: int
    purse: str
    ladder: str
    funder: str
    lot_class: int
    expiry: Expiry


@dataclass(frozen=True)
class Level:
    """One level of a ladder."""

    id: str
    threshold: int
    validity_months: int
    deduction: int


@dataclass(frozen=True)
class RedemptionClass:
    """Goods that share one rule for paying with beans."""

    categories: frozenset[str]
    max_share: Fraction
    min_amount_fen: int
    step: int


@dataclass(frozen=True)
class Terms:
    """One version."""

    id: str
    start: int
    # The ladders that this version declares, and the purses with what they give by default.
    ladders: dict[str, list[Level]]
    purses: dict[str, Expiry]
    rules: list[Rule]
    tasks: list[Task]
    beans: dict[str, Any]
    per_yuan: int
    expiry: Expiry
    ordinary: RedemptionClass
    classes: list[RedemptionClass]
    review_risk: dict[str, int]
    migration: dict[str, Any]
    # Sorted by id.
    scores: dict[str, Scored]
    medals: dict[str, Any]
    # Whether names are refused that the programme never mentions.
    rejects_categories: bool
    rejects_channels: bool

    def rule(self, name: str) -> Rule | None:
        """Return the rule of that name, if this version has it."""
        return next((rule for rule in self.rules if rule.name == name), None)

    def task(self, name: str) -> Task | None:
        """Return the task of that name, if this version has it."""
        return next((task for task in self.tasks if task.name == name), None)

    def levels(self, ladder: str) -> list[Level]:
        """Return the levels of a ladder, none if this version does not declare it."""
        return self.ladders.get(ladder, [])

    def level(self, ladder: str, level_id: str | None) -> int:
        """Return the index of a level, -1 if this version does not have it."""
        return next((i for i, each in enumerate(self.levels(ladder)) if each.id == level_id), -1)

    def first_level(self, ladder: str) -> str | None:
        """Return where a ladder begins, None if it has no levels."""
        return next((level.id for level in self.levels(ladder)), None)

    def expiry_of(self, purse: str) -> Expiry:
        """Return how long beans of a purse live where no rule says it."""
        return self.purses.get(purse, self.expiry)


@dataclass(frozen=True)
class Programme:
    """All versions and what no version may change."""

    id: str
    zone: dates.Zone
    versions: list[Terms]
    # Every purse and ladder that any version declares, in the order of the books.
    purses: list[str]
    ladders: list[str]
    inputs: list[str]
    events: list[str]
    returns_horizon_days: int
    late_horizon: int
    clock_skew: int
    tender_class: dict[str, str] = field(default_factory=dict)
    categories: set[str] = field(default_factory=set)
    channels: set[str] = field(default_factory=set)
    activities: list[str] = field(default_factory=list)
    class_of_category: dict[str, str] = field(default_factory=dict)
    # Tenders that count as spend.
    spend_tenders: frozenset[str] = frozenset()

    def version_at(self, instant: int) -> int:
        """Return the index of the version in force, -1 before the first."""
        found = -1
        for index, terms in enumerate(self.versions):
            if terms.start <= instant:
                found = index
        return found

    def ladder_of(self, level_id: str) -> str | None:
        """Return the ladder that a level belongs to in all versions."""
        for terms in self.versions:
            for ladder in terms.ladders:
                if terms.level(ladder, level_id) >= 0:
                    return ladder
        return None
