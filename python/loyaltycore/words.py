"""Numbers, times and values as text, and small HTML tables; sentences stand in `texts`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from loyaltycore import _core
    from loyaltycore.member import Member

__all__ = [
    "exact_text",
    "instant_text",
    "member_html",
    "moment_text",
    "printable",
    "shown",
    "shown_briefly",
    "table_html",
    "yuan",
]

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


def exact_text(number: Fraction) -> str:
    """Return a fraction as a decimal where it ends within six places, else as a fraction."""
    millionths = number * 1_000_000
    if millionths.denominator > 1:
        return str(number)
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


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
