"""One event of one member told from all its events: decided again, one after the other."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from loyaltycore import _core
from loyaltycore.errors import ConflictError, DataError, LoyaltyCoreError, StaleQuoteError
from loyaltycore.member import Member
from loyaltycore.words import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loyaltycore._core import Event, Explanation
    from loyaltycore._events.common import Id
    from loyaltycore.history import History
    from loyaltycore.program import Program

__all__ = ["explained", "explained_of", "group_verdicts"]


def explained(
    program: Program,
    member: Id,
    events: Sequence[Event],
    event_id: str,
    refused: Sequence[int] = (),
    as_of: int | None = None,
) -> Explanation:
    """Explain one event out of all of a member, in the order in which they are decided.

    Of several tries of one id the accepted one is told, else the last that was refused.

    Parameters
    ----------
    refused : sequence of int
        Of each event 1 if its group is not booked, as `group_verdicts` returns it. Empty: each is
        decided alone.

    Raises
    ------
    DataError
        No event has this id.
    LoyaltyCoreError
        Code `group_not_explained`: the member would accept the event, but its group was refused.
        Code `history_not_kept`: the member was erased.
    """
    one = Member(program, id=member, keep_history=True)
    last: Explanation | None = None
    group_refused: Event | None = None
    accepted = False
    aside = one
    telling: tuple[str | None, int] | None = None
    for each, in_vain in zip(events, refused or [0] * len(events), strict=True):
        # A replay settles less than such a tick at its end.
        if each.kind == "tick" and as_of is not None and each.recorded_at > as_of:
            continue
        # Events of a telling that is not booked meet what those before it left, and leave nothing.
        if not in_vain:
            aside, telling = one, None
        elif telling != (each.group, each.recorded_at):
            aside, telling = one.copy(), (each.group, each.recorded_at)
        asked = each.id == event_id and not accepted
        told = aside.explain(each) if asked else None
        # These two are refusals as well: the explanation says so.
        with suppress(ConflictError, StaleQuoteError):
            result = aside.apply(each)
            accepted = accepted or (asked and not in_vain and result.refusal is None)
        if told is not None and in_vain and told.refusal is None:
            group_refused, told = each, None
        if told is not None and not accepted:
            last = told
    if last is not None and not accepted:
        return last
    if group_refused is not None and not accepted:
        message = (
            f"event {printable(event_id)!r} was refused only because another event of its group "
            f"{printable(str(group_refused.group))!r} was: explain that one, which stands among "
            "the refusals of the replay"
        )
        raise LoyaltyCoreError(message, code="group_not_explained")
    if not accepted:
        remedy = "name one of History.events_of(member)"
        what = f"event: no event {printable(event_id)!r} of member {printable(one.id)!r}"
        raise DataError(f"{what}; {remedy}", column="event", remedy=remedy, code="event_unknown")
    if as_of is not None:
        one.settle(as_of)
    return one.explain(event_id)


def explained_of(
    program: Program,
    history: History | None,
    member: Id,
    event: Id | Event,
    verdicts: Callable[[], Sequence[int]],
    as_of: int | None = None,
) -> Explanation:
    """Explain one event of a replay; LoyaltyCoreError if its history was not kept.

    Without `as_of` nothing is settled behind the member's last event. `verdicts` is asked for what
    `group_verdicts` returns, if the member has an event of a group.
    """
    if history is None:
        message = (
            "this replay keeps no history: its events came as a stream, or it was pickled; replay "
            "a History or a table, or explain by a Member of the events"
        )
        raise LoyaltyCoreError(message, code="history_not_kept")
    event_id = _core.id_text(event.id if isinstance(event, _core.Event) else event, "event")
    events = history.events_of(member)
    refused: Sequence[int] = ()
    if any(each.group is not None for each in events):
        first = history.core.first_event_of(member)
        refused = verdicts()[first : first + len(events)]
    return explained(program, member, events, event_id, refused, as_of)


def group_verdicts(program: Program, history: History, as_of: int) -> Sequence[int]:
    """Return for each event of a history, by position, 1 if its group is not booked."""
    verdicts: list[int] = history.core.refused_with_groups(program.core, as_of).tolist()
    return verdicts
