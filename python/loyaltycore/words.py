"""Text and small HTML tables for people. Numbers come from the core and are only printed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from loyaltycore import _core
    from loyaltycore.member import Member

__all__ = [
    "effect_text",
    "explanation_html",
    "explanation_text",
    "instant_text",
    "member_html",
    "moment_text",
    "table_html",
    "yuan",
]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def yuan(fen: int) -> str:
    """Return fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"


def instant_text(at: int | None) -> str:
    """Return an instant as UTC text to the second; "never" for None."""
    if at is None:
        return "never"
    return (_EPOCH + dt.timedelta(microseconds=at)).strftime("%Y-%m-%d %H:%M:%SZ")


def moment_text(at: int | None, program: _core.Program) -> str:
    """Return the day of an instant in the programme's zone."""
    return "never" if at is None else program.day_text(at)


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
    where = f" of {effect.subject}" if effect.subject else ""
    if effect.line:
        where += f" line {effect.line}"
    rule = f" by {effect.rule}" if effect.rule else ""
    if effect.kind == "moved":
        ends = f", until {effect.expires_on}" if effect.expires_on else ""
        return (
            f"{effect.cause}: {effect.amount} {effect.currency} "
            f"{effect.from_account} -> {effect.to_account}{rule}{where}{ends}"
        )
    return f"{effect.kind}: {effect.before} -> {effect.after}{rule}{where}"


def _step_text(step: _core.TraceStep) -> str:
    """Return one rule asked about one unit, with the numbers in it."""
    where = f" (line {step.line})" if step.line else ""
    if step.failed is not None:
        return f"{step.rule}{where}: no, {step.failed.replace('_', ' ')} does not hold"
    parts = [f"{step.rule}{where}:"]
    if step.rounded_fen:
        parts.append(f"{yuan(step.rounded_fen)} yuan x {_ratio(step.rate)} a fen")
    else:
        parts.append(_ratio(step.rate))
    if step.times != (1, 1):
        parts.append(f"x {_ratio(step.times)}")
    parts.append(f"= {step.uncapped} {step.currency}")
    if step.granted != step.uncapped:
        parts.append(f"; caps leave {step.granted}")
    return " ".join(parts)


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


def explanation_text(explanation: _core.Explanation) -> str:
    """Return an explanation as lines of text."""
    event = explanation.event
    head = f"{event.kind} {event.id} at {instant_text(event.occurred_at)}"
    if explanation.refusal is not None:
        return f"{head}: refused, {explanation.refusal}"
    if explanation.duplicate:
        return f"{head}: accepted before, nothing happens again"
    lines = [f"{head}: beans {explanation.beans:+}, growth {explanation.growth:+}"]
    for title, rows in (
        ("rules", [_step_text(each) for each in explanation.steps]),
        ("effects", [effect_text(each) for each in explanation.effects]),
        ("its beans since", [_lot_text(each) for each in explanation.lots]),
    ):
        if rows:
            lines.append(f"  {title}:")
            lines.extend(f"    {row}" for row in rows)
    return "\n".join(lines)


def explanation_html(explanation: _core.Explanation) -> str:
    """Return an explanation as preformatted HTML."""
    from html import escape

    return f"<pre>{escape(explanation_text(explanation))}</pre>"


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
    rows += [(f"until {each['expires_on']}", each["beans"]) for each in member.buckets]
    from html import escape

    return f"<b>Member {escape(member.id)}</b>" + table_html(("what", "value"), rows)
