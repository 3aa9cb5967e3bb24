"""Events: one function per kind, keyword arguments only, exact values.

An event is a fact in the past, never an order. Every function returns an immutable `Event` that
compares by value, prints itself, pickles, and goes to JSON and back. A kind that a programme
declares is made by `Event.declared(name, id=..., at=..., ...)`.

Arguments common to all of them:

id : str or int
    Names the fact for ever: 1 to 128 bytes of UTF-8, or an int that stands for its decimal text.
at : datetime or int
    When it happened: an aware datetime, or microseconds since 1970-01-01 UTC.
recorded_at : datetime or int, optional
    When the door learnt of it; default: `at`.
sequence : int, optional
    The caller's own order of decisions.
member : str or int, optional
    Whom it happened to; may be left out where the door knows it.
group : str or int, optional
    Shared by the events of one deal between members: a referral, a sale, a transfer.
token : str or int, optional
    What the door issued for a shared limit; evidence only.

Where they make sense: `channel`, `store` (names of the data), `segments`, `labels` (lists of str).

Amounts are whole fen (1/100 yuan) as int. A float, Decimal, str or bool as an amount, a naive
datetime, and text that is not valid Unicode raise DataError, which names the field in `.column`.
"""

from __future__ import annotations

from loyaltycore._core import Event, Line, Tender
from loyaltycore._events.activity import (
    CreditUpdated,
    Login,
    PhotoShown,
    ProfileVerified,
    QuestionAnswered,
    Referred,
    ReviewApproved,
    ReviewDeleted,
    Shared,
    SignIn,
    StoreJoined,
    StoreVisited,
    TopUp,
)
from loyaltycore._events.beans import (
    AccountRestored,
    AccountSuspended,
    Adjusted,
    BeansClaimed,
    BeansExchanged,
    BeansHeld,
    BeansRedeemed,
    BeansReleased,
    Erased,
    Imported,
    Tick,
)
from loyaltycore._events.orders import (
    LineReturned,
    OrderCancelled,
    OrderCompleted,
    OrderPaid,
    OrderPlaced,
    OrderRefused,
)

__all__ = [
    "AccountRestored",
    "AccountSuspended",
    "Adjusted",
    "BeansClaimed",
    "BeansExchanged",
    "BeansHeld",
    "BeansRedeemed",
    "BeansReleased",
    "CreditUpdated",
    "Erased",
    "Event",
    "Imported",
    "Line",
    "LineReturned",
    "Login",
    "OrderCancelled",
    "OrderCompleted",
    "OrderPaid",
    "OrderPlaced",
    "OrderRefused",
    "PhotoShown",
    "ProfileVerified",
    "QuestionAnswered",
    "Referred",
    "ReviewApproved",
    "ReviewDeleted",
    "Shared",
    "SignIn",
    "StoreJoined",
    "StoreVisited",
    "Tender",
    "Tick",
    "TopUp",
]
