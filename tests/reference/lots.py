"""Beans that wait for a day: those that become available, and those whose day has come."""

from tests.reference.books import Step, move, spend_order, take
from tests.reference.earning import release
from tests.reference.falling import Dues, Falling, about
from tests.reference.records import Accrual, Bucket, Purse, Standing


def waits(step: Step) -> Falling:
    """Return the beans that wait for their release or for the end of their claim window."""
    return [
        (accrual.due_at, about(end_wait, accrual))
        for accrual in step.state.accruals
        if accrual.pending > 0 and accrual.due_at is not None
    ]


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


def pool(state: Standing) -> list[tuple[Purse, Bucket]]:
    """Return the buckets of all purses in spend order; among equals the first purse comes first."""
    buckets = [(purse, each) for purse in state.purses.values() for each in purse.buckets]
    return sorted(buckets, key=lambda each: spend_order(each[1]))


def last_days(step: Step) -> Falling:
    """Return the buckets that will expire."""
    return [
        (step.zone.start_of(bucket.expires_on), about(expire, purse, bucket))
        for purse, bucket in pool(step.state)
        if bucket.expires_on is not None
    ]


def expire(step: Step, purse: Purse, bucket: Bucket) -> None:
    """A bucket's day has come."""
    beans = bucket.beans
    take(purse, bucket, beans)
    move(step, purse, ("available", "expired"), beans, "expired", bucket=bucket)


DUE: Dues = [("pending", waits), ("bucket", last_days)]
