"""The general earning rule: units, awards, multipliers, caps, and how rules share a line."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.reference import dates
from tests.reference.books import Step, make_available, move
from tests.reference.conditions import Asking, Good, event_holds, good_holds
from tests.reference.names import FIRST_LADDER
from tests.reference.numbers import fraction, largest_remainder, rounded
from tests.reference.records import Accrual, Bucket
from tests.reference.terms import Expiry, Multiplier, Rule
from tests.reference.tiers import add_growth


@dataclass
class Sharing:
    """What rules of one purse or ladder gave to the lines of one event so far."""

    given: dict[int, int] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Unit:
    """What one award is computed on; `count` pieces that are alike stand together."""

    goods: list[Good]
    amount: int
    count: int = 1


def run_rules(step: Step, asking: Asking) -> None:
    """Ask the rules of the event's kind book by book: growth first, then beans."""
    ladders = [("growth", name) for name in step.programme.ladders]
    purses = [("beans", name) for name in step.programme.purses]
    for book in ladders + purses:
        sharing = Sharing()
        for rule in step.terms.rules:
            if (rule.currency, rule.book) == book and rule.trigger == step.event["kind"]:
                ask(step, rule, asking, sharing)


def ask(step: Step, rule: Rule, asking: Asking, sharing: Sharing) -> None:
    """Ask one rule about one event."""
    state = step.state
    times = rule.caps.get("times_per_day") or 0
    times_key = (rule.name, "times", step.occurred_on)
    if not event_holds(step, rule.when, asking):
        return
    if times and state.used.get(times_key, 0) >= times:
        return
    goods = qualifying(step, rule, asking, sharing)
    if not goods:
        return
    awards = capped(step, rule, asking, award_lines(step, rule, asking, goods))
    if not any(awards):
        return
    if times:
        state.used[times_key] = state.used.get(times_key, 0) + 1
    for kind in WINDOWS:
        if kind not in rule.caps:
            continue
        key = (rule.name, kind, window(step, rule, kind))
        state.used[key] = state.used.get(key, 0) + sum(awards)
    for good, amount in zip(goods, awards, strict=True):
        if amount > 0:
            share(step, rule, asking, good, amount, sharing)


def share(
    step: Step, rule: Rule, asking: Asking, good: Good, amount: int, sharing: Sharing
) -> None:
    """Book the award of one line and note what it means for later rules."""
    sharing.given[good.line] = sharing.given.get(good.line, 0) + amount
    if rule.combine in ("exclusive", "stop"):
        sharing.closed.add(good.line)
    if rule.when.get("same_sku_days") and good.sku:
        step.state.skus.setdefault((rule.name, good.sku), []).append(asking.purchase_day)
    book(step, rule, asking, good, amount)


def qualifying(step: Step, rule: Rule, asking: Asking, sharing: Sharing) -> list[Good]:
    """Return the lines that this rule may give to."""
    goods = []
    seen: set[str] = set()
    for good in asking.goods:
        taken = good.line in sharing.closed
        taken |= rule.combine == "exclusive" and sharing.given.get(good.line, 0) > 0
        if taken or not good_holds(rule.when, good):
            continue
        if rule.when.get("same_sku_days") and good.sku:
            if good.sku in seen or not sku_rested(step, rule, asking, good.sku):
                continue
            seen.add(good.sku)
        goods.append(good)
    return goods


def sku_rested(step: Step, rule: Rule, asking: Asking, sku: str) -> bool:
    """Return whether no purchase of the SKU that earned by this rule is less than its days away."""
    days = step.state.skus.get((rule.name, sku), [])
    return all(abs(asking.purchase_day - day) >= rule.when["same_sku_days"] for day in days)


def award_lines(step: Step, rule: Rule, asking: Asking, goods: list[Good]) -> list[int]:
    """Return what each line gets, before the caps of the whole event."""
    least = rule.when.get("min_amount_fen") or 0
    awards = dict.fromkeys((good.line for good in goods), 0)
    for unit in units(rule, goods):
        if unit.amount < least:
            continue
        amount = award(step, rule, asking, unit) * unit.count
        weights = [good.counted(rule.tenders) for good in unit.goods]
        for good, part in zip(unit.goods, largest_remainder(amount, weights), strict=True):
            awards[good.line] += part
    return [awards[good.line] for good in goods]


def units(rule: Rule, goods: list[Good]) -> list[Unit]:
    """Group lines into what one award is computed on."""
    if rule.unit == "piece":
        return [unit for good in goods for unit in pieces(rule, good)]
    if rule.unit in ("sub_order", "order"):
        groups: dict[int, list[Good]] = {}
        for good in goods:
            groups.setdefault(good.sub_order if rule.unit == "sub_order" else 0, []).append(good)
    else:
        groups = {index: [good] for index, good in enumerate(goods)}
    return [Unit(group, sum(g.counted(rule.tenders) for g in group)) for group in groups.values()]


def pieces(rule: Rule, good: Good) -> list[Unit]:
    """Split a line over its pieces: the first ones get one fen more."""
    amount = good.counted(rule.tenders)
    small, more = divmod(amount, good.quantity)
    split = [Unit([good], small + 1, more), Unit([good], small, good.quantity - more)]
    return [unit for unit in split if unit.count > 0]


def award(step: Step, rule: Rule, asking: Asking, unit: Unit) -> int:
    """Return the award of one unit: one exact product, rounded once, then its own cap."""
    amount = unit.amount // rule.round_down_to_fen * rule.round_down_to_fen
    exact = base_award(step, rule, amount)
    for multiplier in rule.multipliers:
        if multiplier_holds(step, multiplier, asking, unit):
            exact *= factor(step, multiplier)
    result = rounded(exact, rule.rounding)
    by_channel = rule.caps.get("unit_by_channel") or {}
    cap = by_channel.get(unit.goods[0].channel, rule.caps.get("unit"))
    return result if cap is None else min(result, cap)


def base_award(step: Step, rule: Rule, amount: int) -> Fraction:
    """Return the award before multipliers, exactly."""
    if rule.award == "fixed":
        return Fraction(rule.fixed)
    if rule.award == "table":
        rows = [row for row in rule.table if row[0] <= amount]
        return Fraction(rows[-1][1] if rows else 0)
    if rule.award == "streak":
        return Fraction(streak(step, rule))
    if rule.award == "from_event":
        return Fraction(step.event.get("beans", 0))
    yuan = Fraction(amount, 100)
    return yuan * rule.rate * (step.terms.per_yuan if rule.currency == "beans" else 1)


def streak(step: Step, rule: Rule) -> int:
    """Go on with the run of sign-in days and return what its day is worth."""
    today = step.occurred_on
    last, length = step.state.streaks.get(rule.name, (None, 0))
    if last is not None and today <= last:
        return 0
    length = length + 1 if last is not None and today == last + 1 else 1
    step.state.streaks[rule.name] = (today, length)
    return rule.streak[(length - 1) % len(rule.streak)]


def multiplier_holds(step: Step, multiplier: Multiplier, asking: Asking, unit: Unit) -> bool:
    """Judge a multiplier: on the event, on every line of the unit, on its amount."""
    when = multiplier.when
    return (
        event_holds(step, when, asking)
        and all(good_holds(when, good) for good in unit.goods)
        and unit.amount >= (when.get("min_amount_fen") or 0)
    )


def factor(step: Step, multiplier: Multiplier) -> Fraction:
    """Return a fixed factor, or that of the band of an input; unknown takes the first band."""
    if multiplier.input is None or not multiplier.bands:
        return multiplier.times
    value = step.state.inputs.get(multiplier.input)
    result = multiplier.bands[0][1]
    for start, times in multiplier.bands:
        if value is not None and start <= value:
            result = times
    return fraction(1) * result


def capped(step: Step, rule: Rule, asking: Asking, awards: list[int]) -> list[int]:
    """Cut the sum of an event to what its caps leave, from the last line backwards."""
    total = sum(awards)
    limits = [total]
    if "order" in rule.caps:
        limits.append(max(0, rule.caps["order"] - had_by_order(step, rule, asking)))
    if "programme_budget" in rule.caps:
        # Each event before this one took its share, whether its rule fired or not.
        ordinal = step.event["ordinal"]
        left = rule.caps["programme_budget"] - (ordinal - 1) * rule.fixed
        limits.append(max(0, left) if ordinal > 0 else 0)
    for kind in WINDOWS:
        if kind in rule.caps:
            key = (rule.name, kind, window(step, rule, kind))
            limits.append(max(0, rule.caps[kind] - step.state.used.get(key, 0)))
    excess = total - min(limits)
    result = list(awards)
    for index in range(len(result) - 1, -1, -1):
        cut = min(excess, result[index])
        result[index] -= cut
        excess -= cut
    return result


WINDOWS = ("day", "month", "year", "term")


def window(step: Step, rule: Rule, kind: str) -> int | None:
    """Return what tells one window of a cap from the next: a term is told by its end."""
    if kind == "term":
        ladder = rule.book if rule.currency == "growth" else FIRST_LADDER
        end = step.state.ladders[ladder].expires_at
        return None if end is None else step.zone.day_at(end)
    return dates.window_start(kind, step.occurred_on)


def had_by_order(step: Step, rule: Rule, asking: Asking) -> int:
    """Return what the rule gave to parts of this order that came before."""
    return sum(
        each.granted
        for each in step.state.accruals
        if asking.is_order
        and not each.closed
        and each.order == asking.order
        and each.rule == rule.name
        and each.currency == rule.currency
    )


def first_day_usable(step: Step, rule: Rule) -> int:
    """Return the day on which beans granted today become available, or lapse."""
    if rule.post_day:
        return dates.first_of_month(dates.month_of(step.today) + 1) + rule.post_day - 1
    return step.today + (rule.pending_days or rule.claim_days + rule.claim_through_end_of_day)


def book(step: Step, rule: Rule, asking: Asking, good: Good, amount: int) -> None:
    """Book what a rule gives for one line, and remember it where it may be taken back."""
    subject = asking.order or asking.review
    due_on = first_day_usable(step, rule)
    waits = due_on > step.today
    expires = None if waits else rule.expiry.first_day_gone(step.today)
    bucket = Bucket(expires, rule.funder, rule.lot_class, step.at)
    accrual = Accrual(
        source=step.event["id"],
        order=asking.order,
        line=good.line,
        review=asking.review,
        rule=rule.name,
        currency=rule.currency,
        book=rule.book,
        bucket=bucket,
        granted=amount,
        closes_on=review_closes_on(step) if asking.review else None,
    )
    booked: dict[str, Any] = {"rule": rule.name, "subject": subject, "line": good.line}
    if rule.currency == "growth":
        ladder = step.state.ladders[rule.book]
        ladder.qualified |= rule.qualifies
        add_growth(step, ladder, amount, "earned", **booked)
    elif waits:
        accrual.pending = amount
        accrual.claim = bool(rule.claim_days)
        accrual.due_at = step.zone.start_of(due_on)
        set_pending(step, accrual, subject)
    else:
        make_available(step, step.purse_of(accrual), bucket, amount, "earned", **booked)
    if subject or accrual.pending:
        step.state.accruals.append(accrual)


def set_pending(step: Step, accrual: Accrual, subject: str) -> None:
    """Book beans that have to wait; nobody can spend them yet."""
    move(
        step,
        step.purse_of(accrual),
        ("issuer", "pending"),
        accrual.pending,
        "earned",
        bucket=accrual.bucket,
        rule=accrual.rule,
        subject=subject,
        line=accrual.line,
    )


def review_closes_on(step: Step) -> int:
    """Return the first day on which a review can no longer be deleted."""
    return step.occurred_on + step.programme.returns_horizon_days


def expiry_of(step: Step, accrual: Accrual) -> Expiry:
    """Return the validity of what a rule granted: its own where this version still has it."""
    rule = step.terms.rule(accrual.rule)
    return rule.expiry if rule else step.terms.expiry_of(accrual.book)


def release(step: Step, accrual: Accrual, cause: str) -> None:
    """Pending beans become available; their expiry counts from this day."""
    accrual.bucket.expires_on = expiry_of(step, accrual).first_day_gone(step.today)
    accrual.bucket.opened_at = step.at
    beans = accrual.pending
    accrual.pending = 0
    accrual.due_at = None
    make_available(
        step,
        step.purse_of(accrual),
        accrual.bucket,
        beans,
        cause,
        source="pending",
        rule=accrual.rule,
        subject=accrual.order or accrual.review,
        line=accrual.line,
    )
    drop_settled(step)


def drop_settled(step: Step) -> None:
    """Forget accruals that wait for nothing and cannot be taken back."""
    state = step.state
    lines = {(line.order, line.line) for line in state.lines}
    reviews = {review.review for review in state.reviews}
    state.accruals = [
        each
        for each in state.accruals
        if each.pending > 0
        or (not each.closed and ((each.order, each.line) in lines or each.review in reviews))
    ]
