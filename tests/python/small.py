"""Programmes of a few lines for tests that bring their own rules, and events for them.

A bean is worth a fen and a purchase earns a bean a yuan, so that numbers can be read.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import loyaltycore as lc
from tests.python.build import NOON

PURCHASE = {"trigger": "order_completed", "rate": "1%"}
BEANS = {"per_yuan": 100, "earn": {"purchase": PURCHASE}, "redeem": {"max_share": "100%"}}
LEVELS = [{"id": "guest"}, {"id": "silver", "threshold": 1000}, {"id": "gold", "threshold": 2000}]
TIERS = {
    "tiers": {"levels": LEVELS},
    "growth": {"earn": {"purchase": {"trigger": "order_completed", "per_yuan": 1}}},
}


def small_program(beans=None, **sections):
    """A programme with these parts of its beans and these sections; all words are welcome."""
    document = {
        "format": 1,
        "meta": {"id": "small"},
        "zone": {"offset_minutes": 480},
        "from": "2016-01-01",
        "channels": {"unknown": "accept"},
        "categories": {"unknown": "accept"},
        "beans": BEANS | (beans or {}),
        **sections,
    }
    return lc.Program.from_json(json.dumps(document))


def member_with(beans, program=None, *, at=NOON, member="ann"):
    """A member who was given so many beans."""
    one = lc.Member(program or small_program(), id=member, keep_history=True)
    if beans:
        assert one.apply(lc.Adjusted(id="gift", at=at, beans=beans)).accepted
    return one


def bought(name, fen, at=NOON, *, kind=lc.OrderCompleted, beans=0, pieces=1, **more):
    """An order of one line; beans pay as many fen of it, cash the rest."""
    parts = [("beans", beans), ("cash", fen - beans)]
    tenders = [lc.Tender(means, part) for means, part in parts if part] if beans else []
    line = lc.Line(amount_fen=fen, quantity=pieces, sku=f"sku-{name}")
    return kind(id=name, at=at, lines=[line], tenders=tenders, **more)


def back(name, order, at, *, line=1, pieces=1):
    """Pieces of an order that come back."""
    return lc.LineReturned(id=name, at=at, order=order, line=line, quantity=pieces)


def books(one):
    """The accounts of the member's beans that are not empty, without the issuer's."""
    accounts = one.state()["accounts"]["beans"]
    return {name: beans for name, beans in accounts.items() if beans and name != "issuer"}


def money_back(result):
    """The fen that a return gives back."""
    return sum(each.after for each in result.effects if each.kind == "refund_due")


def refused_unchanged(one, event):
    """The code of a refusal that left no trace; None if the event was booked."""
    before = one.save()
    refusal = one.apply(event).refusal
    if refusal is None:
        return None
    assert one.save() == before, event.id
    return refusal.code


def together(count, work):
    """Run work(0), work(1), ... in threads that start at once; what one raises is raised here."""
    start = threading.Barrier(count)

    def run(number):
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return [*pool.map(run, range(count))]
