"""Stored bytes that are cut, damaged, mixed up, newer, hostile or pickled.

Every bit and every length is tried here and, sections and hostile hashes too, in
tests/cpp/io/snapshot_envelope_test.cpp; files of older releases lie in tests/compat, files that a
dying process writes are in test_torn_files.py.
"""

import io
import pickle
import random

import pytest

import loyaltycore as lc
from tests.python.build import after, order


def engine_of(shop, count, first=9000):
    """An engine of four members."""
    engine = lc.Engine(shop)
    engine.apply_many([order(f"o{n}", first + n, member=n % 4) for n in range(count)])
    return engine


@pytest.fixture(scope="module")
def snapshot(shop):
    """A snapshot of four members; long enough to have a bit of everything."""
    data = engine_of(shop, 8).save(canonical=True)
    assert len(data) >= 4096
    return data


def code_of(program, data):
    """The code of the typed error; None if the bytes are read."""
    try:
        lc.Engine.load(program, data)
    except lc.SnapshotError as error:
        return error.code
    return None


def test_every_truncation_is_refused_and_says_where(shop, snapshot):
    for size in range(len(snapshot)):
        with pytest.raises(lc.SnapshotError) as caught:
            lc.Engine.load(shop, snapshot[:size])
        error = caught.value
        assert (error.code, error.offset) == ("snapshot_truncated", size)
        assert error.section
        assert error.found != error.expected
        assert str(error)


@pytest.mark.parametrize(
    "data", [b"P", b"not a snapshot at all" * 99, b"\0" * 5000, b"PK\x03\x04" * 2000], ids=len
)
def test_another_file_is_no_snapshot(shop, data):
    with pytest.raises(lc.SnapshotError) as caught:
        lc.Engine.load(shop, data)
    assert (caught.value.code, caught.value.offset) == ("snapshot_magic", 0)


@pytest.mark.parametrize("wrong", [None, "x" * 999, 3, [1] * 999, bytearray(999)], ids=type)
@pytest.mark.parametrize("door", [lc.Engine, lc.Member])
def test_only_bytes_are_read_and_nothing_else_is_repeated(shop, door, wrong):
    with pytest.raises(TypeError, match=f"data: got {type(wrong).__name__}, pass") as caught:
        door.load(shop, wrong)
    assert len(str(caught.value)) < 100


def test_every_flipped_bit_is_found(shop, snapshot):
    data = bytearray(snapshot)
    for place in range(len(data) * 8):
        data[place // 8] ^= 1 << place % 8
        assert code_of(shop, bytes(data)), f"bit {place}"
        data[place // 8] ^= 1 << place % 8
    assert code_of(shop, bytes(data)) is None


def test_flipped_bits_of_a_large_file_are_found(shop):
    """64 MiB: a hash that only looked at the start, or at samples, would pass the small file."""
    engine = lc.Engine(shop)
    line = [lc.Line(amount_fen=100)] * 130
    count = 0
    data = b""
    while len(data) < 64 * 2**20:
        batch = range(count, count + 4000)
        engine.apply_many(
            [lc.OrderCompleted(id="o", at=after(), member=f"m{n}", lines=line) for n in batch]
        )
        count += len(batch)
        data = engine.save()
    assert code_of(shop, data) is None
    rng, damaged = random.Random(3), bytearray(data)
    for _ in range(40):
        place = rng.randrange(len(data) * 8)
        damaged[place // 8] ^= 1 << place % 8
        assert code_of(shop, bytes(damaged)) == "snapshot_damaged", f"bit {place}"
        damaged[place // 8] ^= 1 << place % 8


def test_bursts_of_damage_are_found(shop, snapshot):
    rng = random.Random(4)
    for length in (2, 16, 64, 512, 4096):
        for start in range(0, len(snapshot) - length, 61):
            part = snapshot[start : start + length]
            for burst in (bytes(length), b"\xff" * length, rng.randbytes(length), part[::-1]):
                if burst != part:
                    damaged = snapshot[:start] + burst + snapshot[start + length :]
                    assert code_of(shop, damaged), (start, length)


def test_parts_that_moved_or_came_from_another_file_are_found(shop, snapshot):
    """Any two stretches exchanged, and any stretch of a stale file of the same members."""
    stale = engine_of(shop, 8, first=5000).save(canonical=True)
    assert len(stale) == len(snapshot)
    assert code_of(shop, stale) is None
    for length in (64, 512, 2048):
        for start in range(0, len(snapshot) - 2 * length, 61):
            middle, end = start + length, start + 2 * length
            moved = snapshot[middle:end] + snapshot[start:middle]
            for changed in (moved, moved[:length] * 2, stale[start:middle] + snapshot[middle:end]):
                damaged = snapshot[:start] + changed + snapshot[end:]
                assert damaged == snapshot or code_of(shop, damaged), (start, length)
    for size in range(1, len(stale)):
        mixed = stale[:size] + snapshot[size:]
        assert mixed in (snapshot, stale) or code_of(shop, mixed), size
    assert code_of(shop, snapshot * 2) == "snapshot_damaged"


def test_a_newer_format_is_refused_by_both_numbers(shop, snapshot):
    newer = snapshot[:8] + (2).to_bytes(4, "little") + snapshot[12:]
    with pytest.raises(lc.SnapshotError, match=r"format 2.*format 1") as caught:
        lc.Engine.load(shop, newer)
    assert caught.value.code == "snapshot_newer_format"
    assert caught.value.found == "format 2"


def test_what_is_loaded_saves_the_same_bytes(shop, snapshot):
    assert lc.Engine.load(shop, snapshot).save(canonical=True) == snapshot
    ann = lc.Member(shop, id="ann")
    ann.apply(order("o", 29_900))
    assert lc.Member.load(shop, ann.save()).save() == ann.save()


# A pickle is a snapshot in an envelope of Python's. ------------------------------------------


class WatchedUnpickler(pickle.Unpickler):
    """Notes whatever a pickle names."""

    def __init__(self, file):
        super().__init__(file)
        self.used = set()

    def find_class(self, module, name):
        self.used.add((module, name))
        return super().find_class(module, name)


def pickled(shop):
    """Whatever holds a member's state, with the bytes that its pickle must carry."""
    ann = lc.Member(shop, id="ann")
    told = lc.Member(shop, id="ann", keep_history=True)
    for member in (ann, told):
        member.apply(order("o", 29_900))
    return [ann, told, engine_of(shop, 8)]


@pytest.mark.parametrize("which", range(3), ids=["member", "with history", "engine"])
def test_a_pickle_carries_our_bytes_and_nothing_else(shop, which):
    whole = pickled(shop)[which]
    data = pickle.dumps(whole)
    assert whole.save() in data
    reader = WatchedUnpickler(io.BytesIO(data))
    assert type(reader.load()) is type(whole)
    # Made by our own doors, from bytes and texts: nothing else of any module acts.
    used = reader.used - {("builtins", "getattr")}  # As Python names a classmethod.
    assert {module.split(".")[0] for module, _ in used} == {"loyaltycore"}


@pytest.mark.parametrize("which", range(3), ids=["member", "with history", "engine"])
def test_damage_in_a_pickled_state_is_found(shop, which):
    whole = pickled(shop)[which]
    state, data = whole.save(), pickle.dumps(whole)
    start = data.index(state)
    for place in range(start, start + len(state), 7):
        damaged = bytearray(data)
        damaged[place] ^= 1 << place % 8
        with pytest.raises(lc.SnapshotError):
            pickle.loads(bytes(damaged))
