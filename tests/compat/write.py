"""Write the files of a release anew; README.md says when that may be done, and when never again.

python -m tests.compat.write [FOLDER]
"""

import json
import sys
from pathlib import Path

import loyaltycore as lc
from tests.compat.stories import STORIES

HERE = Path(__file__).resolve().parent
# Whose snapshot is taken alone.
MEMBER = "ann"


def lines_of(events):
    """Events as JSON, one a line."""
    return "".join(each.to_json() + "\n" for each in events)


def booked(engine, events):
    """Book events, each of which must be accepted; return the records of closed lines."""
    records = []
    for event in events:
        result = engine.apply(event)
        if not result.accepted:
            raise SystemExit(f"{event.id}: {result.refusal}")
        records += [record for _, _, record in result.archived]
    return records


def files_of(story):
    """The files of one story by name, as bytes."""
    program = lc.Program.from_json(story.programme)
    engine, ann = lc.Engine(program), lc.Member(program, id=MEMBER)
    records = booked(engine, story.events)
    booked(ann, [each for each in story.events if each.member == MEMBER])
    record = records[0] if records else b""
    later = story.later(record)
    texts = {
        "programme.json": story.programme,
        "events.jsonl": lines_of(story.events),
        "later.jsonl": lines_of(later),
        "archived_line.hex": record.hex() + "\n",
    }
    states = {
        "member.snapshot": ann.save(),
        "engine.snapshot": engine.save(),
        "canonical.snapshot": engine.save(canonical=True),
    }
    digests = {
        "as_of_us": lc.Tick(id="t", at=story.as_of).occurred_at,
        "programme": program.fingerprint,
        "member": ann.digest(story.as_of),
        "engine": engine.digest(story.as_of),
    }
    booked(engine, later)
    digests["later"] = engine.digest(story.as_of)
    texts["digests.json"] = json.dumps(digests, indent=2) + "\n"
    return states | {name: text.encode() for name, text in texts.items()}


def write(folder):
    """Write every story into its own folder below `folder`."""
    for name, story in STORIES.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for each, data in files_of(story()).items():
            (place / each).write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / f"v{lc.__version__}")
