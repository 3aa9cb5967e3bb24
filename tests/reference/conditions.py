"""When a rule, multiplier or task applies."""

from dataclasses import dataclass, field
from typing import Any

from tests.reference import dates, medals, scores
from tests.reference.books import Step
from tests.reference.names import OPENING_KINDS, WEEKDAYS
from tests.reference.records import Line, Order


@dataclass(frozen=True)
class Good:
    """What a rule judges: a line of an order, or the event itself."""

    line: int
    sub_order: int
    sku: str
    category: str
    store: str
    brand: str
    channel: str
    labels: tuple[str, ...]
    quantity: int
    # By tender class; an event that is no order has its amount under "".
    paid: dict[str, int] = field(hash=False)

    def counted(self, tenders: frozenset[str]) -> int:
        """Return what counted tenders paid."""
        return sum(fen for tender, fen in self.paid.items() if tender in ("", *tenders))


@dataclass(frozen=True)
class Asking:
    """One event as rules and tasks see it."""

    goods: list[Good]
    # Purchase instant for order kinds, else when it occurred.
    calendar: int
    order: str
    review: str
    # Day of the purchase: of the order that the event names, while it is open; else of the event.
    purchase_day: int

    @property
    def is_order(self) -> bool:
        """Return whether lines of an order are judged."""
        return bool(self.order)


def good_of_line(line: Line, channel: str) -> Good:
    """Return a line as rules see it: on its own channel, else on that of the order."""
    return Good(
        line.line,
        line.sub_order,
        line.sku,
        line.category,
        line.store,
        line.brand,
        line.channel or channel,
        tuple(line.labels),
        line.quantity,
        dict(line.paid),
    )


def asking_for_lines(step: Step, order: Order, lines: list[Line]) -> Asking:
    """Return the question that an order event asks for some of its lines."""
    channel = step.event.get("channel") or order.channel
    goods = [good_of_line(line, channel) for line in lines]
    return Asking(goods, order.placed_at, order.order, "", step.zone.day_at(order.placed_at))


def asking_for_event(step: Step) -> Asking:
    """Return the question that any other event asks."""
    event = step.event
    good = Good(
        event.get("line", 0),
        0,
        event.get("sku", ""),
        event.get("category", ""),
        event.get("store", ""),
        event.get("brand", ""),
        event.get("channel", ""),
        tuple(event.get("labels", [])),
        event.get("quantity", 1),
        {"": event.get("amount_fen", 0)},
    )
    review = event["subject"] if event["kind"] in ("review_approved", "photo_shown") else ""
    named = [each for each in step.state.orders if each.order == event.get("order")]
    bought = named[0].placed_at if named else event["occurred_at"]
    return Asking([good], event["occurred_at"], "", review, step.zone.day_at(bought))


def any_of(wanted: list[str] | None, has: str) -> bool:
    """Return whether a name is among those wanted; nothing wanted means any."""
    return not wanted or has in wanted


def good_holds(when: dict[str, Any], good: Good) -> bool:
    """Judge the conditions that lines have for themselves."""
    labels = when.get("labels")
    return (
        any_of(when.get("channels"), good.channel)
        and any_of(when.get("stores"), good.store)
        and any_of(when.get("brands"), good.brand)
        and any_of(when.get("skus"), good.sku)
        and any_of(when.get("categories"), good.category)
        and good.category not in (when.get("not_categories") or [])
        and (not labels or any(label in labels for label in good.labels))
        and not any(label in (when.get("not_labels") or []) for label in good.labels)
        and good.quantity >= (when.get("min_quantity") or 0)
    )


def event_holds(step: Step, when: dict[str, Any], asking: Asking) -> bool:
    """Judge the conditions that the event has for all its lines."""
    segments = when.get("segments")
    return (
        calendar_holds(step, when, asking.calendar)
        and (not segments or any(each in segments for each in step.event.get("segments", [])))
        and (not when.get("tiers") or tier_holds(step, when["tiers"]))
        and ordinal_holds(step, when)
        and age_holds(step, when)
        and (not when.get("score_levels") or score_level_holds(step, when["score_levels"]))
        and (not when.get("medals") or medals.holds(step, when["medals"]))
    )


def score_level_holds(step: Step, levels: list[str]) -> bool:
    """Judge the levels of scores: any of them is held."""
    holds = scores.holds_level(step.state, levels)
    step.asked["score_levels", "met" if holds else "failed"] += 1
    return holds


def tier_holds(step: Step, levels: list[str]) -> bool:
    """Judge the levels: any of them is held, in whichever ladder it belongs to."""
    return any(ladder.tier in levels for ladder in step.state.ladders.values())


def calendar_holds(step: Step, when: dict[str, Any], instant: int) -> bool:
    """Judge from, until, weekdays and days of the month."""
    day = step.zone.day_at(instant)
    begin = when.get("from")
    end = when.get("until")
    return (
        (begin is None or read_instant(begin, step.zone) <= instant)
        and (end is None or instant < read_instant(end, step.zone))
        and any_of(when.get("weekdays"), WEEKDAYS[dates.weekday(day)])
        and (not when.get("month_days") or dates.civil(day)[2] in when["month_days"])
    )


def read_instant(value: int | str, zone: dates.Zone) -> int:
    """Read an instant of a document."""
    return value if isinstance(value, int) else dates.instant_of_text(value, zone)


def ordinal_holds(step: Step, when: dict[str, Any]) -> bool:
    """Judge "only the first n"; an event without a number does not qualify."""
    most = when.get("max_ordinal") or 0
    return most == 0 or 1 <= step.event.get("ordinal", 0) <= most


def age_holds(step: Step, when: dict[str, Any]) -> bool:
    """Judge the days or months since completion; an unknown completion does not qualify."""
    days = when.get("within_days") or 0
    months = when.get("within_months") or 0
    if not days and not months:
        return True
    completed = completion(step)
    if completed is None:
        return False
    day = step.zone.day_at(completed)
    occurred = step.event["occurred_at"]
    ends = [day + days] if days else []
    ends += [dates.add_months(day, months)] if months else []
    return all(occurred < step.zone.start_of(end) for end in ends)


def completion(step: Step) -> int | None:
    """Return when the order of the event was completed: told, or that of the open line."""
    told: int | None = step.event.get("completed_at")
    if told is not None:
        return told
    order, number = step.event.get("order", ""), step.event.get("line", 0)
    for line in step.state.lines:
        if order and line.order == order and line.line == number:
            return line.completed_at
    return None


def is_order_kind(kind: str) -> bool:
    """Return whether rules of this trigger judge the lines of an order."""
    return kind in OPENING_KINDS
