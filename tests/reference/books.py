"""Two legs for everything: how beans and growth move between accounts and buckets."""

from dataclasses import dataclass, field
from typing import Any

from tests.reference import dates
from tests.reference.names import LARGEST_BALANCE, Refused
from tests.reference.records import Allocation, Bucket, Movement, Standing
from tests.reference.terms import Programme, Terms


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
    def ladder(self) -> Terms:
        """Return the version that the standing has reached; its levels are the ladder."""
        return self.programme.versions[self.state.version or 0]

    def changed(self, kind: str, **what: Any) -> None:
        """Note a change that is not a movement."""
        self.changes.append({"kind": kind, "at": self.at, **what})


def move(
    step: Step,
    currency: str,
    legs: tuple[str, str],
    amount: int,
    cause: str,
    *,
    bucket: Bucket | None = None,
    rule: str | None = None,
    subject: str = "",
    line: int = 0,
) -> None:
    """Book an amount from one account to another; nothing is booked for zero."""
    if amount == 0:
        return
    book = step.state.books[currency]
    book[legs[0]] -= amount
    book[legs[1]] += amount
    if max(abs(book[legs[0]]), abs(book[legs[1]])) > LARGEST_BALANCE:
        raise Refused("balance_out_of_range")
    step.movements.append(
        Movement(
            at=step.at,
            cause=cause,
            currency=currency,
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


def available(step: Step) -> int:
    """Return the beans that can be spent."""
    return step.state.books["beans"]["available"]


def spend_order(bucket: Bucket) -> tuple[bool, int, int, int, int]:
    """Return the place of a bucket: expiry day, then oldest, then funder and class."""
    funder = ("platform", "merchant", "partner").index(bucket.funder)
    never = bucket.expires_on is None
    return never, bucket.expires_on or 0, bucket.opened_at, funder, bucket.lot_class


def find_bucket(step: Step, key: tuple[int | None, str, int]) -> Bucket | None:
    """Return the bucket of a key."""
    return next((bucket for bucket in step.state.buckets if bucket.key() == key), None)


def put(step: Step, wanted: Bucket, beans: int) -> None:
    """Put beans into their bucket; one that is not there is opened."""
    bucket = find_bucket(step, wanted.key())
    if bucket is None:
        bucket = Bucket(wanted.expires_on, wanted.funder, wanted.lot_class, wanted.opened_at)
        step.state.buckets.append(bucket)
        step.state.buckets.sort(key=spend_order)
    bucket.beans += beans


def take(step: Step, bucket: Bucket, beans: int) -> None:
    """Take beans out of a bucket; an empty one is gone."""
    bucket.beans -= beans
    if bucket.beans < 0:
        raise AssertionError("a bucket is never negative")
    step.state.buckets = [each for each in step.state.buckets if each.beans > 0]


def draw(
    step: Step, beans: int, to: str, cause: str, *, subject: str = "", line: int = 0
) -> list[tuple[Bucket, int]]:
    """Draw beans in spend order and book them; the member must have them."""
    drawn = []
    for bucket in list(step.state.buckets):
        part = min(beans, bucket.beans)
        if part > 0:
            take(step, bucket, part)
            legs = ("available", to)
            move(step, "beans", legs, part, cause, bucket=bucket, subject=subject, line=line)
            drawn.append((bucket, part))
            beans -= part
    if beans > 0:
        raise AssertionError("beans are drawn that are not there")
    return drawn


def draw_or_owe(step: Step, beans: int, to: str, cause: str, *, subject: str = "") -> None:
    """Take what is there; the member owes the rest."""
    part = min(beans, available(step))
    draw(step, part, to, cause, subject=subject)
    move(step, "beans", ("debt", to), beans - part, cause, subject=subject)


def make_available(
    step: Step,
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
    move(step, "beans", legs, beans, cause, bucket=bucket, rule=rule, subject=subject, line=line)
    if bucket.expires_on is not None and bucket.expires_on <= step.today:
        move(step, "beans", ("available", "expired"), beans, "expired", bucket=bucket)
        return
    put(step, bucket, beans)
    repay(step, bucket, beans)


def repay(step: Step, bucket: Bucket, beans: int) -> None:
    """Whatever becomes available first repays debt, from the bucket it came to."""
    repaid = min(beans, -step.state.books["beans"]["debt"])
    if repaid > 0:
        stored = find_bucket(step, bucket.key())
        if stored is None:
            raise AssertionError("the beans were just put there")
        take(step, stored, repaid)
        move(step, "beans", ("available", "debt"), repaid, "debt_repaid", bucket=bucket)


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
        move(step, "beans", legs, part, "redeemed", bucket=allocation.bucket, subject=subject)
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
    subject = allocation.subject
    move(step, "beans", legs, beans, cause, bucket=bucket, subject=subject, line=line)
    if gone:
        move(step, "beans", ("available", "expired"), beans, "expired", bucket=bucket)
    else:
        put(step, bucket, beans)
        repay(step, bucket, beans)
