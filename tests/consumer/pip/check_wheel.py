"""What a stranger sees who installed only the wheel: it imports, works and brings its libraries.

Run by .ci/consumers.sh in a fresh environment that holds the repaired wheel and nothing of ours.
"""

import sys
from importlib.metadata import requires, version
from pathlib import Path

import loyaltycore as lc

BASE_REQUIREMENTS = {"nanoarrow", "narwhals", "numpy"}


def loaded_libraries(name: str) -> list[Path]:
    """Return the files of the process whose name contains the word."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return sorted({Path(line.split()[-1]) for line in maps if name in line.split()[-1]})


def main() -> None:
    """Fail with a sentence at the first thing that is not as promised."""
    package = Path(lc.__file__).parent
    assert "site-packages" in package.parts, f"imported from {package}, not from the wheel"
    assert (package / "py.typed").exists(), "the package is typed, its marker is missing"
    assert (package / "_core.pyi").exists(), "the stub of the module is missing"

    needed = {line.split(">")[0] for line in requires("loyaltycore") or [] if "extra" not in line}
    assert needed == BASE_REQUIREMENTS, f"run-time dependencies are {sorted(needed)}"

    boost = loaded_libraries("libboost_serialization")
    outside = [path for path in boost if package.parent not in path.parents]
    assert not outside, f"taken from the system instead of the wheel: {outside}"

    program = lc.Program.preset("jd-2016")
    assert program.id == "jd-2016", f"the preset calls itself {program.id}"
    print(f"loyaltycore {version('loyaltycore')} from its wheel, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
