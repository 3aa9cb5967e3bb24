"""The scores of a member: a dict for programs, a text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltycore.named import Named
from loyaltycore.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltycore.texts import Say

__all__ = ["Scores", "scores_text"]


class Scores(Named):
    """What `Member.scores` returns: a dict by the id of each score, as told there."""


def scores_text(scores: Scores, say: Say) -> str:
    """Return each score: as it was settled, as it stands today, and where that comes from."""
    if not scores:
        return say("score.none")
    return "\n".join(printable(row) for id in scores for row in _rows(scores, id, say))


def _rows(scores: Scores, id: str, say: Say) -> Iterator[str]:
    """Yield the lines of one score."""
    score = scores[id]

    settled = [say("score.settled", score=scores.title("score", id, say), value=score["value"])]
    if score["carried"]:
        settled.append(say("score.carried", points=score["carried"]))
    if not score["open"]:
        settled.append(say("score.closed"))
    elif score["levels"]:
        levels = [scores.title(f"score_level.{id}", each, say) for each in score["levels"]]
        settled.append(say("score.holds", levels=say("join.names").join(levels)))
    yield say.clauses(settled)
    if score["settles_on"] is None:
        yield "  " + say("score.shown", points=score["shown"])
    else:
        yield "  " + say("score.settles", points=score["shown"], day=score["settles_on"])
    if score["next"]:
        level = scores.title(f"score_level.{id}", score["next"]["level"], say)
        yield "  " + say("score.next", points=score["next"]["missing"], level=level)
    for name, dimension in score["dimensions"].items():
        key = "score.gate" if dimension["role"] == "gate" else "score.dimension"
        yield "  " + say(key, dimension=name, points=dimension["points"])
        for term, row in dimension["terms"].items():
            yield "    " + say("score.term", term=term, **row)
