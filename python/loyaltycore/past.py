"""One event of one member told from all its events: decided again, one after the other."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from loyaltycore import _core
from loyaltycore.errors import ConflictError, DataError, LoyaltyCoreError, StaleQuoteError
from loyaltycore.member import Member
from loyaltycore.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltycore._core import Event, Explanation
    from loyaltycore._events.common import Id
    from loyaltycore.history import History
    from loyaltycore.program import Program

__all__ = ["explained", "explained_of"]


def explained(
    program: Program,
    member: Id,
    events: Iterable[Event],
    event_id: str,
    as_of: int | None = None,
) -> Explanation:
    """Explain one event out of all of a member, in the order in which they are decided.

    Of several tries of one id the accepted one is told, else the last that was refused.

    Raises
    ------
    DataError
        No event has this id.
    LoyaltyCoreError
        Code `group_not_explained`: an event belongs to a group, so that what the member did hangs
        on other members too.
    """
    events = list(events)
    _refuse_groups(events)
    one = Member(program, id=member, keep_history=True)
    refused: Explanation | None = None
    accepted = False
    for each in events:
        # A replay settles less than such a tick at its end.
        if each.kind == "tick" and as_of is not None and each.recorded_at > as_of:
            continue
        asked = each.id == event_id and not accepted
        told = one.explain(each) if asked else None
        # These two are refusals as well: the explanation says so.
        with suppress(ConflictError, StaleQuoteError):
            accepted = (one.apply(each).refusal is None and asked) or accepted
        if told is not None and not accepted:
            refused = told
    if refused is not None and not accepted:
        return refused
    if not accepted:
        remedy = "name one of History.events_of(member)"
        what = f"event: no event {printable(event_id)!r} of member {printable(one.id)!r}"
        raise DataError(f"{what}; {remedy}", column="event", remedy=remedy, code="event_unknown")
    if as_of is not None:
        one.settle(as_of)
    return one.explain(event_id)


def explained_of(
    program: Program, history: History | None, member: Id, event: Id | Event, as_of: int
) -> Explanation:
    """Explain one event of a replay; LoyaltyCoreError if its history was not kept."""
    if history is None:
        message = (
            "this replay keeps no history: its events came as a stream; replay a History or a "
            "table, or explain by a Member of the stream's events"
        )
        raise LoyaltyCoreError(message, code="history_not_kept")
    event_id = _core.id_text(event.id if isinstance(event, _core.Event) else event, "event")
    return explained(program, member, history.events_of(member), event_id, as_of)


def _refuse_groups(events: list[Event]) -> None:
    """Refuse to decide one side of a deal alone, as if the other had agreed."""
    for each in events:
        if each.group is None:
            continue
        message = (
            f"event {printable(each.id)!r} is booked only together with the others of its group "
            f"{printable(each.group)!r}: explain does not ask other members yet; read the ledger "
            "and the refusals of the replay"
        )
        raise LoyaltyCoreError(message, code="group_not_explained")
