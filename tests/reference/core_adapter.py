"""The one place that knows how the core is called from Python; the tests speak through it."""

import json
from datetime import date
from types import ModuleType
from typing import Any

from tests.reference.dates import EPOCH
from tests.reference.generator import History
from tests.reference.names import MONEY, MONTHS_KEPT
from tests.reference.records import Movement, Result

# Compared movement by movement; `at` last, so that a difference shows what moved first.
MOVEMENT_FIELDS = (
    "currency",
    "book",
    "from_account",
    "to_account",
    "amount",
    "cause",
    "rule",
    "expires_on",
    "funder",
    "lot_class",
    "line",
    "at",
)
STATE_FIELDS = (
    "growth",
    "tier",
    "tier_expires_at",
    "accounts",
    "buckets",
    "pending_grants",
    "holds",
    "lines",
    "tasks",
    "months",
    "purses",
    "ladders",
    "scores",
    "medals",
)
LADDER_FIELDS = ("growth", "tier", "tier_expires_at", "accounts")
MEDAL_FIELDS = ("at", "medal", "cause", "before", "after")
SCORE_FIELDS = ("at", "score", "cause", "before", "after", "levels", "open", "carried")
NEVER = 2**63 - 1
LINE_FIELDS = (
    "order",
    "line",
    "status",
    "quantity",
    "returned",
    "amount_fen",
    "beans",
    "beans_left",
    "paid",
    "closes_on",
)


class CoreMember:
    """A member of the core, with the calls and answers of the reference member."""

    def __init__(self, core: ModuleType, program: Any) -> None:
        self.core = core
        self.member = core.Member(program, id="m")
        # (order, line) -> bytes of the newest record, in hexadecimal digits.
        self.records: dict[tuple[str, int], str] = {}

    def apply(self, event: dict[str, Any]) -> Result:
        """Apply one event of a history."""
        try:
            return self.result(self.member.apply(self.told(event)))
        except (self.core.ConflictError, self.core.StaleQuoteError) as refused:
            return Result(refusal=refused.code)

    def told(self, event: dict[str, Any]) -> Any:
        """Return an event of a history as the core's, with the record of a closed line."""
        told = {key: value for key, value in event.items() if key != "archived"}
        if event.get("archived") is not None:
            record = self.records.get(tuple(event["archived"]))
            told |= {} if record is None else {"archived": record}
        return self.core.Event.from_json(json.dumps(told))

    def settle(self, as_of: int) -> Result:
        """Settle to an instant."""
        return self.result(self.member.settle(as_of))

    def result(self, answer: Any) -> Result:
        """Translate an answer of the core."""
        for order, line, record in getattr(answer, "archived", None) or []:
            self.records[order, line] = record.hex() if isinstance(record, bytes) else record
        moved = [each for each in answer.effects if kind_of(each) == "moved"]
        return Result(
            refusal=getattr(answer, "refusal", None) or None,
            duplicate=getattr(answer, "duplicate", False),
            # A lot that only changes its day moves from available to available.
            movements=[movement_of(e) for e in moved if e.from_account != e.to_account],
            changes=[
                *(tier_change_of(e) for e in answer.effects if kind_of(e) == "tier_changed"),
                *(score_change_of(e) for e in answer.effects if kind_of(e) == "score_changed"),
                *(medal_change_of(e) for e in answer.effects if kind_of(e) == "medal_changed"),
            ],
        )

    def scores(self) -> dict[str, Any]:
        """Return the scores as they are shown, with days as text."""
        shown: dict[str, Any] = self.member.scores()
        for each in shown.values():
            each["settles_on"] = each["settles_on"] and each["settles_on"].isoformat()
        return shown

    def medals(self) -> dict[str, Any]:
        """Return the medals as they are shown, with days as text and without their families."""
        shown: dict[str, Any] = self.member.medals()
        for each in shown.values():
            each["settles_on"] = each["settles_on"] and each["settles_on"].isoformat()
            del each["family"]
        return shown

    def state(self) -> dict[str, Any]:
        """Return the state in the form of the reference model."""
        state: dict[str, Any] = self.member.state()
        for line in state["lines"]:
            # The model names a class of tenders by its first kind.
            line["paid"] = {name.split("|")[0]: fen for name, fen in line["paid"].items()}
        # The core keeps a month until its place in the ring is needed, the model for 16 months.
        months = state["months"]
        newest = max((month_number(each["month"]) for each in months), default=0)
        kept = [each for each in months if month_number(each["month"]) > newest - MONTHS_KEPT]
        state["months"] = kept
        state["purses"] = purses_of(state)
        state["buckets"] = buckets_of(state["buckets"], MONEY)
        state["ladders"] = ladders_of(state)
        # A version without scores tells none.
        state.setdefault("scores", {})
        state.setdefault("medals", {})
        state["lines"] = [{key: line[key] for key in LINE_FIELDS} for line in state["lines"]]
        return state


def purses_of(state: dict[str, Any]) -> dict[str, Any]:
    """Return what is compared of the purses beside the first, each with its buckets."""
    return {
        name: {
            "available": row["available"],
            "pending": row["pending"],
            "debt": row["debt"],
            "accounts": row["accounts"],
            "buckets": buckets_of(state["buckets"], name),
        }
        for name, row in state.get("purses", {}).items()
    }


def buckets_of(rows: list[dict[str, Any]], purse: str) -> list[dict[str, Any]]:
    """Return the buckets of one purse; the core shows those of all in one list."""
    mine = [dict(row) for row in rows if row.get("purse", MONEY) == purse]
    return [{key: value for key, value in row.items() if key != "purse"} for row in mine]


def ladders_of(state: dict[str, Any]) -> dict[str, Any]:
    """Return what is compared of the ladders beside the first; without levels there is no tier."""
    return {
        name: {key: None if row[key] == "" else row[key] for key in LADDER_FIELDS}
        for name, row in state.get("ladders", {}).items()
    }


def month_number(month: str) -> int:
    """Return months since year 0 of "2016-02"."""
    return int(month[:4]) * 12 + int(month[5:])


def kind_of(effect: Any) -> str:
    """Return the name of an effect's kind."""
    return str(getattr(effect.kind, "name", effect.kind))


def movement_of(effect: Any) -> Movement:
    """Translate one movement of the core."""
    return Movement(
        at=effect.at_us,
        cause=str(effect.cause),
        currency=str(effect.currency),
        book=book_of(effect),
        from_account=str(effect.from_account),
        to_account=str(effect.to_account),
        amount=effect.amount,
        rule=effect.rule or None,
        expires_on=day_of(effect.expires_on),
        funder=str(getattr(effect, "funder", "platform")),
        lot_class=getattr(effect, "lot_class", 0),
        line=getattr(effect, "line", 0),
    )


def tier_change_of(effect: Any) -> dict[str, Any]:
    """Translate one change of tier; the level before may be one of another version."""
    return {
        "kind": "tier_changed",
        "at": effect.at_us,
        "ladder": getattr(effect, "ladder", None) or "growth",
        "after": effect.after or None,
        "until": None if effect.amount == NEVER else effect.amount,
    }


def score_change_of(effect: Any) -> dict[str, Any]:
    """Translate one change of a score."""
    return {
        "kind": "score_changed",
        "at": effect.at_us,
        "levels": list(effect.levels),
        **{key: getattr(effect, key) for key in SCORE_FIELDS if key not in ("at", "levels")},
    }


def medal_change_of(effect: Any) -> dict[str, Any]:
    """Translate one change of a medal."""
    told = {key: getattr(effect, key) for key in MEDAL_FIELDS if key != "at"}
    return {"kind": "medal_changed", "at": effect.at_us, **told}


def book_of(effect: Any) -> str:
    """Return the purse of a movement of beans, the ladder of one of growth."""
    currency = str(effect.currency)
    named = getattr(effect, "purse" if currency == "beans" else "ladder", None)
    return str(named or currency)


def day_of(value: Any) -> int | None:
    """Read a day that the core tells as a date, as text or as a number."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return (value - EPOCH).days if isinstance(value, date) else value


def load(core: ModuleType, history: History) -> tuple[CoreMember, dict[str, Any]]:
    """Return a fresh member of the core and the resolved document for the reference model."""
    program = core.Program.from_json(json.dumps(history.document))
    return CoreMember(core, program), json.loads(program.resolved_json())


def seen(result: Result) -> list[dict[str, Any]]:
    """Return the movements of a result as they are compared."""
    rows = [{name: getattr(each, name) for name in MOVEMENT_FIELDS} for each in result.movements]
    for row in rows:
        # Only the core tells which rule's accrual a movement undoes.
        if row["cause"] in ("clawed_back", "claim_lapsed", "erased"):
            row["rule"] = None
        if row["cause"] == "erased":
            row["line"] = 0
        # What is owed lies in no bucket; only the core tells whose beans it was.
        if row["from_account"] == "debt":
            row |= {"funder": "platform", "lot_class": 0}
    return rows


def tiers_seen(result: Result) -> list[dict[str, Any]]:
    """Return the changes of tier of a result as they are compared.

    The core asks for the tier once a rule, the model once a line: of one instant the last counts.
    """
    keys = ("at", "ladder", "after", "until")
    changes = [each for each in result.changes if each["kind"] == "tier_changed"]
    last = {(each["at"], each["ladder"]): {key: each[key] for key in keys} for each in changes}
    return [last[place] for place in sorted(last)]


def scores_seen(result: Result) -> list[dict[str, Any]]:
    """Return the changes of scores; of one instant in the order of ids."""
    changes = [each for each in result.changes if each["kind"] == "score_changed"]
    rows = [{key: each[key] for key in SCORE_FIELDS} for each in changes]
    return sorted(rows, key=lambda row: (row["at"], row["score"]))


def medals_seen(result: Result) -> list[dict[str, Any]]:
    """Return the changes of medals, in the order in which they were booked."""
    changes = [each for each in result.changes if each["kind"] == "medal_changed"]
    return [{key: each[key] for key in MEDAL_FIELDS} for each in changes]
