"""Failures that happened elsewhere, classes D (lots and expiry) and E (clock, zone, calendar).

Each test is named after what broke; here it must hold. The programmes are their own.
"""

from datetime import UTC, datetime, timedelta, timezone

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after
from tests.python.small import (
    BEANS,
    PURCHASE,
    back,
    books,
    bought,
    member_with,
    refused_unchanged,
    small_program,
)

TINY = timedelta(microseconds=1)
CHINA = timezone(timedelta(hours=8))


def midnight(year, month, day):
    """The first instant of a day of the programme."""
    return datetime(year, month, day, tzinfo=CHINA)


# D. Lots and expiry. ----------------------------------------------------------------------------

DAYS_100 = small_program({"expire": {"after_days": 100}})


def spend(name, beans, at, **more):
    return lc.BeansRedeemed(id=name, at=at, beans=beans, amount_fen=10**6, **more)


def test_class_d_balance_collapse():
    """What was spent of a lot goes with the lot: its expiry takes what is left, and no more."""
    ann = member_with(0, DAYS_100)
    ann.apply(bought("o1", 10_000))
    ann.apply(bought("o2", 5000, after(days=50)))
    ann.apply(spend("s", 60, after(days=60)))
    ann.settle(after(days=99))
    assert ann.beans == 90
    ann.settle(after(days=101))
    assert books(ann) == {"available": 50, "redeemed": 60, "expired": 40}
    ann.apply(spend("s2", 20, after(days=120)))
    ann.settle(after(days=151))
    assert books(ann) == {"redeemed": 80, "expired": 70}


@pytest.mark.parametrize("days", [1, 30, 31])
def test_class_d_expiry_switch_that_nobody_reads(days):
    """The day that the programme says is the first on which beans cannot be spent; not one off."""
    program = small_program({"expire": {"after_days": days}})
    ends = midnight(2016, 7, 1) + timedelta(days=days)
    for at, refusal in ((ends - TINY, None), (ends, "insufficient_beans")):
        ann = member_with(100, program)
        assert refused_unchanged(ann, spend("s", 100, at)) == refusal
    never = member_with(100, small_program({"expire": {"never": True}}))
    assert never.apply(spend("s", 100, midnight(9999, 12, 31))).accepted


def test_class_d_only_the_next_expiry_is_told():
    """Every day on which beans end is told, with how many."""
    ann = member_with(0, DAYS_100)
    for n in range(5):
        ann.apply(bought(f"o{n}", 10_000 + n * 100, after(days=n)))
    told = [(each["expires_on"], each["beans"]) for each in ann.buckets]
    assert told == [(f"2016-10-{9 + n:02}", 100 + n) for n in range(5)]
    for n, (_, beans) in enumerate(told):
        result = ann.settle(midnight(2016, 10, 9 + n))
        assert [each.amount for each in result.effects] == [beans]


LABELLED = small_program(
    {
        "earn": {
            "purchase": PURCHASE,
            "login": {"trigger": "login", "fixed": 10, "funder": "merchant"},
            "shared": {"trigger": "shared", "fixed": 10, "lot_class": 7},
            "sign_in": {"trigger": "sign_in", "streak": [10]},
            "pending": {"trigger": "question_answered", "fixed": 10, "pending_days": 3},
            "claimed": {"trigger": "profile_verified", "fixed": 10, "claim_days": 30},
            "star": {"trigger": "store_visited", "fixed": 10, "purse": "stars"},
        },
        "expire": {"after_days": 100},
    },
    purses={"stars": {}},
    tasks={"welcome": {"trigger": "store_joined", "reward": {"beans": 10}}},
)
# Every way in which beans come to be, or come back.
WAYS = {
    "bought": [bought("o", 1000)],
    "of a merchant": [lc.Login(id="e", at=NOON)],
    "of a class": [lc.Shared(id="e", at=NOON)],
    "of a streak": [lc.SignIn(id="e", at=NOON)],
    "after a wait": [lc.QuestionAnswered(id="e", at=NOON)],
    "claimed": [
        lc.ProfileVerified(id="e", at=NOON),
        lc.BeansClaimed(id="c", at=after(days=2)),
    ],
    "of a task": [lc.StoreJoined(id="e", at=NOON, store="s")],
    "adjusted": [lc.Adjusted(id="e", at=NOON, beans=10)],
    "imported": [lc.Imported(id="e", at=NOON, beans=10)],
    "given by another": [lc.Adjusted(id="e", at=NOON, beans=10, group="deal")],
    "of a hold that ended": [
        lc.Adjusted(id="e", at=NOON, beans=10),
        lc.BeansHeld(id="h", at=NOON, subject="h", beans=10),
        lc.BeansReleased(id="r", at=after(days=1), subject="h"),
    ],
    "of an order that came back": [
        lc.Adjusted(id="e", at=NOON, beans=10),
        bought("o", 10, beans=10),
        back("r", "o", after(days=1)),
    ],
    "of an order that was cancelled": [
        lc.Adjusted(id="e", at=NOON, beans=10),
        bought("o", 10, kind=lc.OrderPlaced, beans=10),
        lc.OrderCancelled(id="c", at=after(days=1), order="o"),
    ],
    "of another purse": [lc.StoreVisited(id="e", at=NOON, store="s")],
}


@pytest.mark.parametrize("way", WAYS)
def test_class_d_lots_under_another_label_never_expire(way):
    """Whatever they are called and however they came: written by the public writer, they end."""
    ann = lc.Member(LABELLED, id="ann")
    assert all(ann.apply(each).accepted for each in WAYS[way])
    ann.settle(after(days=99))
    assert [each["beans"] for each in ann.buckets] == [10]
    ann.settle(after(days=104))
    assert ann.buckets == []
    state = ann.state()
    purses = [state["accounts"]["beans"], state["purses"]["stars"]["accounts"]]
    assert sum(each["available"] for each in purses) == 0
    assert sum(each["expired"] for each in purses) == 10


def test_class_d_held_beans_outlive_their_day_and_end_with_the_hold():
    ann = member_with(100, DAYS_100)
    ann.apply(lc.BeansHeld(id="h", at=after(1), subject="h", beans=70, in_doubt=True))
    ann.settle(after(days=300))
    assert books(ann) == {"held": 70, "expired": 30}
    ann.apply(lc.BeansReleased(id="r", at=after(days=301), subject="h"))
    assert books(ann) == {"expired": 100}


def test_class_d_balance_without_its_history():
    """Every balance is the sum of its movements, and what is spent names the lot it came from."""
    ann = member_with(0, DAYS_100)
    for n, beans in ((2, 30), (0, 10), (1, 20)):
        ends = after(days=200 + n)
        ann.apply(lc.Adjusted(id=f"a{n}", at=after(hours=1), beans=beans, expires_at=ends))
    result = ann.apply(spend("s", 45, after(days=1)))
    legs = [(each.from_account, each.to_account, each.amount) for each in result.effects]
    assert legs == [("available", "redeemed", 10), ("available", "redeemed", 20),
                    ("available", "redeemed", 15)]  # fmt: skip
    ends = [each.expires_on for each in result.effects]
    assert ends == sorted(ends)
    assert [each["beans"] for each in ann.buckets] == [15]
    moved = [each for each in ann.statement().effects if each.kind == "moved"]
    came = sum(each.amount for each in moved if each.to_account == "available")
    went = sum(each.amount for each in moved if each.from_account == "available")
    assert (came - went, came) == (ann.beans, 60)


# E. Clock, zone, calendar. ----------------------------------------------------------------------


@pytest.mark.parametrize("hours", [-8, 0, 8, 14])
def test_class_e_valid_in_one_zone_expired_in_another(hours):
    """The programme's midnight decides, wherever the visitor's clock stands."""
    visitor = timezone(timedelta(hours=hours))
    ends = midnight(2016, 10, 9)
    for at, refusal in ((ends - TINY, None), (ends, "insufficient_beans")):
        ann = member_with(100, DAYS_100)
        assert refused_unchanged(ann, spend("s", 100, at.astimezone(visitor))) == refusal


@pytest.mark.parametrize("confirm", [lc.OrderPaid, lc.OrderCompleted])
def test_class_e_a_paid_order_cannot_confirm(confirm):
    """What was placed before midnight is paid after it with the beans that it holds."""
    ann = member_with(100, DAYS_100)
    ends = midnight(2016, 10, 9)
    quote = ann.quote([lc.Line(amount_fen=500)], beans="all", at=ends - TINY)
    ann.apply(lc.OrderPlaced(id="o", at=ends - TINY, quote=quote))
    ann.settle(ends + timedelta(hours=1))
    assert ann.apply(confirm(id="p", at=ends + timedelta(hours=2), order="o")).accepted
    assert books(ann)["redeemed"] == 100
    # Placed at midnight, the same quote is stale: the beans are gone.
    late = member_with(100, DAYS_100)
    with pytest.raises(lc.StaleQuoteError):
        late.apply(lc.OrderPlaced(id="o", at=ends, quote=quote))


# Granted on, months of validity, first day on which it is gone.
LEAPS = [
    ((2024, 2, 29), 12, "2025-02-28"),
    ((2024, 2, 29), 48, "2028-02-29"),
    ((2023, 2, 28), 12, "2024-02-28"),
    ((2023, 12, 31), 2, "2024-02-29"),
    ((2024, 12, 31), 2, "2025-02-28"),
    ((2024, 1, 31), 1, "2024-02-29"),
    ((2096, 2, 29), 48, "2100-02-28"),
]


@pytest.mark.parametrize(("day", "months", "ends"), LEAPS)
def test_class_e_29_february(day, months, ends):
    """A day that the target month has not is its last; beans and tiers alike."""
    levels = [{"id": "guest"}, {"id": "in", "threshold": 0, "validity_months": months}]
    growth = {"earn": {"purchase": {"trigger": "order_completed", "fixed": 1}}}
    expire = {"expire": {"after_months": months}}
    program = small_program(expire, tiers={"levels": levels}, growth=growth)
    ann = lc.Member(program, id="ann")
    assert ann.apply(bought("o", 1000, midnight(*day))).accepted
    assert [each["expires_on"] for each in ann.buckets] == [ends]
    expires = datetime.fromtimestamp(ann.tier_expires_at / 1e6, tz=CHINA)
    assert expires.isoformat() == f"{ends}T00:00:00+08:00"


SALE = {"from": "2016-07-02", "until": "2016-07-03"}
ENDED = small_program(
    {
        "earn": {"purchase": PURCHASE, "sale": {"trigger": "login", "fixed": 7, "when": SALE}},
        "catalogue": {"gift": {"kind": "goods", "beans": 1}},
    },
    overlays=[
        {
            "id": "without",
            "from": "2016-07-03",
            "changes": {"beans": {"catalogue": None, "redeem": {"allowed": False}}},
        }
    ],
)


def test_class_e_expired_programmes_are_usable():
    """What has ended gives nothing from its end on, and nothing before it began."""
    starts, ends = midnight(2016, 7, 2), midnight(2016, 7, 3)
    for at, beans in ((starts - TINY, 0), (starts, 7), (ends - TINY, 7), (ends, 0)):
        ann = lc.Member(ENDED, id="ann")
        assert ann.apply(lc.Login(id="l", at=at)).beans == beans
    for event, code in (
        (lambda at: lc.BeansExchanged(id="x", at=at, item="gift"), "item_unknown"),
        (lambda at: spend("s", 10, at), "redemption_not_allowed"),
    ):
        for at, refusal in ((ends - TINY, None), (ends, code)):
            assert refused_unchanged(member_with(100, ENDED), event(at)) == refusal
    before = lc.Login(id="l", at=midnight(2016, 1, 1) - TINY)
    assert refused_unchanged(lc.Member(ENDED, id="ann"), before) == "before_programme"


def test_class_e_a_late_login_is_no_way_back_into_a_sale():
    """Told late it counts for its own day; told with a false day it is refused or too late."""
    ann = lc.Member(ENDED, id="ann")
    inside = midnight(2016, 7, 2)
    late = lc.Login(id="l", at=inside, recorded_at=inside + timedelta(days=20))
    assert ann.apply(late).beans == 7
    day_40 = inside + timedelta(days=40)
    ann.apply(lc.Login(id="l2", at=day_40))
    assert refused_unchanged(ann, lc.Login(id="l3", at=inside)) == "clock_regression"
    too_late = lc.Login(id="l4", at=inside, recorded_at=day_40)
    assert refused_unchanged(ann, too_late) == "too_late"
    ahead = lc.Login(id="l5", at=day_40 + timedelta(days=1), recorded_at=day_40)
    assert refused_unchanged(ann, ahead) == "occurred_after_recorded"


def test_class_e_a_zone_change_moves_last_months_rewards():
    """A zone stands for all time: no version changes it, and no member goes on under another."""
    ann = member_with(0, DAYS_100)
    ann.apply(bought("o", 10_000, midnight(2016, 8, 1)))
    assert [each["month"] for each in ann.state()["months"]] == ["2016-08"]
    overlay = {"id": "moved", "from": "2017-01-01", "changes": {"zone": {"offset_minutes": 0}}}
    with pytest.raises(lc.ProgramError) as caught:
        small_program(overlays=[overlay])
    assert caught.value.problems[0].pointer == "/overlays/0/changes/zone"
    elsewhere = small_program(BEANS | {"expire": {"after_days": 100}}, zone={"offset_minutes": 0})
    with pytest.raises(lc.SnapshotError):
        lc.Member.load(elsewhere, ann.save())


@pytest.mark.parametrize(("day", "hours"), [((2024, 3, 31), 23), ((2024, 10, 27), 25)])
def test_class_e_a_day_of_23_or_25_hours(day, hours):
    """A day of validity ends at the next midnight of the place, when the clocks change too."""
    zone = lc.zone_offsets("Europe/Berlin", 2023, 2026)
    program = small_program({"expire": {"after_days": 1}}, zone=zone)
    offset = timedelta(hours=1 if hours == 23 else 2)
    start = datetime(*day, tzinfo=UTC) - offset
    ends = start + timedelta(hours=hours)
    for at, refusal in ((ends - TINY, None), (ends, "insufficient_beans")):
        ann = member_with(100, program, at=start)
        assert refused_unchanged(ann, spend("s", 100, at)) == refusal
