"""Shared limits in a batch: the ordered pass that numbers events over all members."""

import json

import pytest

import loyaltycore as lc
from tests.python.build import after

BUDGET = lc.Program.from_json(
    json.dumps(
        {
            "format": 1,
            "meta": {"id": "budget"},
            "beans": {
                "earn": {"in": {"trigger": "login", "fixed": 4, "caps": {"programme_budget": 10}}}
            },
        }
    )
)


def test_a_budget_ends_for_all_members_together():
    told = [lc.Login(id="in", at=after(hours=9 - n), member=f"m{n}") for n in range(5)]
    assert lc.replay(BUDGET, told).members["beans"].tolist() == [0] * 5
    numbered = lc.history(told).numbered("login")
    assert lc.replay(BUDGET, numbered).members["beans"].tolist() == [0, 0, 2, 4, 4]


def test_an_unknown_kind_is_told():
    with pytest.raises(lc.DataError, match="`log_in` is no kind of event here") as caught:
        lc.history([lc.Login(id="in", at=after(), member="m")]).numbered("log_in")
    assert caught.value.code == "kind_unknown"


def photos(**more):
    return [
        lc.PhotoShown(id=f"p{i}-{s}", member=f"m{i}", at=after(hours=i), sku=f"s{s}", **more)
        for i in range(5)
        for s in range(5)
    ]


def test_a_budget_over_all_items_is_numbered_by_kind():
    budget = BUDGET.with_({"beans.earn.in.trigger": "photo_shown"})
    past = lc.history(photos())
    by_kind = lc.replay(budget, past.numbered("photo_shown", by="kind"))
    assert by_kind.members["beans"].sum() == 10
    by_sku = lc.replay(budget, past.numbered("photo_shown"))
    assert by_sku.members["beans"].sum() == 5 * 10, "a budget for each item"
    assert (by_kind.counters["unnumbered"], by_sku.counters["unnumbered"]) == (0, 0)
    assert lc.replay(budget, past).counters["unnumbered"] == 25
    assert lc.replay(BUDGET, past).counters["unnumbered"] == 0


def test_numbers_of_the_data_are_nobody_elses():
    told = [*photos()[:3], lc.PhotoShown(id="own", member="z", at=after(days=1), ordinal=1)]
    numbered = lc.history(told).numbered("photo_shown", by="kind")
    names = numbered.member_ids()
    assert sorted(e.ordinal for name in names for e in numbered.events_of(name)) == [1, 2, 3, 4]


@pytest.mark.parametrize("kinds", [(), (["photo_shown"],), (3,), (None,)], ids=repr)
def test_kinds_are_named_one_by_one(kinds):
    with pytest.raises(TypeError, match=r'numbered: got .*numbered\("photo_shown", "login"\)'):
        lc.history(photos()).numbered(*kinds)


@pytest.mark.parametrize(
    ("kind", "by", "code"), [("tick", "sku", "kind_unknown"), ("login", "item", "series_unknown")]
)
def test_what_cannot_be_numbered_is_told(kind, by, code):
    with pytest.raises(lc.DataError) as caught:
        lc.history(photos()).numbered(kind, by=by)
    assert caught.value.code == code
    assert caught.value.remedy
