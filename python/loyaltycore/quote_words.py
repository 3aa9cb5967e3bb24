"""Quotes in words: what a cart costs, what bounds its beans, what it would earn."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from loyaltycore.effect_words import refusal_text
from loyaltycore.words import printable, table_html, yuan

if TYPE_CHECKING:
    from loyaltycore import _core
    from loyaltycore.texts import Say

__all__ = ["bound_text", "condition_text", "quote_html", "quote_text"]


def bound_text(quote: _core.Quote, say: Say) -> str:
    """Return what bounds the beans of a cart; "" if the quote has not come so far."""
    room = quote.beans_room
    if room is None:
        return ""
    if room["suspended"]:
        return say("bound.suspended")
    if not room["payable"]:
        return say("bound.not_payable")
    parts = [say("bound.available", beans=room["available"])]
    parts += [say(f"bound.{each}", beans=room[each]) for each in ("held", "pending") if room[each]]
    if room["available"] < room["min_balance"]:
        parts.append(say("bound.min_balance", beans=room["min_balance"]))
    elif room["step"] > 1:
        parts.append(say("bound.cap_steps", beans=room["cap"], step=room["step"]))
    else:
        parts.append(say("bound.cap", beans=room["cap"]))
    return say.clauses(parts)


def condition_text(quote: _core.Quote, say: Say) -> str:
    """Return what the earnings of a quote depend on."""
    return say("quote.condition", time=quote.local_time)


def quote_text(quote: _core.Quote, say: Say) -> str:
    """Return a quote as lines of text; what it would earn stands under its condition."""
    if quote.refusal is not None:
        bound = bound_text(quote, say)
        told = say("quote.row", what=say("quote.refused"), value=refusal_text(quote.refusal, say))
        return say("quote.refused_bound", refused=told, bound=bound) if bound else told
    head = say("quote.head", condition=condition_text(quote, say))
    rows = [say("quote.row", what=what, value=value) for what, value in _rows(quote, say)]
    return "\n".join([head, *(f"  {printable(row)}" for row in rows)])


def quote_html(quote: _core.Quote, say: Say) -> str:
    """Return a quote as a small table; what it would earn stands under its condition."""
    if quote.refusal is not None:
        told = escape(refusal_text(quote.refusal, say))
        return f"<b>{say('quote.refused')}</b>: {told} ({escape(bound_text(quote, say))})"
    earnings = say("quote.earnings", condition=condition_text(quote, say))
    head = (say("quote.what"), say("quote.value"))
    return f"<b>{say('quote.title')}</b>, {escape(earnings)}" + table_html(head, _rows(quote, say))


def _rows(quote: _core.Quote, say: Say) -> list[tuple[str, object]]:
    """Return what a quote says, by its name."""
    usable = say("quote.usable_bound", usable=quote.beans_usable, bound=bound_text(quote, say))
    now, then = (
        say.title("tier", each, quote.core_program) for each in (quote.tier_now, quote.tier_then)
    )
    return [
        (say("quote.goods"), yuan(quote.goods_fen)),
        (say("quote.freight"), yuan(quote.freight_fen)),
        (say("quote.cash"), yuan(quote.cash_due_fen)),
        (say("quote.spent"), quote.beans_spent),
        (say("quote.usable"), usable),
        (say("quote.earned"), quote.beans_earned),
        (say("quote.growth"), quote.growth_earned),
        (say("quote.tier"), say("quote.tier_move", now=now, then=then)),
    ]
