"""From the glossary to the rule, its test and its parameter; from each letter to its source."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

import loyaltycore as lc

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "cpp/include/loyaltycore/rules"
TESTS = ROOT / "tests/cpp/rules"
SCENARIOS = ROOT / "tests/scenarios"
# What DOMAIN's table of golden tests prints about growth, tiers, scores and beans.
GOLDEN = [*(f"T{n:02}" for n in range(1, 11)), "T17", "T18", "T19"]
PRESETS = ["51-medals", "airline", "china-mobile-2012", "jd-2013", "jd-2016", "stamp-card"]
PRESETS += ["taobao-2017"]


class Row(NamedTuple):
    """One row of the first table of docs/glossary.md."""

    rule: str
    jd_word: str
    header: str
    function: str
    test: str
    preset: str
    parameter: str


class Story(NamedTuple):
    """One row of the second table of docs/glossary.md."""

    rule: str
    jd_word: str
    test: str
    scenario: str
    preset: str
    parameter: str


def table_under(heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading."""
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def rows() -> list[Row]:
    return [Row(*cells) for cells in table_under("From a rule to its number")]


def stories() -> list[Story]:
    return [Story(*cells) for cells in table_under("From a number to its story")]


def stories_by_preset() -> list:
    preset = pytest.mark.preset
    return [
        pytest.param(each, id=each.scenario + " " + each.parameter, marks=preset(each.preset))
        for each in stories()
    ]


def rows_by_name() -> list:
    return [pytest.param(row, id=row.rule) for row in rows()]


def rows_by_preset() -> list:
    preset = pytest.mark.preset
    return [pytest.param(row, id=row.rule, marks=preset(row.preset)) for row in rows()]


def value_at(document, path: str):
    """Walk a dotted path; elements of a list are named by their id, or by their place from 0."""
    for step in path.split("."):
        if isinstance(document, list) and step.isdigit():
            document = document[int(step)]
        elif isinstance(document, list):
            document = next(each for each in document if each["id"] == step)
        else:
            document = document[step]
    return document


@pytest.mark.parametrize("row", rows_by_name())
def test_the_header_has_the_function(row):
    text = (RULES / row.header).read_text(encoding="utf-8")
    assert re.search(rf"\b{row.function}\(", text), f"{row.header} has no {row.function}"
    assert text.index("// Rule ") < text.index("// Source ") < text.index("// Units ")


@pytest.mark.parametrize("row", rows_by_name())
def test_the_test_calls_the_function(row):
    path = TESTS / row.test
    assert path.stem == Path(row.header).stem + "_test"
    assert re.search(rf"\b{row.function}\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", rows_by_preset())
def test_the_preset_states_the_parameter(row):
    document = json.loads((ROOT / f"cpp/programs/{row.preset}.json").read_text(encoding="utf-8"))
    stated = value_at(document, row.parameter)
    resolved = json.loads(lc.Program.preset(row.preset).resolved_json())
    assert value_at(resolved["versions"][0]["document"], row.parameter) is not None
    assert stated is not None


def is_parameter(path: str) -> bool:
    """Whether the parameter table knows a path."""
    known = [each["path"] for each in lc.Program.parameters()]
    patterns = {re.escape(each).replace(r"\*", r"[^.]+") for each in known}
    return any(re.fullmatch(pattern, path) for pattern in patterns)


@pytest.mark.parametrize("row", rows_by_name())
def test_the_table_of_parameters_knows_it(row):
    assert is_parameter(row.parameter)


def document_of(preset: str) -> dict:
    return json.loads((ROOT / f"cpp/programs/{preset}.json").read_text(encoding="utf-8"))


def states(document: dict, path: str) -> bool:
    """Whether a document states a parameter, in its base or in one of its changes."""
    for part in (document, *(each["changes"] for each in document.get("overlays", []))):
        try:
            if value_at(part, path) is not None:
                return True
        except (KeyError, StopIteration):
            continue
    return False


@pytest.mark.parametrize("story", stories_by_preset())
def test_a_number_has_a_test_and_a_story(story):
    suite, name = story.test.split(".")
    called = re.compile(rf"TEST(?:_P)?\({suite}, {name}\)")
    sources = sorted((ROOT / "tests/cpp").rglob("*_test.cpp"))
    assert any(called.search(path.read_text(encoding="utf-8")) for path in sources), story.test
    scenario = json.loads((SCENARIOS / f"{story.scenario}.json").read_text(encoding="utf-8"))
    assert scenario["program"] == {"preset": story.preset}
    assert re.search(r"[\u4e00-\u9fff]", story.jd_word)
    assert is_parameter(story.parameter)
    assert states(document_of(story.preset), story.parameter)


NAMED = ("growth.earn", "beans.earn", "tasks", "beans.catalogue", "beans.redeem.classes")


def dimensions_in(part: dict) -> set[str]:
    """Return the dimensions of the scores of a document."""
    scores = part.get("score", {}).items()
    return {
        f"score.{id}.dimensions.{each}." for id, score in scores for each in score["dimensions"]
    }


def named_parts(document: dict) -> set[str]:
    """Return what a document names: rules, tasks, items, classes of goods, dimensions."""
    found = set()
    for part in (document, *(each["changes"] for each in document.get("overlays", []))):
        for path in NAMED:
            place = part
            for step in path.split("."):
                place = place.get(step, {})
            found |= {f"{path}.{name}." for name in place}
        found |= dimensions_in(part)
    return found


def presets() -> list:
    return [pytest.param(each, marks=pytest.mark.preset(each)) for each in PRESETS]


@pytest.mark.parametrize("preset", presets())
def test_every_part_of_a_preset_has_a_row(preset):
    told = [each.parameter for each in stories() if each.preset == preset]
    parts = named_parts(document_of(preset))
    assert {part for part in parts if not any(each.startswith(part) for each in told)} == set()


LISTS = {"categories", "not_categories", "excluded_categories", "labels", "not_labels", "known"}
LISTS |= {"inputs", "events", "channels", "stores", "segments"}


def codes_of(part) -> set[str]:
    """Return the words that a document expects the data to use."""
    found = set()
    if isinstance(part, dict):
        for name, value in part.items():
            if name in LISTS and isinstance(value, list):
                found |= set(value)
            found |= set(value) if name == "catalogue" else codes_of(value)
    elif isinstance(part, list):
        found = set().union(*map(codes_of, part))
    return found


@pytest.mark.parametrize("preset", presets())
def test_every_code_of_a_preset_is_explained(preset):
    page = (ROOT / "docs/presets.md").read_text(encoding="utf-8")
    document = document_of(preset)
    assert codes_of(document) - set(re.findall(r"`(\w+)`", page)) == set()
    versions = {document["meta"]["id"]: document["from"]}
    versions |= {each["id"]: each["from"] for each in document.get("overlays", [])}
    told = dict(re.findall(r"^\| `([\w-]+)` \| (\d{4}-\d\d-\d\d) \|", page, re.MULTILINE))
    assert versions.items() <= told.items()


def unsourced(part, path="", under=False) -> set[str]:
    """Return the places of values without a source beside them or around them."""
    if isinstance(part, list) and part and isinstance(part[0], dict):
        part = dict(enumerate(part))
    if not isinstance(part, dict):
        return set() if under else {path}
    # What the root says is held to its words below.
    under = under or (path != "" and "source" in part)
    names = [name for name in part if name not in ("source", "note", "meta", "format")]
    return set().union(*(unsourced(part[name], f"{path}/{name}", under) for name in names))


@pytest.mark.parametrize("preset", presets())
def test_every_value_of_a_preset_has_its_source(preset):
    document = document_of(preset)
    said = {f"/{name}" for name in re.findall(r"(?:^|; )(\w+):", document["source"])}
    assert unsourced(document) == said


@pytest.mark.parametrize("golden", GOLDEN)
def test_every_golden_test_is_a_story(golden):
    sources = [json.loads(path.read_text())["source"] for path in sorted(SCENARIOS.glob("*.json"))]
    assert any(golden in re.findall(r"T\d\d", source) for source in sources)


@pytest.mark.parametrize("row", rows_by_name())
def test_it_has_a_jd_word(row):
    assert re.search(r"[\u4e00-\u9fff]", row.jd_word)


def test_every_rule_has_a_row():
    assert {row.header for row in rows()} == {path.name for path in RULES.glob("*.hpp")}


def cited_letters() -> set[str]:
    """Return the letters of sources that rules, parameters, headers and presets cite."""
    names = ("rules", "rules_score", "rules_medals", "parameters")
    pages = [ROOT / f"docs/{page}.md" for page in names]
    places = [*pages, *sorted((ROOT / "cpp/programs").glob("*.json"))]
    places += sorted((ROOT / "cpp/include").rglob("*.hpp"))
    found = set()
    for place in places:
        found |= set(re.findall(r"\b(?:S\d|P\d\d)\b", place.read_text(encoding="utf-8")))
    return found


def test_every_letter_has_its_source():
    text = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| ((?:S\d|P\d\d)) \|", text, re.MULTILINE))
    assert cited_letters() - told == set()
