"""The main job on real data: a year of shopping, replayed, pictured and explained.

`run` does it all; docs/demo.md says what is assumed.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from loyaltycore.demo import page, pictures
from loyaltycore.demo.shopping import load
from loyaltycore.demo.steps import Steps
from loyaltycore.demo.year import study_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

__all__ = ["run"]


def run(
    out: str | PathLike[str],
    *,
    threads: int = 0,
    progress: bool | None = None,
    say: Callable[[str], object] = print,
) -> None:
    """Replay the year, print what it shows, and write page, pictures and text.

    Parameters
    ----------
    out : path
        Folder for index.html, tiers.png, beans.png and demo.txt; made if missing.
    threads : int, default 0
        0 uses every core. No result depends on it.
    progress : bool, optional
        Tell the steps, with a bar a replay, on standard error; default: if that is a terminal.
    say : callable
        Gets the text to show.

    Raises
    ------
    NoData
        No package of data is installed; the message says which one to install.
    ProvesNothing
        Too few households move or redeem for the run to show anything.
    """
    started = perf_counter()
    step = Steps(progress)
    step("reading a year of shopping")
    findings = study_year(load(), threads, step)
    step("drawing")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    tiers, beans = pictures.tiers_picture(findings.tiers), pictures.beans_picture(findings.beans)
    (folder / "tiers.png").write_bytes(tiers)
    (folder / "beans.png").write_bytes(beans)
    (folder / "index.html").write_text(page.html(findings, tiers, beans), encoding="utf-8")
    shown = page.text(findings)
    (folder / "demo.txt").write_text(shown, encoding="utf-8")
    say(shown)
    say(f"Made {folder / 'index.html'} in {perf_counter() - started:.1f} s.")
