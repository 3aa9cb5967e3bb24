"""An explanation of any event adds up to what the event books, and tells every rule and task."""

from collections import Counter

import loyaltycore as core
from tests.reference import core_adapter
from tests.reference.generator import random_history

HISTORIES = 40
SIZE = 300


def booked(effects):
    """What rules and tasks gave, by currency."""
    out = Counter()
    for effect in effects:
        if effect.kind == "moved" and effect.cause in ("earned", "task_rewarded"):
            out[effect.currency] += effect.amount
    return out


def granted(steps):
    """The same by the explanation's steps; zeros left out."""
    out = Counter()
    for step in steps:
        out[step.currency] += step.granted
    return +out


def test_steps_add_up_to_the_effects_of_any_event():
    conditions, awards, texts = set(), set(), set()
    for seed in range(HISTORIES):
        history = random_history(seed, SIZE)
        theirs, _ = core_adapter.load(core, history)
        for index, event in enumerate(history.events):
            explained = theirs.member.explain(theirs.told(event))
            where = f"seed {seed}, event {index}: {event}"
            assert granted(explained.steps) == booked(explained.effects), where
            texts |= {type(str(explained))}
            conditions |= {step.failed for step in explained.steps}
            awards |= {step.award for step in explained.steps if step.granted}
            beans = sum(step.granted for step in explained.steps if step.currency == "beans")
            result = theirs.apply(event)
            assert beans == booked_beans(result), where
    assert awards == {"rate", "fixed", "table", "streak", "from_event"}
    assert len(conditions) > 15
    assert texts == {str}


def booked_beans(result):
    """Beans that rules and tasks gave when the event was applied."""
    return sum(
        each.amount
        for each in result.movements
        if each.currency == "beans" and each.cause in ("earned", "task_rewarded")
    )
