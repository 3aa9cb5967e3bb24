"""One member, event by event: apply, quote, explain, and read everything that it is."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Literal

from loyaltycore import _core
from loyaltycore.arguments import (
    beans_wanted,
    cart_event,
    not_negative,
    public_names,
    stored_bytes,
)
from loyaltycore.program import Program, needs_program
from loyaltycore.reached import Reached
from loyaltycore.receipt import Receipt, words_of
from loyaltycore.safe_file import replace_file
from loyaltycore.statement import Statement
from loyaltycore.words import member_html, moment_text, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from loyaltycore._core import Event, Explanation, Line, Quote, Result, Tender
    from loyaltycore._events.common import Id, Instant

__all__ = ["Member"]

_QUARTER_HOUR_US = 15 * 60 * 1_000_000


class Member(Reached):
    """One member under one programme, in memory.

    Parameters
    ----------
    program : Program
        The rules.
    id : str or int
        The member's id: 1 to 128 bytes of UTF-8, or an int that stands for its decimal text.
    keep_history : bool, default False
        Keep events and effects, so that `explain` and `statement` can answer.

    Raises
    ------
    DataError
        An id that is no id.

    Notes
    -----
    Single-threaded: one thread at a time. `==` compares programme, id and state; `copy`, `pickle`
    and `save` keep the whole state, `pickle` and `copy` the history and the attributes of a
    subclass too.
    """

    def __init__(
        self,
        program: Program,
        *,
        id: Id,
        keep_history: bool = False,
    ) -> None:
        needs_program(program)
        super().__init__(program.core, id, keep_history)

    def quote(
        self,
        cart: Event | Iterable[Line],
        beans: int | Literal["all"] = 0,
        *,
        at: Instant | None = None,
        tenders: Iterable[Tender] = (),
        freight_fen: int = 0,
        valid_us: int = _QUARTER_HOUR_US,
        **where: Any,
    ) -> Quote:
        """Answer what a cart would pay with beans and earn; nothing changes.

        Parameters
        ----------
        cart : Event or iterable of Line
            An OrderPlaced whose tenders leave out cash and beans, or the lines of one.
        beans : int or "all", default 0
            Beans to spend; "all" = as many as the cart may take.
        at : datetime or int, optional
            When it is asked; needed with lines, else it is the event's own time.
        tenders, freight_fen, **where
            As in OrderPlaced, when `cart` is lines: coupons and cards, channel, store, segments.
            A rule by `ordinal` (`max_ordinal`, a budget) gives by that of the cart: quote with the
            ordinal that the placement will have, else the placement is stale.
        valid_us : int
            How long the answer can be placed, microseconds; default a quarter of an hour.

        Returns
        -------
        Quote
            Its `refusal` is not None when so many beans cannot be spent.

        Raises
        ------
        DataError
            Lines without `at`, or a value of the wrong kind.
        """
        event = cart_event(cart, at, tenders, freight_fen, where)
        return self.core_quote(event, beans_wanted(beans), not_negative(valid_us, "valid_us"))

    def settle(self, at: Instant) -> Result:
        """Book what fell due at or before `at`; asking twice changes nothing.

        What falls due is a decision at its due instant: an event recorded before that, beyond the
        allowed clock skew, is refused from then on (clock_regression). Where nothing fell due,
        nothing changes.

        Parameters
        ----------
        at : datetime or int
            Aware datetime, or microseconds since 1970-01-01 UTC.

        Returns
        -------
        Result
            Its effects are what fell due, in order.
        """
        return self.core_settle(_core.instant(at, "at"))

    def explain(self, event: Id | Event) -> Explanation:
        """Explain what an event did, or would do.

        Parameters
        ----------
        event : str, int or Event
            Id of an accepted event: its rules, its numbers, and what became of its beans since;
            needs `keep_history=True`. Or an event that is not applied: as if it came now.

        Raises
        ------
        LoyaltyCoreError
            Code `history_not_kept`.
        DataError
            No accepted event has this id.
        """
        if isinstance(event, _core.Event):
            return self.explain_next(event)
        return self.explain_id(event)

    def receipt(self, event: Id | Event, words: Mapping[str, Any] | None = None) -> Receipt:
        """Return the receipt of a past event, with the balance as it was after it.

        Parameters
        ----------
        event : str, int or Event
            Id of an accepted event, or the event; one that the member refuses has a slip that says
            so.
        words : mapping of str to str, optional
            A shop's own words, as in `loyaltycore.receipt`.

        Raises
        ------
        LoyaltyCoreError
            Code `history_not_kept`; `loyaltycore.receipt` needs no history.
        DataError
            No accepted event has this id.
        """
        if isinstance(event, _core.Event):
            return Receipt(*_core.past_receipt(self, event, words_of(words)))
        return Receipt(*_core.past_receipt_of(self, event, words_of(words)))

    def statement(self, start: Instant | None = None, until: Instant | None = None) -> Statement:
        """Return entries and balances for [start, until).

        Parameters
        ----------
        start, until : datetime or int, optional
            Default: everything.

        Raises
        ------
        LoyaltyCoreError
            Code `history_not_kept`; make the member with `keep_history=True`.
        """
        first = 0 if start is None else _core.instant(start, "start")
        last = _core.NEVER if until is None else _core.instant(until, "until")
        return Statement(member=self.id, **self.core_statement(first, last))

    @property
    def buckets(self) -> list[dict[str, Any]]:
        """Available beans by expiry day, funder and class, in spend order."""
        return list(self.state()["buckets"])

    def save_to(self, path: str | PathLike[str]) -> None:
        """Write what `save` gives to a file, all or nothing.

        A process that is killed meanwhile leaves the old file whole. Read it back with
        `Member.load(program, Path(path).read_bytes())`.

        Parameters
        ----------
        path : str or path
            A file that is there is replaced; one writer a path.

        Raises
        ------
        OSError
            The disk is full or does not answer; the old file stays as it was.
        """
        replace_file(path, self.save())

    @classmethod
    def load(cls, program: Program, data: bytes, *, forget_words: bool = False) -> Member:
        """Read what `save` wrote.

        Parameters
        ----------
        program : Program
            The one that saved, or a newer document of it whose versions differ only where they
            begin after the member's latest decision; see Engine.load.
        data : bytes
            What `save` returned. Safe to read from strangers: it is verified, never executed.
        forget_words : bool, default False
            See Engine.load.

        Raises
        ------
        SnapshotError
            Bytes that are damaged, truncated, newer, or of another programme; nothing is loaded.
        """
        data = stored_bytes(data)
        name = _core.snapshot_member_id(program.core, data, forget_words)
        member = cls(program, id=name)
        member.core_load(data, [], None, forget_words)
        return member

    @classmethod
    def from_json(cls, program: Program, text: str, *, forget_words: bool = False) -> Member:
        """Read what `to_json` wrote.

        Parameters
        ----------
        program, forget_words
            As for `load`.
        text : str
            The document; as safe to read as what `load` reads.

        Raises
        ------
        DataError, SnapshotError
            What is no document, or what `load` refuses; `column` or `section` is the JSON pointer.
        """
        if not isinstance(text, str):
            raise TypeError(f"text: got {type(text).__name__}, pass what to_json() returned")
        read = _core.member_from_json(program.core, text, forget_words)
        member = cls(program, id=read.id)
        member.core_take(read)
        return member

    def __dir__(self) -> list[str]:
        return public_names(super().__dir__())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Member):
            return NotImplemented
        return self.core_equal(other)

    __hash__ = None  # type: ignore[assignment] # it changes

    def __copy__(self) -> Member:
        twin = type(self).__new__(type(self))
        _core.Member.__init__(twin, self)
        return _with_attributes(twin, object.__getstate__(self))

    def __deepcopy__(self, memo: dict[int, Any]) -> Member:
        twin = type(self).__new__(type(self))
        _core.Member.__init__(twin, self)
        memo[id(self)] = twin
        return _with_attributes(twin, copy.deepcopy(object.__getstate__(self), memo))

    def copy(self) -> Member:
        """Return a member of its own that is equal to this one."""
        return self.__copy__()

    def __reduce__(self) -> tuple[Any, ...]:
        journal = self.core_journal() if self.keep_history else None
        parts = (type(self), self.program, self.id, self.save(), self.core_names(), journal)
        return _restored, parts, object.__getstate__(self)

    def __setstate__(self, attributes: Any) -> None:
        _with_attributes(self, attributes)

    def __repr__(self) -> str:
        when = moment_text(self.decided_at, self.core_program)
        owes = f", owes {self.debt}" if self.debt else ""
        return (
            f"<Member {printable(self.id)}: {printable(self.tier)}, growth {self.growth}, "
            f"beans {self.beans}"
            f"{owes}; decided {when}>"
        )

    def _repr_html_(self) -> str:
        return member_html(self)


def _restored(
    cls: type[Member],
    program: Program,
    id: str,
    data: bytes,
    names: list[str],
    journal: str | None,
) -> Member:
    """Make a member anew from its pickled parts, whatever the constructor of its class takes."""
    member = cls.__new__(cls)
    _core.Member.__init__(member, program.core, id, journal is not None)
    member.core_load(data, names, journal, False)
    return member


def _with_attributes(member: Member, attributes: Any) -> Member:
    """Give a member the attributes of its own class: a dict, or a dict and what slots hold."""
    for each in attributes if isinstance(attributes, tuple) else (attributes,):
        for name, value in (each or {}).items():
            setattr(member, name, value)
    return member
