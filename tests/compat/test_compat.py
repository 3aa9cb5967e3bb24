"""What every release wrote is read for ever, decides as it did, and goes on.

README.md tells what lies in the folders and how a release adds its own.
"""

import json
from pathlib import Path

import pytest

import loyaltycore as lc
from tests.compat import write
from tests.compat.stories import STORIES

HERE = Path(__file__).resolve().parent
FOLDERS = sorted(path.parent for path in HERE.glob("v*/*/digests.json"))


class Kept:
    """One folder: its programme, its events, its digests."""

    def __init__(self, folder):
        self.folder = folder
        self.program = lc.Program.load(folder / "programme.json")
        self.digests = json.loads(self.text("digests.json"))
        self.as_of = self.digests["as_of_us"]
        self.events = self.journal("events.jsonl")
        self.later = self.journal("later.jsonl")

    def text(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def bytes(self, name):
        return (self.folder / name).read_bytes()

    def journal(self, name):
        return [lc.Event.from_json(line) for line in self.text(name).splitlines()]


@pytest.fixture(params=FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def kept(request):
    return Kept(request.param)


def test_each_story_of_each_release_is_there():
    releases = {path.parent.name for path in FOLDERS}
    assert f"v{lc.__version__}" in releases
    assert {(path.parent.name, path.name) for path in FOLDERS} >= {
        (f"v{lc.__version__}", name) for name in STORIES
    }


def test_its_programme_means_the_same(kept):
    assert kept.program.fingerprint == kept.digests["programme"]
    assert lc.Program.from_json(kept.program.to_json()) == kept.program


def test_its_events_are_decided_as_then(kept):
    result = lc.replay(kept.program, kept.events, as_of=kept.as_of)
    assert (result.digest, result.counters["refused"]) == (kept.digests["engine"], 0)
    result = lc.replay(kept.program, [*kept.events, *kept.later], as_of=kept.as_of)
    assert (result.digest, result.counters["refused"]) == (kept.digests["later"], 0)


def test_its_member_is_loaded_and_saved_alike(kept):
    data = kept.bytes("member.snapshot")
    ann = lc.Member.load(kept.program, data)
    ann.verify()
    assert ann.digest(kept.as_of) == kept.digests["member"]
    assert ann.save() == data
    one = lc.Member(kept.program, id=ann.id)
    for event in kept.events:
        if event.member == ann.id:
            one.apply(event)
    assert one == ann


@pytest.mark.parametrize("name", ["engine.snapshot", "canonical.snapshot"])
def test_its_engine_is_loaded_and_saved_alike(kept, name):
    data = kept.bytes(name)
    engine = lc.Engine.load(kept.program, data)
    engine.verify()
    assert engine.digest(kept.as_of) == kept.digests["engine"]
    assert engine.save(canonical=name.startswith("canonical")) == data


@pytest.mark.parametrize("name", ["engine.snapshot", "canonical.snapshot"])
def test_its_members_go_on(kept, name):
    engine = lc.Engine.load(kept.program, kept.bytes(name))
    assert all(each.accepted for each in engine.apply_many(kept.later))
    engine.verify()
    assert engine.digest(kept.as_of) == kept.digests["later"]


def test_a_member_goes_on_alone(kept):
    ann = lc.Member.load(kept.program, kept.bytes("member.snapshot"))
    for event in kept.later:
        if event.member == ann.id:
            assert ann.apply(event).accepted
    engine = lc.Engine(kept.program)
    engine.apply_many([*kept.events, *kept.later])
    assert engine.member(ann.id) == ann


def test_its_archived_line_is_taken_back(kept):
    record = bytes.fromhex(kept.text("archived_line.hex"))
    brought = [each for each in kept.later if each.archived]
    assert [each.archived for each in brought] == [record] * bool(record)
    engine = lc.Engine.load(kept.program, kept.bytes("engine.snapshot"))
    for event in brought:
        result = engine.apply(event)
        assert result.accepted
        assert {each.cause for each in result.effects if each.kind == "moved"}
        damaged = record[:-1] + bytes([record[-1] ^ 1])
        again = {"id": "again", "at": event.occurred_at, "order": event.order, "line": event.line}
        with pytest.raises(lc.DataError, match="archived"):
            engine.apply(lc.LineReturned(**again, member=event.member, archived=damaged))


def open_things(kept):
    """What the members of a file hold, by the names of Member.state."""
    engine = lc.Engine.load(kept.program, kept.bytes("engine.snapshot"))
    states = [engine.state(each) for each in engine]
    held = {name for state in states for name, value in state.items() if value}
    held |= {name for state in states for row in state["months"] for name, v in row.items() if v}
    accounts = {
        name
        for state in states
        for books in state["accounts"].values()
        for name, amount in books.items()
        if amount
    }
    months = {name for state in states for row in state["months"] for name in row}
    return held | accounts, set(states[0]) | set(states[0]["accounts"]["beans"]) | months


def test_the_files_of_this_release_hold_a_bit_of_everything():
    found, known = set(), set()
    for name in STORIES:
        held, names = open_things(Kept(HERE / f"v{lc.__version__}" / name))
        found |= held
        known |= names
    assert known - found == set()


def test_the_command_writes_the_files_of_this_release(tmp_path):
    """Until the release it is run whenever this fails; after it a newer release has its own."""
    write.write(tmp_path)
    for path in sorted(tmp_path.glob("*/*")):
        there = HERE / f"v{lc.__version__}" / path.relative_to(tmp_path)
        assert path.read_bytes() == there.read_bytes(), (
            f"{there.name} differs: run `python -m tests.compat.write`, if README.md allows it"
        )


def test_the_files_stay_small():
    for path in HERE.glob("v*/*/*"):
        assert path.stat().st_size <= 16 * 1024, path.name
