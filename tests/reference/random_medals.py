"""Random medals and what asks for their grades, near what random histories reach."""

import copy
from random import Random
from typing import Any

from tests.reference.chance import maybe, some
from tests.reference.document import merged
from tests.reference.random_scores import SLOTS, Document, patch_of, random_measure, random_window

FAMILIES = ["fam", "kin"]
MEDALS = {"fam": ["ant", "bee"], "kin": ["cow", "dog"]}
# Numbers of three grades, by what is measured.
LADDERS = {
    "spend": [(1, 50, 300), (100, 200, 900), (20, 400, 2000)],
    "growth": [(5, 100, 400), (50, 60, 700)],
    "score": [(-20, 10, 90), (1, 60, 200)],
    "input": [(1, 70, 95), (80, 85, 90)],
}
FEW = [(1, 2, 3), (1, 3, 6), (2, 4, 9), (0, 1, 2)]


def random_family(rng: Random, document: Document, name: str, scores: list[str]) -> Document:
    """Return a family of one or two medals with one or two requirements."""
    asked = {
        f"r{index}": random_measure(rng, document, scores) for index in range(rng.choice([1, 1, 2]))
    }
    grades = rng.randint(1, 3)
    numbers = {each: rng.choice(LADDERS.get(measure["of"], FEW)) for each, measure in asked.items()}
    window = random_window(rng)
    return {
        "window": window["window"],
        "settle_day": rng.choice([0, 0, 1, 1, 2, 8, 28]),
        "retain": rng.choice(["settled", "settled", "permanent"]),
        "grades": [
            {"at_least": {each: row[grade] for each, row in numbers.items()}}
            for grade in range(grades)
        ],
        "each": {
            medal: {"requires": copy.deepcopy(asked)} for medal in MEDALS[name][: rng.randint(1, 2)]
        },
    }


def grades_of(medals: Document) -> dict[str, int]:
    """Return how many grades each medal has."""
    return {medal: len(family["grades"]) for family in medals.values() for medal in family["each"]}


def asked_scores(family: Document) -> set[str]:
    """Return the scores that a family measures."""
    measures = [each for medal in family["each"].values() for each in medal["requires"].values()]
    return {each["score"] for each in measures if "score" in each}


def medals_later(rng: Random, document: Document, before: Document, scores: list[str]) -> Document:
    """Return the medals of the next version: dropped, begun, kept, or with another title."""
    after: Document = {}
    for name in FAMILIES:
        fate = rng.randrange(6)
        family = copy.deepcopy(before.get(name))
        if family is None or fate == 1:
            if fate < 3:
                after[name] = random_family(rng, document, name, scores)
            continue
        if fate == 0 or asked_scores(family) - set(scores):
            continue
        if fate == 2:
            family["retain"] = "permanent"
        elif fate == 3:
            family["title"] = "told otherwise"
        elif fate == 4:
            family["grades"] = family["grades"][:1]
        after[name] = family
    return after


def wanted(rng: Random, medals: Document) -> Document | None:
    """Return medals to ask for, with grades; null asks for none."""
    grades = grades_of(medals)
    chosen = some(rng, sorted(grades)) if grades else []
    return {name: rng.randint(1, grades[name]) for name in chosen} or None


def condition(before: Document | None, after: Document | None) -> Document | None:
    """Return the patch from one condition to another: what is asked no more is taken away."""
    if after is None:
        return None
    return {name: None for name in before or {} if name not in after} | after


def ask(rng: Random, document: Document, changes: Document, medals: Document, slot: Any) -> None:
    """Let a rule or task ask for medals of this version."""
    rule, place = document, changes
    for step in slot:
        rule, place = rule[step], place.setdefault(step, {})
    before = (rule.get("when") or {}).get("medals")
    patch = condition(before, wanted(rng, medals))
    place["when"] = (place.get("when") or {}) | {"medals": patch}


def add_medals(rng: Random, document: Document) -> None:
    """Add medals to every version of a document, and rules and tasks that ask for them."""
    chosen = some(rng, FAMILIES) or FAMILIES
    scores = sorted(document.get("score") or {})
    medals = {name: random_family(rng, document, name, scores) for name in chosen}
    slots = some(rng, SLOTS)
    document["medals"] = medals
    for slot in slots:
        ask(rng, document, document, medals, slot)
    current = {key: value for key, value in document.items() if key != "overlays"}
    for overlay in document["overlays"]:
        changes = overlay["changes"]
        current = merged(current, changes)
        later = medals_later(rng, document, medals, sorted(current.get("score") or {}))
        changes["medals"] = patch_of(medals, later)
        for slot in slots:
            ask(rng, current, changes, later, slot)
        current = merged(current, changes)
        medals = later


def sometimes(rng: Random, document: Document) -> None:
    """Add medals to half of the documents."""
    if maybe(rng, 2):
        add_medals(rng, document)
