"""What happened by month: orders, goods by class of category, activities."""

from tests.reference import dates
from tests.reference.books import Step
from tests.reference.names import MONTHS_KEPT
from tests.reference.records import Line, Month, MonthClass, Order


def month_facts(step: Step, month: int) -> Month:
    """Return the facts of a month, new if nothing happened in it yet."""
    for facts in step.state.months:
        if facts.month == month:
            return facts
    facts = Month(month)
    # A month takes the place of the one 16 months before: it is gone even if this one empties.
    older = [each for each in step.state.months if each.month < month]
    gone = [each for each in older if (month - each.month) % MONTHS_KEPT == 0]
    step.state.months = [each for each in step.state.months if each not in gone]
    for each in gone:
        bought = {name for name, goods in each.classes.items() if goods.orders > 0}
        step.state.bought_long_ago |= bought
    step.state.months.append(facts)
    return facts


def book_activity(step: Step) -> None:
    """Count an event of a kind that the programme counts."""
    name = step.event["kind"]
    if name not in step.programme.activities:
        return
    month = month_facts(step, dates.month_of(step.occurred_on))
    month.activities[name] = month.activities.get(name, 0) + 1


def spend_of(step: Step, line: Line) -> int:
    """Return what the tenders that count as spend paid of a line."""
    counted = step.programme.spend_tenders
    return sum(fen for tender, fen in line.paid.items() if tender in counted)


def keeps_goods(step: Step, line: Line, name: str) -> bool:
    """Return whether a completed piece of the class is left in the order of a line."""
    return any(
        each.order == line.order
        and keeps_pieces(each)
        and step.programme.class_of_category.get(each.category) == name
        for each in step.state.lines
    )


def book_goods(step: Step, month: Month, line: Line) -> None:
    """Book a line that is about to be completed to its class of category."""
    name = step.programme.class_of_category.get(line.category)
    if name is None:
        return
    goods = month.classes.setdefault(name, MonthClass())
    goods.orders += 0 if keeps_goods(step, line, name) else 1
    goods.spend += spend_of(step, line)


def keeps_pieces(line: Line) -> bool:
    """Return whether a completed piece of a line is not given back."""
    return line.status == "completed" and line.returned < line.quantity


def order_counts(step: Step, order: Order) -> bool:
    """Judge whether an order counts, in its month and for its day (3.5)."""
    lines = [line for line in step.state.lines if line.order == order.order]
    return order.kept or any(keeps_pieces(line) for line in lines)


def bought_on(step: Step, order: Order) -> int:
    """Return the day of the purchase."""
    return step.zone.day_at(order.placed_at)


def count_order(step: Step, order: Order) -> None:
    """Count an order, of which a line was just completed, and its day."""
    day = bought_on(step, order)
    month = month_facts(step, dates.month_of(day))
    month.orders += 0 if order.counted else 1
    order.counted = True
    if day not in month.purchase_days:
        month.purchase_days.append(day)


def uncount_order(step: Step, order: Order) -> None:
    """Count an order no more if all of it came back, nor its day if no other order is left."""
    if not order.counted or order_counts(step, order):
        return
    day = bought_on(step, order)
    month = month_facts(step, dates.month_of(day))
    month.orders -= 1
    order.counted = False
    others = [each for each in step.state.orders if bought_on(step, each) == day]
    if day not in month.kept_days and not any(each.counted for each in others):
        month.purchase_days.remove(day)


def keep_closing(step: Step, order: Order, line: Line) -> None:
    """What a line keeps when it closes is kept for ever."""
    if keeps_pieces(line):
        order.kept = True
        day = bought_on(step, order)
        month_facts(step, dates.month_of(day)).kept_days.append(day)


def book_return(step: Step, order: Order, line: Line, amount: int) -> None:
    """Book returned goods to the month of the purchase.

    An order counts as long as a piece of the class is left; a late return does not know the others.
    """
    month = month_facts(step, dates.month_of(step.zone.day_at(order.placed_at)))
    month.returned += amount
    uncount_order(step, order)
    name = step.programme.class_of_category.get(line.category)
    if name is None or name not in month.classes:
        return
    goods = month.classes[name]
    goods.returned += amount
    late = step.event["archived"] is not None
    whole = line.returned == line.quantity
    if whole and not late and not keeps_goods(step, line, name):
        goods.orders -= 1
