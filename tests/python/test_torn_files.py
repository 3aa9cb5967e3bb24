"""Files that are written while the process dies or the disk fails: the old one or the new one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import loyaltycore as lc
from loyaltycore import safe_file
from tests.python.build import order

ROOT = Path(__file__).resolve().parents[2]
CYCLES = 10_000 if os.environ.get("LOYALTYCORE_SOAK") else 300


@pytest.fixture
def engine(shop):
    """A few members."""
    engine = lc.Engine(shop)
    engine.apply_many([order(f"o{n}", 9000 + n, member=n % 4) for n in range(8)])
    return engine


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork and SIGKILL of POSIX")
def test_a_killed_writer_leaves_the_last_snapshot_or_the_next(tmp_path):
    arguments = [str(tmp_path / "members.snapshot"), str(CYCLES), "1"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.python.killed_writer", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    torn, saved = map(int, done.stdout.split())
    # Kills that only ever came between two files would show nothing.
    assert torn > CYCLES / 20
    assert saved > CYCLES / 20


def test_what_a_killed_writer_left_beside_is_ignored(engine, shop, tmp_path):
    path, beside = tmp_path / "members", tmp_path / "members.tmp"
    engine.save_to(path)
    old = path.read_bytes()
    engine.apply(order("later", 29_900, member=1))
    new = engine.save()
    # Half a new file, longer than the old, noise: none is looked at, the next writer replaces it.
    for torn in [new[:size] for size in range(0, len(new), 97)] + [new, b"\xff" * 2 * len(new)]:
        beside.write_bytes(torn)
        path.write_bytes(old)
        assert len(lc.Engine.load(shop, path.read_bytes())) == 4
        engine.save_to(path)
        assert path.read_bytes() == new
        assert not beside.exists()


def test_a_file_is_on_the_disk_before_it_takes_the_name(engine, tmp_path, monkeypatch):
    """What a loss of power needs and no kill can show: file, name, folder, in this order."""
    path, steps = tmp_path / "members", []
    fsync, replace = os.fsync, Path.replace

    def told_fsync(descriptor):
        of_folder = os.path.samestat(os.fstat(descriptor), tmp_path.stat())
        size = None if of_folder else os.fstat(descriptor).st_size
        steps.append("folder" if of_folder else ("file", size))
        fsync(descriptor)

    def told_replace(old, new):
        steps.append("name")
        return replace(old, new)

    monkeypatch.setattr(os, "fsync", told_fsync)
    monkeypatch.setattr(Path, "replace", told_replace)
    engine.save_to(path)
    assert steps == [("file", len(engine.save())), "name", "folder"]


@pytest.mark.parametrize("failing", ["fsync", "replace", "write"])
def test_a_disk_that_fails_leaves_the_old_file(engine, shop, tmp_path, monkeypatch, failing):
    path = tmp_path / "members"
    engine.save_to(path)
    old = path.read_bytes()
    engine.apply(order("later", 29_900, member=1))

    def fail(*_):
        raise OSError(28, "No space left on device")

    if failing == "write":
        resource = pytest.importorskip("resource")
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(old) // 2, limits[1]))
    else:
        monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[failing], fail)
    try:
        with pytest.raises(OSError, match=r"No space|too large"):
            engine.save_to(path)
    finally:
        if failing == "write":
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == old
    assert len(lc.Engine.load(shop, old)) == 4


@pytest.mark.parametrize("whose", [lc.Engine, lc.Member])
def test_members_and_engines_write_what_they_save(shop, tmp_path, whose):
    saved = lc.Engine(shop) if whose is lc.Engine else lc.Member(shop, id="ann")
    saved.apply(order("o", 29_900, member="ann"))
    saved.save_to(tmp_path / "one")
    assert (tmp_path / "one").read_bytes() == saved.save()
    assert whose.load(shop, (tmp_path / "one").read_bytes()).save() == saved.save()


def test_any_path_may_name_the_file(tmp_path):
    safe_file.replace_file(str(tmp_path / "text"), b"a")
    safe_file.replace_file(tmp_path / "text", b"b")
    assert (tmp_path / "text").read_bytes() == b"b"
    with pytest.raises(FileNotFoundError):
        safe_file.replace_file(tmp_path / "none" / "text", b"a")
