"""Replay of a sorted stream: in memory are one chunk, one open member, and the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from loyaltycore import _core
from loyaltycore.errors import DataError
from loyaltycore.frames import default_kind
from loyaltycore.history import History, history

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["chunks_of", "replay_stream"]

_EVENTS_PER_CHUNK = 65_536
_MOST_TABLES = 3


def replay_stream(
    program: _core.Program,
    stream: Any,
    threads: int,
    outputs: Sequence[str],
    as_of: int | None,
    report: Callable[[int, int], object] | None,
) -> tuple[dict[str, Any], str]:
    """Replay chunk by chunk; return what the core made, and the kind of the first table.

    Raises
    ------
    DataError
        No `as_of`; a chunk that cannot be read; a row that goes backwards, counted from the start.
    """
    if as_of is None:
        remedy = "pass as_of=, an instant at or after the latest event"
        what = "a sorted stream is settled member by member, so its end must be known before"
        message = f"as_of: {what}; {remedy}"
        raise DataError(message, column="as_of", remedy=remedy, code="as_of_missing")
    core = _core.ReplayStream(program, threads, list(outputs), as_of)
    kind: str | None = None
    rows = 0
    for number, chunk in enumerate(chunks_of(stream)):
        try:
            past = chunk if isinstance(chunk, History) else history(*chunk)
        except DataError as error:
            error.add_note(f"in chunk {number} of the stream, whose first row is row {rows}")
            raise
        kind = kind or past.kind
        # A History came sorted out of its own making: only its borders can be wrong.
        core.feed(past.core, not isinstance(chunk, History), report)
        rows += past.events
    return core.finish(), kind or default_kind()


def chunks_of(stream: Any) -> Iterator[History | tuple[Any, ...]]:
    """Return the chunks of a stream: histories, or tables of events, lines and tenders.

    Parameters
    ----------
    stream : iterable, table or History
        Of tables, of tuples (events, lines, tenders), of History, or of Event, which are put
        together to chunks. A table, a tuple or a History alone is a stream of one chunk.
    """
    if isinstance(stream, tuple) or _is_table(stream):
        yield _chunk(stream)
        return
    events: list[_core.Event] = []
    for item in stream:
        if isinstance(item, _core.Event):
            events.append(item)
            if len(events) < _EVENTS_PER_CHUNK:
                continue
        if events:
            yield (events,)
            events = []
        if not isinstance(item, _core.Event):
            yield _chunk(item)
    if events:
        yield (events,)


def _is_table(data: Any) -> bool:
    """Tell a table, or a History, from an iterable of chunks."""
    if hasattr(data, "__next__") or isinstance(data, list):
        return False
    is_known = isinstance(data, History | Mapping) or hasattr(data, "__arrow_c_stream__")
    return is_known or not isinstance(data, Iterable)


def _chunk(item: Any) -> History | tuple[Any, ...]:
    """Return one chunk as a History, or as the arguments of `history`."""
    if isinstance(item, History):
        return item
    if not isinstance(item, tuple):
        return (item,)
    if not 1 <= len(item) <= _MOST_TABLES:
        remedy = "pass (events, lines, tenders), the last two as they are there"
        message = f"a chunk has {len(item)} tables; {remedy}"
        raise DataError(message, column="chunk", remedy=remedy, code="chunk_invalid")
    return item
