"""Purses and ladders that a programme declares, as its users see them."""

import json
from typing import Any

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after

DOCUMENT = {
    "format": 1,
    "meta": {"id": "two"},
    "zone": {"offset_minutes": 480},
    "from": "2015-01-01",
    "tiers": {"levels": [{"id": "base"}, {"id": "gold", "threshold": 100}]},
    "ladders": {
        "club": {
            "levels": [
                {"id": "guest"},
                {"id": "friend", "threshold": 50, "validity_months": 12, "deduction": 20},
            ]
        }
    },
    "growth": {
        "earn": {
            "buy": {"trigger": "order_completed", "per_yuan": "1"},
            "visit": {"trigger": "login", "fixed": 30, "ladder": "club", "qualifies": True},
        }
    },
    "purses": {"stars": {"expire": {"after_days": 30}}},
    "beans": {
        "expire": {"after_months": 12},
        "earn": {
            "buy": {"trigger": "order_completed", "rate": "1%"},
            "stamp": {"trigger": "order_completed", "unit": "order", "fixed": 3, "purse": "stars"},
            "friend": {
                "trigger": "login",
                "fixed": 7,
                "purse": "stars",
                "when": {"tiers": ["friend"]},
            },
        },
        "catalogue": {"cup": {"kind": "goods", "beans": 5, "purse": "stars"}},
    },
}


@pytest.fixture
def program() -> lc.Program:
    return lc.Program.from_json(json.dumps(DOCUMENT))


def buy(number: int = 0) -> lc.Event:
    """Return an order of 200 yuan."""
    line = lc.Line(line=1, amount_fen=20_000)
    return lc.OrderCompleted(
        id=f"o{number}", member="m", order=f"o{number}", at=after(days=number), lines=[line]
    )


def visit(day: int) -> lc.Event:
    return lc.Login(id=f"l{day}", member="m", at=after(days=day))


def moved(result: lc.Result) -> list[tuple[Any, ...]]:
    return [
        (each.purse or each.ladder, each.amount) for each in result.effects if each.kind == "moved"
    ]


def test_every_effect_names_its_purse_or_ladder(program):
    member = lc.Member(program, id="m")
    bought = member.apply(buy())
    assert moved(bought) == [("growth", 200), ("beans", 200), ("stars", 3)]
    assert (bought.beans, bought.growth) == (200, 200)
    assert "3 beans of stars issuer" in repr(bought.effects[-1])
    assert [each.ladder for each in bought.effects if each.kind == "tier_changed"] == ["growth"]


def test_a_tier_of_any_ladder_counts_at_once(program):
    member = lc.Member(program, id="m")
    assert moved(member.apply(visit(1))) == [("club", 30)]
    assert moved(member.apply(visit(2))) == [("club", 30), ("stars", 7)]
    assert member.tier == "base"
    ladder = member.state()["ladders"]["club"]
    assert (ladder["tier"], ladder["growth"]) == ("friend", 60)
    assert member.progress(ladder="club").growth == 60
    with pytest.raises(lc.DataError, match="no ladder 'clib'"):
        member.progress(ladder="clib")


def test_progress_on_a_ladder_that_no_order_lifts(program):
    member = lc.Member(program, id="m")
    member.apply(visit(1))
    progress = member.progress(ladder="club")
    assert (progress.tier, progress.next_tier, progress.growth_missing) == ("guest", "friend", 20)
    assert progress.amount_fen_missing is None
    assert member.progress().amount_fen_missing == 10_000


def test_an_item_is_paid_from_its_purse(program):
    member = lc.Member(program, id="m")
    member.apply(buy())
    cup = lc.BeansExchanged(id="x", at=after(hours=1), item="cup")
    assert member.apply(cup).refusal.code == "insufficient_beans"
    member.apply(buy(1))
    result = member.apply(lc.BeansExchanged(id="y", at=after(days=1, hours=1), item="cup"))
    assert moved(result) == [("stars", 3), ("stars", 2)]
    assert member.beans == 400
    assert member.state()["purses"]["stars"]["available"] == 1


def test_what_a_return_cannot_take_back_is_owed_in_its_purse(program):
    member = lc.Member(program, id="m")
    for event in (buy(), buy(1), lc.BeansExchanged(id="x", at=after(days=1, hours=1), item="cup")):
        assert member.apply(event).refusal is None
    member.apply(lc.LineReturned(id="r", at=after(days=2), order="o0", line=1, quantity=1))
    assert member.state()["purses"]["stars"]["debt"] == 2
    assert (member.beans, member.debt) == (200, 0)
    member.apply(buy(3))
    assert member.state()["purses"]["stars"]["debt"] == 0
    assert member.state()["purses"]["stars"]["available"] == 1
    assert member.verify() is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"purse": "moons", "beans": 1}, "purse"),
        ({"ladder": "clib", "growth": 1}, "ladder"),
    ],
)
def test_a_name_that_no_version_knows_is_a_missing_field(program, given, field):
    for make in (lc.Adjusted, lc.Imported):
        refusal = lc.Member(program, id="m").apply(make(id="e", at=NOON, **given)).refusal
        assert (refusal.code, refusal.field) == ("field_missing", field)


def test_an_imported_tier_tells_its_ladder(program):
    member = lc.Member(program, id="m")
    wrong = lc.Imported(id="e", at=NOON, growth=70, tier="friend", ladder="growth")
    assert member.apply(wrong).refusal.field == "tier"
    right = lc.Imported(id="f", at=NOON, growth=70, tier="friend", beans=4, purse="stars")
    assert moved(member.apply(right)) == [("club", 70), ("stars", 4)]
    assert member.state()["ladders"]["club"]["tier"] == "friend"


def test_naming_the_first_changes_nothing(program):
    member = lc.Member(program, id="m")
    member.apply(lc.Adjusted(id="e", at=NOON, beans=5, purse="beans"))
    again = member.apply(lc.Adjusted(id="e", at=NOON, beans=5))
    assert again.duplicate
    assert member.beans == 5


def test_a_member_comes_back_from_every_form(program):
    member = lc.Member(program, id="m")
    for event in (buy(), visit(1), visit(2)):
        member.apply(event)
    assert lc.Member.from_json(program, member.to_json()) == member
    assert lc.Member.load(program, member.save()) == member
    document = json.loads(member.to_json())
    assert {each["purse"] for each in document["standing"]["purses"]} == {"beans", "stars"}
    assert {each["ladder"] for each in document["standing"]["ladders"]} == {"growth", "club"}


def test_tables_of_a_replay_show_every_purse_and_ladder(program):
    result = lc.replay(
        program, lc.history([buy(), visit(1), visit(2)]), outputs=["members", "ledger", "monthly"]
    )
    members = result.members.to_dict("records")
    assert [(each["beans"], each["beans_in_stars"]) for each in members] == [(200, 10)]
    assert [(each["tier_on_club"], each["growth_on_club"]) for each in members] == [("friend", 60)]
    ledger = result.ledger
    assert set(ledger[ledger["kind"] == "moved"]["book"]) == {"growth", "club", "beans", "stars"}
    accounts = result.accounts
    available = accounts[(accounts["account"] == "available") & (accounts["book"] == "stars")]
    assert list(available["closing"]) == [10]
    assert list(result.monthly["issued"]) == [200]
    assert set(result.flows["book"]) == {"growth", "club", "beans", "stars"}


def test_a_programme_without_declarations_shows_none():
    plain = lc.Program.from_json('{"format": 1, "meta": {"id": "p"}, "beans": {}}')
    state = lc.Member(plain, id="m").state()
    assert (state["purses"], state["ladders"]) == ({}, {})
