"""Scores of a member as their users see them: settled, as of today, in effects and in tables."""

import datetime as dt
import json
import pickle

import pytest

import loyaltycore as lc
from tests.python.build import after, order

TAOQI = {
    "settle_day": 2,
    "dimensions": {
        "activity": {
            "cap": 100,
            "terms": {"logins": {"of": "count", "activity": "login", "per": "5"}},
        },
        "consumption": {"terms": {"spend": {"of": "spend", "per": "1"}}},
        "trust": {
            "role": "gate",
            "at_least": 950,
            "start": 1000,
            "terms": {"marks": {"of": "input", "input": "marks", "per": "50", "subtract": True}},
        },
    },
    "levels": [{"id": "super", "at_least": 1000}, {"id": "fan", "at_least": 100}],
}
DOCUMENT = {
    "format": 1,
    "meta": {"id": "scored"},
    "zone": {"offset_minutes": 480},
    "from": "2015-01-01",
    "categories": {"unknown": "accept"},
    "inputs": ["marks"],
    "facts": {"activities": ["login"]},
    "score": {"taoqi": TAOQI},
    "beans": {
        "expire": {"after_months": 12},
        "earn": {
            "gift": {"trigger": "login", "fixed": 7, "when": {"score_levels": ["super"]}},
        },
    },
}
# Members of the stories buy on 1 July 2016: the score of July settles on 2 August.
AUGUST, SEPTEMBER = after(days=40), after(days=70)


def program_of(**sections):
    return lc.Program.from_json(json.dumps({**DOCUMENT, **sections}))


@pytest.fixture(scope="module")
def program():
    return program_of()


def login(day, member="m"):
    return lc.Login(id=f"l{day}", member=member, at=after(days=day, hours=1))


def marked(number, day=1):
    return lc.CreditUpdated(
        id=f"i{day}", member="m", at=after(days=day, hours=2), input="marks", value=number
    )


def story():
    """990 yuan in July, 100 yuan in August, and a login in each of four months."""
    bought = [order("o1", 99_000, member="m"), order("o2", 10_000, AUGUST, member="m")]
    return [bought[0], login(0), login(33), bought[1], login(64), login(94)]


def told(program, events, **kwargs):
    member = lc.Member(program, id="m", **kwargs)
    for event in events:
        assert member.apply(event).refusal is None, event.id
    return member


def changes(effects):
    return [each for each in effects if each.kind == "score_changed"]


def test_the_state_tells_scores_as_settled(program):
    member = lc.Member(program, id="m")
    nothing = {"value": 0, "levels": [], "open": False, "carried": 0}
    assert member.state()["scores"] == {"taoqi": nothing}
    member = told(program, story()[:2])
    assert member.state()["scores"] == {"taoqi": nothing}
    member.settle(after(days=1))
    assert member.state()["scores"] == {"taoqi": {**nothing, "open": True}}
    member.settle(AUGUST)
    assert member.state()["scores"]["taoqi"] == {
        "value": 995,
        "levels": ["fan"],
        "open": True,
        "carried": 0,
    }


def test_scores_tell_today_and_where_it_comes_from(program):
    member = told(program, story()[:2])
    assert member.scores() == {
        "taoqi": {
            "value": 0,
            "shown": 995,
            "open": False,
            "levels": [],
            "carried": 0,
            "settles_on": dt.date(2016, 7, 2),
            "next": {"level": "fan", "missing": 100},
            "dimensions": {
                "activity": {
                    "points": 5,
                    "role": "add",
                    "terms": {"logins": {"measured": 1, "points": 5}},
                },
                "consumption": {
                    "points": 990,
                    "role": "add",
                    "terms": {"spend": {"measured": 99_000, "points": 990}},
                },
                "trust": {
                    "points": 1000,
                    "role": "gate",
                    "terms": {"marks": {"measured": 0, "points": 0}},
                },
            },
        }
    }


def test_scores_of_another_time_leave_the_member_as_it_is(program):
    member = told(program, story()[:2])
    before = member.save()
    august = member.scores(AUGUST)["taoqi"]
    assert (august["value"], august["shown"], august["levels"]) == (995, 995, ["fan"])
    assert august["next"] == {"level": "super", "missing": 5}
    assert august["settles_on"] == dt.date(2016, 9, 2)
    assert member.scores(after(days=-300)) == member.scores()
    assert member.scores(after(days=600))["taoqi"]["value"] == 0
    assert member.save() == before


def test_on_the_highest_level_nothing_is_next(program):
    score = told(program, story()).scores()["taoqi"]
    assert (score["value"], score["levels"], score["next"]) == (1105, ["super", "fan"], None)


def test_a_newcomer_does_not_settle(program):
    score = lc.Member(program, id="m").scores()["taoqi"]
    assert (score["settles_on"], score["shown"], score["open"]) == (None, 0, False)


def test_an_instant_must_be_one(program):
    member = lc.Member(program, id="m")
    for wrong in ("2016-07-01", 1.5, -(2**62), dt.datetime(2016, 7, 1)):  # noqa: DTZ001
        with pytest.raises(lc.DataError):
            member.scores(wrong)


def test_a_programme_without_scores_shows_none(shop):
    member = lc.Member(shop, id="m")
    assert "scores" not in member.state()
    assert member.scores() == {}


def test_an_effect_tells_its_score(program):
    member = told(program, story()[:2])
    first, second = changes(member.settle(AUGUST).effects)
    assert (first.before, first.after, first.levels, first.open) == (0, 0, (), True)
    assert (second.kind, second.cause, second.score) == ("score_changed", "settled", "taoqi")
    assert (second.before, second.after, second.levels) == (0, 995, ("fan",))
    assert (second.carried, second.due, second.rule, second.purse) == (0, True, None, None)
    assert second.local_time == "2016-08-02 00:00 +08:00"
    for other in member.apply(order("o2", 100, AUGUST)).effects:
        assert (other.score, other.levels, other.open, other.carried) == (None,) * 4


def test_a_closed_gate_takes_the_levels(program):
    member = told(program, [*story()[:3], marked(2, day=34)])
    assert member.state()["scores"]["taoqi"]["levels"] == ["fan"]
    (change,) = changes(member.settle(SEPTEMBER).effects)
    assert (change.before, change.after, change.levels, change.open) == (995, 1000, (), False)
    score = member.scores()["taoqi"]
    assert (score["open"], score["levels"]) == (False, [])
    assert score["dimensions"]["trust"] == {
        "points": 900,
        "role": "gate",
        "terms": {"marks": {"measured": 2, "points": -100}},
    }


def test_words_tell_a_change(program):
    member = told(program, story()[:2], keep_history=True)
    text = str(member.settle(AUGUST))
    assert "2016-07-02 00:00 +08:00  score_changed: taoqi stays 0\n" in text
    assert text.endswith("2016-08-02 00:00 +08:00  score_changed: taoqi 0 -> 995, holds fan")
    assert "score_changed: taoqi 0 -> 995, holds fan" in str(member.statement())
    member = told(program, [*story(), marked(2, day=95)])
    text = str(member.settle(after(days=130)))
    assert "score_changed: taoqi 1105 -> 1110, closed by a gate" in text


def test_levels_are_a_condition(program):
    member = told(program, story()[:-2], keep_history=True)
    assert member.beans == 0
    why = str(member.explain("l33"))
    assert "gift: no, not for this level of a score" in why
    assert member.apply(login(64)).beans == 7
    assert "gift: 7 beans" in str(member.explain("l64"))


def test_erasure_ends_a_score(program):
    member = told(program, story())
    effects = member.apply(lc.Erased(id="e", at=after(days=95))).effects
    (change,) = changes(effects)
    assert (change.cause, change.before, change.after, change.levels) == ("erased", 1105, 0, ())
    assert effects[-1].kind == "member_erased"
    score = member.scores()["taoqi"]
    assert (score["value"], score["shown"], score["settles_on"]) == (0, 0, None)
    assert score["dimensions"] == {}


def test_a_version_may_drop_and_begin_scores():
    vip = {**TAOQI, "settle_day": 1, "levels": [{"id": "gold", "at_least": 10}]}
    overlay = {
        "id": "new",
        "from": "2016-08-20",
        "changes": {"score": {"taoqi": None, "vip": vip}},
    }
    program = program_of(overlays=[overlay], beans={})
    member = told(program, story()[:2])
    assert member.scores(AUGUST)["taoqi"]["settles_on"] is None
    result = member.settle(SEPTEMBER)
    found = [(each.score, each.cause, each.after, each.levels) for each in changes(result.effects)]
    assert found == [
        ("taoqi", "settled", 0, ()),
        ("taoqi", "settled", 995, ("fan",)),
        ("taoqi", "dropped", 0, ()),
        ("vip", "begun", 995, ("gold",)),
    ]
    assert "taoqi 995 -> 0, dropped" in str(result)
    assert "vip 0 -> 995, begun, holds gold" in str(result)
    assert {*member.state()["scores"]} == {*member.scores()} == {"vip"}


def test_a_member_comes_back_from_every_form(program):
    member = told(program, story())
    for twin in (
        lc.Member.load(program, member.save()),
        lc.Member.from_json(program, member.to_json()),
        pickle.loads(pickle.dumps(member)),
    ):
        assert twin == member
        assert twin.state() == member.state()
        assert twin.scores(SEPTEMBER) == member.scores(SEPTEMBER)
        ends = after(days=500)
        a, b = twin.settle(ends), member.copy().settle(ends)
        assert [str(each) for each in a.effects] == [str(each) for each in b.effects]


def test_the_document_of_a_member_has_names(program):
    standing = json.loads(told(program, story()).to_json())["standing"]
    assert standing["scores"] == [
        {
            "score": "taoqi",
            "value": 1105,
            "open": True,
            "levels": ["super", "fan"],
            "carried": 0,
        }
    ]


def test_looking_at_the_clock_changes_nothing(program):
    plain, ticked = lc.Member(program, id="m"), lc.Member(program, id="m")
    seen, expected = [], []
    for event in story():
        if plain.decided_at is not None:
            for hours in (300, 1):
                before = event.occurred_at - hours * 3_600_000_000
                seen += changes(ticked.settle(before).effects)
        seen += changes(ticked.apply(event).effects)
        expected += changes(plain.apply(event).effects)
        assert plain == ticked, event.id
    assert [(each.at_us, repr(each)) for each in seen] == [
        (each.at_us, repr(each)) for each in expected
    ]
    assert len(seen) == 4
    assert plain.digest(SEPTEMBER) == ticked.digest(SEPTEMBER)


def test_a_replay_is_online_decided_again(program):
    events = [*story(), login(2, "n"), order("p1", 20_000, after(days=3), member="n")]
    end = after(days=130)
    result = lc.replay(
        program, lc.history(events), outputs=["members", "ledger"], as_of=end, kind="pandas"
    )
    engine = lc.Engine(program)
    online = {"m": [], "n": []}
    for event in events:
        online[event.member] += engine.apply(event).effects
    for member, each in engine.settle(end).items():
        online[member] += each.effects
    rows = result.ledger[result.ledger["kind"] == "score_changed"]
    for member in ("m", "n"):
        expected = [
            (each.score, each.cause, each.before, each.after, "|".join(each.levels))
            for each in changes(online[member])
        ]
        own = rows[rows["member"] == member]
        columns = ["score", "cause", "before", "after", "levels"]
        assert [*own[columns].itertuples(index=False, name=None)] == expected
        state = engine.state(member)["scores"]["taoqi"]
        (value,) = result.members.loc[result.members["member"] == member, "score_taoqi"]
        assert value == state["value"] > 0
    assert engine.digest(end) == result.digest


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "arrow", "numpy"])
def test_every_kind_of_table_has_the_columns(program, kind):
    pytest.importorskip({"arrow": "pyarrow", "numpy": "numpy"}.get(kind, kind))
    result = lc.replay(
        program,
        lc.history(story()),
        outputs=["members", "ledger"],
        as_of=after(days=100),
        kind=kind,
    )
    ledger = result.ledger
    score, levels = ([str(each) for each in ledger[name]] for name in ("score", "levels"))
    kinds = [str(each) for each in ledger["kind"]]
    assert [s != "" for s in score] == [k == "score_changed" for k in kinds]
    assert {*levels} == {"", "fan", "super|fan"}
    assert [int(str(each)) for each in result.members["score_taoqi"]] == [1105]


def test_threads_and_chunks_give_one_table(program):
    events = [
        order(f"o{m}-{n}", 10_000 * (1 + m), after(days=20 * n), member=m)
        for m in range(30)
        for n in range(4)
    ]
    past = lc.history(events)
    one, four = (
        lc.replay(program, past, outputs=["members", "ledger"], threads=n, kind="pandas")
        for n in (1, 4)
    )
    assert one.digest == four.digest
    assert one.ledger.equals(four.ledger)
    assert one.members.equals(four.members)
    assert (one.members["score_taoqi"] > 0).all()
