"""Snapshots and documents that go on: publishing a new document replaces only its future."""

import json

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after, busy_history, order

AS_OF = after(days=1500)
LATER = {
    "beans": {
        "earn": {
            "purchase": {"rate": "0.3%"},
            "melons": {
                "trigger": "order_completed",
                "fixed": 7,
                "when": {"categories": ["melon"], "labels": ["fresh"], "channels": ["kiosk"]},
            },
        }
    },
    "growth": {"earn": {"login": {"fixed": 9}}},
}


def published(program, start, changes=LATER, name="later"):
    """The same programme with another version from `start` (an aware datetime) on."""
    document = json.loads(program.to_json())
    overlay = {"id": name, "from": start.isoformat(), "changes": changes}
    document["overlays"] = [*document.get("overlays", []), overlay]
    return lc.Program.from_json(json.dumps(document))


def decided(events):
    return sorted(events, key=lambda each: (each.recorded_at, each.id))


def test_a_file_of_another_shard_or_generation_is_refused(shop, tmp_path):
    engine = lc.Engine(shop)
    engine.apply(order("o", 9000, member="ann"))
    most = 2**64 - 1
    data = engine.save(shard=3, generation=most)
    assert data != engine.save() == engine.save(shard=0, generation=0)
    expected = {"expect_shard": 3, "expect_generation": most}
    assert lc.Engine.load(shop, data, **expected).digest(AS_OF) == engine.digest(AS_OF)
    assert lc.Engine.load(shop, data).save() == engine.save()
    for name, other in (("shard", 4), ("generation", 16)):
        with pytest.raises(lc.SnapshotError) as caught:
            lc.Engine.load(shop, data, **expected | {f"expect_{name}": other})
        error = caught.value
        assert error.code == f"snapshot_other_{name}"
        assert (error.section, error.expected) == ("versions", f"{name} {other}")
        assert error.found == f"{name} {3 if name == 'shard' else most}"
        assert error.expected in str(error)
        assert error.found in str(error)
    engine.save_to(tmp_path / "s", canonical=True, shard=1, generation=2)
    with pytest.raises(lc.SnapshotError, match="of shard 1, expected shard 0"):
        lc.Engine.load(shop, (tmp_path / "s").read_bytes(), expect_shard=0)


def test_a_file_without_a_label_has_zero(shop):
    data = lc.Engine(shop).save()
    assert len(lc.Engine.load(shop, data, expect_shard=0, expect_generation=0)) == 0
    with pytest.raises(lc.SnapshotError, match="of generation 0, expected generation 1"):
        lc.Engine.load(shop, data, expect_generation=1)


@pytest.mark.parametrize("wrong", [-1, 2**64, 1.0, True, "3"])
def test_a_label_is_a_number_of_64_bits(shop, wrong):
    engine = lc.Engine(shop)
    for call in (
        lambda: engine.save(shard=wrong),
        lambda: engine.save(generation=wrong),
        lambda: lc.Engine.load(shop, engine.save(), expect_shard=wrong),
        lambda: lc.Engine.load(shop, engine.save(), expect_generation=wrong),
    ):
        with pytest.raises((lc.DataError, TypeError)):
            call()


@pytest.fixture(scope="module")
def plain(shop):
    """The shop without overlays of its own."""
    return shop.with_({"overlays": None})


@pytest.fixture(scope="module")
def halves():
    """Events before and after a day on which nothing happens."""
    start = after(days=300, hours=12)
    border = int(start.timestamp() * 1e6)
    events = decided(busy_history(members=20, orders=12))
    gap = 6 * 60 * 1_000_000  # The clock skew, and a minute.
    earlier = [each for each in events if each.occurred_at < border - gap]
    later = [each for each in events if each.occurred_at >= border - gap]
    return earlier, later, start


def test_going_on_under_a_new_document_is_a_replay_under_it_from_the_start(plain, halves):
    earlier, later, start = halves
    new = published(plain, start)
    engine = lc.Engine(plain)
    engine.apply_many(earlier)
    engine = lc.Engine.load(new, engine.save())
    engine.apply_many(later)
    replayed = lc.replay(new, [*earlier, *later], as_of=AS_OF)
    assert engine.digest(AS_OF) == replayed.digest
    assert replayed.digest != lc.replay(plain, [*earlier, *later], as_of=AS_OF).digest


def test_a_member_goes_on_like_its_engine(plain, halves):
    earlier, later, start = halves
    new = published(plain, start)
    member = lc.Member(plain, id=7)
    whole = lc.Member(new, id=7)
    for event in (each for each in earlier if each.member == "7"):
        member.apply(event)
        whole.apply(event)
    member = lc.Member.load(new, member.save())
    assert member.program == new
    for event in (each for each in later if each.member == "7"):
        member.apply(event)
        whole.apply(event)
    assert member == whole


def test_a_future_that_is_replaced_was_never_there(plain, halves):
    earlier, later, start = halves
    given_up = published(plain, after(days=400), {"beans": {"per_yuan": 200}}, "given-up")
    new = published(plain, start)
    engine = lc.Engine(given_up)
    engine.apply_many(earlier)
    engine = lc.Engine.load(new, engine.save(canonical=True))
    engine.apply_many(later)
    assert engine.digest(AS_OF) == lc.replay(new, [*earlier, *later], as_of=AS_OF).digest


def test_what_differs_before_is_refused_by_the_name_of_the_version(plain, halves):
    earlier, _, _ = halves
    engine = lc.Engine(plain)
    engine.apply_many(earlier)
    data = engine.save()
    with pytest.raises(lc.SnapshotError, match="version later begins at 2016-09-09") as caught:
        lc.Engine.load(published(plain, after(days=70)), data)
    error = caught.value
    assert (error.code, error.section) == ("snapshot_other_program", "versions")
    assert str(error).endswith("replay the members' events under the new document")
    assert (error.found, error.expected[:14]) == ("no such version", "version later ")
    other = plain.with_({"beans.earn.purchase.rate": "0.2%"})
    with pytest.raises(lc.SnapshotError, match="its version shop, in force from"):
        lc.Engine.load(other, data)
    old = lc.Engine(published(plain, after(days=70)))
    old.apply_many(earlier)
    with pytest.raises(lc.SnapshotError, match="lacks the version that began at 2016-09-09"):
        lc.Engine.load(plain, old.save())


def test_other_facts_are_refused(plain):
    engine = lc.Engine(plain)
    engine.apply(order("o", 29_900, member="ann"))
    changes = {"beans": {"earn": {"purchase": {"when": {"same_sku_days": 366}}}}}
    with pytest.raises(lc.SnapshotError) as caught:
        lc.Engine.load(published(plain, after(days=9), changes), engine.save())
    assert caught.value.code == "snapshot_other_plan"
    assert len(caught.value.expected) == len(caught.value.found) == 32


def test_an_open_order_with_a_name_unknown_then_is_asked_about(plain):
    line = lc.Line(amount_fen=29_900, category="melon")
    placed = lc.OrderPlaced(id="p", at=NOON, member="ann", order="o", lines=[line])
    engine = lc.Engine(plain)
    assert engine.apply(placed).accepted
    when = {"categories": ["melon"]}
    rule = {"trigger": "order_completed", "fixed": 7, "when": when}
    new = published(plain, after(days=9), {"beans": {"earn": {"melons": rule}}})
    data = engine.save()
    with pytest.raises(lc.SnapshotError, match="'melon'") as caught:
        lc.Engine.load(new, data)
    assert caught.value.code == "snapshot_word_forgotten"
    done = lc.OrderCompleted(id="c", at=after(days=10), member="ann", order="o")
    going_on = lc.Engine.load(new, data, forget_words=True).apply(done)
    assert "beans.earn.melons" not in {each.rule for each in going_on.effects}
    from_the_start = lc.Engine(new).apply_many([placed, done])[1]
    assert "beans.earn.melons" in {each.rule for each in from_the_start.effects}
    engine.apply(lc.OrderCompleted(id="c", at=after(days=1), member="ann", order="o"))
    assert len(lc.Engine.load(new, engine.save())) == 1


def test_an_error_says_which_section_where_and_what(plain):
    data = bytearray(lc.Member(plain, id="ann").save())
    wrong_format = bytes(data[:8]) + b"\x02" + bytes(data[9:])
    cases = [
        (b"what is this?" * 99, ("snapshot_magic", "header", 0)),
        (wrong_format, ("snapshot_newer_format", "header", 8)),
        (bytes(data[:100]), ("snapshot_truncated", "header", 100)),
        (bytes(data[:-1]), ("snapshot_truncated", "states", len(data) - 1)),
        (bytes([*data[:-1], data[-1] ^ 1]), ("snapshot_damaged", "states", None)),
    ]
    for wrong, (code, section, offset) in cases:
        with pytest.raises(lc.SnapshotError) as caught:
            lc.Member.load(plain, wrong)
        error = caught.value
        assert (error.code, error.section) == (code, section)
        assert offset is None or error.offset == offset
        assert error.expected
        assert error.found
        assert error.expected != error.found


def test_a_path_is_no_snapshot(shop):
    for kind in (lc.Engine, lc.Member):
        with pytest.raises(TypeError, match=r"got str, .*Path\(path\)\.read_bytes\(\)"):
            kind.load(shop, "e.bin")
