"""What a programme made of a history: members, ledger, months, refusals, digest, explanations."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore import _core
from loyaltycore.comparison import Comparison
from loyaltycore.frames import Days, Names, to_frame
from loyaltycore.ledger import archived_columns, ledger_columns
from loyaltycore.past import explained_of, group_verdicts
from loyaltycore.replay_tables import (
    account_columns,
    flow_columns,
    member_columns,
    tier_columns,
)
from loyaltycore.words import instant_text, table_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loyaltycore._core import Event, Explanation
    from loyaltycore._events.common import Id
    from loyaltycore.history import History
    from loyaltycore.program import Program

__all__ = ["Replay"]

_BEANS = 0


def _needs_replay(other: object) -> None:
    """Refuse what is no replay; a programme is told how it becomes one."""
    if not isinstance(other, Replay):
        kind = type(other).__name__
        hint = "; lc.replay(program, history) makes one" if kind == "Program" else ""
        raise TypeError(f"other: got {kind}, write a Replay{hint}")


class Replay:
    """What a programme made of a history.

    Attributes
    ----------
    program : Program
        The rules that were replayed.
    as_of : int
        Every member is settled to here, microseconds since 1970-01-01 UTC.
    digest, fingerprint : str
        Hash of all members, and of the programme: 32 hexadecimal digits each.
    counters : dict
        Events, accepted, refused (and by code), duplicates, ticks, lines, effects, members;
        `unnumbered` (without an ordinal that a rule asks), `unknown_categories` of accepted lines.
    threads : int
        Threads that worked, the calling one too: never more than there was work for.
    history : History or None
        What was replayed, for `explain`; None of a stream and of a replay that was pickled.
    """

    def __init__(
        self,
        program: Program,
        parts: dict[str, Any],
        kind: str,
        outputs: tuple[str, ...],
        history: History | None = None,
    ) -> None:
        self.program = program
        self.history = history
        self.kind = kind
        self.outputs = outputs
        self.as_of: int = parts["as_of"]
        self.digest: str = parts["digest"]
        self.fingerprint: str = parts["fingerprint"]
        self.plan_fingerprint: str = parts["plan_fingerprint"]
        self.counters: dict[str, Any] = parts["counters"]
        self.threads: int = parts["threads"]
        self.elapsed: dict[str, int] = parts["elapsed"]
        self.parts = parts
        self._frames: dict[str, Any] = {}

    def _frame(self, name: str, needs: str, columns: Callable[[], dict[str, Any]]) -> Any:
        """Return a table of the caller's kind, made once."""
        if needs not in self.outputs:
            raise AttributeError(f"{name} was not asked for: replay(..., outputs=[..., '{needs}'])")
        if name not in self._frames:
            self._frames[name] = to_frame(columns(), self.kind)
        return self._frames[name]

    @property
    def members(self) -> Any:
        """A row a member: tier, growth, beans by account, next expiry, events; sorted by id."""
        return self._frame("members", "members", lambda: member_columns(self.parts))

    @property
    def ledger(self) -> Any:
        """A row an effect: members by id, the effects of one as they happened.

        A row of kind `moved` moves `amount` from one account to another, which is two legs that
        sum to zero. Every other kind is a change: it moves nothing, its `amount` is 0, and
        currency, cause and accounts are empty; `before` and `after` are numbers as the core keeps
        them (a tier is the index of its level). `event_row` is the row of the event table, -1 for
        what fell due; `event_id` is its id. `rule` and `item` are whose count it is where a change
        counts, or what was exchanged. `subject` is the order, review, hold or SKU it belongs
        to, `source` the event whose accrual it draws on, as text; "#" and a hash where no event of
        the history named it.
        """
        return self._frame("ledger", "ledger", self._ledger_columns)

    def _ledger_columns(self) -> dict[str, Any]:
        ledger = self.parts["ledger"]
        return ledger_columns(ledger, self.parts["words"], self._member_ids(ledger["member"]))

    def _member_ids(self, rows: Any) -> Any:
        """Return the ids at rows of the member table."""
        ids = self.parts["members"]["member"]
        return Names(rows, ids) if isinstance(ids, list) else ids[rows]

    @property
    def monthly(self) -> Any:
        """A row a month: beans issued, redeemed, given back, expired, owed, and their value.

        `outstanding` is pending + available + held at the end of the month; `value_fen` is its
        money value, without breakage.
        """
        return self._frame("monthly", "monthly", self.monthly_columns)

    def monthly_columns(self) -> dict[str, Any]:
        """Return the columns of `monthly` before they become a table."""
        part, words = self.parts["monthly"], self.parts["words"]["account"]
        accounts, owed = part["accounts"], part["liability"]
        out: dict[str, Any] = {"month": Days(owed["month"])}
        for name, account, side in (
            ("issued", "issuer", "out"),
            ("redeemed", "redeemed", "in"),
            ("returned", "redeemed", "out"),
            ("expired", "expired", "in"),
            ("clawed_back", "clawed_back", "in"),
            ("forfeited", "forfeited", "in"),
            ("pending", "pending", "closing"),
            ("available", "available", "closing"),
            ("held", "held", "closing"),
        ):
            # The purses beside `beans` are no money and stand in `accounts` alone.
            chosen = (accounts["book"] == _BEANS) & (accounts["account"] == words.index(account))
            out[name] = accounts[side][chosen]
        return out | {name: owed[name] for name in ("outstanding", "debt", "value_fen")}

    @property
    def flows(self) -> Any:
        """A row a month, purse or ladder, and cause: what moved, and in how many entries."""
        return self._frame("flows", "monthly", lambda: flow_columns(self.parts))

    @property
    def accounts(self) -> Any:
        """A row a month, purse or ladder, and account: opening + in - out = closing."""
        return self._frame("accounts", "monthly", lambda: account_columns(self.parts))

    @property
    def tiers(self) -> Any:
        """A row a month and tier: members in it at the end of the month."""
        return self._frame("tiers", "monthly", lambda: tier_columns(self.parts))

    @property
    def refusals(self) -> Any:
        """A row a refused event: member, event_row, code, later.

        `event_row` is the row of the events table that was replayed, from 0: where it was made of
        another table, not a row of that. `later` says that the same event may succeed later;
        `loyaltycore.refusals()` has the sentence of each code.
        """
        return self._frame("refusals", "refusals", self._refusal_columns)

    def _refusal_columns(self) -> dict[str, Any]:
        part = self.parts["refusals"]
        codes = sorted(set(part["code"]))
        numbers = {code: number for number, code in enumerate(codes)}
        why = [_core.refusal_named(code) for code in codes]
        number = np.asarray([numbers[each] for each in part["code"]], np.int64)
        return {
            "member": self._member_ids(part["member"]),
            "event_row": part["event_row"],
            "code": Names(number, codes),
            "later": np.asarray([each.transient for each in why], bool)[number],
        }

    @property
    def archived(self) -> Any:
        """A row a closed line: member, order, line, closed_at, record.

        `record` is what a late return must bring: the column `archived` of a table of events, or
        LineReturned(archived=...). Of a line that closed twice, after a late return, the last row
        counts.
        """
        return self._frame("archived", "archived", self._archived_columns)

    def _archived_columns(self) -> dict[str, Any]:
        archived = self.parts["archived"]
        return archived_columns(archived, self._member_ids(archived["member"]))

    @property
    def metrics(self) -> dict[str, Any]:
        """Counters, totals at `as_of`, digest, fingerprint and seconds, as plain values."""
        out: dict[str, Any] = {
            "program": self.program.id,
            "fingerprint": self.fingerprint,
            "digest": self.digest,
            "as_of": instant_text(self.as_of),
            "seconds": sum(self.elapsed.values()) / 1e9,
            **self.counters,
        }
        if "monthly" in self.outputs and len(self.parts["monthly"]["liability"]["month"]):
            owed = self.parts["monthly"]["liability"]
            out |= {name: int(owed[name][-1]) for name in ("outstanding", "debt", "value_fen")}
        return out

    def parameters(self) -> dict[str, dict[str, Any]]:
        """Return what made this: of each version that had begun by `as_of`, by its id.

        `from_us` and `until_us` (int microseconds since 1970-01-01 UTC, or None) say when it is in
        force, `values` is its whole document with the defaults in it.
        """
        known = self.program.versions
        begun = [each for each in known if each.from_us <= self.as_of] or known[:1]
        of = self.program.values_of
        return {v: {"from_us": a, "until_us": b, "values": of(v).to_dict()} for v, a, b in begun}

    def explain(self, member: Id, event: Id | Event) -> Explanation:
        """Explain what an event of a member did, by deciding the member's events again.

        Parameters
        ----------
        member : str or int
            Its id.
        event : str, int or Event
            Id of an event of the history, or the event: its rules, its numbers, and what became of
            its beans until `as_of`; of a refused event why it was refused.

        Raises
        ------
        LoyaltyCoreError
            Code `history_not_kept`: the events came as a stream, the replay was pickled, or the
            member was erased. Code `group_not_explained`: only another event of its group was
            refused.
        DataError
            No event is of this member, or none of its events has this id.
        """
        return explained_of(
            self.program, self.history, member, event, lambda: self._group_verdicts, self.as_of
        )

    @cached_property
    def _group_verdicts(self) -> Sequence[int]:
        if self.history is None:
            return ()
        return group_verdicts(self.program, self.history, self.as_of)

    def __getstate__(self) -> dict[str, Any]:
        # A History does not pickle.
        return self.__dict__ | {"history": None}

    def compare(self, other: Replay) -> Comparison:
        """Return what `other` has different: members moved, beans moved, cost moved.

        Parameters
        ----------
        other : Replay
            The same history under another programme; both with outputs members and monthly.

        Raises
        ------
        DataError
            The two have other members.
        """
        _needs_replay(other)
        return Comparison.of(self, other)

    def __repr__(self) -> str:
        counts = self.counters
        return (
            f"<Replay of {self.program.id}: {counts['members']:,} members, {counts['events']:,} "
            f"events, {counts['refused']:,} refused, digest {self.digest[:12]}; "
            f"{self.fingerprint[:12]}>"
        )

    def _repr_html_(self) -> str:
        rows = [(name, value) for name, value in self.metrics.items() if name != "refused_by_code"]
        rows += [(f"refused: {code}", n) for code, n in self.counters["refused_by_code"].items()]
        return "<b>Replay</b>" + table_html(("what", "value"), rows)
