"""The stories whose members lie in the files of each release: a bit of everything a state can hold.

Each has a programme, events up to the snapshot, and events that go on after it.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import loyaltycore as lc

SHOP = Path(__file__).resolve().parents[1] / "programs/shop.json"
START = datetime(2022, 3, 1, 4, tzinfo=UTC)  # Noon in China.

# What the shop has not: debt, pending beans, a zone that jumps, monthly expiry, a bounded day, and
# facts by month of activities and of classes of goods.
DEBTS = {
    "format": 1,
    "meta": {"id": "debts"},
    "from": "2021-01-01",
    "zone": {
        "offsets": [
            {"offset_minutes": -300},
            {"from": "2022-03-13T03:00:00-04:00", "offset_minutes": -240},
            {"from": "2022-11-06T01:00:00-05:00", "offset_minutes": -300},
        ],
    },
    "returns": {"horizon_days": 60},
    "events_accepted": {"late_horizon_days": 20, "clock_skew_seconds": 60},
    "categories": {"unknown": "reject", "known": ["food", "toys"]},
    "facts": {
        "activities": ["login", "shared"],
        "category_classes": {"play": {"categories": ["toys"]}, "eat": {"categories": ["food"]}},
    },
    "tiers": {"levels": [{"id": "base"}]},
    "ladders": {"club": {"levels": [{"id": "guest"}, {"id": "friend", "threshold": 2}]}},
    "growth": {
        "earn": {"visit": {"trigger": "login", "fixed": 1, "ladder": "club", "qualifies": True}}
    },
    "purses": {"stars": {"expire": {"after_days": 30}}},
    "beans": {
        "per_yuan": 50,
        "earn": {
            "purchase": {
                "trigger": "order_completed",
                "rate": "3%",
                "pending_days": 7,
                "caps": {"day": 900},
            },
            "login": {"trigger": "login", "fixed": 3},
            "stamp": {"trigger": "order_completed", "fixed": 2, "purse": "stars"},
        },
        "redeem": {"max_share": "1/3", "returned_expired": "grace", "grace_days": 5},
        "expire": {"after_months": 2, "granularity": "month"},
        "reverse": {"shortfall": "debt"},
    },
    "tasks": {
        "weekly": {
            "trigger": "login",
            "count": 2,
            "window": "week",
            "reward": {"beans": 40},
        }
    },
}


class Story(NamedTuple):
    """What is written of one programme."""

    programme: str
    """The document."""
    events: list
    """In the order of their decision, until the snapshot."""
    later: Callable[[bytes], list]
    """After the snapshot; takes the record of the line that was closed, if one was."""
    as_of: datetime
    """When all digests are taken."""


def at(days=0, hours=0):
    return START + timedelta(days=days, hours=hours)


def line(fen, number=1, **more):
    return lc.Line(line=number, amount_fen=fen, **more)


def ann():
    """Nearly every kind of event, and something open of each kind when the snapshot is taken."""
    who = {"member": "ann"}
    kettle = line(29_900, category="appliance", sku="kettle", quantity=2, labels=["gift"])
    book = line(12_345, 2, category="book", sku="book-1", brand="press", sub_order=1)
    phone = line(199_900, category="appliance", sku="phone", channel="app")
    paid = [lc.Tender("bank_card", 40_845), lc.Tender("coupon", 2000)]
    beans = [lc.Tender("beans", 10_000), lc.Tender("cash", 189_900)]
    return [
        lc.Imported(id="i", at=at(), beans=30_000, growth=2500, tier="silver", **who),
        lc.CreditUpdated(id="c", at=at(hours=1), input="xiaobai", value=95, **who),
        lc.Login(id="l", at=at(hours=2), channel="app", **who),
        lc.SignIn(id="s1", at=at(hours=3), **who),
        lc.SignIn(id="s2", at=at(1), **who),
        lc.OrderCompleted(
            id="o1", at=at(2), lines=[kettle, book], tenders=paid, freight_fen=600, **who
        ),
        lc.ReviewApproved(
            id="r1", at=at(3), order="o1", line=1, sku="kettle", amount_fen=14_950, **who
        ),
        lc.PhotoShown(id="p1", at=at(3, 1), order="o1", line=2, amount_fen=12_345, **who),
        lc.ReviewDeleted(id="d1", at=at(4), subject="r1", **who),
        lc.ReviewApproved(id="r2", at=at(4, 1), sku="tea", amount_fen=5000, reporters=6, **who),
        lc.OrderPlaced(id="o2", at=at(5), lines=[phone], tenders=beans, channel="app", **who),
        lc.OrderPlaced(id="o3", at=at(6), lines=[kettle, book], store="north", **who),
        lc.OrderPaid(id="o3-paid", at=at(6, 1), order="o3", **who),
        lc.OrderCompleted(id="o3-part", at=at(8), order="o3", sub_order=0, **who),
        lc.LineReturned(id="o1-back", at=at(9), order="o1", line=1, **who),
        lc.BeansClaimed(id="claim", at=at(10), order="o1", **who),
        lc.BeansHeld(id="h1", at=at(11), subject="h1", beans=700, expires_at=at(300), **who),
        lc.BeansHeld(id="h2", at=at(11, 1), subject="h2", beans=300, in_doubt=True, **who),
        lc.BeansHeld(id="h3", at=at(11, 2), subject="h3", beans=200, **who),
        lc.BeansReleased(id="h3-end", at=at(12), subject="h3", **who),
        lc.BeansRedeemed(
            id="spent", at=at(13), beans=900, amount_fen=50_000, category="appliance", **who
        ),
        lc.BeansExchanged(id="x1", at=at(14), item="daledou", quantity=2, **who),
        lc.BeansExchanged(id="x2", at=at(14, 1), item="phone_credit", **who),
        lc.OrderPlaced(id="o4", at=at(15), lines=[book], **who),
        lc.OrderRefused(id="o4-no", at=at(16), order="o4", freight_fen=800, **who),
        lc.StoreVisited(id="v", at=at(17), store="north", **who),
        lc.Event.declared("bean_grab", id="g", at=at(18), member="ann", beans=20, ordinal=3),
        lc.Adjusted(id="a", at=at(19), beans=-55, growth=7, **who),
        lc.OrderCompleted(id="o5", at=at(40), lines=[line(5000, sku="tea")], **who),
    ]


def others():
    """Members who are suspended, erased, closed, of other alphabets, or nearly nothing."""
    cart = [line(88_800, category="appliance", sku="oven", quantity=3)]
    useless = {"member": "dan", "sku": "oven", "amount_fen": 29_600, "copied_percent": 99}
    return [
        lc.OrderCompleted(id="old", at=at(-700), lines=cart, member="carl"),
        lc.Tick(id="t", at=at(-9), member="carl"),
        *(lc.ReviewApproved(id=f"r{n}", at=at(n), **useless) for n in range(6)),
        lc.OrderCompleted(id="b1", at=at(1), lines=cart, member="bob"),
        lc.AccountSuspended(id="b2", at=at(2), member="bob"),
        lc.OrderCompleted(id="e1", at=at(1), lines=cart, member="eve"),
        lc.Erased(id="e2", at=at(3), member="eve"),
        lc.Login(id="u1", at=at(4), member="\u4eac\u4e1c"),
        lc.Adjusted(id="7-1", at=at(5), beans=1, member=7),
    ]


def later_in_the_shop(record):
    who = {"order": "old", "member": "carl", "archived": record}
    cart = [line(19_900, category="appliance", sku="lamp")]
    return [
        lc.OrderPaid(id="o2-paid", at=at(41), order="o2", member="ann"),
        lc.OrderCompleted(id="o2-done", at=at(42), order="o2", member="ann"),
        lc.OrderCancelled(id="o3-off", at=at(43), order="o3", member="ann", sub_order=1),
        lc.BeansRedeemed(id="h1-in", at=at(44), beans=600, subject="h1", member="ann"),
        lc.LineReturned(id="o2-back", at=at(45), order="o2", line=1, member="ann"),
        lc.AccountRestored(id="b3", at=at(46), member="bob"),
        lc.LineReturned(id="old-back", at=at(47), line=1, quantity=2, **who),
        lc.OrderCompleted(id="new", at=at(48), lines=cart, member="dora"),
        lc.Tick(id="t2", at=at(900), member="ann"),
    ]


def debts():
    """Beans that wait, beans that are owed, a week's task, and a clock that was put forward."""
    toys, food = line(40_000, category="toys"), line(6_001, 2, category="food", quantity=3)
    events = [
        lc.Login(id="l1", at=at(), member="ann"),
        lc.OrderCompleted(id="o1", at=at(1), lines=[toys, food], member="ann"),
        lc.Login(id="l2", at=at(1, 1), member="ann"),
        lc.BeansRedeemed(id="x", at=at(9), beans=600, amount_fen=90_000, member="ann"),
        lc.LineReturned(id="b", at=at(10), order="o1", line=1, member="ann"),
        lc.Login(id="l3", at=at(14), member="ann"),
        lc.OrderCompleted(id="o2", at=at(15), lines=[food], member="ann"),
        lc.OrderCompleted(id="o1", at=at(1), lines=[toys], member="bob"),
    ]
    later = [
        lc.OrderCompleted(id="o3", at=at(20), lines=[toys], member="ann"),
        lc.LineReturned(id="b2", at=at(21), order="o2", line=2, quantity=2, member="ann"),
        lc.LineReturned(id="b1", at=at(22), order="o1", line=1, member="bob"),
    ]
    return Story(json.dumps(DEBTS, indent=2), events, lambda _: later, at(400))


def shop():
    events = sorted([*ann(), *others()], key=lambda each: (each.recorded_at, each.id))
    return Story(SHOP.read_text(encoding="utf-8"), events, later_in_the_shop, at(1000))


STORIES = {"shop": shop, "debts": debts}
