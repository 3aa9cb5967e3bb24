"""What an erased member leaves: nothing that can be read, and what refuses its later events."""

import copy
import pickle
from datetime import timedelta

import pytest

import loyaltycore as lc
from tests.python.build import after, order

ID = "ann@example.org"
AS_OF = after(days=20)
# Every text that ann's events bring.
TEXTS = (ID, "order-of-ann", "sku-order-of-ann", "review-of-ann", "hold-of-ann", "the-end")


def past(member=ID):
    """A member with an order, a review, a hold and what beans it has, and then none of it."""
    return [
        order("order-of-ann", 900_000, member=member),
        lc.ReviewApproved(
            id="review-of-ann", at=after(hours=1), order="order-of-ann", line=1, member=member
        ),
        lc.Adjusted(id="gift-to-ann", at=after(hours=2), beans=5000, member=member),
        lc.BeansHeld(
            id="held",
            subject="hold-of-ann",
            at=after(hours=3),
            beans=2000,
            expires_at=after(days=9),
            member=member,
        ),
        lc.Erased(id="the-end", at=after(days=1), member=member),
    ]


def login(name="later", member=ID):
    return lc.Login(id=name, at=after(days=2), member=member)


@pytest.fixture
def engine(shop):
    engine = lc.Engine(shop)
    engine.apply(lc.Login(id="l", at=after(), member="bob"))
    assert all(each.accepted for each in engine.apply_many(past()))
    return engine


@pytest.fixture
def ann(shop):
    ann = lc.Member(shop, id=ID, keep_history=True)
    for event in past():
        assert ann.apply(event).accepted
    return ann


def test_no_text_stays_in_an_engine(engine):
    assert all(text not in repr(engine.state(ID)) for text in TEXTS)
    tombstone = engine.members()[1]
    assert engine.members() == ["bob", tombstone]
    assert tombstone == lc.id_hash(ID)
    for data in (engine.save(), engine.save(canonical=True), pickle.dumps(engine)):
        assert all(text.encode() not in data for text in TEXTS)


def test_the_member_is_found_by_its_id_and_by_its_tombstone(engine):
    tombstone = engine.members()[1]
    assert ID in engine
    assert tombstone in engine
    assert engine.state(ID) == engine.state(tombstone)
    assert engine.member(ID).id == tombstone
    assert len(engine) == 2


@pytest.mark.parametrize("kept", [lambda e: e, copy.copy, lambda e: pickle.loads(pickle.dumps(e))])
def test_later_events_are_refused_for_ever(engine, kept):
    engine = kept(engine)
    assert engine.apply(login()).refusal == "member_erased"
    assert engine.apply(login(member=engine.members()[1])).refusal == "member_erased"
    assert engine.apply(past()[-1]).duplicate
    assert len(engine) == 2
    engine.verify()


def test_no_living_member_has_a_tombstone_as_its_id(shop, engine):
    tombstone = "#" + "0" * 32
    with pytest.raises(lc.DataError, match="tombstone"):
        engine.apply(login(member=tombstone))
    with pytest.raises(lc.DataError, match="tombstone"):
        lc.Member(shop, id=tombstone).apply(login(member=tombstone))


def test_every_door_gives_one_digest(shop, engine, ann):
    bob = lc.Login(id="l", at=after(), member="bob")
    assert lc.replay(shop, [bob, *past()], as_of=AS_OF).digest == engine.digest(AS_OF)
    alone = lc.Engine(shop)
    alone.apply_many(past())
    assert alone.digest(AS_OF) == ann.digest(AS_OF) == alone.member(ID).digest(AS_OF)
    assert lc.replay(shop, past(), as_of=AS_OF).digest == ann.digest(AS_OF)
    assert lc.Engine.load(shop, alone.save()).digest(AS_OF) == ann.digest(AS_OF)


def test_no_text_and_no_history_stays_in_a_member(ann):
    assert ann.id.startswith("#")
    assert list(ann.events) == []
    kept = [repr(ann), str(ann.state()), repr(ann._repr_html_())]
    assert all(text not in each for each in kept for text in TEXTS)
    assert all(text.encode() not in pickle.dumps(ann) for text in TEXTS)
    assert all(text.encode() not in ann.save() for text in TEXTS)
    for ask in (lambda: ann.explain("order-of-ann"), ann.statement):
        with pytest.raises(lc.LoyaltyCoreError, match="was erased, and its history") as caught:
            ask()
        assert caught.value.code == "history_not_kept"


def test_an_erased_member_refuses_and_is_kept_as_itself(shop, ann):
    for member in (ann, ann.copy(), pickle.loads(pickle.dumps(ann))):
        assert member.apply(login()).refusal == "member_erased"
        assert member.apply(login(member=ann.id)).refusal == "member_erased"
        assert member.apply(past()[-1]).duplicate
        assert member == ann
    loaded = lc.Member.load(shop, ann.save())
    assert loaded == ann
    assert loaded.apply(login()).refusal == "member_erased"
    with pytest.raises(lc.DataError, match="this member is"):
        loaded.apply(login(member="bob"))


def test_the_result_of_the_erasure_still_names_what_it_forfeited(shop):
    ann = lc.Member(shop, id=ID)
    results = [ann.apply(event) for event in past()]
    assert "hold-of-ann" in {each.subject for each in results[-1].effects}


def test_the_totals_stay_so_that_the_books_close(ann):
    books = ann.state()["accounts"]["beans"]
    assert sum(books.values()) == 0
    assert books["forfeited"] > 0
    ann.verify()


def test_nothing_else_stays(shop, ann):
    nobody = lc.Member(shop, id="nobody")
    nobody.apply(lc.Erased(id="the-end", at=after(days=1), member="nobody"))
    told = {"accounts", "version"}
    left, none = ann.state(), nobody.state()
    assert {name for name in left if left[name] != none[name]} <= told


@pytest.mark.parametrize("closed", [False, True])
def test_a_refund_after_the_end_is_refused_and_the_totals_hold(shop, closed):
    """Whether the line is open when its member goes, or closed and brought back with its record."""
    engine, record = lc.Engine(shop), {}
    engine.apply(order("order-of-ann", 900_000, member=ID, quantity=2))
    gone = after(days=1)
    if closed:
        gone = after(days=500)
        ((_, _, told),) = engine.settle(gone, ID)[ID].archived
        record = {"archived": told}
    engine.apply(lc.Erased(id="the-end", at=gone, member=ID))
    before, books = engine.save(), engine.state(ID)["accounts"]
    for n, days in enumerate((1, 400)):
        back = lc.LineReturned(
            id=f"back-{n}", at=gone + timedelta(days=days), order="order-of-ann", line=1,
            member=ID, **record,
        )  # fmt: skip
        result = engine.apply(back)
        assert (result.refusal, list(result.effects)) == ("member_erased", [])
        assert engine.apply_many([back])[0].refusal == "member_erased"
    assert engine.save() == before
    assert engine.state(ID)["accounts"] == books
    assert sum(books["beans"].values()) == sum(books["growth"].values()) == 0
    engine.verify()


def test_a_replay_reports_the_refund_after_the_end(shop):
    told = [
        order("order-of-ann", 900_000, member=ID),
        lc.Erased(id="the-end", at=after(days=1), member=ID),
        lc.LineReturned(id="back", at=after(days=2), order="order-of-ann", line=1, member=ID),
    ]
    with_it, without = (
        lc.replay(shop, events, as_of=AS_OF, kind="numpy") for events in (told, told[:2])
    )
    assert with_it.refusals["code"].tolist() == ["member_erased"]
    assert with_it.digest == without.digest
    for name, values in without.monthly.items():
        assert with_it.monthly[name].tolist() == values.tolist()
    (month,) = with_it.monthly["issued"].tolist()
    assert month == with_it.monthly["forfeited"].tolist()[0] > 0
