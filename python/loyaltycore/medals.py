"""The medals of a member: a dict for programs, a text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltycore.named import Named
from loyaltycore.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltycore.texts import Say

__all__ = ["Medals", "medals_text"]


class Medals(Named):
    """What `Member.medals` returns: a dict by the id of each medal, as told there."""


def medals_text(medals: Medals, say: Say) -> str:
    """Return each medal: the grade held, the one of today, and what is missing to the next."""
    if not medals:
        return say("medal.none")
    return "\n".join(printable(row) for id in medals for row in _rows(medals, id, say))


def _rows(medals: Medals, id: str, say: Say) -> Iterator[str]:
    """Yield the lines of one medal."""
    medal = medals[id]
    title = medals.title("medal", id, say)
    yield say("medal.settled", medal=title, grade=medal["grade"], grades=medal["grades"])
    if medal["settles_on"] is None:
        yield "  " + say("medal.shown", grade=medal["shown"])
    else:
        yield "  " + say("medal.settles", grade=medal["shown"], day=medal["settles_on"])
    for requirement, row in medal["requires"].items():
        if row["needed"] is None:
            yield "    " + say("medal.counted", requirement=requirement, measured=row["measured"])
        else:
            yield "    " + say("medal.missing", requirement=requirement, **row)
