"""Answers that are dicts for programs and texts for people, who know the titles of a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from loyaltycore import _core
    from loyaltycore.texts import Say

__all__ = ["Named"]


class Named(dict[str, dict[str, Any]]):
    """A dict by id, with the programme that names the ids. `text_of` and `html_of` tell it."""

    # Its titles; not part of the data, and not kept by pickle or copy.
    core_program: _core.Program | None = None

    @classmethod
    def of(cls, data: dict[str, dict[str, Any]], program: _core.Program) -> Self:
        """Return an answer about a member with the programme that names its parts."""
        out = cls(data)
        out.core_program = program
        return out

    def title(self, of: str, id: str, say: Say) -> str:
        """Return what the programme calls a part, or its id."""
        program = self.core_program
        return id if program is None else say.title(of, id, program)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)

    def _repr_html_(self) -> str:
        from loyaltycore.told import html_of

        return html_of(self)
