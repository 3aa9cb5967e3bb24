"""Events of what members do beside buying: logins, reviews, shares, visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltycore._events.common import made

if TYPE_CHECKING:
    from typing import Unpack

    from loyaltycore._core import Event
    from loyaltycore._events.common import Common, Id, Instant, Where


def Login(
    *,
    id: Id,
    at: Instant,
    **common: Unpack[Where],
) -> Event:
    """Say that a member logged in."""
    return made("login", id, at, common)


def SignIn(
    *,
    id: Id,
    at: Instant,
    **common: Unpack[Where],
) -> Event:
    """Say that a member signed in for the day."""
    return made("sign_in", id, at, common)


def ReviewApproved(
    *,
    id: Id,
    at: Instant,
    order: Id | None = None,
    line: int = 0,
    subject: Id | None = None,
    amount_fen: int = 0,
    category: str | None = None,
    brand: str | None = None,
    sku: Id | None = None,
    ordinal: int = 0,
    completed_at: Instant | None = None,
    copied_percent: int = 0,
    duplicate_percent: int = 0,
    reporters: int = 0,
    **common: Unpack[Where],
) -> Event:
    """Say that a review was approved; its id names the review unless `subject` does.

    Parameters
    ----------
    order : str or int, optional
        The order that was reviewed.
    line : int, default 0
        Its line.
    subject : str or int, optional
        The review's id.
    amount_fen : int, default 0
        Price of the item, fen.
    category : str, optional
        Its category.
    brand : str, optional
        Its brand.
    sku : str or int, optional
        Its SKU.
    ordinal : int, default 0
        The how-manyeth of the item, issued by the door; 0 = not numbered.
    completed_at : datetime or int, optional
        When the item was received; default: what the open line says.
    copied_percent : int, default 0
        Part that was copied, percent.
    duplicate_percent : int, default 0
        Likeness to others, percent.
    reporters : int, default 0
        Members who reported it.
    """
    return made(
        "review_approved",
        id,
        at,
        common,
        order=order,
        line=line,
        subject=subject,
        amount_fen=amount_fen,
        category=category,
        brand=brand,
        sku=sku,
        ordinal=ordinal,
        completed_at=completed_at,
        copied_percent=copied_percent,
        duplicate_percent=duplicate_percent,
        reporters=reporters,
    )


def ReviewDeleted(
    *,
    id: Id,
    at: Instant,
    subject: Id,
    **common: Unpack[Common],
) -> Event:
    """Say that a review or shown photo was deleted; what it earned is taken back.

    Parameters
    ----------
    subject : str or int
        The review or photo.
    """
    return made("review_deleted", id, at, common, subject=subject)


def PhotoShown(
    *,
    id: Id,
    at: Instant,
    order: Id | None = None,
    line: int = 0,
    subject: Id | None = None,
    amount_fen: int = 0,
    category: str | None = None,
    brand: str | None = None,
    sku: Id | None = None,
    ordinal: int = 0,
    completed_at: Instant | None = None,
    copied_percent: int = 0,
    duplicate_percent: int = 0,
    reporters: int = 0,
    **common: Unpack[Where],
) -> Event:
    """Say that a photo of a purchase was shown; its id names it unless `subject` does.

    Parameters
    ----------
    order : str or int, optional
        The order.
    line : int, default 0
        Its line.
    subject : str or int, optional
        The photo's id.
    amount_fen : int, default 0
        Price of the item, fen.
    category : str, optional
        Its category.
    brand : str, optional
        Its brand.
    sku : str or int, optional
        Its SKU.
    ordinal : int, default 0
        The how-manyeth of the item, issued by the door; 0 = not numbered.
    completed_at : datetime or int, optional
        When the item was received; default: what the open line says.
    copied_percent : int, default 0
        Part that was copied, percent.
    duplicate_percent : int, default 0
        Likeness to others, percent.
    reporters : int, default 0
        Members who reported it.
    """
    return made(
        "photo_shown",
        id,
        at,
        common,
        order=order,
        line=line,
        subject=subject,
        amount_fen=amount_fen,
        category=category,
        brand=brand,
        sku=sku,
        ordinal=ordinal,
        completed_at=completed_at,
        copied_percent=copied_percent,
        duplicate_percent=duplicate_percent,
        reporters=reporters,
    )


def QuestionAnswered(
    *,
    id: Id,
    at: Instant,
    category: str | None = None,
    sku: Id | None = None,
    **common: Unpack[Where],
) -> Event:
    """Say that a member answered another's question.

    Parameters
    ----------
    category : str, optional
        Category of the goods asked about.
    sku : str or int, optional
        Their SKU.
    """
    return made("question_answered", id, at, common, category=category, sku=sku)


def Shared(
    *,
    id: Id,
    at: Instant,
    category: str | None = None,
    sku: Id | None = None,
    **common: Unpack[Where],
) -> Event:
    """Say that a member shared something.

    Parameters
    ----------
    category : str, optional
        Category of what was shared.
    sku : str or int, optional
        Its SKU.
    """
    return made("shared", id, at, common, category=category, sku=sku)


def StoreVisited(
    *,
    id: Id,
    at: Instant,
    **common: Unpack[Where],
) -> Event:
    """Say that a member visited the `store`."""
    return made("store_visited", id, at, common)


def StoreJoined(
    *,
    id: Id,
    at: Instant,
    **common: Unpack[Where],
) -> Event:
    """Say that a member joined the own membership of the `store`."""
    return made("store_joined", id, at, common)


def ProfileVerified(
    *,
    id: Id,
    at: Instant,
    **common: Unpack[Where],
) -> Event:
    """Say that a member's profile was verified."""
    return made("profile_verified", id, at, common)


def Referred(
    *,
    id: Id,
    at: Instant,
    subject: Id | None = None,
    ordinal: int = 0,
    **common: Unpack[Where],
) -> Event:
    """Say that a member brought another one.

    Parameters
    ----------
    subject : str or int, optional
        The referral.
    ordinal : int, default 0
        The how-manyeth, issued by the door; 0 = not numbered.
    """
    return made("referred", id, at, common, subject=subject, ordinal=ordinal)


def TopUp(
    *,
    id: Id,
    at: Instant,
    amount_fen: int,
    category: str | None = None,
    **common: Unpack[Where],
) -> Event:
    """Say that a member topped something up: known, but not built yet.

    Every programme refuses it as `kind_not_built`. A top-up that shall earn today is an own kind of
    the programme, made by `Event.declared`.

    Parameters
    ----------
    amount_fen : int
        Money, fen.
    category : str, optional
        What was topped up.
    """
    return made("top_up", id, at, common, amount_fen=amount_fen, category=category)


def CreditUpdated(
    *,
    id: Id,
    at: Instant,
    input: str,  # noqa: A002 - as the field is called
    value: int,
    **common: Unpack[Common],
) -> Event:
    """Set an input of the programme for a member.

    Parameters
    ----------
    input : str
        Input of the programme.
    value : int
        Its new value.
    """
    return made("credit_updated", id, at, common, input=input, value=value)
