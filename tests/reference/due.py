"""What falls due by itself, in order of instant, then of the list in docs/rules.md 2."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.reference.books import Step, move, spend_order, take
from tests.reference.earning import drop_settled, release
from tests.reference.records import Accrual, Bucket, Purse, Standing
from tests.reference.returns import archive
from tests.reference.spending import release_hold
from tests.reference.tasks import post, posting_instant
from tests.reference.terms import Programme
from tests.reference.tiers import begin_version, expire_tier


@dataclass(frozen=True)
class Due:
    """One thing that falls due; `rank` is its place in the list."""

    instant: int
    rank: int
    act: Callable[[Step], None]


def about(act: Callable[..., None], *what: Any) -> Callable[[Step], None]:
    """Return what is to do with what it concerns, once its step is known."""
    return lambda step: act(step, *what)


def settle(programme: Programme, state: Standing, until: int) -> Step:
    """Do everything that falls due at or before an instant; return what came of it."""
    journal = Step(programme, state, until, programme.versions[0])
    while not state.erased:
        found = [due for due in all_due(programme, state) if due.instant <= until]
        if not found:
            break
        # min keeps the first of equals: the order in which they stand.
        due = min(found, key=lambda each: (each.instant, each.rank))
        terms = programme.versions[max(0, programme.version_at(due.instant))]
        step = Step(programme, state, due.instant, terms)
        due.act(step)
        state.decided_at = max(state.decided_at or due.instant, due.instant)
        journal.movements += step.movements
        journal.changes += step.changes
        journal.archived += step.archived
    return journal


def all_due(programme: Programme, state: Standing) -> list[Due]:
    """Return everything that will fall due, as the member stands now."""
    if state.version is None:
        return []
    step = Step(programme, state, 0, programme.versions[0])
    zone = programme.zone
    result = []
    if state.version + 1 < len(programme.versions):
        following = state.version + 1
        start = programme.versions[following].start
        result.append(Due(start, 1, about(begin_version, following)))
    result += [
        Due(hold.until, 2, about(release_hold, hold))
        for hold in state.holds
        if hold.status == "open" and hold.until is not None
    ]
    result += [
        Due(accrual.due_at, 3, about(end_wait, accrual))
        for accrual in state.accruals
        if accrual.pending > 0 and accrual.due_at is not None
    ]
    result += [
        Due(zone.start_of(bucket.expires_on), 4, about(expire, purse, bucket))
        for purse, bucket in pool(state)
        if bucket.expires_on is not None
    ]
    for progress in state.tasks:
        posting = posting_instant(step, progress)
        if posting is not None:
            result.append(Due(posting, 5, about(post, progress)))
    result += [
        Due(ladder.expires_at, 6, about(expire_tier, ladder))
        for ladder in state.ladders.values()
        if ladder.expires_at is not None
    ]
    return result + closings(step)


def pool(state: Standing) -> list[tuple[Purse, Bucket]]:
    """Return the buckets of all purses in spend order; among equals the first purse comes first."""
    buckets = [(purse, each) for purse in state.purses.values() for each in purse.buckets]
    return sorted(buckets, key=lambda each: spend_order(each[1]))


def closings(step: Step) -> list[Due]:
    """Return the lines, reviews and accruals that will close."""
    state, zone = step.state, step.zone
    result = []
    for line in state.lines:
        instant = zone.start_of(line.closes_on)
        result.append(Due(instant, 7, about(archive, line)))
    result += [Due(zone.start_of(each.closes_on), 7, forget_reviews) for each in state.reviews]
    return result


def forget_reviews(step: Step) -> None:
    """Forget the reviews that close today, and what can no longer be taken back."""
    state = step.state
    state.reviews = [review for review in state.reviews if review.closes_on > step.today]
    drop_settled(step)


def end_wait(step: Step, accrual: Accrual) -> None:
    """Pending beans become available, or lapse if nobody claimed them."""
    if not accrual.claim:
        release(step, accrual, "released")
        return
    beans = accrual.pending
    accrual.pending = 0
    subject, line = accrual.order or accrual.review, accrual.line
    legs = ("pending", "forfeited")
    purse, bucket = step.purse_of(accrual), accrual.bucket
    move(step, purse, legs, beans, "claim_lapsed", bucket=bucket, subject=subject, line=line)
    # The member never had these beans: nothing is left to take back.
    step.state.accruals.remove(accrual)


def expire(step: Step, purse: Purse, bucket: Bucket) -> None:
    """A bucket's day has come."""
    beans = bucket.beans
    take(purse, bucket, beans)
    move(step, purse, ("available", "expired"), beans, "expired", bucket=bucket)
