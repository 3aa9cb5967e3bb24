"""A replay explains any event of any member by deciding the member's events again."""

import pickle

import pytest

import loyaltycore as lc
from tests.python.build import after, busy_history, order


@pytest.fixture(scope="module")
def events():
    """Busy members, and some events that are refused, repeated or in conflict."""
    more = [
        order("x1", 29_900, after(), member="x"),
        lc.LineReturned(id="early", at=after(days=1), member="x", order="none", line=1),
        order("x1", 29_900, after(), member="x"),
        order("x1", 10_000, after(days=2), member="x"),
        lc.Tick(id="t", at=after(days=3), member="x"),
        lc.LineReturned(id="back", at=after(days=4), member="x", order="x1", line=1),
    ]
    return busy_history(members=6, orders=8) + more


@pytest.fixture(scope="module")
def replayed(shop, events):
    """The replay of these events with everything that it tells."""
    return lc.replay(shop, events, outputs=["members", "ledger", "refusals"], kind="numpy")


def test_a_history_gives_the_events_of_a_member_back(events):
    past = lc.history(events)
    assert past.member_ids() == ["0", "1", "2", "3", "4", "5", "x"]
    back = past.events_of(3)
    assert back == past.events_of("3")
    theirs = [each for each in events if each.member == "3"]
    assert sorted(back, key=lambda each: each.id) == sorted(theirs, key=lambda each: each.id)
    assert [each.recorded_at for each in back] == sorted(each.recorded_at for each in back)
    together = [each for member in past.member_ids() for each in past.events_of(member)]
    assert len(together) == past.events == len(events)


def test_events_of_tables_come_back_too(shop):
    table = {"id": ["a", "b"], "member": [7, 7], "kind": ["login", "shared"], "at_us": [5, 3]}
    past = lc.history({name: __import__("numpy").asarray(each) for name, each in table.items()})
    assert past.events_of(7) == [
        lc.Shared(id="b", at=3, member=7),
        lc.Login(id="a", at=5, member=7),
    ]
    with pytest.raises(lc.DataError, match="no event is of 'nobody'") as caught:
        past.events_of("nobody")
    assert (caught.value.column, caught.value.code) == ("member", "name_unknown")
    with pytest.raises(lc.DataError, match="member"):
        past.events_of(1.5)


def test_what_came_back_replays_to_the_same_digest(shop, events, replayed):
    past = lc.history(events)
    again = [each for member in past.member_ids() for each in past.events_of(member)]
    assert lc.replay(shop, again).digest == replayed.digest


def test_every_accepted_event_is_explained_as_its_member_would(shop, events, replayed):
    past = lc.history(events)
    for name in ("2", "x"):
        one = lc.Member(shop, id=name, keep_history=True)
        for each in past.events_of(name):
            try:
                one.apply(each)
            except lc.ConflictError:
                continue
        one.settle(replayed.as_of)
        for each in one.events:
            assert str(replayed.explain(name, each.id)) == str(one.explain(each.id)), each.id


def test_the_effects_of_an_explanation_are_those_of_the_ledger(events, replayed):
    ledger = replayed.ledger
    rows = {each.id: row for row, each in enumerate(events)}
    event = next(each for each in events if each.kind == "line_returned" and each.member == "1")
    mine = ledger["event_row"] == rows[event.id]
    explained = replayed.explain(1, event)
    booked = [each for each in explained.effects if each.kind == "moved"]
    moved = mine & (ledger["kind"] == "moved")
    assert [each.amount for each in booked] == ledger["amount"][moved].tolist()
    assert {each.kind for each in explained.decisions} >= {"taken_back", "refund"}


def test_a_refused_event_is_told_and_one_that_was_accepted_wins(replayed):
    assert replayed.explain("x", "early").refusal == "order_unknown"
    told = replayed.explain("x", "x1")
    assert told.refusal is None
    assert told.lots[0]["clawed_back"] == told.lots[0]["issued"] == 29
    assert replayed.explain("x", "t").refusal is None


def test_every_refusal_of_the_table_is_explained(events, replayed):
    refused = replayed.refusals
    assert len(refused["code"]) > 1
    rows = zip(refused["member"], refused["event_row"], refused["code"], strict=True)
    for member, row, code in rows:
        if code == "id_conflict":  # The first event of this id was accepted.
            continue
        assert replayed.explain(str(member), events[row]).refusal == code


def test_lots_are_told_until_the_end_of_the_replay(shop):
    first = order("o", 29_900, after(), member="a")
    late = lc.Login(id="l", at=after(days=900), member="b")
    lot = lc.replay(shop, [first, late]).explain("a", "o").lots[0]
    assert lot["expired"] == lot["issued"] == 29
    assert lc.replay(shop, [first]).explain("a", "o").lots[0]["available"] == 29


def test_a_stream_keeps_nothing_to_explain(shop, events):
    past = lc.history(events)
    ordered = [each for member in past.member_ids() for each in past.events_of(member)]
    streamed = lc.replay(shop, ordered, sorted=True, as_of=past.latest)
    assert streamed.history is None
    with pytest.raises(lc.LoyaltyCoreError) as caught:
        streamed.explain("x", "x1")
    assert caught.value.code == "history_not_kept"


def test_a_pickled_replay_leaves_its_history_behind(replayed):
    twin = pickle.loads(pickle.dumps(replayed))
    assert twin.digest == replayed.digest
    assert replayed.history is not None
    with pytest.raises(lc.LoyaltyCoreError) as caught:
        twin.explain("x", "x1")
    assert caught.value.code == "history_not_kept"


@pytest.mark.parametrize(
    ("member", "event", "column"),
    [("x", "none", "event"), ("y", "x1", "member"), ("x", 1.5, "event")],
)
def test_what_is_not_there_is_not_explained(replayed, member, event, column):
    with pytest.raises(lc.DataError) as caught:
        replayed.explain(member, event)
    assert caught.value.column == column
