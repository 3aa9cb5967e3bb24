"""What the demo is doing, told on standard error while it works."""

from __future__ import annotations

import sys
from time import perf_counter

__all__ = ["Steps"]


class Steps:
    """The steps of long work, one after the other.

    Parameters
    ----------
    shown : bool, optional
        Whether to tell them; default: only when standard error is a terminal.
    """

    def __init__(self, shown: bool | None = None) -> None:
        self.shown = sys.stderr.isatty() if shown is None else shown
        """Also what `progress=` of a replay should be: its bar is part of the step."""
        self._begun = perf_counter()

    def __call__(self, what: str) -> None:
        """Say what comes now, and when that is."""
        if self.shown:
            seconds = perf_counter() - self._begun
            print(f"[{seconds:4.1f} s] {what}", file=sys.stderr, flush=True)
