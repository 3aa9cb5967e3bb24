"""What pays the orders of a flat table: coupons, cash, and beans where members have the habit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore import _core
from loyaltycore.arguments import refused_argument
from loyaltycore.conversion import LARGEST_FEN
from loyaltycore.history import positions
from loyaltycore.keys import LONGEST_ID, grouped
from loyaltycore.words import yuan

if TYPE_CHECKING:
    from loyaltycore.conversion import Flat

__all__ = ["RedeemHabit", "coupons_of", "with_tenders"]


@dataclass(frozen=True, kw_only=True)
class RedeemHabit:
    """How members use beans, where the data knows nothing of them.

    At every `every`-th order of a member whose goods are at least `min_amount_fen`, the door asks
    to pay `money_fen` with beans; if the core refuses, the same order comes without them. How many
    beans that money is, and whether they may pay, the programme alone says. The events of an order
    are called "<order>:beans" and "<order>:plain"; of an order that asks, the one that is not
    booked counts as refused.

    Parameters
    ----------
    money_fen : int
        Money that beans shall pay, fen, at least 1.
    every : int, default 1
        Every how-manyeth large enough order asks, at least 1.
    min_amount_fen : int, default 0
        Goods from which an order is large enough, fen.

    Raises
    ------
    DataError
        A number that is no int; `money_fen` or `every` below 1; `min_amount_fen` below 0.
    """

    money_fen: int
    every: int = 1
    min_amount_fen: int = 0

    def __post_init__(self) -> None:
        for name, least in (("money_fen", 1), ("every", 1), ("min_amount_fen", 0)):
            number = _core.count(getattr(self, name), name)
            if not least <= number <= LARGEST_FEN:
                raise refused_argument(name, f"got {number}", f"write an int from {least} to 10^13")


def coupons_of(
    flat: Flat,
    order_of: np.ndarray[Any, Any],
    goods: np.ndarray[Any, Any],
    habit: RedeemHabit | None,
) -> np.ndarray[Any, Any] | None:
    """Return the money that coupons paid of each order; None if there is neither that nor beans."""
    if "coupon" not in flat.optional and habit is None:
        return None
    coupons = np.zeros(len(goods), dtype=np.int64)
    if "coupon" in flat.optional:
        np.add.at(coupons, order_of, flat.optional["coupon"])
        over = coupons > goods
        if over.any():
            flat.note("coupons_cut", int(over.sum()), "orders have coupons beyond their value: cut")
        coupons = np.minimum(coupons, goods)
        flat.note("coupons", int((coupons > 0).sum()), "orders are paid in part by coupons")
    return coupons


def _tender_rows(
    rows: np.ndarray[Any, Any], kind: str, amounts: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return tenders of one kind, none of zero."""
    chosen = amounts > 0
    return rows[chosen], np.full(int(chosen.sum()), kind, dtype=object), amounts[chosen]


def with_tenders(
    events: dict[str, Any],
    lines: dict[str, Any],
    coupons: np.ndarray[Any, Any] | None,
    goods: np.ndarray[Any, Any],
    habit: RedeemHabit | None,
    flat: Flat,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any] | None]:
    """Add the orders that ask to pay with beans, each before the same order without them."""
    if coupons is None:
        return events, lines, None
    rows = np.arange(len(goods))
    parts = [_tender_rows(rows, "coupon", coupons), _tender_rows(rows, "cash", goods - coupons)]
    if habit is not None:
        asking = _asking(events, goods, coupons, habit)
        check_room(flat, events["id"], ":plain")
        parts += _attempts(events, lines, goods, coupons, asking, habit)
        flat.note(
            "attempts",
            len(asking),
            f"orders ask first to pay {yuan(habit.money_fen)} yuan with beans, and come without "
            "them if that is refused",
        )
    tenders = {
        "event_row": np.concatenate([part[0] for part in parts]).astype(np.int64),
        "kind": np.concatenate([part[1] for part in parts]),
        "amount_fen": np.concatenate([part[2] for part in parts]).astype(np.int64),
    }
    return events, lines, tenders


def check_room(flat: Flat, orders: np.ndarray[Any, Any], suffix: str) -> None:
    """Refuse the first order whose id leaves no room for what the ids of its events end in."""
    room = LONGEST_ID - len(suffix)
    for order in orders.tolist():
        if len(order.encode()) > room:
            row = int(np.argmax(flat.order.astype(str) == order))
            what = f"its event would be called {order[:20]}...{suffix}, which is too long for an id"
            remedy = f"give orders ids of at most {room} bytes"
            raise flat.refused("order", row, what, remedy, "id_invalid")


def _asking(
    events: dict[str, Any],
    goods: np.ndarray[Any, Any],
    coupons: np.ndarray[Any, Any],
    habit: RedeemHabit,
) -> np.ndarray[Any, Any]:
    """Return the rows of the orders that ask: every n-th large enough one of a member."""
    large = np.flatnonzero((goods >= habit.min_amount_fen) & (goods - coupons >= habit.money_fen))
    by_time = large[np.argsort(events["occurred_at_us"][large], kind="stable")]
    _, _, members = grouped(events["member"][by_time])
    return np.asarray(by_time[positions(members) % habit.every == 0])


def _attempts(
    events: dict[str, Any],
    lines: dict[str, Any],
    goods: np.ndarray[Any, Any],
    coupons: np.ndarray[Any, Any],
    asking: np.ndarray[Any, Any],
    habit: RedeemHabit,
) -> list[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """Append the orders with beans to the tables; return their tenders."""
    count = len(goods)
    rows = np.arange(count, count + len(asking))
    # Ids sort by their text at one instant: what asks for beans comes first.
    ids = events["id"]
    for name, values in events.items():
        events[name] = np.concatenate([values, values[asking]])
    plain = [f"{each}:plain" for each in ids] + [f"{each}:beans" for each in ids[asking]]
    events["id"] = np.asarray(plain, dtype=object)
    twin = np.full(count, -1)
    twin[asking] = rows
    again = np.flatnonzero(twin[lines["event_row"]] >= 0)
    moved = twin[lines["event_row"][again]]
    for name, values in lines.items():
        more = moved if name == "event_row" else values[again]
        lines[name] = np.concatenate([values, more])
    beans = np.full(len(asking), habit.money_fen)
    cash = goods[asking] - coupons[asking] - habit.money_fen
    return [
        _tender_rows(rows, "coupon", coupons[asking]),
        _tender_rows(rows, "beans", beans),
        _tender_rows(rows, "cash", cash),
    ]
