"""The seeded draw: who wins depends on the seed and the entry's own id, on nothing else."""

import random

import pytest

import loyaltycore as lc
from tests.python.build import NOON

ENTRIES = [f"entry-{n}" for n in range(200)]


def test_the_order_of_entries_changes_nothing():
    rows = list(ENTRIES)
    random.Random(1).shuffle(rows)
    assert lc.draw_winners(7, "may", rows, 5) == lc.draw_winners(7, "may", ENTRIES, 5)


def test_seed_and_name_of_the_draw_decide():
    draws = {tuple(lc.draw_winners(seed, draw, ENTRIES, 5)) for seed in (7, 8) for draw in "ab"}
    assert len(draws) == 4


def test_the_numbers_are_published():
    assert lc.draw_number(7, "may", "entry-1") == lc.draw_number(7, "may", "entry-1")
    assert lc.draw_number(1, "d", 5) == lc.draw_number(1, "d", "5")
    assert 0 <= lc.draw_number(1, "d", 5) < 2**64


def test_an_entry_that_stands_twice_is_one():
    assert sorted(lc.draw_winners(7, "may", [3, 3, 4], 9)) == [3, 4]
    with pytest.raises(lc.DataError):
        lc.draw_winners(7, "may", [], -1)


def test_prizes_are_granted_once(ann):
    won = lc.prize_events(
        [("entry-1", "ann")], kind="lottery_prize", draw="may", beans=500, at=NOON
    )
    assert won[0].id == "draw:may:entry-1"
    assert ann.apply(won[0]).beans == 500
    assert ann.apply(won[0]).duplicate
