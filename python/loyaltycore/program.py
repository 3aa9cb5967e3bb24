"""Programmes: immutable documents with a fingerprint; change a parameter, compare, print.

A programme is data. Nothing here computes with it: the core reads it, checks it and runs it.
"""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from loyaltycore import _core
from loyaltycore.exact_values import json_of
from loyaltycore.parameter_table import about
from loyaltycore.parameter_views import Sections
from loyaltycore.parameters import view
from loyaltycore.words import shown_briefly

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from loyaltycore.parameter_table import Parameter
    from loyaltycore.parameter_views import Document

__all__ = ["Difference", "Program", "Version", "needs_program", "presets"]


class Version(NamedTuple):
    """One version of a programme: in force in [from_us, until_us)."""

    id: str
    from_us: int
    until_us: int | None


class Difference(NamedTuple):
    """One value in which two programmes differ, in [from_us, until_us); an absent value is None.

    `interval` is the same in words, days of the programme's zone where it begins and ends with one.
    """

    path: str
    before: Any
    after: Any
    from_us: int
    until_us: int | None
    interval: str

    def __str__(self) -> str:
        before, after = shown_briefly(self.before), shown_briefly(self.after)
        return f"{self.path}: {before} -> {after}, {self.interval}"


class Program(Sections):
    """One loyalty programme, validated and immutable.

    Made by `Program.preset`, `Program.from_json` or `Program.load`. Its parameters read as
    attributes: `p.beans.earn.purchase.rate`; `p.about("beans.earn.purchase.rate")` tells label,
    unit, bounds, default and source of one. Two programmes are equal when their documents decide
    the same (equal fingerprints).

    Notes
    -----
    A cheap handle: copy it, pickle it, use it from any thread.
    """

    __slots__ = ("_document", "core")

    core: _core.Program
    _document: dict[str, Any] | None

    def __init__(self, *_: object) -> None:
        raise TypeError("make a programme by Program.preset, Program.from_json or Program.load")

    @classmethod
    def of_core(cls, core: _core.Program) -> Program:
        """Wrap a programme of the core."""
        program = object.__new__(cls)
        object.__setattr__(program, "core", core)
        object.__setattr__(program, "_document", None)
        return program

    @classmethod
    def preset(cls, id: str) -> Program:
        """Return a preset that ships inside the library.

        Parameters
        ----------
        id : str
            One of `loyaltycore.presets()`, for example "jd-2016".

        Raises
        ------
        ProgramError
            No such preset; the message lists the known ones.
        """
        return cls.of_core(_core.Program.preset(id))

    @classmethod
    def from_json(cls, text: str | bytes) -> Program:
        """Read and check a programme document.

        Parameters
        ----------
        text : str or bytes
            JSON in UTF-8; docs/programme.md describes it.

        Raises
        ------
        ProgramError
            `.problems` lists everything that is wrong, each with its JSON pointer.
        """
        if not isinstance(text, str | bytes):
            raise TypeError(f"text: got {type(text).__name__}, pass JSON as str or bytes")
        return cls.of_core(_core.Program.from_json(text))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Program:
        """Read and check a programme document from a file.

        Raises
        ------
        ProgramError
            `.problems` lists everything that is wrong.
        OSError
            The file cannot be read.
        """
        from pathlib import Path

        return cls.from_json(Path(path).read_bytes())

    def with_(self, values: Mapping[str, Any]) -> Program:
        """Return a copy with other parameter values.

        Parameters
        ----------
        values : mapping of str to int, str, bool, Fraction, Decimal, list, dict or None
            Dotted paths and their new values, for example
            `{"beans.earn.purchase.rate": "0.2%"}`. Elements of lists are named by their id or
            index (`tiers.levels.gold.threshold`), values of an overlay by
            `overlays.<id>.changes.<path>`. None removes a value.

        Warns
        -----
        UserWarning
            A later version has a value of its own at the path: yours holds only until it begins.

        Raises
        ------
        ProgramError
            An unknown path, with the nearest name, or whatever the new document has wrong.
        DataError
            A float: rates are exact, write "0.2%" or "1/500". A value of another type, or a key
            that is no str.
        """
        pairs = [(path, json_of(value, path)) for path, value in values.items()]
        changed = Program.of_core(self.core.with_values(pairs))
        overlays = json.loads(changed.to_json()).get("overlays", [])
        for path in values:
            later = next((each for each in overlays if _says(each.get("changes"), path)), None)
            if later is not None and f"overlays.{later['id']}.changes.{path}" not in values:
                warnings.warn(
                    f"{path} holds until {later['from']}, when version {later['id']} brings a "
                    f"value of its own: set overlays.{later['id']}.changes.{path} as well",
                    stacklevel=2,
                )
        return changed

    def diff(self, other: Program) -> list[Difference]:
        """Return what `other` has different: each change once, with the time in which it holds.

        The versions in force are compared, whatever their ids. A rule, task, tier or item that one
        programme lacks is one value. Paths `from`, `version` and `migration...` speak of where the
        programmes and their versions begin.

        Returns
        -------
        list of Difference
            In order of `from_us`, then in document order.
        """
        needs_program(other, "other")
        out = []
        for path, before, after, start, end, since, to in self.core.difference(other.core):
            interval = f"from {since}" if to is None else f"from {since} to {to}"
            values = (json.loads(before), json.loads(after))
            out.append(Difference(path, *values, start, end, interval))
        return out

    def to_json(self) -> str:
        """Return the document, defaults left out; `from_json` reads it back without loss."""
        return self.core.to_json()

    def resolved_json(self) -> str:
        """Return every version as a full document with all defaults explicit."""
        return self.core.resolved_json()

    @staticmethod
    def schema() -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of programme documents."""
        schema: dict[str, Any] = json.loads(_core.program_schema())
        return schema

    @staticmethod
    def parameters() -> list[dict[str, Any]]:
        """Return the table of every parameter: path, type, unit, bounds, default, doc, source."""
        return _core.parameters()

    @staticmethod
    def about(path: str) -> Parameter:
        """Return what the table says about one parameter.

        Parameters
        ----------
        path : str
            As for `with_`: "beans.earn.purchase.rate", "tiers.levels.gold.threshold", or with `*`
            for any key or element.

        Returns
        -------
        Parameter
            Path, type, unit, bounds, step, default, label, label_zh, doc and source.

        Raises
        ------
        KeyError
            No parameter stands there; names the nearest.
        """
        return about(path)

    @property
    def id(self) -> str:
        """Id of the programme."""
        return self.core.id

    @property
    def fingerprint(self) -> str:
        """Hash of what the document decides: 32 hexadecimal digits."""
        return self.core.fingerprint

    @property
    def plan_fingerprint(self) -> str:
        """Hash of the fact plan: which facts are kept and how they are made of events."""
        return self.core.plan_fingerprint

    @property
    def facts_fingerprint(self) -> str:
        """Hash of the plan and the names in it: programmes with one value share their facts."""
        return self.core.facts_fingerprint

    @property
    def versions(self) -> tuple[Version, ...]:
        """Versions in order of time, without gaps."""
        return tuple(Version(*each) for each in self.core.versions())

    @property
    def tier_names(self) -> tuple[str, ...]:
        """Names of the tiers of the last version, lowest first."""
        return tuple(self.core.tiers())

    @property
    def values(self) -> Document:
        """All parameters of the first version, defaults included, readable as attributes."""
        return self.values_of(self.versions[0].id)

    def values_of(self, version: str) -> Document:
        """Return all parameters of one version, defaults included.

        Raises
        ------
        KeyError
            The programme has no such version.
        """
        if self._document is None:
            object.__setattr__(self, "_document", json.loads(self.core.resolved_json()))
        documents = self._document or {}
        for each in documents["versions"]:
            if each["id"] == version:
                document: Document = view(each["document"], "")
                return document
        raise KeyError(version)

    if not TYPE_CHECKING:  # Type checkers know the sections.

        def __getattr__(self, name: str) -> Any:
            # `core` is asked for here only where there is none: while a copy is being made.
            if name.startswith("_") or name == "core":
                raise AttributeError(name)
            return getattr(self.values, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *dir(self.values)]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a programme does not change; use with_({{'{name}': {value!r}}})")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a programme does not change; use with_({{'{name}': None}})")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Program):
            return NotImplemented
        return self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __copy__(self) -> Program:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Program:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Program.from_json, (self.to_json(),)

    def __repr__(self) -> str:
        ids = ", ".join(version.id for version in self.versions)
        return f"<Program {self.id}: versions {ids}; {self.fingerprint[:12]}>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><td>{escape(version.id)}</td><td>{self.core.day_text(version.from_us)}</td></tr>"
            for version in self.versions
        )
        tiers = escape(" < ".join(self.tier_names))
        return (
            f"<b>{escape(self.id)}</b> <code>{self.fingerprint[:12]}</code><br>tiers: {tiers}"
            f"<table><tr><th>version</th><th>from</th></tr>{rows}</table>"
        )


def presets() -> list[str]:
    """Return the ids of the presets that ship inside the library, sorted."""
    return _core.Program.preset_ids()


def needs_program(program: object, argument: str = "program") -> None:
    """Refuse what is no programme; the name of a preset is told how it becomes one."""
    if isinstance(program, Program):
        return
    hint = ""
    if isinstance(program, str) and program in presets():
        hint = f'; Program.preset("{program}") makes one'
    kind = type(program).__name__
    raise TypeError(f"{argument}: got {kind}, write a loyaltycore.Program{hint}")


def _says(changes: Any, path: str) -> bool:
    """Return whether changes say something at a path, or replace the list that holds it."""
    for step in path.split("."):
        if not isinstance(changes, dict) or step not in changes:
            return isinstance(changes, list)
        changes = changes[step]
    return True
