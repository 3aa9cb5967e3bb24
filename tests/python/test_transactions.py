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
    habit = lc.RedeemHabit(money_fen=1000, every=4, min_amount_fen=2000)
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


def test_how_many_beans_a_habit_costs_is_the_programmes_to_say(shop):
    """The habit names money only; the programme makes beans of it."""
    habit = lc.RedeemHabit(money_fen=1000, every=2)
    frame = table(usd=[900.0] * 6, who=[1] * 6, basket=["a", "b", "c", "d", "e", "f"])
    made = lc.events_from_transactions(frame, **NAMES, redeem=habit)
    spent = {}
    for per_yuan in (100, 200):
        program = shop.with_({"beans.per_yuan": per_yuan})
        result = lc.replay(program, made.history(), kind="numpy")
        accepted = result.counters["refused_by_code"].get("order_exists", 0)
        assert accepted > 0
        spent[per_yuan] = result.members["redeemed"].sum() / accepted
    assert spent == {100: 1000, 200: 2000}


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


# What is refused, under the caller's names. ----------------------------------------------------


def refused(code, column, row, frame=None, **arguments):
    """Check that a table, or an argument, is refused by name, row and remedy."""
    with pytest.raises(lc.DataError) as caught:
        lc.events_from_transactions(table() if frame is None else frame, **(NAMES | arguments))
    error = caught.value
    assert (error.code, error.column, error.row) == (code, column, row), error
    assert error.remedy
    return error


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("zero_amount", "Keep"),
        ("zero_quantity", "keep"),
        ("negative", "bogus"),
        ("negative", None),
        ("zone", "Mars"),
        ("zone", 5),
        ("zone", ""),
        ("currency_fen_per_unit", 0),
        ("currency_fen_per_unit", -1),
    ],
)
def test_an_unknown_choice_names_its_argument(argument, value):
    refused("argument_invalid", argument, None, **{argument: value})


@pytest.mark.parametrize("name", ["money_fen", "every", "min_amount_fen"])
@pytest.mark.parametrize("wrong", [-1000, 10.5, "1", True, 10**13 + 1])
def test_a_habit_is_of_whole_numbers(name, wrong):
    with pytest.raises(lc.DataError) as caught:
        lc.RedeemHabit(**({"money_fen": 1} | {name: wrong}))
    assert caught.value.column == name
    if name != "min_amount_fen":
        with pytest.raises(lc.DataError):
            lc.RedeemHabit(**({"money_fen": 1} | {name: 0}))


@pytest.mark.parametrize("width", [np.float16, np.float32, np.float64, np.longdouble])
def test_a_float_of_any_width_is_what_it_prints(width):
    amounts = np.array(["19.5", "100.25", "0.1"]).astype(width)
    columns = {"who": np.array(["a"] * 3), "usd": amounts, "when": np.arange(3) + 10**15}
    made = lc.events_from_transactions(columns, member="who", time="when", amount="usd")
    shown = [1950, 10_025, 10]
    assert made.lines["amount_fen"].tolist() == shown
    assert "exactly" in str(made)


@pytest.mark.parametrize("kind", ["numpy", "pandas", "polars", "pyarrow"])
def test_money_of_32_bits_is_not_widened(kind):
    import polars as pl
    import pyarrow as pa

    make = {"numpy": dict, "pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}
    columns = {
        "who": np.array(["a", "b", "c"]),
        "usd": np.array([500000.1, 65536.07, 99999.99], dtype=np.float32),
        "when": np.arange(3) + 10**15,
    }
    made = lc.events_from_transactions(make[kind](columns), member="who", time="when", amount="usd")
    assert made.lines["amount_fen"].tolist() == [50_000_010, 6_553_607, 9_999_999]


def test_money_among_objects_is_exact():
    amounts = pd.Series([np.float64(1.1), np.float32(2.2), np.int8(3)], dtype=object)
    frame = pd.DataFrame({"who": [1] * 3, "when": pd.date_range("2017", periods=3, tz="UTC")})
    made = lc.events_from_transactions(
        frame.assign(usd=amounts), member="who", time="when", amount="usd"
    )
    assert made.lines["amount_fen"].tolist() == [110, 220, 300]


def test_a_masked_value_is_a_null():
    columns = {name: table()[name].to_numpy() for name in ("who", "basket", "usd", "pieces")}
    columns["when"] = np.arange(6) + 10**15
    names = {"member": "who", "order": "basket", "amount": "usd", "time": "when"}
    for column in ("usd", "who", "basket", "pieces", "when"):
        hidden = np.ma.array(columns[column], mask=[0, 0, 0, 1, 0, 0])
        with pytest.raises(lc.DataError) as caught:
            lc.events_from_transactions(columns | {column: hidden}, **names, quantity="pieces")
        assert (caught.value.column, caught.value.row) == (column, 3)


def test_times_are_neither_cut_nor_wrapped():
    parts = table(when=pd.date_range("2017", periods=6, freq="ns"))
    refused("time_precision", "when", 1, parts)
    columns = {name: table()[name].to_numpy() for name in ("who", "usd")}
    seconds = np.array([0, 0, 0, 0, 2**62, 0], dtype="datetime64[s]")
    with pytest.raises(lc.DataError) as caught:
        lc.events_from_transactions(
            columns | {"when": seconds}, member="who", time="when", amount="usd", zone="UTC"
        )
    assert (caught.value.code, caught.value.row) == ("value_range", 4)


@pytest.mark.parametrize("first", ["0001-01-01", "1969-12-30", "10000-01-01", "20000-01-01"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_times_that_no_calendar_has_name_their_row(first, zone):
    columns = {
        "who": np.array(["a", "b"]),
        "usd": np.array([1.0, 2.0]),
        "when": np.array(["2017-01-01", first], dtype="datetime64[us]"),
    }
    with pytest.raises(lc.DataError) as caught:
        lc.events_from_transactions(columns, member="who", time="when", amount="usd", zone=zone)
    assert (caught.value.code, caught.value.column, caught.value.row) == ("value_range", "when", 1)


@pytest.mark.parametrize(
    ("quantities", "row"),
    [
        pytest.param([1.0, 1e19, 1, 1, 1, 1], 1, id="a float past 64 bits"),
        pytest.param([1, 1, 2**40, 1, 1, 1], 2, id="more than the core takes"),
        pytest.param([1, 1, 1, -(2**63), 1, 1], 3, id="the least integer"),
    ],
)
def test_a_quantity_does_not_overflow(quantities, row):
    refused("value_range", "pieces", row, table(pieces=quantities), negative="drop")


def test_a_coupon_is_not_negative():
    frame = table().assign(off=[0.0, 0.0, -1.0, 0.0, 0.0, 0.0])
    refused("value_negative", "off", 2, frame, coupon="off")


def test_whole_numbers_name_what_comes_back(shop):
    frame = table(
        usd=[300.0, 100.0, 0.1, 29.95, 5.05, -100.0],
        who=[1, 1, 1, 2, 2, 1],
        basket=[7, 7, 8, 9, 9, 10],
    )
    frame["of"] = pd.array([None, None, None, None, None, 7], "Int64")
    made = lc.events_from_transactions(frame, **NAMES, returns="of", negative="returns")
    assert made.events["id"].tolist() == ["7", "8", "9", "7:return:1"]
    assert lc.replay(shop, made.history()).counters["refused"] == 0
    floats = frame.assign(of=frame["of"].astype("Float64").astype(float))
    assert "Int64" in refused("column_type", "of", 5, floats, returns="of").remedy


@pytest.mark.parametrize("whole", [pd.Categorical([1, 1, 1, 2, 2, 2]), np.array([1] * 6, object)])
def test_whole_numbers_are_ids_however_they_are_held(whole):
    made = lc.events_from_transactions(table(who=whole, basket=range(6)), **NAMES)
    assert made.events["member"].dtype == np.int64


def test_errors_speak_of_the_callers_rows():
    frame = table(usd=[0.0, 10.0, 0.1, -29.95, 5.05, 100.0], basket=["a", "b", "c", "d", "e", "b"])
    refused("value_negative", "usd", 3, frame, zero_amount="drop")
    refused("order_shared", "basket", 5, frame, zero_amount="drop", negative="drop")
    refused("value_zero", "pieces", 4, frame.assign(pieces=[1, 1, 1, 1, 0, 1]), zero_amount="drop")


@pytest.mark.parametrize("column", ["basket", "dept", "who"])
@pytest.mark.parametrize("text", ["x" * 129, "a\0b", "\ud800"], ids=ascii)
def test_text_that_is_no_id_names_its_row(column, text):
    letters = pd.Series(["a", "b", "c", "d", text, "f"], dtype=object)
    refused("id_invalid", column, 4, table(**{column: letters}))


def test_ids_that_are_made_have_room_and_are_their_own():
    frame = table(usd=[3.0, 10.0, 1.0, 2.0, 5.0, -3.0], who=[1] * 6)
    long = frame.assign(basket=["x" * 122, "b", "c", "d", "e", "f"])
    habit = lc.RedeemHabit(money_fen=100)
    fits = lc.events_from_transactions(long, **NAMES, negative="drop", redeem=habit)
    assert max(len(each) for each in fits.events["id"]) == 128
    longer = long.assign(basket=["a", "b", "y" * 123, "d", "e", "f"])
    refused("id_invalid", "basket", 2, longer, negative="drop", redeem=habit)
    back = longer.assign(of=[None] * 5 + ["y" * 123])
    refused("id_invalid", "of", 5, back, returns="of", negative="returns")
    taken = frame.assign(basket=["a", "a:return:1", "c", "d", "e", "f"], of=[None] * 5 + ["a"])
    refused("id_repeated", "of", 5, taken, returns="of", negative="returns")


def test_too_much_money_is_told_of_its_unit():
    error = refused("value_range", "usd", 0, currency_fen_per_unit=10**15)
    assert "currency_fen_per_unit" in error.remedy
    refused("value_range", "usd", 0, table(usd=[6e9] * 6, basket=["a"] * 6, who=[1] * 6))


def test_rows_that_equal_another_are_told():
    assert "equal_rows" not in lc.events_from_transactions(table(), **NAMES).counts
    twice = pd.concat([table(), table().iloc[[0, 4, 0]]], ignore_index=True)
    made = lc.events_from_transactions(twice, **NAMES)
    assert made.counts["equal_rows"] == 3
    assert "3 rows equal an earlier row; each counts" in str(made)
    assert made.counts["lines"] == 9
    alone = {name: column for name, column in NAMES.items() if name != "order"}
    assert lc.events_from_transactions(twice, **alone).counts["equal_rows"] == 3
