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
