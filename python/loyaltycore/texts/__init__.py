"""The texts of the package: one table, each sentence in English and in Chinese under one key.

The rows stand in the JSON files beside this one, by subject; their placeholders are named, and the
same in both languages. Whoever tells something asks a `Say` for a row and fills it in.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loyaltycore import _core
from loyaltycore.arguments import check_choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LANGUAGES", "Say", "table"]

LANGUAGES = ("en", "zh")
"""Languages of the table: English and Chinese."""

_SUBJECTS = ("decisions", "effects", "explanations", "names", "refusals", "rules")


@cache
def table() -> dict[str, dict[str, str]]:
    """Return the table: by key the template in each language."""
    out: dict[str, dict[str, str]] = {}
    for subject in _SUBJECTS:
        out |= json.loads(Path(__file__).with_name(f"{subject}.json").read_text(encoding="utf-8"))
    return out


class Say:
    """The table in one language.

    Parameters
    ----------
    language : str
        "en" or "zh".

    Raises
    ------
    DataError
        Any other language.
    """

    def __init__(self, language: str) -> None:
        check_choice("language", language, LANGUAGES)
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return a row, filled in."""
        return table()[key][self.language].format(**values)

    def name(self, of: str, id: object) -> str:
        """Return the word for a name of the core; what a programme declares stands as it is."""
        key = f"{of}.{id}"
        return self(key) if key in table() else str(id)

    def title(self, of: str, id: str, program: _core.Program) -> str:
        """Return what a programme calls a tier, an item, a score, its level or a medal.

        English keeps the ids, as everything else in the package shows them.
        """
        if self.language == "en":
            return id
        return _titles(program.to_json()).get(f"{of}.{id}", id)

    def clauses(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence as one."""
        return self("join.clauses").join(parts)


@lru_cache(maxsize=16)
def _titles(document: str) -> dict[str, str]:
    """Return the Chinese titles of a programme; of versions that differ, those of the last."""
    resolved = json.loads(_core.Program.from_json(document).resolved_json())
    out: dict[str, str] = {}
    for version in resolved["versions"]:
        found: dict[str, str] = {}
        for path, title in _titles_in(version["document"], ()):
            # Where levels of two ladders share an id, the first ladder names it.
            found.setdefault(_titled(path), title)
        out |= found
    return out


def _titles_in(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the titles below a part of a document, each with the path of what it names."""
    if isinstance(node, list):
        node = {each["id"]: each for each in node if isinstance(each, dict) and "id" in each}
    if not isinstance(node, dict):
        return
    if node.get("title_zh"):
        yield path, node["title_zh"]
    for name, part in node.items():
        yield from _titles_in(part, (*path, name))


def _titled(path: tuple[str, ...]) -> str:
    """Return what a title stands for, as `Say.title` asks for it."""
    match path:
        case ("tiers", "levels", id) | ("ladders", _, "levels", id):
            return f"tier.{id}"
        case ("beans", "catalogue", id) | ("purses", _, "catalogue", id):
            return f"item.{id}"
        case ("score", score, "levels", id):
            return f"score_level.{score}.{id}"
        case ("medals", _, "each", id):
            return f"medal.{id}"
    return ".".join(path)
