"""What is checked before anything else: the event itself, and its place in the story."""

from typing import Any

from tests.reference import dates
from tests.reference.names import (
    EVENT_KINDS,
    FIRST_LADDER,
    LARGEST_AMOUNT,
    LARGEST_QUANTITY,
    MONEY,
    NOT_BUILT,
    OPENING_KINDS,
    REVIEW_KINDS,
    TENDERS,
    refuse_lowest,
)
from tests.reference.records import Standing
from tests.reference.terms import Programme, Terms

DEFAULTS: dict[str, Any] = {
    "kind": "",
    "id": "",
    "member": "",
    "channel": "",
    "category": "",
    "store": "",
    "brand": "",
    "sku": "",
    "labels": [],
    "segments": [],
    "order": "",
    "sub_order": None,
    "line": 0,
    "quantity": 1,
    "amount_fen": 0,
    "freight_fen": 0,
    "beans": 0,
    "growth": 0,
    "subject": "",
    "item": "",
    "input": "",
    "value": 0,
    "expires_at": None,
    "completed_at": None,
    "ordinal": 0,
    "group": "",
    "token": "",
    "in_doubt": False,
    "tier": "",
    "purse": "",
    "ladder": "",
    "copied_percent": 0,
    "duplicate_percent": 0,
    "reporters": 0,
    "lines": [],
    "tenders": [],
    "archived": None,
    "quoted": None,
}
LINE_DEFAULTS: dict[str, Any] = {
    "line": 0,
    "sub_order": 0,
    "sku": "",
    "category": "",
    "store": "",
    "brand": "",
    "channel": "",
    "labels": [],
    "quantity": 1,
    "amount_fen": 0,
}
# Not part of what tells a retry from a conflict.
NOT_CONTENT = ("id", "member", "sequence", "archived", "quoted")
NEEDS = {
    "order_placed": "order",
    "order_paid": "order",
    "order_completed": "order",
    "order_cancelled": "order",
    "order_refused": "order",
    "line_returned": "order",
    "review_deleted": "subject",
    "beans_held": "subject",
    "beans_released": "subject",
    "beans_exchanged": "item",
    "credit_updated": "input",
}
# They pay lines, never freight.
GOODS_ONLY = ("coupon", "beans")
NEEDS_BEANS = ("beans_redeemed", "beans_held")


def normal(event: dict[str, Any]) -> dict[str, Any]:
    """Return the event with every default explicit."""
    result = DEFAULTS | event
    result["recorded_at"] = event.get("recorded_at", event["occurred_at"])
    if result["kind"] in REVIEW_KINDS and not result["subject"]:
        result["subject"] = result["id"]
    result["lines"] = [LINE_DEFAULTS | line for line in result["lines"]]
    return result


def content(event: dict[str, Any]) -> str:
    """Return what a retry must repeat; the order of labels and segments does not matter."""
    kept = {key: value for key, value in event.items() if key not in NOT_CONTENT}
    kept["purse"] = kept["purse"] or MONEY
    kept["ladder"] = kept["ladder"] or FIRST_LADDER
    kept["labels"] = sorted(kept["labels"])
    kept["segments"] = sorted(kept["segments"])
    kept["lines"] = [line | {"labels": sorted(line["labels"])} for line in kept["lines"]]
    return repr(sorted(kept.items()))


def check_event(programme: Programme, event: dict[str, Any]) -> None:
    """Refuse an event that is wrong in itself."""
    index = max(0, programme.version_at(event["occurred_at"]))
    codes = kind_codes(programme, event) + number_codes(event)
    codes += name_codes(programme, programme.versions[index], event) + order_codes(event)
    refuse_lowest(codes)


def kind_codes(programme: Programme, event: dict[str, Any]) -> list[str]:
    """Check kind, id and the fields that the kind needs."""
    kind = event["kind"]
    codes = []
    if kind in NOT_BUILT:
        codes.append("kind_not_built")
    elif kind not in EVENT_KINDS and kind not in programme.events:
        codes.append("kind_unknown")
    if not event["id"] and kind != "tick":
        codes.append("id_missing")
    if kind in NEEDS and not event[NEEDS[kind]]:
        codes.append("field_missing")
    if kind in ("adjusted", "imported"):
        codes += book_codes(programme, event)
    if kind in NEEDS_BEANS and event["beans"] == 0:
        codes.append("field_missing")
    return codes


def book_codes(programme: Programme, event: dict[str, Any]) -> list[str]:
    """Check that purse, ladder and level are names of some version."""
    wrong = event["purse"] not in ("", *programme.purses)
    wrong |= event["ladder"] not in ("", *programme.ladders)
    if event["kind"] == "imported" and event["tier"]:
        wrong |= programme.ladder_of(event["tier"]) is None
    return ["field_missing"] if wrong else []


def number_codes(event: dict[str, Any]) -> list[str]:
    """Check the ranges of instants, amounts and quantities."""
    codes = []
    instants = [event["occurred_at"], event["recorded_at"]]
    instants += [event[key] for key in ("expires_at", "completed_at") if event[key] is not None]
    if any(not 0 <= instant <= dates.LAST_INSTANT for instant in instants):
        codes.append("time_out_of_range")
    lines = [line["amount_fen"] for line in event["lines"]]
    tenders = [tender["amount_fen"] for tender in event["tenders"]]
    amounts = [event["amount_fen"], event["freight_fen"], *lines, *tenders]
    amounts += [sum(lines), sum(tenders)]
    least = -LARGEST_AMOUNT if event["kind"] == "adjusted" else 0
    signed = [event["beans"], event["growth"]]
    if any(not 0 <= amount <= LARGEST_AMOUNT for amount in amounts) or 0 in tenders:
        codes.append("amount_out_of_range")
    if any(not least <= amount <= LARGEST_AMOUNT for amount in signed):
        codes.append("amount_out_of_range")
    quantities = [event["quantity"], *(line["quantity"] for line in event["lines"])]
    bad_quantity = any(not 1 <= quantity <= LARGEST_QUANTITY for quantity in quantities)
    if bad_quantity or event["ordinal"] < 0:
        codes.append("quantity_out_of_range")
    return codes


def name_codes(programme: Programme, terms: Terms, event: dict[str, Any]) -> list[str]:
    """Check the names that a programme may refuse; no name at all is not an unknown one."""
    codes = []
    categories = [event["category"], *(line["category"] for line in event["lines"])]
    if terms.rejects_categories and set(categories) - {""} - programme.categories:
        codes.append("category_unknown")
    channels = [event["channel"], *(line["channel"] for line in event["lines"])]
    if terms.rejects_channels and set(channels) - {""} - programme.channels:
        codes.append("channel_unknown")
    if any(each["kind"] not in TENDERS for each in event["tenders"]):
        codes.append("tender_unknown")
    return codes


def order_codes(event: dict[str, Any]) -> list[str]:
    """Check lines and tenders of an event that opens an order."""
    if event["kind"] not in OPENING_KINDS:
        return []
    codes = []
    lines = event["lines"]
    if event["kind"] == "order_placed" and not lines:
        codes.append("lines_missing")
    numbers = [line["line"] for line in lines]
    if len(set(numbers)) < len(numbers):
        codes.append("line_repeated")
    goods = sum(line["amount_fen"] for line in lines)
    tenders = event["tenders"]
    paid = sum(each["amount_fen"] for each in tenders)
    never_freight = sum(each["amount_fen"] for each in tenders if each["kind"] in GOODS_ONLY)
    sums = paid == goods + event["freight_fen"] and never_freight <= goods
    if lines and tenders and not sums:
        codes.append("tenders_do_not_sum")
    return codes


def check_story(programme: Programme, state: Standing, event: dict[str, Any], now: int) -> None:
    """Refuse an event that does not fit into the member's story."""
    occurred, recorded = event["occurred_at"], event["recorded_at"]
    codes = []
    if state.erased:
        codes.append("member_erased")
    if occurred > recorded + programme.clock_skew:
        codes.append("occurred_after_recorded")
    if state.decided_at is not None and recorded < state.decided_at - programme.clock_skew:
        codes.append("clock_regression")
    if now - occurred > programme.late_horizon:
        codes.append("too_late")
    if programme.version_at(occurred) < 0:
        codes.append("before_programme")
    refuse_lowest(codes)
