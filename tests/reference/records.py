"""What the model remembers of one member: plain records in plain lists."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, ClassVar

from tests.reference.names import ACCOUNTS, FIRST_LADDER, MONEY


@dataclass
class Movement:
    """An amount from one account of a purse or ladder to another."""

    at: int
    cause: str
    currency: str
    # Name of the purse (beans) or ladder (growth).
    book: str
    from_account: str
    to_account: str
    amount: int
    rule: str | None = None
    expires_on: int | None = None
    funder: str = "platform"
    lot_class: int = 0
    subject: str = ""
    line: int = 0


@dataclass
class Result:
    """What became of one event."""

    refusal: str | None = None
    duplicate: bool = False
    movements: list[Movement] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    archived: list[dict[str, Any]] = field(default_factory=list)
    # How often a condition that is rarely asked held or failed, for audits.
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass
class Bucket:
    """Available beans of one expiry day, funder and class."""

    expires_on: int | None
    funder: str
    lot_class: int
    opened_at: int
    beans: int = 0

    def key(self) -> tuple[int | None, str, int]:
        """Return what makes two buckets one."""
        return self.expires_on, self.funder, self.lot_class


@dataclass
class Allocation:
    """Beans of one bucket that a hold or an order took, in the order of drawing."""

    subject: str
    held: bool
    bucket: Bucket
    beans: int
    order: bool


@dataclass
class Accrual:
    """Beans or growth that may be taken back, or beans that still wait."""

    source: str
    order: str
    line: int
    review: str
    rule: str
    currency: str
    # Name of the purse (beans) or ladder (growth).
    book: str
    bucket: Bucket
    granted: int
    closes_on: int | None
    reversed: int = 0
    pending: int = 0
    claim: bool = False
    # It still waits, but its line has closed: only the record of the line reaches it.
    closed: bool = False
    due_at: int | None = None


@dataclass
class Order:
    """An order with at least one open line."""

    order: str
    placed_at: int
    goods: int
    freight: int
    channel: str
    beans_held: bool = False
    freight_recovered: bool = False
    cancelled_goods: int = 0
    # A completed piece of it is not given back: it counts.
    counted: bool = False
    # A line of it was closed with goods: it counts for ever.
    kept: bool = False


@dataclass
class Line:
    """An order line that is still open."""

    order: str
    line: int
    sub_order: int
    sku: str
    category: str
    store: str
    brand: str
    channel: str
    labels: list[str]
    quantity: int
    amount: int
    status: str = "placed"
    returned: int = 0
    paid: dict[str, int] = field(default_factory=dict)
    beans: int = 0
    completed_at: int | None = None
    closes_on: int = 0


@dataclass
class Review:
    """A review or shown photo that can still be deleted."""

    review: str
    order: str
    line: int
    closes_on: int
    kind: str
    happened_on: int
    deleted: bool = False


@dataclass
class Hold:
    """Beans set aside; an ended hold is remembered until `until`."""

    hold: str
    status: str
    until: int | None


@dataclass
class TaskProgress:
    """What counts in one window of one task."""

    task: str
    window: int
    count: int = 0
    days: list[int] = field(default_factory=list)
    settled: bool = False


@dataclass
class MonthClass:
    """Goods of one class of categories that were bought in a month."""

    orders: int = 0
    spend: int = 0
    returned: int = 0


@dataclass
class Month:
    """What happened in one calendar month."""

    month: int
    orders: int = 0
    refusals: int = 0
    purchase_days: list[int] = field(default_factory=list)
    # Days of orders that count for ever.
    kept_days: list[int] = field(default_factory=list)
    spend: int = 0
    returned: int = 0
    activities: dict[str, int] = field(default_factory=dict)
    classes: dict[str, MonthClass] = field(default_factory=dict)

    def is_empty(self) -> bool:
        """Return whether nothing happened."""
        return not (self.orders or self.refusals or self.returned or self.activities)


@dataclass
class ScoreStanding:
    """What stands of one score."""

    value: int = 0
    # Every gate holds; false until the score is settled.
    open: bool = False
    levels: list[str] = field(default_factory=list)
    carried: int = 0
    # Boundaries on or before this day are settled.
    settled_to: int = 0

    def seen(self) -> tuple[int, bool, list[str], int]:
        """Return what a change of makes a change of the score."""
        return self.value, self.open, sorted(self.levels), self.carried


@dataclass
class MedalStanding:
    """What stands of one medal."""

    grade: int = 0
    # Boundaries on or before this day are settled.
    settled_to: int = 0


@dataclass
class Book:
    """The accounts of one purse or ladder; they sum to zero."""

    currency: ClassVar[str]
    name: str
    accounts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACCOUNTS, 0))

    @property
    def available(self) -> int:
        """Return the beans that can be spent, or the growth that counts."""
        return self.accounts["available"]

    def owns(self, accrual: Accrual) -> bool:
        """Return whether an accrual gave to this book."""
        return (accrual.currency, accrual.book) == (self.currency, self.name)


@dataclass
class Purse(Book):
    """Beans of one kind."""

    currency = "beans"
    buckets: list[Bucket] = field(default_factory=list)

    @property
    def owed(self) -> int:
        """Return the beans that the member owes."""
        return -self.accounts["debt"]


@dataclass
class Ladder(Book):
    """Growth of one kind, and the level to which it lifts."""

    currency = "growth"
    tier: str | None = None
    expires_at: int | None = None
    qualified: bool = False


def books_by_name(kind: type[Any], names: list[str]) -> dict[str, Any]:
    """Return an empty book of each name, in their order."""
    return {name: kind(name) for name in names}


@dataclass
class Standing:
    """Everything that the model remembers, without the results of earlier events."""

    purses: dict[str, Purse] = field(default_factory=lambda: books_by_name(Purse, [MONEY]))
    ladders: dict[str, Ladder] = field(
        default_factory=lambda: books_by_name(Ladder, [FIRST_LADDER])
    )
    decided_at: int | None = None
    version: int | None = None
    erased: bool = False
    suspended: bool = False
    allocations: list[Allocation] = field(default_factory=list)
    accruals: list[Accrual] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    tasks: list[TaskProgress] = field(default_factory=list)
    months: list[Month] = field(default_factory=list)
    # Those of the version that the member has reached.
    scores: dict[str, ScoreStanding] = field(default_factory=dict)
    medals: dict[str, MedalStanding] = field(default_factory=dict)
    # (rule or item, kind of window, first day) -> sum granted, events that earned, pieces.
    used: dict[tuple[str, str, int], int] = field(default_factory=dict)
    # rule -> last day and length of the run.
    streaks: dict[str, tuple[int, int]] = field(default_factory=dict)
    # (rule, SKU) -> days of the purchases that earned.
    skus: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    inputs: dict[str, int] = field(default_factory=dict)
    last_purchase_on: int | None = None
    # The day of the first event.
    first_on: int | None = None
    # Classes of goods bought in months that are not kept any more.
    bought_long_ago: set[str] = field(default_factory=set)
    # (order, line) -> pieces that came back after the line was archived.
    late_returns: dict[tuple[str, int], int] = field(default_factory=dict)
    invalid_reviews: int = 0
    suspended_until: int = 0
    # What a module remembers of its own, under its name.
    annex: dict[str, Any] = field(default_factory=dict)
