"""A programme document, read: versions merged, defaults explicit, numbers exact."""

import copy
from typing import Any

from tests.reference import dates
from tests.reference.medals import read_medals
from tests.reference.names import FIRST_LADDER, MONEY, NOT_REFUNDED, OPENING_KINDS, TENDERS
from tests.reference.numbers import fraction
from tests.reference.score_terms import read_scores
from tests.reference.terms import (
    Expiry,
    Level,
    Multiplier,
    Programme,
    RedemptionClass,
    Rule,
    Task,
    Terms,
)

DEFAULT_TENDERS = ["cash", "bank_card", "balance", "store_card"]
FIXED_SECTIONS = (
    "format",
    "meta",
    "zone",
    "inputs",
    "events",
    "facts",
    "returns",
    "events_accepted",
)


def merged(base: Any, changes: Any) -> Any:
    """Merge changes object by object; null removes a key, a list replaces a list."""
    if not isinstance(base, dict) or not isinstance(changes, dict):
        return copy.deepcopy(changes)
    result = dict(base)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def resolved(document: dict[str, Any]) -> dict[str, Any]:
    """Return {"id", "zone", "versions"} of a raw document; a resolved one stays as it is."""
    if "versions" in document:
        return document
    current = {key: value for key, value in document.items() if key != "overlays"}
    name = document.get("meta", {}).get("id", "programme")
    versions = [{"id": name, "from": document.get("from", "1970-01-01"), "document": current}]
    for overlay in document.get("overlays", []):
        current = merged(current, overlay.get("changes", {}))
        migration = overlay.get("migration", {})
        current = {key: value for key, value in current.items() if key != "migration"}
        versions.append(
            {
                "id": overlay.get("id", overlay["from"]),
                "from": overlay["from"],
                "document": current | {"migration": migration},
            }
        )
    return {"id": name, "zone": document.get("zone", {}), "versions": versions}


def read_expiry(value: dict[str, Any] | None, default: Expiry) -> Expiry:
    """Read {"after_days"} or {"after_months"}; an absent or empty one is the default."""
    if not value:
        return default
    granularity = value.get("granularity") or "day"
    if value.get("never"):
        return Expiry()
    if value.get("after_months") is not None:
        return Expiry(value["after_months"], True, granularity)
    if value.get("after_days") is not None:
        return Expiry(value["after_days"], False, granularity)
    return Expiry()


def read_multiplier(value: dict[str, Any]) -> Multiplier:
    """Read a factor that is fixed or depends on an input."""
    bands = [(band["from"], fraction(band["times"])) for band in value.get("bands") or []]
    times = fraction(1 if value.get("times") is None else value["times"])
    return Multiplier(value.get("when") or {}, times, value.get("input") or None, bands)


def read_rule(name: str, currency: str, value: dict[str, Any], purses: dict[str, Expiry]) -> Rule:
    """Read one earning rule."""
    purse = value.get("purse") or MONEY
    is_order = value["trigger"] in OPENING_KINDS
    awards = ("rate", "fixed", "table", "streak", "from_event", "per_yuan")
    award = next(key for key in awards if value.get(key) is not None and value[key] is not False)
    multipliers = value.get("multipliers") or {}
    return Rule(
        name=f"{currency}.earn.{name}",
        currency=currency,
        book=purse if currency == "beans" else value.get("ladder") or FIRST_LADDER,
        trigger=value["trigger"],
        when=value.get("when") or {},
        unit=value.get("unit") or ("line" if is_order else "event"),
        tenders=frozenset(value.get("tenders", DEFAULT_TENDERS)),
        round_down_to_fen=value.get("round_down_to_fen") or 1,
        award="rate" if award == "per_yuan" else award,
        rate=fraction(value.get("rate") or value.get("per_yuan") or 0),
        fixed=value.get("fixed") or 0,
        table=[(row["from_fen"], row["amount"]) for row in value.get("table") or []],
        streak=value.get("streak") or [],
        rounding=value.get("rounding") or "floor",
        multipliers=[read_multiplier(multipliers[key]) for key in sorted(multipliers)],
        caps={k: v for k, v in (value.get("caps") or {}).items() if v is not None},
        priority=value.get("priority") or 0,
        qualifies=is_order if value.get("qualifies") is None else value["qualifies"],
        combine=value.get("combine") or "stack",
        pending_days=value.get("pending_days") or 0,
        post_day=value.get("post_day") or 0,
        claim_days=value.get("claim_days") or 0,
        claim_through_end_of_day=value.get("claim_through_end_of_day") or False,
        funder=value.get("funder") or "platform",
        lot_class=value.get("lot_class") or 0,
        expiry=read_expiry(value.get("expire"), purses[purse]),
    )


def read_task(name: str, value: dict[str, Any], purses: dict[str, Expiry]) -> Task:
    """Read one task."""
    reward = value.get("reward") or {}
    purse = value.get("purse") or MONEY
    return Task(
        name=f"tasks.{name}",
        trigger=value["trigger"],
        when=value.get("when") or {},
        tenders=frozenset(value.get("tenders", DEFAULT_TENDERS)),
        count=value.get("count") or 1,
        distinct_days=value.get("of") == "distinct_days",
        day_of_purchase=(value.get("day_of") or "purchase") == "purchase",
        window=value.get("window") or "once",
        post_day=value.get("post_day") or 0,
        growth=reward.get("growth") or 0,
        beans=reward.get("beans") or 0,
        purse=purse,
        ladder=value.get("ladder") or FIRST_LADDER,
        funder=value.get("funder") or "platform",
        lot_class=value.get("lot_class") or 0,
        expiry=read_expiry(value.get("expire"), purses[purse]),
    )


def read_class(value: dict[str, Any]) -> RedemptionClass:
    """Read a redemption class; the ordinary goods are one, too."""
    share = value.get("max_share")
    return RedemptionClass(
        categories=frozenset(value.get("categories") or []),
        max_share=fraction("100%" if share is None else share),
        min_amount_fen=value.get("min_amount_fen") or 0,
        step=value.get("step") or 1,
    )


def read_purses(document: dict[str, Any], expiry: Expiry) -> dict[str, Expiry]:
    """Return the purses that a version declares, each with its default expiry."""
    declared = document.get("purses") or {}
    others = {name: read_expiry(declared[name].get("expire"), expiry) for name in sorted(declared)}
    return {MONEY: expiry} | others


def read_ladders(document: dict[str, Any]) -> dict[str, list[Level]]:
    """Return the ladders that a version declares; the first one is there without levels, too."""
    declared = document.get("ladders") or {}
    ladders = {FIRST_LADDER: document.get("tiers") or {}}
    ladders |= {name: declared[name] for name in sorted(declared)}
    return {name: read_levels(each.get("levels") or []) for name, each in ladders.items()}


def read_levels(levels: list[dict[str, Any]]) -> list[Level]:
    """Read the levels of one ladder."""
    return [
        Level(
            id=level["id"],
            threshold=level.get("threshold") or 0,
            validity_months=level.get("validity_months") or 0,
            deduction=level.get("deduction") or 0,
        )
        for level in levels
    ]


def in_order_of_appearance(names: list[list[str]]) -> list[str]:
    """Return each name once, where it appears first."""
    return list(dict.fromkeys(name for each in names for name in each))


def read_terms(version: dict[str, Any], zone: dates.Zone) -> Terms:
    """Read one version."""
    document = version["document"]
    beans = document.get("beans") or {}
    redeem = beans.get("redeem") or {}
    expiry = read_expiry(beans.get("expire"), Expiry())
    purses = read_purses(document, expiry)
    rules: list[Rule] = []
    for currency in ("growth", "beans"):
        earn = (document.get(currency) or {}).get("earn") or {}
        rules += [read_rule(name, currency, earn[name], purses) for name in sorted(earn)]
    tasks = document.get("tasks") or {}
    classes = redeem.get("classes") or {}
    start = version["from"]
    return Terms(
        id=version["id"],
        start=start if isinstance(start, int) else dates.instant_of_text(start, zone),
        ladders=read_ladders(document),
        purses=purses,
        rules=sorted(rules, key=lambda rule: (-rule.priority, rule.name)),
        tasks=[read_task(name, tasks[name], purses) for name in sorted(tasks)],
        beans=beans,
        per_yuan=beans.get("per_yuan") or 100,
        expiry=expiry,
        ordinary=read_class(redeem),
        classes=[read_class(value) for _, value in sorted(classes.items())],
        review_risk=(document.get("risk") or {}).get("review") or {},
        migration=version.get("migration") or document.get("migration") or {},
        scores=read_scores(document),
        medals=read_medals(document),
        rejects_categories=rejects(document.get("categories")),
        rejects_channels=rejects(document.get("channels")),
    )


def rejects(names: dict[str, Any] | None) -> bool:
    """Return whether names are refused that the programme never mentions."""
    return ((names or {}).get("unknown") or "reject") == "reject"


def mentioned(value: Any, keys: tuple[str, ...]) -> set[str]:
    """Return every name in the lists (or objects) that stand under one of the keys."""
    found: set[str] = set()
    if isinstance(value, list):
        for each in value:
            found |= mentioned(each, keys)
    if isinstance(value, dict):
        for key, each in value.items():
            if key in keys and isinstance(each, list):
                found |= set(each)
            if key in keys and isinstance(each, dict):
                found |= set(each.get("known") or [])
                found |= set(each) if key == "unit_by_channel" else set()
            found |= mentioned(each, keys)
    return found


def spend_tenders(base: dict[str, Any]) -> frozenset[str]:
    """Return the tenders that are spend, all by default."""
    spend = (base.get("facts") or {}).get("spend") or {}
    told = spend.get("tenders")
    return frozenset(TENDERS if told is None else told)


def tender_classes(versions: list[Terms], spend: frozenset[str]) -> dict[str, str]:
    """Return for each tender the first one that no rule or task, nor spend, tells apart from it."""
    sets = [spend]
    sets += [rule.tenders for terms in versions for rule in terms.rules]
    sets += [task.tenders for terms in versions for task in terms.tasks]
    first: dict[tuple[object, ...], str] = {}
    result = {}
    for tender in TENDERS:
        own = tender if tender in ("coupon", "beans") else ""
        key = (own, tender in NOT_REFUNDED, *(tender in members for members in sets))
        result[tender] = first.setdefault(key, tender)
    return result


def read_zone(value: dict[str, Any]) -> dates.Zone:
    """Read a fixed offset, or a table of offsets."""
    if value.get("offsets"):
        utc = dates.Zone(((0, 0),))
        rows = [
            (dates.instant_of_text(row.get("from") or "1970-01-01", utc), row["offset_minutes"])
            for row in value["offsets"]
        ]
        return dates.Zone(tuple((start, minutes * 60) for start, minutes in rows))
    minutes = value.get("offset_minutes")
    return dates.Zone(((0, (480 if minutes is None else minutes) * 60),))


def read_programme(document: dict[str, Any]) -> Programme:
    """Read a raw or a resolved document."""
    whole = resolved(document)
    base = whole["versions"][0]["document"]
    zone = read_zone(whole.get("zone") or base.get("zone") or {})
    versions = [read_terms(version, zone) for version in whole["versions"]]
    accepted = base.get("events_accepted") or {}
    return Programme(
        id=whole["id"],
        zone=zone,
        versions=versions,
        purses=in_order_of_appearance([list(terms.purses) for terms in versions]),
        ladders=in_order_of_appearance([list(terms.ladders) for terms in versions]),
        inputs=list(base.get("inputs") or []),
        events=list(base.get("events") or []),
        returns_horizon_days=(base.get("returns") or {}).get("horizon_days", 400),
        late_horizon=accepted.get("late_horizon_days", 35) * dates.DAY,
        clock_skew=accepted.get("clock_skew_seconds", 300) * dates.SECOND,
        tender_class=tender_classes(versions, spend_tenders(base)),
        spend_tenders=spend_tenders(base),
        categories=mentioned(whole, ("categories", "not_categories", "excluded_categories")),
        channels=mentioned(whole, ("channels", "unit_by_channel")),
        activities=list((base.get("facts") or {}).get("activities") or []),
        class_of_category=class_of_category(base.get("facts") or {}),
    )


def class_of_category(facts: dict[str, Any]) -> dict[str, str]:
    """Return the class of every category that stands in one."""
    classes = facts.get("category_classes") or {}
    return {category: name for name, each in classes.items() for category in each["categories"]}
