"""The two pictures of the demo, as PNG: tiers by month, beans by month."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loyaltycore.demo.findings import BeanMonths, TierMonths

__all__ = ["beans_picture", "tiers_picture"]

INK = "#333333"
FAINT = "#8a8a8a"
SHADE = "#f1f1ee"
# From unranked to highest: grey, then one hue from light to dark.
TIER_COLOURS = ("#c9c9c9", "#b9794a", "#b9cbda", "#e6c559", "#3f6f9f")
# Colours on which numbers are white.
DARK_COLOURS = {"#b9794a", "#3f6f9f"}
GRANTED, REDEEMED, EXPIRED, OUTSTANDING = "#4c8c6b", "#3f6f9f", "#b5534a", INK
SIZE = (9.6, 4.4)


def tiers_picture(months: TierMonths) -> bytes:
    """Draw the households of each tier at the end of each month."""
    figure, (axes,) = _figure(SIZE, 1)
    places = list(range(len(months.months)))
    floor = [0] * len(places)
    colours = _tier_colours(len(months.tiers))
    for tier, counts, colour in zip(months.tiers, months.households, colours, strict=True):
        axes.bar(places, counts, bottom=floor, color=colour, width=0.86, label=tier)
        floor = [below + count for below, count in zip(floor, counts, strict=True)]
    last = months.shopping_months - 1
    below = 0
    for counts, colour in zip(months.households, colours, strict=True):
        if counts[last] >= 0.02 * floor[last]:
            axes.text(
                last,
                below + counts[last] / 2,
                f"{counts[last]:,}",
                ha="center",
                va="center",
                fontsize=8,
                color="white" if colour in DARK_COLOURS else INK,
            )
        below += counts[last]
    axes.set_title("Households in each tier at the end of the month", loc="left")
    axes.set_ylabel("households")
    axes.set_ylim(top=1.12 * max(floor))
    _legend(axes, len(months.tiers))
    _finish(axes, months.months, months.shopping_months, note_at=0.95)
    return _png(figure)


def beans_picture(months: BeanMonths) -> bytes:
    """Draw the beans that came and went, and what is left, by month."""
    figure, (flows, stock) = _figure((9.6, 6.8), 2)
    places = list(range(len(months.months)))
    thousand = [value / 1000 for value in months.granted]
    flows.bar(places, thousand, color=GRANTED, width=0.86, label="granted")
    gone = [-value / 1000 for value in months.redeemed]
    lapsed = [-value / 1000 for value in months.expired]
    flows.bar(places, gone, color=REDEEMED, width=0.86, label="redeemed")
    flows.bar(places, lapsed, bottom=gone, color=EXPIRED, width=0.86, label="expired")
    flows.axhline(0, color=INK, linewidth=0.8)
    flows.set_title("Beans granted (up), redeemed and expired (down) in the month", loc="left")
    flows.set_ylabel("thousand beans")
    _legend(flows, 3)
    _finish(flows, months.months, months.shopping_months, note_at=0.94)

    per_yuan = months.beans_per_yuan
    left = [value / 1000 for value in months.outstanding]
    stock.plot(places, left, color=OUTSTANDING, linewidth=1.8, marker="o", markersize=3)
    stock.set_ylim(bottom=0)
    stock.set_title("Beans outstanding at the end of the month, and their value", loc="left")
    stock.set_ylabel("thousand beans")
    worth = stock.secondary_yaxis(
        "right", functions=(lambda x: x * 1000 / per_yuan, lambda y: y * per_yuan / 1000)
    )
    worth.set_ylabel("yuan")
    worth.tick_params(length=0)
    worth.yaxis.set_major_formatter(_with_commas())
    _finish(stock, months.months, months.shopping_months, note_at=0.08)
    return _png(figure)


def _tier_colours(count: int) -> list[str]:
    """Return one colour a tier; a programme may have more tiers than we have colours."""
    if count <= len(TIER_COLOURS):
        return list(TIER_COLOURS[:count])
    from matplotlib import colormaps

    return [str(_hex(colormaps["cividis"](i / (count - 1)))) for i in range(count)]


def _hex(colour: Any) -> Any:
    from matplotlib.colors import to_hex

    return to_hex(colour)


def _figure(size: tuple[float, float], rows: int) -> tuple[Any, list[Any]]:
    """Return a figure that no window system and no global state knows."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=size)
    figure.set_layout_engine("constrained", hspace=0.08)
    FigureCanvasAgg(figure)
    return figure, [figure.add_subplot(rows, 1, row + 1) for row in range(rows)]


def _with_commas() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: f"{value:,.0f}")


def _legend(axes: Any, columns: int) -> None:
    """Put the legend above the bars, beside the title."""
    axes.legend(
        loc="lower right",
        bbox_to_anchor=(1, 1),
        ncols=columns,
        frameon=False,
        fontsize=8.5,
        handlelength=1,
        columnspacing=1.2,
        borderaxespad=0.3,
    )


def _finish(axes: Any, months: list[str], shopping_months: int, note_at: float) -> None:
    """Name the months, leave out what says nothing, shade the months without purchases."""
    step = 1 if len(months) <= 13 else 3
    axes.set_xticks(range(0, len(months), step), months[::step], fontsize=8.5)
    axes.set_xlim(-0.6, len(months) - 0.4)
    axes.yaxis.set_major_formatter(_with_commas())
    axes.tick_params(length=0, colors=INK)
    axes.grid(axis="y", color="#e4e4e0", linewidth=0.7)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    if shopping_months < len(months):
        axes.axvspan(shopping_months - 0.5, len(months) - 0.4, color=SHADE, zorder=-5)
        axes.annotate(
            "no purchases in the data: only what falls due",
            (shopping_months - 0.3, note_at),
            xycoords=("data", "axes fraction"),
            va="center",
            fontsize=8.5,
            color=FAINT,
        )


def _png(figure: Any) -> bytes:
    """Return the picture; nothing in it depends on the time or the place of the run."""
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=150, metadata={"Software": None})
    return buffer.getvalue()
