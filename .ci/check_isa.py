"""Check the objects that are compiled for several instruction sets; takes build trees.

The linker keeps one of several weak symbols of a name, whichever object it comes from: code that
was compiled for AVX2 could so become the code of a machine without it. Fails on a weak symbol that
two of these objects define and, in an object outside the baseline, on any symbol that others can
see but its entries, on a section group, on code that runs when the program is loaded, and on an
object that was compiled without its instructions. cpp/cmake/isa.cmake lists the objects.
"""

import os
import platform
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ENTRY = "_ZN11loyaltycore9isa_entry"
BASELINE = "baseline"
# Kinds of symbols as nm says them: weak, weak object, unique.
WEAK = set("WVu")
# An instruction that the compiler uses with the set at every level of optimisation, and without it
# never; 256 bits at once come with -O3 alone.
INSTRUCTIONS = {"avx2": "\tvmov"}
RUNS_AT_LOAD = re.compile(r"\s\.(?:preinit_array|init_array|ctors)[.\w]*\s")


def said_by(*command: str) -> str:
    """Return what a tool of the compiler prints."""
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env=environment
    ).stdout


def listed(build: Path) -> list[tuple[str, Path]]:
    """Return instruction set and object of every line in the lists of a build tree."""
    lines = (path.read_text(encoding="utf-8") for path in sorted(build.glob("isa_objects/*.txt")))
    pairs = (line.split(maxsplit=1) for text in lines for line in text.splitlines())
    return [(isa, Path(name)) for isa, name in pairs]


def symbols(path: Path) -> dict[str, str]:
    """Return name and kind of the symbols that an object defines for others."""
    text = said_by("nm", "--defined-only", "--extern-only", "--format=posix", str(path))
    return {name: kind for name, kind, *_ in map(str.split, text.splitlines())}


def check_closed(isa: str, path: Path, own: dict[str, str]) -> Iterator[str]:
    """Yield what an object outside the baseline shows to others."""
    for name, kind in own.items():
        if kind in WEAK or not name.startswith(ENTRY):
            yield f"{path}: {isa} shows a symbol that is no entry: {kind} {name}"
    sections = said_by("readelf", "--wide", "--sections", "--section-groups", str(path))
    if "group section [" in sections:
        yield f"{path}: {isa} has section groups; the linker may take one for another object's"
    if RUNS_AT_LOAD.search(sections):
        yield f"{path}: {isa} has code that runs when the program is loaded, on any machine"
    if isa not in INSTRUCTIONS:
        yield f"{path}: {isa} is not a set that this check knows"
    elif INSTRUCTIONS[isa] not in said_by("objdump", "--disassemble", str(path)):
        yield f"{path}: {isa} holds no instruction of its own: it was compiled without its set"


def check(objects: list[tuple[str, Path]]) -> Iterator[str]:
    """Yield what is wrong with the objects of one build."""
    weak_in: dict[str, list[Path]] = defaultdict(list)
    for isa, path in objects:
        own = symbols(path)
        for name, kind in own.items():
            if kind in WEAK:
                weak_in[name].append(path)
        if isa != BASELINE:
            yield from check_closed(isa, path, own)
            continue
        code = said_by("objdump", "--disassemble", str(path))
        if any(each in code for each in INSTRUCTIONS.values()):
            yield f"{path}: the baseline holds instructions of another set"
    for name, paths in weak_in.items():
        if len(paths) > 1:
            yield f"weak symbol in {len(paths)} objects: {name}: {' '.join(map(str, paths))}"


def main() -> int:
    """Print what is wrong, one line each, or how many objects were read."""
    problems: list[str] = []
    count = 0
    for build in map(Path, sys.argv[1:]):
        objects = listed(build)
        count += len(objects)
        sets = {isa for isa, _ in objects}
        if BASELINE not in sets:
            problems.append(f"{build}: no objects are listed in isa_objects/")
        if platform.system() == "Linux" and platform.machine() == "x86_64" and "avx2" not in sets:
            problems.append(f"{build}: nothing was compiled for avx2")
        problems += check(objects)
    print("\n".join(problems) or f"instruction sets: nothing wrong in {count} objects")
    return bool(problems) or not count


if __name__ == "__main__":
    sys.exit(main())
