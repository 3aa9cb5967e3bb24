"""The findings as one HTML page that needs no other file, and as plain text."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

from loyaltycore.demo.findings import Table

if TYPE_CHECKING:
    from loyaltycore.demo.findings import BeanMonths, Findings, TierMonths

__all__ = ["beans_table", "html", "text", "tiers_table"]

STYLE = """
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #333;
       font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2.4rem; }
table { border-collapse: collapse; font-size: 0.85rem; margin: 0.6rem 0; }
th, td { padding: 0.15rem 0.9rem 0.15rem 0; text-align: left; border-bottom: 1px solid #eee;
         white-space: pre; }
th { border-bottom: 1px solid #999; } .number { text-align: right; }
pre { background: #f6f6f4; padding: 0.8rem; font-size: 0.8rem; overflow-x: auto; }
img { width: 100%; height: auto; } details { margin: 0.6rem 0; } summary { cursor: pointer; }
.scroll { max-height: 30rem; overflow: auto; border: 1px solid #eee; padding: 0 0.6rem; }
.faint { color: #777; } code { font-size: 0.9em; overflow-wrap: anywhere; }
"""


def html(findings: Findings, tiers_png: bytes, beans_png: bytes) -> str:
    """Write the page."""
    story, bean = findings.story, findings.bean
    parts = [
        f"<h1>{escape(findings.title)}</h1>",
        f"<p class=faint>{escape(findings.source)}</p>",
        _section("What was assumed", _list(findings.assumptions)),
        _section(
            "What was replayed",
            _table(findings.counts) + f"<p>{escape(findings.counts_note)}</p>",
        ),
        _section(
            "Tiers",
            _picture(tiers_png, "Households in each tier by month")
            + _folded("The same as a table", _table(tiers_table(findings.tiers))),
        ),
        _section(
            "Beans",
            _picture(beans_png, "Beans granted, redeemed, expired, outstanding")
            + _folded("The same as a table", _table(beans_table(findings.beans))),
        ),
        _section(
            f"The longest story: household {story.household}",
            f"<p>{escape(story.why)}</p><div class=scroll>{_table(story.table)}</div>"
            f"<p>{escape(story.balances)}</p>",
        ),
        _section(
            "One bean, end to end",
            _list(bean.sentences)
            + _folded("The trace of its order", f"<pre>{escape(bean.explanation)}</pre>"),
        ),
        _section(
            "The same year with the purchase rate doubled",
            f"<p>{escape(findings.changed_what)}</p>" + _table(findings.changed),
        ),
        _section(
            "Checks, speed, digest",
            _list([*findings.checks, findings.speed.text()])
            + f"<p>digest <code>{escape(findings.digest)}</code></p>",
        ),
    ]
    return (
        "<!doctype html>\n<html lang=en><meta charset=utf-8>\n"
        '<meta name=viewport content="width=device-width">\n'
        f"<title>{escape(findings.title)}</title>\n<style>{STYLE}</style>\n"
        + "\n".join(parts)
        + "\n</html>\n"
    )


def text(findings: Findings) -> str:
    """Write what the terminal shows."""
    story = findings.story
    shown = story.table.rows
    if len(shown) > 24:
        gap = ["...", f"{len(shown) - 24} more on the page", *[""] * (len(story.table.heads) - 2)]
        shown = [*shown[:14], gap, *shown[-10:]]
    short = Table(story.table.heads, shown, story.table.numbers)
    parts = [
        ("Assumed", "\n".join(f"  - {line}" for line in findings.assumptions)),
        ("Replayed", f"{findings.counts.text()}\n  {findings.counts_note}"),
        ("Households in each tier at the end of the month", tiers_table(findings.tiers).text()),
        ("Beans by month", beans_table(findings.beans).text()),
        (
            f"The longest story: household {story.household}",
            f"  {story.why}\n{short.text()}\n  {story.balances}",
        ),
        ("One bean, end to end", "\n".join(f"  {line}" for line in findings.bean.sentences)),
        (
            "The same year with the purchase rate doubled",
            f"  {findings.changed_what}\n{findings.changed.text()}",
        ),
        ("Checks", "\n".join(f"  {line}" for line in findings.checks)),
        ("Speed", f"  {findings.speed.text()}"),
        ("Digest", f"  {findings.digest}"),
    ]
    head = f"{findings.title}\n{findings.source}"
    return "\n\n".join([head, *(f"{title}\n{body}" for title, body in parts)]) + "\n"


def tiers_table(months: TierMonths) -> Table:
    """Return the tiers as rows, a month each."""
    rows = [
        [month, *(f"{counts[place]:,}" for counts in months.households)]
        for place, month in enumerate(months.months)
    ]
    return Table(["month", *months.tiers], rows, frozenset(range(1, len(months.tiers) + 1)))


def beans_table(months: BeanMonths) -> Table:
    """Return the beans as rows, a month each."""
    columns = (months.granted, months.redeemed, months.expired, months.outstanding)
    rows = [
        [
            month,
            *(f"{column[place]:,}" for column in columns),
            f"{months.value_fen[place] / 100:,.2f}",
        ]
        for place, month in enumerate(months.months)
    ]
    heads = ["month", "granted", "redeemed", "expired", "outstanding", "worth yuan"]
    return Table(heads, rows, frozenset(range(1, 6)))


def _section(title: str, body: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{body}"


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{body}</details>"


def _picture(png: bytes, title: str) -> str:
    code = b64encode(png).decode("ascii")
    return f'<img alt="{escape(title)}" src="data:image/png;base64,{code}">'


def _table(table: Table) -> str:
    def row(cells: list[str], tag: str) -> str:
        return (
            "<tr>"
            + "".join(
                f"<{tag}{' class=number' if place in table.numbers else ''}>{escape(cell)}</{tag}>"
                for place, cell in enumerate(cells)
            )
            + "</tr>"
        )

    body = "".join(row(cells, "td") for cells in table.rows)
    return f"<table>{row(table.heads, 'th')}{body}</table>"
