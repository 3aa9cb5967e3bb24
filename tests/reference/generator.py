"""Random histories of one member over an alphabet so small that everything collides."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.reference import dates
from tests.reference.chance import maybe, some
from tests.reference.document import read_zone
from tests.reference.names import LARGEST_AMOUNT
from tests.reference.random_books import declared_names
from tests.reference.random_documents import (
    BASE_FROM,
    CHANNELS,
    OVERLAYS_FROM,
    SEGMENTS,
    random_document,
)
from tests.reference.random_events import WRITERS

HUGE = [LARGEST_AMOUNT, LARGEST_AMOUNT + 1, -1]
KINDS = {
    "order_placed": 18,
    "order_paid": 8,
    "order_completed": 26,
    "order_cancelled": 5,
    "order_refused": 3,
    "line_returned": 22,
    "login": 4,
    "sign_in": 6,
    "review_approved": 5,
    "review_deleted": 3,
    "photo_shown": 3,
    "question_answered": 2,
    "shared": 3,
    "store_visited": 2,
    "store_joined": 2,
    "profile_verified": 1,
    "credit_updated": 2,
    "account_suspended": 1,
    "account_restored": 3,
    "beans_redeemed": 10,
    "beans_exchanged": 5,
    "beans_held": 6,
    "beans_released": 4,
    "beans_claimed": 6,
    "adjusted": 3,
    "imported": 3,
    "tick": 3,
    "bean_grab": 2,
    "lottery_prize": 2,
    "referred": 1,
    "top_up": 1,
}
ODD_KINDS = [
    "coupon_granted",
    "coupon_used",
    "coupon_sold",
    "plus_trial",
    "plus_purchased",
    "plus_renewed",
    "plus_refunded",
    "plus_code_used",
    "never_heard_of",
]


@dataclass
class History:
    """A programme and what happens under it; `archived` in an event names order and line."""

    document: dict[str, Any]
    events: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Writer:
    """The clock and the words of one history."""

    rng: Random
    document: dict[str, Any]
    now: int
    boundaries: list[int]
    written: list[dict[str, Any]] = field(default_factory=list)
    # Orders that are likely to be open.
    opened: list[str] = field(default_factory=list)

    @property
    def late(self) -> int:
        """Return the late horizon."""
        return int(self.document["events_accepted"]["late_horizon_days"]) * dates.DAY

    @property
    def purses(self) -> list[str]:
        """Return the purses that any version declares beside beans."""
        return declared_names(self.document, "purses")

    @property
    def ladders(self) -> list[str]:
        """Return the ladders that any version declares beside growth."""
        return declared_names(self.document, "ladders")

    @property
    def skew(self) -> int:
        """Return the clock skew."""
        return int(self.document["events_accepted"]["clock_skew_seconds"]) * dates.SECOND


def random_history(seed: int, size: int) -> History:
    """Return the history of a seed: a third declare purses or ladders, half have scores."""
    rng = Random(seed)
    return history_of(rng, size, random_document(rng, declares=seed % 3 == 2, scored=seed % 2 == 1))


def history_of(rng: Random, size: int, document: dict[str, Any]) -> History:
    """Return a random history of a programme."""
    writer = new_writer(rng, document)
    for index in range(size):
        writer.written.append(next_event(writer, index, size))
    return History(writer.document, writer.written)


def new_writer(rng: Random, document: dict[str, Any]) -> Writer:
    """Return the writer of a programme; its clock stands where the first version starts."""
    zone = read_zone(document["zone"])
    starts = [dates.instant_of_text(text, zone) for text in (BASE_FROM, *OVERLAYS_FROM)]
    first = dates.month_of(zone.day_at(starts[0]))
    months = [zone.start_of(dates.first_of_month(first + index)) for index in range(24)]
    settling = [*document.get("score", {}).values(), *document.get("medals", {}).values()]
    days = {each["settle_day"] for each in settling} - {0, 1}
    settled = [
        zone.start_of(dates.first_of_month(first + index) + day - 1)
        for index in range(24)
        for day in days
    ]
    boundaries = sorted(starts + months + settled)
    return Writer(rng, document, starts[0] + rng.choice([0, dates.DAY]), boundaries)


def next_event(writer: Writer, index: int, size: int) -> dict[str, Any]:
    """Return one event; some repeat an earlier one."""
    rng = writer.rng
    advance(writer)
    if writer.written and maybe(rng, 25):
        return repeated(writer)
    kind = rng.choices(list(KINDS), weights=list(KINDS.values()))[0]
    if maybe(rng, 60):
        kind = rng.choice(ODD_KINDS)
    if index > size * 3 // 4 and maybe(rng, 300):
        kind = "erased"
    if writer.purses or writer.ladders:
        kind = kind_of_books(rng, kind, index, size)
    event: dict[str, Any] = {"kind": kind, "id": f"e{index}", **times(writer)}
    if kind == "tick" and maybe(rng, 3):
        # A nightly job may run long before the last events of its day are told.
        event["recorded_at"] = writer.now + rng.choice([1, 9, 40]) * dates.DAY
    event |= WRITERS.get(kind, lambda _: {})(writer)
    event |= words(rng)
    if maybe(rng, 60):
        spoil(rng, event)
    return event


def kind_of_books(rng: Random, kind: str, index: int, size: int) -> str:
    """Return a kind that purses and ladders need more often than their share, or the kind."""
    if index < 3 and maybe(rng, 2):
        return "imported"
    if index > size * 9 // 10 and maybe(rng, 30):
        return "erased"
    return rng.choice(["adjusted", "beans_exchanged", "imported"]) if maybe(rng, 15) else kind


def advance(writer: Writer) -> None:
    """Move the clock: seconds, hours or days, often to a boundary or just before it."""
    rng = writer.rng
    choice = rng.randrange(80)
    if choice < 48:
        writer.now += rng.choice([0, 1, dates.SECOND, 60 * dates.SECOND])
    elif choice < 66:
        writer.now += rng.randrange(12 * 3600) * dates.SECOND
    elif choice < 74:
        writer.now += rng.randrange(2 * 24) * 3600 * dates.SECOND
    elif choice < 77:
        zone = read_zone(writer.document["zone"])
        writer.now = zone.start_of(zone.day_at(writer.now) + 1) - rng.choice([0, 1])
    elif choice < 79:
        later = [instant for instant in writer.boundaries if instant > writer.now]
        writer.now = later[0] - rng.choice([0, 1]) if later else writer.now
    elif maybe(rng, 2):
        writer.now += rng.choice([7, 20, 41]) * dates.DAY


def times(writer: Writer) -> dict[str, int]:
    """Return when it occurred and when it was recorded."""
    rng, now = writer.rng, writer.now
    result = {"occurred_at": now}
    choice = rng.randrange(60)
    if choice < 10:
        late = rng.choice([1, dates.SECOND, dates.DAY, writer.late, writer.late + 1])
        result = {"occurred_at": max(0, now - late), "recorded_at": now}
    elif choice == 10:
        ahead = rng.choice([writer.skew, writer.skew + 1])
        result = {"occurred_at": now + ahead, "recorded_at": now}
    elif choice < 13:
        back = now - rng.choice([1, writer.skew, writer.skew + 1])
        result = {"occurred_at": back, "recorded_at": back}
    elif choice == 13 and maybe(rng, 4):
        result = {"occurred_at": writer.boundaries[0] - dates.DAY, "recorded_at": now}
    return result


def repeated(writer: Writer) -> dict[str, Any]:
    """Return a retry of an earlier event, or the same id with other content."""
    rng = writer.rng
    recent = writer.written[-40:] if maybe(rng, 2) else writer.written
    event = dict(rng.choice(recent))
    if maybe(rng, 4):
        event["value"] = event.get("value", 0) + 1
    elif writer.purses and maybe(rng, 3):
        # To name what is meant without a name changes nothing.
        event = {"purse": "beans", "ladder": "growth"} | event
    return event


def words(rng: Random) -> dict[str, Any]:
    """Return the words that conditions ask for; many events have none."""
    result: dict[str, Any] = {}
    if maybe(rng, 2):
        result["channel"] = rng.choice(CHANNELS)
    if maybe(rng, 4):
        result["segments"] = some(rng, SEGMENTS)
    if maybe(rng, 6):
        result["ordinal"] = rng.choice([1, 10, 11])
    return result


def spoil(rng: Random, event: dict[str, Any]) -> None:
    """Make one field wrong."""
    choice = rng.randrange(9)
    if choice == 0:
        event.pop("id")
    elif choice == 1:
        event["occurred_at"] = rng.choice([-1, dates.LAST_INSTANT + 1])
    elif choice == 2:
        event["amount_fen"] = rng.choice(HUGE)
    elif choice == 3:
        event["quantity"] = rng.choice([0, -1, 10**6, 10**6 + 1])
    elif choice == 4:
        for key in ("order", "subject", "item", "input"):
            event.pop(key, None)
    elif choice == 5:
        event["category"] = "unheard"
    elif choice == 6:
        event["channel"] = "fax"
    elif choice == 7 and event.get("lines"):
        event["lines"] = [*event["lines"], event["lines"][0]]
    else:
        event["beans"] = rng.choice([-1, 0, LARGEST_AMOUNT, LARGEST_AMOUNT + 1])


__all__ = ["History", "history_of", "random_history"]
