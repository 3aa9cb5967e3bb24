"""Write the pages that tables of the core generate: parameters and refusals. `./dev docs` runs it.

A test compares what is committed with what this writes.
"""

from pathlib import Path

from loyaltycore import _core

DOCS = Path(__file__).resolve().parent

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


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {"parameters.md": _core.parameter_reference(), "refusals.md": refusals_page()}


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
