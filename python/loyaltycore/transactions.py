"""The flat table of purchases that people really have, into events.

The one place that converts: money from floats, times from a zone, missing columns to neutral
values. Each assumption is an argument, each conversion is exact and listed in the report.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from loyaltycore import _core
from loyaltycore.arguments import check_choice, refused_argument
from loyaltycore.conversion import (
    LARGEST_FEN,
    Flat,
    instants_of,
    money_of,
    whole_of,
)
from loyaltycore.habit import RedeemHabit, coupons_of, with_tenders
from loyaltycore.history import History, history, positions
from loyaltycore.keys import grouped, keys_of, names_of
from loyaltycore.returned import append_returns
from loyaltycore.tables import read_table

if TYPE_CHECKING:
    import datetime as dt

    from loyaltycore.tables import Table

__all__ = ["RedeemHabit", "Transactions", "events_from_transactions"]


@dataclass(frozen=True)
class Transactions:
    """Events made of a flat table, with the report of what was assumed.

    Attributes
    ----------
    events, lines, tenders : dict of ndarray or list
        The three tables, as `loyaltycore.history` takes them.
    report : list of str
        Every assumption, conversion and neutral value, each with its count.
    counts : dict of str to int
        The counts as numbers.
    """

    events: dict[str, Any]
    lines: dict[str, Any]
    tenders: dict[str, Any] | None
    report: list[str]
    counts: dict[str, int]
    kind: str
    _made: list[History] = field(default_factory=list, repr=False, compare=False)

    def history(self) -> History:
        """Return the events as a History, made once."""
        if not self._made:
            made = history(self.events, self.lines, self.tenders)
            self._made.append(History(made.core, self.kind))
        return self._made[0]

    def __str__(self) -> str:
        return "\n".join(f"- {each}" for each in self.report)

    def __repr__(self) -> str:
        counts = self.counts
        return f"<Transactions: {counts['events']:,} events, {counts['lines']:,} lines>"

    def _repr_html_(self) -> str:
        from html import escape

        return "<ul>" + "".join(f"<li>{escape(each)}</li>" for each in self.report) + "</ul>"


def events_from_transactions(
    data: Any,
    *,
    member: str,
    time: str,
    amount: str,
    currency_fen_per_unit: int = 100,
    order: str | None = None,
    line: str | None = None,
    category: str | None = None,
    quantity: str | None = None,
    channel: str | None = None,
    store: str | None = None,
    sku: str | None = None,
    coupon: str | None = None,
    returns: str | None = None,
    zone: str | dt.tzinfo | None = None,
    zero_amount: Literal["keep", "drop", "refuse"] = "refuse",
    zero_quantity: Literal["one", "drop", "refuse"] = "refuse",
    negative: Literal["returns", "refuse", "drop"] = "refuse",
    redeem: RedeemHabit | None = None,
) -> Transactions:
    """Make events of a flat table of purchases, one row a purchase line.

    Each order becomes one order_completed at the time of its first row: it was bought and received
    at once.

    Parameters
    ----------
    data : table
        pandas, Polars, pyarrow, DuckDB, an Arrow stream or a dict of NumPy arrays.
    member, time, amount : str
        Names of the columns of the member, the time and the money of the line.
    currency_fen_per_unit : int, default 100
        Fen for one unit of money, at least 1: 100 for yuan, 1 for fen, 700 for dollars at seven
        yuan. A float, of 32 bits too, stands for the shortest decimal that prints as it; the
        product is rounded half to even.
    order : str, optional
        Column of the order's id; without it every row is an order of its own.
    line, category, quantity, channel, store, sku : str, optional
        Columns of these; a missing one gets its neutral value and is listed in the report.
    coupon : str, optional
        Column of the money that coupons paid of the line, in units of `amount`; not negative.
    returns : str, optional
        Column that names the order a row gives back, as text or whole numbers; null for purchases.
        Such a row returns the line of the same `line`, else of the same `sku`, else `category`;
        else the first; of several the first that still has its pieces. Its money is not used. Its
        event is called "<order>:return:<n>".
    zone : str or tzinfo, optional
        Zone of naive times; without it naive times are refused.
    zero_amount : {"refuse", "keep", "drop"}
        What to do with lines of no money.
    zero_quantity : {"refuse", "one", "drop"}
        What to do with lines of no pieces; "one" takes them as one piece.
    negative : {"refuse", "returns", "drop"}
        What to do with lines of negative money or quantity; "returns" needs `returns`.
    redeem : RedeemHabit, optional
        How members use beans; without it nobody does.

    Returns
    -------
    Transactions
        Pass `.history()` to `replay`; print it to see what was assumed.

    Raises
    ------
    DataError
        A null, NaN, infinite, naive or otherwise unreadable value; names column, row and remedy.
        An argument that is none of its choices; names the argument.
    """
    check_choice("zero_amount", zero_amount, ("refuse", "keep", "drop"))
    check_choice("zero_quantity", zero_quantity, ("refuse", "one", "drop"))
    check_choice("negative", negative, ("refuse", "returns", "drop"))
    fen = _core.count(currency_fen_per_unit, "currency_fen_per_unit")
    if fen < 1:
        raise refused_argument("currency_fen_per_unit", f"got {fen}", "write at least 1")
    table = read_table(data, "transactions")
    names = {
        "line": line,
        "category": category,
        "quantity": quantity,
        "channel": channel,
        "store": store,
        "sku": sku,
        "coupon": coupon,
        "returns": returns,
    }
    named = {"member": member, "time": time, "amount": amount, "order": order} | names
    flat = _converted(table, named, fen, zone)
    _tell_equal(flat, of_one=order is not None)
    _drop(flat, zero_amount)
    _drop_pieces(flat, zero_quantity)
    gone = _split_negative(flat, negative)
    events, lines, tenders = _orders(flat, redeem)
    if gone is not None:
        append_returns(events, flat, gone)
    counts = flat.counts | {"events": len(events["id"]), "lines": len(lines["amount_fen"])}
    flat.report.append(
        f"{counts['events']:,} events with {counts['lines']:,} lines; every order is bought and "
        "received at the time of its first line"
    )
    return Transactions(events, lines, tenders, flat.report, counts, table.kind)


def _converted(table: Table, names: dict[str, str | None], fen: int, zone: Any) -> Flat:
    """Convert every column that was named, and say how."""
    given = {name: column for name, column in names.items() if column is not None}
    money, money_said = money_of(table, given["amount"], fen)
    at, time_said = instants_of(table, given["time"], zone)
    report = [money_said, time_said]
    optional: dict[str, Any] = {}
    for name, neutral in _NEUTRAL.items():
        if name not in given:
            report.append(neutral)
        elif name == "coupon":
            optional[name], said = money_of(table, given[name], fen)
            report.append(f"coupons, as {said}")
        elif name in _BOUNDS:
            optional[name] = whole_of(table, given[name], *_BOUNDS[name])
        elif name in {"sku", "returns"}:
            optional[name] = keys_of(table, given[name], needed=False)
        else:
            optional[name] = names_of(table, given[name])
    if "order" in given:
        orders = keys_of(table, given["order"], needed=True)
    else:
        report.append("no column of orders: every row is an order of its own")
        orders = np.arange(table.rows)
    members = keys_of(table, given["member"], needed=True)
    flat = Flat(members, at, money, orders, optional, report, given, np.arange(table.rows))
    if "coupon" in optional and (optional["coupon"] < 0).any():
        row = int((optional["coupon"] < 0).argmax())
        raise flat.refused("coupon", row, "is negative", "correct it", "value_negative")
    return flat


# What the core takes of a line; a negative quantity gives something back.
_BOUNDS = {"line": (0, 65_534), "quantity": (-1_000_000, 1_000_000)}
_NEUTRAL = {
    "line": "no column of lines: they are numbered from 1 as they stand in their order",
    "category": "no column of categories: none is given",
    "quantity": "no column of quantities: every line is one piece",
    "channel": "no column of channels: none is given",
    "store": "no column of stores: none is given",
    "sku": "no column of SKUs: none is given",
    "coupon": "no column of coupons: everything was paid in cash",
    "returns": "no column of returns: nothing comes back",
}


def _tell_equal(flat: Flat, *, of_one: bool) -> None:
    """Count the rows that equal an earlier one in all that was named."""
    columns = [flat.at, flat.amount, flat.member, *([flat.order] if of_one else [])]
    # Where few rows are alike in the first columns, the others are hardly read.
    rows, group = np.arange(len(flat.at)), np.zeros(len(flat.at), dtype=np.int64)
    for values in [*columns, *flat.optional.values()]:
        _, _, place = grouped(values[rows])
        _, group, sizes = np.unique(
            group * (len(rows) + 1) + place, return_inverse=True, return_counts=True
        )
        alike = sizes[group] > 1
        rows, group = rows[alike], group[alike]
    more = len(rows) - len(np.unique(group))
    if more:
        flat.note("equal_rows", more, "rows equal an earlier row; each counts")


def _drop(flat: Flat, choice: str) -> None:
    """Keep, leave out or refuse lines of no money."""
    zero = flat.amount == 0
    if not zero.any():
        return
    if choice == "refuse":
        remedy = "say zero_amount='keep' or 'drop'"
        raise flat.refused("amount", int(zero.argmax()), "is zero", remedy, "value_zero")
    if choice == "drop":
        flat.keep(~zero)
    words = "kept" if choice == "keep" else "left out"
    flat.note("zero_amount", int(zero.sum()), f"lines of no money are {words}")


def _drop_pieces(flat: Flat, choice: str) -> None:
    """Take as one, leave out or refuse lines of no pieces."""
    if "quantity" not in flat.optional:
        return
    zero = flat.optional["quantity"] == 0
    if not zero.any():
        return
    if choice == "refuse":
        remedy = "say zero_quantity='one' or 'drop'"
        raise flat.refused("quantity", int(zero.argmax()), "is zero", remedy, "value_zero")
    if choice == "drop":
        flat.keep(~zero)
    else:
        flat.optional["quantity"][zero] = 1
    words = "left out" if choice == "drop" else "taken as one piece"
    flat.note("zero_quantity", int(zero.sum()), f"lines of no pieces are {words}")


def _split_negative(flat: Flat, choice: str) -> Flat | None:
    """Take the rows that give something back out of the purchases."""
    pieces = flat.optional.get("quantity")
    negative = flat.amount < 0 if pieces is None else (flat.amount < 0) | (pieces < 0)
    if "returns" in flat.optional:
        negative |= np.asarray([each is not None for each in flat.optional["returns"]], dtype=bool)
    if not negative.any():
        return None
    first = int(negative.argmax())
    if choice == "refuse":
        what = "is negative, or gives something back"
        remedy = "say negative='returns' with returns=, or negative='drop'"
        raise flat.refused("amount", first, what, remedy, "value_negative")
    if choice == "returns" and "returns" not in flat.optional:
        what = "is negative, and no column says of which order"
        remedy = "name it by returns=, or say negative='drop'"
        raise flat.refused("amount", first, what, remedy, "value_negative")
    gone = dataclasses.replace(flat)
    gone.keep(negative)
    flat.keep(~negative)
    if choice == "drop":
        flat.note("negative", int(negative.sum()), "negative lines are left out")
        return None
    flat.note("returns", int(negative.sum()), "lines give something back")
    return gone


def _refuse_repeated_lines(flat: Flat, order_of: np.ndarray[Any, Any]) -> None:
    """Refuse the first row whose line stands in its order already."""
    numbers = np.asarray(flat.optional["line"])
    rows = np.lexsort((np.arange(len(numbers)), numbers, order_of))
    same = (np.diff(order_of[rows]) == 0) & (np.diff(numbers[rows]) == 0)
    if same.any():
        row = int(rows[1:][same].min())
        what = f"line {numbers[row]} stands twice in order {flat.order[row]}"
        remedy = "number the lines of an order, or leave out `line`"
        raise flat.refused("line", row, what, remedy, "line_repeated")


def _orders(
    flat: Flat, habit: RedeemHabit | None
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any] | None]:
    """Group the lines by order; each order is one event at the time of its first row."""
    keys, first, order_of = grouped(flat.order)
    starts = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(starts, order_of, flat.at)
    if len(flat.member) and (flat.member != flat.member[first][order_of]).any():
        row = int((flat.member != flat.member[first][order_of]).argmax())
        what = f"order {flat.order[row]} belongs to two members"
        remedy = "order ids are unique; make them of member and order"
        raise flat.refused("order", row, what, remedy, "order_shared")
    if "line" in flat.optional:
        _refuse_repeated_lines(flat, order_of)
    texts = np.asarray([str(each) for each in keys.tolist()], dtype=object)
    events: dict[str, Any] = {
        "id": texts,
        "order": texts,
        "member": flat.member[first],
        "kind": np.full(len(texts), "order_completed", dtype=object),
        "occurred_at_us": starts,
    }
    for name in ("channel", "store"):
        if name in flat.optional:
            events[name] = flat.optional[name][first]
    lines: dict[str, Any] = {
        "event_row": order_of.astype(np.int64),
        "amount_fen": flat.amount,
        "line": flat.optional.get("line", positions(order_of)),
    }
    for name in ("category", "quantity", "sku", "store"):
        if name in flat.optional:
            lines[name] = flat.optional[name]
    goods = np.zeros(len(keys), dtype=np.int64)
    np.add.at(goods, order_of, flat.amount)
    if (goods > LARGEST_FEN).any():
        at = int(first[(goods > LARGEST_FEN).argmax()])
        what = f"the lines of order {flat.order[at]} are more than 10^13 fen together"
        raise flat.refused("amount", at, what, "check currency_fen_per_unit", "value_range")
    coupons = coupons_of(flat, order_of, goods, habit)
    return with_tenders(events, lines, coupons, goods, habit, flat)
