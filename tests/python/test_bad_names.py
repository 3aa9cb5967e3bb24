"""Words and ids that nobody knows, that look alike, that are too long or no text at all."""

import importlib
import pickle
import random

import numpy as np
import pytest

import loyaltycore as lc
from loyaltycore import _core
from tests.python.build import NOON, after

# Names that a programme may know. ---------------------------------------------------------------


def test_names_that_no_programme_can_know(ann):
    with pytest.raises(lc.DataError):
        lc.Tender("bitcoin", 100)
    with pytest.raises(lc.DataError):
        lc.Event.from_json('{"kind": "???", "id": "e", "occurred_at": 1')
    for event, refusal in [
        (lc.Event.declared("no_such_kind", id="e", at=NOON), "kind_unknown"),
        (lc.TopUp(id="e", at=NOON, amount_fen=1), "kind_not_built"),
        (lc.BeansExchanged(id="e", at=NOON, item="castle"), "item_unknown"),
        (lc.CreditUpdated(id="e", at=NOON, input="height", value=1), "input_unknown"),
        (lc.Imported(id="e", at=NOON, tier="king"), "field_missing"),
    ]:
        before = ann.save()
        assert ann.apply(event).refusal == refusal
        assert ann.save() == before


@pytest.mark.parametrize("name", ["category", "channel"])
def test_names_of_the_data_are_accepted_or_rejected_as_the_programme_says(shop, name):
    section = {"category": "categories", "channel": "channels"}[name]
    strict = shop.with_({section: {"unknown": "reject", "known": ["book", "web"]}})
    words = ["book", "web", "melon", ""]
    events = []
    for n, word in enumerate(words):
        line = lc.Line(amount_fen=9000, **({name: word} if word else {}))
        events.append(lc.OrderCompleted(id=f"o{n}", at=after(hours=n), member="m", lines=[line]))
    results = lc.Engine(strict).apply_many(events)
    assert [each.refusal for each in results] == [None, None, f"{name}_unknown", None]
    assert lc.replay(strict, events).counters["refused_by_code"] == {f"{name}_unknown": 1}
    assert lc.replay(shop, events).counters["refused"] == 0


def test_an_unknown_store_earns_by_the_default_rules(shop):
    """Stores are not listed by a programme: an unknown one is a store like others."""
    one, two = (lc.Member(shop, id="bob") for _ in range(2))
    for member, store in ((one, None), (two, "nowhere")):
        line = lc.Line(amount_fen=29_900, **({} if store is None else {"store": store}))
        assert member.apply(lc.OrderCompleted(id="o", at=NOON, lines=[line])).accepted
    assert (one.growth, one.beans) == (two.growth, two.beans)
    assert one.growth > 0


# Ids are bytes. -------------------------------------------------------------------------------

IDS = ["a", "x" * 128, "\u00e9", "e\u0301", "\u0645\u0631\u062d\u0628\u0627", "\U0001f600" * 32]
IDS += [" ", "a b", "\u202eright to left", "\u200b", "A", "\uff21", "'; --", "\x01\x7f", "\ufeff"]
NO_IDS = ["x" * 129, "\U0001f600" * 33, "a\0b", "\ud800", "\udfff\ud800"]
ID_FIELDS = ["id", "member", "order", "sku", "subject", "group", "token"]


def test_ids_are_exact_bytes(shop):
    """No two of these are one, whatever they look like or normalise to."""
    events = [lc.Login(id=each, at=NOON, member=each) for each in IDS]
    engine = lc.Engine(shop)
    assert all(each.accepted for each in engine.apply_many(events))
    assert engine.members() == IDS
    assert lc.Engine.load(shop, engine.save()).members() == IDS
    assert all(lc.Event.from_json(each.to_json()) == each for each in events)
    assert all(pickle.loads(pickle.dumps(each)) == each for each in events)
    for name in IDS:
        assert engine.member(name).id == name
        assert lc.Member.load(shop, lc.Member(shop, id=name).save()).id == name


@pytest.mark.parametrize("kind", ["numpy", "pandas", "polars", "pyarrow"])
def test_ids_go_through_frames_as_they_are(shop, kind):
    columns = {"id": IDS, "member": IDS, "kind": ["login"] * len(IDS), "at": [NOON] * len(IDS)}
    if kind == "numpy":
        table = {name: np.array(values, dtype=object) for name, values in columns.items()}
    else:
        make = {"pandas": "DataFrame", "polars": "DataFrame", "pyarrow": "table"}[kind]
        table = getattr(importlib.import_module(kind), make)(columns)
    replayed = lc.replay(shop, table, kind="numpy")
    assert sorted(replayed.members["member"].tolist()) == sorted(IDS)
    assert lc.history(table).members == len(IDS)
    events = [lc.Login(id=each, at=NOON, member=each) for each in IDS]
    assert lc.replay(shop, events).digest == replayed.digest


@pytest.mark.parametrize("bad", NO_IDS, ids=ascii)
@pytest.mark.parametrize("field", ID_FIELDS)
def test_what_is_no_id_is_refused_in_every_field(field, bad):
    with pytest.raises(lc.DataError) as caught:
        _core.make_event("login", {"id": "e", "occurred_at": NOON} | {field: bad})
    assert caught.value.column == field
    assert caught.value.remedy
    assert str(caught.value).isprintable()
    sound = {"id": "e", "member": "m", "kind": "login", "occurred_at_us": 1} | {field: bad}
    table = {name: np.array([value], dtype=object) for name, value in sound.items()}
    table["occurred_at_us"] = np.array([1])
    with pytest.raises(lc.DataError) as caught:
        lc.history(table)
    assert caught.value.column == field


@pytest.mark.parametrize("bad", ["", *NO_IDS], ids=ascii)
def test_what_is_no_id_is_no_member(shop, bad):
    with pytest.raises(lc.DataError):
        lc.Member(shop, id=bad)
    with pytest.raises(lc.DataError):
        lc.Engine(shop).apply(
            _core.make_event("login", {"id": "l", "occurred_at": 1, "member": bad})
        )


@pytest.mark.parametrize("seed", range(20))
def test_random_ids_round_trip_or_are_refused(shop, seed):
    rng = random.Random(seed)
    engine, known = lc.Engine(shop), []
    for n in range(60):
        size = rng.choice([1, 2, 40, 127, 128, 129])
        points = rng.choices([0, 1, 32, 0x41, 0x7F, 0x80, 0x301, 0x4EAC, 0xD800, 0x1F600], k=size)
        name = "".join(map(chr, points))
        try:
            event = lc.Login(id=f"l{n}", at=after(hours=n), member=name)
        except lc.DataError:
            surrogate = any(0xD800 <= each < 0xE000 for each in points)
            assert surrogate or 0 in points or len(name.encode()) > 128, ascii(name)
            continue
        assert len(name.encode()) <= 128
        assert engine.apply(event).accepted
        known.append(name)
    assert known
    assert lc.Engine.load(shop, engine.save()).members() == list(dict.fromkeys(known))
