"""What a member reached, and what is missing to the next: tiers and tasks, scores, medals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltycore import _core
from loyaltycore.medals import Medals
from loyaltycore.program import Program
from loyaltycore.scores import Scores
from loyaltycore.statement import Progress

if TYPE_CHECKING:
    from loyaltycore._events.common import Instant

__all__ = ["Reached"]


class Reached(_core.Member):
    """The part of a member that tells how far it came; `loyaltycore.Member` is the whole."""

    @property
    def program(self) -> Program:
        """The rules."""
        return Program.of_core(self.core_program)

    def progress(self, at: Instant | None = None, *, ladder: str = "growth") -> Progress:
        """Return how far it is to the next tier and to each task's reward.

        Parameters
        ----------
        at : datetime or int, optional
            Default: the last decision.
        ladder : str, optional
            Whose levels: `growth`, or one that the programme declares in `ladders`.

        Returns
        -------
        Progress
        """
        return Progress(**self.core_progress(self._when(at), ladder))

    def scores(self, at: Instant | None = None) -> Scores:
        """Return every score of the version in force, as settled and as it stands today.

        Parameters
        ----------
        at : datetime or int, optional
            Default, and never before: the last decision. What falls due until then is settled in
            the answer; the member stays as it is.

        Returns
        -------
        dict
            By the id of each score:

            - `value`, `open`, `levels`, `carried`: as of its last settlement. Points; whether
              every gate holds; ids of the levels held, in the order of the document; points that
              the year before left. Before the first settlement 0, False, [] and 0.
            - `shown`: points with the month in progress, the oldest month out. It gives no right.
            - `settles_on`: date of the next settlement in the programme's zone; None if there is
              none: no event yet, an erased member, or a version that drops the score before.
            - `next`: the level above `value`, as {"level": id, "missing": points}, or None.
            - `dimensions`: where `shown` comes from, by id: {"points", "role", "terms"}. `points`
              is the start and the terms within floor and cap, `role` "add" or "gate"; `terms` by
              id: {"measured", "points"}, what was counted in its own unit, spend in fen, and its
              points, below 0 where they are taken off.

            A copy; {} where the version has no score. `text_of` and `html_of` tell it in words.

        Raises
        ------
        DataError
            `at` is no instant.

        Notes
        -----
        Reads each kept month once for each term. `state()["scores"]` is the settled part alone.

        Source
        ------
        docs/rules_score.md, 14 and 15.

        Examples
        --------
        >>> from loyaltycore import Member, Program
        >>> Member(Program.preset("jd-2016"), id="ann").scores()
        {}
        """
        return Scores.of(self.core_scores(self._when(at)), self.core_program)

    def medals(self, at: Instant | None = None) -> Medals:
        """Return every medal of the version in force: the grade held, and what is missing.

        Parameters
        ----------
        at : datetime or int, optional
            Default, and never before: the last decision. What falls due until then is settled in
            the answer; the member stays as it is.

        Returns
        -------
        dict
            By the id of each medal:

            - `family`: the family whose grades it has; `grades`: how many those are.
            - `grade`: as of the last settlement, from 1; 0 = none.
            - `shown`: the grade that the measures come to with the month in progress, the oldest
              month out. It gives no right.
            - `settles_on`: date of the next settlement in the programme's zone; None if there is
              none: no event yet, an erased member, or a version that drops the medal before.
            - `requires`: by id: {"measured", "needed", "missing"}. What is counted with the month
              in progress, in its own unit, spend in fen; the number of the grade above the one
              held, None at the top; and what is missing to it. {} for an erased member.

            A copy; {} where the version has no medals. `text_of` and `html_of` tell it in words.

        Raises
        ------
        DataError
            `at` is no instant.

        Notes
        -----
        `state()["medals"]` holds the grades alone.

        Source
        ------
        docs/rules_medals.md, 16 and 17.

        Examples
        --------
        >>> from loyaltycore import Member, Program
        >>> Member(Program.preset("jd-2016"), id="ann").medals()
        {}
        """
        return Medals.of(self.core_medals(self._when(at)), self.core_program)

    def _when(self, at: Instant | None) -> int:
        """Return an instant, or that of the last decision, or the start of the programme."""
        when = self.decided_at if at is None else _core.instant(at, "at")
        return max(0, self.program.versions[0].from_us) if when is None else when
