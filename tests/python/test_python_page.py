"""docs/python.md names what the package has: classes, arguments, tables and their columns."""

import inspect
import re
from pathlib import Path

import numpy as np
import pytest

import loyaltycore as lc
from tests.python.build import busy_history

PAGE = Path(__file__).resolve().parents[2] / "docs/python.md"
CLASSES = [lc.Program, lc.Member, lc.Engine, lc.History, lc.Transactions, lc.RedeemHabit, lc.Replay]
TABLES = ["members", "monthly", "tiers", "flows", "accounts", "ledger", "archived", "refusals"]
# What stands between the package and its core, and is not for callers.
INNER = {"of_core", "explain_id", "explain_next", "monthly_columns", "parts"}
# Of a type of the page, the kinds of NumPy array.
KINDS = {
    "id": "UiO",
    "text": "UO",
    "integer": "iuO",
    "instant": "i",
    "day": "M",
    "flag": "b",
    "bytes": "O",
}


def page() -> str:
    """Return the page without its examples."""
    return re.sub(r"^```.*?^```$", "", PAGE.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def section(heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    level = heading.index(" ")
    return re.split(rf"\n#{{2,{level}}} ", page().split(f"\n{heading}\n")[1])[0]


def first_cells(text: str) -> list[list[str]]:
    """Return the code words of the first cell of each row of a table."""
    rows = re.findall(r"^\| (`.*)$", text, re.MULTILINE)
    return [re.findall(r"`([^`]+)`", row.split(" | ")[0]) for row in rows]


def words_of(text: str) -> list[str]:
    return [word for cell in first_cells(text) for word in cell]


def arguments_of(value) -> list[str]:
    """Return the names of the arguments of a function, of the core too."""
    told = re.match(r"\w+\((.*?)\) ->", value.__doc__ or "")
    if told:
        names = [each.split(":")[0].strip() for each in told[1].split(", ")]
    else:
        told_one_by_one = inspect.Parameter.VAR_POSITIONAL
        names = [
            f"*{name}" if each.kind == told_one_by_one else name
            for name, each in inspect.signature(value).parameters.items()
        ]
    return [name for name in names if name not in {"self", "cls", "*"}]


def public_names(cls: type, made: object) -> set[str]:
    """Return the attributes of a class and of one of its objects."""
    names = {*dir(cls), *getattr(made, "__dict__", ())}
    return {n for n in names if not n.startswith(("_", "core"))} - INNER


@pytest.fixture(scope="module")
def made(shop):
    """One object of each class, and the replay with every table."""
    day = np.array(["2016-03-01"], "datetime64[us]")
    flat = {"who": np.array(["a"]), "at": day, "yuan": np.array([1.0])}
    taken = lc.events_from_transactions(flat, member="who", time="at", amount="yuan", zone="UTC")
    past = lc.history(busy_history(members=10, orders=6))
    outputs = ["members", "ledger", "archived", "monthly", "refusals"]
    replayed = lc.replay(shop, past, outputs=outputs, kind="numpy")
    objects = [shop, lc.Member(shop, id="a"), lc.Engine(shop), past, taken]
    objects += [lc.RedeemHabit(money_fen=1), replayed]
    return {type(each): each for each in objects}


@pytest.mark.parametrize("cls", CLASSES, ids=lambda each: each.__name__)
def test_a_class_has_the_names_of_its_table_and_no_others(cls, made):
    listed = [word.split("(")[0] for word in words_of(section(f"## {cls.__name__}"))]
    assert len(listed) == len(set(listed))
    assert set(listed) == public_names(cls, made[cls])


@pytest.mark.parametrize("cls", CLASSES, ids=lambda each: each.__name__)
def test_methods_have_the_arguments_that_are_told(cls, made):
    for word in words_of(section(f"## {cls.__name__}")):
        name, _, told = word.rstrip(")").partition("(")
        value = getattr(made[cls], name)
        assert callable(value) == ("(" in word), word
        if callable(value):
            assert arguments_of(value) == (told.split(", ") if told else []), word


def test_what_makes_them_has_the_arguments_that_are_told():
    text = " ".join(page().split())
    makers = ["Member", "Engine", "RedeemHabit", "history", "events_from_transactions", "replay"]
    for name in makers:
        (told,) = re.findall(rf"`{name}\(([^`)]+)\)`", text)
        assert told.split(", ") == arguments_of(getattr(lc, name)), name


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_columns_of_the_page(table, made):
    columns = getattr(made[lc.Replay], table)
    rows = re.findall(r"^\| (`.*?) \| (\w+)", section(f"### {table}"), re.MULTILINE)
    told = {name: kind for names, kind in rows for name in re.findall(r"`(\w+)`", names)}
    assert {f"{name}_us" if kind == "instant" else name for name, kind in told.items()} == {
        *columns
    }, f"docs/python.md lists other columns of {table}"
    for name, kind in told.items():
        values = columns[f"{name}_us" if kind == "instant" else name]
        assert values.dtype.kind in KINDS[kind], name


def test_never_is_the_largest_int64_in_numpy(made):
    ends = made[lc.Replay].ledger["until_us"]
    assert ends.dtype == np.int64
    assert (ends == 2**63 - 1).any()


def test_the_page_names_every_public_name():
    words = re.findall(r"`[^`]+`|^## \w+$", page(), re.MULTILINE)
    named = set(re.findall(r"\b\w+\b", " ".join(words)))
    events = {name for name in lc.__all__ if getattr(lc, name) in vars(lc.events).values()}
    assert set(lc.__all__) - named - events - {"__version__"} == set()
    rest = words_of(section("## Everything else"))
    assert [name for name in rest if name.isidentifier() and not hasattr(lc, name)] == []
