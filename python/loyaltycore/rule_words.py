"""Rules, tasks and lots in words: the way to what was booked, and what became of it since."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from loyaltycore.words import printable, yuan

if TYPE_CHECKING:
    from loyaltycore import _core
    from loyaltycore.texts import Say

__all__ = ["lot_text", "step_text"]

_FEN_PER_YUAN = 100


def step_text(step: _core.TraceStep, say: Say) -> str:
    """Return one rule or task: the formula that ends in what was booked, or why it gave nothing."""
    return printable(_step(step, say))


def _step(step: _core.TraceStep, say: Say) -> str:
    head = {"rule": step.rule, "unit": _unit(step, say)}
    if step.task:
        return say("rule.fired", **head, told=_task(step, say))
    if step.failed is None:
        return say("rule.fired", **head, told=_formula(step, say))
    amount = say("rule.amount", yuan=yuan(step.amount_fen)) if step.failed == "min_amount" else ""
    return say("rule.failed", **head, reason=say.name("reason", step.failed), amount=amount)


def _unit(step: _core.TraceStep, say: Say) -> str:
    """Return which part of the order a rule was asked about."""
    if not step.line:
        return ""
    # A condition on goods speaks of one line, whatever the unit.
    whole = step.failed in (None, "min_amount", "times_per_day")
    if whole and step.unit == "order":
        return say("rule.order")
    part = "sub_order" if whole and step.unit == "sub_order" else "line"
    return say(f"rule.{part}", line=step.line)


def _task(step: _core.TraceStep, say: Say) -> str:
    """Return how far a task came, and its reward if it was given."""
    count = {"done": step.after, "needed": step.needed}
    if step.window_start:
        counted = say("task.counted_since", **count, day=step.window_start)
    else:
        counted = say("task.counted", **count)
    if step.failed is not None:
        reason = say.name("reason", step.failed)
        if step.after:
            return say("task.not_now", counted=counted, reason=reason)
        return say("task.not_yet", reason=reason)
    if step.granted:
        currency = say.name("currency", step.currency)
        return say("task.rewarded", counted=counted, amount=step.granted, currency=currency)
    if step.booked_on:
        return say("task.booked_on", counted=counted, day=step.booked_on)
    return counted


def _formula(step: _core.TraceStep, say: Say) -> str:
    """Return the way from the amount to what was booked."""
    parts = [_award(step, say)]
    caps = dict(step.caps)
    left = caps.pop("unit", step.uncapped)
    if left < step.uncapped:
        parts.append(say("rule.unit_cap", left=left))
    if step.pieces != 1:
        parts.append(say("rule.pieces", pieces=step.pieces, total=step.total))
    left = step.total
    for cap, rest in caps.items():
        if rest < left:
            parts.append(say("rule.cap", cap=say.name("cap", cap), left=rest))
        left = rest
    currency = say.name("currency", step.currency)
    return say("rule.formula", parts=say.clauses(parts), currency=currency)


def _award(step: _core.TraceStep, say: Say) -> str:
    """Return the award of a unit, or of one piece, before any cap."""
    text = _basis(step, say)
    if step.times != (1, 1):
        text = say("award.times", award=text, times=_ratio(step.times))
    if step.award == "rate" or step.times != (1, 1):
        return say("award.total", award=text, total=step.uncapped)
    return text


def _basis(step: _core.TraceStep, say: Say) -> str:
    """Return what the factors act on."""
    counted = say("award.money", yuan=yuan(step.rounded_fen))
    if step.rounded_fen != step.amount_fen:
        counted = say("award.counted_as", yuan=yuan(step.amount_fen), counted=counted)
    match step.award:
        case "rate":
            rate = Fraction(*step.rate) * _FEN_PER_YUAN
            return say("award.rate", counted=counted, rate=rate)
        case "table":
            return say("award.table", counted=counted, basis=step.basis)
        case "streak":
            return say("award.streak", run=step.run, basis=step.basis)
        case "from_event":
            return say("award.from_event", basis=step.basis)
    return str(step.basis)


def _ratio(ratio: tuple[int, int]) -> str:
    """Return a fraction as text."""
    numerator, denominator = ratio
    return str(numerator) if denominator == 1 else f"{numerator}/{denominator}"


_FATES = (
    "pending",
    "available",
    "held",
    "redeemed",
    "expired",
    "clawed_back",
    "forfeited",
    "repaid",
)


def lot_text(lot: dict[str, Any], say: Say) -> str:
    """Return what became of one lot."""
    told = {
        "issued": lot["issued"],
        "rule": lot["rule"] or say("lot.without_rule"),
        "parts": say.clauses(say(f"lot.{fate}", beans=lot[fate]) for fate in _FATES if lot[fate]),
    }
    # Beans that never expire have no day, and beans that wait have none yet.
    if lot["expires_on"] is None:
        return printable(say("lot.told", **told))
    return printable(say("lot.told_until", **told, day=lot["expires_on"]))
