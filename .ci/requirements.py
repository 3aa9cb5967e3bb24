"""Print what pip must install for the extras named: build tools, run-time needs, extras.

python .ci/requirements.py test dev

The package itself is left out: ./dev builds it from the checkout.
"""

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def expand(extra: str, extras: dict[str, list[str]]) -> set[str]:
    """Return the requirements of an extra, with those of the extras it names."""
    found: set[str] = set()
    for requirement in extras[extra]:
        own = re.fullmatch(r"loyaltycore\[([a-z, -]+)\]", requirement)
        if own is None:
            found.add(requirement)
            continue
        for inner in own[1].split(","):
            found |= expand(inner.strip(), extras)
    return found


def main() -> None:
    """Print one requirement a line."""
    pyproject = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    project = pyproject["project"]
    wanted = set(pyproject["build-system"]["requires"]) | set(project["dependencies"])
    for extra in sys.argv[1:]:
        wanted |= expand(extra, project["optional-dependencies"])
    print("\n".join(sorted(wanted)))


if __name__ == "__main__":
    main()
