"""What the event constructors share: their common arguments and the call into the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

from loyaltycore._core import make_event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from loyaltycore._core import Event, Line, Quote, Tender

Instant: TypeAlias = "dt.datetime | int"
Id: TypeAlias = "str | int"


class Common(TypedDict, total=False):
    """Arguments that every event takes."""

    member: Id
    recorded_at: Instant
    sequence: int
    group: Id
    token: Id


class Where(Common, total=False):
    """Arguments of events that happen somewhere, to someone, under some label."""

    channel: str
    store: str
    segments: Iterable[str]
    labels: Iterable[str]


def made(
    kind: str,
    id: Id,  # noqa: A002
    at: Instant,
    common: Mapping[str, Any],
    **fields: Any,
) -> Event:
    """Make an event of a kind; None is "not given"."""
    return make_event(kind, {"id": id, "occurred_at": at, **common, **fields})


def made_order(
    kind: str,
    id: Id,  # noqa: A002
    at: Instant,
    common: Mapping[str, Any],
    *,
    order: Id | None,
    lines: Iterable[Line],
    tenders: Iterable[Tender],
    quote: Quote | None = None,
    **fields: Any,
) -> Event:
    """Make an event that may open an order; an opening one names its order after itself."""
    lines, tenders = tuple(lines), tuple(tenders)
    if quote is not None:
        cart = quote.cart
        common = {"channel": cart.channel, "store": cart.store, **common}
        common = {"segments": cart.segments, "labels": cart.labels, **common}
        lines, tenders = lines or cart.lines, tenders or quote.tenders
        fields["freight_fen"] = fields["freight_fen"] or cart.freight_fen
        fields["quoted"] = quote.numbers
    if order is None and lines:
        order = id
    return made(kind, id, at, common, order=order, lines=lines, tenders=tenders, **fields)
