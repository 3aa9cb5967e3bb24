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
    with pytest.raises(lc.DataError, match="group d stand earlier, but not beside it") as caught:
        lc.Engine(shop).apply_many([given, between, taken])
    assert (caught.value.code, caught.value.row) == ("group_apart", 2)


def test_one_side_of_a_deal_is_not_explained_alone(shop):
    told = transfer("d", "ann", "bob", 5, after(hours=9))
    replayed = lc.replay(shop, told)
    with pytest.raises(lc.LoyaltyCoreError, match="together with the others of its group 'd'") as e:
        replayed.explain("bob", "d-b")
    assert e.value.code == "group_not_explained"
