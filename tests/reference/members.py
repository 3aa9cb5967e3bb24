"""Events about the member: reviews, inputs, adjustments, imports, erasure."""

from tests.reference import dates, medals, scores
from tests.reference.books import Step, draw, make_available, move
from tests.reference.names import FIRST_LADDER, MONEY, REVIEW_KINDS, Refused, refuse_lowest
from tests.reference.records import Bucket, Ladder, Purse, Review, Standing
from tests.reference.returns import take_back_review
from tests.reference.tiers import add_growth, find_again, place_at, set_level, take_growth


def update_input(step: Step) -> None:
    """Remember the new value of an input."""
    if step.event["input"] not in step.programme.inputs:
        raise Refused("input_unknown")
    step.state.inputs[step.event["input"]] = step.event["value"]


def add_review(step: Step) -> None:
    """Remember a review or photo, so that it can be deleted."""
    event = step.event
    if any(review.review == event["subject"] for review in step.state.reviews):
        raise Refused("review_exists")
    closes_on = step.occurred_on + step.programme.returns_horizon_days
    review = Review(
        event["subject"],
        event["order"],
        event["line"],
        closes_on,
        event["kind"],
        step.occurred_on,
    )
    step.state.reviews.append(review)


def review_earns(step: Step) -> bool:
    """Judge the worth of a review; too many invalid ones suspend what reviews earn."""
    if step.event["kind"] not in REVIEW_KINDS:
        return True
    risk, state = step.terms.review_risk, step.state
    invalid = False
    for name in ("copied_percent", "duplicate_percent", "reporters"):
        most = risk.get(f"{name}_max") or 0
        invalid |= most > 0 and step.event[name] > most
    if invalid:
        state.invalid_reviews += 1
        limit = risk.get("invalid_limit") or 0
        if limit and state.invalid_reviews > limit:
            until = step.zone.start_of(step.today + (risk.get("suspension_days") or 0))
            state.suspended_until = max(state.suspended_until, until)
            step.changed("reviews_suspended", until=state.suspended_until)
    return not invalid and step.at >= state.suspended_until


def delete_review(step: Step) -> None:
    """Take back what a review earned."""
    wanted = step.event["subject"]
    review = next((each for each in step.state.reviews if each.review == wanted), None)
    if review is None or review.deleted:
        raise Refused("review_unknown")
    review.deleted = True
    wanted_month = dates.month_of(review.happened_on)
    # A month that is forgotten by now has nothing to lose.
    for month in step.state.months:
        if month.month == wanted_month and review.kind in month.activities:
            month.activities[review.kind] -= 1
    take_back_review(step, review)


def adjust(step: Step) -> None:
    """Book growth and beans up or down by hand."""
    growth, beans = step.event["growth"], step.event["beans"]
    purse, ladder = named_purse(step), named_ladder(step)
    if -beans > purse.available:
        raise Refused("insufficient_beans")
    if growth > 0:
        add_growth(step, ladder, growth, "adjusted")
    elif growth < 0:
        take_growth(step, ladder, -growth, "forfeited", "adjusted")
        find_again(step, ladder)
    if beans > 0:
        make_available(step, purse, bucket_by_policy(step, purse), beans, "adjusted")
    elif beans < 0:
        draw(step, purse, -beans, "forfeited", "adjusted")


def named_purse(step: Step) -> Purse:
    """Return the purse that the event names; its terms must declare it."""
    name = step.event["purse"] or MONEY
    if name not in step.terms.purses:
        raise Refused("field_missing")
    return step.state.purses[name]


def named_ladder(step: Step) -> Ladder:
    """Return the ladder of the event, or of its tier; the standing's version declares both."""
    tier = step.event["tier"] if step.event["kind"] == "imported" else ""
    told = step.programme.ladder_of(tier) if tier else None
    name = step.event["ladder"] or told or FIRST_LADDER
    if name not in step.reached.ladders:
        raise Refused("field_missing")
    return step.state.ladders[name]


def bucket_by_policy(step: Step, purse: Purse) -> Bucket:
    """Return the bucket of beans that no rule grants."""
    expiry = step.terms.expiry_of(purse.name)
    return Bucket(expiry.first_day_gone(step.today), "platform", 0, step.at)


def import_balance(step: Step) -> None:
    """Take growth, a tier and beans over from elsewhere."""
    event = step.event
    purse, ladder = named_purse(step), named_ladder(step)
    level = step.reached.level(ladder.name, event["tier"]) if event["tier"] else None
    codes = []
    if level is not None and level < 0:
        codes.append("field_missing")
    if (event["growth"] or event["tier"]) and ladder.available > 0:
        codes.append("import_not_empty")
    refuse_lowest(codes)
    # Growth without a level asks for the level that it gives.
    ladder.qualified |= level > 0 if level is not None else event["growth"] > 0
    add_growth(step, ladder, event["growth"], "imported")
    # To import the first level that is held already is no change.
    if level or (event["tier"] and event["tier"] != ladder.tier):
        set_level(step, ladder, event["tier"], "imported")
    bucket = bucket_by_policy(step, purse)
    if event["expires_at"] is not None:
        bucket.expires_on = step.zone.day_at(event["expires_at"])
    make_available(step, purse, bucket, event["beans"], "imported")


def suspend(step: Step) -> None:
    """Take the right to use beans, or give it back."""
    suspended = step.event["kind"] == "account_suspended"
    if step.state.suspended != suspended:
        step.changed("account_changed", before=not suspended, after=suspended)
        step.state.suspended = suspended


def erase(step: Step) -> None:
    """Forfeit what is there, write debt off, forget every fact."""
    state = step.state
    for purse in state.purses.values():
        draw(step, purse, purse.available, "forfeited", "erased")
    for accrual in state.accruals:
        if accrual.pending:
            legs, bucket = ("pending", "forfeited"), accrual.bucket
            move(step, step.purse_of(accrual), legs, accrual.pending, "erased", bucket=bucket)
    for each in state.allocations:
        if each.held:
            legs = ("held", "forfeited")
            move(step, step.money, legs, each.beans, "erased", bucket=each.bucket)
    for purse in state.purses.values():
        move(step, purse, ("issuer", "debt"), purse.owed, "erased")
    for ladder in state.ladders.values():
        take_growth(step, ladder, ladder.available, "forfeited", "erased")
        first = step.reached.first_level(ladder.name)
        if ladder.tier != first:
            place_at(step, ladder, first, None, "erased")
        ladder.qualified = False
    scores.erase(step)
    medals.erase(step)
    fresh = Standing(state.purses, state.ladders, version=state.version, erased=True)
    step.state.__dict__.update(fresh.__dict__)
    step.changed("member_erased")
