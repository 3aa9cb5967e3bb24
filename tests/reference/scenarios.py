"""Reads tests/scenarios: one member's story each, with the ledger that its source prints."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.reference import dates
from tests.reference.model import ReferenceMember
from tests.reference.records import Movement, Result

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "tests" / "scenarios"
PROGRAMS = ROOT / "cpp" / "programs"
INSTANTS = ("occurred_at", "recorded_at", "expires_at", "completed_at")
UTC = dates.Zone(((0, 0),))
MOVEMENT_KEYS = {"from": "from_account", "to": "to_account"}


def names() -> list[Any]:
    """Return the scenarios, sorted, each marked with the preset that it speaks of."""
    return [parameter_of(path.stem) for path in sorted(SCENARIOS.glob("*.json"))]


def parameter_of(name: str) -> Any:
    """Return the scenario's name as a parameter of a test."""
    preset = read(name)["program"].get("preset")
    return pytest.param(name, id=name, marks=[pytest.mark.preset(preset)] if preset else [])


def read(name: str) -> dict[str, Any]:
    """Read a scenario."""
    text = (SCENARIOS / f"{name}.json").read_text(encoding="utf-8")
    scenario: dict[str, Any] = json.loads(text)
    return scenario


def document_of(scenario: dict[str, Any]) -> dict[str, Any]:
    """Return the raw document of a scenario: its own or a preset, with what it sets."""
    program = scenario["program"]
    if "preset" in program:
        path = PROGRAMS / f"{program['preset']}.json"
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    else:
        document = copy.deepcopy(program["document"])
    for dotted, value in scenario.get("with", {}).items():
        put(document, dotted.split("."), value)
        for overlay in document.get("overlays", []):
            drop(overlay.get("changes", {}), dotted.split("."))
    return document


def put(document: dict[str, Any], steps: list[str], value: Any) -> None:
    """Set a parameter."""
    for step in steps[:-1]:
        document = document.setdefault(step, {})
    document[steps[-1]] = value


def drop(document: Any, steps: list[str]) -> None:
    """Remove a parameter, if it is there."""
    for step in steps[:-1]:
        document = document.get(step, {}) if isinstance(document, dict) else {}
    if isinstance(document, dict):
        document.pop(steps[-1], None)


def event_of(written: dict[str, Any]) -> dict[str, Any]:
    """Return an event with instants as integers."""
    event = dict(written)
    for key in INSTANTS:
        if key in event:
            event[key] = dates.instant_of_text(event[key], UTC)
    return event


def run(name: str) -> None:
    """Play a scenario on the reference model and check every expectation."""
    scenario = read(name)
    member = ReferenceMember(document_of(scenario))
    for index, step in enumerate(scenario["steps"]):
        place = f"{name}, step {index}"
        if "quote" in step:
            cart = event_of(step["quote"])
            quote = member.quote(cart, cart.pop("beans", 0)).numbers()
            assert {key: quote[key] for key in step["expect"]} == step["expect"], place
            continue
        if "settle" in step:
            result = member.settle(dates.instant_of_text(step["settle"], UTC))
        else:
            result = member.apply(event_of(step["event"]))
        check(step["expect"], result, member.state(), place)


def check(expect: dict[str, Any], result: Result, state: dict[str, Any], place: str) -> None:
    """Compare what a step says with what came of it."""
    if "refusal" in expect:
        assert result.refusal == expect["refusal"], place
    assert result.duplicate == expect.get("duplicate", False), place
    if "movements" in expect:
        wanted = expect["movements"]
        found = [
            seen(movement, each) for movement, each in zip(result.movements, wanted, strict=False)
        ]
        assert (found, len(result.movements)) == (wanted, len(wanted)), place
    for change in expect.get("changes", []):
        assert any(change.items() <= each.items() for each in result.changes), place
    for key, value in expect.get("state", {}).items():
        assert part_of(state, key, value) == value, f"{place}: {key}"


def seen(movement: Movement, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a movement that an expectation names."""
    names = {movement.currency: movement.book}
    books = {"purse": names.get("beans"), "ladder": names.get("growth")}
    plain = [key for key in wanted if key not in books]
    fields = {key: getattr(movement, MOVEMENT_KEYS.get(key, key)) for key in plain}
    fields |= {key: books[key] for key in wanted if key in books}
    if "expires_on" in fields:
        fields["expires_on"] = dates.iso(movement.expires_on)
    return fields


def part_of(state: dict[str, Any], key: str, wanted: Any) -> Any:
    """Return the part of a state that an expectation names."""
    if key == "expires":
        days: dict[str, int] = {}
        for bucket in state["buckets"]:
            days[bucket["expires_on"]] = days.get(bucket["expires_on"], 0) + bucket["beans"]
        return days
    if key == "accounts":
        return {
            currency: {account: state["accounts"][currency][account] for account in accounts}
            for currency, accounts in wanted.items()
        }
    if key in ("purses", "ladders", "scores"):
        return {
            name: {each: part_of(state[key][name], each, value) for each, value in row.items()}
            for name, row in wanted.items()
        }
    if key == "tier_expires_at" and state[key] is not None:
        text = dates.instant_of_text(wanted, UTC) if isinstance(wanted, str) else wanted
        return wanted if state[key] == text else dates.text_of_instant(state[key])
    return state[key]
