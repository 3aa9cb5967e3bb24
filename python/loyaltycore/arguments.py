"""Arguments of callers, checked before the core takes them, by the same words everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from loyaltycore import _core
from loyaltycore._events.common import made_order
from loyaltycore.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltycore._core import Event, Line, Tender
    from loyaltycore._events.common import Instant

__all__ = [
    "beans_wanted",
    "cart_event",
    "check_choice",
    "not_negative",
    "public_names",
    "refused_argument",
    "stored_bytes",
]


def check_choice(argument: str, value: object, choices: tuple[str, ...]) -> None:
    """Refuse an argument that is none of its choices."""
    if value not in choices:
        known = ", ".join(repr(each) for each in choices)
        raise refused_argument(argument, f"got {value!r}", f"write one of {known}")


def refused_argument(argument: str, what: str, remedy: str) -> DataError:
    """Return the error for an argument."""
    return DataError(
        f"{argument}: {what}; {remedy}", column=argument, remedy=remedy, code="argument_invalid"
    )


def cart_event(
    cart: Event | Iterable[Line],
    at: Instant | None,
    tenders: Iterable[Tender],
    freight_fen: int,
    where: dict[str, Any],
) -> Event:
    """Return a cart as the order_placed event that a quote is asked for."""
    if isinstance(cart, _core.Event):
        return cart
    if at is None:
        remedy = "pass at=, an aware datetime or int microseconds"
        message = f"at: a quote of lines needs the time at which it is asked; {remedy}"
        raise DataError(message, column="at", remedy=remedy, code="field_missing")
    return made_order(
        "order_placed",
        "loyaltycore.quote",
        at,
        where,
        order=None,
        lines=cart,
        tenders=tenders,
        freight_fen=freight_fen,
    )


def beans_wanted(beans: int | Literal["all"]) -> int:
    """Return what the core takes: -1 is as many as the cart may take."""
    return -1 if beans == "all" else not_negative(beans, "beans")


def not_negative(number: int, name: str) -> int:
    """Return an exact int that is at least 0; DataError for anything else."""
    number = _core.count(number, name)
    if number < 0:
        remedy = "write 0 or more"
        message = f"{name}: got {number}; {remedy}"
        raise DataError(message, column=name, remedy=remedy, code="field_invalid")
    return number


_BYTES = "pass the bytes that save() returned; of a file, Path(path).read_bytes()"


def stored_bytes(data: bytes) -> bytes:
    """Return what is to be loaded; its type is told, never its content."""
    if not isinstance(data, bytes):
        raise TypeError(f"data: got {type(data).__name__}, {_BYTES}")
    return data


def public_names(names: Iterable[str]) -> list[str]:
    """Return names without those that the package itself calls."""
    own = {"explain_id", "explain_next"}
    return [each for each in names if not each.startswith("core_") and each not in own]
