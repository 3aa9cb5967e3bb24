"""One event as a slip of paper: what was bought, paid, earned and spent, or why it was refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loyaltycore import _core
from loyaltycore.errors import DataError

if TYPE_CHECKING:
    from loyaltycore._core import Event, Result
    from loyaltycore.member import Member

__all__ = ["Receipt", "receipt", "words_of"]


@dataclass(frozen=True)
class Receipt:
    """A slip of 32 columns, and its numbers.

    Attributes
    ----------
    text : str
        Lines of at most 32 columns; wide characters take two.
    values : dict
        kind, refusal (None if accepted), duplicate, member, order, event, date and time (None if
        refused for them), lines, goods_fen, freight_fen, tenders, beans_earned, beans_pending,
        beans_spent, beans_held, beans_returned, beans_taken_back, beans_charged, refund_fen,
        withheld_fen, growth_earned, growth_taken_back, beans_available, beans_owed, tier.
        `beans_spent` is what pays the order, on each of its receipts; beans and growth earned are
        those of this event.
    """

    text: str
    values: dict[str, Any]

    def to_json(self) -> str:
        """Return the numbers as JSON."""
        return json.dumps(self.values, ensure_ascii=False)

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self.text)}</pre>"


def receipt(
    member: Member, event: Event, result: Result, words: Mapping[str, Any] | None = None
) -> Receipt:
    """Return the receipt of an event that was just applied.

    An event without lines of its own, such as OrderPaid, shows those of its order. A refused event
    has a slip that says so, with the code. `Member.receipt` prints a past one again.

    Parameters
    ----------
    member : Member
        As it stands after the event.
    event : Event
        The event.
    result : Result
        What applying it answered.
    words : mapping of str to str, optional
        The words of a shop's own language: title, returned, cancelled, refused, duplicate, order,
        member, goods, freight, total, paid, refund, withheld, earned, pending, spent, held,
        beans_back, taken_back, charged, growth, growth_taken_back, balance, owed, tier; tenders
        as a list in the order of loyaltycore.TENDER_KINDS.

    Returns
    -------
    Receipt
        Its text, and its numbers as a dict and JSON.

    Raises
    ------
    DataError
        A word that no receipt has; words that are no mapping.

    Notes
    -----
    Where the member keeps no history, tender kinds that the programme does not tell apart are one
    row of an order's later slips ("cash|bank_card").
    """
    text, values = _core.receipt(member, event, result, words_of(words))
    return Receipt(text, values)


def words_of(words: object) -> dict[str, Any]:
    """Return the words of a shop as a dict; refuse what is no mapping."""
    if words is None:
        return {}
    if not isinstance(words, Mapping):
        remedy = 'write a mapping, as in {"total": "Summe"}'
        message = f"words: got {type(words).__name__}, {remedy}"
        raise DataError(message, column="words", remedy=remedy, code="argument_invalid")
    return dict(words)
