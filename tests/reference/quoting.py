"""What a cart would pay with beans and earn: place it, complete it, look, and put back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.reference.books import Step
from tests.reference.names import RANKS, Refused
from tests.reference.orders import coupon_split, event_tenders, read_lines
from tests.reference.spending import most_beans, payable, redemption_codes

if TYPE_CHECKING:
    from tests.reference.model import ReferenceMember


@dataclass(frozen=True)
class Quote:
    """The numbers of a quote, or why there is none."""

    refusal: str | None = None
    beans_available: int = 0
    beans_usable: int = 0
    beans_spent: int = 0
    beans_earned: int = 0
    growth_earned: int = 0
    cash_due_fen: int = 0

    def numbers(self) -> dict[str, Any]:
        """Return the numbers by name."""
        return dict(self.__dict__)


def quote(member: "ReferenceMember", cart: dict[str, Any], beans: int) -> Quote:
    """Quote a cart without beans; what its tenders leave open is cash. The member is a copy."""
    member.apply(cart | {"id": "quote settles", "kind": "tick"})
    state, programme = member.standing, member.programme
    now = max(cart["recorded_at"], state.decided_at or 0)
    terms = programme.versions[programme.version_at(cart["occurred_at"])]
    step = Step(programme, state, now, terms, cart)
    tenders = event_tenders(step) if cart["tenders"] else {}
    lines = read_lines(step)
    left = coupon_split(lines, cart["freight_fen"], tenders.get("coupon", 0))
    goods = [(line.category, fen) for line, fen in zip(lines, left, strict=False)]
    available = state.books["beans"]["available"]
    total = sum(line.amount for line in lines) + cart["freight_fen"]
    left_open = (total - sum(tenders.values())) * terms.per_yuan // 100
    usable = most_beans(step, goods, left_open)
    spent = usable if beans < 0 else beans
    money = spent * 100 // terms.per_yuan
    due = total - money - sum(tenders.get(kind, 0) for kind in ("coupon", "red_packet"))
    cash = total - money - sum(tenders.values())
    more = [{"kind": "beans", "amount_fen": money}] if money else []
    more += [{"kind": "cash", "amount_fen": cash}] if cash > 0 else []
    placed = cart | {"kind": "order_placed", "tenders": [*cart["tenders"], *more], "quoted": None}
    result = member.apply(placed)
    if result.refusal:
        fits = left_open >= 0 and tenders.get("coupon", 0) <= total - cart["freight_fen"]
        too_many = result.refusal == "tenders_do_not_sum" and money > 0 and fits
        codes = too_many_beans(step, goods, spent, list(tenders)) if too_many else [result.refusal]
        return Quote(refusal=min(codes, key=RANKS.__getitem__))
    moved = result.movements
    done = {key: cart[key] for key in ("occurred_at", "recorded_at", "order", "channel")}
    moved += member.apply(done | {"kind": "order_completed", "id": cart["id"] + " done"}).movements
    earned = [each for each in moved if each.cause == "earned"]
    return Quote(
        beans_available=available,
        beans_usable=usable,
        beans_spent=spent,
        beans_earned=sum(each.amount for each in earned if each.currency == "beans"),
        growth_earned=sum(each.amount for each in earned if each.currency == "growth"),
        cash_due_fen=due,
    )


def too_many_beans(
    step: Step, goods: list[tuple[str, int]], beans: int, tenders: list[str]
) -> list[str]:
    """Return why beans that pass the order with its other tenders cannot be asked for."""
    codes = redemption_codes(step, goods, beans, tenders)
    if any(payable(step.terms, goods).goods):
        codes.append("redemption_exceeds_order_cap")
    return codes


def check_quote(member: "ReferenceMember", step: Step) -> None:
    """A placement binds to its quote: every number equal and in time, or nothing."""
    quoted = step.event["quoted"]
    cart = {key: value for key, value in step.event.items() if key not in ("tenders", "quoted")}
    others = [each for each in step.event["tenders"] if each["kind"] not in ("cash", "beans")]
    money = sum(t["amount_fen"] for t in step.event["tenders"] if t["kind"] == "beans")
    fresh = member.quote(cart | {"tenders": others}, money * step.terms.per_yuan // 100)
    if fresh.refusal and RANKS[fresh.refusal] < RANKS["stale_quote"]:
        raise Refused(fresh.refusal)
    bound = ("beans_spent", "beans_earned", "growth_earned", "cash_due_fen")
    same = all(quoted[key] == fresh.numbers()[key] for key in bound)
    if step.at >= quoted["valid_until"] or fresh.refusal or not same:
        raise Refused("stale_quote")
