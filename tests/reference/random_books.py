"""Random purses and a ladder beside the first of each, and what earns, rewards and costs them."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.reference.chance import maybe, some

PURSES = ["coins", "points", "stars"]
LADDER = "club"


@dataclass(frozen=True)
class Declared:
    """What one version declares: purses, each as in the document, and levels of the ladder."""

    purses: dict[str, dict[str, Any]] = field(default_factory=dict)
    club: list[dict[str, Any]] = field(default_factory=list)

    @property
    def levels(self) -> list[str]:
        """Return the ids of the ladder's levels."""
        return [level["id"] for level in self.club]


def random_declared(rng: Random) -> Declared:
    """Return up to three purses and mostly a ladder."""
    names = rng.sample(PURSES, rng.choice([0, 1, 1, 2, 3]))
    return declared_anew(rng, names, ladder=not maybe(rng, 4))


def declared_anew(rng: Random, names: list[str], *, ladder: bool) -> Declared:
    """Return purses of these names, and the ladder with other levels."""
    purses = {name: random_purse(rng) for name in sorted(names)}
    return Declared(purses, random_club(rng) if ladder else [])


def declared_later(rng: Random, before: dict[str, Any]) -> Declared:
    """Return what the next version declares: most of what there was, now and then one more."""
    names = [name for name in before.get("purses", {}) if not maybe(rng, 4)]
    names += [name for name in PURSES if name not in before.get("purses", {}) and maybe(rng, 6)]
    return declared_anew(rng, names, ladder=not maybe(rng, 5 if "ladders" in before else 2))


def random_levels(rng: Random, *, first: bool) -> list[dict[str, Any]]:
    """Return a ladder; later versions may name other levels."""
    validity = rng.choice([1, 1, 2])
    middle = "bronze" if first or maybe(rng, 2) else "copper"
    levels: list[dict[str, Any]] = [
        {"id": "registered"},
        {"id": middle, "threshold": 0},
        {"id": "silver", "threshold": 300, "validity_months": validity, "deduction": 120},
    ]
    if maybe(rng, 2):
        gold = {"threshold": rng.choice([900, 1000]), "validity_months": 1, "deduction": 400}
        levels.append({"id": "gold", **gold})
    return levels


def random_purse(rng: Random) -> dict[str, Any]:
    """Return a purse, with or without an expiry of its own."""
    options: list[dict[str, Any]] = [{}, {"after_days": 3}, {"after_months": 1}, {"never": True}]
    expire = rng.choice(options)
    return {"expire": expire} if expire else {}


def random_club(rng: Random) -> list[dict[str, Any]]:
    """Return the levels of the ladder; later versions may name another in the middle."""
    validity, deduction = rng.choice([1, 1, 2]), rng.choice([0, 60, 150])
    host = {"threshold": rng.choice([100, 250]), "validity_months": validity}
    levels: list[dict[str, Any]] = [
        {"id": "guest"},
        {"id": rng.choice(["friend", "fellow"]), "threshold": 0},
        {"id": "host", **host, "deduction": deduction},
    ]
    return levels


def declare(rng: Random, sections: dict[str, Any], declared: Declared) -> None:
    """Put purses and the ladder into a version, and let rules, tasks and items give to them."""
    if declared.purses:
        sections["purses"] = declared.purses
        give_to_purses(rng, sections, list(declared.purses))
    if declared.club:
        sections["ladders"] = {LADDER: {"levels": declared.club}}
        give_to_club(rng, sections)


def give_to_purses(rng: Random, sections: dict[str, Any], purses: list[str]) -> None:
    """Let every third rule and task, and some rules of their own, give beans to purses."""
    earn = sections["beans"]["earn"]
    for each in [*earn.values(), *sections["tasks"].values()]:
        if maybe(rng, 3):
            each["purse"] = rng.choice(purses)
    shopping = {"trigger": "order_completed", "rate": rng.choice(["1%", "10%"])}
    earn["token"] = shopping | {"purse": rng.choice(purses)}
    if maybe(rng, 2):
        # What cannot be taken back is owed in these two, by purses that are no money in both.
        sections["beans"]["reverse"] = {"shortfall": rng.choice(["debt", "withhold"])}
    earn["stamp"] = {"trigger": "sign_in", "fixed": 5, "purse": rng.choice(purses)}
    if maybe(rng, 2):
        earn["token"] |= rng.choice([{"pending_days": 2}, {"claim_days": 3}])
    badge = {
        "kind": "goods",
        "beans": rng.choice([3, 20]),
        "limit_per_day": 2,
        "purse": rng.choice(purses),
    }
    sections["beans"]["catalogue"]["badge"] = badge


def give_to_club(rng: Random, sections: dict[str, Any]) -> None:
    """Let some rules and tasks give growth to the ladder."""
    earn = sections["growth"]["earn"]
    earn["visit"] = {"trigger": "order_completed", "per_yuan": rng.choice([1, "1/3"])}
    for each in [earn["visit"], earn["second"], *sections["tasks"].values()]:
        if each is earn["visit"] or maybe(rng, 3):
            each["ladder"] = LADDER


def migration_of_books(
    rng: Random, migration: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    """Return a migration that may map levels of the ladder, too, and redates purses more often."""
    if "purses" in after and maybe(rng, 2):
        migration = migration | {"lots": "redate"}
    levels = [part["ladders"][LADDER]["levels"] for part in (before, after) if "ladders" in part]
    if len(levels) < 2 or maybe(rng, 4):
        return migration
    old, new = ([level["id"] for level in each] for each in levels)
    tiers = {each: rng.choice(new) for each in some(rng, old)}
    return migration | {"tiers": migration.get("tiers", {}) | tiers}


def declared_names(document: dict[str, Any], section: str) -> list[str]:
    """Return the names that stand in a section of any version, those of the first one most."""
    parts = [document, *(overlay["changes"] for overlay in document.get("overlays", []))]
    every = {name for part in parts for name in part.get(section) or {}}
    return sorted(every) + [name for name in document.get(section, {}) for _ in range(2)]
