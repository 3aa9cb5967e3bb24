"""Write what tables of the core generate: two pages and a stub. `./dev docs` runs it.

A test compares what is committed with what this writes.
"""

from keyword import iskeyword
from pathlib import Path

from loyaltycore import _core
from loyaltycore.parameter_table import ANY, Node, root
from loyaltycore.parameters import class_name

DOCS = Path(__file__).resolve().parent
STUB = DOCS.parent / "python/loyaltycore/parameter_views.pyi"

REFUSALS_HEAD = """# Refusals

Generated from `cpp/src/model/refusal.cpp` by `./dev docs`; do not edit.

An event that is refused changes nothing and is not remembered. Of several reasons the one with the
lowest rank is reported. Codes and ranks are stable: retired ones stay reserved. "Later" says that
the same event, unchanged, may be accepted later; the others need a corrected event. Refusals are
answers, not exceptions: what raises is told by `loyaltycore.errors`.
"""

# The first rank of each group, and what its refusals speak of.
GROUPS = {
    10: "The event itself",
    30: "Its place in the member's story",
    50: "The order, line, review or hold it speaks of",
    80: "What the programme allows now",
}


def refusals_page() -> str:
    """Return docs/refusals.md."""
    lines = [REFUSALS_HEAD.rstrip()]
    starts = sorted(GROUPS)
    for start, end in zip(starts, [*starts[1:], 1 << 16], strict=True):
        lines += ["", f"## {GROUPS[start]}", ""]
        lines += ["| rank | code | field | later | what must hold |", "|---|---|---|---|---|"]
        for refusal in _core.refusals():
            if start <= refusal.rank < end:
                field = f"`{refusal.field}`" if refusal.field else ""
                later = "yes" if refusal.transient else ""
                row = (str(refusal.rank), f"`{refusal.code}`", field, later, refusal.sentence)
                lines.append("| " + " | ".join(row) + " |")
    lines += ["", "## Retired: never given any more, never used again", ""]
    lines += ["| rank | code | what is said instead |", "|---|---|---|"]
    lines += [f"| {rank} | `{code}` | {said} |" for rank, code, said in _core.retired_refusals()]
    return "\n".join(lines) + "\n"


STUB_HEAD = '''"""Generated from cpp/src/io/parameters*.cpp by `./dev docs`; do not edit."""

from typing import Any, Literal

from loyaltycore.parameters import Entries, ParameterValues
'''
PLAIN = {
    "integer": "int",
    "ratio": "str",
    "boolean": "bool",
    "text": "str",
    "name": "str",
    "instant": "str",
    "names": "list[str]",
    "choices": "list[str]",
    "integers": "list[int]",
}


def type_of(node: Node) -> str:
    """Return the Python type of a parameter of a complete document."""
    row = node.parameter
    if ANY in node.children:
        element = node.children[ANY]
        if not element.children:
            values = PLAIN[element.parameter.type]
            return f"list[{values}] | None" if row.type == "list" else f"Entries[{values}]"
        if row.type == "list" and "id" not in element.children:
            return "list[dict[str, Any]] | None"
        return f"Entries[{class_name(element)}]"
    if node.children:
        return class_name(node)  # None only where a section is left out: its doc says so.
    if row.type == "choice":
        named = f"Literal[{', '.join(repr(each) for each in row.choices)}]".replace("'", '"')
    else:
        named = PLAIN[row.type]
    return f"{named} | None" if row.may_be_none else named


def stub_of(node: Node) -> list[str]:
    """Return the class of a part, and those of the parts below it."""
    lines = ["", f"class {class_name(node)}(ParameterValues):", *properties_of(node)]
    for child in node.children.values():
        element = child.children.get(ANY, child)
        is_list = child.parameter is not None and child.parameter.type == "list"
        if element.children and not (is_list and "id" not in element.children):
            lines += stub_of(element)
    return lines


def properties_of(node: Node) -> list[str]:
    """Return a property a parameter, with its label, unit and sentence."""
    lines = []
    for name, child in node.children.items():
        if name == ANY or iskeyword(name):
            continue
        row = child.parameter
        bounds = row.bounds()
        about = f"{row.label}{': ' if bounds else ''}{bounds}. {row.doc}"
        about += " None where it is left out." if child.children and row.may_be_none else ""
        lines += [
            "    @property",
            f"    def {name}(self) -> {type_of(child)}:",
            f'        """{about}"""',
        ]
    return lines


def parameter_stub() -> str:
    """Return parameter_views.pyi: a class a part of a document."""
    document = Node("", None, {n: c for n, c in root().children.items() if n != "overlays"})
    sections = ["", "class Sections:", *properties_of(document)]
    return STUB_HEAD + "\n".join([*sections, *stub_of(document)]) + "\n"


def pages() -> dict[Path, str]:
    """Return every generated file by its path."""
    return {
        DOCS / "parameters.md": _core.parameter_reference(),
        DOCS / "refusals.md": refusals_page(),
        STUB: parameter_stub(),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
