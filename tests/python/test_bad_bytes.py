"""Documents and stored bytes that are damaged, foreign or hostile, one test a fault.

Faults 1 to 6, 29 and 30 are of stored bytes, 27 and 28 of programmes.
"""

import json
import pickle
import time

import pytest

import loyaltycore as lc
from tests.python.build import order


@pytest.fixture
def snapshot(shop):
    """A snapshot of four members."""
    engine = lc.Engine(shop)
    engine.apply_many([order(f"o{n}", 9000 + n, member=n % 4) for n in range(8)])
    return engine.save(canonical=True)


def fails_to_load(program, data):
    """A typed error, or proof that nothing differs."""
    try:
        engine = lc.Engine.load(program, data)
    except lc.SnapshotError as error:
        return error.code.startswith("snapshot_")
    return engine.save(canonical=True) == data


def test_fault_1_and_2_truncated_or_empty_bytes_are_refused(shop, snapshot):
    for size in range(len(snapshot)):
        with pytest.raises(lc.SnapshotError):
            lc.Engine.load(shop, snapshot[:size])
    with pytest.raises(lc.SnapshotError) as caught:
        lc.Engine.load(shop, b"not a snapshot at all, but long enough to look like one" * 9)
    assert caught.value.code == "snapshot_magic"


def test_fault_3_every_single_bit_flip_is_refused_or_harmless(shop, snapshot):
    for place in range(0, len(snapshot) * 8, 7):
        damaged = bytearray(snapshot)
        damaged[place // 8] ^= 1 << place % 8
        assert fails_to_load(shop, bytes(damaged)), place


def test_fault_4_swapped_and_repeated_parts_are_refused(shop, snapshot):
    half = len(snapshot) // 2
    for damaged in (
        snapshot[half:] + snapshot[:half],
        snapshot + snapshot,
        snapshot[: half - 64] + b"\0" * 64 + snapshot[half:],
    ):
        assert fails_to_load(shop, damaged)


def test_fault_5_a_newer_format_is_refused_by_name(shop, snapshot):
    codes = set()
    for place in range(8, 16):
        newer = bytearray(snapshot)
        newer[place] = (newer[place] + 1) % 256
        with pytest.raises(lc.SnapshotError) as caught:
            lc.Engine.load(shop, bytes(newer))
        codes.add(caught.value.code)
    assert "snapshot_newer_format" in codes


def test_fault_6_what_this_release_wrote_is_read_again(shop, snapshot):
    assert lc.Engine.load(shop, snapshot).save(canonical=True) == snapshot


def test_fault_29_random_bytes_never_crash(shop, snapshot):
    noise = bytes(n * 2_654_435_761 % 251 for n in range(len(snapshot)))
    for start in range(0, len(snapshot) - 64, 97):
        mixed = snapshot[:start] + noise[start : start + 64] + snapshot[start + 64 :]
        assert fails_to_load(shop, mixed)


def test_fault_30_a_pickle_carries_verified_bytes_only(shop, ann):
    ann.apply(order("o", 29_900))
    for whole in (ann, lc.Engine(shop)):
        state = whole.save()
        data = pickle.dumps(whole)
        assert state in data
        damaged = data.replace(state, state[:-1] + bytes([state[-1] ^ 1]))
        with pytest.raises(lc.SnapshotError):
            pickle.loads(damaged)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"a":' * 100_000,
        '{"format": 1, "format": 1}',
        '{"format": 1e400}',
        '{"format": NaN}',
        "\ufeff{}",
        '{"format": 1,}',
        "",
        "3",
        "null",
        '{"format": 1.5}',
        '{"format": 99999999999999999999}',
        b"\xff\xfe{}",
        b'{"a": "\xc0\xaf"}',
        '{"meta": {"id": "' + "x" * 5_000_000 + '"}}',
    ],
    ids=range(15),
)
def test_fault_27_hostile_json_is_refused_at_once(text):
    start = time.perf_counter()
    with pytest.raises(lc.ProgramError) as caught:
        lc.Program.from_json(text)
    assert caught.value.problems
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "changes",
    [
        {"tiers.levels.gold.threshold": 1},
        {"beans.earn.purchase.rate": "1/0"},
        {"beans.earn.purchase.rate": "-1%"},
        {"beans.redeem.max_share": "150%"},
        {"beans.per_yuan": 0},
        {"from": "2030-01-01"},
    ],
    ids=str,
)
def test_fault_28_programmes_that_make_no_sense(shop, changes):
    with pytest.raises(lc.ProgramError) as caught:
        shop.with_(changes)
    assert all(each.what for each in caught.value.problems)


def test_fault_28_all_faults_of_a_programme_are_listed(shop):
    document = json.loads(shop.to_json())
    document["beans"]["per_yuan"] = 0
    document["tears"] = {}
    document["zone"] = {"offset_minutes": 10_000}
    with pytest.raises(lc.ProgramError) as caught:
        lc.Program.from_json(json.dumps(document))
    assert {each.pointer for each in caught.value.problems} >= {"/beans/per_yuan", "/tears"}
    assert len(caught.value.problems) >= 3
