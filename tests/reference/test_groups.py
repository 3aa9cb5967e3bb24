"""The core and the reference model decide deals between members alike."""

import json
from random import Random
from typing import Any

import pytest

import loyaltycore as core
from tests.reference.generator import random_history
from tests.reference.groups import decide_together
from tests.reference.model import ReferenceMember

NAMES = ["ann", "bob", "cai", "dan"]
HOUR = 3_600_000_000


def adjusted(event_id: str, at: int, beans: int) -> dict[str, Any]:
    """Return an adjustment of beans."""
    return {"kind": "adjusted", "id": event_id, "occurred_at": at, "beans": beans}


def deal(rng: Random, number: int, at: int) -> list[tuple[str, dict[str, Any]]]:
    """Return a gift, or two to three sides of a deal whose beans sum to zero."""
    if rng.random() < 0.3:
        return [(rng.choice(NAMES), adjusted(f"gift-{number}", at, rng.randint(1, 60)))]
    names = rng.sample(NAMES, rng.choice([2, 2, 3]))
    parts = [rng.randint(1, 25) for _ in names[1:]]
    beans = [-sum(parts), *parts]
    return [
        (name, adjusted(f"deal-{number}-{name}", at, each) | {"group": f"deal-{number}"})
        for name, each in zip(names, beans, strict=True)
    ]


def told_to_core(group: list[tuple[str, dict[str, Any]]]) -> list[core.Event]:
    """Return the events of a group for the core."""
    return [
        core.Adjusted(
            id=each["id"], at=each["occurred_at"], member=name, beans=each["beans"],
            group=each.get("group"),
        )
        for name, each in group
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_core_and_model_decide_deals_alike(seed):
    rng = Random(seed)
    document = random_history(seed, 0).document
    members = {name: ReferenceMember(document) for name in NAMES}
    engine = core.Engine(core.Program.from_json(json.dumps(document)))
    now = members["ann"].programme.versions[0].start + HOUR
    codes: list[str | None] = []
    told: list[list[tuple[str, dict[str, Any]]]] = []
    for number in range(250):
        now += rng.randint(1, 40) * HOUR
        group = rng.choice(told) if told and rng.random() < 0.1 else deal(rng, number, now)
        told.append(group)
        if rng.random() < 0.1:  # One side comes before the others.
            name, event = rng.choice(group)
            alone = engine.apply(told_to_core([(name, event)])[0])
            assert members[name].apply(event).refusal == (alone.refusal and alone.refusal.code)
        expected = decide_together(members, group)
        found = engine.apply_many(told_to_core(group))
        for each, other in zip(expected, found, strict=True):
            assert (each.refusal, each.duplicate) == (
                other.refusal and other.refusal.code,
                other.duplicate,
            )
            codes.append(each.refusal)
    for name in engine:
        beans = members[name].standing.purses["beans"].available
        assert engine.member(name).beans == beans
    assert codes.count("group_refused") > 3
    assert codes.count("group_half_booked") > 1
