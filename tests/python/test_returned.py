"""Rows of a flat table that give something back, and the lines that they name."""

import pytest

import loyaltycore as lc
from tests.python.test_transactions import NAMES, table


def test_a_line_that_stands_twice_in_its_order_is_refused_with_its_row():
    numbered = table(number=[1, 2, 1, 1, 1, 1])
    with pytest.raises(lc.DataError, match=r"row 4: line 1 stands twice in order c") as caught:
        lc.events_from_transactions(numbered, line="number", **NAMES)
    assert (caught.value.column, caught.value.code) == ("number", "line_repeated")


def test_returns_of_orders_that_the_table_lacks_are_told():
    made = lc.events_from_transactions(
        table(
            usd=[3.99, 10.0, 0.1, 29.95, -5.05, -100.0],
            gives_back=[None, None, None, None, "c", "elsewhere"],
        ),
        returns="gives_back",
        negative="returns",
        **NAMES,
    )
    assert made.counts["returns_of_unknown_orders"] == 1
    assert "1 of them name an order that the table does not have, and will be refused" in str(made)


def test_returns_give_back_the_line_of_their_category(shop):
    frame = table(
        usd=[300.0, 100.0, 0.1, 29.95, 5.05, -100.0],
        who=[1, 1, 1, 2, 2, 1],
        dept=["DRUG", "MEAT", "DRUG", None, "MEAT", "MEAT"],
        pieces=[1, 1, 1, 1, 1, -1],
    )
    frame["of"] = [None, None, None, None, None, "a"]
    made = lc.events_from_transactions(frame, **NAMES, returns="of", negative="returns")
    assert made.events["kind"][-1] == "line_returned"
    assert (made.events["line"][-1], made.events["quantity"][-1]) == (2, 1)
    result = lc.replay(shop, made.history(), kind="numpy")
    assert result.counters["refused"] == 0
    assert result.members["clawed_back"].sum() > 0


def gave_back(returned, **columns):
    """Convert six rows of which the last are returns, by SKU."""
    frame = table(who=[1] * 6, pieces=[1, 1, 1, 1, -1, -1], basket=["a", "a", "a", "b", "x", "y"])
    frame["item"] = ["s", "t", "s", "u", "s", "s"]
    frame["gives"] = [None] * 4 + returned
    frame = frame.assign(usd=[10.0, 20.0, 10.0, 5.0, -10.0, -10.0]).assign(**columns)
    names = {name: column for name, column in NAMES.items() if name != "category"}
    return lc.events_from_transactions(
        frame, **names, sku="item", returns="gives", negative="returns"
    )


def test_a_second_return_of_a_sku_takes_the_next_line_that_has_pieces(shop):
    made = gave_back(["a", "a"])
    assert made.events["line"][-2:].tolist() == [1, 3]
    assert lc.replay(shop, made.history()).counters["refused"] == 0
    assert not {"returns_of_unknown_skus", "returns_of_other_amounts"} & made.counts.keys()


def test_a_return_of_a_sku_that_its_order_lacks_is_told():
    made = gave_back(["a", "b"], item=["s", "t", "s", "u", "s", "none"])
    assert made.events["line"][-2:].tolist() == [1, 1]
    assert made.counts["returns_of_unknown_skus"] == 1
    assert "1 returns name a SKU that their order does not have" in str(made)


def test_money_of_returns_that_is_not_that_of_their_pieces_is_told():
    made = gave_back(["a", "a"], usd=[10.0, 20.0, 10.0, 5.0, -10.0, -8.0])
    assert made.counts["returns_of_other_amounts"] == 1
    assert "1 returns have another amount than their pieces cost" in str(made)
    thirds = gave_back(["a", "b"], pieces=[3, 1, 1, 1, -1, 1], usd=[10, 1, 1, 5, -3.33, -5])
    assert "returns_of_other_amounts" in thirds.counts, "700 fen a unit: 3.33 is not a third of 10"
    exact = gave_back(["a", "b"], pieces=[3, 1, 1, 1, -1, 1], usd=[10, 1, 1, 5, -3.3333, -5])
    assert "returns_of_other_amounts" not in exact.counts


def test_returns_of_others_orders_and_of_later_ones_are_told(shop):
    made = gave_back(["a", "b"], who=[1, 1, 1, 1, 2, 1])
    assert made.counts["returns_of_others_orders"] == 1
    days = table()["when"].tolist()
    late = gave_back(["a", "b"], when=[*days[:3], days[5], days[4], days[4]])
    assert late.counts["returns_of_others_orders"] == 1
    assert "1 of them name an order of another member, or one bought later" in str(late)
    for each in (made, late):
        assert each.counts["returns_of_unknown_orders"] == 0
        assert lc.replay(shop, each.history()).counters["refused"] == 1
    assert "returns_of_others_orders" not in gave_back(["a", "b"]).counts
