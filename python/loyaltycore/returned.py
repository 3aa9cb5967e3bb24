"""Rows that give something back, as line_returned events of the orders they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore.conversion import LONGEST_ID, grouped
from loyaltycore.history import positions

if TYPE_CHECKING:
    from loyaltycore.conversion import Flat

__all__ = ["append_returns"]


def append_returns(events: dict[str, Any], bought: Flat, gone: Flat) -> None:
    """Append a line_returned event for every row that gives something back.

    A row returns the line of its order with the same line number, else the same SKU, else the same
    category; else the first line. What the core refuses is counted in its refusals.
    """
    count = len(gone.amount)
    orders = np.asarray([str(each) for each in gone.optional["returns"].tolist()], dtype=object)
    sold = {str(order) for order in bought.order.tolist()}
    strangers = sum(order not in sold for order in orders.tolist())
    said = "of them name an order that the table does not have, and will be refused"
    bought.note("returns_of_unknown_orders", strangers, said)
    _, _, place = grouped(orders)
    ids = [f"{order}:return:{n}" for order, n in zip(orders, positions(place), strict=True)]
    _check_ids(ids, events["id"], gone)
    more: dict[str, Any] = {
        "id": np.asarray(ids, dtype=object),
        "order": orders,
        "member": gone.member,
        "kind": np.full(count, "line_returned", dtype=object),
        "occurred_at_us": gone.at,
        "line": _lines_of(bought, gone, orders),
        "quantity": np.maximum(np.abs(_pieces(gone)), 1),
    }
    before = len(events["id"])
    for name in {**events, **more}:
        events[name] = np.concatenate([_column(events, name, before), _column(more, name, count)])


def _check_ids(ids: list[str], taken: np.ndarray[Any, Any], gone: Flat) -> None:
    """Refuse the first return whose event would have no id of its own."""
    known = {*taken.tolist()}
    for at, event in enumerate(ids):
        if event in known:
            what = f"the event of this return would be called {event!r}, as an order is"
            raise gone.refused("returns", at, what, "give that order another id", "id_repeated")
        if len(event.encode()) > LONGEST_ID:
            suffix = event[event.rindex(":return:") :]
            what = f"the event of this return would be called {event[:20]}...{suffix}, too long"
            remedy = f"give orders ids of at most {LONGEST_ID - len(suffix)} bytes"
            raise gone.refused("returns", at, what, remedy, "id_invalid")


def _column(table: dict[str, Any], name: str, rows: int) -> np.ndarray[Any, Any]:
    """Return a column, or its neutral value in every row."""
    if name in table:
        column: np.ndarray[Any, Any] = table[name]
        return column
    neutral = {"line": 0, "quantity": 1}
    if name in neutral:
        return np.full(rows, neutral[name], dtype=np.int64)
    return np.full(rows, None, dtype=object)


def _pieces(flat: Flat) -> np.ndarray[Any, Any]:
    """Return the pieces of each row, one where the data has none."""
    pieces: np.ndarray[Any, Any] = flat.optional.get(
        "quantity", np.ones(len(flat.amount), np.int64)
    )
    return pieces


def _line_numbers(flat: Flat) -> np.ndarray[Any, Any]:
    """Return the line number of each purchase row."""
    if "line" in flat.optional:
        numbers: np.ndarray[Any, Any] = flat.optional["line"]
        return numbers
    _, _, place = grouped(flat.order)
    return positions(place)


def _lines_of(bought: Flat, gone: Flat, orders: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the line that each row gives back."""
    if "line" in gone.optional:
        return np.asarray(gone.optional["line"])
    wanted = set(orders.tolist())
    numbers = _line_numbers(bought)
    first: dict[tuple[str, str, object], int] = {}
    for row in range(len(bought.amount)):
        order = str(bought.order[row])
        if order not in wanted:
            continue
        first.setdefault((order, "", None), int(numbers[row]))
        for name in ("sku", "category"):
            if name in bought.optional:
                key = (order, name, bought.optional[name][row])
                first.setdefault(key, int(numbers[row]))
    out = np.zeros(len(orders), dtype=np.int64)
    for row, order in enumerate(orders.tolist()):
        keys = [
            (order, name, gone.optional[name][row])
            for name in ("sku", "category")
            if name in gone.optional
        ]
        out[row] = next((first[key] for key in [*keys, (order, "", None)] if key in first), 0)
    return out
