"""The flat table that people have, into events: every assumption said, every conversion exact."""

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import loyaltycore as lc


def table(**changes):
    """Six lines of four orders of two members."""
    columns = {
        "who": [1, 1, 1, 2, 2, 2],
        "basket": ["a", "a", "b", "c", "c", "d"],
        "when": pd.date_range("2017-01-05 10:00", periods=6, freq="D"),
        "usd": [3.99, 10.0, 0.1, 29.95, 5.05, 100.0],
        "dept": ["DRUG", "MEAT", "DRUG", None, "MEAT", "DRUG"],
        "pieces": [1, 2, 1, 1, 1, 1],
    }
    return pd.DataFrame(columns | changes)


NAMES = {
    "member": "who",
    "time": "when",
    "amount": "usd",
    "order": "basket",
    "category": "dept",
    "quantity": "pieces",
    "zone": "UTC",
    "currency_fen_per_unit": 700,
}


def test_money_is_exact_and_orders_are_grouped():
    made = lc.events_from_transactions(table(), **NAMES)
    assert made.lines["amount_fen"].tolist() == [2793, 7000, 70, 20_965, 3535, 70_000]
    assert made.events["id"].tolist() == ["a", "b", "c", "d"]
    assert made.lines["line"].tolist() == [1, 2, 1, 1, 2, 1]
    first = int(datetime(2017, 1, 5, 10, tzinfo=UTC).timestamp()) * 1_000_000
    assert made.events["occurred_at_us"][0] == first
    assert made.history().members == 2
    assert "exactly" in str(made)
    assert "700 fen" in str(made)
    assert "no column of channels" in str(made)
    assert "<li>" in made._repr_html_()
    assert repr(made) == "<Transactions: 4 events, 6 lines>"


def test_every_row_is_an_order_without_a_column_of_orders():
    made = lc.events_from_transactions(table(), member="who", time="when", amount="usd", zone="UTC")
    assert made.counts["events"] == 6
    assert "order of its own" in str(made)


@pytest.mark.parametrize(
    ("amounts", "fen"),
    [
        pytest.param([0.005, 0.015, 0.025], [0, 2, 2], id="half to even"),
        pytest.param([1.1, 2.2, 3.3], [110, 220, 330], id="shortest decimal"),
        pytest.param([Decimal("1.10"), Decimal(2), 3], [110, 200, 300], id="decimals"),
    ],
)
def test_fractions_of_a_fen_are_rounded_and_said(amounts, fen):
    frame = pd.DataFrame({"who": [1] * 3, "when": pd.date_range("2017", periods=3, tz="UTC")})
    frame["usd"] = pd.Series(amounts, dtype=object if isinstance(amounts[0], Decimal) else None)
    made = lc.events_from_transactions(
        frame, member="who", time="when", amount="usd", zero_amount="keep"
    )
    assert made.lines["amount_fen"].tolist() == fen


def test_naive_times_need_a_zone():
    with pytest.raises(lc.DataError) as caught:
        lc.events_from_transactions(table(), **(NAMES | {"zone": None}))
    assert caught.value.code == "time_naive"
    eastern = lc.events_from_transactions(table(), **(NAMES | {"zone": "America/New_York"}))
    utc = lc.events_from_transactions(table(), **NAMES)
    apart = eastern.events["occurred_at_us"] - utc.events["occurred_at_us"]
    assert set(apart.tolist()) == {5 * 3_600_000_000}


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 1e300])
def test_what_is_no_money_names_column_and_row(bad):
    with pytest.raises(lc.DataError) as caught:
        lc.events_from_transactions(table(usd=[1.0, 2.0, bad, 4.0, 5.0, 6.0]), **NAMES)
    assert (caught.value.column, caught.value.row) == ("usd", 2)


def test_zero_amounts_are_a_choice():
    frame = table(usd=[0.0, 10.0, 0.1, 29.95, 5.05, 100.0])
    with pytest.raises(lc.DataError, match="zero_amount"):
        lc.events_from_transactions(frame, **NAMES)
    dropped = lc.events_from_transactions(frame, **NAMES, zero_amount="drop")
    kept = lc.events_from_transactions(frame, **NAMES, zero_amount="keep")
    assert (dropped.counts["lines"], kept.counts["lines"]) == (5, 6)
    assert "1 lines of no money are left out" in str(dropped)


def test_zero_quantities_are_a_choice():
    frame = table(pieces=[0, 2, 1, 1, 1, 1])
    with pytest.raises(lc.DataError, match="zero_quantity"):
        lc.events_from_transactions(frame, **NAMES)
    one = lc.events_from_transactions(frame, **NAMES, zero_quantity="one")
    assert one.lines["quantity"].tolist() == [1, 2, 1, 1, 1, 1]
    assert lc.events_from_transactions(frame, **NAMES, zero_quantity="drop").counts["lines"] == 5


def test_negative_lines_are_a_choice():
    frame = table(usd=[3.99, 10.0, 0.1, 29.95, 5.05, -10.0], who=[1, 1, 1, 2, 2, 1])
    with pytest.raises(lc.DataError, match="negative"):
        lc.events_from_transactions(frame, **NAMES)
    assert lc.events_from_transactions(frame, **NAMES, negative="drop").counts["negative"] == 1
    with pytest.raises(lc.DataError, match="returns="):
        lc.events_from_transactions(frame, **NAMES, negative="returns")


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


def test_coupons_pay_and_earn_nothing(shop):
    frame = table(usd=[300.0, 100.0, 0.1, 29.95, 5.05, 50.0])
    frame["off"] = [300.0, 0.0, 0.0, 0.0, 0.0, 60.0]
    made = lc.events_from_transactions(frame, **NAMES, coupon="off")
    paid = lc.replay(shop, made.history(), kind="numpy")
    plain = lc.replay(shop, lc.events_from_transactions(frame, **NAMES).history(), kind="numpy")
    assert paid.counters["refused"] == 0
    assert paid.members["beans"].sum() < plain.members["beans"].sum()
    assert made.counts["coupons_cut"] == 1


def test_the_habit_asks_and_the_core_decides(shop):
    count = 40
    frame = pd.DataFrame(
        {
            "who": [1] * count,
            "basket": np.arange(count),
            "usd": [500.0] * count,
            "when": pd.date_range("2017-01-01", periods=count, freq="D", tz="UTC"),
        }
    )
    habit = lc.RedeemHabit(beans=1000, money_fen=1000, every=4, min_amount_fen=2000)
    made = lc.events_from_transactions(
        frame, member="who", time="when", amount="usd", order="basket", redeem=habit
    )
    assert made.counts["attempts"] == 10
    assert made.counts["events"] == 50
    result = lc.replay(shop, made.history(), kind="numpy")
    assert result.members["redeemed"].sum() > 0
    assert result.counters["accepted"] == count
    codes = result.counters["refused_by_code"]
    assert codes["order_exists"] * 1000 == result.members["redeemed"].sum()


def test_an_order_of_two_members_is_refused():
    with pytest.raises(lc.DataError, match="two members"):
        lc.events_from_transactions(table(basket=["a"] * 6), **NAMES)


def test_the_same_kind_comes_back(shop):
    import polars as pl

    made = lc.events_from_transactions(pl.from_pandas(table()), **NAMES)
    assert lc.replay(shop, made.history()).members.height == 2


def test_a_column_that_is_not_there():
    with pytest.raises(lc.DataError, match="no such column"):
        lc.events_from_transactions(table(), **(NAMES | {"order": "cart"}))
