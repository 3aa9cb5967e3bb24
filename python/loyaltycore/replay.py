"""Replay a whole history under one programme; replay_result.py holds what comes out.

Every event goes through the same rules as online. Nothing depends on the number of threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from loyaltycore import _core
from loyaltycore.errors import DataError
from loyaltycore.frames import check_kind
from loyaltycore.history import history
from loyaltycore.program import needs_program
from loyaltycore.progress_bar import Bar
from loyaltycore.replay_result import Replay
from loyaltycore.stream import replay_stream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loyaltycore._events.common import Instant
    from loyaltycore.program import Program

__all__ = ["Output", "replay"]

Output = Literal["members", "ledger", "monthly", "refusals", "archived"]


def replay(
    program: Program,
    events: Any,
    *,
    sorted: bool = False,  # noqa: A002 - what a stream is, in one word
    threads: int = 0,
    progress: bool | Callable[[int, int], object] | None = None,
    outputs: Sequence[Output] = ("members", "monthly", "refusals"),
    as_of: Instant | None = None,
    kind: str | None = None,
) -> Replay:
    """Replay a history under a programme.

    Parameters
    ----------
    program : Program
        The rules.
    events : History, table, or iterable of Event; with `sorted` an iterable of chunks
        What happened; a table is taken as by `loyaltycore.history`. A chunk is a table of events,
        a tuple (events, lines, tenders) with the lines and tenders of these events, or a History;
        events one by one are put together to chunks.
    sorted : bool, default False
        The rows stand in order already, so only one chunk at a time is in memory: members by the
        text of their ids, the events of one by `sequence` where they have one (ticks too, here),
        else by `recorded_at` and the text of their ids. A border may lie inside a member. Needs
        `as_of`.
    threads : int, default 0
        At most so many; 0 uses every core. No result depends on it.
    progress : bool or callable, optional
        True shows a bar; a callable gets (events done, events in all) about ten times a second;
        of a sorted stream, events in all chunks that came so far.
    outputs : sequence of str
        Tables to make; "ledger" (a row an effect) and "archived" (a row a closed line) are left out
        unless asked for.
    as_of : datetime or int, optional
        Settle every member to here at the end; default: the latest event that is no tick. Ticks
        recorded after it are counted and left out: they cannot make a replay reach further.
    kind : str, optional
        Kind of the tables that come out: pandas, polars, pyarrow, duckdb, arrow or numpy; default:
        the kind that came in.

    Returns
    -------
    Replay
        Tables on demand, and the digest: the same for any chunks.

    Raises
    ------
    DataError
        A table that cannot be read; names column, row and remedy. A negative number of threads; an
        archived record of another programme. Of a sorted stream: a row that goes backwards, counted
        through all chunks, or no `as_of`.
    LoyaltyCoreError
        `as_of` before the latest event.
    KeyboardInterrupt
        Within 200 ms of Ctrl-C; nothing is published.

    Notes
    -----
    Linear in the number of events; runs without the GIL.
    """
    needs_program(program)
    if kind is not None:
        check_kind(kind)
    _check_outputs(outputs)
    threads = min(_core.count(threads, "threads"), 2**31 - 1)
    if threads < 0:
        message, remedy = f"threads: got {threads}", "write a number of threads, or 0 for all cores"
        raise DataError(
            f"{message}; {remedy}", column="threads", remedy=remedy, code="threads_invalid"
        )
    when = None if as_of is None else _core.instant(as_of, "as_of")
    if sorted:
        with Bar(progress) as report:
            parts, arrived = replay_stream(program.core, events, threads, outputs, when, report)
        return Replay(program, parts, kind or arrived, tuple(outputs))
    past = history(events)
    with Bar(progress) as report:
        parts = _core.replay(program.core, past.core, threads, list(outputs), when, report)
    return Replay(program, parts, kind or past.kind, tuple(outputs), past)


def _check_outputs(outputs: Sequence[str]) -> None:
    """Refuse the tables that come with another; what no table is called, the core says."""
    if isinstance(outputs, str):
        remedy = f"write a list, as in [{outputs!r:.20}]"
        message = f"outputs: got str, {remedy}"
        raise DataError(message, column="outputs", remedy=remedy, code="argument_invalid")
    for name in outputs:
        if name in ("tiers", "flows", "accounts"):
            remedy = (
                "write members, ledger, monthly, refusals or archived; tiers, flows and accounts "
                "come with 'monthly'"
            )
            message = f"outputs: no table {name!r} is asked for; {remedy}"
            raise DataError(message, column="outputs", remedy=remedy, code="output_unknown")
