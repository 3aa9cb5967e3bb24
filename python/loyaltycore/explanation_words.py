"""An explanation in words: what its event did or would do, by which rules, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltycore.decision_words import decision_text
from loyaltycore.effect_words import effect_text, refusal_text
from loyaltycore.rule_words import lot_text, step_text
from loyaltycore.words import printable

if TYPE_CHECKING:
    from loyaltycore import _core
    from loyaltycore.texts import Say

__all__ = ["explanation_text"]


def explanation_text(explanation: _core.Explanation, say: Say) -> str:
    """Return an explanation as lines of text."""
    event = explanation.event
    kind = printable(say.name("event", event.kind))
    id, time = printable(event.id), explanation.local_time
    head = say("explanation.head", kind=kind, id=id, time=time)
    decisions = [decision_text(each, say) for each in explanation.decisions]
    if explanation.refusal is not None:
        told = {"head": head, "refusal": refusal_text(explanation.refusal, say)}
        first = _refused(told, explanation.clash, say)
        return "\n".join([first, *(f"  {row}" for row in decisions)])
    if explanation.duplicate:
        return say("explanation.duplicate", head=head)
    beans, growth = explanation.beans, explanation.growth
    lines = [say("explanation.booked", head=head, beans=beans, growth=growth)]
    if not explanation.steps and not any(each.rule for each in explanation.effects):
        version = printable(explanation.version)
        lines.append("  " + say("explanation.no_rule", version=version, kind=kind))
    for part, rows in (
        ("steps", [step_text(each, say) for each in explanation.steps]),
        ("decisions", decisions),
        ("effects", [effect_text(each, say) for each in explanation.effects]),
        ("lots", [lot_text(each, say) for each in explanation.lots]),
    ):
        if rows:
            lines.append("  " + say(f"explanation.{part}"))
            lines.extend(f"    {row}" for row in rows)
    return "\n".join(lines)


def _refused(told: dict[str, str], clash: dict[str, Any], say: Say) -> str:
    """Return the first line of a refused event, with the numbers that its refusal speaks of."""
    numbers = [
        say(f"clash.{name.replace(',', '').replace(' ', '_')}", value=value)
        for name, value in clash.items()
    ]
    if not numbers:
        return say("explanation.refused", **told)
    return say("explanation.refused_clash", **told, clash=say.clauses(numbers))
