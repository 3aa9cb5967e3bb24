"""Columns of the tables of events, lines and tenders, as the core takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltycore.attached import ATTACHED, attached_of
from loyaltycore.columns import lists_of, numbers_of, texts_of
from loyaltycore.tables import refused
from loyaltycore.time_columns import times_of

if TYPE_CHECKING:
    from loyaltycore.errors import DataError
    from loyaltycore.tables import Table

__all__ = ["OCCURRED", "event_columns", "line_columns", "tender_columns"]

_EVENT_NUMBERS = [
    "sequence",
    "sub_order",
    "line",
    "quantity",
    "amount_fen",
    "freight_fen",
    "beans",
    "growth",
    "value",
    "ordinal",
    "in_doubt",
    "copied_percent",
    "duplicate_percent",
    "reporters",
]
_EVENT_NAMES = [
    *("declared", "channel", "category", "store", "brand", "item", "input"),
    *("tier", "purse", "ladder"),
]
_EVENT_IDS = ["sku", "order", "subject", "group", "token"]
_EVENT_TIMES = ["recorded_at", "expires_at", "completed_at"]
_LINE_NUMBERS = ["line", "sub_order", "quantity", "amount_fen"]
_LINE_NAMES = ["category", "store", "brand", "channel"]
OCCURRED = ("occurred_at_us", "occurred_at", "at", "at_us")
# What callers call a column; by its letters `time` would be nearest to `tier`.
_MEANT = dict.fromkeys(("time", "times", "timestamp", "datetime", "date", "when"), "at")


def event_columns(table: Table) -> dict[str, Any]:
    """Return the columns of an event table, as the core takes them."""
    out: dict[str, Any] = {"rows": table.rows}
    known = {
        "id",
        "member",
        "kind",
        "labels",
        "segments",
        *ATTACHED,
        *OCCURRED,
        *_EVENT_NUMBERS,
        *_EVENT_NAMES,
        *_EVENT_IDS,
        *_EVENT_TIMES,
        *(f"{each}_us" for each in _EVENT_TIMES),
    }
    _check_known(table, known)
    out["id"] = texts_of(table, "id", ids=True)
    out["member"] = texts_of(table, "member", needed=True, ids=True)
    out["kind"] = texts_of(table, "kind", needed=True)
    out["occurred_at_us"] = _one_time(table, OCCURRED, "occurred_at", needed=True)
    for name in _EVENT_TIMES:
        names = (f"{name}_us", name)
        if any(each in table for each in names):
            out[f"{name}_us"] = _one_time(table, names, name)
    _add(out, table, _EVENT_NUMBERS, _EVENT_NAMES, _EVENT_IDS)
    for name in ("labels", "segments"):
        if name in table:
            out[name] = lists_of(table, name)
    for name in ATTACHED:
        if name in table:
            out[name] = attached_of(table, name)
    return out


def _one_time(
    table: Table, names: tuple[str, ...], missing: str, *, needed: bool = False
) -> tuple[Any, Any, Any]:
    """Return the time that one or more columns tell; they must tell the same."""
    given = [name for name in names if name in table] or [missing]
    specs = [
        (numbers_of if name.endswith("_us") else times_of)(table, name, needed=needed)
        for name in given
    ]
    first = specs[0]
    for name, other in zip(given[1:], specs[1:], strict=True):
        differ = first[0] != other[0]
        for mine, theirs in ((first[1], other[1]), (other[1], first[1])):
            if mine is not None:
                differ |= (mine == 0) & (True if theirs is None else theirs != 0)
        if differ.any():
            raise refused(
                name,
                int(differ.argmax()),
                f"it tells another time than column {given[0]}",
                "drop one of the two columns",
                "columns_disagree",
            )
    return first


def line_columns(table: Table) -> dict[str, Any]:
    """Return the columns of a line table, as the core takes them."""
    known = {"event_id", "event_row", "sku", "labels", *_LINE_NUMBERS, *_LINE_NAMES}
    _check_known(table, known)
    out = _joined(table)
    numbers_of(table, "amount_fen", needed=True)
    _add(out, table, _LINE_NUMBERS, _LINE_NAMES, ["sku"])
    if "labels" in table:
        out["labels"] = lists_of(table, "labels")
    return out


def tender_columns(table: Table) -> dict[str, Any]:
    """Return the columns of a tender table, as the core takes them."""
    _check_known(table, {"event_id", "event_row", "kind", "amount_fen"})
    out = _joined(table)
    out["kind"] = texts_of(table, "kind", needed=True)
    out["amount_fen"] = numbers_of(table, "amount_fen", needed=True)
    return out


def _joined(table: Table) -> dict[str, Any]:
    """Return the number of rows and the join of a table of parts."""
    out: dict[str, Any] = {"rows": table.rows}
    if "event_row" in table:
        out["event_row"] = numbers_of(table, "event_row", needed=True)
    else:
        out["event_id"] = texts_of(table, "event_id", needed=True, ids=True)
    return out


def _add(
    out: dict[str, Any], table: Table, numbers: list[str], names: list[str], ids: list[str]
) -> None:
    """Add the optional columns that the table has."""
    for name in numbers:
        if name in table:
            out[name] = numbers_of(table, name)
    for name in names:
        if name in table:
            out[name] = texts_of(table, name)
    for name in ids:
        if name in table:
            out[name] = texts_of(table, name, ids=True)


def _check_known(table: Table, known: set[str]) -> None:
    """Refuse a column that no event has: a typo must not become a neutral value."""
    from difflib import get_close_matches

    for name in table.columns:
        if name not in known:
            if table.what == "events" and "kind" not in table:
                raise _purchases(name)
            meant = _MEANT.get(name.lower())
            near = [meant] if meant in known else get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}? else " if near else ""
            raise refused(
                name,
                None,
                f"no {table.what} table has this column",
                f"{hint}drop it before",
                "column_unknown",
            )


def _purchases(name: str) -> DataError:
    """Return the error for a table without `kind`: it tells purchases, not events."""
    return refused(
        name,
        None,
        "this looks like purchases, not events: no column is called 'kind'",
        "make events of them with loyaltycore.events_from_transactions",
        "column_unknown",
    )
