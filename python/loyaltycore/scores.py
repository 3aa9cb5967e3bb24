"""The scores of a member: a dict for programs, a text and a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltycore.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltycore import _core
    from loyaltycore.texts import Say

__all__ = ["Scores", "scores_text"]


class Scores(dict[str, dict[str, Any]]):
    """What `Member.scores` returns: a dict by the id of each score, as told there.

    `text_of` and `html_of` tell it in words.
    """

    # Its titles; not part of the data, and not kept by pickle or copy.
    core_program: _core.Program | None = None

    @classmethod
    def of(cls, scores: dict[str, dict[str, Any]], program: _core.Program) -> Scores:
        """Return the scores of a member with the programme that names them."""
        out = cls(scores)
        out.core_program = program
        return out

    def __reduce__(self) -> tuple[Any, ...]:
        return Scores, (dict(self),)

    def _repr_html_(self) -> str:
        from loyaltycore.told import html_of

        return html_of(self)


def scores_text(scores: Scores, say: Say) -> str:
    """Return each score: as it was settled, as it stands today, and where that comes from."""
    if not scores:
        return say("score.none")
    return "\n".join(printable(row) for id in scores for row in _rows(scores, id, say))


def _rows(scores: Scores, id: str, say: Say) -> Iterator[str]:
    """Yield the lines of one score."""
    score = scores[id]

    def title(of: str, name: str) -> str:
        program = scores.core_program
        return name if program is None else say.title(of, name, program)

    settled = [say("score.settled", score=title("score", id), value=score["value"])]
    if score["carried"]:
        settled.append(say("score.carried", points=score["carried"]))
    if not score["open"]:
        settled.append(say("score.closed"))
    elif score["levels"]:
        levels = [title(f"score_level.{id}", each) for each in score["levels"]]
        settled.append(say("score.holds", levels=say("join.names").join(levels)))
    yield say.clauses(settled)
    if score["settles_on"] is None:
        yield "  " + say("score.shown", points=score["shown"])
    else:
        yield "  " + say("score.settles", points=score["shown"], day=score["settles_on"])
    if score["next"]:
        level = title(f"score_level.{id}", score["next"]["level"])
        yield "  " + say("score.next", points=score["next"]["missing"], level=level)
    for name, dimension in score["dimensions"].items():
        key = "score.gate" if dimension["role"] == "gate" else "score.dimension"
        yield "  " + say(key, dimension=name, points=dimension["points"])
        for term, row in dimension["terms"].items():
            yield "    " + say("score.term", term=term, **row)
