"""Parameters of a programme as attributes: a light, read-only view of its document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["ParameterValues"]


class ParameterValues(Mapping[str, Any]):
    """A part of a programme document, readable by attribute, by key and by dotted path.

    Numbers are int; rates are the exact text of the document ("0.1%"). Lists of objects with an
    `id` are readable by that id.

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

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(str(error.args[0])) from None

    def __getitem__(self, key: str) -> Any:
        first, _, rest = key.partition(".")
        if first not in self._values:
            from difflib import get_close_matches

            near = get_close_matches(first, self._values, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise KeyError(f"no parameter {self._at(first)!r}{hint}")
        part = self._shown(self._values[first], self._at(first))
        return part[rest] if rest else part

    def _at(self, name: str) -> str:
        """Return the path of a parameter below this part."""
        return f"{self._path}.{name}" if self._path else name

    @staticmethod
    def _shown(value: Any, path: str) -> Any:
        """Return a value, or a view of the part that it is."""
        if isinstance(value, dict):
            return ParameterValues(value, path)
        if (
            isinstance(value, list)
            and value
            and all(isinstance(each, dict) and "id" in each for each in value)
        ):
            return ParameterValues({each["id"]: each for each in value}, path)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._values]

    def to_dict(self) -> dict[str, Any]:
        """Return a copy as plain dicts, lists, ints and text."""
        copy: dict[str, Any] = json.loads(json.dumps(self._values))
        return copy

    def __repr__(self) -> str:
        return f"<parameters {self._path or 'of a programme'}: {', '.join(self._values)}>"

    def _repr_html_(self) -> str:
        from html import escape

        text = json.dumps(self._values, indent=1, ensure_ascii=False)
        return (
            f"<details><summary>{escape(repr(self))}</summary><pre>{escape(text)}</pre></details>"
        )
