"""What beans may pay, and the events that spend, hold, exchange or claim them."""

from dataclasses import dataclass

from tests.reference import dates
from tests.reference.books import (
    Step,
    allocate,
    allocated,
    commit,
    draw,
    give_back,
)
from tests.reference.earning import release
from tests.reference.falling import Dues, Falling, about
from tests.reference.names import MONEY, Refused, refuse_lowest
from tests.reference.records import Hold
from tests.reference.terms import RedemptionClass, Terms


@dataclass(frozen=True)
class Payable:
    """What beans may pay of some goods."""

    cap: int
    step: int
    # Which of the goods beans may pay.
    goods: list[bool]


def class_of(terms: Terms, category: str) -> RedemptionClass | None:
    """Return the first class that holds a category, else the ordinary one; None if excluded."""
    redeem = terms.beans.get("redeem") or {}
    if redeem.get("allowed") is False:
        return None
    if category in (redeem.get("excluded_categories") or []):
        return None
    for each in terms.classes:
        if category in each.categories:
            return each
    return terms.ordinary


def payable(terms: Terms, goods: list[tuple[str, int]]) -> Payable:
    """Return cap and step for goods given as category and amount net of coupon."""
    cap, step = 0, 1
    paid = [False] * len(goods)
    for wanted in [*terms.classes, terms.ordinary]:
        own = [i for i, good in enumerate(goods) if class_of(terms, good[0]) is wanted]
        if not own:
            continue
        step = max(step, wanted.step)
        amount = sum(goods[i][1] for i in own)
        if amount >= wanted.min_amount_fen:
            exact = amount * wanted.max_share * terms.per_yuan / 100
            cap += exact.numerator // exact.denominator
            for index in own:
                paid[index] = goods[index][1] > 0
    return Payable(cap, step, paid)


def most_beans(step: Step, goods: list[tuple[str, int]], left_open: int, tenders: list[str]) -> int:
    """Return the most beans for these goods, of which so many beans' worth is not paid yet."""
    what = payable(step.terms, goods)
    redeem = step.terms.beans.get("redeem") or {}
    if step.state.suspended or step.money.available < (redeem.get("min_balance") or 0):
        return 0
    if set(tenders) & set(redeem.get("not_with_tenders") or ()):
        return 0
    most = min(what.cap, step.money.available, max(left_open, 0)) // what.step * what.step
    while most * 100 % step.terms.per_yuan:
        most -= what.step
    return most


def redemption_codes(
    step: Step, goods: list[tuple[str, int]], beans: int, tenders: list[str]
) -> list[str]:
    """Return every reason why these beans cannot pay these goods."""
    redeem = step.terms.beans.get("redeem") or {}
    what = payable(step.terms, goods)
    codes = ["account_suspended"] if step.state.suspended else []
    if beans > step.money.available:
        codes.append("insufficient_beans")
    if step.money.available < (redeem.get("min_balance") or 0):
        codes.append("redemption_below_minimum_balance")
    if beans % what.step != 0 or beans * 100 % step.terms.per_yuan != 0:
        codes.append("redemption_not_whole_steps")
    if any(what.goods) and beans > what.cap:
        codes.append("redemption_exceeds_order_cap")
    if any(tender in (redeem.get("not_with_tenders") or []) for tender in tenders):
        codes.append("redemption_not_combinable")
    if not any(what.goods):
        codes.append("redemption_not_allowed")
    return codes


def event_goods(step: Step) -> list[tuple[str, int]]:
    """Return the one line that a redemption without an order is for."""
    return [(step.event["category"], step.event["amount_fen"])]


def find_hold(step: Step) -> Hold | None:
    """Return the hold that the event speaks of."""
    subject = step.event["subject"]
    return next((hold for hold in step.state.holds if hold.hold == subject), None)


def open_hold(step: Step) -> Hold:
    """Return the hold that the event ends; refuse one that is unknown or has ended."""
    hold = find_hold(step)
    if hold is None:
        raise Refused("hold_unknown")
    if hold.status not in ("open", "in_doubt"):
        raise Refused("hold_released")
    return hold


def end_hold(step: Step, hold: Hold, status: str) -> None:
    """Note how a hold ended, and until when to answer for it."""
    step.changed("hold_changed", subject=hold.hold, before=hold.status, after=status)
    hold.status = status
    hold.until = step.at + step.programme.late_horizon


def redeem(step: Step) -> None:
    """Spend beans at once, or commit a hold."""
    beans = step.event["beans"]
    if not step.event["subject"]:
        refuse_lowest(redemption_codes(step, event_goods(step), beans, []))
        draw(step, step.money, beans, "redeemed", "redeemed", subject=step.event["order"])
        return
    hold = open_hold(step)
    drawn = allocated(step, hold.hold, order=False)
    held = sum(each.beans for each in drawn)
    if beans > held:
        raise Refused("hold_exceeded")
    commit(step, drawn, beans)
    give_back(step, drawn, held - beans, "hold_ended")
    end_hold(step, hold, "committed")


def hold_beans(step: Step) -> None:
    """Set beans aside."""
    event = step.event
    codes = ["hold_exists"] if find_hold(step) is not None else []
    if step.state.suspended:
        codes.append("account_suspended")
    if event["amount_fen"] > 0:
        codes += redemption_codes(step, event_goods(step), event["beans"], [])
    elif event["beans"] > step.money.available:
        codes.append("insufficient_beans")
    refuse_lowest(codes)
    drawn = draw(step, step.money, event["beans"], "held", "held", subject=event["subject"])
    allocate(step, event["subject"], drawn, held=True, order=False)
    status = "in_doubt" if event["in_doubt"] else "open"
    # A hold that was over before it was told of ends now.
    until = None if event["in_doubt"] else event["expires_at"]
    if until is not None:
        until = max(until, step.at)
    step.state.holds.append(Hold(event["subject"], status, until))
    step.changed("hold_changed", subject=event["subject"], before="none", after=status)


def release_hold(step: Step, hold: Hold) -> None:
    """Give the beans of a hold back."""
    drawn = allocated(step, hold.hold, order=False)
    give_back(step, drawn, sum(each.beans for each in drawn), "hold_ended")
    end_hold(step, hold, "released")


def exchange(step: Step) -> None:
    """Hand out an item of the catalogue for beans, and cash if its price has any."""
    event = step.event
    item = (step.terms.beans.get("catalogue") or {}).get(event["item"])
    if item is None:
        raise Refused("item_unknown")
    pieces = event["quantity"]
    beans = pieces * (item.get("beans") or 0)
    codes = ["account_suspended"] if step.state.suspended else []
    purse = step.state.purses[item.get("purse") or MONEY]
    if beans > purse.available:
        codes.append("insufficient_beans")
    keys = []
    for kind in ("day", "month"):
        key = ("item " + event["item"], kind, dates.window_start(kind, step.occurred_on))
        keys.append(key)
        limit = item.get(f"limit_per_{kind}") or 0
        if limit and step.state.used.get(key, 0) + pieces > limit:
            codes.append("exchange_limit_reached")
    if event["amount_fen"] != pieces * (item.get("cash_fen") or 0):
        codes.append("exchange_price_differs")
    refuse_lowest(codes)
    draw(step, purse, beans, "redeemed", "exchanged", subject=event["subject"])
    for key in keys:
        step.state.used[key] = step.state.used.get(key, 0) + pieces
    value = item.get("value_fen") or 0
    bought = pieces * (value - (item.get("cash_fen") or 0)) if value else 0
    step.changed("item_exchanged", item=event["item"], before=bought, after=pieces, beans=beans)


def claim(step: Step) -> None:
    """Make pending beans available that wait for it."""
    order, source = step.event["order"], step.event["subject"]
    waiting = [
        each
        for each in step.state.accruals
        if each.pending > 0
        and each.claim
        and (not order or each.order == order)
        and (not source or each.source == source)
    ]
    if not waiting:
        raise Refused("claim_unknown")
    for accrual in waiting:
        release(step, accrual, "claimed")


def time_outs(step: Step) -> Falling:
    """Return the open holds that end by themselves."""
    return [
        (hold.until, about(release_hold, hold))
        for hold in step.state.holds
        if hold.status == "open" and hold.until is not None
    ]


DUE: Dues = [("hold", time_outs)]
