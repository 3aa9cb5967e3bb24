"""Many members in memory: what a service imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from loyaltycore import _core
from loyaltycore.arguments import (
    beans_wanted,
    cart_event,
    not_negative,
    public_names,
    stored_bytes,
)
from loyaltycore.member import Member
from loyaltycore.program import Program, needs_program
from loyaltycore.safe_file import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from loyaltycore._core import Event, Line, Quote, Result, Tender
    from loyaltycore._events.common import Id, Instant

__all__ = ["Engine"]

_QUARTER_HOUR_US = 15 * 60 * 1_000_000


class Engine(_core.Engine):
    """Many members under one programme, in memory.

    Parameters
    ----------
    program : Program
        The rules.

    Notes
    -----
    Thread-safe: a single event locks its member, a batch locks all. The GIL is released meanwhile.
    In a child that was forked while another thread was inside a call, each call raises
    LoyaltyCoreError `forked_in_call`: start children by "spawn" (docs/threads.md).
    It keeps the text of ids as long as they are open (orders, SKUs, reviews, holds, what granted
    beans), and shows "#" and a hash for others: see `id_hash`.
    """

    def __init__(self, program: Program) -> None:
        needs_program(program)
        super().__init__(program.core)

    @property
    def program(self) -> Program:
        """The rules."""
        return Program.of_core(self.core_program)

    def apply_many(self, events: Iterable[Event]) -> list[Result]:
        """Decide and book events in the order given, as if applied one by one.

        Parameters
        ----------
        events : iterable of Event
            Each names its member. Events that share a `group` and their `recorded_at` stand side by
            side and are booked together or not at all: the others of a refused event are refused
            `group_refused`.

        Returns
        -------
        list of Result
            One for each. A used id with other content and a stale quote are refusals here, not
            exceptions: one event does not stop the others.

        Raises
        ------
        DataError
            An id or name that cannot be read, or a group that stands apart (`group_apart`); `row`
            is the event's position. Nothing changed.
        KeyboardInterrupt
            Within 200 ms of Ctrl-C, between two events or groups. Its note says how many are
            booked; they stay so, and the same events again complete the batch. If all are
            booked, it carries the results that are ready as `results`.
        """
        return self.core_apply_many(list(events))

    def quote(
        self,
        cart: Event | Iterable[Line],
        beans: int | Literal["all"] = 0,
        *,
        member: Id | None = None,
        at: Instant | None = None,
        tenders: Iterable[Tender] = (),
        freight_fen: int = 0,
        valid_us: int = _QUARTER_HOUR_US,
        **where: Any,
    ) -> Quote:
        """Answer what a member's cart would pay with beans and earn; see Member.quote.

        Parameters
        ----------
        member : str or int, optional
            Whose cart; may be left out if `cart` is an event that names its member.
        """
        event = cart_event(cart, at, tenders, freight_fen, where)
        if member is not None:
            event = event.for_member(member)
        return self.core_quote(event, beans_wanted(beans), not_negative(valid_us, "valid_us"))

    def settle(self, at: Instant, member: Id | None = None) -> dict[str, Result]:
        """Book what fell due at or before `at`, for one member or for all.

        What falls due is a decision at its due instant: an event recorded before that, beyond the
        allowed clock skew, is refused from then on (clock_regression). Where nothing fell due,
        nothing changes.

        Returns
        -------
        dict of str to Result
            Members to whom something happened.

        Raises
        ------
        KeyboardInterrupt
            Within 200 ms of Ctrl-C, between two members. Its note says how many are settled; that
            changes no answer, now or later.
        """
        when = _core.instant(at, "at")
        if member is None:
            return dict(self.core_settle_all(when))
        result = self.core_settle(str(member), when)
        return {str(member): result} if result.effects else {}

    def digest(self, as_of: Instant) -> str:
        """Return the hash of all members, settled to `as_of`, while they stay as they are.

        Returns
        -------
        str
            32 hexadecimal digits; equal members give an equal digest at every door.

        Raises
        ------
        KeyboardInterrupt
            Within 200 ms of Ctrl-C, as of `save`, `load` and `verify`; nothing changed.
        """
        return self.core_digest(_core.instant(as_of, "as_of"))[1]

    def member(self, id: Id) -> Member:
        """Return a copy of one member, as a Member of its own without history.

        Raises
        ------
        KeyError
            No accepted event named this member.
        """
        core = self.core_member(str(id))
        member = Member.__new__(Member)
        _core.Member.__init__(member, core)
        return member

    def state(self, id: Id) -> dict[str, Any]:
        """Return everything that a member is, see Member.state; KeyError if there is none."""
        return self.core_state(str(id))

    def save(self, *, canonical: bool = False, shard: int = 0, generation: int = 0) -> bytes:
        """Return all members as verified bytes.

        Parameters
        ----------
        canonical : bool, default False
            Sort by member id: equal members give equal bytes, whatever their history.
        shard, generation : int, default 0
            Which of your files this is and how often it was written, 0 to 2**64 - 1 each;
            `load` can be told to expect them.
        """
        return self.core_save(canonical, _label(shard, "shard"), _label(generation, "generation"))

    def save_to(
        self,
        path: str | PathLike[str],
        *,
        canonical: bool = False,
        shard: int = 0,
        generation: int = 0,
    ) -> None:
        """Write what `save` gives to a file, all or nothing.

        A process that is killed meanwhile leaves the old file whole. Read it back with
        `Engine.load(program, Path(path).read_bytes())`.

        Parameters
        ----------
        path : str or path
            A file that is there is replaced; one writer a path.
        canonical : bool, default False
            Sort by member id: equal members give equal bytes.
        shard, generation : int, default 0
            See `save`.

        Raises
        ------
        OSError
            The disk is full or does not answer; the old file stays as it was.
        """
        data = self.save(canonical=canonical, shard=shard, generation=generation)
        replace_file(path, data)

    @classmethod
    def load(
        cls,
        program: Program,
        data: bytes,
        *,
        forget_words: bool = False,
        expect_shard: int | None = None,
        expect_generation: int | None = None,
    ) -> Engine:
        """Read what `save` wrote.

        Parameters
        ----------
        program : Program
            The one that saved, or a newer document of it: versions that begin after the latest
            decision in the snapshot may differ. Going on is then the same as a replay under the
            new document from the start.
        data : bytes
            What `save` returned. Safe to read from strangers: it is verified, never executed.
        forget_words : bool, default False
            Accept open orders that may have a name (category, channel, store, brand, label) which
            only the new document knows; they go on as if they had none.
        expect_shard, expect_generation : int, optional
            What `save` was given; another file, or an older one, is refused. Files that were saved
            without have 0.

        Raises
        ------
        SnapshotError
            Bytes that are damaged, truncated, newer, or of another programme (the message says
            which version differs), `snapshot_word_forgotten`, `snapshot_other_shard` or
            `snapshot_other_generation`; nothing is loaded.
        """
        engine = cls(program)
        shard = None if expect_shard is None else _label(expect_shard, "expect_shard")
        generation = expect_generation
        if generation is not None:
            generation = _label(generation, "expect_generation")
        engine.core_restore(stored_bytes(data), forget_words, shard, generation)
        return engine

    def __dir__(self) -> list[str]:
        return public_names(super().__dir__())

    def __contains__(self, member: object) -> bool:
        return isinstance(member, str | int) and self.core_contains(str(member))

    def __iter__(self) -> Iterator[str]:
        return iter(self.members())

    def __copy__(self) -> Engine:
        return type(self).load(self.program, self.save())

    def __deepcopy__(self, memo: dict[int, Any]) -> Engine:
        return self.__copy__()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).load, (self.program, self.save()), object.__getstate__(self)

    def __repr__(self) -> str:
        return f"<Engine {self.core_program.id}: {len(self):,} members>"


def _label(number: int, name: str) -> int:
    """Return an exact int of 64 bits without a sign; DataError for anything else."""
    if type(number) is int and 0 <= number < 2**64:
        return number
    return not_negative(number, name)
