"""Check the floors of the C++ sources: who includes whom, what is listed, what has a test.

Fails on an upward include, on a third-party library outside its floor or in a public header, on a
header without a test of its stem, on a source that no CMakeLists.txt lists, and on a rule or kernel
file that names a programme.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CPP = ROOT / "cpp"
PUBLIC = CPP / "include" / "loyaltycore"
TESTS = ROOT / "tests" / "cpp"

# A floor and the floors that its files may include.
ALLOWED = {
    "base": {"base"},
    "model": {"base", "model"},
    "rules": {"base", "model", "rules"},
    "kernel": {"base", "model", "rules", "kernel"},
    "engine": {"base", "model", "rules", "kernel", "engine"},
    "io": {"base", "model", "io"},
}

# A third-party library and the one place below cpp/ that may include it.
HOMES = {
    "boost/": "src/io/",
    "nlohmann/": "src/io/",
    "xxhash.h": "src/base/hash.cpp",
    "pybind11/": "bindings/",
}

# The kernel and the rules are integer, closed and quiet.
NOISY = {
    "chrono", "cmath", "condition_variable", "cstdio", "cstdlib", "ctime", "filesystem", "fstream",
    "future", "iostream", "memory_resource", "mutex", "random", "shared_mutex", "sstream", "thread",
}  # fmt: skip

# A header that needs no test of its own, with the reason.
NO_TEST: dict[str, str] = {}

# Words that are parts of preset names and ordinary English too.
PLAIN_WORDS = {
    "beans",
    "default",
    "medals",
    "member",
    "overlay",
    "plus",
    "preset",
    "shop",
    "store",
    "tiers",
}

# Names of shops and of their programmes that no file name of cpp/programs need carry.
SHOPS = {"jd", "jingdong", "jdplus"}

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def sources() -> Iterator[tuple[Path, str]]:
    """Yield every C++ file below cpp/ and its path relative to cpp/."""
    for path in sorted(CPP.rglob("*")):
        if path.suffix in {".cpp", ".hpp"}:
            yield path, path.relative_to(CPP).as_posix()


def floor_of(relative: str) -> str | None:
    """Return the floor of a file below cpp/, None for what stands above all floors."""
    match = re.match(r"(?:include/loyaltycore|src)/(\w+)/", relative)
    return match[1] if match else None


def check_includes() -> Iterator[str]:
    """Yield what is wrong with the #include lines."""
    for path, relative in sources():
        floor = floor_of(relative)
        if floor is not None and floor not in ALLOWED:
            yield f"cpp/{relative}: {floor} is not a floor ({', '.join(ALLOWED)})"
            continue
        for _, target in INCLUDE.findall(path.read_text(encoding="utf-8")):
            for library, home in HOMES.items():
                if target.startswith(library) and not relative.startswith(home):
                    yield f"cpp/{relative}: {target} may only be included in cpp/{home}"
            if floor is None:
                continue
            own = re.match(r"(?:loyaltycore/)?(\w+)/[\w./]+$", target)
            if own and own[1] in ALLOWED and own[1] not in ALLOWED[floor]:
                yield f"cpp/{relative}: floor {floor} may not include {target}"
            if target == "loyaltycore/loyaltycore.hpp":
                yield f"cpp/{relative}: the umbrella header is for users, not for a floor"
            if floor in {"rules", "kernel"} and target in NOISY:
                yield f"cpp/{relative}: floor {floor} may not include <{target}>"


def check_tests() -> Iterator[str]:
    """Yield every header stem without a test."""
    for path, relative in sources():
        floor = floor_of(relative)
        if floor is None or path.suffix != ".hpp":
            continue
        test = TESTS / floor / f"{path.stem}_test.cpp"
        if not test.exists() and f"{floor}/{path.stem}" not in NO_TEST:
            yield f"cpp/{relative}: no test tests/cpp/{floor}/{path.stem}_test.cpp"
    for stem in NO_TEST:
        floor, name = stem.split("/")
        if (TESTS / floor / f"{name}_test.cpp").exists():
            yield f".ci/check_layers.py: {stem} has a test; take it off the list"


def check_lists() -> Iterator[str]:
    """Yield every source that no CMakeLists.txt lists: it would silently not be built."""
    for folder, pattern in ((CPP / "src", "*.cpp"), (CPP / "bindings", "*.cpp"), (TESTS, "*.cpp")):
        listing = folder if (folder / "CMakeLists.txt").exists() else folder.parent
        text = (listing / "CMakeLists.txt").read_text(encoding="utf-8")
        for path in sorted(folder.rglob(pattern)):
            name = path.relative_to(listing).as_posix()
            if folder == TESTS and "/tools/" not in f"/{name}":
                name = path.name  # listed below its floor
            if not re.search(rf"(^|[\s/]){re.escape(name)}\b", text):
                yield f"{path.relative_to(ROOT)}: not listed in {listing.relative_to(ROOT)}"


def check_names() -> Iterator[str]:
    """Yield every place where a rule or the kernel names a programme or its shop."""
    presets = [path.stem for path in (CPP / "programs").glob("*.json")]
    words = {word for stem in presets for word in re.split(r"[-_.]", stem) if len(word) > 1}
    words = {word for word in words if not word.isdigit()} - PLAIN_WORDS
    names = "|".join(sorted(map(re.escape, {*presets, *words, *SHOPS}), key=len, reverse=True))
    # A name inside an identifier counts as well: jd_rate, JdRate.
    pattern = re.compile(rf"(?<![a-zA-Z])({names})(?![a-z])", re.IGNORECASE)
    for path, relative in sources():
        if floor_of(relative) not in {"rules", "kernel"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            # The comment block that says which document a rule comes from may name the preset.
            code = re.sub(r"//.*", "", line)
            if match := pattern.search(code):
                yield f"cpp/{relative}:{number}: names a programme: {match[0]}"


def main() -> int:
    """Print what is wrong, one line each."""
    problems = [*check_includes(), *check_tests(), *check_lists(), *check_names()]
    print("\n".join(problems) or "layers: nothing wrong")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
