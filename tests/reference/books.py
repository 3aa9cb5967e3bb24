"""Two legs for everything: how beans and growth move between accounts and buckets."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.reference import dates
from tests.reference.names import LARGEST_BALANCE, MONEY, Refused
from tests.reference.records import (
    Accrual,
    Allocation,
    Book,
    Bucket,
    Ladder,
    Movement,
    Purse,
    Standing,
)
from tests.reference.terms import Level, Programme, Terms


@dataclass
class Step:
    """One decision in progress: what is changed, when, by which terms, and what came of it."""

    programme: Programme
    state: Standing
    at: int
    terms: Terms
    event: dict[str, Any] = field(default_factory=dict)
    movements: list[Movement] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    archived: list[dict[str, Any]] = field(default_factory=list)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def zone(self) -> dates.Zone:
        """Return the zone that gives every instant its day."""
        return self.programme.zone

    @property
    def today(self) -> int:
        """Return the day of the decision."""
        return self.zone.day_at(self.at)

    @property
    def occurred_on(self) -> int:
        """Return the day of the event."""
        return self.zone.day_at(self.event["occurred_at"])

    @property
    def reached(self) -> Terms:
        """Return the version that the standing has reached; its levels are those that count."""
        return self.programme.versions[self.state.version or 0]

    @property
    def money(self) -> Purse:
        """Return the purse that pays orders, holds and penalties: the first one alone."""
        return self.state.purses[MONEY]

    def purse_of(self, accrual: Accrual) -> Purse:
        """Return the purse that an accrual of beans gave to."""
        return self.state.purses[accrual.book]

    def levels(self, ladder: Ladder) -> list[Level]:
        """Return the levels of a ladder in the version that the standing has reached."""
        return self.reached.levels(ladder.name)

    def changed(self, kind: str, **what: Any) -> None:
        """Note a change that is not a movement."""
        self.changes.append({"kind": kind, "at": self.at, **what})


def move(
    step: Step,
    book: Book,
    legs: tuple[str, str],
    amount: int,
    cause: str,
    *,
    bucket: Bucket | None = None,
    rule: str | None = None,
    subject: str = "",
    line: int = 0,
) -> None:
    """Move an amount from one account to another; nothing is booked for zero."""
    if amount == 0:
        return
    book.accounts[legs[0]] -= amount
    book.accounts[legs[1]] += amount
    if any(abs(book.accounts[account]) > LARGEST_BALANCE for account in legs):
        raise Refused("balance_out_of_range")
    step.movements.append(
        Movement(
            at=step.at,
            cause=cause,
            currency=book.currency,
            book=book.name,
            from_account=legs[0],
            to_account=legs[1],
            amount=amount,
            rule=rule,
            expires_on=bucket.expires_on if bucket else None,
            funder=bucket.funder if bucket else "platform",
            lot_class=bucket.lot_class if bucket else 0,
            subject=subject,
            line=line,
        )
    )


def spend_order(bucket: Bucket) -> tuple[bool, int, int, int, int]:
    """Return the place of a bucket: expiry day, then oldest, then funder and class."""
    funder = ("platform", "merchant", "partner").index(bucket.funder)
    never = bucket.expires_on is None
    return never, bucket.expires_on or 0, bucket.opened_at, funder, bucket.lot_class


def find_bucket(purse: Purse, key: tuple[int | None, str, int]) -> Bucket | None:
    """Return the bucket of a key."""
    return next((bucket for bucket in purse.buckets if bucket.key() == key), None)


def put(purse: Purse, wanted: Bucket, beans: int) -> None:
    """Put beans into their bucket; one that is not there is opened."""
    bucket = find_bucket(purse, wanted.key())
    if bucket is None:
        bucket = Bucket(wanted.expires_on, wanted.funder, wanted.lot_class, wanted.opened_at)
        purse.buckets.append(bucket)
        purse.buckets.sort(key=spend_order)
    bucket.beans += beans


def take(purse: Purse, bucket: Bucket, beans: int) -> None:
    """Take beans out of a bucket; an empty one is gone."""
    bucket.beans -= beans
    if bucket.beans < 0:
        raise AssertionError("a bucket is never negative")
    purse.buckets = [each for each in purse.buckets if each.beans > 0]


def draw(
    step: Step,
    purse: Purse,
    beans: int,
    to: str,
    cause: str,
    *,
    subject: str = "",
    line: int = 0,
) -> list[tuple[Bucket, int]]:
    """Draw beans in spend order and book them; the member must have them."""
    drawn = []
    for bucket in list(purse.buckets):
        part = min(beans, bucket.beans)
        if part > 0:
            take(purse, bucket, part)
            legs = ("available", to)
            move(step, purse, legs, part, cause, bucket=bucket, subject=subject, line=line)
            drawn.append((bucket, part))
            beans -= part
    if beans > 0:
        raise AssertionError("beans are drawn that are not there")
    return drawn


def draw_or_owe(step: Step, beans: int, to: str, cause: str, *, subject: str = "") -> None:
    """Take money's worth of beans where they are there; the member owes the rest."""
    purse = step.money
    part = min(beans, purse.available)
    draw(step, purse, part, to, cause, subject=subject)
    move(step, purse, ("debt", to), beans - part, cause, subject=subject)


def make_available(
    step: Step,
    purse: Purse,
    bucket: Bucket,
    beans: int,
    cause: str,
    *,
    source: str = "issuer",
    rule: str | None = None,
    subject: str = "",
    line: int = 0,
) -> None:
    """Grant beans into their bucket; a member who owes repays from them at once."""
    if beans == 0:
        return
    legs = (source, "available")
    move(step, purse, legs, beans, cause, bucket=bucket, rule=rule, subject=subject, line=line)
    if bucket.expires_on is not None and bucket.expires_on <= step.today:
        move(step, purse, ("available", "expired"), beans, "expired", bucket=bucket)
        return
    put(purse, bucket, beans)
    repay(step, purse, bucket, beans)


def repay(step: Step, purse: Purse, bucket: Bucket, beans: int) -> None:
    """Whatever becomes available first repays debt of its purse, from the bucket it came to."""
    repaid = min(beans, purse.owed)
    if repaid > 0:
        stored = find_bucket(purse, bucket.key())
        if stored is None:
            raise AssertionError("the beans were just put there")
        take(purse, stored, repaid)
        move(step, purse, ("available", "debt"), repaid, "debt_repaid", bucket=bucket)


def allocate(
    step: Step, subject: str, drawn: list[tuple[Bucket, int]], *, held: bool, order: bool
) -> None:
    """Remember which buckets a hold or an order drew on."""
    for bucket, beans in drawn:
        kept = Bucket(bucket.expires_on, bucket.funder, bucket.lot_class, bucket.opened_at)
        step.state.allocations.append(Allocation(subject, held, kept, beans, order))


def allocated(step: Step, subject: str, *, order: bool) -> list[Allocation]:
    """Return what a hold or an order drew, in the order of drawing."""
    return [
        each
        for each in step.state.allocations
        if each.subject == subject and each.order == order and each.beans > 0
    ]


def drop_empty(step: Step) -> None:
    """Forget allocations that hold nothing any more."""
    step.state.allocations = [each for each in step.state.allocations if each.beans > 0]


def commit(step: Step, drawn: list[Allocation], beans: int) -> None:
    """Held beans are spent, first drawn first."""
    for allocation in drawn:
        part = min(beans, allocation.beans)
        beans -= part
        legs = ("held", "redeemed")
        subject = allocation.subject
        move(step, step.money, legs, part, "redeemed", bucket=allocation.bucket, subject=subject)
        if allocation.order:
            allocation.held = False
        else:
            allocation.beans -= part
    drop_empty(step)


def give_back(
    step: Step, drawn: list[Allocation], beans: int, cause: str, *, line: int = 0
) -> None:
    """Beans go back to the buckets they came from, last drawn first."""
    for allocation in reversed(drawn):
        part = min(beans, allocation.beans)
        if part == 0:
            continue
        beans -= part
        allocation.beans -= part
        restore(step, allocation, part, cause, line)
    drop_empty(step)


def restore(step: Step, allocation: Allocation, beans: int, cause: str, line: int) -> None:
    """Put beans back with their old day; beans whose day has passed go by the programme."""
    old = allocation.bucket
    bucket = Bucket(old.expires_on, old.funder, old.lot_class, old.opened_at)
    gone = bucket.expires_on is not None and bucket.expires_on <= step.today
    redeem = step.terms.beans.get("redeem") or {}
    if gone and cause == "returned_to_member" and redeem.get("returned_expired") == "grace":
        bucket.expires_on = step.today + (redeem.get("grace_days") or 0)
        gone = bucket.expires_on <= step.today
    legs = ("held" if allocation.held else "redeemed", "available")
    purse, subject = step.money, allocation.subject
    move(step, purse, legs, beans, cause, bucket=bucket, subject=subject, line=line)
    if gone:
        move(step, purse, ("available", "expired"), beans, "expired", bucket=bucket)
    else:
        put(purse, bucket, beans)
        repay(step, purse, bucket, beans)
