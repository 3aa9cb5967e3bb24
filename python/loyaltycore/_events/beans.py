"""Events of beans outside orders, and of the member as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltycore._events.common import made

if TYPE_CHECKING:
    from typing import Unpack

    from loyaltycore._core import Event
    from loyaltycore._events.common import Common, Id, Instant, Where


def BeansRedeemed(
    *,
    id: Id,
    at: Instant,
    beans: int,
    subject: Id | None = None,
    amount_fen: int = 0,
    category: str | None = None,
    order: Id | None = None,
    **common: Unpack[Where],
) -> Event:
    """Say that beans were spent outside an order, or commit a hold.

    Parameters
    ----------
    beans : int
        Beans; of a hold at most what it holds, the rest is released.
    subject : str or int, optional
        The hold to commit.
    amount_fen : int, default 0
        What is paid, fen; without a hold the caps are asked of it.
    category : str, optional
        Its category.
    order : str or int, optional
        The order that it pays.
    """
    return made(
        "beans_redeemed",
        id,
        at,
        common,
        beans=beans,
        subject=subject,
        amount_fen=amount_fen,
        category=category,
        order=order,
    )


def BeansExchanged(
    *,
    id: Id,
    at: Instant,
    item: str,
    quantity: int = 1,
    amount_fen: int = 0,
    subject: Id | None = None,
    **common: Unpack[Where],
) -> Event:
    """Say that beans (and cash) were exchanged for an item of the catalogue.

    Parameters
    ----------
    item : str
        Item of the programme's catalogue.
    quantity : int, default 1
        How many.
    amount_fen : int, default 0
        Cash paid beside the beans, fen.
    subject : str or int, optional
        The exchange's own id, for its effects.
    """
    return made(
        "beans_exchanged",
        id,
        at,
        common,
        item=item,
        quantity=quantity,
        amount_fen=amount_fen,
        subject=subject,
    )


def BeansHeld(
    *,
    id: Id,
    at: Instant,
    beans: int,
    subject: Id,
    expires_at: Instant | None = None,
    in_doubt: bool = False,
    amount_fen: int = 0,
    category: str | None = None,
    **common: Unpack[Where],
) -> Event:
    """Set beans aside; `subject` names the hold.

    Parameters
    ----------
    beans : int
        Beans.
    subject : str or int
        The hold's id.
    expires_at : datetime or int, optional
        When the hold ends by itself; default: never.
    in_doubt : bool, default False
        No time-out releases it, until it is committed or released.
    amount_fen : int, default 0
        What is to be paid, fen; 0 asks only the balance.
    category : str, optional
        Its category.
    """
    return made(
        "beans_held",
        id,
        at,
        common,
        beans=beans,
        subject=subject,
        expires_at=expires_at,
        in_doubt=in_doubt,
        amount_fen=amount_fen,
        category=category,
    )


def BeansReleased(
    *,
    id: Id,
    at: Instant,
    subject: Id,
    **common: Unpack[Common],
) -> Event:
    """Give the beans of a hold back.

    Parameters
    ----------
    subject : str or int
        The hold.
    """
    return made("beans_released", id, at, common, subject=subject)


def BeansClaimed(
    *,
    id: Id,
    at: Instant,
    order: Id | None = None,
    subject: Id | None = None,
    **common: Unpack[Common],
) -> Event:
    """Claim pending beans that wait for it: all, those of an order or of an event.

    Parameters
    ----------
    order : str or int, optional
        Only those of this order.
    subject : str or int, optional
        Only those of this event.
    """
    return made("beans_claimed", id, at, common, order=order, subject=subject)


def Adjusted(
    *,
    id: Id,
    at: Instant,
    beans: int = 0,
    growth: int = 0,
    expires_at: Instant | None = None,
    purse: str | None = None,
    ladder: str | None = None,
    **common: Unpack[Common],
) -> Event:
    """Correct growth or beans by hand, up or down.

    Parameters
    ----------
    beans : int, default 0
        Beans, may be negative.
    growth : int, default 0
        Growth, may be negative.
    expires_at : datetime or int, optional
        When the beans given expire; default: by the programme.
    purse : str, optional
        Purse of the beans; default: `beans`.
    ladder : str, optional
        Ladder of the growth; default: `growth`.
    """
    books = {"purse": purse, "ladder": ladder}
    return made(
        "adjusted", id, at, common, beans=beans, growth=growth, expires_at=expires_at, **books
    )


def Imported(
    *,
    id: Id,
    at: Instant,
    beans: int = 0,
    growth: int = 0,
    tier: str | None = None,
    expires_at: Instant | None = None,
    purse: str | None = None,
    ladder: str | None = None,
    **common: Unpack[Common],
) -> Event:
    """Take over what a member had elsewhere.

    Parameters
    ----------
    beans : int, default 0
        Beans.
    growth : int, default 0
        Growth.
    tier : str, optional
        Tier; default: found by growth.
    expires_at : datetime or int, optional
        When the beans expire; default: by the programme.
    purse : str, optional
        Purse of the beans; default: `beans`.
    ladder : str, optional
        Ladder of the growth; default: that of the tier, else `growth`.
    """
    books = {"tier": tier, "purse": purse, "ladder": ladder}
    return made(
        "imported", id, at, common, beans=beans, growth=growth, expires_at=expires_at, **books
    )


def Erased(
    *,
    id: Id,
    at: Instant,
    **common: Unpack[Common],
) -> Event:
    """Forget a member: open beans are forfeited, a tombstone stays."""
    return made("erased", id, at, common)


def AccountSuspended(
    *,
    id: Id,
    at: Instant,
    **common: Unpack[Common],
) -> Event:
    """Say that a member may not use beans any more; it earns on, and what is held stays held."""
    return made("account_suspended", id, at, common)


def AccountRestored(
    *,
    id: Id,
    at: Instant,
    **common: Unpack[Common],
) -> Event:
    """Say that a suspended member may use beans again."""
    return made("account_restored", id, at, common)


def Tick(
    *,
    at: Instant,
    id: Id = "tick",
    **common: Unpack[Common],
) -> Event:
    """Let time pass: what fell due is settled, and nothing else can change.

    A tick is never remembered: it needs no id of its own.
    """
    return made("tick", id, at, common)
