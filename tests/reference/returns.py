"""Returns and claw-back: every number taken back is cumulative, so parts sum to the whole."""

import copy
from typing import Any

from tests.reference.books import (
    Step,
    allocated,
    draw,
    find_bucket,
    give_back,
    move,
    take,
)
from tests.reference.earning import drop_settled, expiry_of
from tests.reference.facts import book_return, keep_closing, spend_of
from tests.reference.falling import Dues, Falling, about
from tests.reference.names import NOT_REFUNDED, Refused
from tests.reference.numbers import cumulative
from tests.reference.records import Accrual, Allocation, Bucket, Line, Order, Review
from tests.reference.tiers import find_again, take_growth


def return_line(step: Step) -> None:
    """Take pieces of a completed line back."""
    line, order = find_returned_line(step)
    if line.status != "completed":
        raise Refused("order_not_completed")
    before = line.returned
    after = before + step.event["quantity"]
    if after > line.quantity:
        raise Refused("return_exceeds_line")
    if archive_differs(step):
        raise Refused("archived_line_mismatch")
    line.returned = after
    if step.event["archived"] is not None:
        step.state.late_returns[line.order, line.line] = after

    def now(whole: int) -> int:
        return cumulative(whole, after, line.quantity) - cumulative(whole, before, line.quantity)

    drawn = allocated(step, line.order, order=True)
    give_back(step, drawn, now(line.beans), "returned_to_member", line=line.line)
    missing = take_back_line(step, line, whole=False)
    if after == line.quantity:
        missing += take_back_reviews(step, line)
    money = sum(fen for tender, fen in line.paid.items() if tender not in NOT_REFUNDED)
    due = now(money)
    withheld = min(due, missing * 100 // step.terms.per_yuan)
    if due:
        step.changed(
            "refund_due", order=line.order, line=line.line, after=due - withheld, before=withheld
        )
    book_return(step, order, line, now(spend_of(step, line)))
    if line.closes_on <= step.today:
        archive(step, line)


def find_returned_line(step: Step) -> tuple[Line, Order]:
    """Return the open line, or the one that the event brings back from its archive."""
    event = step.event
    orders = [order for order in step.state.orders if order.order == event["order"]]
    lines = [line for line in step.state.lines if line.order == event["order"]]
    mine = [line for line in lines if line.line == event["line"]]
    if mine:
        return mine[0], orders[0]
    if event["archived"] is None:
        raise Refused("line_unknown" if orders else "order_unknown")
    if archive_differs(step):
        raise Refused("archived_line_mismatch")
    return reopen(step, event["archived"], orders)


def archive_differs(step: Step) -> bool:
    """Return whether the event brings the record of another line."""
    record = step.event["archived"]
    if record is None:
        return False
    place = (record["line"].order, record["line"].line)
    wanted = (step.event["order"], step.event["line"])
    return place != wanted or record["line"].returned < step.state.late_returns.get(wanted, 0)


def reopen(step: Step, record: dict[str, Any], orders: list[Order]) -> tuple[Line, Order]:
    """Put an archived line back; it closes again after the event."""
    fresh = copy.deepcopy(record)
    if not orders:
        step.state.orders.append(fresh["order"])
        orders = [fresh["order"]]
    step.state.lines.append(fresh["line"])
    for accrual in fresh["accruals"]:
        reopen_accrual(step, accrual)
    step.state.allocations.extend(fresh["allocations"])
    return fresh["line"], orders[0]


def reopen_accrual(step: Step, recorded: Accrual) -> None:
    """Bring back what a line earned: it waits still, was posted since, or nobody knows (claims)."""
    if recorded.pending:
        waiting = [each for each in step.state.accruals if is_recorded(each, recorded)]
        if waiting:
            step.asked["late return", "still waits"] += 1
            waiting[0].closed = False
            return
        if recorded.claim:
            step.asked["late return", "claimed or lapsed"] += 1
            return
        step.asked["late return", "posted since"] += 1
        posted_on = step.zone.day_at(recorded.due_at)
        recorded.bucket.expires_on = expiry_of(step, recorded).first_day_gone(posted_on)
        recorded.pending, recorded.due_at = 0, None
    recorded.closed = False
    step.state.accruals.append(recorded)


def is_recorded(accrual: Accrual, recorded: Accrual) -> bool:
    """Return whether an accrual that waits, closed, is the one of a record."""
    same = ("source", "order", "line", "review", "rule", "currency", "book", "due_at")
    return accrual.closed and all(getattr(accrual, k) == getattr(recorded, k) for k in same)


def is_of_line(accrual: Accrual, line: Line) -> bool:
    """Return whether an accrual belongs to this line, not to one closed before under its name."""
    return (accrual.order, accrual.line) == (line.order, line.line) and not accrual.closed


def archive(step: Step, line: Line) -> None:
    """Close a line: it leaves with its accruals and its share of the beans that paid."""
    state = step.state
    order = next(each for each in state.orders if each.order == line.order)
    keep_closing(step, order, line)
    left = line.beans - cumulative(line.beans, line.returned, line.quantity)
    drawn = allocated(step, line.order, order=True)
    kept: list[Allocation] = []
    if order.beans_held:
        give_back(step, drawn, left, "returned_to_member", line=line.line)
    else:
        kept = cut_allocations(step, drawn, left)
    mine = [each for each in state.accruals if is_of_line(each, line)]
    recorded = copy.deepcopy(mine)
    for each in mine:
        each.closed = True
    gone = [each for each in mine if each.pending == 0]
    state.accruals = [each for each in state.accruals if each not in gone]
    state.lines = [each for each in state.lines if each is not line]
    record = {"order": order, "line": line, "accruals": recorded, "allocations": kept}
    step.archived.append(copy.deepcopy(record))
    step.changed("line_archived", subject=line.order, line=line.line)
    if not any(each.order == line.order for each in state.lines):
        state.orders = [each for each in state.orders if each.order != line.order]


def cut_allocations(step: Step, drawn: list[Allocation], beans: int) -> list[Allocation]:
    """Cut out what paid one line, last drawn first; return it in the order of drawing."""
    kept: list[Allocation] = []
    for each in reversed(drawn):
        part = min(beans, each.beans)
        if part > 0:
            old = each.bucket
            bucket = Bucket(old.expires_on, old.funder, old.lot_class, old.opened_at)
            kept.insert(0, Allocation(each.subject, False, bucket, part, True))
            each.beans -= part
            beans -= part
    step.state.allocations = [each for each in step.state.allocations if each.beans > 0]
    return kept


def take_back_line(step: Step, line: Line, *, whole: bool) -> int:
    """Take back what a line earned, by its returned pieces; return the beans to withhold."""
    missing = 0
    for accrual in list(step.state.accruals):
        if is_of_line(accrual, line):
            part = cumulative(accrual.granted, line.returned, line.quantity)
            missing += take_back(step, accrual, accrual.granted if whole else part)
    return missing


def take_back_reviews(step: Step, line: Line) -> int:
    """Take back what reviews and photos of a line earned; return the beans to withhold."""
    missing = 0
    for review in step.state.reviews:
        if review.order and (review.order, review.line) == (line.order, line.line):
            missing += take_back_review(step, review)
    return missing


def take_back_review(step: Step, review: Review) -> int:
    """Take back in full what a review earned; return the beans to withhold."""
    own = [each for each in step.state.accruals if each.review == review.review and not each.closed]
    return sum(take_back(step, accrual, accrual.granted) for accrual in own)


def take_back(step: Step, accrual: Accrual, target: int) -> int:
    """Take an accrual back up to a total; return the beans that the policy withholds."""
    wanted = max(0, target - accrual.reversed)
    accrual.reversed += wanted
    subject, line = accrual.order or accrual.review, accrual.line
    if accrual.currency == "growth":
        ladder = step.state.ladders[accrual.book]
        place: dict[str, Any] = {"subject": subject, "line": line}
        if take_growth(step, ladder, wanted, "clawed_back", "clawed_back", **place):
            find_again(step, ladder)
        return 0
    waiting = min(wanted, accrual.pending)
    accrual.pending -= waiting
    legs = ("pending", "clawed_back")
    purse, bucket = step.purse_of(accrual), accrual.bucket
    move(step, purse, legs, waiting, "clawed_back", bucket=bucket, subject=subject, line=line)
    missing = wanted - waiting - take_beans(step, accrual, wanted - waiting)
    return shortfall(step, accrual, missing)


def take_beans(step: Step, accrual: Accrual, wanted: int) -> int:
    """Take available beans of its purse: from the grant's bucket first, then in spend order."""
    subject, line = accrual.order or accrual.review, accrual.line
    purse = step.purse_of(accrual)
    bucket = find_bucket(purse, accrual.bucket.key())
    first = min(wanted, bucket.beans) if bucket else 0
    if bucket and first:
        take(purse, bucket, first)
        legs = ("available", "clawed_back")
        move(step, purse, legs, first, "clawed_back", bucket=bucket, subject=subject, line=line)
    rest = min(wanted - first, purse.available)
    draw(step, purse, rest, "clawed_back", "clawed_back", subject=subject, line=line)
    return first + rest


def shortfall(step: Step, accrual: Accrual, missing: int) -> int:
    """Deal with beans that are not there any more; return those to withhold in money."""
    if missing == 0:
        return 0
    purse = step.purse_of(accrual)
    subject, line = accrual.order or accrual.review, accrual.line
    policy = (step.terms.beans.get("reverse") or {}).get("shortfall") or "debt"
    if policy == "withhold" and purse is not step.money:
        # No money stands for these beans.
        policy = "debt"
    if policy == "refuse":
        raise Refused("clawback_exceeds_balance")
    if policy == "debt":
        legs = ("debt", "clawed_back")
        move(step, purse, legs, missing, "clawed_back", subject=subject, line=line)
    return missing if policy == "withhold" else 0


def line_closings(step: Step) -> Falling:
    """Return the lines that will close."""
    zone = step.zone
    return [(zone.start_of(each.closes_on), about(archive, each)) for each in step.state.lines]


def review_closings(step: Step) -> Falling:
    """Return the days on which reviews close."""
    return [(step.zone.start_of(each.closes_on), forget_reviews) for each in step.state.reviews]


def forget_reviews(step: Step) -> None:
    """Forget the reviews that close today, and what can no longer be taken back."""
    state = step.state
    gone = {review.review for review in state.reviews if review.closes_on <= step.today}
    for each in state.accruals:
        # A review that is told again under its name is another one.
        each.closed |= each.review in gone
    state.reviews = [review for review in state.reviews if review.review not in gone]
    drop_settled(step)


DUE: Dues = [("line", line_closings), ("review", review_closings)]
