"""How a module says what falls due of its own: when, and what is to do then."""

from collections.abc import Callable
from typing import Any

from tests.reference.books import Step

Act = Callable[[Step], None]
# What falls due of one kind, in the order in which it stands.
Falling = list[tuple[int, Act]]
# A module's part of the list: a kind of due.KINDS, and what of it falls due as the member stands.
Dues = list[tuple[str, Callable[[Step], Falling]]]


def about(act: Callable[..., None], *what: Any) -> Act:
    """Return what is to do with what it concerns, once its step is known."""
    return lambda step: act(step, *what)
