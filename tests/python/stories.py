"""Stories for the laws of the doors: the busy history, and random ones of random programmes."""

import json
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import Any

import loyaltycore as lc
from tests.python.build import SHOP, after, busy_history
from tests.reference import generator
from tests.reference.core_adapter import CoreMember
from tests.reference.random_documents import random_document

# Random members of one programme, and how long each one's story is.
MEMBERS = 8
EVENTS = 150
YEAR_2060 = 2_840_140_800_000_000


@dataclass(frozen=True)
class Story:
    """Events of several members, in no order of time, and an instant after all of them."""

    program: lc.Program
    events: list[lc.Event]
    as_of: int

    @property
    def decided(self) -> list[lc.Event]:
        """The order in which events are decided: by time, then by the text of the id."""
        return sorted(self.events, key=lambda each: (each.recorded_at, each.id))


def busy_story() -> Story:
    """Orders, logins, returns, redemptions and ticks of 40 members."""
    as_of = int(after(days=1500).timestamp()) * 1_000_000
    return Story(lc.Program.load(SHOP), busy_history(members=40, orders=12), as_of)


def random_story(seed: int) -> Story:
    """Histories of the reference's generator, of several members under one random programme."""
    document = random_document(Random(seed), declares=seed % 3 == 2)
    program = lc.Program.from_json(json.dumps(document))
    events = []
    for number in range(MEMBERS):
        rng = Random(seed * 1000 + number)
        events += told_to(program, f"m{number}", random_events(rng, document))
    return Story(program, events, YEAR_2060)


def random_events(rng: Random, document: dict[str, Any]) -> list[dict[str, Any]]:
    """One member's events; no two of one id and instant differ, or content would order them."""
    writer = generator.new_writer(rng, document)
    seen: dict[tuple[int, str], dict[str, Any]] = {}
    for index in range(EVENTS):
        event = generator.next_event(writer, index, EVENTS)
        key = (event.get("recorded_at", event["occurred_at"]), event.get("id", ""))
        while seen.setdefault(key, event) != event:
            key = (key[0] + 1, key[1])
            event = event | {"recorded_at": key[0]}
        writer.written.append(event)
    return writer.written


def told_to(program: lc.Program, member: str, events: list[dict[str, Any]]) -> list[lc.Event]:
    """The events as the core's; late returns bring records of lines that closed before."""
    teller = CoreMember(lc, program)
    teller.member = lc.Member(program, id=member)
    told = []
    for event in events:
        told.append(teller.told(event | {"member": member}))
        teller.apply(event)
    return told


def outcomes(program: lc.Program, events: list[lc.Event]) -> Counter[tuple[str, str]]:
    """How often each kind had each outcome, told to an engine in this order."""
    results = lc.Engine(program).apply_many(events)
    return Counter(
        (event.kind, "duplicate" if result.duplicate else result.refusal or "accepted")
        for event, result in zip(events, results, strict=True)
    )
