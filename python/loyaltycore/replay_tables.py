"""Tables of a replay: columns of the core under the names that callers read."""

from __future__ import annotations

from typing import Any

from loyaltycore.frames import Days, Names, Times

__all__ = ["account_columns", "flow_columns", "further_columns", "member_columns", "tier_columns"]


def member_columns(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a replay's `members`."""
    part, words = parts["members"], parts["words"]
    out = {
        "member": part["member"],
        "tier": Names(part["tier_name"], words["tier"]),
        "tier_expires_at": Times(part["tier_expires_at_us"]),
        "growth": part["growth"],
        "beans": part["available"],
    }
    for name in ("pending", "held", "debt", "issued"):
        out[name] = part[name]
    for name in ("redeemed", "expired", "clawed_back", "forfeited"):
        out[name] = part[name]
    out |= further_columns(part, words)
    out["next_expiry_on"] = Days(part["next_expiry_on"])
    for name in ("next_expiry_beans", "orders", "accepted", "refused", "duplicates"):
        out[name] = part[name]
    out["first_at"] = Times(part["first_at_us"])
    out["decided_at"] = Times(part["decided_at_us"])
    return out


def further_columns(part: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of what the programme declares: purses, ladders, scores, medals."""
    out: dict[str, Any] = {}
    purses = len(part["available_in"])
    for index, name in enumerate(words["book"][1:purses], 1):
        if name:
            out[f"beans_in_{name}"] = part["available_in"][index]
    for index, name in enumerate(words["book"][purses + 1 : -1], 1):
        if name:
            out[f"growth_on_{name}"] = part["growth_on"][index]
            out[f"tier_on_{name}"] = Names(part["tier_on"][index], words["tier"])
    for index, name in enumerate(words["score"][1:]):
        out[f"score_{name}"] = part["score"][index]
    for index, name in enumerate(words["medal"][1:]):
        out[f"medal_{name}"] = part["medal"][index]
    return out


def flow_columns(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a replay's `flows`."""
    part, words = parts["monthly"]["flows"], parts["words"]
    return {
        "month": Days(part["month"]),
        "currency": Names(part["currency"], words["currency"]),
        "book": Names(part["book"], words["book"]),
        "cause": Names(part["cause"], words["cause"]),
        "amount": part["amount"],
        "entries": part["entries"],
    }


def account_columns(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a replay's `accounts`."""
    part, words = parts["monthly"]["accounts"], parts["words"]
    out: dict[str, Any] = {
        "month": Days(part["month"]),
        "currency": Names(part["currency"], words["currency"]),
        "book": Names(part["book"], words["book"]),
        "account": Names(part["account"], words["account"]),
    }
    return out | {name: part[name] for name in ("opening", "in", "out", "closing")}


def tier_columns(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a replay's `tiers`."""
    part, words = parts["monthly"]["tiers"], parts["words"]
    return {
        "month": Days(part["month"]),
        "tier": Names(part["tier"], words["tier"]),
        "members": part["members"],
    }
