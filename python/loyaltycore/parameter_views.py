"""The classes of the parts of a programme, by name: `Beans`, `TiersLevelsEntry` and so on.

They are made from the parameter table when they are asked for. What type checkers read of them,
`parameter_views.pyi`, `./dev docs` writes from the same table.
"""

from __future__ import annotations

from loyaltycore.parameter_table import Node, root
from loyaltycore.parameters import ParameterValues, class_name, class_of

__all__ = ["Sections"]


class Sections:
    """The sections of a document as attributes of a programme; for type checkers alone."""

    __slots__ = ()


def _parts(node: Node) -> list[Node]:
    """Return a part and all parts below it."""
    below = [part for child in node.children.values() if child.children for part in _parts(child)]
    return [node, *below]


def __getattr__(name: str) -> type[ParameterValues]:
    """Return the class of a part by its name."""
    for node in _parts(root()):
        if class_name(node) == name:
            return class_of(node)
    raise AttributeError(f"module 'loyaltycore.parameter_views' has no attribute {name!r}")
