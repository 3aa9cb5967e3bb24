"""The fields of random events, kind by kind, over a small alphabet."""

from typing import TYPE_CHECKING, Any

from tests.reference import dates
from tests.reference.chance import maybe, some
from tests.reference.names import LARGEST_AMOUNT
from tests.reference.random_documents import (
    BRANDS,
    CATEGORIES,
    CHANNELS,
    LABELS,
    OWN_EVENTS,
    SKUS,
    STORES,
)

if TYPE_CHECKING:
    from random import Random

    from tests.reference.generator import Writer

ORDERS = ["o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8"]
HOLDS = ["h1", "h2", "h3"]
REVIEWS = ["r1", "r2", "r3", "r4"]
AMOUNTS = [0, 1, 99, 999, 1000, 1999, 2000, 2001, 4999, 5000, 5001, 6000, 9900, 12345, 99999]


def thing(rng: "Random") -> dict[str, Any]:
    """Return what is bought, reviewed or visited."""
    result: dict[str, Any] = {"category": rng.choice(CATEGORIES), "sku": rng.choice(SKUS)}
    if maybe(rng, 2):
        result["store"] = rng.choice(STORES)
    if maybe(rng, 2):
        result["brand"] = rng.choice(BRANDS)
    if maybe(rng, 3):
        result["labels"] = some(rng, LABELS)
    return result


def order_lines(rng: "Random") -> list[dict[str, Any]]:
    """Return one to three lines in one or two sub-orders."""
    return [
        {
            "line": number,
            "sub_order": rng.choice([0, 0, 1]),
            "quantity": rng.choice([1, 1, 2, 3, 7]),
            "amount_fen": rng.choice(AMOUNTS),
            **thing(rng),
            **({"channel": rng.choice(CHANNELS)} if maybe(rng, 5) else {}),
        }
        for number in range(1, rng.randint(1, 3) + 1)
    ]


def order_tenders(writer: "Writer", whole: int) -> list[dict[str, Any]]:
    """Return tenders that sum to the whole; once in a while they do not."""
    rng = writer.rng
    kinds = ["bank_card", "store_card", "gift_card", "coupon", "red_packet", "company_transfer"]
    tenders: list[dict[str, Any]] = []
    left = whole
    for kind in [each for each in kinds if maybe(rng, 6)]:
        part = rng.choice([left // 3, left // 7, left])
        tenders.append({"kind": kind, "amount_fen": part})
        left -= part
    if maybe(rng, 3):
        beans = min(left, rng.choice([10, 10, 20, 50, 100, 7, left // 2]))
        tenders.append({"kind": "beans", "amount_fen": beans})
        left -= beans
    left += rng.choice([0] * 39 + [1])
    tenders.append({"kind": "cash", "amount_fen": left})
    return [tender for tender in tenders if tender["amount_fen"] > 0 or maybe(rng, 20)]


def an_order(writer: "Writer") -> str:
    """Return an order, most often one that is likely to be open."""
    rng = writer.rng
    if writer.opened and not maybe(rng, 8):
        return rng.choice(writer.opened)
    return rng.choice(ORDERS)


def opening(writer: "Writer", *, always: bool) -> dict[str, Any]:
    """Return an order, with lines if it opens here."""
    rng = writer.rng
    closed = [order for order in ORDERS if order not in writer.opened]
    opens = always or (bool(closed) and maybe(rng, 4))
    event: dict[str, Any] = {"order": an_order(writer)}
    if opens:
        if closed and not maybe(rng, 5):
            event["order"] = rng.choice(closed)
        writer.opened = [*writer.opened, event["order"]][-4:]
        event["lines"] = order_lines(rng)
        event["freight_fen"] = rng.choice([0, 0, 600])
        whole = sum(line["amount_fen"] for line in event["lines"]) + event["freight_fen"]
        if maybe(rng, 2):
            event["tenders"] = order_tenders(writer, whole)
    return event


def placed(writer: "Writer") -> dict[str, Any]:
    """Return the placement of an order."""
    event = opening(writer, always=not maybe(writer.rng, 30))
    if event.get("lines") and maybe(writer.rng, 40):
        event["quoted"] = stale_quote(writer)
    return event


def stale_quote(writer: "Writer") -> dict[str, Any]:
    """Return a quote that no order of ours gets."""
    numbers = ["goods_fen", "freight_fen", "cash_due_fen", "beans_available", "beans_usable"]
    numbers += ["beans_spent", "beans_earned", "growth_earned", "tier_now", "tier_then"]
    quoted: dict[str, Any] = dict.fromkeys(numbers, 0)
    quoted |= {"lines": [], "quoted_at": writer.now, "valid_until": writer.now + dates.DAY}
    return quoted | {"cash_due_fen": 77}


def going_on(writer: "Writer") -> dict[str, Any]:
    """Return an event of an order that brings lines now and then."""
    event = opening(writer, always=False)
    return event | sub_order(writer.rng)


def sub_order(rng: "Random") -> dict[str, Any]:
    """Return a part of an order, or nothing for the whole."""
    return {"sub_order": rng.choice([0, 1])} if maybe(rng, 3) else {}


def ended(writer: "Writer") -> dict[str, Any]:
    """Return a cancelled or refused order."""
    freight = writer.rng.choice([0, 0, 550])
    event = {"order": an_order(writer), "freight_fen": freight, **sub_order(writer.rng)}
    if "sub_order" not in event:
        writer.opened = [order for order in writer.opened if order != event["order"]]
    return event


def returned(writer: "Writer") -> dict[str, Any]:
    """Return a line's return, sometimes with an archived record."""
    rng = writer.rng
    event: dict[str, Any] = {"order": an_order(writer), "line": rng.choice([1, 1, 2, 3])}
    event["quantity"] = rng.choice([1, 1, 1, 2, 3])
    if maybe(rng, 3):
        event["archived"] = [event["order"], event["line"]]
    if maybe(rng, 40):
        event["archived"] = [rng.choice(ORDERS), rng.randint(1, 3)]
    return event


def reviewed(writer: "Writer") -> dict[str, Any]:
    """Return a review or photo; some are worth nothing."""
    rng = writer.rng
    event = {**thing(rng), "subject": rng.choice(REVIEWS), "amount_fen": rng.choice(AMOUNTS)}
    if maybe(rng, 2):
        event |= {"order": an_order(writer), "line": rng.choice([1, 1, 2, 3])}
    if maybe(rng, 2):
        event["completed_at"] = writer.now - rng.choice([0, 5, 31, 92]) * dates.DAY
    if maybe(rng, 6):
        key, most = rng.choice([("copied_percent", 80), ("duplicate_percent", 60)])
        event[key] = most + rng.choice([0, 1])
    if maybe(rng, 10):
        event["reporters"] = rng.choice([5, 6])
    return event


def visited(writer: "Writer") -> dict[str, Any]:
    """Return any other event that may earn."""
    rng = writer.rng
    event = {**thing(rng), "amount_fen": rng.choice(AMOUNTS), "beans": rng.choice([0, 3, 30])}
    if maybe(rng, 60):
        event |= {"amount_fen": LARGEST_AMOUNT, "labels": ["huge"]}
    if writer.purses and maybe(rng, 20):
        # Of no meaning to these kinds.
        event["purse"] = rng.choice(writer.purses)
    return event


def redeemed(writer: "Writer") -> dict[str, Any]:
    """Return a redemption, or the commit of a hold."""
    rng = writer.rng
    event: dict[str, Any] = {"beans": rng.choice([1, 5, 10, 10, 20, 30, 50, 100, 300])}
    if maybe(rng, 3):
        return event | {"subject": rng.choice(HOLDS)}
    return event | {"amount_fen": rng.choice(AMOUNTS), "category": rng.choice(CATEGORIES)}


def held(writer: "Writer") -> dict[str, Any]:
    """Return a hold."""
    rng = writer.rng
    event: dict[str, Any] = {
        "subject": rng.choice(HOLDS),
        "beans": rng.choice([1, 10, 10, 50, 200]),
    }
    if maybe(rng, 3):
        event |= {"amount_fen": rng.choice(AMOUNTS), "category": rng.choice(CATEGORIES)}
    if not maybe(rng, 3):
        event["expires_at"] = writer.now + rng.choice([1, 3600 * dates.SECOND, 5 * dates.DAY])
    if maybe(rng, 5):
        event["in_doubt"] = True
    return event


def exchanged(writer: "Writer") -> dict[str, Any]:
    """Return an exchange."""
    rng = writer.rng
    items = ["draw", "draw", "mug", "mug", "moon"]
    item = rng.choice([*items, *["badge"] * 5] if writer.purses else items)
    count = rng.choice([1, 1, 2, 3])
    price = (500 * count if item == "mug" else 0) + (1 if maybe(rng, 15) else 0)
    return {"item": item, "quantity": count, "amount_fen": price}


def claimed(writer: "Writer") -> dict[str, Any]:
    """Return a claim of everything, of an order or of an event."""
    rng = writer.rng
    if maybe(rng, 4):
        return {"order": an_order(writer)}
    if maybe(rng, 4) and writer.written:
        return {"subject": rng.choice(writer.written[-10:]).get("id", "e0")}
    return {}


def adjusted(writer: "Writer") -> dict[str, Any]:
    """Return a correction by hand."""
    rng = writer.rng
    growth = rng.choice([0, 5, 300, 1000, -100])
    # Down as often as up: members should be short of beans when goods come back.
    beans = rng.choice([0, 5, 100, 300, -5, -20, -60, -150, -400, -(10**6)])
    event = {"growth": growth, "beans": beans, **named_books(writer)}
    if "ladder" in event:
        # Down as often as up, too: tiers should fall by it.
        event["growth"] = rng.choice([5, 300, -100, -200])
    if "purse" in event:
        event["beans"] = rng.choice([5, 60, -2, -5, -5, -10, -10, -20, -30, -40])
    return event


def named_books(writer: "Writer") -> dict[str, str]:
    """Return a purse and a ladder; once in a while names that are none, or not of their kind."""
    rng, result = writer.rng, {}
    if writer.purses and maybe(rng, 2):
        result["purse"] = rng.choice([*writer.purses * 9, "beans", "club", "no such purse"])
    if writer.ladders and maybe(rng, 2):
        result["ladder"] = rng.choice([*writer.ladders * 10, "growth", "coins", "no such ladder"])
    return result


def imported(writer: "Writer") -> dict[str, Any]:
    """Return a balance taken over from elsewhere."""
    rng = writer.rng
    event: dict[str, Any] = {"beans": rng.choice([0, 20, 100])}
    if maybe(rng, 3):
        event["growth"] = rng.choice([0, 350])
    if maybe(rng, 4):
        event["tier"] = rng.choice(["silver", "registered", "no such level"])
    event |= named_books(writer)
    if writer.ladders and maybe(rng, 2):
        event["tier"] = rng.choice(["guest", "friend", "host"])
    elif writer.ladders and maybe(rng, 2):
        event |= {"ladder": writer.ladders[0], "growth": 350}
    if maybe(rng, 2):
        event["expires_at"] = writer.now + rng.choice([0, 1, 3, 30]) * dates.DAY
    return event


def subject(names: list[str]) -> Any:
    """Return a writer of events that speak of a subject only."""
    return lambda writer: {"subject": writer.rng.choice(names)}


def credit(writer: "Writer") -> dict[str, Any]:
    """Return a new value of an input."""
    rng = writer.rng
    name = "unheard" if maybe(rng, 10) else "xiaobai"
    return {"input": name, "value": rng.choice([-1, 0, 79, 80, 100])}


WRITERS: dict[str, Any] = {
    "order_placed": placed,
    "order_paid": going_on,
    "order_completed": going_on,
    "order_cancelled": ended,
    "order_refused": ended,
    "line_returned": returned,
    "review_approved": reviewed,
    "photo_shown": reviewed,
    "review_deleted": subject(REVIEWS),
    "beans_redeemed": redeemed,
    "beans_held": held,
    "beans_released": subject(HOLDS),
    "beans_exchanged": exchanged,
    "beans_claimed": claimed,
    "adjusted": adjusted,
    "imported": imported,
    "credit_updated": credit,
    **dict.fromkeys(
        ["question_answered", "shared", "store_visited", "store_joined", "profile_verified"],
        visited,
    ),
    **dict.fromkeys(["login", "sign_in", "account_suspended", "account_restored"], visited),
    **dict.fromkeys(OWN_EVENTS, visited),
}
