"""Programmes in Python: immutable, comparable, readable, changeable by a copy."""

import copy
import json
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import loyaltycore as lc

RATE = "beans.earn.purchase.rate"


def test_presets_are_sorted_and_load():
    assert lc.presets() == sorted(lc.presets())
    for name in lc.presets():
        assert lc.Program.preset(name).id == name


def test_a_parameter_reads_as_an_attribute_a_key_and_a_path(shop):
    assert shop.beans.earn.purchase.rate == "1/1000"
    assert shop.values["beans"]["earn"]["purchase"]["rate"] == "1/1000"
    assert shop.values[RATE] == "1/1000"


def test_a_typo_names_the_nearest(shop):
    with pytest.raises(AttributeError, match=r"beans\.earn\.purchase\.rat'.*'rate'"):
        _ = shop.beans.earn.purchase.rat


def test_tiers_read_by_their_id(shop):
    assert shop.tiers.levels.gold.threshold == 10_000
    assert shop.tier_names[0] == "registered"


def test_it_does_not_change(shop):
    with pytest.raises(AttributeError, match="with_"):
        shop.zone = 3


def test_with_changes_a_copy(shop):
    twice = shop.with_({RATE: "0.2%"})
    assert twice.beans.earn.purchase.rate == "1/500"
    assert shop.beans.earn.purchase.rate == "1/1000"
    assert twice != shop


@pytest.mark.parametrize("value", ["0.2%", "1/500", "0.002", Fraction(1, 500), Decimal("0.002")])
def test_exact_spellings_of_a_rate_are_one(shop, value):
    assert shop.with_({RATE: value}) == shop.with_({RATE: "0.2%"})


def test_a_float_rate_is_refused(shop):
    with pytest.raises(lc.DataError, match="float"):
        shop.with_({RATE: 0.002})


def test_an_unknown_path_names_the_nearest(shop):
    with pytest.raises(lc.ProgramError) as caught:
        shop.with_({"beans.earn.purchase.rat": "0.2%"})
    assert caught.value.problems[0].nearest.endswith("rate")


def test_diff_names_path_values_and_time_once(shop):
    (found,) = shop.diff(shop.with_({RATE: "0.2%"}))
    begins = shop.versions[0].from_us
    assert found == (RATE, "1/1000", "1/500", begins, None, "from 2016-03-01")
    assert str(found) == f"{RATE}: 1/1000 -> 1/500, from 2016-03-01"
    assert shop.diff(shop) == []


def test_a_shifted_overlay_differs_only_meanwhile(shop):
    at = next(i for i, each in enumerate(shop.versions) if each.id == "shop-claims")
    later = shop.with_({"overlays.shop-claims.from": "2022-06-01T00:00:00+08:00"})
    found = shop.diff(later)
    meanwhile = [each for each in found if each.path != "version"]
    assert meanwhile
    assert {each.interval for each in meanwhile} == {"from 2022-02-17 to 2022-06-01"}
    assert {each.from_us for each in meanwhile} == {shop.versions[at].from_us}
    names = [(each.before, each.after) for each in found if each.path == "version"]
    assert names == [("shop-claims", None), (None, "shop-claims")]


def test_a_renamed_programme_differs_in_its_name(shop):
    document = json.loads(shop.to_json())
    document["meta"]["id"] = "store"
    document["overlays"][0]["id"] = "renamed"
    found = shop.diff(lc.Program.from_json(json.dumps(document)))
    assert [(each.path, each.after) for each in found] == [
        ("meta.id", "store"),
        ("version", "renamed"),
    ]


def test_a_rule_that_one_lacks_is_one_value(shop):
    document = json.loads(shop.to_json())
    del document["growth"]["earn"]["login"]
    (found,) = shop.diff(lc.Program.from_json(json.dumps(document)))
    assert found.path == "growth.earn.login"
    assert found.before["fixed"] == 5
    assert "per_yuan" not in found.before
    assert found.after is None


def test_it_goes_through_json_without_loss(shop):
    assert lc.Program.from_json(shop.to_json()) == shop
    assert lc.Program.from_json(shop.to_json().encode()) == shop


def test_load_reads_a_file(shop, tmp_path):
    path = tmp_path / "programme.json"
    path.write_text(shop.to_json(), encoding="utf-8")
    assert lc.Program.load(path) == shop


def test_all_problems_are_reported_at_once():
    with pytest.raises(lc.ProgramError) as caught:
        lc.Program.from_json('{"format": 1, "meta": {"id": "x"}, "tears": {}, "from": 3}')
    pointers = [each.pointer for each in caught.value.problems]
    assert "/tears" in pointers
    assert "/from" in pointers


def test_copies_and_pickles_are_equal(shop):
    assert pickle.loads(pickle.dumps(shop)) == shop
    assert copy.copy(shop) is shop
    assert copy.deepcopy(shop) is shop
    assert len({shop, lc.Program.from_json(shop.to_json())}) == 1
    assert shop != "shop"


def test_it_prints_on_one_line(shop):
    assert repr(shop).startswith("<Program shop: versions shop,")
    assert "\n" not in repr(shop)
    assert "<table>" in shop._repr_html_()
    assert repr(shop.beans).startswith("<parameters beans: ")
    assert "<pre>" in shop.beans._repr_html_()


def test_versions_follow_each_other(shop):
    versions = shop.versions
    assert [each.until_us for each in versions[:-1]] == [each.from_us for each in versions[1:]]
    assert versions[-1].until_us is None


def test_parameters_and_schema_come_from_one_table():
    paths = [row["path"] for row in lc.Program.parameters()]
    assert len(paths) == len(set(paths)) > 50
    assert lc.Program.schema()["$schema"].endswith("2020-12/schema")


def test_presets_and_the_shop_are_valid_by_the_schema(shop):
    import jsonschema

    schema = jsonschema.Draft202012Validator(lc.Program.schema())
    for program in (shop, *map(lc.Program.preset, lc.presets())):
        schema.validate(json.loads(program.to_json()))


def test_it_is_not_made_by_its_class():
    with pytest.raises(TypeError, match="preset"):
        lc.Program()


def test_values_of_an_unknown_version(shop):
    with pytest.raises(KeyError):
        shop.values_of("jd-1999")


def test_its_parts_cannot_be_deleted(shop):
    for name in ("core", "_document", "beans"):
        with pytest.raises(AttributeError, match="does not change"):
            delattr(shop, name)
    assert shop.id == "shop"
    empty = object.__new__(lc.Program)
    with pytest.raises(AttributeError):
        _ = empty.core


@pytest.mark.parametrize(
    "value",
    [object(), {1, 2}, b"1", np.float32(1.5), np.float64(1), np.bool_(True), np.array([1]), {5: 1}],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("nested", [False, True])
def test_a_value_that_no_programme_holds_names_its_path(shop, value, nested):
    with pytest.raises(lc.DataError) as caught:
        shop.with_({"beans.redeem.step": [value] if nested else value})
    assert caught.value.column.startswith("beans.redeem.step")
    assert caught.value.remedy


def test_numbers_of_numpy_are_numbers(shop):
    assert shop.with_({"beans.redeem.step": np.int32(7)}) == shop.with_({"beans.redeem.step": 7})


def test_diff_is_with_a_programme(shop):
    with pytest.raises(TypeError, match="Program"):
        shop.diff(None)


@pytest.mark.parametrize("key", ["categories", "labels"])
def test_a_name_is_wanted_or_unwanted_not_both(shop, key):
    path = "beans.earn.purchase.when"
    with pytest.raises(lc.ProgramError) as caught:
        shop.with_({f"{path}.{key}": ["a", "b"], f"{path}.not_{key}": ["c", "b"]})
    (problem,) = caught.value.problems
    assert problem.pointer == f"/beans/earn/purchase/when/not_{key}"
    assert "`b`" in problem.what
    apart = shop.with_({f"{path}.{key}": ["a", "b"], f"{path}.not_{key}": ["c"]})
    assert apart != shop
