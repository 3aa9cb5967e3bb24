"""Which cells a run of histories reached, and which it should have."""

from collections import Counter

from tests.reference.names import EVENT_KINDS, NOT_BUILT, RANKS

# Refusals that no history can give, and why.
UNREACHABLE = {
    "tender_unknown": "the readers of events know the tenders and raise before a rule is asked",
    "group_refused": "one member alone shares no group; test_groups.py reaches it",
    "group_half_booked": "one member alone shares no group; test_groups.py reaches it",
}
# Own kinds stand for `declared`.
ACCEPTED = [*(kind for kind in EVENT_KINDS if kind not in NOT_BUILT), "bean_grab", "lottery_prize"]


def audit(counts: Counter[tuple[str, str]]) -> list[str]:
    """Return the cells that are zero: a kind never accepted, a refusal never given."""
    zero = [f"{kind} accepted" for kind in ACCEPTED if counts[kind, "accepted"] == 0]
    given = {outcome for _, outcome in counts}
    zero += [f"{code} given" for code in RANKS if code not in given and code not in UNREACHABLE]
    if "duplicate" not in given:
        zero.append("duplicate")
    return zero
