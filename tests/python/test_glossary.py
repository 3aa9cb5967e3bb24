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


class Row(NamedTuple):
    """One row of the first table of docs/glossary.md."""

    rule: str
    jd_word: str
    header: str
    function: str
    test: str
    preset: str
    parameter: str


def rows() -> list[Row]:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    table = text.split("## From a rule to its number")[1].split("## Words")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")][2:]
    return [
        Row(*(cell.strip().strip("`") for cell in line.strip("|").split("|"))) for line in lines
    ]


def rows_by_name() -> list:
    return [pytest.param(row, id=row.rule) for row in rows()]


def rows_by_preset() -> list:
    preset = pytest.mark.preset
    return [pytest.param(row, id=row.rule, marks=preset(row.preset)) for row in rows()]


def value_at(document, path: str):
    """Walk a dotted path; elements of a list are named by their id."""
    for step in path.split("."):
        if isinstance(document, list):
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


@pytest.mark.parametrize("row", rows_by_name())
def test_the_table_of_parameters_knows_it(row):
    known = [each["path"] for each in lc.Program.parameters()]
    patterns = {re.escape(path).replace(r"\*", r"[^.]+") for path in known}
    assert any(re.fullmatch(pattern, row.parameter) for pattern in patterns), row.parameter


@pytest.mark.parametrize("row", rows_by_name())
def test_it_has_a_jd_word(row):
    assert re.search(r"[\u4e00-\u9fff]", row.jd_word)


def test_every_rule_has_a_row():
    assert {row.header for row in rows()} == {path.name for path in RULES.glob("*.hpp")}


def cited_letters() -> set[str]:
    """Return the letters of sources that rules, headers and presets cite."""
    places = [ROOT / "docs/rules.md", *sorted((ROOT / "cpp/programs").glob("*.json"))]
    places += sorted((ROOT / "cpp/include").rglob("*.hpp"))
    found = set()
    for place in places:
        found |= set(re.findall(r"\b(?:S\d|P\d\d)\b", place.read_text(encoding="utf-8")))
    return found


def test_every_letter_has_its_source():
    text = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| ((?:S\d|P\d\d)) \|", text, re.MULTILINE))
    assert cited_letters() - told == set()
