"""Columns of what a replay did, effect by effect, and of the lines that closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltycore.frames import Blobs, Days, Names, Times

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["archived_columns", "ledger_columns"]


def ledger_columns(part: dict[str, Any], words: dict[str, Any], members: Any) -> dict[str, Any]:
    """Return the columns of Replay.ledger before they become a table.

    Parameters
    ----------
    part, words : dict
        Columns of numbers, and the names that numbers stand for, as the core gives them.
    members : ndarray or Names
        The member of each row.
    """
    moves = part["kind"] == words["kind"].index("moved")
    tiers = part["kind"] == words["kind"].index("tier_changed")
    settled = (part["kind"] == words["kind"].index("score_changed")) | (
        part["kind"] == words["kind"].index("medal_changed")
    )

    def where(rows: Any, column: str, names: Sequence[str]) -> Names:
        """Return the names of a column in these rows, empty elsewhere."""
        codes = np.where(rows, part[column], len(names)).astype(np.uint16)
        return Names(codes, [*names, ""])

    def of_moves(column: str, names: Sequence[str]) -> Names:
        """Return the names of a column, empty where nothing moves."""
        return where(moves, column, names)

    return {
        "member": members,
        "event_row": part["event_row"],
        "event_id": Names(part["event_id"], part["texts"]),
        "at": Times(part["at_us"]),
        "kind": Names(part["kind"], words["kind"]),
        "subject": Names(part["subject"], part["texts"]),
        "line": part["line"],
        "source": Names(part["source"], part["texts"]),
        "cause": where(moves | settled, "cause", words["cause"]),
        "currency": of_moves("currency", words["currency"]),
        "book": Names(part["book"], words["book"]),
        "from_account": of_moves("from_account", words["account"]),
        "to_account": of_moves("to_account", words["account"]),
        "amount": np.where(moves, part["amount"], 0),
        "rule": Names(part["rule"], words["rule"]),
        "item": Names(part["item"], words["item"]),
        "score": Names(part["score"], words["score"]),
        "levels": Names(part["levels"], part["level_texts"]),
        "medal": Names(part["medal"], words["medal"]),
        "version": Names(part["version"], words["version"]),
        "funder": of_moves("funder", words["funder"]),
        "lot_class": part["lot_class"],
        "expires_on": Days(part["expires_on"]),
        # The period of a tier ends at what the core keeps as the amount of its change.
        "until": Times(np.where(tiers, part["amount"], part["until_us"])),
        "before": part["before"],
        "after": part["after"],
    }


def archived_columns(part: dict[str, Any], members: Any) -> dict[str, Any]:
    """Return the columns of Replay.archived before they become a table."""
    return {
        "member": members,
        "order": Names(np.arange(len(part["order"])), part["order"]),
        "line": part["line"],
        "closed_at": Times(part["closed_at_us"]),
        "record": Blobs(part["record"]),
    }
