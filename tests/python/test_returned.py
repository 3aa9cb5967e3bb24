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
