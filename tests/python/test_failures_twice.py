"""Failures that happened elsewhere, class B: told twice, booked twice.

Each test is named after what broke; here it must hold. The programmes are their own.
"""

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after
from tests.python.small import (
    BEANS,
    back,
    books,
    bought,
    member_with,
    refused_unchanged,
    small_program,
)

CATALOGUE = {"prize": {"kind": "goods", "beans": 1}}
EVERYTHING = small_program(
    {
        "earn": {
            "purchase": BEANS["earn"]["purchase"],
            "app": {
                "trigger": "order_completed",
                "rate": "1%",
                "claim_days": 30,
                "when": {"channels": ["app"]},
            },
            "review": {"trigger": "review_approved", "fixed": 7},
            "photo": {"trigger": "photo_shown", "fixed": 8},
            "sign_in": {"trigger": "sign_in", "streak": [1, 2, 3]},
            "own": {"trigger": "spin", "from_event": True},
            **{
                kind: {"trigger": kind, "fixed": 5}
                for kind in ("login", "question_answered", "shared", "store_visited")
            },
            **{
                kind: {"trigger": kind, "fixed": 6} for kind in ("store_joined", "profile_verified")
            },
        },
        "catalogue": CATALOGUE,
        "refused_delivery": {"beans": 50, "charge_freight": True},
    },
    events=["spin"],
    inputs=["credit"],
)


def told(make, name, days, **fields):
    return make(id=name, at=after(days=days), member="ann", **fields)


STORY = [
    told(lc.Imported, "imported", 0, beans=5000),
    told(lc.CreditUpdated, "credit", 0.1, input="credit", value=85),
    told(lc.OrderPlaced, "o1", 1, lines=[lc.Line(amount_fen=9000)], channel="app", order="o1"),
    told(lc.OrderPaid, "o1-paid", 1.1, order="o1"),
    told(lc.OrderCompleted, "o1-done", 1.2, order="o1"),
    told(lc.BeansClaimed, "claim", 1.3, order="o1"),
    told(lc.ReviewApproved, "review", 2, order="o1", line=1, subject="rev"),
    told(lc.PhotoShown, "photo", 2.1, order="o1", line=1, subject="pic"),
    told(lc.ReviewDeleted, "deleted", 2.2, subject="rev"),
    told(lc.LineReturned, "back", 2.3, order="o1", line=1),
    told(lc.OrderPlaced, "o2", 3, lines=[lc.Line(amount_fen=9000)], order="o2"),
    told(lc.OrderCancelled, "o2-cancelled", 3.1, order="o2"),
    told(lc.OrderPlaced, "o3", 3.2, lines=[lc.Line(amount_fen=9000)], order="o3"),
    told(lc.OrderRefused, "o3-refused", 3.3, order="o3", freight_fen=600),
    told(lc.Login, "login", 4),
    told(lc.SignIn, "sign-in", 4.1),
    told(lc.QuestionAnswered, "question", 4.2),
    told(lc.Shared, "shared", 4.3),
    told(lc.StoreVisited, "visited", 4.4, store="s"),
    told(lc.StoreJoined, "joined", 4.5, store="s"),
    told(lc.ProfileVerified, "verified", 4.6),
    told(lc.Referred, "referred", 4.7, subject="friend"),
    lc.Event.declared("spin", id="spin", at=after(days=4.8), member="ann", beans=9),
    told(lc.BeansRedeemed, "redeemed", 5, beans=100, amount_fen=5000),
    told(lc.BeansExchanged, "exchanged", 5.1, item="prize", quantity=3),
    told(lc.BeansHeld, "held", 5.2, subject="h1", beans=100),
    told(lc.BeansReleased, "released", 5.3, subject="h1"),
    told(lc.BeansHeld, "held-2", 5.4, subject="h2", beans=100),
    told(lc.BeansRedeemed, "committed", 5.5, subject="h2", beans=60),
    told(lc.Adjusted, "adjusted", 6, beans=-5, growth=7),
    told(lc.AccountSuspended, "suspended", 6.1),
    told(lc.AccountRestored, "restored", 6.2),
    told(lc.Erased, "erased", 7),
]
UNBUILT = {"coupon_granted", "coupon_used", "coupon_sold", "top_up"} | {
    f"plus_{each}" for each in ("trial", "purchased", "renewed", "refunded", "code_used")
}
END = after(days=30)


def test_class_b_the_story_has_every_kind():
    kinds = {each.kind for each in STORY} | UNBUILT | {"tick"}
    assert kinds >= set(lc.EVENT_KINDS) - {"declared"}
    assert all(each.accepted for each in lc.Engine(EVERYTHING).apply_many(STORY))


def doors(event):
    """Every way to tell an engine an event."""
    return {
        "apply": lambda engine: engine.apply(event),
        "batch": lambda engine: engine.apply_many([event])[0],
        "reloaded": lambda engine: lc.Engine.load(EVERYTHING, engine.save()).apply(event),
        "member": lambda engine: engine.member("ann").apply(event),
        "stored member": lambda engine: lc.Member.load(
            EVERYTHING, engine.member("ann").save()
        ).apply(event),
    }


@pytest.mark.parametrize("index", range(len(STORY)), ids=lambda n: STORY[n].id)
def test_class_b_duplicate_delivery_of_every_kind(index):
    """At once and after all that came later: the same answer, and nothing moves."""
    event, engine = STORY[index], lc.Engine(EVERYTHING)
    first = engine.apply_many(STORY[: index + 1])[-1]
    for later in [None, *STORY[index + 1 : -1]]:
        if later:
            engine.apply(later)
        before = engine.save()
        for name, tell in doors(event).items():
            again = tell(engine)
            assert again.duplicate, (name, later)
            assert (again.beans, again.growth) == (first.beans, first.growth)
        assert engine.save() == before


def test_class_b_replay_twice():
    once = lc.replay(EVERYTHING, STORY, as_of=END)
    for events in (STORY + STORY, [each for each in STORY for _ in range(3)]):
        again = lc.replay(EVERYTHING, events, as_of=END)
        assert again.digest == once.digest
        assert again.counters["accepted"] == len(STORY)
        assert again.counters["duplicates"] == len(events) - len(STORY)


# How much of the story is told, and what a second message says under an id of its own.
O1, O2, O3 = {"order": "o1"}, {"order": "o2"}, {"order": "o3"}
SECOND = {
    "paid twice": (4, lc.OrderPaid, O1, "order_already_paid"),
    "completed twice": (5, lc.OrderCompleted, O1, "order_already_completed"),
    "synced again by the till": (
        5,
        lc.OrderCompleted,
        O1 | {"lines": [lc.Line(amount_fen=9000)]},
        "order_exists",
    ),
    "claimed in two tabs": (6, lc.BeansClaimed, O1, "claim_unknown"),
    "reviewed twice": (7, lc.ReviewApproved, {"subject": "rev"}, "review_exists"),
    "deleted twice": (9, lc.ReviewDeleted, {"subject": "rev"}, "review_unknown"),
    "returned twice": (10, lc.LineReturned, O1 | {"line": 1}, "return_exceeds_line"),
    "cancelled twice": (12, lc.OrderCancelled, O2, "order_unknown"),
    "refused twice": (14, lc.OrderRefused, O3, "order_unknown"),
    "held twice": (26, lc.BeansHeld, {"subject": "h1", "beans": 100}, "hold_exists"),
    "released twice": (27, lc.BeansReleased, {"subject": "h1"}, "hold_released"),
    "committed twice": (29, lc.BeansRedeemed, {"subject": "h2", "beans": 40}, "hold_released"),
}


@pytest.mark.parametrize("case", SECOND)
def test_class_b_the_same_thing_under_another_id(case):
    """What a status change, a till or a tab sends again with a new key is known by its subject."""
    count, make, fields, code = SECOND[case]
    ann = lc.Member(EVERYTHING, id="ann")
    for event in STORY[:count]:
        assert ann.apply(event).accepted
    assert refused_unchanged(ann, told(make, "again", 6.5, **fields)) == code


def test_class_b_imported_twice_brings_growth_once():
    ann = member_with(0)
    ann.apply(lc.Imported(id="i1", at=NOON, growth=500))
    again = lc.Imported(id="i2", at=after(hours=1), growth=500)
    assert refused_unchanged(ann, again) == "import_not_empty"
    assert ann.growth == 500


def test_class_b_other_open_orders_are_not_credited():
    ann = member_with(0)
    for name in ("o1", "o2", "o3"):
        ann.apply(bought(name, 10_000, kind=lc.OrderPlaced))
    ann.apply(lc.OrderCompleted(id="done", at=after(hours=1), order="o2"))
    assert ann.beans == 100
    assert {each["order"] for each in ann.state()["grants"]} == {"o2"}


def test_class_b_a_retry_when_it_is_forgotten_takes_nothing():
    """The id is remembered for the late horizon; what comes later is too late to be booked."""
    ann = member_with(1000)
    spend = lc.BeansRedeemed(id="r", at=after(days=1), beans=400, amount_fen=10**6)
    ann.apply(spend)
    ann.apply(lc.Login(id="l", at=after(days=80)))
    assert refused_unchanged(ann, spend) == "clock_regression"
    again = lc.BeansRedeemed(
        id="r", at=after(days=1), recorded_at=after(days=81), beans=400, amount_fen=10**6
    )
    assert refused_unchanged(ann, again) == "too_late"
    assert books(ann) == {"available": 600, "redeemed": 400}


def test_class_b_a_refused_event_is_decided_anew():
    """A refusal is not the answer for ever: the same event is taken when its time has come."""
    ann = member_with(0)
    early = back("r", "o", after(days=1))
    assert refused_unchanged(ann, early) == "order_unknown"
    ann.apply(bought("o", 10_000))
    assert ann.apply(early).accepted
    assert ann.apply(early).duplicate
    assert ann.beans == 0
