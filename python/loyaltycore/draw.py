"""A seeded draw: which entries of a lottery win. The core sees only the outcome, as events.

The numbers are counter-based: whether an entry wins depends on the seed and on the entry's own id,
not on the other entries or their order. So a draw can be repeated, checked and split.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from loyaltycore._core import Event
from loyaltycore.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltycore._events.common import Id, Instant

__all__ = ["draw_number", "draw_winners", "prize_events"]

T = TypeVar("T", str, int)


def draw_number(seed: int, draw: str, entry: Id) -> int:
    """Return the number of an entry, uniform over 0 .. 2^64 - 1.

    Parameters
    ----------
    seed : int
        The draw's seed; publish it after the entries are closed.
    draw : str
        Name of the draw: one seed serves many.
    entry : str or int
        Id of the entry.

    Notes
    -----
    The first eight bytes, big-endian, of SHA-256 over "seed", "draw" and "entry" joined by NUL.
    """
    import hashlib

    text = "\0".join((str(seed), draw, str(entry)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def draw_winners(seed: int, draw: str, entries: Iterable[T], count: int) -> list[T]:
    """Return the entries that win: those with the lowest numbers.

    Parameters
    ----------
    seed, draw
        See `draw_number`.
    entries : iterable of str or int
        Ids, in any order; an id that stands twice is one entry.
    count : int
        Prizes.

    Returns
    -------
    list of str or int
        At most `count` entries, best number first.
    """
    if count < 0:
        remedy = "write 0 or more"
        message = f"count: there cannot be fewer than no prizes; {remedy}"
        raise DataError(message, column="count", remedy=remedy, code="value_range")
    distinct = {str(entry): entry for entry in entries}
    ranked = sorted(distinct, key=lambda entry: (draw_number(seed, draw, entry), entry))
    return [distinct[entry] for entry in ranked[:count]]


def prize_events(
    winners: Iterable[tuple[Id, Id]],
    *,
    kind: str,
    draw: str,
    beans: int,
    at: Instant,
) -> list[Event]:
    """Return the events that grant the prizes of a draw.

    Parameters
    ----------
    winners : iterable of (entry, member)
        Who won with which entry.
    kind : str
        The programme's own kind whose rule grants what the event carries ("from_event").
    draw : str
        Name of the draw; ids are "draw:<draw>:<entry>", so that a repeated draw grants once.
    beans : int
        Beans of each prize.
    at : datetime or int
        When the draw was made.
    """
    return [
        Event.declared(
            kind, id=f"draw:{draw}:{entry}", at=at, member=member, subject=str(entry), beans=beans
        )
        for entry, member in winners
    ]
