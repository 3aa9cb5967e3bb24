"""Random small programmes that switch on every feature, in the form of docs/programme.md."""

from random import Random
from typing import Any

from tests.reference.chance import maybe, some
from tests.reference.random_books import (
    Declared,
    declare,
    declared_later,
    migration_of_books,
    random_declared,
    random_levels,
)
from tests.reference.random_medals import sometimes
from tests.reference.random_scores import add_scores

CATEGORIES = ["phone", "book", "game", "ticket"]
CHANNELS = ["app", "web"]
STORES = ["s1", "s2"]
BRANDS = ["b1", "b2"]
SKUS = ["k1", "k2", "k3"]
LABELS = ["gift", "fresh"]
SEGMENTS = ["vip", "new"]
OWN_EVENTS = ["bean_grab", "lottery_prize"]
NARROW = ["cash", "bank_card"]
DEFAULT = ["cash", "bank_card", "balance", "store_card"]
WIDE = [*DEFAULT, "gift_card"]
# Instants at which versions start and around which histories gather.
BASE_FROM = "2015-11-20"
OVERLAYS_FROM = ["2015-12-31", "2016-02-01", "2016-02-29T12:00:00+08:00"]
EVENT_TRIGGERS = [
    "login",
    "sign_in",
    "review_approved",
    "photo_shown",
    "shared",
    "question_answered",
    "store_visited",
    "store_joined",
    "profile_verified",
    *OWN_EVENTS,
]
ORDER_TRIGGERS = ["order_completed", "order_completed", "order_completed", "order_paid"]


def random_when(rng: Random, *, of_order: bool, levels: list[str]) -> dict[str, Any]:
    """Return conditions; most are absent."""
    options: dict[str, Any] = {
        "from": "2016-01-01",
        "until": "2016-02-29T00:00:00+08:00",
        "weekdays": some(rng, ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        "month_days": some(rng, list(range(1, 32))),
        "channels": some(rng, CHANNELS),
        "stores": some(rng, STORES),
        "brands": some(rng, BRANDS),
        "skus": some(rng, SKUS),
        "categories": some(rng, CATEGORIES),
        "not_categories": some(rng, CATEGORIES[:2]),
        "labels": some(rng, LABELS),
        "not_labels": some(rng, LABELS),
        "segments": some(rng, SEGMENTS),
        "tiers": some(rng, levels),
        "min_quantity": 2,
        "max_ordinal": 10,
    }
    if not of_order:
        options["within_days"] = rng.choice([1, 5, 30])
        options["within_months"] = rng.choice([1, 3])
    when = {key: value for key, value in options.items() if maybe(rng, 28)}
    for key in ("categories", "labels"):
        # No name may be wanted and unwanted.
        unwanted = [name for name in when.pop(f"not_{key}", []) if name not in when.get(key, [])]
        if unwanted:
            when[f"not_{key}"] = unwanted
    if maybe(rng, 4):
        when["min_amount_fen"] = rng.choice([1, 1000, 2000, 5000])
    return when


def random_multipliers(rng: Random, levels: list[str]) -> dict[str, Any]:
    """Return at most two factors, whose conditions speak of the event as a whole."""
    options: dict[str, Any] = {
        "day": {"times": rng.choice(["2", "1.5", "1/3"]), "when": {"weekdays": ["tue", "sat"]}},
        "tier": {"times": rng.choice(["1.2", "3"]), "when": {"tiers": levels[-2:]}},
        "input": {
            "input": "xiaobai",
            "bands": [{"from": 0, "times": "1"}, {"from": 80, "times": "1.1"}],
        },
        "segment": {"times": "0.5", "when": {"segments": ["vip"]}},
    }
    chosen = [name for name in options if maybe(rng, 6)]
    return {name: options[name] for name in chosen[:2]}


def random_caps(rng: Random) -> dict[str, Any]:
    """Return caps; most are absent."""
    options: dict[str, Any] = {
        "unit": rng.choice([5, 100, 1000]),
        "unit_by_channel": {"app": rng.choice([7, 2000])},
        "order": rng.choice([20, 500]),
        "day": rng.choice([0, 10, 300]),
        "month": rng.choice([50, 1000]),
        "year": rng.choice([80, 3000]),
        "term": rng.choice([60, 2000]),
        "times_per_day": rng.choice([1, 2]),
    }
    return {key: value for key, value in options.items() if maybe(rng, 9)}


def random_expiry(rng: Random) -> dict[str, Any]:
    """Return an expiry of every unit and granularity."""
    granularity = rng.choice(["day", "month", "year"])
    if maybe(rng, 2):
        return {"after_days": rng.choice([1, 3, 30]), "granularity": granularity}
    return {"after_months": rng.choice([1, 2, 12]), "granularity": granularity}


def random_award(rng: Random, trigger: str, currency: str) -> dict[str, Any]:
    """Return exactly one award."""
    if trigger == "sign_in" and maybe(rng, 2):
        return {"streak": [1, 1, 2, 2, 3, 3, 10][: rng.randint(1, 7)]}
    if currency == "beans" and trigger in OWN_EVENTS and maybe(rng, 2):
        return {"from_event": True}
    options: list[dict[str, Any]] = [
        {"fixed": rng.choice([1, 5, 20])},
        {"table": [{"from_fen": 2000, "amount": 10}, {"from_fen": 10000, "amount": 20}]},
    ]
    if currency == "growth":
        options += [{"per_yuan": rng.choice([1, "1.2", "1/3"])}] * 4
    else:
        options += [{"rate": rng.choice(["0.1%", "1%", "10%", "1/7"])}] * 4
    return rng.choice(options)


def random_rule(
    rng: Random, currency: str, tenders: list[list[str]], levels: list[str]
) -> dict[str, Any]:
    """Return one earning rule."""
    of_order = not maybe(rng, 3)
    trigger = rng.choice(ORDER_TRIGGERS if of_order else EVENT_TRIGGERS)
    rule: dict[str, Any] = {"trigger": trigger, **random_award(rng, trigger, currency)}
    rule["when"] = random_when(rng, of_order=of_order, levels=levels)
    rule["multipliers"] = random_multipliers(rng, levels)
    rule["caps"] = random_caps(rng)
    if of_order:
        rule["unit"] = rng.choice(["piece", "line", "line", "sub_order", "order"])
        rule["tenders"] = rng.choice(tenders)
    once = not of_order or rule["unit"] == "order"
    if "fixed" in rule and once and not rule["multipliers"] and maybe(rng, 2):
        rule["caps"]["programme_budget"] = rng.choice([12, 55])
    if maybe(rng, 4):
        rule["when"]["same_sku_days"] = rng.choice([1, 2, 15])
    if maybe(rng, 3):
        rule["round_down_to_fen"] = 1000
    if maybe(rng, 3):
        rule["rounding"] = rng.choice(["ceil", "half_even"])
    if maybe(rng, 2):
        rule["priority"] = rng.choice([-1, 1, 5])
    if maybe(rng, 4):
        rule["combine"] = rng.choice(["exclusive", "stop"])
    if currency == "beans":
        random_lot(rng, rule)
    elif maybe(rng, 5):
        rule["qualifies"] = rng.choice([True, False])
    return rule


def random_lot(rng: Random, rule: dict[str, Any]) -> None:
    """Add what only beans have: waiting, funder, class, expiry."""
    if maybe(rng, 2):
        way = rng.choice(["pending_days", "claim_days", "claim_days", "post_day"])
        # The longest outlasts any line that is closed: a late return finds it waiting.
        rule[way] = rng.choice([1, 3, 7, 28 if way == "post_day" else 60])
        if "claim_days" in rule and maybe(rng, 2):
            rule["claim_through_end_of_day"] = True
    if maybe(rng, 3):
        rule["funder"] = rng.choice(["merchant", "partner"])
    if maybe(rng, 4):
        rule["lot_class"] = rng.choice([1, 2])
    if maybe(rng, 3):
        rule["expire"] = random_expiry(rng)


def random_task(rng: Random, tenders: list[list[str]], levels: list[str]) -> dict[str, Any]:
    """Return one task."""
    of_order = maybe(rng, 2)
    window = rng.choice(["once", "day", "week", "month", "month", "year"])
    task: dict[str, Any] = {
        "trigger": rng.choice(ORDER_TRIGGERS if of_order else EVENT_TRIGGERS),
        "when": random_when(rng, of_order=of_order, levels=levels) if maybe(rng, 3) else {},
        "count": rng.choice([1, 2, 3]),
        "window": window,
        "day_of": rng.choice(["purchase", "event"]),
        "reward": {"growth": rng.choice([0, 100]), "beans": rng.choice([0, 7])},
    }
    if of_order:
        task["tenders"] = rng.choice(tenders)
    if window in ("week", "month") and maybe(rng, 2):
        task["of"] = "distinct_days"
    if window == "month" and maybe(rng, 2):
        task["post_day"] = rng.choice([1, 10, 28])
    if maybe(rng, 3):
        task["funder"] = "merchant"
        task["expire"] = random_expiry(rng)
    return task


def random_redeem(rng: Random) -> dict[str, Any]:
    """Return how beans may pay."""
    redeem: dict[str, Any] = {
        "min_balance": rng.choice([0, 0, 20]),
        "step": rng.choice([1, 1, 10]),
        "max_share": rng.choice(["50%", "100%", "1/3"]),
        "min_amount_fen": rng.choice([0, 0, 1000]),
        "not_with_tenders": rng.choice([[], ["red_packet", "bank_card", "gift_card"]]),
        "excluded_categories": rng.choice([[], ["ticket"]]),
        "returned_expired": "expire_again",
    }
    if maybe(rng, 2):
        redeem |= {"returned_expired": "grace", "grace_days": rng.choice([1, 5])}
    if maybe(rng, 2):
        share = rng.choice(["20%", "100%"])
        least = rng.choice([0, 5000])
        step = rng.choice([1, 5])
        game = {"categories": ["game"], "max_share": share, "min_amount_fen": least, "step": step}
        redeem["classes"] = {"virtual": game}
    return redeem


def random_beans(rng: Random, tenders: list[list[str]], levels: list[str]) -> dict[str, Any]:
    """Return the section of beans."""
    names = ["purchase", "login", "gift", "bonus"]
    return {
        "per_yuan": rng.choice([100, 100, 100, 50, 1000]),
        "earn": {name: random_rule(rng, "beans", tenders, levels) for name in names},
        "redeem": random_redeem(rng),
        "expire": random_expiry(rng),
        # What is refused is rare, and looked for: twice as often.
        "reverse": {"shortfall": rng.choice(["debt", "withhold", "clamp", "refuse", "refuse"])},
        "refused_delivery": {
            "beans": rng.choice([0, 50]),
            "free_per_month": rng.choice([0, 1]),
            "free_per_year": rng.choice([1, 3]),
            "charge_freight": rng.choice([True, False]),
        },
        "freight_recovery": {"free_from_fen": rng.choice([0, 6000]), "freight_fen": 600},
        "catalogue": {
            "draw": {"kind": "lottery_entry", "beans": 10, "limit_per_day": 3},
            "mug": {"kind": "goods", "beans": 3, "cash_fen": 500, "limit_per_month": 5},
        },
    }


def merge_patch(before: Any, after: Any) -> Any:
    """Return what an overlay must say to turn one document into the other."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    patch: dict[str, Any] = {key: None for key in before if key not in after}
    for key, value in after.items():
        if key not in before:
            patch[key] = value
        elif before[key] != value:
            patch[key] = merge_patch(before[key], value)
    return patch


def random_sections(
    rng: Random, levels: list[dict[str, Any]], tenders: Any, declared: Declared
) -> dict[str, Any]:
    """Return what a version may change."""
    ids = [*(level["id"] for level in levels), *declared.levels]
    growth = {name: random_rule(rng, "growth", tenders, ids) for name in ("purchase", "second")}
    sections = {
        "tiers": {"levels": levels},
        "growth": {"earn": growth | huge_rules()},
        "beans": random_beans(rng, tenders, ids),
        "tasks": {name: random_task(rng, tenders, ids) for name in ("days", "visits")},
    }
    declare(rng, sections, declared)
    return sections


def random_migration(rng: Random, before: list[str], ids: list[str]) -> dict[str, Any]:
    """Return what a version does to the standing it finds."""
    migration: dict[str, Any] = {"lots": rng.choice(["keep", "keep", "redate"])}
    if maybe(rng, 2):
        migration["tiers"] = {rng.choice(before): rng.choice(ids)}
        migration["bought_within_days"] = rng.choice([0, 20])
    return migration


def keep_window(task: dict[str, Any], before: dict[str, Any]) -> None:
    """What a task counts in stays what it was; everything else may change."""
    for key in ("window", "of", "post_day"):
        task.pop(key, None)
        if key in before:
            task[key] = before[key]


def keep_award(rule: dict[str, Any], before: list[dict[str, Any]]) -> None:
    """A budget is shared out by whole awards: another award has none."""
    budgeted = [each for each in before if "programme_budget" in each.get("caps", {})]
    alike = all(rule.get(key) == each.get(key) for each in budgeted for key in ("fixed", "trigger"))
    if not alike:
        rule["caps"].pop("programme_budget", None)


def random_overlays(
    rng: Random, sections: dict[str, Any], tenders: Any, *, declares: bool
) -> list[dict[str, Any]]:
    """Return later versions, each as its difference from the one before."""
    overlays: list[dict[str, Any]] = []
    versions = [sections]
    for start in OVERLAYS_FROM:
        if not maybe(rng, 2):
            continue
        levels = random_levels(rng, first=False)
        declared = declared_later(rng, sections) if declares else Declared()
        after = random_sections(rng, levels, tenders, declared)
        after["beans"]["per_yuan"] = sections["beans"]["per_yuan"]
        for name, task in after["tasks"].items():
            keep_window(task, sections["tasks"][name])
        for currency in ("growth", "beans"):
            for name, rule in after[currency]["earn"].items():
                earlier = [each[currency]["earn"].get(name) for each in versions]
                keep_award(rule, [each for each in earlier if each])
        names = [[each["id"] for each in part["tiers"]["levels"]] for part in (sections, after)]
        overlay = {"id": f"v{len(overlays) + 2}", "from": start}
        overlay["changes"] = merge_patch(sections, after)
        overlay["migration"] = migration_of_books(
            rng, random_migration(rng, *names), sections, after
        )
        overlays.append(overlay)
        sections = after
        versions.append(after)
    return overlays


def huge_rules() -> dict[str, Any]:
    """Return rules that together pass the largest balance; one alone may not give so much."""
    rule = {"trigger": "shared", "per_yuan": 10000, "when": {"labels": ["huge"]}}
    return {f"huge{index}": rule for index in range(10)}


def random_facts(rng: Random, tenders: list[list[str]]) -> dict[str, Any]:
    """Return what is counted by month; a category stands in one class at most."""
    # No set that tells more tenders apart than the rules do already.
    told = {"spend": {"tenders": rng.choice([*tenders, [*tenders[0], "beans"]])}}
    spend: dict[str, Any] = rng.choice([{}, told])
    shuffled = rng.sample(CATEGORIES, len(CATEGORIES))
    kinds = ["review_approved", "photo_shown", "sign_in", "shared", *OWN_EVENTS]
    return {
        "activities": rng.sample(kinds, rng.randint(0, len(kinds))),
        "category_classes": {
            "fun": {"categories": shuffled[: rng.randint(1, 2)]},
            "things": {"categories": shuffled[2 : rng.randint(2, 4)]},
        },
    } | spend


def random_document(rng: Random, *, declares: bool, scored: bool = False) -> dict[str, Any]:
    """Return a programme of one to four versions; it may declare more purses, a ladder, scores."""
    tenders = [DEFAULT, rng.choice([NARROW, WIDE])]
    levels = random_levels(rng, first=True)
    declared = random_declared(rng) if declares else Declared()
    sections = random_sections(rng, levels, tenders, declared)
    document: dict[str, Any] = {
        "format": 1,
        "meta": {"id": "random"},
        "zone": {"offset_minutes": rng.choice([480, 480, 0, -330])},
        "from": BASE_FROM,
        **sections,
        "inputs": ["xiaobai"],
        "events": OWN_EVENTS,
        "facts": random_facts(rng, tenders),
        "categories": {"unknown": rng.choice(["accept", "reject"]), "known": CATEGORIES},
        "channels": {"unknown": rng.choice(["accept", "reject"]), "known": CHANNELS},
        "risk": {
            "review": {
                "copied_percent_max": 80,
                "duplicate_percent_max": 60,
                "reporters_max": 5,
                "invalid_limit": rng.choice([0, 1, 2]),
                "suspension_days": rng.choice([1, 20]),
            }
        },
        "returns": {"horizon_days": rng.choice([20, 40])},
        "events_accepted": {
            "late_horizon_days": rng.choice([5, 10]),
            "clock_skew_seconds": rng.choice([0, 300]),
        },
    }
    document["overlays"] = random_overlays(rng, sections, tenders, declares=declares)
    if scored:
        add_scores(rng, document)
    sometimes(rng, document)
    return document
