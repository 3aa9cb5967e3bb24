"""What changed between two replays of one history: members, beans, cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore.errors import DataError
from loyaltycore.frames import to_frame
from loyaltycore.replay_tables import further_columns
from loyaltycore.words import shown_briefly, table_html, yuan

if TYPE_CHECKING:
    from loyaltycore.program import Difference
    from loyaltycore.replay_result import Replay

__all__ = ["Comparison"]

_TOTALS = (
    "issued",
    "redeemed",
    "expired",
    "clawed_back",
    "forfeited",
    "available",
    "pending",
    "held",
    "debt",
    "growth",
)


def _further_totals(parts: dict[str, Any]) -> dict[str, int]:
    """Return the sums of points and growth beside the first purse and ladder, by column."""
    columns = further_columns(parts["members"], parts["words"])
    return {name: int(each.sum()) for name, each in columns.items() if isinstance(each, np.ndarray)}


@dataclass(frozen=True)
class Comparison:
    """The difference between two replays of one history.

    Attributes
    ----------
    moved : dict of (str, str) to int
        Members by (tier before, tier after) on the ladder `growth`, only those who moved.
    totals : dict of str to (int, int)
        Total of each account of beans and of growth, and of what can be spent in each further purse
        and was reached on each further ladder: (before, after).
    outstanding_value_fen : (int, int)
        Money value of outstanding beans at the end: (before, after).
    parameters : list of Difference
        What the two programmes differ in.
    """

    moved: dict[tuple[str, str], int]
    totals: dict[str, tuple[int, int]]
    outstanding_value_fen: tuple[int, int]
    parameters: list[Difference]
    kind: str

    @classmethod
    def of(cls, before: Replay, after: Replay) -> Comparison:
        """Compare two replays; see Replay.compare."""
        one, two = before.parts["members"], after.parts["members"]
        if not np.array_equal(np.asarray(one["member"]), np.asarray(two["member"])):
            remedy = "replay the same history under both programmes"
            message = f"the two replays have other members; {remedy}"
            raise DataError(message, column="member", remedy=remedy, code="members_differ")
        words, others = (each.parts["words"]["tier"] for each in (before, after))
        pairs, counts = np.unique(
            np.stack([one["tier_name"], two["tier_name"]]), axis=1, return_counts=True
        )
        moved = {
            (words[a], others[b]): int(count)
            for (a, b), count in zip(pairs.T.tolist(), counts, strict=True)
            if words[a] != others[b]
        }
        totals = {name: (int(one[name].sum()), int(two[name].sum())) for name in _TOTALS}
        then, now = (_further_totals(each.parts) for each in (before, after))
        totals |= {name: (then.get(name, 0), now.get(name, 0)) for name in then | now}
        value = (before.metrics.get("value_fen", 0), after.metrics.get("value_fen", 0))
        return cls(moved, totals, value, before.program.diff(after.program), before.kind)

    @property
    def members_moved(self) -> int:
        """Members who ended in another tier."""
        return sum(self.moved.values())

    def rows(self) -> list[tuple[str, str, str]]:
        """Return (what, before, after) as text, for printing."""
        out = [
            (f"{each.path}, {each.interval}", shown_briefly(each.before), shown_briefly(each.after))
            for each in self.parameters
        ]
        out += [(name, f"{a:,}", f"{b:,}") for name, (a, b) in self.totals.items() if a != b]
        first, last = self.outstanding_value_fen
        if first != last:
            out.append(("outstanding, yuan", yuan(first), yuan(last)))
        out += [(f"members {a} -> {b}", "", f"{n:,}") for (a, b), n in self.moved.items()]
        return out

    def table(self) -> Any:
        """Return the totals as a table of the caller's kind: what, before, after."""
        names = [*self.totals, "outstanding_value_fen"]
        pairs = [*self.totals.values(), self.outstanding_value_fen]
        return to_frame(
            {
                "what": names,
                "before": np.asarray([a for a, _ in pairs], dtype=np.int64),
                "after": np.asarray([b for _, b in pairs], dtype=np.int64),
            },
            self.kind,
        )

    def __repr__(self) -> str:
        issued, then = self.totals["issued"]
        return f"<Comparison: {self.members_moved:,} members moved, issued {issued:,} -> {then:,}>"

    def __str__(self) -> str:
        rows = [
            f"{what}: {before} -> {after}" if before else f"{what}: {after}"
            for what, before, after in self.rows()
        ]
        return "\n".join(rows) or "no difference"

    def _repr_html_(self) -> str:
        return table_html(("what", "before", "after"), self.rows())
