"""The one table of parameters: what each is called, measured in, bounded by, and where it is from.

The table stands in the core; here its rows have types, and are found by any path of a document.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from loyaltycore import _core

__all__ = ["ANY", "Node", "Parameter", "about", "node_at", "root"]

ANY = "*"
"""Stands in a path of the table for any key of a map or element of a list."""
Kind = Literal[
    "object",
    "map",
    "list",
    "integer",
    "ratio",
    "boolean",
    "text",
    "name",
    "choice",
    "instant",
    "names",
    "choices",
    "integers",
]


@dataclass(frozen=True)
class Parameter:
    """One row of the parameter table.

    Attributes
    ----------
    path : str
        Place in the document; `*` is any key of a map or any element of a list.
    type : str
        object, map, list, integer, ratio, boolean, text, name, choice, instant, names, choices or
        integers.
    unit : str
        Of numbers "fen", "beans", "days" and so on; of names what they name; "" if it has none.
    choices : tuple of str
        The closed list of a choice.
    minimum, maximum, step : Fraction, optional
        Bounds, both included, and a sensible step for tuning; of numbers only.
    required : bool
        Whether a document must say it.
    default : int, str, bool, list or None
        What holds when it is not said; None if nothing does, or if `default_words` tell it.
    default_words : str
        What holds where no single value does.
    tag : str
        lane: a number, candidates run side by side; fact: other facts are kept; structure: other
        rules.
    label, label_zh : str
        What people call it, in English and Chinese.
    doc : str
        One sentence.
    source : str
        Key of docs/sources.md, or "ours".
    """

    path: str
    type: Kind
    unit: str
    choices: tuple[str, ...]
    minimum: Fraction | None
    maximum: Fraction | None
    step: Fraction | None
    required: bool
    default: Any
    default_words: str
    tag: Literal["structure", "fact", "lane"]
    label: str
    label_zh: str
    doc: str
    source: str

    @property
    def may_be_none(self) -> bool:
        """Whether a complete document may hold None here."""
        parts = self.type in {"object", "map"} and not self.default_words
        return not (self.required or parts or self.default is not None)

    def bounds(self) -> str:
        """Return "from 0 to 1000 beans", the choices, or what is named; "" for anything."""
        if self.minimum is not None and self.maximum is not None:
            return f"from {self.minimum} to {self.maximum} {self.unit}".rstrip()
        return ", ".join(self.choices) or self.unit

    def __str__(self) -> str:
        default = "required" if self.required else self.default_words or repr(self.default)
        bounds = self.bounds()
        lines = [
            f"{self.path}: {self.label} ({self.label_zh})",
            f"  {self.type}{', ' if bounds else ''}{bounds}; default: {default}",
            f"  {self.doc} [{self.source}]",
        ]
        return "\n".join(lines)


@dataclass(frozen=True)
class Node:
    """A place in the table: its row (None for the whole and for elements), and what lies below."""

    path: str
    parameter: Parameter | None
    children: dict[str, Node]

    def below(self, name: str) -> Node | None:
        """Return the place of a key: its own, or that of any key."""
        return self.children.get(name) or self.children.get(ANY)


def _fraction(pair: tuple[int, int] | None) -> Fraction | None:
    return None if pair is None else Fraction(*pair)


def _row(row: dict[str, Any]) -> Parameter:
    """Return a row of the core with types."""
    return Parameter(
        path=row["path"],
        type=row["type"],
        unit=row["unit"],
        choices=tuple(row["choices"].split("|")) if row["choices"] else (),
        minimum=_fraction(row["min"]),
        maximum=_fraction(row["max"]),
        step=_fraction(row["step"]),
        required=row["required"],
        default=json.loads(row["default"]) if row["default"] else None,
        default_words=row["default_words"],
        tag=row["tag"],
        label=row["label"],
        label_zh=row["label_zh"],
        doc=row["doc"],
        source=row["source"],
    )


@cache
def root() -> Node:
    """Return the whole table as a tree, in the order of the document."""
    rows = {row["path"]: _row(row) for row in _core.parameters()}
    tree = Node("", None, {})
    for path in rows:
        node, walked = tree, ""
        for step in path.split("."):
            walked = f"{walked}.{step}" if walked else step
            node = node.children.setdefault(step, Node(walked, rows.get(walked), {}))
    return tree


def node_at(path: str) -> Node:
    """Return the place of a path of the table or of a document.

    Raises
    ------
    KeyError
        The table has no such place; names the nearest.
    """
    steps = path.split(".") if path else []
    overlay, _, changes, *changed = [*steps, "", "", ""][: max(len(steps), 3)]
    if (overlay, changes) == ("overlays", "changes") and changed:
        steps = changed  # What an overlay changes is a document of its own.
    node = root()
    for step in steps:
        below = node.below(step)
        if below is None:
            from difflib import get_close_matches

            near = get_close_matches(step, node.children, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise KeyError(f"no parameter {path!r}: there is no {step!r}{hint}")
        node = below
    return node


def about(path: str) -> Parameter:
    """Return the row of a path, for example "beans.earn.purchase.rate" or "beans.earn.*.rate".

    Raises
    ------
    KeyError
        No parameter stands there; names the nearest.
    """
    node = node_at(path)
    if node.parameter is None:
        raise KeyError(f"{path!r} is no parameter but holds some: {', '.join(node.children)}")
    return node.parameter
