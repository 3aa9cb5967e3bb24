"""Events of orders: placed, paid, completed, cancelled, refused, returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltycore._events.common import made, made_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from loyaltycore._core import Event, Line, Quote, Tender
    from loyaltycore._events.common import Common, Id, Instant, Where


def OrderPlaced(
    *,
    id: Id,
    at: Instant,
    order: Id | None = None,
    lines: Iterable[Line] = (),
    tenders: Iterable[Tender] = (),
    freight_fen: int = 0,
    quote: Quote | None = None,
    **common: Unpack[Where],
) -> Event:
    """Say that an order was placed; beans among its tenders are held until it is paid.

    Parameters
    ----------
    order : str or int, optional
        The order's id; the event's own id when left out.
    lines : iterable of Line
        What was ordered; with `quote`, the lines of the cart that was quoted.
    tenders : iterable of Tender
        What pays it, lines + freight; default: cash, or what `quote` says.
    freight_fen : int, default 0
        Freight, fen.
    quote : Quote, optional
        Bind the placement to these numbers, all or nothing; see StaleQuoteError.
    """
    return made_order(
        "order_placed",
        id,
        at,
        common,
        order=order,
        lines=lines,
        tenders=tenders,
        freight_fen=freight_fen,
        quote=quote,
    )


def OrderPaid(
    *,
    id: Id,
    at: Instant,
    order: Id | None = None,
    lines: Iterable[Line] = (),
    tenders: Iterable[Tender] = (),
    freight_fen: int = 0,
    **common: Unpack[Where],
) -> Event:
    """Say that an order was paid; with `lines` it also opens the order.

    Parameters
    ----------
    order : str or int, optional
        The order's id; the event's own id when left out and it opens the order.
    lines : iterable of Line
        What was ordered, if this event opens the order.
    tenders : iterable of Tender
        What pays it, lines + freight; default: cash.
    freight_fen : int, default 0
        Freight, fen.
    """
    return made_order(
        "order_paid",
        id,
        at,
        common,
        order=order,
        lines=lines,
        tenders=tenders,
        freight_fen=freight_fen,
    )


def OrderCompleted(
    *,
    id: Id,
    at: Instant,
    order: Id | None = None,
    sub_order: int | None = None,
    lines: Iterable[Line] = (),
    tenders: Iterable[Tender] = (),
    freight_fen: int = 0,
    **common: Unpack[Where],
) -> Event:
    """Say that an order, or a part of it, was received; with `lines` it also opens it.

    Parameters
    ----------
    order : str or int, optional
        The order's id; the event's own id when left out and it opens the order.
    sub_order : int, optional
        Complete only the lines of this sub-order; default: the whole order.
    lines : iterable of Line
        What was ordered, if this event opens the order.
    tenders : iterable of Tender
        What pays it, lines + freight; default: cash.
    freight_fen : int, default 0
        Freight, fen.
    """
    return made_order(
        "order_completed",
        id,
        at,
        common,
        order=order,
        sub_order=sub_order,
        lines=lines,
        tenders=tenders,
        freight_fen=freight_fen,
    )


def OrderCancelled(
    *,
    id: Id,
    at: Instant,
    order: Id,
    sub_order: int | None = None,
    **common: Unpack[Common],
) -> Event:
    """Say that an order, or a part of it, was cancelled before it was received.

    Parameters
    ----------
    order : str or int
        The order.
    sub_order : int, optional
        Cancel only this sub-order; default: the whole order.
    """
    return made("order_cancelled", id, at, common, order=order, sub_order=sub_order)


def OrderRefused(
    *,
    id: Id,
    at: Instant,
    order: Id,
    sub_order: int | None = None,
    freight_fen: int = 0,
    **common: Unpack[Common],
) -> Event:
    """Say that a delivery was refused at the door.

    Parameters
    ----------
    order : str or int
        The order.
    sub_order : int, optional
        Only this sub-order; default: the whole order.
    freight_fen : int, default 0
        Freight that the refusal cost, fen.
    """
    return made(
        "order_refused", id, at, common, order=order, sub_order=sub_order, freight_fen=freight_fen
    )


def LineReturned(
    *,
    id: Id,
    at: Instant,
    order: Id,
    line: int,
    quantity: int = 1,
    archived: bytes | None = None,
    **common: Unpack[Common],
) -> Event:
    """Say that pieces of a completed order line came back.

    Parameters
    ----------
    order : str or int
        The order.
    line : int
        The line of the order.
    quantity : int, default 1
        Pieces that came back.
    archived : bytes, optional
        The record that the line left when it closed, for a late return.
    """
    return made(
        "line_returned",
        id,
        at,
        common,
        order=order,
        line=line,
        quantity=quantity,
        archived=archived,
    )
