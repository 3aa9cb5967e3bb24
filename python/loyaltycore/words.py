"""Text and small HTML tables for people. Numbers come from the core and are only printed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from loyaltycore import _core
    from loyaltycore.member import Member

__all__ = [
    "decision_text",
    "effect_text",
    "explanation_html",
    "explanation_text",
    "instant_text",
    "member_html",
    "moment_text",
    "printable",
    "quote_html",
    "result_text",
    "shown",
    "shown_briefly",
    "table_html",
    "yuan",
]

_FEN_PER_YUAN = 100
_LONGEST_VALUE = 400
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def printable(text: str) -> str:
    """Return text for a terminal: what would steer it is escaped, as repr does."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)


def yuan(fen: int) -> str:
    """Return fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"


def instant_text(at: int | None) -> str:
    """Return an instant as UTC text to the second; "never" for None."""
    if at is None:
        return "never"
    try:
        return (_EPOCH + dt.timedelta(microseconds=at)).strftime("%Y-%m-%d %H:%M:%SZ")
    except OverflowError:  # A refused event may carry any number.
        return f"{at} us"


def moment_text(at: int | None, program: _core.Program) -> str:
    """Return the day of an instant in the programme's zone."""
    return "never" if at is None else program.day_text(at)


def shown(value: Any) -> str:
    """Return a value of a programme's document: text as it is, "-" for none, else JSON."""
    import json

    if value is None:
        return "-"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def shown_briefly(value: Any) -> str:
    """Return the same, cut where nobody would read on; a zone has hundreds of offsets."""
    text = shown(value)
    if len(text) <= _LONGEST_VALUE:
        return text
    return f"{text[: _LONGEST_VALUE // 4]}... ({len(text):,} characters)"


def table_html(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return an HTML table; every cell is escaped."""
    from html import escape

    top = "".join(f"<th>{escape(each)}</th>" for each in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{top}</tr>{body}</table>"


def effect_text(effect: _core.Effect) -> str:
    """Return one effect as a line of text."""
    return printable(_effect_text(effect))


def _moved_text(effect: _core.Effect) -> str:
    """Return what moved: `beans`, `growth`, or `beans of stars`."""
    book = effect.purse or effect.ladder
    return effect.currency if book == effect.currency else f"{effect.currency} of {book}"


def _effect_text(effect: _core.Effect) -> str:
    where = f" of {effect.subject}" if effect.subject else ""
    if effect.line:
        where += f" line {effect.line}"
    if effect.kind == "progressed":
        return f"progressed: {_counter_text(effect)}: {effect.before} -> {effect.after}{where}"
    rule = f" by {effect.rule or effect.item}" if effect.rule or effect.item else ""
    if effect.kind == "moved":
        ends = f", until {effect.expires_on}" if effect.expires_on else ""
        return (
            f"{effect.cause}: {effect.amount} {_moved_text(effect)} "
            f"{effect.from_account} -> {effect.to_account}{rule}{where}{ends}"
        )
    if effect.kind == "item_exchanged":
        return exchange_text(effect)
    if effect.kind == "score_changed":
        return _score_text(effect)
    if effect.kind == "medal_changed":
        cause = "" if effect.cause == "settled" else f", {effect.cause}"
        return f"medal_changed: {effect.medal} {effect.before} -> {effect.after}{cause}"
    if effect.kind == "refund_due":
        # What is withheld stands before, what is given back after; neither was the other.
        money = f"{yuan(effect.after)} yuan to give back, {yuan(effect.before)} withheld"
        return f"refund_due: {money}{rule}{where}"
    if effect.before is None and effect.after is None:
        return f"{effect.kind}{rule}{where}"
    if effect.kind == "tier_changed" and effect.before == effect.after:
        return f"tier_changed: {effect.after} stays{rule}{where}"
    return f"{effect.kind}: {effect.before} -> {effect.after}{rule}{where}"


def _score_text(effect: _core.Effect) -> str:
    """Return how a score changed, and which of its levels are held now."""
    text = f"score_changed: {effect.score} {effect.before} -> {effect.after}"
    if effect.before == effect.after:
        text = f"score_changed: {effect.score} stays {effect.after}"
    if effect.cause in ("dropped", "erased"):
        return f"{text}, {effect.cause}"
    if effect.cause != "settled":
        text += f", {effect.cause}"
    if effect.carried:
        text += f", {effect.carried} of it carried over"
    if not effect.open:
        return f"{text}, closed by a gate"
    return f"{text}, holds {', '.join(effect.levels)}" if effect.levels else text


_PERIODS = {
    "day": "given in the day",
    "month": "given in the month",
    "year": "given in the year",
    "times_per_day": "times in the day",
    "streak": "days in a row",
    "sku": "earned for an SKU",
}


def _counter_text(effect: _core.Effect) -> str:
    """Return whose count moved, and what it counts."""
    owner = effect.rule or effect.item
    if owner is None:
        return "invalid reviews"
    period = _PERIODS.get(effect.period or "")
    if period is not None and effect.item is not None:
        period = period.replace("given", "exchanged")
    return f"{owner}, {period}" if period else owner


# Why a rule or a task gave nothing; what is missing here is told by its name.
_REASONS = {
    "window": "outside its dates",
    "weekday": "not on this weekday",
    "month_day": "not on this day of the month",
    "channel": "not on this channel",
    "store": "not for this store",
    "brand": "not for this brand",
    "sku": "not for this SKU",
    "category": "not for this category",
    "label": "not for these labels",
    "segment": "not for this segment",
    "tier": "not for this tier",
    "score_level": "not for this level of a score",
    "medal": "not for this medal or its grade",
    "min_amount": "below the smallest amount",
    "min_quantity": "below the smallest quantity",
    "ordinal": "not among the first, or the event has no ordinal",
    "completion_age": "too long after the order was completed, or it was not",
    "same_sku": "the same SKU earned not long ago",
    "closed_by_other_rule": "another rule gave already",
    "review_invalid": "the review is invalid",
    "reviews_suspended": "reviews are suspended",
    "times_per_day": "it gave as often on this day as it may",
    "day_counted": "this day counts already",
    "window_booked": "its window was booked before",
    "rewarded_before": "rewarded before in this window",
}


def exchange_text(effect: _core.Effect) -> str:
    """Return what was handed out, for how many beans, and what a bean was worth, yuan."""
    rate = effect.yuan_per_bean
    worth = "value not told" if rate is None else f"{exact_text(rate)} yuan a bean"
    return f"item_exchanged: {effect.after} x {effect.item} for {effect.amount} beans, {worth}"


def exact_text(number: Fraction) -> str:
    """Return a fraction as a decimal where it ends within six places, else as a fraction."""
    millionths = number * 1_000_000
    if millionths.denominator > 1:
        return str(number)
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


def _step_text(step: _core.TraceStep) -> str:
    """Return one rule or task: the formula that ends in what was booked, or why it gave nothing."""
    head = f"{step.rule}{_unit_text(step)}:"
    if step.task:
        return f"{head} {_task_text(step)}"
    if step.failed is None:
        return f"{head} {_formula(step)}"
    amount = f" ({yuan(step.amount_fen)} yuan)" if step.failed == "min_amount" else ""
    return f"{head} no, {_reason(step.failed)}{amount}"


def _unit_text(step: _core.TraceStep) -> str:
    """Return which part of the order a rule was asked about."""
    if not step.line:
        return ""
    line = f" (line {step.line})"
    # A condition on goods speaks of one line, whatever the unit.
    groups = {"sub_order": f" (sub-order of line {step.line})", "order": " (order)"}
    whole = step.failed in (None, "min_amount", "times_per_day")
    return groups.get(step.unit, line) if whole else line


def _reason(failed: str) -> str:
    """Return the first failing condition in words."""
    return _REASONS.get(failed, failed.replace("_", " "))


def _task_text(step: _core.TraceStep) -> str:
    """Return how far a task came, and its reward if it was given."""
    since = f" since {step.window_start}" if step.window_start else ""
    counted = f"{step.after} of {step.needed}{since}"
    if step.failed is not None:
        reason = _reason(step.failed)
        return f"{counted}, {reason}" if step.after else f"no, {reason}"
    if step.granted:
        return f"{counted} = {step.granted} {step.currency}"
    return f"{counted}, booked on {step.booked_on}" if step.booked_on else counted


def _formula(step: _core.TraceStep) -> str:
    """Return the way from the amount to what was booked."""
    parts = [_award_text(step)]
    caps = dict(step.caps)
    left = caps.pop("unit", step.uncapped)
    if left < step.uncapped:
        parts.append(f"its cap leaves {left}")
    if step.pieces != 1:
        parts.append(f"x {step.pieces} pieces = {step.total}")
    left = step.total
    for cap, rest in caps.items():
        if rest < left:
            parts.append(f"the cap of the {cap} leaves {rest}")
        left = rest
    return f"{', '.join(parts)} {step.currency}"


def _award_text(step: _core.TraceStep) -> str:
    """Return the award of a unit, or of one piece, before any cap."""
    counted = f"{yuan(step.rounded_fen)} yuan"
    if step.rounded_fen != step.amount_fen:
        counted = f"{yuan(step.amount_fen)} yuan, counted as {counted}"
    text = {
        "rate": f"{counted} x {Fraction(*step.rate) * _FEN_PER_YUAN} a yuan",
        "fixed": f"{step.basis}",
        "table": f"for {counted} the table has {step.basis}",
        "streak": f"day {step.run} in a row, {step.basis}",
        "from_event": f"the event reserves {step.basis}",
    }[step.award]
    if step.times != (1, 1):
        text += f" x {_ratio(step.times)}"
    return f"{text} = {step.uncapped}" if step.award == "rate" or step.times != (1, 1) else text


def _ratio(ratio: tuple[int, int]) -> str:
    """Return a fraction as text."""
    numerator, denominator = ratio
    return str(numerator) if denominator == 1 else f"{numerator}/{denominator}"


def _lot_text(lot: dict[str, object]) -> str:
    """Return what became of one lot."""
    fates = ("pending", "available", "held", "redeemed", "expired", "clawed_back", "forfeited")
    parts = [f"{lot[fate]} {fate.replace('_', ' ')}" for fate in (*fates, "repaid") if lot[fate]]
    name = lot["rule"] or "beans"
    return f"{lot['issued']} by {name}, until {lot['expires_on']}: {', '.join(parts)}"


def decision_text(decision: _core.TraceDecision) -> str:
    """Return one decision as a line of text, its numbers in it."""
    from loyaltycore.decision_words import sentence_of

    return sentence_of(decision)


def explanation_text(explanation: _core.Explanation) -> str:
    """Return an explanation as lines of text."""
    event = explanation.event
    head = f"{printable(event.kind)} {printable(event.id)} at {explanation.local_time}"
    decisions = [decision_text(each) for each in explanation.decisions]
    if explanation.refusal is not None:
        clash = ", ".join(f"{name} {value}" for name, value in explanation.clash.items())
        refused = f"{head}: refused, {explanation.refusal}{f' ({clash})' if clash else ''}"
        return "\n".join([refused, *(f"  {printable(row)}" for row in decisions)])
    if explanation.duplicate:
        return f"{head}: accepted before, nothing happens again"
    lines = [f"{head}: beans {explanation.beans:+}, growth {explanation.growth:+}"]
    if not explanation.steps and not any(each.rule for each in explanation.effects):
        version, kind = printable(explanation.version), printable(event.kind)
        lines.append(f"  no rule or task of version {version} asks about `{kind}`")
    for title, rows in (
        ("rules and tasks", [_step_text(each) for each in explanation.steps]),
        ("decisions", decisions),
        ("effects", [effect_text(each) for each in explanation.effects]),
        ("its beans since", [_lot_text(each) for each in explanation.lots]),
    ):
        if rows:
            lines.append(f"  {title}:")
            lines.extend(f"    {printable(row)}" for row in rows)
    return "\n".join(lines)


def result_text(result: _core.Result) -> str:
    """Return what became of an event; of a refused one the reason, of settling what fell due."""
    if result.refusal is not None:
        later = "; the same event may succeed later" if result.refusal.transient else ""
        return f"{printable(result.event_id)}: refused, {result.refusal}{later}"
    if result.event_id:
        return repr(result)
    if not result.effects:
        return "settled: nothing fell due"
    rows = [f"  {each.local_time}  {effect_text(each)}" for each in result.effects]
    return "\n".join(["settled:", *rows])


def explanation_html(explanation: _core.Explanation) -> str:
    """Return an explanation as preformatted HTML."""
    from html import escape

    return f"<pre>{escape(explanation_text(explanation))}</pre>"


def quote_html(quote: _core.Quote) -> str:
    """Return a quote as a small table; what it would earn stands under its condition."""
    from html import escape

    if quote.refusal is not None:
        return f"<b>Quote refused</b>: {escape(str(quote.refusal))} ({escape(quote.beans_bound)})"
    rows: list[tuple[str, object]] = [
        ("goods, yuan", yuan(quote.goods_fen)),
        ("freight, yuan", yuan(quote.freight_fen)),
        ("to pay in money, yuan", yuan(quote.cash_due_fen)),
        ("beans spent", quote.beans_spent),
        ("beans usable", f"{quote.beans_usable}: {quote.beans_bound}"),
        ("earns, beans", quote.beans_earned),
        ("earns, growth", quote.growth_earned),
        ("tier", f"{quote.tier_now} -> {quote.tier_then}"),
    ]
    what = f"<b>Quote</b>, earnings {escape(quote.earnings_condition)}"
    return what + table_html(("what", "value"), rows)


def member_html(member: Member) -> str:
    """Return a member as a small table."""
    rows: list[tuple[str, object]] = [
        (
            "tier",
            f"{member.tier}, until {moment_text(member.tier_expires_at, member.core_program)}",
        ),
        ("growth", member.growth),
        ("beans", member.beans),
        ("pending", member.pending),
        ("held", member.held),
        ("owed", member.debt),
    ]
    state = member.state()
    rows += [(f"{name}, growth", each["growth"]) for name, each in state["ladders"].items()]
    rows += [(f"{name}, tier", each["tier"]) for name, each in state["ladders"].items()]
    rows += [(name, each["available"]) for name, each in state["purses"].items()]
    rows += [(name, each["value"]) for name, each in state.get("scores", {}).items()]
    rows += [(name, f"grade {grade}") for name, grade in state.get("medals", {}).items()]
    rows += [
        (f"{each['purse']} until {each['expires_on']}", each["beans"]) for each in member.buckets
    ]
    from html import escape

    return f"<b>Member {escape(member.id)}</b>" + table_html(("what", "value"), rows)
