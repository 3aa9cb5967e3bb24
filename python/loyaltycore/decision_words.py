"""Decisions of an explanation as sentences: the formula with its numbers, as the core gave them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from loyaltycore.words import exact_text, yuan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from loyaltycore import _core

    Numbers = dict[str, Any]

__all__ = ["sentence_of"]

_SHORT = {
    "withhold": "withheld from the refund",
    "clamp": "let go",
    "refuse": "not there",
    "debt": "short",
}


def sentence_of(decision: _core.TraceDecision) -> str:
    """Return one decision as a line of text; of what fell due, when."""
    sentence = _SENTENCES[decision.kind](decision.numbers)
    return f"{decision.local_time}, due: {sentence}" if decision.due else sentence


def _taken_back(n: Numbers) -> str:
    """Return how much of an accrual goes, and where it comes from."""
    where = f" (review {n['subject']})" if n["review"] else f" (line {n['line']})"
    share = f"{n['granted']} x {n['pieces_back']} of {n['pieces']} pieces = {n['share']}"
    if n["pieces_back"] == n["pieces"]:
        share = f"all of {n['granted']}"
    if n["taken_before"]:
        share += f", {n['taken_before']} of it before"
    short = "not there" if n["currency"] == "growth" else _SHORT[n["shortfall"]]
    bucket = f"of the bucket {_until(n['bucket_expires_on'])}"
    # Growth has no buckets.
    sources = {
        "from_pending": "pending",
        "from_bucket": bucket if n["currency"] == "beans" else "",
        "from_others": "of other beans",
        "owed": "owed",
        "short": short,
    }
    parts = [f"{n[key]} {words}" for key, words in sources.items() if n[key] and words]
    tail = f": {', '.join(parts)}" if parts else ""
    return f"taken back, {n['rule']}{where}: {share}, {n['amount']} {n['currency']}{tail}"


def _given_back(n: Numbers) -> str:
    """Return which beans of a line come back."""
    return f"given back (line {n['line']}): {_pieces(n)}, {n['amount']} of its {n['paid']} beans"


def _refund(n: Numbers) -> str:
    """Return the money that is due, withheld and given back."""
    text = f"refund (line {n['line']}): {_pieces(n)} of {yuan(n['paid_fen'])} yuan paid, "
    text += f"{yuan(n['due_fen'])} yuan due"
    if n["withheld_fen"]:
        text += (
            f", {yuan(n['withheld_fen'])} withheld for {n['short_beans']} beans that are missing "
            f"({yuan(n['short_fen'])} yuan), {yuan(n['back_fen'])} yuan to give back"
        )
    return text


def _pieces(n: Numbers) -> str:
    """Return which pieces come back now."""
    before = f" after {n['pieces_before']}" if n["pieces_before"] else ""
    return f"{n['pieces_back']} of {n['pieces']} pieces{before}"


def _refusal_penalty(n: Numbers) -> str:
    """Return how often a delivery was refused, and what that costs."""
    count = (
        f"refused delivery: number {n['in_month']} in the month ({n['free_per_month']} free), "
        f"{n['in_year']} in the year ({n['free_per_year']} free)"
    )
    if not n["amount"]:
        return f"{count}, costs nothing"
    freight = ""
    if n["freight_beans"]:
        freight = f" + {n['freight_beans']} for {yuan(n['freight_fen'])} yuan of freight"
    return f"{count}: {n['penalty']}{freight} = {_charged(n)}"


def _freight_recovered(n: Numbers) -> str:
    """Return whether a partial cancellation costs the freight."""
    left = (
        f"freight: goods {yuan(n['goods_before_fen'])} yuan, {yuan(n['goods_left_fen'])} left, "
        f"free from {yuan(n['free_from_fen'])}"
    )
    if not n["amount"]:
        return f"{left}, costs nothing"
    return f"{left}: {yuan(n['freight_fen'])} yuan = {_charged(n)}"


def _charged(n: Numbers) -> str:
    """Return a charge, and what of it is owed."""
    return f"{n['amount']} beans" + (f", {n['owed']} owed" if n["owed"] else "")


def _tier_changed(n: Numbers) -> str:
    """Return growth against the threshold of the level."""
    head = f"tier {n['before']} -> {n['after']}: growth {n['growth']}"
    if n["after"] != n["by_growth"]:
        return f"{head} alone gives {n['by_growth']}{_period(n)}"
    return f"{head}{_thresholds(n)}{_period(n)}"


def _tier_period_ended(n: Numbers) -> str:
    """Return growth after the deduction, and the level that it keeps."""
    cost = f"growth {n['growth_before']} - {n['taken']} = {n['growth_after']}"
    if n["taken"] != n["deduction"]:
        cost += f" ({n['before']} costs {n['deduction']})"
    verb = "stays" if n["before"] == n["after"] else f"-> {n['after']}"
    return f"tier period of {n['before']} ended: {cost}{_thresholds(n)}, {verb}{_period(n)}"


def _thresholds(n: Numbers) -> str:
    """Return what the level found asks for, and the next one."""
    if not n["qualified"]:
        return ", nothing qualified it for more"
    text = f", {n['threshold']} needed"
    return text if n["next_threshold"] is None else f"{text}, {n['next_threshold']} for the next"


def _period(n: Numbers) -> str:
    """Return where the new period ends."""
    end = n["expires_local_time"]
    return "" if end is None else f", until {end}"


def _expired(n: Numbers) -> str:
    """Return which bucket ended."""
    funder = "" if n["funder"] == "platform" else f" of the {n['funder']}"
    return f"expired: {n['amount']} beans{funder}, the bucket {_until(n['expires_on'])}"


def _until(day: dt.date | None) -> str:
    """Return the end of a bucket as effects tell it."""
    return f"until {day}" if day else "without an end"


def _redemption(n: Numbers) -> str:
    """Return what was asked, and each limit with its numbers."""
    parts = [f"{n['available']} available"]
    if n["min_balance"]:
        parts.append(f"at least {n['min_balance']} to spend any")
    if n["step"] > 1:
        parts.append(f"steps of {n['step']}")
    caps = " + ".join(_cap_text(each, n["per_yuan"]) for each in n["goods"])
    total = f" = {n['cap']}" if len(n["goods"]) > 1 else ""
    parts.append(f"cap {caps}{total}")
    return f"redemption: {n['asked']} beans asked; {', '.join(parts)}; {n['usable']} usable"


def _cap_text(goods: Numbers, per_yuan: int) -> str:
    """Return what goods of one class may take."""
    amount = f"{yuan(goods['amount_fen'])} yuan"
    if goods["payable"]:
        share = exact_text(Fraction(*goods["share"]))
        return f"{amount} x {share} x {per_yuan} a yuan = {goods['cap']}"
    if goods["amount_fen"] < goods["min_amount_fen"]:
        return f"{amount}, from {yuan(goods['min_amount_fen'])} on = 0"
    return f"{amount} that beans do not pay = 0"


def _spending(n: Numbers) -> str:
    """Return beans that had to be there."""
    where = "held" if n["what"] == "commit" else "available"
    return f"{n['what']}: {n['asked']} beans asked, {n['available']} {where}"


def _exchange(n: Numbers) -> str:
    """Return the price of an item, and the limits that count it."""
    price = f"{n['quantity']} x {n['beans_each']} beans = {n['amount']}, {n['available']} available"
    if n["cash_each_fen"] or n["told_fen"]:
        price += f"; {n['quantity']} x {yuan(n['cash_each_fen'])} = {yuan(n['cash_fen'])} yuan"
        if n["told_fen"] != n["cash_fen"]:
            price += f", the event says {yuan(n['told_fen'])}"
    for period in ("day", "month"):
        limit, taken = n[f"limit_per_{period}"], n[f"taken_in_{period}"]
        if limit:
            price += f"; {taken} taken before of {limit} a {period}"
    return f"exchange of {n['item']}: {price}"


_SENTENCES: dict[str, Callable[[Numbers], str]] = {
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
