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


def test_a_typo_of_two_letters_names_the_nearest(shop):
    with pytest.raises(lc.ProgramError) as caught:
        shop.with_({"beans.earn.purchase.captz.unit": 3})
    assert caught.value.problems[0].nearest.endswith("caps")


def test_an_unknown_path_names_the_nearest(shop):
    with pytest.raises(lc.ProgramError) as caught:
        shop.with_({"beans.earn.purchase.rat": "0.2%"})
    assert caught.value.problems[0].nearest.endswith("rate")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("coupons", "section"),
        ("plus.price_fen", "section"),
        ("scopes", "section"),
        ("stores.s1", "section"),
        ("alliance", "section"),
        ("tasks.shopping_days.reward.score", "reward"),
    ],
)
def test_what_is_not_built_is_refused_by_name_at_both_doors(shop, path, what):
    with pytest.raises(lc.ProgramError, match=f"this {what} is not built yet"):
        shop.with_({path: {}})
    document = json.loads(shop.to_json())
    part = document
    for step in path.split(".")[:-1]:
        part = part.setdefault(step, {})
    part[path.split(".")[-1]] = {}
    with pytest.raises(lc.ProgramError, match=f"this {what} is not built yet"):
        lc.Program.from_json(json.dumps(document))


def test_a_value_that_a_later_version_replaces_warns():
    document = {
        "format": 1,
        "meta": {"id": "a"},
        "beans": {"redeem": {"step": 10}},
        "overlays": [
            {"id": "b", "from": "2020-01-01", "changes": {"beans": {"redeem": {"step": 5}}}}
        ],
    }
    program = lc.Program.from_json(json.dumps(document))
    with pytest.warns(UserWarning, match=r"until 2020-01-01, when version b "):
        program.with_({"beans.redeem.step": 20})
    program.with_({"beans.redeem.step": 20, "overlays.b.changes.beans.redeem.step": 20})


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
    assert "\n" not in repr(shop.beans)


def test_versions_follow_each_other(shop):
    versions = shop.versions
    assert [each.until_us for each in versions[:-1]] == [each.from_us for each in versions[1:]]
    assert versions[-1].until_us is None


def test_parameters_and_schema_come_from_one_table():
    paths = [row["path"] for row in lc.Program.parameters()]
    assert len(paths) == len(set(paths)) > 50
    assert lc.Program.schema()["$schema"].endswith("2020-12/schema")


def test_a_parameter_says_what_the_table_says(shop):
    rate = shop.beans.earn.purchase.about("rate")
    assert rate == shop.about(RATE) == lc.Program.about("beans.earn.*.rate")
    assert isinstance(rate, lc.Parameter)
    assert (rate.path, rate.type, rate.tag) == ("beans.earn.*.rate", "ratio", "lane")
    assert (rate.minimum, rate.maximum) == (0, 100)
    assert (rate.label, rate.label_zh) == ("Rate", "\u8fd4\u8c46\u7387")
    assert rate.unit == "share of the money's value"
    assert rate.doc.endswith(".")
    assert rate.source
    step = shop.beans.redeem.about("step")
    assert (step.default, step.required, step.step) == (1, False, 100)
    assert shop.beans.about().label == "Beans"
    assert shop.about("tiers.levels.gold.threshold").unit == "growth"
    assert shop.about("overlays.o.changes.beans.per_yuan") == shop.about("beans.per_yuan")
    assert shop.about("categories.unknown").choices == ("accept", "reject")
    assert "Rate" in str(rate)


def test_every_row_of_the_table_is_found_by_its_path(shop):
    for row in lc.Program.parameters():
        found = shop.about(row["path"])
        names = ("path", "type", "unit", "label", "label_zh", "doc", "source", "tag", "required")
        assert [getattr(found, name) for name in names] == [row[name] for name in names]
        assert json.dumps(found.default) == json.dumps(json.loads(row["default"] or "null"))


def test_an_unknown_parameter_names_the_nearest(shop):
    with pytest.raises(KeyError, match="did you mean 'rate'"):
        shop.beans.earn.purchase.about("rat")
    with pytest.raises(KeyError, match="did you mean 'beans'"):
        shop.about("baens.per_yuan")
    with pytest.raises(KeyError, match="holds some"):
        shop.about("beans.earn.purchase")
    with pytest.raises(AttributeError, match="did you mean 'rate'"):
        _ = shop.beans.earn.purchase.rat


def test_parts_show_labels_and_units(shop):
    part = shop.beans.redeem
    assert "min_balance 1000 beans (Minimum balance)" in repr(part)
    (line,) = (each for each in str(part).splitlines() if "min_balance" in each)
    assert line.split() == ["min_balance", "1000", "beans", "Minimum", "balance"]
    assert "<td>Minimum balance</td>" in part._repr_html_()
    assert "\u6700\u4f4e\u53ef\u7528\u4f59\u989d" in part._repr_html_()
    assert "threshold 2000 growth (Threshold)" in repr(shop.tiers.levels.silver)


def test_the_table_makes_the_attributes(shop):
    part = shop.beans.redeem
    assert {"min_balance", "step", "about", "to_dict"} <= {*dir(part)}
    told = type(part).min_balance.__doc__
    assert "Minimum balance" in told
    assert "from 0 to 1000000000 beans" in told
    assert "How beans pay" in type(part).__doc__
    from loyaltycore import parameter_views

    assert type(part) is parameter_views.BeansRedeem
    assert type(shop.values) is parameter_views.Document
    assert pickle.loads(pickle.dumps(part)) == part
    with pytest.raises(AttributeError):
        _ = parameter_views.BeansRedemption


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
    assert shop.with_({"beans.per_yuan": np.int32(7)}) == shop.with_({"beans.per_yuan": 7})


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
