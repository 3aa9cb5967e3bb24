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


# What must happen in purses and ladders beside the first of each, and to beans that wait longer
# than their line is open.
ELSEWHERE = {
    "late return": ("still waits", "posted since", "claimed or lapsed"),
    "beans elsewhere": (
        *("earned", "released", "claimed", "claim_lapsed", "task_rewarded", "adjusted", "imported"),
        *("exchanged", "expired", "clawed_back", "debt_repaid", "erased", "redated"),
        *("owed by debt", "owed by withhold"),
    ),
    "growth elsewhere": (
        *("earned", "task_rewarded", "adjusted", "imported", "clawed_back", "tier_deduction"),
        "erased",
    ),
    "tier elsewhere": ("climbed", "fell", "period_ended", "mapped", "found_again", "imported"),
    "adjusted": ("field_missing",),
    "imported": ("field_missing",),
}


# What must happen to scores and medals.
OF_SCORES = {
    "score_changed": ("settled", "begun", "dropped", "erased"),
    "score": (
        *("level gained", "level lost", "levels kept", "gate opened", "gate closed", "carried"),
        *("rose", "fell", "below zero", "levels alone", "of another score"),
    ),
    "score_levels": ("met", "failed"),
    "medal_changed": ("settled", "begun", "dropped", "erased"),
    "medal": ("rose", "fell", "kept"),
    "medals": ("met", "failed"),
}


def audit(counts: Counter[tuple[str, str]]) -> list[str]:
    """Return the cells that are zero: a kind never accepted, a refusal never given."""
    zero = [f"{kind} accepted" for kind in ACCEPTED if counts[kind, "accepted"] == 0]
    given = {outcome for _, outcome in counts}
    zero += [f"{code} given" for code in RANKS if code not in given and code not in UNREACHABLE]
    if "duplicate" not in given:
        zero.append("duplicate")
    return zero


def audit_scores(counts: Counter[tuple[str, str]], least: int = 1) -> list[str]:
    """Return what happened to scores and medals less often than `least`."""
    cells = [(where, what) for where, each in OF_SCORES.items() for what in each]
    return [f"{where}: {what}" for where, what in cells if counts[where, what] < least]


def audit_elsewhere(counts: Counter[tuple[str, str]]) -> list[str]:
    """Return what never happened beside the first purse and ladder, and to late returns."""
    cells = [(where, what) for where, each in ELSEWHERE.items() for what in each]
    return [f"{where}: {what}" for where, what in cells if counts[where, what] == 0]
