"""The ladder: which level, until when, and what a new version makes of it."""

from tests.reference import dates
from tests.reference.books import Step, find_bucket, move, put, spend_order
from tests.reference.records import Bucket
from tests.reference.terms import Level, Terms


def level_by_growth(step: Step, terms: Terms) -> str | None:
    """Return the highest level whose threshold the growth reaches, level 0 if not qualified."""
    if not terms.levels:
        return None
    found = terms.levels[0].id
    if step.state.qualified:
        growth = step.state.books["growth"]["available"]
        for level in terms.levels[1:]:
            if level.threshold <= growth:
                found = level.id
    return found


def set_level(step: Step, level_id: str | None, day: int) -> None:
    """Move to a level; its qualification period starts on the day."""
    level = find_level(step.ladder, level_id)
    until = None
    if level is not None and level.validity_months:
        until = step.zone.start_of(dates.add_months(day, level.validity_months))
    before = step.state.tier
    step.state.tier = level_id
    step.state.tier_expires_at = until
    step.changed("tier_changed", before=before, after=level_id, until=until)


def find_level(terms: Terms, level_id: str | None) -> Level | None:
    """Return a level by its id."""
    return next((level for level in terms.levels if level.id == level_id), None)


def find_again(step: Step) -> None:
    """Find the level anew by growth; only a move starts a new period."""
    level_id = level_by_growth(step, step.ladder)
    if level_id != step.state.tier:
        set_level(step, level_id, step.today)


def climb(step: Step) -> None:
    """Growth rose: the level only climbs; one that was given stands above what growth gives."""
    terms, state = step.ladder, step.state
    found = level_by_growth(step, terms)
    if found is not None and terms.level(found) > terms.level(state.tier):
        set_level(step, found, step.today)


def add_growth(
    step: Step,
    amount: int,
    cause: str,
    *,
    rule: str | None = None,
    subject: str = "",
    line: int = 0,
) -> None:
    """Book growth that comes; the tier climbs at once."""
    if amount == 0:
        return
    legs = ("issuer", "available")
    move(step, "growth", legs, amount, cause, rule=rule, subject=subject, line=line)
    climb(step)


def take_growth(
    step: Step, amount: int, to: str, cause: str, *, subject: str = "", line: int = 0
) -> int:
    """Take growth, never below zero; return what was taken."""
    part = min(amount, step.state.books["growth"]["available"])
    legs = ("available", to)
    move(step, "growth", legs, part, cause, subject=subject, line=line)
    return part


def expire_tier(step: Step) -> None:
    """Take the deduction of the tier held, find the level again, start a new period."""
    level = find_level(step.ladder, step.state.tier)
    if level is not None:
        take_growth(step, level.deduction, "expired", "tier_deduction")
    set_level(step, level_by_growth(step, step.ladder), step.today)


def begin_version(step: Step, index: int) -> None:
    """Start a version: map the tier, redate the lots if it says so."""
    state = step.state
    before = state.version
    terms = step.programme.versions[index]
    state.version = index
    step.changed("version_begun", before=before, after=index)
    map_tier(step, terms)
    if terms.migration.get("lots") == "redate":
        redate(step, terms)


def map_tier(step: Step, terms: Terms) -> None:
    """Map the old level, keep it, or find it anew by growth."""
    state = step.state
    mapped = (terms.migration.get("tiers") or {}).get(state.tier)
    within = terms.migration.get("bought_within_days") or 0
    if within:
        bought = state.last_purchase_on
        if bought is None or bought < step.today - within:
            mapped = None
    if mapped is not None:
        target: str | None = mapped
        if terms.level(mapped) > 0:
            state.qualified = True
    elif terms.level(state.tier) >= 0:
        target = state.tier
    else:
        target = level_by_growth(step, terms)
    if target != state.tier:
        set_level(step, target, step.today)


def redate(step: Step, terms: Terms) -> None:
    """No lot lives longer than the new policy gives it from the start day.

    An accrual follows its bucket; where nothing is left of it, nothing follows.
    """
    limit = terms.expiry.first_day_gone(step.today)
    if limit is None:
        return

    def cut(day: int | None) -> int:
        return limit if day is None else min(day, limit)

    old = step.state.buckets
    step.state.buckets = []
    followed = {bucket.key() for bucket in old}
    for bucket in old:
        moved = Bucket(cut(bucket.expires_on), bucket.funder, bucket.lot_class, bucket.opened_at)
        if moved.expires_on != bucket.expires_on:
            step.changed("lot_redated", before=bucket.key(), after=moved.key())
        stored = find_bucket(step, moved.key())
        put(step, moved, bucket.beans)
        if stored is not None:
            stored.opened_at = min(stored.opened_at, moved.opened_at)
    step.state.buckets.sort(key=spend_order)
    for accrual in step.state.accruals:
        if accrual.pending == 0 and accrual.bucket.key() in followed:
            accrual.bucket.expires_on = cut(accrual.bucket.expires_on)
