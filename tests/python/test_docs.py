"""What tables of the core generate is committed as it is generated."""

import importlib.util
import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import loyaltycore as lc

DOCS = Path(__file__).resolve().parents[2] / "docs"


def generator():
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["parameters.md", "refusals.md", "parameter_views.pyi"])
def test_the_page_is_current(name):
    (path,) = (path for path in generator().pages() if path.name == name)
    assert path.read_text(encoding="utf-8") == generator().pages()[path], (
        f"{name} is not what the core says; run ./dev docs and commit"
    )


OF_JD = ["events.md", "histories.md", "keeping.md", "python.md"]
PAGES = [pytest.param(each, marks=pytest.mark.preset("jd-2016")) for each in OF_JD]


@pytest.mark.parametrize("name", [*PAGES, "rules_score.md", "rules_medals.md"])
def test_the_examples_run(name, tmp_path):
    code = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / name).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert code
    for number, block in enumerate(code):
        path = tmp_path / f"block{number}.py"
        path.write_text(block, encoding="utf-8")
        subprocess.run([sys.executable, "-W", "error", path], check=True, cwd=tmp_path)


def examples_in_json(name):
    text = (DOCS / name).read_text("utf-8")
    return re.findall(r"^```json\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.preset("jd-2016")
def test_the_examples_of_events_are_a_story_in_which_each_is_accepted():
    engine = lc.Engine(lc.Program.preset("jd-2016"))
    events = [lc.Event.from_json(each) for each in examples_in_json("events.md")]
    results = engine.apply_many(events)
    assert len(results) > 30
    refused = [(e.id, r.refusal.code) for e, r in zip(events, results, strict=True) if r.refusal]
    assert refused == []
    assert not any(result.duplicate for result in results)
    engine.verify()


def corner_shop():
    return json.loads(examples_in_json("programme.md")[0])


def bought(program, at):
    """A member who bought tea for 1,200 yuan, and what became of the order."""
    member = lc.Member(lc.Program.from_json(json.dumps(program)), id="ann")
    line = lc.Line(amount_fen=120_000, category="tea")
    return member, member.apply(lc.OrderCompleted(id="o", at=at, lines=[line], channel="web"))


def test_the_small_programme_of_the_page_works_as_it_stands():
    member, _ = bought(corner_shop(), datetime(2024, 5, 1, tzinfo=UTC))
    assert (member.tier, member.growth, member.beans) == ("regular", 1200, 1200)
    cart = [lc.Line(amount_fen=1000)]
    assert member.quote(cart, "all", at=datetime(2024, 5, 2, tzinfo=UTC)).beans_spent == 500


def test_the_defaults_that_surprise_are_as_the_page_says():
    for part, code in (("categories", "category_unknown"), ("channels", "channel_unknown")):
        document = corner_shop()
        del document[part]
        assert bought(document, datetime(2024, 5, 1, tzinfo=UTC))[1].refusal.code == code
    midnight = datetime(2023, 12, 31, 16, tzinfo=UTC)
    assert bought(corner_shop(), midnight)[1].accepted
    assert not bought(corner_shop(), midnight - timedelta(microseconds=1))[1].accepted


def test_the_facts_that_a_programme_asks_for_are_read_by_month():
    facts = {"activities": ["shared"], "category_classes": {"drinks": {"categories": ["tea"]}}}
    member, _ = bought(corner_shop() | {"facts": facts}, datetime(2024, 5, 1, tzinfo=UTC))
    member.apply(lc.Shared(id="s", at=datetime(2024, 5, 2, tzinfo=UTC)))
    (month,) = member.state()["months"]
    assert month["activities"] == {"shared": 1}
    assert month["category_classes"]["drinks"]["spend_fen"] == 120_000


def test_the_medals_of_the_page_give_what_a_rule_asks_for():
    member = lc.Member(lc.Program.from_json(examples_in_json("rules_medals.md")[0]), id="ann")
    for day in range(1, 5):
        line = lc.Line(amount_fen=30_000, category="milk")
        at = datetime(2019, 5, day, tzinfo=UTC)
        member.apply(lc.OrderCompleted(id=f"o{day}", at=at, lines=[line]))
    member.apply(lc.Login(id="l1", at=datetime(2019, 5, 30, tzinfo=UTC)))
    assert member.beans == 0
    member.apply(lc.Login(id="l2", at=datetime(2019, 6, 1, tzinfo=UTC)))
    assert (member.beans, member.state()["medals"]) == (5, {"baby": 2})


def test_the_scores_of_the_page_open_with_a_credit_and_give_what_a_rule_asks_for():
    program = lc.Program.from_json(examples_in_json("rules_score.md")[0])
    member = lc.Member(program, id="ann")

    def beans_after_login(*day):
        member.apply(lc.Login(id=f"l{day}", at=datetime(2018, *day, tzinfo=UTC)))
        return member.beans

    line = lc.Line(amount_fen=20_000)
    member.apply(lc.OrderCompleted(id="o", at=datetime(2018, 1, 5, tzinfo=UTC), lines=[line]))
    assert beans_after_login(1, 31) == 0
    assert beans_after_login(2, 1) == 0, "300 points, and the gate is closed"
    told = lc.CreditUpdated(id="c", at=datetime(2018, 2, 2, tzinfo=UTC), input="credit", value=60)
    member.apply(told)
    assert beans_after_login(2, 3) == 0
    assert [beans_after_login(3, 1), beans_after_login(3, 2)] == [50, 50]
    score = member.state()["scores"]["jingxiang"]
    assert score == {"value": 300, "levels": ["birthday"], "open": True, "carried": 0}


def test_the_page_says_how_safe_pickles_are():
    told = (DOCS / "keeping.md").read_text(encoding="utf-8")
    assert "as unsafe as any pickle" in " ".join(told.split())
    assert "safe to load from strangers" in told
