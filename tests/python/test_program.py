"""Programmes in Python: immutable, comparable, readable, changeable by a copy."""

import copy
import json
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest

import loyaltycore as lc

RATE = "beans.earn.purchase.rate"


def test_presets_are_sorted_and_load():
    assert lc.presets() == sorted(lc.presets())
    for name in lc.presets():
        assert lc.Program.preset(name).id == name


def test_a_parameter_reads_as_an_attribute_a_key_and_a_path(jd_2016):
    assert jd_2016.beans.earn.purchase.rate == "1/1000"
    assert jd_2016.values["beans"]["earn"]["purchase"]["rate"] == "1/1000"
    assert jd_2016.values[RATE] == "1/1000"


def test_a_typo_names_the_nearest(jd_2016):
    with pytest.raises(AttributeError, match=r"beans\.earn\.purchase\.rat'.*'rate'"):
        _ = jd_2016.beans.earn.purchase.rat


def test_tiers_read_by_their_id(jd_2016):
    assert jd_2016.tiers.levels.gold.threshold == 10_000
    assert jd_2016.tier_names[0] == "registered"


def test_it_does_not_change(jd_2016):
    with pytest.raises(AttributeError, match="with_"):
        jd_2016.zone = 3


def test_with_changes_a_copy(jd_2016):
    twice = jd_2016.with_({RATE: "0.2%"})
    assert twice.beans.earn.purchase.rate == "1/500"
    assert jd_2016.beans.earn.purchase.rate == "1/1000"
    assert twice != jd_2016


@pytest.mark.parametrize("value", ["0.2%", "1/500", "0.002", Fraction(1, 500), Decimal("0.002")])
def test_exact_spellings_of_a_rate_are_one(jd_2016, value):
    assert jd_2016.with_({RATE: value}) == jd_2016.with_({RATE: "0.2%"})


def test_a_float_rate_is_refused(jd_2016):
    with pytest.raises(lc.DataError, match="float"):
        jd_2016.with_({RATE: 0.002})


def test_an_unknown_path_names_the_nearest(jd_2016):
    with pytest.raises(lc.ProgramError) as caught:
        jd_2016.with_({"beans.earn.purchase.rat": "0.2%"})
    assert caught.value.problems[0].nearest.endswith("rate")


def test_diff_names_version_path_and_values(jd_2016):
    found = jd_2016.diff(jd_2016.with_({RATE: "0.2%"}))
    assert found[0] == ("jd-2016", RATE, "1/1000", "1/500")
    assert jd_2016.diff(jd_2016) == []


def test_it_goes_through_json_without_loss(jd_2016):
    assert lc.Program.from_json(jd_2016.to_json()) == jd_2016
    assert lc.Program.from_json(jd_2016.to_json().encode()) == jd_2016


def test_load_reads_a_file(jd_2016, tmp_path):
    path = tmp_path / "programme.json"
    path.write_text(jd_2016.to_json(), encoding="utf-8")
    assert lc.Program.load(path) == jd_2016


def test_all_problems_are_reported_at_once():
    with pytest.raises(lc.ProgramError) as caught:
        lc.Program.from_json('{"format": 1, "meta": {"id": "x"}, "tears": {}, "from": 3}')
    pointers = [each.pointer for each in caught.value.problems]
    assert "/tears" in pointers
    assert "/from" in pointers


def test_copies_and_pickles_are_equal(jd_2016):
    assert pickle.loads(pickle.dumps(jd_2016)) == jd_2016
    assert copy.copy(jd_2016) is jd_2016
    assert copy.deepcopy(jd_2016) is jd_2016
    assert len({jd_2016, lc.Program.preset("jd-2016")}) == 1
    assert jd_2016 != "jd-2016"


def test_it_prints_on_one_line(jd_2016):
    assert repr(jd_2016).startswith("<Program jd-2016: versions jd-2016,")
    assert "\n" not in repr(jd_2016)
    assert "<table>" in jd_2016._repr_html_()
    assert repr(jd_2016.beans).startswith("<parameters beans: ")
    assert "<pre>" in jd_2016.beans._repr_html_()


def test_versions_follow_each_other(jd_2016):
    versions = jd_2016.versions
    assert [each.until_us for each in versions[:-1]] == [each.from_us for each in versions[1:]]
    assert versions[-1].until_us is None


def test_parameters_and_schema_come_from_one_table():
    paths = [row["path"] for row in lc.Program.parameters()]
    assert len(paths) == len(set(paths)) > 50
    assert lc.Program.schema()["$schema"].endswith("2020-12/schema")


def test_presets_are_valid_by_the_schema(jd_2016):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(lc.Program.schema()).validate(json.loads(jd_2016.to_json()))


def test_it_is_not_made_by_its_class():
    with pytest.raises(TypeError, match="preset"):
        lc.Program()


def test_values_of_an_unknown_version(jd_2016):
    with pytest.raises(KeyError):
        jd_2016.values_of("jd-1999")
