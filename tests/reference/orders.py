"""Orders: opening, tenders over lines, payment, completion, cancellation."""

from tests.reference import dates
from tests.reference.books import (
    Step,
    allocate,
    allocated,
    commit,
    draw,
    draw_or_owe,
    give_back,
)
from tests.reference.conditions import Asking, asking_for_lines
from tests.reference.facts import book_goods, count_order, month_facts, spend_of
from tests.reference.names import TENDERS, Refused, refuse_lowest
from tests.reference.numbers import largest_remainder
from tests.reference.records import Line, Order
from tests.reference.returns import is_of_line, take_back_line
from tests.reference.spending import payable, redemption_codes

STATUS = {"order_placed": "placed", "order_paid": "paid", "order_completed": "completed"}


def find_order(step: Step) -> Order | None:
    """Return the open order that the event speaks of."""
    wanted = step.event["order"]
    return next((order for order in step.state.orders if order.order == wanted), None)


def known_order(step: Step) -> Order:
    """Return the open order that the event speaks of, or refuse."""
    order = find_order(step)
    if order is None:
        raise Refused("order_unknown")
    return order


def lines_of(step: Step, order: Order) -> list[Line]:
    """Return the open lines of an order in its scope: the whole, or one sub-order."""
    sub_order = step.event["sub_order"]
    return [
        line
        for line in step.state.lines
        if line.order == order.order and (sub_order is None or line.sub_order == sub_order)
    ]


def handle_order(step: Step) -> Asking:
    """Open an order, or go on with one; return what the rules are asked about."""
    if step.event["lines"]:
        return open_order(step)
    order = known_order(step)
    if step.event["kind"] == "order_placed":
        raise Refused("order_exists")
    scope = lines_of(step, order)
    if not scope:
        raise Refused("line_unknown")
    if step.event["kind"] == "order_paid":
        lines = [line for line in scope if line.status == "placed"]
        if not lines:
            raise Refused("order_already_paid")
    else:
        lines = [line for line in scope if line.status != "completed"]
        if not lines:
            raise Refused("order_already_completed")
    commit_order(step, order)
    advance(step, order, lines)
    return asking_for_lines(step, order, lines)


def open_order(step: Step) -> Asking:
    """Open an order with its lines; beans among its tenders are held or spent."""
    event = step.event
    tenders = event_tenders(step)
    lines = read_lines(step)
    for place in [place for place in step.state.late_returns if place[0] == event["order"]]:
        del step.state.late_returns[place]
    order = Order(
        order=event["order"],
        placed_at=event["occurred_at"],
        goods=sum(line.amount for line in lines),
        freight=event["freight_fen"],
        channel=event["channel"],
    )
    money = tenders.get("beans", 0)
    after_coupon = coupon_split(lines, order.freight, tenders.get("coupon", 0))
    goods = [(line.category, left) for line, left in zip(lines, after_coupon, strict=False)]
    beans = money * step.terms.per_yuan // 100
    codes = ["order_exists"] if find_order(step) is not None else []
    wanted = event["sub_order"]
    scope = [line for line in lines if wanted is None or line.sub_order == wanted]
    codes += [] if scope else ["line_unknown"]
    if money:
        codes += redemption_codes(step, goods, beans, list(tenders))
        if money * step.terms.per_yuan % 100:
            codes.append("redemption_not_whole_steps")
    refuse_lowest(codes)
    split(step, lines, after_coupon, tenders, goods)
    pieces = largest_remainder(beans, [line.paid["beans"] for line in lines])
    for line, part in zip(lines, pieces, strict=True):
        line.beans = part
    spend_on_order(step, order, beans)
    step.state.orders.append(order)
    step.state.lines.extend(lines)
    if event["kind"] != "order_placed":
        advance(step, order, scope)
    return asking_for_lines(step, order, scope)


def event_tenders(step: Step) -> dict[str, int]:
    """Return the money by tender kind; cash for the whole if nothing is told."""
    event = step.event
    if not event["tenders"]:
        goods = sum(line["amount_fen"] for line in event["lines"])
        return {"cash": goods + event["freight_fen"]}
    result: dict[str, int] = {}
    for tender in event["tenders"]:
        result[tender["kind"]] = result.get(tender["kind"], 0) + tender["amount_fen"]
    return result


def read_lines(step: Step) -> list[Line]:
    """Return the lines of the event as open lines."""
    closes_on = step.occurred_on + step.programme.returns_horizon_days
    return [
        Line(
            order=step.event["order"],
            line=line["line"],
            sub_order=line["sub_order"],
            sku=line["sku"],
            category=line["category"],
            store=line["store"],
            brand=line["brand"],
            channel=line["channel"],
            labels=line["labels"],
            quantity=line["quantity"],
            amount=line["amount_fen"],
            closes_on=closes_on,
        )
        for line in step.event["lines"]
    ]


def coupon_split(lines: list[Line], freight: int, coupon: int) -> list[int]:
    """Return what the coupon leaves unpaid of each line, and of the freight at last."""
    goods = [line.amount for line in lines]
    on_goods = min(coupon, sum(goods))
    shares = largest_remainder(on_goods, goods) if on_goods else [0] * len(goods)
    left = [amount - share for amount, share in zip(goods, shares, strict=True)]
    return [*left, freight - (coupon - on_goods)]


def split(
    step: Step,
    lines: list[Line],
    unpaid: list[int],
    tenders: dict[str, int],
    goods: list[tuple[str, int]],
) -> None:
    """Split coupon, beans and then the other classes over lines and freight."""
    classes = step.programme.tender_class
    totals = dict.fromkeys((classes[tender] for tender in TENDERS), 0)
    for tender, amount in tenders.items():
        totals[classes[tender]] += amount
    for line, left in zip(lines, unpaid, strict=False):
        line.paid = dict.fromkeys(totals, 0)
        line.paid["coupon"] = line.amount - left
    may_pay = payable(step.terms, goods).goods
    weights = [left if may else 0 for left, may in zip(unpaid, may_pay, strict=False)] + [0]
    for name in ["beans", *(each for each in totals if each not in ("coupon", "beans"))]:
        weights = weights if name == "beans" else unpaid
        shares = largest_remainder(totals[name], weights)
        if totals[name] == 0:
            continue
        for line, share in zip(lines, shares, strict=False):
            line.paid[name] = share
        unpaid = [left - share for left, share in zip(unpaid, shares, strict=True)]
    if any(left != 0 for left in unpaid):
        raise AssertionError("tenders sum to lines and freight")


def spend_on_order(step: Step, order: Order, beans: int) -> None:
    """Hold the beans of a placed order; those of an order that opens later are spent."""
    if beans == 0:
        return
    order.beans_held = step.event["kind"] == "order_placed"
    account = "held" if order.beans_held else "redeemed"
    drawn = draw(step, step.money, beans, account, account, subject=order.order)
    allocate(step, order.order, drawn, held=order.beans_held, order=True)


def commit_order(step: Step, order: Order) -> None:
    """Held beans of an order are spent when it is paid or completed."""
    if order.beans_held:
        drawn = allocated(step, order.order, order=True)
        commit(step, drawn, sum(each.beans for each in drawn))
        order.beans_held = False


def advance(step: Step, order: Order, lines: list[Line]) -> None:
    """Move lines to paid or completed, and book what completion means."""
    kind = step.event["kind"]
    if kind != "order_completed":
        for line in lines:
            line.status = STATUS[kind]
        return
    day = step.zone.day_at(order.placed_at)
    month = month_facts(step, dates.month_of(day))
    for line in lines:
        book_goods(step, month, line)
        line.status = STATUS[kind]
        line.completed_at = step.event["occurred_at"]
        line.closes_on = step.occurred_on + step.programme.returns_horizon_days
    count_order(step, order)
    month.spend += sum(spend_of(step, line) for line in lines)
    step.state.last_purchase_on = max(step.state.last_purchase_on or day, day)


def cancel(step: Step) -> None:
    """Cancel an order or a sub-order, then recover freight if the rest is too small."""
    order = known_order(step)
    scope = lines_of(step, order)
    if not scope:
        raise Refused("line_unknown")
    if any(line.status == "completed" for line in scope):
        raise Refused("order_already_completed")
    drop_lines(step, order, scope)
    if step.event["sub_order"] is not None:
        recover_freight(step, order)


def drop_lines(step: Step, order: Order, lines: list[Line]) -> None:
    """Cancel lines: their beans come back, their accruals go, they leave."""
    for line in lines:
        drawn = allocated(step, order.order, order=True)
        give_back(step, drawn, line.beans, "returned_to_member", line=line.line)
        take_back_line(step, line, whole=True)
        order.cancelled_goods += line.amount
        step.state.lines.remove(line)
        # Not those of a line that closed before under its name and still wait.
        own = [each for each in step.state.accruals if is_of_line(each, line)]
        for accrual in own:
            step.state.accruals.remove(accrual)
    if not any(line.order == order.order for line in step.state.lines):
        step.state.orders.remove(order)


def recover_freight(step: Step, order: Order) -> None:
    """Take the freight in beans once, when what is left does not travel free."""
    terms = step.terms.beans.get("freight_recovery")
    if not terms or order.freight_recovered:
        return
    left = order.goods - order.cancelled_goods
    if order.goods >= terms["free_from_fen"] and 0 < left < terms["free_from_fen"]:
        order.freight_recovered = True
        beans = terms["freight_fen"] * step.terms.per_yuan // 100
        draw_or_owe(step, beans, "redeemed", "freight_recovered", subject=order.order)


def refuse_delivery(step: Step) -> None:
    """Cancel what is not completed; a refusal beyond the free ones costs beans."""
    order = known_order(step)
    scope = lines_of(step, order)
    lines = [line for line in scope if line.status != "completed"]
    if not scope:
        raise Refused("line_unknown")
    if not lines:
        raise Refused("order_already_completed")
    drop_lines(step, order, lines)
    day = step.occurred_on
    month = month_facts(step, dates.month_of(day))
    month.refusals += 1
    terms = step.terms.beans.get("refused_delivery")
    if not terms:
        return
    january = dates.month_of(dates.first_of_year(day))
    of_year = [facts for facts in step.state.months if january <= facts.month < january + 12]
    beyond = month.refusals > (terms.get("free_per_month") or 0)
    beyond |= sum(facts.refusals for facts in of_year) > (terms.get("free_per_year") or 0)
    if beyond:
        beans = terms.get("beans") or 0
        if terms.get("charge_freight"):
            beans += step.event["freight_fen"] * step.terms.per_yuan // 100
        draw_or_owe(step, beans, "forfeited", "refusal_penalty", subject=order.order)
