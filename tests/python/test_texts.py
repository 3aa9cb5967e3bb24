"""The table of texts: both languages, equal placeholders, no row that nothing tells."""

import json
import re
from collections import defaultdict
from pathlib import Path
from string import Formatter

import pytest

import loyaltycore as lc
from loyaltycore import texts
from tests.python import told_stories
from tests.python.build import NOON
from tests.python.stories import random_story
from tests.python.test_scenarios import program_of
from tests.reference.scenarios import names, read

TABLE = texts.table()
FILES = sorted(Path(texts.__file__).parent.glob("*.json"))
SEEDS = range(3)
PRESETS = {read(each.values[0])["program"].get("preset") for each in names()} - {None}


def placeholders(template):
    """The names of what a template is filled with."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("key", TABLE)
def test_a_row_has_both_languages_and_equal_placeholders(key):
    row = TABLE[key]
    assert tuple(row) == texts.LANGUAGES
    assert all(row.values())
    assert placeholders(row["en"]) == placeholders(row["zh"])
    assert "" not in placeholders(row["en"]), "placeholders are named"


def test_chinese_rows_are_chinese():
    kept = {"PLUS", "SKU", "UTC", "tick", "docs", "events", "md", "account", "restored"}
    for key, row in TABLE.items():
        bare = re.sub(r"\{.*?\}|`.*?`", "", row["zh"])
        assert set(re.findall(r"[A-Za-z]+", bare)) <= kept, key
        if re.search(r"[A-Za-z]{2}", re.sub(r"\{.*?\}", "", row["en"])):
            assert not row["zh"].isascii(), key


def test_a_key_stands_in_one_file_only():
    keys = defaultdict(list)
    for path in FILES:
        for key, _ in json.loads(path.read_text("utf-8"), object_pairs_hook=list):
            keys[key].append(path.name)
    assert [key for key, places in keys.items() if len(places) > 1] == []
    assert keys.keys() == TABLE.keys()


def test_refusals_say_in_english_what_the_core_says():
    told = {key: row["en"] for key, row in TABLE.items() if key.startswith("refusal.")}
    told.pop("refusal.told")
    assert told == {f"refusal.{each.code}": each.sentence for each in lc.refusals()}


def test_every_kind_of_event_has_a_name():
    told = {key.removeprefix("event.") for key in TABLE if key.startswith("event.")}
    assert told == set(lc.EVENT_KINDS) - {"declared"}, "an own kind is told by its own name"


def told_of(program, events):
    """Everything that a member answers while it lives through events, and what it says at last."""
    member = lc.Member(program, id=events[0].member, keep_history=True)
    for event in events:
        explained = member.explain(event)
        yield from (explained, explained.decisions)
        if event.lines:
            cart, at = list(event.lines), event.recorded_at
            yield from (member.quote(cart, beans, at=at) for beans in (0, "all", 900))
        try:
            result = member.apply(event)
        except (lc.ConflictError, lc.StaleQuoteError):
            continue
        yield from (result, result.effects)
    yield from (member.settle(4_000_000_000_000_000), member.scores())
    yield from (member.explain(each.id) for each in member.events)


def everything():
    """What the stories, the scenarios and random members answer, each refusal and kind of event."""
    yield from (story() for story in told_stories.STORIES)
    for name in (each.values[0] for each in names()):
        scenario = read(name)
        steps = [each["event"] for each in scenario["steps"] if "event" in each]
        events = [lc.Event.from_json(json.dumps(each)).for_member("m") for each in steps]
        yield from told_of(program_of(scenario), events)
    for seed in SEEDS:
        story = random_story(seed)
        members = defaultdict(list)
        for event in story.decided:
            members[event.member].append(event)
        for events in members.values():
            yield from told_of(story.program, events)
    yield lc.refusals()
    at = int(NOON.timestamp()) * 1_000_000
    for kind in set(lc.EVENT_KINDS) - {"declared"}:
        told = {"kind": kind, "id": "x", "occurred_at": at}
        yield told_stories.member_of().explain(lc.Event.from_json(json.dumps(told)))


@pytest.mark.preset(*PRESETS)
def test_every_row_is_told_and_filled_with_what_it_asks_for(monkeypatch):
    used = set()
    say = texts.Say.__call__

    def recorded(self, key, **values):
        """Return what the row says; see that nothing is handed over in vain."""
        if (self.language, key) not in used:
            assert set(values) == placeholders(TABLE[key][self.language]), key
            used.add((self.language, key))
        return say(self, key, **values)

    monkeypatch.setattr(texts.Say, "__call__", recorded)
    for what in everything():
        for language in texts.LANGUAGES:
            lc.text_of(what, language=language)
            lc.html_of(what, language=language)
    wanted = {(language, key) for language in texts.LANGUAGES for key in TABLE}
    assert wanted - used == set(), "tell it in a story of told_stories.py, or drop the row"
