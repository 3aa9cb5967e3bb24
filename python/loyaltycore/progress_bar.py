"""How long work shows how far it is: a bar, a caller's own function, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Bar"]


class Bar:
    """What `progress=` says, as a context.

    Parameters
    ----------
    progress : bool or callable, optional
        True is a bar of tqdm on standard error; a callable gets (events done, events in all).
    """

    def __init__(self, progress: bool | Callable[[int, int], object] | None) -> None:
        self._call = progress if callable(progress) else None
        self._bar: Any = None
        self._wanted = progress is True

    def __enter__(self) -> Callable[[int, int], object] | None:
        if self._call is not None:
            return self._call
        return self._show if self._wanted else None

    def _show(self, done: int, events: int) -> None:
        if self._bar is None:
            try:
                from tqdm.auto import tqdm
            except ImportError as error:
                message = "progress=True needs tqdm: pip install 'loyaltycore[cli]'"
                raise ImportError(message) from error
            self._bar = tqdm(total=events, unit=" events", unit_scale=True)
        self._bar.total = events  # Of a stream it grows with every chunk.
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
