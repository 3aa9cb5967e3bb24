"""Everything that can be told to people, as text and as HTML, in English or in Chinese."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from loyaltycore import _core
from loyaltycore.arguments import refused_argument
from loyaltycore.decision_words import decision_text
from loyaltycore.effect_words import effect_text, refusal_text, result_text
from loyaltycore.explanation_words import explanation_text
from loyaltycore.medals import Medals, medals_text
from loyaltycore.quote_words import bound_text, condition_text, quote_html, quote_text
from loyaltycore.rule_words import lot_text, step_text
from loyaltycore.scores import Scores, scores_text
from loyaltycore.texts import Say

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["beans_bound", "earnings_condition", "html_of", "text_of"]

_TEXTS: dict[type, Callable[[Any, Say], str]] = {
    _core.Effect: effect_text,
    _core.Explanation: explanation_text,
    _core.Quote: quote_text,
    _core.Refusal: refusal_text,
    _core.Result: result_text,
    _core.TraceDecision: decision_text,
    _core.TraceStep: step_text,
    Scores: scores_text,
    Medals: medals_text,
}


def text_of(what: object, *, language: str = "en") -> str:
    """Return what the package answers, in words.

    Parameters
    ----------
    what : object
        An Explanation, Result, Effect, Quote, Refusal, TraceStep or TraceDecision, a lot of
        `Explanation.lots`, what `Member.scores` or `Member.medals` returns, or a list or tuple of
        such: a line or more each.
    language : "en" or "zh", default "en"
        English or Chinese. Chinese names tiers, scores, levels, medals and items by their
        `title_zh` where the programme has one; ids, names of rules and what a programme declares
        stand as they are.

    Returns
    -------
    str
        What would steer a terminal is escaped. English: what `str` of an Explanation, Result or
        TraceDecision returns.

    Raises
    ------
    DataError
        Another language, or something else to tell.

    Examples
    --------
    >>> import loyaltycore as lc
    >>> refusal = next(each for each in lc.refusals() if each.code == "order_already_paid")
    >>> lc.text_of(refusal)
    'order_already_paid: The order was paid before: an order is paid once.'
    """
    return _told(what, Say(language))


def html_of(what: object, *, language: str = "en") -> str:
    """Return the same as HTML for a page or a notebook: a quote as a table, else preformatted.

    Parameters
    ----------
    what, language
        As for `text_of`.

    Returns
    -------
    str
        A fragment. Every text in it is escaped: ids come from outside.

    Raises
    ------
    DataError
        As for `text_of`.
    """
    say = Say(language)
    if isinstance(what, _core.Quote):
        return quote_html(what, say)
    return f"<pre>{escape(_told(what, say))}</pre>"


def _told(what: object, say: Say) -> str:
    """Return anything in words."""
    for kind, tell in _TEXTS.items():
        if isinstance(what, kind):
            return tell(what, say)
    if isinstance(what, list | tuple):
        return "\n".join(_told(each, say) for each in what)
    if isinstance(what, dict) and "clawed_back" in what:
        return lot_text(what, say)
    remedy = "pass an Explanation, Result, Effect, Quote, a lot, what scores() returned, or a list"
    raise refused_argument("what", f"got {type(what).__name__}", remedy)


def beans_bound(quote: _core.Quote) -> str:
    """Return what bounds the beans of a quote, in English."""
    return bound_text(quote, Say("en"))


def earnings_condition(quote: _core.Quote) -> str:
    """Return under which condition a quote earns what it says, in English."""
    return condition_text(quote, Say("en"))
