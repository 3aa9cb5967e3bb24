"""What a member reads about itself: a statement of entries, and the way to the next tier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loyaltycore.told import text_of
from loyaltycore.words import printable, table_html, yuan

if TYPE_CHECKING:
    import datetime as dt

    from loyaltycore._core import Effect

__all__ = ["Progress", "Statement", "TaskProgress"]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Entries and balances of one member for [start, until).

    Balances are totals by account: `beans_opening["available"]`.
    """

    member: str
    start: int
    until: int | None
    beans_opening: dict[str, int]
    beans_closing: dict[str, int]
    growth_opening: dict[str, int]
    growth_closing: dict[str, int]
    effects: tuple[Effect, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError(
            "a Statement does not pickle: store str(statement), or the Member, which pickles with "
            "its history"
        )

    def __str__(self) -> str:
        lines = [
            f"Statement of {printable(self.member)}",
            (
                f"  opening  beans {self.beans_opening['available']}, "
                f"growth {self.growth_opening['available']}"
            ),
            *(f"  {each.local_time}  {text_of(each)}" for each in self.effects),
            (
                f"  closing  beans {self.beans_closing['available']}, "
                f"growth {self.growth_closing['available']}"
            ),
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return (
            f"<Statement of {printable(self.member)}: {len(self.effects)} entries, beans "
            f"{self.beans_opening['available']} -> {self.beans_closing['available']}>"
        )

    def _repr_html_(self) -> str:
        from html import escape

        rows = [(each.local_time, text_of(each)) for each in self.effects]
        return escape(repr(self)) + table_html(("at", "entry"), rows)


@dataclass(frozen=True, kw_only=True)
class TaskProgress:
    """How far a task has come in its window."""

    task: str
    done: int
    needed: int
    window_start: dt.date | None
    growth: int
    beans: int


class Progress:
    """The way to the next tier and to each task's reward.

    Attributes
    ----------
    tier, next_tier : str or None
        The tier held, and the one above; None on the highest.
    growth, growth_missing : int or None
        Growth, and what is missing to the next tier.
    amount_fen_missing : int or None
        The smallest order in fen, paid in cash and completed at once, that reaches the next tier;
        None where one order cannot.
    tasks : tuple of TaskProgress
        Every task of the version in force.
    """

    def __init__(
        self,
        *,
        at: int,
        tier: str,
        next_tier: str | None,
        growth: int,
        growth_missing: int | None,
        amount_fen_missing: int | None,
        tasks: list[dict[str, object]],
    ) -> None:
        self.at = at
        self.tier = tier
        self.next_tier = next_tier
        self.growth = growth
        self.growth_missing = growth_missing
        self.amount_fen_missing = amount_fen_missing
        # The core's rows have the fields of TaskProgress, which `object` cannot say.
        self.tasks = tuple(TaskProgress(**each) for each in tasks)  # type: ignore[arg-type]

    @property
    def yuan_missing(self) -> str | None:
        """`amount_fen_missing` as text in yuan."""
        return None if self.amount_fen_missing is None else yuan(self.amount_fen_missing)

    def __repr__(self) -> str:
        if self.next_tier is None:
            return f"<Progress: {printable(self.tier)}, the highest tier, growth {self.growth}>"
        money = f", {self.yuan_missing} yuan in one order" if self.yuan_missing else ""
        tier, following = printable(self.tier), printable(self.next_tier)
        return f"<Progress: {tier}, {self.growth_missing} growth to {following}{money}>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = [(each.task, f"{each.done} of {each.needed}") for each in self.tasks]
        return escape(repr(self)) + table_html(("task", "done"), rows)
