"""What a cart would pay with beans and earn: place it, complete it, look, and put back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.reference.books import Step
from tests.reference.names import FIRST_LADDER, MONEY, RANKS, Refused
from tests.reference.orders import coupon_split, event_tenders, read_lines
from tests.reference.records import Movement, Result
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
    tier_now: str | None = None
    tier_then: str | None = None

    def numbers(self) -> dict[str, Any]:
        """Return the numbers by name."""
        return dict(self.__dict__)


@dataclass
class Cart:
    """A cart beside a member that was settled: its goods net of coupons, its tenders, its rest."""

    step: Step
    goods: list[tuple[str, int]]
    tenders: dict[str, int]
    total: int
    freight: int

    @property
    def open_fen(self) -> int:
        """Return what the cart's tenders leave open."""
        return self.total - sum(self.tenders.values())

    @property
    def coupons_fit(self) -> bool:
        """Return whether the cart's own tenders may stand on the order."""
        return self.open_fen >= 0 and self.tenders.get("coupon", 0) <= self.total - self.freight


def read_cart(member: "ReferenceMember", cart: dict[str, Any]) -> Cart:
    """Settle the member to the cart, and read the cart."""
    member.apply(cart | {"id": "quote settles", "kind": "tick"})
    now = max(cart["recorded_at"], member.standing.decided_at or 0)
    terms = member.programme.versions[member.programme.version_at(cart["occurred_at"])]
    step = Step(member.programme, member.standing, now, terms, cart)
    tenders = event_tenders(step) if cart["tenders"] else {}
    lines = read_lines(step)
    left = coupon_split(lines, cart["freight_fen"], tenders.get("coupon", 0))
    goods = [(line.category, fen) for line, fen in zip(lines, left, strict=False)]
    total = sum(line.amount for line in lines) + cart["freight_fen"]
    return Cart(step, goods, tenders, total, cart["freight_fen"])


def place(member: "ReferenceMember", cart: dict[str, Any], money: int, cash: int) -> Result:
    """Place the cart with this money in beans and in cash beside its own tenders."""
    more = [{"kind": "beans", "amount_fen": money}] if money else []
    more += [{"kind": "cash", "amount_fen": cash}] if cash > 0 else []
    placed = {"kind": "order_placed", "tenders": [*cart["tenders"], *more], "quoted": None}
    return member.apply(cart | placed)


def quote(member: "ReferenceMember", cart: dict[str, Any], beans: int) -> Quote:
    """Quote a cart without beans; what its tenders leave open is cash. The member is a copy."""
    read = read_cart(member, cart)
    per_yuan = read.step.terms.per_yuan
    tier_now = member.standing.ladders[FIRST_LADDER].tier
    available = read.step.money.available
    usable = most_beans(read.step, read.goods, read.open_fen * per_yuan // 100, list(read.tenders))
    spent = usable if beans < 0 else beans
    money = spent * 100 // per_yuan
    result = place(member, cart, money, read.open_fen - money)
    if result.refusal:
        codes = [result.refusal]
        if result.refusal == "tenders_do_not_sum" and money > 0 and read.coupons_fit:
            # The tenders are this quote's own making: what else is wrong is to say.
            codes = too_many_beans(read.step, read.goods, spent, list(read.tenders))
            plain = place(member, cart, 0, read.open_fen).refusal
            codes += [plain] if plain else []
        return Quote(refusal=min(codes, key=RANKS.__getitem__))
    moved = result.movements
    done = {key: cart[key] for key in cart if key not in ("lines", "tenders", "quoted")}
    moved += member.apply(done | {"kind": "order_completed", "id": cart["id"] + " done"}).movements
    earned = [each for each in moved if each.cause == "earned"]
    not_money = sum(read.tenders.get(kind, 0) for kind in ("coupon", "red_packet"))
    return Quote(
        beans_available=available,
        beans_usable=usable,
        beans_spent=spent,
        beans_earned=sum_of(earned, "beans", MONEY),
        growth_earned=sum_of(earned, "growth", FIRST_LADDER),
        cash_due_fen=read.total - money - not_money,
        tier_now=tier_now,
        tier_then=member.standing.ladders[FIRST_LADDER].tier,
    )


def sum_of(earned: list[Movement], currency: str, book: str) -> int:
    """Return what one purse or ladder earned."""
    return sum(each.amount for each in earned if (each.currency, each.book) == (currency, book))


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
    # What is available or usable may differ: it is no number of the order.
    free = ("refusal", "beans_available", "beans_usable")
    same = all(quoted[key] == fresh.numbers()[key] for key in fresh.numbers() if key not in free)
    if step.at >= quoted["valid_until"] or fresh.refusal or not same:
        raise Refused("stale_quote")
