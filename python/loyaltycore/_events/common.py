"""What the event constructors share: their common arguments and the call into the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, TypeVar

from loyaltycore._core import Line, Tender, make_event
from loyaltycore.errors import DataError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from loyaltycore._core import Event, Quote

Instant: TypeAlias = "dt.datetime | int"
Id: TypeAlias = "str | int"
T = TypeVar("T")


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
    id: Id,
    at: Instant,
    common: Mapping[str, Any],
    **fields: Any,
) -> Event:
    """Make an event of a kind; None is "not given"."""
    if "occurred_at" in common:  # It would replace `at` unseen.
        message = "no event function takes 'occurred_at'; did you mean 'at'?"
        raise DataError(message, column="occurred_at", remedy="write at=", code="field_unknown")
    return make_event(kind, {"id": id, "occurred_at": at, **common, **fields})


def _many(parts: Iterable[T], single: type[T], field: str) -> tuple[T, ...]:
    """Return the parts of an order; one alone is not a list of one."""
    if isinstance(parts, single):
        name = single.__name__.lower()
        remedy = f"write a list: {field}=[{name}]"
        message = f"{field}: got one {single.__name__}; {remedy}"
        raise DataError(message, column=field, remedy=remedy, code="field_invalid")
    return tuple(parts)


def made_order(
    kind: str,
    id: Id,
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
    lines, tenders = _many(lines, Line, "lines"), _many(tenders, Tender, "tenders")
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
