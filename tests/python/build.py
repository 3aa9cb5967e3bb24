"""Builders of events for tests: short names, exact times, no randomness."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import loyaltycore as lc

SHOP = Path(__file__).resolve().parents[1] / "programs/shop.json"
NOON = datetime(2016, 7, 1, 4, tzinfo=UTC)  # noon in China


def after(days=0, hours=0):
    """An instant some time after NOON."""
    return NOON + timedelta(days=days, hours=hours)


def order(name, fen, at=NOON, *, category="appliance", member=None, tenders=(), quantity=1):
    """An order of one line, bought and received at once."""
    who = {} if member is None else {"member": member}
    line = lc.Line(amount_fen=fen, category=category, sku=f"sku-{name}", quantity=quantity)
    return lc.OrderCompleted(id=name, at=at, lines=[line], tenders=tenders, **who)


def mixed(number):
    """A number that looks random and is the same everywhere."""
    return number * 2_654_435_761 % 4_294_967_296


def busy_history(members=40, orders=12):
    """Orders, logins, returns, redemptions and ticks of many members, in no order of time."""
    events = []
    for m in range(members):
        for n in range(orders):
            seed = mixed(m * 1000 + n)
            when = after(days=n * 50 + seed % 40, hours=m % 24)
            name = f"m{m}-o{n}"
            events.append(order(name, 4000 + seed % 900_000, when, member=m, quantity=1 + seed % 3))
            events.append(lc.Login(id=f"{name}-login", at=when + timedelta(hours=1), member=m))
            if n % 4 == 1:
                events.append(
                    lc.LineReturned(
                        id=f"{name}-back", at=when + timedelta(days=3), member=m, order=name, line=1
                    )
                )
            if n % 3 == 2:
                events.append(
                    lc.BeansRedeemed(
                        id=f"{name}-redeem",
                        at=when + timedelta(days=5),
                        member=m,
                        beans=1000,
                        amount_fen=50_000,
                        category="appliance",
                    )
                )
    return events
