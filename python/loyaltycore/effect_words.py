"""Effects and results in words: what moved or changed, and what became of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltycore.words import exact_text, moment_text, printable, yuan

if TYPE_CHECKING:
    from loyaltycore import _core
    from loyaltycore.texts import Say

__all__ = ["effect_text", "refusal_text", "result_text"]


def effect_text(effect: _core.Effect, say: Say) -> str:
    """Return one effect as a line of text."""
    tell = _OWN.get(effect.kind, _changed)
    return printable(tell(effect, say))


def _where(effect: _core.Effect, say: Say) -> str:
    """Return what it belongs to."""
    where = say("effect.subject", subject=effect.subject) if effect.subject else ""
    return where + say("effect.line", line=effect.line) if effect.line else where


def _rule(effect: _core.Effect, say: Say) -> str:
    """Return which rule or item decided."""
    if effect.rule:
        return say("effect.rule", rule=effect.rule)
    return say("effect.rule", rule=_item(effect, say)) if effect.item else ""


def _item(effect: _core.Effect, say: Say) -> str:
    """Return the item as the catalogue calls it."""
    return say.title("item", str(effect.item), effect.core_program)


def _what(effect: _core.Effect, say: Say) -> str:
    """Return what moved: `beans`, `growth`, or `beans of stars`."""
    currency = say.name("currency", effect.currency)
    book = effect.purse or effect.ladder
    if book == effect.currency:
        return currency
    return say("effect.of_book", currency=currency, book=book)


def _moved(effect: _core.Effect, say: Say) -> str:
    return say(
        "effect.moved",
        cause=say.name("cause", effect.cause),
        amount=effect.amount,
        what=_what(effect, say),
        source=say.name("account", effect.from_account),
        target=say.name("account", effect.to_account),
        rule=_rule(effect, say),
        where=_where(effect, say),
        end=say("effect.end", day=effect.expires_on) if effect.expires_on else "",
    )


def _progressed(effect: _core.Effect, say: Say) -> str:
    return say(
        "effect.progressed",
        counter=_counter(effect, say),
        before=effect.before,
        after=effect.after,
        where=_where(effect, say),
    )


# What a count counts in; a task and what comes once are told by their name alone.
_PERIODS = ("day", "month", "year", "times_per_day", "streak", "sku")


def _counter(effect: _core.Effect, say: Say) -> str:
    """Return whose count moved, and what it counts."""
    owner = effect.rule or (_item(effect, say) if effect.item else None)
    if owner is None:
        return say("counter.invalid_reviews")
    if effect.period not in _PERIODS:
        return owner
    item = "item_" if effect.item else ""
    return say("counter.of", owner=owner, period=say(f"counter.{item}{effect.period}"))


def _item_exchanged(effect: _core.Effect, say: Say) -> str:
    """Return what was handed out, for how many beans, and what a bean was worth, yuan."""
    rate = effect.yuan_per_bean
    known = rate is not None
    return say(
        "effect.item_exchanged",
        count=effect.after,
        item=_item(effect, say),
        beans=effect.amount,
        worth=say("effect.worth", yuan=exact_text(rate)) if known else say("effect.worth_not_told"),
    )


def _refund_due(effect: _core.Effect, say: Say) -> str:
    # What is withheld stands before, what is given back after; neither was the other.
    return say(
        "effect.refund_due",
        back=yuan(effect.after),
        withheld=yuan(effect.before),
        rule=_rule(effect, say),
        where=_where(effect, say),
    )


def _fell_short(effect: _core.Effect, say: Say) -> str:
    return say(
        "effect.fell_short",
        amount=effect.amount,
        what=_what(effect, say),
        rule=_rule(effect, say),
        where=_where(effect, say),
    )


def _reviews_suspended(effect: _core.Effect, say: Say) -> str:
    day = moment_text(effect.until_us, effect.core_program)
    return say("effect.reviews_suspended", day=day, where=_where(effect, say))


def _score_changed(effect: _core.Effect, say: Say) -> str:
    """Return how a score changed, and which of its levels are held now."""
    score = say.title("score", str(effect.score), effect.core_program)
    if effect.before == effect.after:
        parts = [say("score_changed.stays", score=score, after=effect.after)]
    else:
        moved = {"before": effect.before, "after": effect.after}
        parts = [say("score_changed.moved", score=score, **moved)]
    if effect.cause != "settled":
        parts.append(say.name("cause", effect.cause))
    if effect.cause in ("dropped", "erased"):
        return say.clauses(parts)
    if effect.carried:
        parts.append(say("score.carried", points=effect.carried))
    if not effect.open:
        parts.append(say("score.closed"))
    elif effect.levels:
        of = f"score_level.{effect.score}"
        levels = [say.title(of, each, effect.core_program) for each in effect.levels]
        parts.append(say("score.holds", levels=say("join.names").join(levels)))
    return say.clauses(parts)


def _medal_changed(effect: _core.Effect, say: Say) -> str:
    """Return how the grade of a medal changed."""
    medal = say.title("medal", str(effect.medal), effect.core_program)
    parts = [say("medal_changed", medal=medal, before=effect.before, after=effect.after)]
    if effect.cause != "settled":
        parts.append(say.name("cause", effect.cause))
    return say.clauses(parts)


def _changed(effect: _core.Effect, say: Say) -> str:
    """Return a change that needs no sentence of its own."""
    ties = {"rule": _rule(effect, say), "where": _where(effect, say)}
    if effect.before is None and effect.after is None:
        return say("effect.bare", kind=say.name("kind", effect.kind), **ties)
    if effect.kind == "tier_changed" and effect.before == effect.after:
        return say("effect.tier_stays", tier=_side(effect, effect.after, say), **ties)
    return say(
        "effect.changed",
        kind=say.name("kind", effect.kind),
        before=_side(effect, effect.before, say),
        after=_side(effect, effect.after, say),
        **ties,
    )


def _side(effect: _core.Effect, value: object, say: Say) -> str:
    """Return the old or the new value of a change."""
    match effect.kind:
        case "tier_changed":
            return say.title("tier", str(value), effect.core_program)
        case "hold_changed":
            return say.name("hold", value)
        case "account_changed":
            return say.name("suspended", value)
    return str(value)


_OWN = {
    "moved": _moved,
    "progressed": _progressed,
    "item_exchanged": _item_exchanged,
    "refund_due": _refund_due,
    "fell_short": _fell_short,
    "reviews_suspended": _reviews_suspended,
    "score_changed": _score_changed,
    "medal_changed": _medal_changed,
}


def refusal_text(refusal: _core.Refusal, say: Say) -> str:
    """Return a refusal by its code and its sentence."""
    return say("refusal.told", code=refusal.code, sentence=say(f"refusal.{refusal.code}"))


def result_text(result: _core.Result, say: Say) -> str:
    """Return what became of an event; of a refused one the reason, of settling what fell due."""
    event = printable(result.event_id)
    if result.refusal is not None:
        later = say("result.later") if result.refusal.transient else ""
        return say(
            "result.refused", event=event, refusal=refusal_text(result.refusal, say), later=later
        )
    if result.event_id:
        key = "result.duplicate" if result.duplicate else "result.accepted"
        return say(key, event=event, beans=result.beans, growth=result.growth)
    if not result.effects:
        return say("result.nothing_due")
    rows = [f"  {each.local_time}  {effect_text(each, say)}" for each in result.effects]
    return "\n".join([say("result.settled"), *rows])
