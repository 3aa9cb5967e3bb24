"""The state of a member as plain values, in an order that does not depend on history."""

from typing import Any

from tests.reference import dates, medals, score_report
from tests.reference.books import spend_order
from tests.reference.names import FIRST_LADDER, MONEY, MONTHS_KEPT
from tests.reference.numbers import cumulative
from tests.reference.records import Bucket, Ladder, Line, Purse, Standing
from tests.reference.terms import Programme


def report(programme: Programme, state: Standing) -> dict[str, Any]:
    """Return everything that can be seen of a member."""
    purse, ladder = state.purses[MONEY], state.ladders[FIRST_LADDER]
    return {
        "growth": ladder.available,
        "tier": ladder.tier,
        "tier_expires_at": ladder.expires_at,
        "version": programme.versions[state.version or 0].id,
        "accounts": {book.currency: dict(book.accounts) for book in (purse, ladder)},
        "available": purse.available,
        "pending": purse.accounts["pending"],
        "held": purse.accounts["held"],
        "debt": purse.owed,
        "buckets": buckets(purse),
        "purses": {name: purse_row(each) for name, each in state.purses.items() if name != MONEY},
        "ladders": {
            name: ladder_row(each) for name, each in state.ladders.items() if name != FIRST_LADDER
        },
        "pending_grants": pending_grants(state),
        "holds": holds(state),
        "lines": [line_row(line) for line in sorted(state.lines, key=line_place)],
        "tasks": tasks(state),
        "months": months(state),
        "scores": score_report.standings(programme, state),
        "medals": medals.standings(programme.versions[state.version or 0].medals, state),
        "inputs": dict(state.inputs),
        "reviews_suspended_until": state.suspended_until,
        "erased": state.erased,
        "suspended": state.suspended,
    }


def purse_row(purse: Purse) -> dict[str, Any]:
    """Return the balances of one purse and its buckets."""
    return {
        "available": purse.available,
        "pending": purse.accounts["pending"],
        "debt": purse.owed,
        "accounts": dict(purse.accounts),
        "buckets": buckets(purse),
    }


def ladder_row(ladder: Ladder) -> dict[str, Any]:
    """Return growth and tier of one ladder."""
    return {
        "growth": ladder.available,
        "tier": ladder.tier,
        "tier_expires_at": ladder.expires_at,
        "accounts": dict(ladder.accounts),
    }


def buckets(purse: Purse) -> list[dict[str, Any]]:
    """Return the buckets of a purse in spend order."""
    return [bucket_row(each) for each in sorted(purse.buckets, key=spend_order)]


def bucket_row(bucket: Bucket) -> dict[str, Any]:
    """Return one bucket."""
    return {
        "expires_on": dates.iso(bucket.expires_on),
        "funder": bucket.funder,
        "lot_class": bucket.lot_class,
        "beans": bucket.beans,
    }


def pending_grants(state: Standing) -> list[dict[str, Any]]:
    """Return what waits for time or for a claim, oldest first."""
    return [
        {
            "rule": each.rule,
            "purse": each.book,
            "order": each.order,
            "line": each.line,
            "beans": each.pending,
            "claim": each.claim,
            "due_at": each.due_at,
        }
        for each in state.accruals
        if each.pending > 0
    ]


def holds(state: Standing) -> list[dict[str, Any]]:
    """Return the open holds with what they hold, by id."""
    rows = []
    for hold in sorted(state.holds, key=lambda each: each.hold):
        if hold.status in ("open", "in_doubt"):
            held = [e.beans for e in state.allocations if not e.order and e.subject == hold.hold]
            rows.append({"hold": hold.hold, "status": hold.status, "beans": sum(held)})
    return rows


def line_place(line: Line) -> tuple[str, int]:
    """Return the key by which lines are listed."""
    return line.order, line.line


def line_row(line: Line) -> dict[str, Any]:
    """Return one open line."""
    return {
        "order": line.order,
        "line": line.line,
        "status": line.status,
        "quantity": line.quantity,
        "returned": line.returned,
        "amount_fen": line.amount,
        "beans": line.beans,
        "beans_left": line.beans - cumulative(line.beans, line.returned, line.quantity),
        "paid": {tender: fen for tender, fen in line.paid.items() if fen},
        "closes_on": dates.iso(line.closes_on),
    }


def tasks(state: Standing) -> dict[str, dict[str, int]]:
    """Return task -> first day of the window -> count."""
    result: dict[str, dict[str, int]] = {}
    for progress in state.tasks:
        result.setdefault(progress.task, {})[str(dates.iso(progress.window))] = progress.count
    return result


def months(state: Standing) -> list[dict[str, Any]]:
    """Return the months that are kept, counted back from the newest."""
    newest = max((each.month for each in state.months if not each.is_empty()), default=0)
    return [
        {
            "month": str(dates.iso(dates.first_of_month(facts.month)))[:7],
            "orders": facts.orders,
            "refusals": facts.refusals,
            "purchase_days": sorted(dates.civil(day)[2] for day in facts.purchase_days),
            "spend_fen": facts.spend,
            "returned_fen": facts.returned,
            "activities": {name: count for name, count in facts.activities.items() if count},
            "category_classes": {
                name: {
                    "orders": each.orders,
                    "spend_fen": each.spend,
                    "returned_fen": each.returned,
                }
                for name, each in facts.classes.items()
            },
        }
        for facts in sorted(state.months, key=lambda each: each.month)
        if facts.month > newest - MONTHS_KEPT and not facts.is_empty()
    ]
