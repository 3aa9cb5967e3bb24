"""How an id is shown: as it was told while it is open, as a hash where no text is known."""

import copy
import pickle
from pathlib import Path

import pytest

import loyaltycore as lc
from tests.python.build import after, order

OLD = Path(__file__).resolve().parents[1] / "compat/schema_1"


@pytest.fixture(scope="module")
def brief(shop):
    """A shop whose lines close after a month."""
    return shop.with_({"returns.horizon_days": 30})


def shown(result):
    """The orders of the closed lines, and the subjects and sources of all effects."""
    orders = {named for named, _, _ in result.archived}
    ids = {text for each in result.effects for text in (each.subject, each.source)}
    return orders, ids - {None}


@pytest.fixture
def engine(brief):
    made = lc.Engine(brief)
    made.apply(order("o1", 29_900, member="ann"))
    return made


def test_what_falls_due_is_named_as_an_earlier_event_told_it(engine):
    orders, ids = shown(engine.settle(after(days=31))["ann"])
    assert orders == {"o1"}
    assert ids == {"o1"}
    late = engine.apply(order("o2", 29_900, after(days=40), member="ann"))
    assert "o1" not in shown(late)[1]


def test_an_event_that_closes_something_names_it(engine):
    login = lc.Login(id="l", at=after(days=31), member="ann")
    assert shown(engine.apply(login))[0] == {"o1"}
    many = [lc.Login(id=f"l{n}", at=after(days=32), member="ann") for n in range(20)]
    engine.apply(order("o2", 29_900, after(days=33), member="ann"))
    engine.apply_many(many)
    (last,) = engine.apply_many([lc.Login(id="m", at=after(days=64), member="ann")])
    assert shown(last)[0] == {"o2"}


def test_one_member_is_named_as_many(engine):
    (due,) = [engine.settle(after(days=31), member="ann")["ann"]]
    assert shown(due)[0] == {"o1"}


@pytest.mark.parametrize(
    "through",
    [
        lambda engine: lc.Engine.load(engine.program, engine.save()),
        lambda engine: lc.Engine.load(engine.program, engine.save(canonical=True)),
        lambda engine: pickle.loads(pickle.dumps(engine)),
        copy.copy,
    ],
    ids=["save", "canonical", "pickle", "copy"],
)
def test_a_stored_engine_still_knows(engine, through):
    engine.apply(
        lc.BeansHeld(
            id="h",
            at=after(days=1),
            member="ann",
            beans=10,
            subject="hold-7",
            expires_at=after(days=2),
        )
    )
    kept = through(engine)
    assert kept.save(canonical=True) == engine.save(canonical=True)
    assert kept.state("ann") == engine.state("ann")
    assert "hold-7" in str(kept.state("ann"))
    assert {line["order"] for line in kept.state("ann")["lines"]} == {"o1"}
    orders, ids = shown(kept.settle(after(days=31))["ann"])
    assert (orders, ids) == ({"o1"}, {"o1", "hold-7"})


def test_a_member_of_an_engine_knows_and_so_does_a_loaded_one(engine, brief):
    alone = lc.Member(brief, id="ann")
    alone.apply(order("o1", 29_900))
    for ann in (engine.member("ann"), lc.Member.load(brief, alone.save())):
        assert ann.save() == alone.save()
        assert shown(ann.settle(after(days=31)))[0] == {"o1"}


def test_a_closed_id_is_forgotten(engine):
    engine.settle(after(days=31))
    engine.apply_many(
        [lc.Login(id=f"l{n}", at=after(days=32, hours=n), member="ann") for n in range(20)]
    )
    assert b"o1" not in engine.save()


def test_texts_are_no_part_of_what_a_member_is(brief):
    told, hashed = lc.Engine(brief), lc.Engine(brief)
    told.apply(order(17, 29_900, member="ann"))
    hashed.apply(order("17", 29_900, member="ann"))
    assert told.save(canonical=True) == hashed.save(canonical=True)
    assert told.digest(after()) == hashed.digest(after())


@pytest.mark.parametrize("logins", range(250, 260))
def test_a_member_that_forgets_names_what_closes_meanwhile(brief, logins):
    ann = lc.Member(brief, id="ann")
    ann.apply(order("o1", 29_900))
    for n in range(logins):
        ann.apply(lc.Login(id=f"l{n}", at=after(hours=1)))
    assert shown(ann.apply(lc.Login(id="last", at=after(days=31))))[0] == {"o1"}


def test_an_old_snapshot_shows_hashes_of_what_it_did_not_keep():
    program = lc.Program.load(OLD / "programme.json")
    engine = lc.Engine.load(program, (OLD / "engine.snapshot").read_bytes())
    engine.verify()
    lines = [line for each in engine for line in engine.state(each)["lines"]]
    assert lines
    assert all(line["order"].startswith("#") for line in lines)
    ann = lc.Member.load(program, (OLD / "member.snapshot").read_bytes())
    ann.verify()
    again = lc.Engine.load(program, engine.save())
    assert again.save() == engine.save()


def test_a_host_finds_its_order_by_the_hash_in_a_record(shop):
    ann = lc.Member(shop, id="ann")
    lines = [lc.Line(amount_fen=29_900, category="appliance")]
    ann.apply(lc.OrderCompleted(id="e1", order="o1", at=after(), lines=lines))
    ((_, _, record),) = ann.settle(after(days=900)).archived
    later = lc.Engine(shop)
    back = lc.LineReturned(
        id="r", at=after(days=901), order="o1", line=1, archived=record, member="ann"
    )
    result = later.apply(back)
    assert result.accepted
    assert lc.id_hash("e1") in {each.source for each in result.effects}
    assert lc.id_hash(17) == lc.id_hash("17")


def test_what_is_no_id_has_no_hash():
    with pytest.raises(TypeError):
        lc.id_hash(1.5)
