"""Standard pictures of a replay; matplotlib is imported here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from loyaltycore.replay_result import Replay

__all__ = ["plot_beans", "plot_tiers"]


def _months(days: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return days since 1970 as dates."""
    return days.astype(np.int64).astype("datetime64[D]")


def _axes(ax: Any, title: str) -> Any:
    """Return the axes to draw on."""
    if ax is None:
        try:
            import matplotlib.pyplot as plt
        except ImportError as error:
            message = "pictures need matplotlib: pip install 'loyaltycore[plot]'"
            raise ImportError(message) from error
        _, ax = plt.subplots(figsize=(8, 4), layout="constrained")
    ax.set_title(title, loc="left")
    return ax


def plot_tiers(result: Replay, ax: Any = None) -> Any:
    """Draw how many members are in each tier at the end of each month.

    Parameters
    ----------
    result : Replay
        With the output "monthly".
    ax : matplotlib Axes, optional
        Where to draw; default: a new figure.

    Returns
    -------
    matplotlib Axes
    """
    part, words = result.parts["monthly"]["tiers"], result.parts["words"]["tier"]
    months, place = np.unique(part["month"], return_inverse=True)
    ax = _axes(ax, f"Members by tier, {result.program.id}")
    stack = []
    names = [name for name in result.program.tier_names if name in words]
    for name in names:
        chosen = part["tier"] == words.index(name)
        counts = np.zeros(len(months), dtype=np.int64)
        counts[place[chosen]] = part["members"][chosen]
        stack.append(counts)
    ax.stackplot(_months(months), stack, labels=names)
    ax.set_ylabel("members")
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_beans(result: Replay, ax: Any = None) -> Any:
    """Draw beans issued, redeemed and expired in each month, and what was outstanding at its end.

    Parameters
    ----------
    result : Replay
        With the output "monthly".
    ax : matplotlib Axes, optional
        Where to draw; default: a new figure.

    Returns
    -------
    matplotlib Axes
    """
    columns = result.monthly_columns()
    months = _months(columns["month"].days)
    ax = _axes(ax, f"Beans by month, {result.program.id}")
    width = np.timedelta64(24, "D")
    ax.bar(months, columns["issued"], width=width, label="issued")
    ax.bar(months, -columns["redeemed"], width=width, label="redeemed")
    ax.bar(months, -columns["expired"], bottom=-columns["redeemed"], width=width, label="expired")
    ax.plot(months, columns["outstanding"], color="black", label="outstanding")
    ax.set_ylabel("beans")
    ax.legend(loc="upper left", frameon=False)
    return ax
