"""What the demo found: plain values, from which the page, the pictures and the text are written."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BeanMonths", "Findings", "OneBean", "Speed", "Story", "Table", "TierMonths"]


@dataclass(frozen=True)
class TierMonths:
    """Households in each tier at the end of each month."""

    months: list[str]
    tiers: list[str]
    # One row a tier, one number a month.
    households: list[list[int]]
    # The first so many months have purchases; the others only what fell due.
    shopping_months: int

    def at_end(self) -> list[int]:
        """Households in each tier at the end of the last month with purchases."""
        return [counts[self.shopping_months - 1] for counts in self.households]


@dataclass(frozen=True)
class BeanMonths:
    """Beans that came and went in each month, and what was left at its end."""

    months: list[str]
    granted: list[int]
    redeemed: list[int]
    expired: list[int]
    outstanding: list[int]
    value_fen: list[int]
    beans_per_yuan: int
    shopping_months: int


@dataclass(frozen=True)
class Table:
    """Text rows under text heads; numbers are written already."""

    heads: list[str]
    rows: list[list[str]]
    # Columns that hold numbers, set flush right.
    numbers: frozenset[int] = frozenset()

    def text(self) -> str:
        """Write it as plain text, columns aligned."""
        widths = [
            max(len(row[place]) for row in [self.heads, *self.rows])
            for place in range(len(self.heads))
        ]
        lines = []
        for row in [self.heads, *self.rows]:
            cells = (
                cell.rjust(width) if place in self.numbers else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            lines.append("  " + "  ".join(cells).rstrip())
        return "\n".join(lines)


@dataclass(frozen=True)
class Story:
    """The statement of one household."""

    household: str
    why: str
    table: Table
    balances: str


@dataclass(frozen=True)
class OneBean:
    """One bean, from the order that earned it to its end."""

    sentences: list[str]
    explanation: str


@dataclass(frozen=True)
class Speed:
    """What was replayed and how long the core took."""

    events: int
    lines: int
    threads: int
    seconds: float

    def text(self) -> str:
        """Write both rates."""
        return (
            f"{self.events:,} events with {self.lines:,} lines in {self.seconds:.2f} s on "
            f"{self.threads} threads (members and months kept): "
            f"{self.events / self.seconds:,.0f} events and {self.lines / self.seconds:,.0f} lines "
            "per second"
        )


@dataclass(frozen=True)
class Findings:
    """Everything that is shown."""

    title: str
    source: str
    assumptions: list[str]
    counts: Table
    counts_note: str
    tiers: TierMonths
    beans: BeanMonths
    story: Story
    bean: OneBean
    changed: Table
    changed_what: str
    speed: Speed
    digest: str
    checks: list[str]
