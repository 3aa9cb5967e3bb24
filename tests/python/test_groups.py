"""Deals between members: their events are booked together or not at all."""

import random

import polars as pl
import pytest

import loyaltycore as lc
from tests.python.build import after


def transfer(deal: str, giver: str, taker: str, beans: int, at: int) -> list[lc.Event]:
    """Return beans from one member to another."""
    return [
        lc.Adjusted(id=f"{deal}-a", member=giver, beans=-beans, at=at, group=deal),
        lc.Adjusted(id=f"{deal}-b", member=taker, beans=beans, at=at, group=deal),
    ]


def market(seed: int) -> list[lc.Event]:
    """Return gifts and transfers among few members; many transfers are too large."""
    rng = random.Random(seed)
    out: list[lc.Event] = []
    for index in range(200):
        at = after(hours=index * 5)
        giver, taker = rng.sample(["ann", "bob", "cai", "dan", "eve"], 2)
        if rng.random() < 0.3:
            gift = lc.Adjusted(id=f"gift-{index}", at=at, member=giver, beans=rng.randint(1, 60))
            out.append(gift)
        else:
            out += transfer(f"deal-{index}", giver, taker, rng.randint(1, 40), at)
    return out


def test_both_sides_or_none(shop):
    engine = lc.Engine(shop)
    engine.apply(lc.Adjusted(id="gift", at=after(), member="ann", beans=30))
    refused, other = engine.apply_many(transfer("d-1", "ann", "bob", 31, after(hours=1)))
    assert refused.refusal.code == "insufficient_beans"
    assert other.refusal.code == "group_refused"
    assert other.refusal.transient
    assert "bob" not in engine
    given, taken = engine.apply_many(transfer("d-2", "ann", "bob", 30, after(hours=2)))
    assert (given.beans, taken.beans) == (-30, 30)
    again = engine.apply_many(transfer("d-2", "ann", "bob", 30, after(hours=2)))
    assert [each.duplicate for each in again] == [True, True]


@pytest.mark.parametrize("seed", range(5))
def test_a_replay_decides_deals_as_batches_do(shop, seed):
    told = market(seed)
    engine = lc.Engine(shop)
    results = engine.apply_many(told)
    codes = [each.refusal.code for each in results if each.refusal]
    assert codes.count("group_refused") == codes.count("insufficient_beans") > 10
    history = lc.history(told)
    end = after(hours=3000)
    wanted = engine.digest(end)
    assert {lc.replay(shop, history, threads=n, as_of=end).digest for n in (1, 2, 8)} == {wanted}
    left = sum(engine.member(each).beans for each in engine)
    assert left == sum(each.beans for each in results if each.refusal is None)


def test_rows_of_a_deal_may_lie_apart_in_a_table(shop):
    told = transfer("d", "ann", "bob", 5, after(hours=9))
    rows = [
        {"kind": "adjusted", "id": "gift", "member": "ann", "occurred_at": after(), "beans": 9},
        *({"kind": "adjusted", "id": each.id, "member": each.member, "group": each.group,
           "occurred_at": after(hours=9), "beans": each.beans} for each in told),
    ]  # fmt: skip
    table = pl.DataFrame([rows[2], rows[0], rows[1]])
    members = lc.replay(shop, lc.history(table)).members
    assert dict(zip(members["member"], members["beans"], strict=True)) == {"ann": 4, "bob": 5}


def test_a_group_stands_together_in_a_batch(shop):
    given, taken = transfer("d", "ann", "bob", 5, after(hours=9))
    between = lc.Login(id="in", at=after(), member="cai")
    with pytest.raises(lc.DataError, match="does not stand beside the others") as caught:
        lc.Engine(shop).apply_many([given, between, taken])
    assert (caught.value.code, caught.value.row) == ("group_apart", 2)


def counts(replayed: lc.Replay) -> tuple[int, int, int]:
    """Return how many events were accepted, told again and refused."""
    of = replayed.counters
    return of["accepted"], of["duplicates"], of["refused"]


@pytest.mark.parametrize(
    ("told_again", "duplicates"), [((0, 1), 2), ((0,), 1), ((1,), 1), ((1, 0, 1), 3)]
)
def test_a_retry_undoes_nothing(shop, told_again, duplicates):
    gift = lc.Adjusted(id="gift", at=after(), member="ann", beans=100)
    deal = transfer("d", "ann", "bob", 30, after(hours=1))
    told = [gift, *deal, *(deal[side] for side in told_again)]
    replayed = lc.replay(shop, told)
    assert counts(replayed) == (3, duplicates, 0)
    engine = lc.Engine(shop)
    results = engine.apply_many(told)
    assert [each.duplicate for each in results] == [False] * 3 + [True] * duplicates
    assert engine.digest(replayed.as_of) == replayed.digest
    assert (engine.member("ann").beans, engine.member("bob").beans) == (70, 30)


def test_a_refused_deal_may_be_tried_again_later(shop):
    told = [
        *transfer("d", "ann", "bob", 30, after(hours=1)),
        lc.Adjusted(id="gift", at=after(hours=2), member="ann", beans=100),
        *transfer("d", "ann", "bob", 30, after(hours=3)),
    ]
    replayed = lc.replay(shop, told)
    assert counts(replayed) == (3, 0, 2)
    engine = lc.Engine(shop)
    engine.apply_many(told)
    assert engine.digest(replayed.as_of) == replayed.digest
    assert replayed.explain("bob", "d-b").beans == 30


def test_a_deal_that_is_half_booked_is_completed_by_the_other_side(shop):
    deal = transfer("d", "ann", "bob", -30, after(hours=1))
    engine = lc.Engine(shop)
    engine.apply(lc.Adjusted(id="gift", at=after(), member="bob", beans=30))
    engine.apply(deal[0])
    booked, other = engine.apply_many(deal)
    assert booked.duplicate
    assert (other.refusal.code, other.refusal.transient) == ("group_half_booked", False)
    assert engine.apply(deal[1]).beans == -30


def test_a_side_that_was_told_alone_shifts_nothing(shop):
    first, later = (transfer("d", "ann", "bob", 30, after(hours=n)) for n in (1, 3))
    gift = lc.Adjusted(id="gift", at=after(hours=2), member="ann", beans=100)
    engine = lc.Engine(shop)
    engine.apply(first[0])
    engine.apply(gift)
    engine.apply_many(later)
    replayed = lc.replay(shop, [first[0], gift, *later])
    assert counts(replayed) == (3, 0, 1)
    assert engine.digest(replayed.as_of) == replayed.digest


def test_a_retry_of_one_side_of_a_refused_deal_books_nothing(shop):
    deal = transfer("d", "ann", "bob", 30, after(hours=1))
    assert counts(lc.replay(shop, [*deal, deal[1]])) == (0, 0, 3)
    results = lc.Engine(shop).apply_many([*deal, deal[1]])
    codes = [each.refusal.code for each in results]
    assert codes == ["insufficient_beans", "group_refused", "group_refused"]


@pytest.mark.parametrize("door", ["batch", "history"])
def test_a_deal_that_shares_no_time_is_an_error(shop, door):
    told = [*transfer("d", "ann", "bob", 5, after(hours=9))]
    told[1] = lc.Adjusted(id="d-b", member="bob", beans=5, at=after(hours=10), group="d")
    with pytest.raises(lc.DataError, match=r"d-b of group d shares its recorded_at with no") as e:
        lc.Engine(shop).apply_many(told) if door == "batch" else lc.replay(shop, told)
    assert (e.value.code, e.value.row) == ("group_apart", 1)


def test_groups_that_wait_for_each_other_say_where(shop):
    told = [
        lc.Adjusted(id=f"{deal}-{who}", member=who, beans=1, at=after(hours=9 + (deal == "e")),
                    group=deal, sequence=place)
        for deal, who, place in (("d", "a", 1), ("d", "b", 2), ("e", "a", 2), ("e", "b", 1))
    ]  # fmt: skip
    with pytest.raises(lc.DataError, match="d-b, which stands behind event e-b of group e") as e:
        lc.replay(shop, told)
    assert (e.value.code, e.value.row) == ("groups_cross", 0)


def test_deals_are_explained_as_the_replay_decided_them(shop):
    told = [
        lc.Adjusted(id="gift", at=after(), member="ann", beans=30),
        *transfer("d", "ann", "bob", 20, after(hours=1)),
        *transfer("e", "ann", "bob", 20, after(hours=2)),
        *transfer("f", "ann", "bob", 10, after(hours=3)),
        lc.Login(id="in", at=after(hours=4), member="bob"),
    ]
    replayed = lc.replay(shop, told)
    assert counts(replayed) == (6, 0, 2)
    assert replayed.explain("bob", "d-b").beans == 20
    assert replayed.explain("ann", "e-a").refusal == "insufficient_beans"
    assert replayed.explain("bob", "f-b").beans == 10
    with pytest.raises(lc.LoyaltyCoreError, match="another event of its group 'e' was") as caught:
        replayed.explain("bob", "e-b")
    assert caught.value.code == "group_not_explained"


def test_a_tombstone_names_nobody(shop):
    told = lc.Login(id="in", at=after(), member=lc.id_hash("ann"))
    for door in (lc.Engine(shop).apply, lambda each: lc.replay(shop, [each])):
        with pytest.raises(lc.DataError, match="tombstone") as caught:
            door(told)
        assert caught.value.code == "id_invalid"
    with pytest.raises(lc.DataError) as caught:
        lc.replay(shop, [lc.Login(id="a", at=after(), member="ann"), told])
    assert (caught.value.row, caught.value.column) == (1, "events.member")


def test_an_event_is_explained_by_what_its_group_left_before_it(shop):
    told = [
        lc.Adjusted(id="gift", at=after(), member="ann", beans=100),
        *(
            lc.Adjusted(id=id, at=after(hours=1), member=member, beans=beans, group="d")
            for id, member, beans in (("d1", "ann", -80), ("d2", "ann", -80), ("d3", "bob", 160))
        ),
    ]
    replayed = lc.replay(shop, told)
    assert list(replayed.refusals["code"]) == [
        "group_refused", "insufficient_beans", "group_refused",
    ]  # fmt: skip
    assert replayed.explain("ann", "d2").refusal == "insufficient_beans"
    for member, event in (("ann", "d1"), ("bob", "d3")):
        with pytest.raises(lc.LoyaltyCoreError, match="another event of its group 'd' was"):
            replayed.explain(member, event)
