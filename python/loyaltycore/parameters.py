"""Parameters of a programme as attributes: a light, read-only view of its document.

The table of parameters makes the attributes: each part of a document has a class of its own, with a
property a parameter that carries label, unit and sentence. `parameter_views.pyi` tells type
checkers the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from loyaltycore.parameter_table import ANY, Node, Parameter, about, node_at

__all__ = ["Entries", "ParameterValues", "class_name", "view"]

T = TypeVar("T")
_NAMES_SHOWN = 6


class ParameterValues(Mapping[str, Any]):
    """A part of a programme document, readable by attribute, by key and by dotted path.

    Numbers are int; rates are the exact text of the document ("0.1%"). Lists of objects with an
    `id` are readable by that id. `about(name)` is the row of the parameter table: label, unit,
    bounds, default, sentence and source.

    Parameters
    ----------
    values : dict
        The part.
    path : str
        Where it stands in the document, "" for the whole.
    """

    __slots__ = ("_path", "_values")

    def __init__(self, values: dict[str, Any], path: str) -> None:
        self._values = values
        self._path = path

    def about(self, name: str = "") -> Parameter:
        """Return what the table says about a parameter of this part.

        Parameters
        ----------
        name : str, default ""
            Its name or dotted path below this part; "" is the part itself.

        Returns
        -------
        Parameter
            Path, type, unit, bounds, step, default, label, label_zh, doc and source.

        Raises
        ------
        KeyError
            No parameter stands there; names the nearest.
        """
        return about(self._at(name) if name else self._path)

    if not TYPE_CHECKING:  # Type checkers know the attributes of each part.

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            return _attribute(self, name)

    def __getitem__(self, key: str) -> Any:
        first, _, rest = key.partition(".")
        if first not in self._values:
            from difflib import get_close_matches

            near = get_close_matches(first, self._values, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise KeyError(f"no parameter {self._at(first)!r}{hint}")
        part = view(self._values[first], self._at(first))
        return part[rest] if rest else part

    def _at(self, name: str) -> str:
        """Return the path of a parameter below this part."""
        return f"{self._path}.{name}" if self._path else name

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._values]

    def __reduce__(self) -> tuple[Any, ...]:
        return view, (self._values, self._path)

    def to_dict(self) -> dict[str, Any]:
        """Return a copy as plain dicts, lists, ints and text."""
        copy: dict[str, Any] = json.loads(json.dumps(self._values))
        return copy

    def _rows(self) -> list[tuple[str, str, str, str, str]]:
        """Return name, value, unit, label and Chinese label of every parameter of this part."""
        node = node_at(self._path)
        rows = []
        for name, value in self._values.items():
            below = node.below(name)
            row = below.parameter if below is not None else None
            labels = ("", "", "") if row is None else (_unit(row), row.label, row.label_zh)
            rows.append((name, _shown(value), *labels))
        return rows

    def __repr__(self) -> str:
        parts = [
            " ".join(filter(None, (name, value, unit))) + (f" ({label})" if label else "")
            for name, value, unit, label, _ in self._rows()
        ]
        return f"<parameters {self._path or 'of a programme'}: {'; '.join(parts)}>"

    def __str__(self) -> str:
        rows = self._rows()
        widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
        lines = [f"{self._path or 'a programme'}{_title(self._path)}"]
        for name, value, unit, label, _ in rows:
            cells = f"{name:{widths[0]}}  {value:>{widths[1]}}  {unit:{widths[2]}}  {label}"
            lines.append(f"  {cells}".rstrip())
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from html import escape

        from loyaltycore.words import table_html

        heads = ("parameter", "value", "unit", "label", "label (zh)")
        title = escape(f"{self._path or 'a programme'}{_title(self._path)}")
        return f"<b>{title}</b>{table_html(heads, self._rows())}"


class Entries(ParameterValues, Generic[T]):
    """Parts of one kind by their names: rules, tasks, levels."""

    __slots__ = ()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> T: ...


def _title(path: str) -> str:
    """Return the label of a part after a colon; "" for what has none."""
    row = node_at(path).parameter
    return "" if row is None else f": {row.label}"


def _unit(row: Parameter) -> str:
    """Return a unit of numbers; the kinds of names are no units."""
    return row.unit if row.type in {"integer", "ratio", "integers"} else ""


def _shown(value: Any) -> str:
    """Return a value on one line; a part by the names that it holds."""
    if value is None:
        return "not set"
    if isinstance(value, dict):
        more = ", ..." if len(value) > _NAMES_SHOWN else ""
        return "{" + ", ".join([*value][:_NAMES_SHOWN]) + more + "}"
    if isinstance(value, list):
        ids = [each["id"] if isinstance(each, dict) and "id" in each else each for each in value]
        return json.dumps(ids, ensure_ascii=False)
    return value if isinstance(value, str) else json.dumps(value)


def view(value: Any, path: str) -> Any:
    """Return a value of a document, or a view of the part that it is."""
    if isinstance(value, dict):
        return _class_at(path)(value, path)
    has_ids = isinstance(value, list) and bool(value)
    if has_ids and all(isinstance(each, dict) and "id" in each for each in value):
        return _class_at(path)({each["id"]: each for each in value}, path)
    return value


def class_name(node: Node) -> str:
    """Return the name of a part's class: BeansEarnEntryCaps for beans.earn.*.caps."""
    steps = node.path.split(".") if node.path else ["document"]
    words = ("entry" if step == ANY else step for step in steps)
    return "".join(part.capitalize() for word in words for part in word.split("_"))


def _class_at(path: str) -> type[ParameterValues]:
    """Return the class of the part at a path of a document."""
    try:
        return class_of(node_at(path))
    except KeyError:
        return ParameterValues


@cache
def _class_by_path(path: str) -> type[ParameterValues]:
    node = node_at(path)
    base = Entries if ANY in node.children else ParameterValues
    members: dict[str, Any] = {
        "__doc__": _class_doc(node),
        "__module__": "loyaltycore.parameter_views",
        "__slots__": (),
    }
    for name, child in node.children.items():
        if name != ANY and name.isidentifier() and not hasattr(ParameterValues, name):
            members[name] = _property(name, child)
    return type(class_name(node), (base,), members)


def class_of(node: Node) -> type[ParameterValues]:
    """Return the class of a part: a property a parameter, documented by its row."""
    return _class_by_path(node.path)


def _property(name: str, node: Node) -> property:
    """Return a property that reads one parameter; its doc is the row's."""
    return property(lambda values: _attribute(values, name), doc=_doc(node))


def _attribute(values: ParameterValues, name: str) -> Any:
    """Return a parameter; AttributeError for one that this document does not hold."""
    try:
        return values[name]
    except KeyError as error:
        raise AttributeError(str(error.args[0])) from None


def _doc(node: Node) -> str:
    """Return label, unit and sentence of a parameter."""
    row = node.parameter
    if row is None:
        return ""
    bounds = row.bounds()
    return f"{row.label} ({row.label_zh}){': ' if bounds else ''}{bounds}. {row.doc}"


def _class_doc(node: Node) -> str:
    """Return what a part is, and where it stands."""
    row = node.parameter
    head = "A programme document." if row is None else f"{row.label} ({row.label_zh}). {row.doc}"
    return f"{head} At `{node.path}`." if node.path else head
