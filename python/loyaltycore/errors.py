"""One tree of exceptions: each carries a stable `code` and fields that say where and why.

A refusal is not an exception: `Member.apply` returns it as data. What is raised is misuse, bad
input, damaged bytes, a used id with other content, or a quote that no longer holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltycore._core import Quote

__all__ = [
    "ConflictError",
    "DataError",
    "InvariantError",
    "LoyaltyCoreError",
    "Problem",
    "ProgramError",
    "SnapshotError",
    "StaleQuoteError",
]


class Problem(NamedTuple):
    """One thing wrong with a programme document."""

    pointer: str
    """JSON pointer into the document, "" for the whole."""
    what: str
    """What is wrong."""
    expected: str
    """What would be right."""
    nearest: str
    """The nearest known name when a name is unknown, else ""."""

    def __str__(self) -> str:
        text = f"{self.pointer or '(document)'}: {self.what}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.nearest:
            text += f"; did you mean {self.nearest!r}?"
        return text


class LoyaltyCoreError(Exception):
    """Base of everything that loyaltycore raises.

    Parameters
    ----------
    message : str
        A sentence for people.
    code : str
        Stable name for programs.
    """

    def __init__(self, message: str, *, code: str = "error") -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.args, self.__dict__.copy())


class ProgramError(LoyaltyCoreError, ValueError):
    """A programme document that does not load; `problems` lists everything that is wrong.

    Parameters
    ----------
    message : str
        A sentence for people.
    problems : iterable of (pointer, what, expected, nearest)
        Every problem that was found, in document order.
    code : str
        Stable name for programs.
    """

    def __init__(
        self,
        message: str,
        *,
        problems: Iterable[tuple[str, str, str, str]] = (),
        code: str = "program_invalid",
    ) -> None:
        super().__init__(message, code=code)
        self.problems: tuple[Problem, ...] = tuple(Problem(*each) for each in problems)


class DataError(LoyaltyCoreError, ValueError):
    """Input that cannot be read; nothing is converted silently.

    Parameters
    ----------
    message : str
        A sentence for people: which column, which row, what is wrong, what to do.
    column : str
        Name of the column or event field; of a member's JSON document the JSON pointer.
    row : int, optional
        Position of the first bad row, from 0; None when the whole column is meant.
    remedy : str
        What to write instead; "" when there is nothing to say.
    code : str
        Stable name for programs.
    """

    def __init__(
        self,
        message: str,
        *,
        column: str = "",
        row: int | None = None,
        remedy: str = "",
        code: str = "data_invalid",
    ) -> None:
        super().__init__(message, code=code)
        self.column = column
        self.row = row
        self.remedy = remedy


class ConflictError(LoyaltyCoreError):
    """An event id that was used before with other content; nothing changed.

    Parameters
    ----------
    message : str
        A sentence for people.
    event_id : str
        The id that came twice.
    member : str
        The member it came for.
    code : str
        Stable name for programs.
    """

    def __init__(
        self, message: str, *, event_id: str = "", member: str = "", code: str = "id_conflict"
    ) -> None:
        super().__init__(message, code=code)
        self.event_id = event_id
        self.member = member


class StaleQuoteError(LoyaltyCoreError):
    """A placement whose quote no longer holds; nothing changed.

    Parameters
    ----------
    message : str
        A sentence for people.
    event_id : str
        The placement that was refused.
    quote : Quote, optional
        The same cart quoted anew, at the instant of the placement; None after pickle and copy.
    code : str
        Stable name for programs.
    """

    def __init__(
        self,
        message: str,
        *,
        event_id: str = "",
        quote: Quote | None = None,
        code: str = "stale_quote",
    ) -> None:
        super().__init__(message, code=code)
        self.event_id = event_id
        self.quote = quote

    def __reduce__(self) -> tuple[Any, ...]:
        # A quote belongs to the member that answered it: it stays behind.
        return _rebuilt, (type(self), self.args, self.__dict__ | {"quote": None})


class SnapshotError(LoyaltyCoreError, ValueError):
    """Stored bytes that are damaged, foreign, or newer than this library; nothing was loaded.

    Parameters
    ----------
    message : str
        A sentence for people.
    section : str
        Where it is: "header", "versions", "directory", "names" or "states"; of a member's JSON
        document the JSON pointer; "" for the whole.
    offset : int, optional
        Byte from the start of the snapshot; None when no one byte is meant.
    expected, found : str
        What should stand there, and what does.
    code : str
        Stable name for programs.
    """

    def __init__(
        self,
        message: str,
        *,
        section: str = "",
        offset: int | None = None,
        expected: str = "",
        found: str = "",
        code: str = "snapshot_invalid",
    ) -> None:
        super().__init__(message, code=code)
        self.section = section
        self.offset = offset
        self.expected = expected
        self.found = found


class InvariantError(LoyaltyCoreError, RuntimeError):
    """Books that stopped closing: the object still answers reads and refuses writes."""


def _rebuilt(
    cls: type[LoyaltyCoreError], args: tuple[Any, ...], fields: dict[str, Any]
) -> LoyaltyCoreError:
    """Make an exception anew from its pickled parts."""
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(fields)
    return error
