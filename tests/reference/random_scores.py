"""Random scores and what asks for their levels, near what random histories reach."""

import copy
from random import Random
from typing import Any

from tests.reference.chance import maybe, some
from tests.reference.document import merged

IDS = ["a", "b", "c", "d"]
# Rules and tasks of every version, so that a later one may ask for other levels.
SLOTS = [
    *((section, "earn", name) for section in ("growth",) for name in ("purchase", "second")),
    *(("beans", "earn", name) for name in ("purchase", "login", "gift", "bonus")),
    *(("tasks", name) for name in ("days", "visits")),
]
Document = dict[str, Any]


def random_window(rng: Random) -> Document:
    """Return a window of months, and whether what exceeds a level is carried over."""
    months = rng.choice([1, 1, 2, 2, 3, 12, 13, 14])
    if maybe(rng, 3):
        return {"window": {"months": months}}
    score: Document = {"window": {"months": rng.choice([2, 12, 14]), "span": "calendar_year"}}
    return score | ({"carry": "above_level"} if not maybe(rng, 4) else {})


def random_measure(rng: Random, document: Document, before: list[str]) -> Document:
    """Return a measure; a score may ask for those before it."""
    facts = document["facts"]
    classes = sorted(facts["category_classes"])
    options: list[Document] = [
        *[{"of": "spend"}] * 3,
        {"of": "spend", "category_class": rng.choice(classes)},
        {"of": "orders"},
        {"of": "orders", "category_class": rng.choice(classes)},
        {"of": "days"},
        {"of": "months_with", "at_least": rng.choice([1, 2, 3])},
        {"of": "refusals"},
        *[{"of": "first_classes"}] * 2,
        {"of": "tenure"},
        {"of": "input", "input": "xiaobai"},
        {"of": "growth"},
    ]
    if facts["activities"]:
        activity = rng.choice(facts["activities"])
        options.append({"of": "count", "activity": activity})
        options.append({"of": "months_with", "activity": activity, "at_least": rng.choice([1, 2])})
    if before:
        options += [{"of": "score", "score": rng.choice(before)}] * 4
    return rng.choice(options)


def random_term(rng: Random, document: Document, before: list[str]) -> Document:
    """Return a term of some points, or of a few less."""
    term = random_measure(rng, document, before)
    of = term["of"]
    if maybe(rng, 4):
        least = rng.choice([0, 1, 2]) if of not in ("spend", "growth") else rng.choice([20, 100])
        rows = [(least, rng.choice([-5, 10])), (least + rng.choice([1, 150]), 40)]
        term["table"] = [{"from": start, "points": points} for start, points in rows]
    elif of in ("spend", "growth", "score"):
        term["per"] = rng.choice(["1", "1/3", "1.5", "2"])
    else:
        term["per"] = rng.choice(["5", "10", "7/2", "30"])
    if maybe(rng, 3):
        term["subtract"] = True
    if maybe(rng, 4):
        term["cap"] = rng.choice([0, 15, 100])
    return term


def random_dimension(rng: Random, document: Document, before: list[str]) -> Document:
    """Return one to three terms within bounds."""
    dimension: Document = {
        "terms": {
            f"t{index}": random_term(rng, document, before) for index in range(rng.randint(1, 3))
        }
    }
    if maybe(rng, 3):
        dimension["start"] = rng.choice([-20, 10, 50])
    if not maybe(rng, 3):
        dimension["floor"] = rng.choice([-100, -100, -10, 5])
    if maybe(rng, 4):
        dimension["cap"] = rng.choice([30, 200])
    return dimension


def random_gate(rng: Random, document: Document) -> Document:
    """Return a gate that orders open or refused ones close."""
    if maybe(rng, 2):
        terms: Document = {"spent": {"of": "orders", "per": "10"}}
        return {"role": "gate", "at_least": rng.choice([10, 20, 30]), "terms": terms}
    terms = {"refused": {"of": "refusals", "per": "10", "subtract": True}}
    terms["told"] = {"of": "input", "input": "xiaobai", "per": "1/10"}
    return {"role": "gate", "at_least": rng.choice([1, 5]), "start": 5, "terms": terms}


def random_levels(rng: Random, name: str) -> list[Document]:
    """Return up to three levels."""
    start = rng.choice([0, 1, 20, 60])
    places = [start, start + rng.choice([30, 100]), start + rng.choice([150, 400, 1500])]
    levels = [{"id": f"{name}{index}", "at_least": least} for index, least in enumerate(places)]
    return some(rng, levels)


def random_score(rng: Random, document: Document, name: str, before: list[str]) -> Document:
    """Return one score."""
    parts = rng.randint(1, 2)
    score: Document = {
        **random_window(rng),
        "settle_day": rng.choice([0, 0, 0, 1, 1, 1, 2, 8, 15, 28]),
        "dimensions": {
            f"p{index}": random_dimension(rng, document, before) for index in range(parts)
        },
        "levels": random_levels(rng, name),
    }
    if maybe(rng, 3):
        score["dimensions"]["q"] = random_gate(rng, document)
    if not maybe(rng, 4):
        score["floor"] = rng.choice([-500, -20, -20, 5])
    if maybe(rng, 5):
        score["cap"] = rng.choice([90, 600])
    return score


def random_scores(rng: Random, document: Document) -> Document:
    """Return one to four scores."""
    names = sorted(rng.sample(IDS, rng.choice([1, 2, 2, 3, 4])))
    scores: Document = {}
    for name in names:
        scores[name] = random_score(rng, document, name, sorted(scores))
    return scores


def asked_scores(score: Document) -> set[str]:
    """Return the scores that a score measures."""
    parts = score["dimensions"].values()
    terms = [term for part in parts for term in part["terms"].values()]
    return {term["score"] for term in terms if "score" in term}


def begun_later(rng: Random, document: Document, name: str, before: list[str]) -> Document:
    """Return a score that begins with a version, often one that asks a score that goes on."""
    score = random_score(rng, document, name, before)
    if before and not maybe(rng, 3):
        asked = {"of": "score", "score": rng.choice(before), "per": "2"}
        score["dimensions"]["p0"] = {"floor": -100, "terms": {"t0": asked}}
    return score


def scores_later(rng: Random, document: Document, before: Document) -> Document:
    """Return the scores of the next version: dropped, begun, kept or with other levels."""
    after: Document = {}
    for name in IDS:
        if name not in before:
            if maybe(rng, 3):
                after[name] = begun_later(rng, document, name, sorted(after))
            continue
        score = copy.deepcopy(before[name])
        fate = rng.randrange(6)
        if fate == 0 or asked_scores(score) - set(after):
            continue
        if fate == 1:
            score = begun_later(rng, document, name, sorted(after))
        elif fate < 4:
            score["levels"] = random_levels(rng, name)
        after[name] = score
    return after


def patch_of(before: Document, after: Document) -> Document:
    """Return what an overlay says; a score that changed is told whole, its old keys are taken."""
    patch: Document = {name: None for name in before if name not in after}
    for name, score in after.items():
        if score != before.get(name):
            patch[name] = difference(before.get(name), score)
    return patch


def difference(before: Any, after: Any) -> Any:
    """Return the merge patch from one value to another."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    patch = {key: None for key in before if key not in after}
    told = {key: value for key, value in after.items() if before.get(key) != value}
    return patch | {key: difference(before.get(key), value) for key, value in told.items()}


def levels_of(scores: Document) -> list[str]:
    """Return the ids of all levels."""
    return [level["id"] for score in scores.values() for level in score["levels"]]


def ask(rng: Random, document: Document, changes: Document, levels: list[str], slot: Any) -> None:
    """Let a rule or task, or a factor of the rule, ask for levels."""
    wanted = some(rng, levels) if levels else []
    place = changes
    for step in slot:
        place = place.setdefault(step, {})
    rule = document
    for step in slot:
        rule = rule[step]
    if slot[0] != "tasks" and "programme_budget" not in rule["caps"] and len(slot[2]) % 2:
        factor = {"times": "1.5", "when": {"score_levels": wanted}}
        place["multipliers"] = (place.get("multipliers") or {}) | {"scored": factor}
    else:
        place["when"] = (place.get("when") or {}) | {"score_levels": wanted}


def add_scores(rng: Random, document: Document) -> None:
    """Add scores to every version of a document, and rules and tasks that ask for their levels."""
    scores = random_scores(rng, document)
    slots = some(rng, SLOTS)
    document["score"] = scores
    for slot in slots:
        ask(rng, document, document, levels_of(scores), slot)
    current = {key: value for key, value in document.items() if key != "overlays"}
    for overlay in document["overlays"]:
        later = scores_later(rng, document, scores)
        changes = overlay["changes"]
        changes["score"] = patch_of(scores, later)
        current = merged(current, changes)
        for slot in slots:
            # The rule as it is now says where it asks; a version knows its own levels alone.
            ask_again(rng, current, changes, levels_of(later), slot)
        current = merged(current, changes)
        scores = later


def ask_again(
    rng: Random, current: Document, changes: Document, levels: list[str], slot: Any
) -> None:
    """Let what asked before ask for levels of this version."""
    rule, place = current, changes
    for step in slot:
        rule, place = rule[step], place.setdefault(step, {})
    wanted = some(rng, levels) if levels else []
    if "score_levels" in rule["when"]:
        place["when"] = (place.get("when") or {}) | {"score_levels": wanted}
    if "scored" in rule.get("multipliers", {}):
        # A budget is shared out by whole awards: without factors.
        budget = "programme_budget" in rule["caps"]
        factor = None if budget else {"when": {"score_levels": wanted}}
        place["multipliers"] = (place.get("multipliers") or {}) | {"scored": factor}
