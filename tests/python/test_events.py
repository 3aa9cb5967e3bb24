"""Events: keyword constructors, exact values, immutable, through JSON and pickle."""

import inspect
import pickle
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

import loyaltycore as lc
from loyaltycore import events
from loyaltycore._events.common import Where
from tests.python.build import NOON

DOCS = Path(__file__).resolve().parents[2] / "docs"

ARGUMENTS = {
    "order": "o1",
    "line": 1,
    "subject": "s1",
    "store": "s",
    "amount_fen": 100,
    "input": "xiaobai",
    "value": 3,
    "beans": 10,
    "item": "daledou",
}
CONSTRUCTORS = [
    each
    for name in events.__all__
    if inspect.isfunction(each := getattr(events, name)) and name[0].isupper()
]


def made(constructor):
    """An event with every argument that its kind needs."""
    needed = [
        name
        for name, each in inspect.signature(constructor).parameters.items()
        if each.default is each.empty and each.kind is each.KEYWORD_ONLY
    ]
    given = {name: ARGUMENTS[name] for name in needed if name not in {"id", "at"}}
    return constructor(id="e1", at=NOON, **given)


@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=lambda each: each.__name__)
def test_every_constructor_round_trips(constructor):
    event = made(constructor)
    assert lc.Event.from_json(event.to_json()) == event
    assert pickle.loads(pickle.dumps(event)) == event
    assert repr(event).startswith(f"{constructor.__name__}(id='e1'")
    assert "\n" not in repr(event)


@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=lambda each: each.__name__)
def test_every_constructor_is_keyword_only_and_documented(constructor):
    kinds = {each.kind for each in inspect.signature(constructor).parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    assert constructor.__doc__.splitlines()[0].endswith(".")


def documented_fields():
    """Kind -> fields that docs/events.md says it needs or may have."""
    out = {}
    text = (DOCS / "events.md").read_text(encoding="utf-8")
    for table in text.split("| kind | needs | may have |")[1:]:
        for row in table.split("\n\n")[0].splitlines()[2:]:
            kinds, *fields = row.strip("|").split("|")
            for kind in re.findall(r"`(\w+)`", kinds):
                named = re.sub(r"\([^)]*\)", "", " ".join(fields))
                out[kind] = set(re.findall(r"`(\w+)`", named))
    return out


@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=lambda each: each.__name__)
def test_every_documented_field_is_an_argument(constructor):
    fields = documented_fields().get(made(constructor).kind, set())
    arguments = set(inspect.signature(constructor).parameters) | set(Where.__annotations__)
    assert {"quote" if field == "quoted" else field for field in fields} <= arguments


def test_adjusted_beans_may_have_a_day_of_their_own(ann):
    ann.apply(lc.Adjusted(id="a", at=NOON, beans=10, expires_at=datetime(2016, 8, 1, tzinfo=UTC)))
    ann.apply(lc.Adjusted(id="b", at=NOON, beans=20))
    assert [each["beans"] for each in ann.buckets] == [10, 20]
    assert str(ann.buckets[0]["expires_on"]) == "2016-08-01"


def test_every_built_kind_has_a_constructor():
    built = {made(each).kind for each in CONSTRUCTORS}
    unbuilt = {kind for kind in lc.EVENT_KINDS if kind.startswith(("coupon_", "plus_"))}
    assert set(lc.EVENT_KINDS) - built == unbuilt | {"declared"}


def test_times_are_microseconds_of_any_zone():
    china = timezone(timedelta(hours=8))
    by_hand = lc.Login(id="e", at=1_467_345_600_000_000)
    assert lc.Login(id="e", at=datetime(2016, 7, 1, 12, tzinfo=china)) == by_hand
    assert lc.Login(id="e", at=datetime(2016, 7, 1, 4, tzinfo=UTC)) == by_hand
    assert by_hand.occurred_at == by_hand.recorded_at == 1_467_345_600_000_000


def test_microseconds_are_kept_to_the_last_year():
    last = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert lc.Login(id="e", at=last).occurred_at == 253_402_300_799_999_999


def test_a_pandas_timestamp_with_nanoseconds_is_refused():
    import pandas as pd

    assert lc.Login(id="e", at=pd.Timestamp("2016-07-01", tz="UTC")).occurred_at
    with pytest.raises(lc.DataError, match="microseconds"):
        lc.Login(id="e", at=pd.Timestamp("2016-07-01T00:00:00.000000001Z"))


def test_an_opening_order_is_named_after_its_event():
    assert lc.OrderPlaced(id="o7", at=NOON, lines=[lc.Line(amount_fen=1)]).order == "o7"
    assert lc.OrderPaid(id="p7", at=NOON, order="o7").order == "o7"


def test_lines_are_numbered_from_one_or_all_by_the_caller():
    event = lc.OrderPlaced(id="o", at=NOON, lines=[lc.Line(amount_fen=1), lc.Line(amount_fen=2)])
    assert [each.line for each in event.lines] == [1, 2]
    with pytest.raises(lc.DataError, match="number all or none"):
        lc.OrderPlaced(
            id="o", at=NOON, lines=[lc.Line(amount_fen=1, line=4), lc.Line(amount_fen=2)]
        )


def test_an_int_id_is_its_decimal_text():
    assert lc.Login(id=17, at=NOON, member=4) == lc.Login(id="17", at=NOON, member="4")


def test_events_do_not_change():
    event = lc.Login(id="e", at=NOON)
    with pytest.raises(AttributeError):
        event.id = "other"
    assert event.for_member("bob").member == "bob"
    assert event.member is None
    assert hash(event) == hash(lc.Login(id="e", at=NOON))
    assert event != "e"


def test_declared_kinds_are_made_by_name():
    event = lc.Event.declared("bean_grab", id="g1", at=NOON, beans=20)
    assert event.kind == "bean_grab"
    assert lc.Event.from_json(event.to_json()) == event
    with pytest.raises(lc.DataError, match="id="):
        lc.Event.declared("bean_grab", at=NOON)
    with pytest.raises(lc.DataError, match="no event has a field 'bean'"):
        lc.Event.declared("bean_grab", id="g1", at=NOON, bean=20)


def test_a_misspelt_field_names_the_nearest():
    with pytest.raises(lc.DataError, match=r"did you mean 'member'\?"):
        lc.Login(id="a", at=NOON, memer="ann")
    with pytest.raises(lc.DataError, match=r"no event function takes 'occurred_at'.*mean 'at'"):
        lc.Login(id="a", at=NOON, occurred_at=NOON)
    with pytest.raises(lc.DataError, match="leave it out") as caught:
        lc.Login(id="a", at=NOON, weather="fair")
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "field", "meant"),
    [
        ('{"kind": "login", "id": "a", "occured_at": 1}', "occured_at", "occurred_at"),
        ('{"kind": "login", "id": "a", "occurred_at": 1, "memer": "x"}', "memer", "member"),
        ('{"kind": "login", "idd": "a", "occurred_at": 1}', "idd", "id"),
        ('{"knd": "login", "id": "a", "occurred_at": 1}', "knd", "kind"),
        (
            '{"kind": "order_paid", "id": "a", "occurred_at": 1, "lines": [{"amount_fn": 3}]}',
            "lines[0].amount_fn",
            "amount_fen",
        ),
    ],
)
def test_a_misspelt_field_of_json_names_the_nearest(text, field, meant):
    with pytest.raises(lc.DataError) as caught:
        lc.Event.from_json(text)
    assert caught.value.code == "field_unknown"
    assert caught.value.column == field
    assert f"did you mean {meant}?" in str(caught.value)


def test_a_missing_field_of_json_is_not_guessed():
    with pytest.raises(lc.DataError, match="occurred_at: it is missing"):
        lc.Event.from_json('{"kind": "login", "id": "a", "member": "x"}')


def test_lines_and_tenders_compare_hash_and_pickle():
    line = lc.Line(amount_fen=5, category="c", sku=9, labels=["new"], line=3)
    assert pickle.loads(pickle.dumps(line)) == line
    assert len({line, lc.Line(amount_fen=5, category="c", sku="9", labels=["new"], line=3)}) == 1
    tender = lc.Tender("cash", 5)
    assert pickle.loads(pickle.dumps(tender)) == tender
    assert repr(tender) == "Tender('cash', 5)"


TEXTS = ["a\0b", "x" * 129, "\u00e9" * 65]


@pytest.mark.parametrize("text", TEXTS, ids=["NUL", "129 letters", "130 bytes"])
@pytest.mark.parametrize(
    "field",
    ["id", "member", "order", "sku", "subject", "category", "brand", "store", "channel", "input"],
)
def test_what_the_core_would_not_take_is_no_event(field, text):
    with pytest.raises(lc.DataError) as caught:
        lc.Event.declared("visit", **({"id": "e", "at": 1} | {field: text}))
    assert (caught.value.column, bool(caught.value.remedy)) == (field, True)


@pytest.mark.parametrize("text", [*TEXTS, ""], ids=["NUL", "129 letters", "130 bytes", "empty"])
def test_names_in_lists_are_names(text):
    for field in ("labels", "segments"):
        with pytest.raises(lc.DataError) as caught:
            lc.Login(id="e", at=1, **{field: ["a", text]})
        assert caught.value.column == field
    with pytest.raises(lc.DataError) as caught:
        lc.Line(amount_fen=1, labels=[text])
    assert caught.value.column == "labels"
    if text:
        for field in ("sku", "category", "store", "brand"):
            with pytest.raises(lc.DataError) as caught:
                lc.Line(amount_fen=1, **{field: text})
            assert caught.value.column == field
        with pytest.raises(lc.DataError):
            lc.Login(id="e", at=1).for_member(text)


@pytest.mark.parametrize("kind", ["login", "tick", "declared", "order_completed"])
def test_a_declared_kind_is_no_built_in_one(kind):
    with pytest.raises(lc.DataError) as caught:
        lc.Event.declared(kind, id="e", at=1)
    assert caught.value.code == "kind_taken"


@pytest.mark.parametrize("kind", ["", *TEXTS])
def test_a_declared_kind_is_a_name(kind):
    with pytest.raises(lc.DataError) as caught:
        lc.Event.declared(kind, id="e", at=1)
    assert caught.value.column == "name"


def test_what_only_looks_like_a_time_is_refused():
    import pandas as pd

    class Broken:
        microsecond = 0

        def utcoffset(self):
            raise ValueError("no")

    for wrong in (pd.NaT, Broken()):
        with pytest.raises(lc.DataError) as caught:
            lc.Login(id="e", at=wrong)
        assert caught.value.column == "at"


def test_a_top_up_says_that_it_is_not_built(shop):
    event = lc.TopUp(id="e", at=NOON, amount_fen=5000)
    assert lc.Member(shop, id="m").apply(event.for_member("m")).refusal == "kind_not_built"
    assert "not built yet" in lc.TopUp.__doc__
    assert "kind_not_built" in lc.TopUp.__doc__


def test_only_money_is_told_of_fen():
    with pytest.raises(lc.DataError) as caught:
        lc.Login(id="e", at=1, sequence="x")
    assert "fen" not in str(caught.value)
    with pytest.raises(lc.DataError, match="fen"):
        lc.TopUp(id="e", at=1, amount_fen=1.5)
