"""Who is refused is told what to write instead: every DataError ends with its remedy."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest

import loyaltycore as lc
from loyaltycore import _core, files, frames
from tests.python.build import NOON, order

ROOT = Path(__file__).resolve().parents[2]


def told(shop):
    """A history of one order."""
    return lc.history([order("o", 29_900, member="ann")])


def texts(*values):
    return np.array(values, dtype=object)


def event_table(**columns):
    sound = {"id": texts("a"), "member": texts("m"), "kind": texts("login")}
    return sound | {"occurred_at_us": np.array([1])} | columns


# Name of the door: what is refused there, the column that the error names.
DOORS = {
    "replay outputs": (lambda p: lc.replay(p, told(p), outputs=["ledgers"]), "outputs"),
    "replay threads": (lambda p: lc.replay(p, told(p), threads=-1), "threads"),
    "replay kind": (lambda p: lc.replay(p, told(p), kind="excel").members, "kind"),
    "replay as_of": (lambda p: lc.replay(p, told(p), as_of=10**18), "as_of"),
    "sorted stream, its end": (lambda p: lc.replay(p, iter([told(p)]), sorted=True), "as_of"),
    "engine digest": (lambda p: lc.Engine(p).digest(10**18), "as_of"),
    "sorted stream, a chunk": (
        lambda p: lc.replay(p, iter([(1, 2, 3, 4)]), sorted=True, as_of=NOON),
        "chunk",
    ),
    "frames": (lambda _: frames.to_frame({}, "excel"), "kind"),
    "texts": (lambda _: _core.encode_texts(["a", "\ud800"], "events.sku"), "events.sku"),
    "texts of another type": (lambda _: _core.encode_texts(["a", 3], "sku"), "sku"),
    "a draw": (lambda _: lc.draw_winners("seed", "draw", ["a"], -1), "count"),
    "a member's id": (lambda p: lc.Member(p, id=""), "id"),
    "an amount": (lambda _: lc.Line(amount_fen=1.5), "amount_fen"),
    "a time": (lambda _: lc.Login(id="l", at=NOON.replace(tzinfo=None)), "at"),
    "a tender": (lambda _: lc.Tender("bitcoin", 1), "kind"),
    "an own kind": (lambda _: lc.Event.declared("login", id="e", at=NOON), "name"),
    "JSON": (lambda _: lc.Event.from_json('{"kind": "login", "id": 1.5}'), "/id"),
    "JSON without a time": (lambda _: lc.Event.from_json('{"kind": "login", "id": "l"}'), None),
    "an event without member": (lambda p: lc.Engine(p).apply(order("o", 1)), "member"),
    "a history without member": (lambda _: lc.history([order("o", 1)]), "member"),
    "a quote without time": (lambda p: lc.Member(p, id="a").quote([lc.Line(amount_fen=1)]), "at"),
    "explain": (lambda p: lc.Member(p, id="a", keep_history=True).explain("none"), "event_id"),
    "a table's column": (lambda _: lc.history(event_table(beans=np.array([1.5]))), "beans"),
    "a table's name": (lambda _: lc.history(event_table(bean=np.array([1]))), "bean"),
    "a table's null": (lambda _: lc.history(event_table(member=texts(None))), "member"),
    "a value of a programme": (lambda p: p.with_({"beans.per_yuan": 1.5}), "beans.per_yuan"),
    "a journal's name": (lambda _: files.read_journal(Path("a.txt")), "a.txt"),
    "a table's file": (lambda _: files.read_rows(Path("a.txt")), "a.txt"),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_refusal_at_the_door_says_what_to_write(shop, door):
    call, column = DOORS[door]
    with pytest.raises(lc.DataError) as caught:
        call(shop)
    error = caught.value
    assert error.column == column or column is None
    assert error.code != "data_invalid"
    assert error.remedy
    assert str(error).endswith(error.remedy)


def test_a_file_that_cannot_be_read_says_what_to_write(tmp_path):
    for name, content in [("a.csv", b"a,b\n1\n"), ("b.parquet", b"no"), ("c.jsonl", b"\xff")]:
        path = tmp_path / name
        path.write_bytes(content)
        read = files.read_journal if name.endswith("jsonl") else files.read_rows
        with pytest.raises(lc.DataError) as caught:
            read(path)
        assert caught.value.remedy
        assert caught.value.remedy in str(caught.value)


def data_errors(path):
    """Line and keywords of each DataError that a file of Python makes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "DataError":
            yield node.lineno, {each.arg for each in node.keywords}


def test_no_error_of_the_package_is_made_without_a_remedy():
    package = Path(lc.__file__).parent
    found = [
        (path.name, line, keywords)
        for path in sorted(package.rglob("*.py"))
        for line, keywords in data_errors(path)
    ]
    assert len(found) > 10
    assert [each for each in found if not each[2] >= {"column", "remedy", "code"}] == []


def cpp_data_errors(path):
    """Line and number of arguments of each DataError that a file of C++ throws."""
    text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', path.read_text(encoding="utf-8"))
    for match in re.finditer(r"throw DataError\(", text):
        depth, arguments, at = 1, 1, match.end()
        while depth:
            depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(text[at], 0)
            arguments += depth == 1 and text[at] == ","
            at += 1
        yield text.count("\n", 0, match.start()) + 1, arguments


def test_no_error_of_the_library_is_thrown_without_a_remedy():
    """Code, sentence, column, row, remedy."""
    found = [
        (path.relative_to(ROOT).as_posix(), line, arguments)
        for path in sorted((ROOT / "cpp").rglob("*.cpp"))
        for line, arguments in cpp_data_errors(path)
    ]
    assert len(found) > 20
    assert [each for each in found if each[2] < 5] == []
