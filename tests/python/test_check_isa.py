"""The check of objects for several instruction sets finds what it is there to find."""

import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("g++", "ld", "objcopy", "nm", "readelf", "objdump")

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64" or not all(map(shutil.which, TOOLS)),
    reason="needs the compiler's tools, on x86-64",
)

SHARED = "inline __attribute__((noinline)) void shared(double* to) { to[0] += 1; }\n"
ENTRY = "namespace loyaltycore::isa_entry { void NAME(double* to) { shared(to); shared(to); } }\n"
USES_AVX2 = (
    '__attribute__((used)) static void clear() { asm volatile("vpxor %ymm0, %ymm0, %ymm0"); }\n'
)


def compiled(folder, name, text, *flags):
    source = folder / f"{name}.cpp"
    source.write_text(text)
    path = folder / f"{name}.o"
    subprocess.run(["g++", "-O1", "-c", *flags, source, "-o", path], check=True)
    return path


def closed(path):
    """What cpp/cmake/isa.cmake does with an object outside the baseline."""
    out = path.with_suffix(".closed.o")
    subprocess.run(["ld", "-r", "--force-group-allocation", "-o", out, path], check=True)
    keep = "--keep-global-symbol=_ZN11loyaltycore9isa_entry*"
    subprocess.run(["objcopy", "--wildcard", keep, out], check=True)
    return out


@pytest.fixture
def baseline(tmp_path):
    return compiled(tmp_path, "baseline", SHARED + ENTRY.replace("NAME", "plain"))


def said_of(folder, baseline, avx2):
    (folder / "isa_objects").mkdir()
    (folder / "isa_objects/planted.txt").write_text(f"baseline {baseline}\navx2 {avx2}\n")
    command = [sys.executable, ".ci/check_isa.py", str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert not done.stderr
    assert (done.returncode == 0) == done.stdout.startswith("instruction sets: nothing wrong")
    return done.stdout


def wide(folder, *, more=""):
    text = SHARED + ENTRY.replace("NAME", "wide") + USES_AVX2 + more
    return compiled(folder, "wide", text, "-mavx2")


def test_a_closed_object_passes(tmp_path, baseline):
    assert "nothing wrong in 2 objects" in said_of(tmp_path, baseline, closed(wide(tmp_path)))


def test_a_weak_symbol_in_two_objects_is_found(tmp_path, baseline):
    said = said_of(tmp_path, baseline, wide(tmp_path))
    assert "weak symbol in 2 objects: _Z6sharedPd: " in said
    assert "shows a symbol that is no entry: W _Z6sharedPd" in said
    assert "has section groups" in said


def test_local_names_in_a_section_group_are_found(tmp_path, baseline):
    path = wide(tmp_path)
    subprocess.run(["objcopy", "--localize-symbol=_Z6sharedPd", path], check=True)
    said = said_of(tmp_path, baseline, path)
    assert "weak symbol in 2 objects" not in said
    assert "has section groups" in said


def test_a_strong_name_that_is_no_entry_is_found(tmp_path, baseline):
    path = closed(wide(tmp_path))
    subprocess.run(["objcopy", "--globalize-symbol=_Z6sharedPd", path], check=True)
    assert "no entry: T _Z6sharedPd" in said_of(tmp_path, baseline, path)


def test_code_that_runs_at_load_is_found(tmp_path, baseline):
    more = "int asked(); static int early = asked(); int* keep() { return &early; }\n"
    said = said_of(tmp_path, baseline, closed(wide(tmp_path, more=more)))
    assert "code that runs when the program is loaded" in said


def test_an_object_without_its_instructions_is_found(tmp_path, baseline):
    narrow = compiled(tmp_path, "narrow", SHARED + ENTRY.replace("NAME", "wide"))
    assert "compiled without its set" in said_of(tmp_path, baseline, closed(narrow))


def test_a_baseline_with_instructions_of_another_set_is_found(tmp_path):
    text = SHARED + ENTRY.replace("NAME", "plain") + USES_AVX2
    said = said_of(tmp_path, compiled(tmp_path, "plain", text, "-mavx2"), closed(wide(tmp_path)))
    assert "the baseline holds instructions of another set" in said


def test_a_build_without_objects_is_found(tmp_path):
    command = [sys.executable, ".ci/check_isa.py", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "no objects are listed" in done.stdout


def test_the_whole_check_asks_both_compilers():
    text = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "check_isa.py build/dev build/clang-release" in text
