"""Ladders: which level, until when, and what a new version makes of it."""

from tests.reference import dates, medals, scores
from tests.reference.books import Step, find_bucket, move, put, spend_order
from tests.reference.falling import Dues, Falling, about
from tests.reference.records import Bucket, Ladder, Purse
from tests.reference.terms import Level, Terms


def level_by_growth(step: Step, ladder: Ladder) -> str | None:
    """Return the highest level whose threshold the growth reaches, level 0 if not qualified."""
    levels = step.levels(ladder)
    if not levels:
        return None
    found = levels[0].id
    if ladder.qualified:
        for level in levels[1:]:
            if level.threshold <= ladder.available:
                found = level.id
    return found


def set_level(step: Step, ladder: Ladder, level_id: str | None, why: str) -> None:
    """Move to a level; its qualification period starts today."""
    level = find_level(step, ladder, level_id)
    until = None
    if level is not None and level.validity_months:
        until = step.zone.start_of(dates.add_months(step.today, level.validity_months))
    place_at(step, ladder, level_id, until, why)


def place_at(step: Step, ladder: Ladder, level_id: str | None, until: int | None, why: str) -> None:
    """Put the member on a level until an instant, and tell it."""
    sides = {"before": ladder.tier, "after": level_id}
    ladder.tier = level_id
    ladder.expires_at = until
    step.changed("tier_changed", ladder=ladder.name, **sides, until=until, why=why)


def find_level(step: Step, ladder: Ladder, level_id: str | None) -> Level | None:
    """Return a level of a ladder by its id."""
    return next((level for level in step.levels(ladder) if level.id == level_id), None)


def find_again(step: Step, ladder: Ladder) -> None:
    """Find the level anew by growth; only a move starts a new period."""
    level_id = level_by_growth(step, ladder)
    if level_id != ladder.tier:
        set_level(step, ladder, level_id, "fell")


def climb(step: Step, ladder: Ladder) -> None:
    """Growth rose: the level only climbs; one that was given stands above what growth gives."""
    place = step.reached.level
    found = level_by_growth(step, ladder)
    if found is not None and place(ladder.name, found) > place(ladder.name, ladder.tier):
        set_level(step, ladder, found, "climbed")


def add_growth(
    step: Step,
    ladder: Ladder,
    amount: int,
    cause: str,
    *,
    rule: str | None = None,
    subject: str = "",
    line: int = 0,
) -> None:
    """Book growth that comes; the tier of its ladder climbs at once."""
    if amount == 0:
        return
    legs = ("issuer", "available")
    move(step, ladder, legs, amount, cause, rule=rule, subject=subject, line=line)
    climb(step, ladder)


def take_growth(
    step: Step,
    ladder: Ladder,
    amount: int,
    to: str,
    cause: str,
    *,
    subject: str = "",
    line: int = 0,
) -> int:
    """Take growth, never below zero; return what was taken."""
    part = min(amount, ladder.available)
    legs = ("available", to)
    move(step, ladder, legs, part, cause, subject=subject, line=line)
    return part


def expire_tier(step: Step, ladder: Ladder) -> None:
    """Take the deduction of the tier held, find the level again, start a new period."""
    level = find_level(step, ladder, ladder.tier)
    if level is not None:
        take_growth(step, ladder, level.deduction, "expired", "tier_deduction")
    set_level(step, ladder, level_by_growth(step, ladder), "period_ended")


def begin_version(step: Step, index: int) -> None:
    """Start a version: map the tiers, settle the scores that begin, redate the lots if told."""
    state = step.state
    before = state.version
    terms = step.programme.versions[index]
    state.version = index
    step.changed("version_begun", before=before, after=index)
    for ladder in state.ladders.values():
        map_tier(step, ladder, terms)
    if terms.migration.get("lots") == "redate":
        # Lots of a purse that the version does not declare keep their day.
        for name in terms.purses:
            redate(step, state.purses[name], terms)
    scores.begin_scores(step, step.programme.versions[before or 0].scores)
    medals.begin_medals(step, step.programme.versions[before or 0].medals)


def map_tier(step: Step, ladder: Ladder, terms: Terms) -> None:
    """Map the old level, keep it, or find it anew by growth."""
    mapped = (terms.migration.get("tiers") or {}).get(ladder.tier)
    within = terms.migration.get("bought_within_days") or 0
    if within:
        bought = step.state.last_purchase_on
        if bought is None or bought < step.today - within:
            mapped = None
    if mapped is not None:
        target: str | None = mapped
        if terms.level(ladder.name, mapped) > 0:
            ladder.qualified = True
    elif terms.level(ladder.name, ladder.tier) >= 0:
        target = ladder.tier
    else:
        target = level_by_growth(step, ladder)
    if target != ladder.tier:
        set_level(step, ladder, target, "mapped" if mapped is not None else "found_again")


def redate(step: Step, purse: Purse, terms: Terms) -> None:
    """No lot lives longer than the new policy of its purse gives it from the start day.

    An accrual follows its bucket; where nothing is left of it, nothing follows.
    """
    limit = terms.expiry_of(purse.name).first_day_gone(step.today)
    if limit is None:
        return

    def cut(day: int | None) -> int:
        return limit if day is None else min(day, limit)

    old = purse.buckets
    purse.buckets = []
    followed = {bucket.key() for bucket in old}
    for bucket in old:
        moved = Bucket(cut(bucket.expires_on), bucket.funder, bucket.lot_class, bucket.opened_at)
        if moved.expires_on != bucket.expires_on:
            days = {"before": bucket.key(), "after": moved.key()}
            step.changed("lot_redated", purse=purse.name, **days)
        stored = find_bucket(purse, moved.key())
        put(purse, moved, bucket.beans)
        if stored is not None:
            stored.opened_at = min(stored.opened_at, moved.opened_at)
    purse.buckets.sort(key=spend_order)
    for accrual in step.state.accruals:
        follows = purse.owns(accrual) and accrual.bucket.key() in followed
        if accrual.pending == 0 and follows:
            accrual.bucket.expires_on = cut(accrual.bucket.expires_on)


def next_version(step: Step) -> Falling:
    """Return the start of the version that follows the one that the standing has reached."""
    following = (step.state.version or 0) + 1
    if following >= len(step.programme.versions):
        return []
    return [(step.programme.versions[following].start, about(begin_version, following))]


def periods(step: Step) -> Falling:
    """Return the ends of the qualification periods, in the order of ladders."""
    return [
        (ladder.expires_at, about(expire_tier, ladder))
        for ladder in step.state.ladders.values()
        if ladder.expires_at is not None
    ]


DUE: Dues = [("version_start", next_version), ("tier", periods)]
