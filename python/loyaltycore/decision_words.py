"""Decisions of an explanation as sentences: the formula with its numbers, as the core gave them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from loyaltycore.words import exact_text, printable, yuan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from loyaltycore import _core
    from loyaltycore.texts import Say

    Numbers = dict[str, Any]

__all__ = ["decision_text"]


def decision_text(decision: _core.TraceDecision, say: Say) -> str:
    """Return one decision as a line of text; of what fell due, when."""
    numbers = _with_titles(decision, say)
    sentence = printable(_SENTENCES[decision.kind](numbers, say))
    if not decision.due:
        return sentence
    return say("decision.due", time=decision.local_time, sentence=sentence)


def _with_titles(decision: _core.TraceDecision, say: Say) -> Numbers:
    """Return the numbers of a decision, tiers and items by what the programme calls them."""
    numbers = decision.numbers
    of = {"exchange": "item"}.get(decision.kind, "tier")
    for name in {"item", "before", "after", "by_growth"} & numbers.keys():
        numbers[name] = say.title(of, numbers[name], decision.core_program)
    return numbers


def _taken_back(n: Numbers, say: Say) -> str:
    """Return how much of an accrual goes, and where it comes from."""
    told = {
        "rule": n["rule"],
        "where": say("decision.review", review=n["subject"])
        if n["review"]
        else say("decision.line", line=n["line"]),
        "share": _share(n, say),
        "amount": n["amount"],
        "currency": say.name("currency", n["currency"]),
    }
    sources = list(_sources(n, say))
    if not sources:
        return say("taken_back.told", **told)
    return say("taken_back.told_from", **told, sources=say.clauses(sources))


def _share(n: Numbers, say: Say) -> str:
    """Return the share of the pieces that came back so far."""
    if n["pieces_back"] == n["pieces"]:
        share = say("taken_back.all", granted=n["granted"])
    else:
        back, pieces = n["pieces_back"], n["pieces"]
        share = say(
            "taken_back.share", granted=n["granted"], back=back, pieces=pieces, share=n["share"]
        )
    if n["taken_before"]:
        share = say("taken_back.before", share=share, before=n["taken_before"])
    return share


def _sources(n: Numbers, say: Say) -> list[str]:
    """Return where the amount came from; growth has no buckets."""
    of_beans = n["currency"] == "beans"
    parts = []
    if n["from_pending"]:
        parts.append(say("taken_back.from_pending", amount=n["from_pending"]))
    if n["from_bucket"] and of_beans:
        end = _until(n["bucket_expires_on"], say)
        parts.append(say("taken_back.from_bucket", amount=n["from_bucket"], end=end))
    if n["from_others"]:
        parts.append(say("taken_back.from_others", amount=n["from_others"]))
    if n["owed"]:
        parts.append(say("taken_back.owed", amount=n["owed"]))
    if n["short"]:
        borne = of_beans and n["shortfall"] in ("withhold", "clamp")
        key = n["shortfall"] if borne else "missing"
        parts.append(say(f"taken_back.{key}", amount=n["short"]))
    return parts


def _given_back(n: Numbers, say: Say) -> str:
    """Return which beans of a line come back."""
    beans = {"amount": n["amount"], "paid": n["paid"]}
    return say("given_back.told", line=n["line"], pieces=_pieces(n, say), **beans)


def _refund(n: Numbers, say: Say) -> str:
    """Return the money that is due, withheld and given back."""
    money = {"paid": yuan(n["paid_fen"]), "due": yuan(n["due_fen"])}
    text = say("refund.told", line=n["line"], pieces=_pieces(n, say), **money)
    if not n["withheld_fen"]:
        return text
    return say(
        "refund.withheld",
        refund=text,
        withheld=yuan(n["withheld_fen"]),
        beans=n["short_beans"],
        short=yuan(n["short_fen"]),
        back=yuan(n["back_fen"]),
    )


def _pieces(n: Numbers, say: Say) -> str:
    """Return which pieces come back now."""
    pieces = {"back": n["pieces_back"], "pieces": n["pieces"]}
    if not n["pieces_before"]:
        return say("decision.pieces", **pieces)
    return say("decision.pieces_after", **pieces, before=n["pieces_before"])


def _refusal_penalty(n: Numbers, say: Say) -> str:
    """Return how often a delivery was refused, and what that costs."""
    counts = ("in_month", "free_per_month", "in_year", "free_per_year")
    counted = say("refusal_penalty.counted", **{name: n[name] for name in counts})
    if not n["amount"]:
        return say("refusal_penalty.free", counted=counted)
    penalty = str(n["penalty"])
    if n["freight_beans"]:
        freight = {"beans": n["freight_beans"], "yuan": yuan(n["freight_fen"])}
        penalty = say("refusal_penalty.freight", penalty=penalty, **freight)
    charged = _charged(n, say)
    return say("refusal_penalty.told", counted=counted, penalty=penalty, charged=charged)


def _freight_recovered(n: Numbers, say: Say) -> str:
    """Return whether a partial cancellation costs the freight."""
    left = say(
        "freight_recovered.left",
        before=yuan(n["goods_before_fen"]),
        left=yuan(n["goods_left_fen"]),
        free_from=yuan(n["free_from_fen"]),
    )
    if not n["amount"]:
        return say("freight_recovered.free", left=left)
    freight, charged = yuan(n["freight_fen"]), _charged(n, say)
    return say("freight_recovered.told", left=left, yuan=freight, charged=charged)


def _charged(n: Numbers, say: Say) -> str:
    """Return a charge, and what of it is owed."""
    if not n["owed"]:
        return say("decision.charged", amount=n["amount"])
    return say("decision.charged_owed", amount=n["amount"], owed=n["owed"])


def _tier_changed(n: Numbers, say: Say) -> str:
    """Return growth against the threshold of the level."""
    told = {name: n[name] for name in ("before", "after", "growth")} | {"period": _period(n, say)}
    if n["after"] != n["by_growth"]:
        return say("tier_changed.given", **told, by_growth=n["by_growth"])
    return say("tier_changed.told", **told, needed=_needed(n, say))


def _tier_period_ended(n: Numbers, say: Say) -> str:
    """Return growth after the deduction, and the level that it keeps."""
    growth = {"before": n["growth_before"], "taken": n["taken"], "after": n["growth_after"]}
    if n["taken"] == n["deduction"]:
        cost = say("tier_period_ended.cost", **growth)
    else:
        price = {"tier": n["before"], "deduction": n["deduction"]}
        cost = say("tier_period_ended.cost_less", **growth, **price)
    if n["before"] == n["after"]:
        verdict = say("tier_period_ended.stays")
    else:
        verdict = say("tier_period_ended.becomes", after=n["after"])
    told = {"needed": _needed(n, say), "verdict": verdict, "period": _period(n, say)}
    return say("tier_period_ended.told", before=n["before"], cost=cost, **told)


def _needed(n: Numbers, say: Say) -> str:
    """Return what the level found asks for, and the next one."""
    if not n["qualified"]:
        return say("decision.not_qualified")
    if n["next_threshold"] is None:
        return say("decision.needed", threshold=n["threshold"])
    return say("decision.needed_next", threshold=n["threshold"], next=n["next_threshold"])


def _period(n: Numbers, say: Say) -> str:
    """Return where the new period ends."""
    end = n["expires_local_time"]
    return "" if end is None else say("decision.period", end=end)


def _expired(n: Numbers, say: Say) -> str:
    """Return which bucket ended."""
    bucket = {"amount": n["amount"], "end": _until(n["expires_on"], say)}
    if n["funder"] == "platform":
        return say("expired.told", **bucket)
    return say("expired.told_funder", **bucket, funder=say.name("funder", n["funder"]))


def _until(day: dt.date | None, say: Say) -> str:
    """Return the end of a bucket as effects tell it."""
    return say("day.until", day=day) if day else say("day.without_end")


def _redemption(n: Numbers, say: Say) -> str:
    """Return what was asked, and each limit with its numbers."""
    parts = [say("redemption.available", beans=n["available"])]
    if n["min_balance"]:
        parts.append(say("redemption.min_balance", beans=n["min_balance"]))
    if n["step"] > 1:
        parts.append(say("redemption.step", beans=n["step"]))
    caps = " + ".join(_cap(each, n["per_yuan"], say) for each in n["goods"])
    if len(n["goods"]) > 1:
        parts.append(say("redemption.cap_sum", caps=caps, cap=n["cap"]))
    else:
        parts.append(say("redemption.cap", caps=caps))
    return say("redemption.told", asked=n["asked"], limits=say.clauses(parts), usable=n["usable"])


def _cap(goods: Numbers, per_yuan: int, say: Say) -> str:
    """Return what goods of one class may take."""
    amount = yuan(goods["amount_fen"])
    if goods["payable"]:
        share = {"share": exact_text(Fraction(*goods["share"])), "cap": goods["cap"]}
        return say("redemption.payable", yuan=amount, per_yuan=per_yuan, **share)
    if goods["amount_fen"] < goods["min_amount_fen"]:
        return say("redemption.too_small", yuan=amount, min=yuan(goods["min_amount_fen"]))
    return say("redemption.not_payable", yuan=amount)


def _spending(n: Numbers, say: Say) -> str:
    """Return beans that had to be there."""
    return say(f"spending.{n['what']}", asked=n["asked"], available=n["available"])


def _exchange(n: Numbers, say: Say) -> str:
    """Return the price of an item, and the limits that count it."""
    beans = {"each": n["beans_each"], "amount": n["amount"], "available": n["available"]}
    price = say("exchange.beans", quantity=n["quantity"], **beans)
    if n["cash_each_fen"] or n["told_fen"]:
        cash = {"each": yuan(n["cash_each_fen"]), "cash": yuan(n["cash_fen"])}
        price = say("exchange.cash", price=price, quantity=n["quantity"], **cash)
        if n["told_fen"] != n["cash_fen"]:
            price = say("exchange.told_cash", price=price, told=yuan(n["told_fen"]))
    for period in ("day", "month"):
        limit, taken = n[f"limit_per_{period}"], n[f"taken_in_{period}"]
        if limit:
            price = say(f"exchange.limit_per_{period}", price=price, taken=taken, limit=limit)
    return say("exchange.told", item=n["item"], price=price)


_SENTENCES: dict[str, Callable[[Numbers, Say], str]] = {
    "taken_back": _taken_back,
    "given_back": _given_back,
    "refund": _refund,
    "refusal_penalty": _refusal_penalty,
    "freight_recovered": _freight_recovered,
    "tier_changed": _tier_changed,
    "tier_period_ended": _tier_period_ended,
    "expired": _expired,
    "redemption": _redemption,
    "spending": _spending,
    "exchange": _exchange,
}
