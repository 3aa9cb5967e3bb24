"""loyaltycore: tiers, beans and tasks of a loyalty programme, by one compiled set of rules.

Start with `Program.preset("jd-2016")`, then `Member(program, id=...).apply(event)` for one event,
or `replay(program, events)` for a whole history. A table of purchases, one row a purchase line,
becomes events by `events_from_transactions`.
"""

from typing import TYPE_CHECKING

from loyaltycore._core import (
    Effect,
    Explanation,
    Quote,
    QuotedLine,
    Refusal,
    Result,
    TraceDecision,
    TraceStep,
    id_hash,
    refusals,
)
from loyaltycore._core import event_kinds as _event_kinds
from loyaltycore._core import tender_kinds as _tender_kinds
from loyaltycore._core import version as __version__
from loyaltycore.comparison import Comparison
from loyaltycore.draw import draw_number, draw_winners, prize_events
from loyaltycore.engine import Engine
from loyaltycore.errors import (
    ConflictError,
    DataError,
    InvariantError,
    LoyaltyCoreError,
    Problem,
    ProgramError,
    SnapshotError,
    StaleQuoteError,
)
from loyaltycore.events import (
    AccountRestored,
    AccountSuspended,
    Adjusted,
    BeansClaimed,
    BeansExchanged,
    BeansHeld,
    BeansRedeemed,
    BeansReleased,
    CreditUpdated,
    Erased,
    Event,
    Imported,
    Line,
    LineReturned,
    Login,
    OrderCancelled,
    OrderCompleted,
    OrderPaid,
    OrderPlaced,
    OrderRefused,
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
    Tender,
    Tick,
    TopUp,
)
from loyaltycore.history import History, history
from loyaltycore.member import Member
from loyaltycore.parameter_table import Parameter
from loyaltycore.program import Difference, Program, Version, presets
from loyaltycore.receipt import Receipt, receipt
from loyaltycore.replay import replay
from loyaltycore.replay_result import Replay
from loyaltycore.statement import Progress, Statement, TaskProgress
from loyaltycore.told import html_of, text_of
from loyaltycore.zones import zone_offsets

if TYPE_CHECKING:
    from loyaltycore.transactions import RedeemHabit, Transactions, events_from_transactions

EVENT_KINDS = _event_kinds()
"""Names of the built-in event kinds."""
TENDER_KINDS = _tender_kinds()
"""Names of the ways to pay."""

__all__ = [
    "EVENT_KINDS",
    "TENDER_KINDS",
    "AccountRestored",
    "AccountSuspended",
    "Adjusted",
    "BeansClaimed",
    "BeansExchanged",
    "BeansHeld",
    "BeansRedeemed",
    "BeansReleased",
    "Comparison",
    "ConflictError",
    "CreditUpdated",
    "DataError",
    "Difference",
    "Effect",
    "Engine",
    "Erased",
    "Event",
    "Explanation",
    "History",
    "Imported",
    "InvariantError",
    "Line",
    "LineReturned",
    "Login",
    "LoyaltyCoreError",
    "Member",
    "OrderCancelled",
    "OrderCompleted",
    "OrderPaid",
    "OrderPlaced",
    "OrderRefused",
    "Parameter",
    "PhotoShown",
    "Problem",
    "ProfileVerified",
    "Program",
    "ProgramError",
    "Progress",
    "QuestionAnswered",
    "Quote",
    "QuotedLine",
    "Receipt",
    "RedeemHabit",
    "Referred",
    "Refusal",
    "Replay",
    "Result",
    "ReviewApproved",
    "ReviewDeleted",
    "Shared",
    "SignIn",
    "SnapshotError",
    "StaleQuoteError",
    "Statement",
    "StoreJoined",
    "StoreVisited",
    "TaskProgress",
    "Tender",
    "Tick",
    "TopUp",
    "TraceDecision",
    "TraceStep",
    "Transactions",
    "Version",
    "__version__",
    "draw_number",
    "draw_winners",
    "events_from_transactions",
    "history",
    "html_of",
    "id_hash",
    "presets",
    "prize_events",
    "receipt",
    "refusals",
    "replay",
    "text_of",
    "zone_offsets",
]


def __dir__() -> list[str]:
    """Name what is for everyone; the modules behind it are found by their own names."""
    return [*__all__, "__doc__", "__file__", "__name__", "__path__", "__spec__"]


def __getattr__(name: str) -> object:
    """Import the flat-table mapper when it is asked for: few need it, all pay for imports."""
    if name in {"RedeemHabit", "Transactions", "events_from_transactions"}:
        from loyaltycore import transactions

        return getattr(transactions, name)
    raise AttributeError(f"module 'loyaltycore' has no attribute {name!r}")
