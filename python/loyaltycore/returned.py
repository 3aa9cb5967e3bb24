"""Rows that give something back, as line_returned events of the orders they name."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore.history import positions
from loyaltycore.keys import LONGEST_ID, grouped

if TYPE_CHECKING:
    from loyaltycore.conversion import Flat

__all__ = ["append_returns"]


def append_returns(events: dict[str, Any], bought: Flat, gone: Flat) -> None:
    """Append a line_returned event for every row that gives something back.

    A row returns the line of its order with the same line number, else the same SKU, else the same
    category; else the first; of several that still has pieces. What the core refuses is counted in
    its refusals.
    """
    count = len(gone.amount)
    orders = np.asarray([str(each) for each in gone.optional["returns"].tolist()], dtype=object)
    sold = _Sold(bought, {*orders.tolist()})
    _tell_orders(bought, gone, sold, orders.tolist())
    _, _, place = grouped(orders)
    ids = [f"{order}:return:{n}" for order, n in zip(orders, positions(place), strict=True)]
    _check_ids(ids, events["id"], gone)
    more: dict[str, Any] = {
        "id": np.asarray(ids, dtype=object),
        "order": orders,
        "member": gone.member,
        "kind": np.full(count, "line_returned", dtype=object),
        "occurred_at_us": gone.at,
        "line": _lines_of(sold, gone, orders),
        "quantity": np.maximum(np.abs(_pieces(gone)), 1),
    }
    before = len(events["id"])
    for name in {**events, **more}:
        events[name] = np.concatenate([_column(events, name, before), _column(more, name, count)])


class _Sold:
    """The purchase rows of the orders that come back, by what a return may name them by."""

    def __init__(self, flat: Flat, wanted: set[str]) -> None:
        self.flat = flat
        self.numbers = _line_numbers(flat)
        self.pieces = _pieces(flat)
        self._left = self.pieces.copy()
        self._rows: dict[tuple[str, str, object], deque[int]] = {}
        self.starts: dict[str, int] = {}
        self.owners: dict[str, object] = {}
        for row, key in enumerate(flat.order.tolist()):
            order = str(key)
            if order not in wanted:
                continue
            self.starts[order] = min(self.starts.get(order, int(flat.at[row])), int(flat.at[row]))
            self.owners[order] = flat.member[row]
            names = [("", None), ("line", int(self.numbers[row]))]
            names += [
                (name, flat.optional[name][row])
                for name in ("sku", "category")
                if name in flat.optional
            ]
            for name, value in names:
                self._rows.setdefault((order, name, value), deque()).append(row)

    def has(self, order: str, name: str, value: object) -> bool:
        """Tell whether an order has a line of this name."""
        return (order, name, value) in self._rows

    def take(self, order: str, name: str, value: object, pieces: int) -> int:
        """Take pieces of the first line of this name that still has them; return its row."""
        rows = self._rows[(order, name, value)]
        while len(rows) > 1 and not self._left[rows[0]]:
            rows.popleft()
        row = next((row for row in rows if self._left[row] >= pieces), rows[0])
        self._left[row] = max(int(self._left[row]) - pieces, 0)
        return row


def _tell_orders(bought: Flat, gone: Flat, sold: _Sold, orders: list[str]) -> None:
    """Count the returns of orders that their member has not, or not yet."""
    strangers = sum(order not in sold.starts for order in orders)
    said = "of them name an order that the table does not have, and will be refused"
    bought.note("returns_of_unknown_orders", strangers, said)
    early = sum(
        order in sold.starts and (sold.owners[order] != gone.member[row] or at < sold.starts[order])
        for row, (order, at) in enumerate(zip(orders, gone.at.tolist(), strict=True))
    )
    if early:
        said = "of them name an order of another member, or one bought later, and will be refused"
        bought.note("returns_of_others_orders", early, said)


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


def _lines_of(sold: _Sold, gone: Flat, orders: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the line that each row gives back, and tell where that had to be guessed."""
    out = np.array(gone.optional.get("line", np.zeros(len(orders), dtype=np.int64)))
    names = ["line"] if "line" in gone.optional else ["sku", "category"]
    given = {name: gone.optional[name] for name in names if name in gone.optional}
    pieces = np.maximum(np.abs(_pieces(gone)), 1).tolist()
    unknown = other = 0
    for at, order in enumerate(orders.tolist()):
        named = [(name, values[at]) for name, values in given.items()]
        found = [pair for pair in named if sold.has(order, *pair)]
        if "line" not in given and sold.has(order, "", None):
            unknown += any(
                name == "sku" and value is not None and (name, value) not in found
                for name, value in named
            )
            found.append(("", None))
        if not found:
            continue
        row = sold.take(order, *found[0], pieces[at])
        out[at] = sold.numbers[row]
        other += _is_other_price(sold, row, pieces[at], abs(int(gone.amount[at])))
    if unknown:
        said = "returns name a SKU that their order does not have: the line of their category, "
        sold.flat.note("returns_of_unknown_skus", unknown, said + "else the first, is given back")
    if other:
        said = "returns have another amount than their pieces cost: amounts of returns are not used"
        sold.flat.note("returns_of_other_amounts", other, said)
    return out


def _is_other_price(sold: _Sold, row: int, pieces: int, amount: int) -> bool:
    """Tell whether an amount is not the price of so many pieces of a line, to the fen."""
    of = int(sold.pieces[row])
    return abs(amount * of - int(sold.flat.amount[row]) * pieces) >= of
