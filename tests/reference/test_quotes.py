"""The core and the reference model quote the carts of random histories alike."""

import json
from collections import Counter

import pytest

import loyaltycore as core
from tests.reference.core_adapter import CoreMember
from tests.reference.driver import Run
from tests.reference.generator import random_history

BESIDE = ("beans", "cash")


def carts(event):
    """Return the cart of a placement, if it is one: its tenders but beans and cash."""
    if event["kind"] != "order_placed" or not event.get("lines") or not event.get("id"):
        return []
    cart = {key: value for key, value in event.items() if key != "quoted"}
    tenders = [each for each in event.get("tenders", ()) if each["kind"] not in BESIDE]
    return [cart | {"id": f"quote of {event['id']}", "tenders": tenders}]


@pytest.mark.parametrize("seed", range(20))
def test_core_and_model_quote_alike(seed):
    history = random_history(seed, 200)
    run = Run(history)
    member = CoreMember(core, core.Program.from_json(json.dumps(history.document)))
    seen = Counter()
    for event in history.events:
        for cart in carts(event):
            for beans in (-1, 0, 60):
                wanted = run.member.quote(cart, beans)
                found = member.member.quote(member.told(cart), beans="all" if beans < 0 else beans)
                assert (found.refusal and found.refusal.code) == wanted.refusal, cart
                seen[wanted.refusal] += 1
                if wanted.refusal is None:
                    numbers = {key: getattr(found, key) for key in wanted.numbers()}
                    assert numbers | {"refusal": None} == wanted.numbers(), cart
        run.step(event)
        member.apply(event)
    assert sum(seen.values()) > 20
