"""How an id is shown where its text is not known."""

import pytest

import loyaltycore as lc
from tests.python.build import after, order


def test_a_host_finds_its_order_by_the_hash_in_a_record(shop):
    brief = shop.with_({"returns.horizon_days": 30})
    engine = lc.Engine(brief)
    engine.apply(order("o1", 29_900, member="ann"))
    closed = engine.settle(after(days=31))["ann"]
    ((named, line, record),) = closed.archived
    assert (named, line) == (lc.id_hash("o1"), 1)
    assert record
    assert lc.id_hash(17) == lc.id_hash("17")


def test_what_is_no_id_has_no_hash():
    with pytest.raises(TypeError):
        lc.id_hash(1.5)
