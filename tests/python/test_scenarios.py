"""The scenarios of tests/scenarios, run by the package; GoogleTest runs them against the core."""

import json
from datetime import datetime

import pytest

import loyaltycore as lc
from tests.reference.scenarios import names, read

BALANCES = {"available", "pending", "held", "debt", "growth", "tier"}


def micros(text):
    """Microseconds of ISO text; None stays."""
    return None if text is None else lc.Tick(id="t", at=datetime.fromisoformat(text)).occurred_at


def program_of(scenario):
    """The programme of a scenario: a document or a preset, with what it sets."""
    named = scenario["program"]
    if "preset" in named:
        program = lc.Program.preset(named["preset"])
    else:
        program = lc.Program.from_json(json.dumps(named["document"]))
    document = json.loads(program.to_json())
    changed = {f"{path}": value for path, value in scenario.get("with", {}).items()}
    for overlay in document.get("overlays", []):
        for path in scenario.get("with", {}):
            part = overlay.get("changes", {})
            for step in path.split("."):
                part = part.get(step) if isinstance(part, dict) else None
            if part is not None:
                changed[f"overlays.{overlay['id']}.changes.{path}"] = None
    return program.with_(changed) if changed else program


def day_text(day):
    return None if day is None else day.isoformat()


def check_movements(effects, expected, place):
    """Compare movements one by one, only by the keys that stand."""
    moved = [e for e in effects if e.kind == "moved" and e.from_account != e.to_account]
    found = [
        {
            "currency": e.currency,
            "purse": e.purse,
            "ladder": e.ladder,
            "from": e.from_account,
            "to": e.to_account,
            "amount": e.amount,
            "cause": e.cause,
            "rule": e.rule,
            "expires_on": day_text(e.expires_on),
            "funder": e.funder,
        }
        for e in moved
    ]
    assert len(found) == len(expected), f"{place}: {found}"
    for one, other in zip(found, expected, strict=True):
        assert {key: one[key] for key in other} == other, place


def check_changes(effects, expected, place):
    """Each expected change is among the effects."""
    for wanted in expected:
        same = [e for e in effects if e.kind == wanted["kind"]]
        keys = {"before", "after", "ladder", "score", "medal", "cause"} & wanted.keys()
        assert any(all(getattr(e, k) == wanted[k] for k in keys) for e in same), (place, wanted)


def check_state(member, expected, place):
    """Compare the part of the state that stands."""
    state = member.state()
    for key, value in expected.items():
        if key == "tier_expires_at":
            assert state[key] == micros(value), place
        elif key == "expires":
            found = {}
            for bucket in (each for each in state["buckets"] if each["purse"] == "beans"):
                day = bucket["expires_on"] or "never"
                found[day] = found.get(day, 0) + bucket["beans"]
            assert found == {day or "never": beans for day, beans in value.items()}, place
        elif key == "accounts":
            for currency, book in value.items():
                assert {name: state[key][currency][name] for name in book} == book, place
        elif key in ("purses", "ladders", "scores"):
            for name, row in value.items():
                check_book(state[key][name], row, f"{place}: {name}")
        elif key == "medals":
            assert state[key] == value, f"{place}: {key}"
        else:
            assert key in BALANCES, key
            assert state[key] == value, f"{place}: {key}"


def check_book(found, expected, place):
    """Compare the keys that stand of one score, or of one purse or ladder beside the first."""
    for key, value in expected.items():
        wanted = micros(value) if key == "tier_expires_at" else value
        assert found[key] == wanted, f"{place}: {key}"


def check_quote(member, written, expected, place):
    """Compare the numbers of a quote that stand."""
    cart = dict(written)
    beans = cart.pop("beans", 0)
    quote = member.quote(lc.Event.from_json(json.dumps(cart)), "all" if beans == -1 else beans)
    for key, value in expected.items():
        assert getattr(quote, key) == value, f"{place}: {key}"


@pytest.mark.parametrize("name", names())
def test_scenario(name):
    scenario = read(name)
    member = lc.Member(program_of(scenario), id="m", keep_history=True)
    for index, step in enumerate(scenario["steps"]):
        place, expected = f"{name}, step {index}", step.get("expect", {})
        if "quote" in step:
            check_quote(member, step["quote"], expected, place)
            continue
        if "settle" in step:
            result = member.settle(micros(step["settle"]))
        else:
            event = lc.Event.from_json(json.dumps(step["event"]))
            result = member.apply(event.for_member("m"))
            assert result.refusal == expected.get("refusal", result.refusal), place
            if "refusal" in expected:
                assert result.duplicate == expected.get("duplicate", False), place
        if "movements" in expected:
            check_movements(result.effects, expected["movements"], place)
        check_changes(result.effects, expected.get("changes", []), place)
        check_state(member, expected.get("state", {}), place)
        member.verify()
