"""Events of many members, checked, grouped and sorted once; replayed many times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from loyaltycore import _core
from loyaltycore.errors import DataError
from loyaltycore.event_columns import OCCURRED, event_columns, line_columns, tender_columns
from loyaltycore.frames import default_kind
from loyaltycore.tables import Table, read_table, refused
from loyaltycore.words import instant_text, table_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from loyaltycore._core import Event
    from loyaltycore._events.common import Id

__all__ = ["History", "history"]


class History:
    """Events of many members, checked, grouped and sorted once.

    Made by `loyaltycore.history`. The order of the rows that came in leaves no trace. Immutable:
    use it from any thread.
    """

    __slots__ = ("core", "kind")

    def __init__(self, core: _core.History, kind: str) -> None:
        self.core = core
        self.kind = kind
        """Kind of the tables that came in, and of those that go out."""

    @property
    def events(self) -> int:
        """Number of events."""
        return self.core.events

    @property
    def lines(self) -> int:
        """Number of order lines."""
        return self.core.lines

    @property
    def members(self) -> int:
        """Number of members."""
        return self.core.members

    @property
    def latest(self) -> int:
        """Latest recorded time of all events but ticks, microseconds since 1970-01-01 UTC."""
        return self.core.latest

    @property
    def nbytes(self) -> int:
        """Bytes that it keeps."""
        return self.core.nbytes

    def numbered(self, *kinds: str, by: Literal["sku", "kind"] = "sku") -> History:
        """Return a copy whose events of these kinds are numbered by their `ordinal`.

        The first event of a series gets 1, the next 2, over all members, by recorded time and id; a
        retry has the number of its first. An event that brought an ordinal keeps it and counts, and
        no other event of its series gets that number. So are shared limits issued: the first ten
        photos of an item (`max_ordinal`) by SKU, a budget of all members
        (`caps.programme_budget`) by kind. Whether a programme accepts an event is not asked: a
        refused one counts too.

        Parameters
        ----------
        *kinds : str
            Names of loyaltycore.EVENT_KINDS, or own kinds of the data; a tick takes no number.
        by : {"sku", "kind"}, default "sku"
            What a series is: a kind and SKU (events without a SKU are counted by their kind), or a
            kind over all SKUs.

        Raises
        ------
        DataError
            `kind_unknown`: no kind has this name; `series_unknown`: another `by`.
        TypeError
            No kind, or something that is no str.

        Examples
        --------
        >>> history = lc.history(events).numbered("photo_shown")  # doctest: +SKIP
        """
        _check_named(kinds)
        if by not in ("sku", "kind"):
            remedy = "write sku (a series for each) or kind (one over all SKUs)"
            raise DataError(
                f"by: {by!r} is no series; {remedy}",
                column="by",
                remedy=remedy,
                code="series_unknown",
            )
        return History(self.core.numbered(kinds, by == "kind"), self.kind)

    def member_ids(self) -> list[str]:
        """Return the members' ids as text, sorted by it."""
        return self.core.member_ids()

    def events_of(self, member: Id) -> list[Event]:
        """Return the events of one member, in the order in which they are decided.

        Parameters
        ----------
        member : str or int
            Its id.

        Returns
        -------
        list of Event
            As they came in. A `recorded_at` that is `occurred_at` is left out, and so is a
            `sequence` that not every event of the member (ticks apart) has, and that of a tick.

        Raises
        ------
        DataError
            No event is of this member.
        """
        return self.core.events_of(member)

    def __len__(self) -> int:
        return self.events

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError(
            "a History does not pickle: send its tables or events, and make it again there"
        )

    def __repr__(self) -> str:
        return (
            f"<History: {self.events:,} events of {self.members:,} members, {self.lines:,} lines, "
            f"until {instant_text(self.latest)}>"
        )

    def _repr_html_(self) -> str:
        rows = [
            ("events", f"{self.events:,}"),
            ("members", f"{self.members:,}"),
            ("lines", f"{self.lines:,}"),
            ("latest", instant_text(self.latest)),
            ("MB", f"{self.nbytes / 1e6:.1f}"),
        ]
        return "<b>History</b>" + table_html(("what", "value"), rows)


def history(events: Any, lines: Any = None, tenders: Any = None) -> History:
    """Check, group and sort the events of many members.

    Parameters
    ----------
    events : iterable of Event, or a table
        A table has a row an event: `id`, `member` (int64 or text), `kind` (names of
        loyaltycore.EVENT_KINDS), `at` or `occurred_at` (aware datetimes) or `occurred_at_us` (int64
        microseconds UTC), and any other field of an event by its name; money is int64 `*_fen`;
        `labels` and `segments` are lists of str; `archived` (of a late return) is the bytes that
        Result.archived gave, or them in hexadecimal; `quoted` (of a placement) is the text of
        Quote.numbers.to_json(). A null is a field that is not given; so is what a NumPy mask hides.
        Rows may come in any order. An Arrow stream is read to its end.
    lines : table, optional
        A row an order line: `event_id`, `line`, `amount_fen`, and sub_order, sku, category, store,
        brand, channel, labels, quantity. Without `line`, lines are numbered from 1 as they stand.
    tenders : table, optional
        A row a tender: `event_id`, `kind`, `amount_fen`.

    Returns
    -------
    History
        To be replayed as often as you like.

    Raises
    ------
    DataError
        A float of money, a naive time, a null or a wrong type, two columns that tell one time
        differently, a table of purchases; names column, row and remedy.

    See Also
    --------
    events_from_transactions : Events of a table of purchases.

    Notes
    -----
    One sort of n events; the tables are copied once, narrowed to the values they hold.
    """
    if isinstance(events, History):
        return events
    if _is_transactions(events):
        made: History = events.history()
        return made
    if isinstance(events, list | tuple) or _is_iterator(events):
        return _of_events(events, default_kind())
    table = read_table(events, "events")
    of_events = event_columns(table)
    of_lines = _part_columns(lines, "lines", line_columns)
    of_tenders = _part_columns(tenders, "tenders", tender_columns)
    try:
        core = _core.History.from_columns(of_events, of_lines, of_tenders)
    except DataError as error:
        raise _in_callers_words(error, table) from None
    return History(core, table.kind)


def _check_named(kinds: tuple[object, ...]) -> None:
    """Refuse a list of kinds, and none."""
    wrong = [type(kind).__name__ for kind in kinds if not isinstance(kind, str)]
    if wrong or not kinds:
        how = 'name each kind, as in numbered("photo_shown", "login")'
        raise TypeError(f"numbered: got {wrong[0] if wrong else 'no kind'}; {how}")


def _is_transactions(events: Any) -> bool:
    """Tell what events_from_transactions made; its module is asked only where it is in use."""
    import sys

    module = sys.modules.get("loyaltycore.transactions")
    return module is not None and isinstance(events, module.Transactions)


def _part_columns(data: Any, what: str, read: Callable[[Table], dict[str, Any]]) -> dict[str, Any]:
    """Return the columns of a table beside the events; an error names the table too."""
    if data is None:
        return {}
    try:
        return read(read_table(data, what))
    except DataError as error:
        message = str(error).replace(f"column {error.column}", f"column {what}.{error.column}", 1)
        raise DataError(
            message, column=error.column, row=error.row, remedy=error.remedy, code=error.code
        ) from None


def _is_iterator(events: Any) -> bool:
    """Tell a generator of events from a table; a reader of Arrow batches has `__next__` too."""
    return hasattr(events, "__next__") and not hasattr(events, "__arrow_c_stream__")


def _in_callers_words(error: DataError, events: Table) -> DataError:
    """Return an error of the core under the name that the column has in the caller's table."""
    what, _, name = error.column.partition(".")
    shown = name
    if what == "events" and name not in events:
        field = name.removesuffix("_us")
        names = OCCURRED if name == "occurred_at_us" else (field,)
        shown = next((each for each in names if each in events), name)
    message = str(error).replace(error.column, f"{what}.{shown}", 1)
    return DataError(
        message, column=shown or what, row=error.row, remedy=error.remedy, code=error.code
    )


def _of_events(events: Iterable[_core.Event], kind: str) -> History:
    """Make a history of single events."""
    rows = list(events)
    for row, event in enumerate(rows):
        if not isinstance(event, _core.Event):
            raise refused(
                "events", row, f"got {type(event).__name__}", "pass Event objects", "event_type"
            )
        if event.member is None and event.kind != "tick":
            raise refused(
                "member", row, "the event names no member", "make it with member=", "null"
            )
    return History(_core.History.from_events(rows), kind)


def positions(keys: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the position, from 1, of each row among the rows of its key."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(keys) else order
    counts = np.diff(np.r_[starts, len(keys)])
    out = np.empty(len(keys), dtype=np.int64)
    out[order] = np.arange(len(keys)) - np.repeat(starts, counts) + 1
    return out
