"""Numbers at every border, in every parameter of a programme, one by one and in pairs.

What is out of the table's range is refused at its path; what is in range decides, and the books
close below 2^53.
"""

import itertools
import random
from fractions import Fraction

import pytest

import loyaltycore as lc
from tests.python.borders import BORDERS, LARGEST_AMOUNT, LARGEST_BALANCE, attempt, highest
from tests.python.build import NOON, after


def numbers_of(value, path=""):
    """Every number of a programme's document: its path, its row of the table."""
    items = value.items() if hasattr(value, "items") else None
    if items is None and isinstance(value, list | tuple):
        rows = [each for each in value if hasattr(each, "items")]
        items = [(each.get("id", n), each) for n, each in enumerate(rows)]
    if items is not None:
        for key, each in items:
            yield from numbers_of(each, f"{path}.{key}" if path else str(key))
        return
    row = lc.Program.about(path)
    # A rule has one of these: the others cannot be said beside it.
    unsaid = value is None and path.rpartition(".")[2] in {"rate", "fixed", "per_yuan", "times"}
    if row.type in {"integer", "ratio"} and not unsaid:
        yield path, row


@pytest.fixture(scope="module")
def knobs(shop):
    """The numbers of the shop; its versions after the first would set some of them back."""
    base = shop.with_({"overlays": None})
    values = {name: each for name, each in base.values.items() if name != "format"}
    found = dict(numbers_of(values))
    assert len(found) > 150
    return base, found


RATIOS = ["0", "1", "1/9223372036854775807", "9223372036854775807", "-1", "1/0", "100%"]
RATIOS += ["9223372036854775808", "0.000000000000000001", "1e5", "4611686018427387904/3"]


def is_inside(row, value):
    """Whether the table takes a number."""
    if row.type == "ratio" and (value in {"1/0", "1e5"} or max(map(int, digits(value))) >= 2**63):
        return False
    number = Fraction(1) if value == "100%" else Fraction(value)
    low = row.minimum is None or number >= row.minimum
    return low and (row.maximum is None or number <= row.maximum)


def digits(value):
    return "".join(each if each.isdigit() else " " for each in value).split() or ["0"]


def test_every_border_in_a_programme_is_taken_or_refused_by_its_path(knobs):
    base, found = knobs
    taken = refused = 0
    for path, row in found.items():
        for value in BORDERS if row.type == "integer" else RATIOS:
            changed, error = attempt(lambda change={path: value}: base.with_(change))
            if error:
                refused += 1
                assert all(each.what for each in error.problems)
                near = path.rsplit(".", 2)[0]
                assert any(
                    near.startswith(each) or each.startswith(near)
                    for each in places_of(base, error)
                )
                continue
            taken += 1
            assert is_inside(row, value), (path, value)
            assert lc.Program.from_json(changed.to_json()) == changed
    assert min(taken, refused) > len(found) / 2


def story():
    """Events whose numbers are as large as they may be, and some that are small."""
    largest = lc.Line(amount_fen=LARGEST_AMOUNT, category="appliance", quantity=1_000_000)
    small = lc.Line(amount_fen=7777, category="book", sku="s", quantity=3)
    events = [
        lc.CreditUpdated(id="c", at=NOON, input="xiaobai", value=2**63 - 1),
        lc.Login(id="l", at=NOON),
        lc.OrderCompleted(id="o1", at=after(1), lines=[largest]),
        lc.OrderCompleted(id="o2", at=after(2), lines=[small], channel="app"),
        lc.ReviewApproved(id="r", at=after(3), amount_fen=LARGEST_AMOUNT, order="o1", line=1),
        lc.SignIn(id="s", at=after(4)),
        lc.BeansRedeemed(id="b", at=after(5), beans=1000, amount_fen=LARGEST_AMOUNT),
        lc.BeansExchanged(id="x", at=after(6), item="daledou", quantity=1_000_000),
        lc.LineReturned(id="b1", at=after(7), order="o1", line=1, quantity=999_999),
        lc.LineReturned(id="b2", at=after(8), order="o1", line=1),
        lc.LineReturned(id="b3", at=after(9), order="o2", line=1, quantity=2),
    ]
    return [each.for_member("bob") for each in events]


def extremes(row, rng):
    """A value of the table at one of its ends, or next to it."""
    least = Fraction(0) if row.minimum is None else row.minimum
    most = Fraction(2**62) if row.maximum is None else row.maximum
    if row.type == "ratio":
        return str(rng.choice([least, most, most / 2, Fraction(1, 2**62)]))
    return int(rng.choice([least, least + 1, most - 1, most]))


def places_of(base, error):
    """Where the problems of a programme are, as paths of `with_`: tiers by their ids."""
    found = set()
    for each in error.problems:
        steps = each.pointer.strip("/").split("/")
        if steps[:2] == ["tiers", "levels"] and len(steps) > 2:
            steps[2] = base.tier_names[int(steps[2])]
        found.add(".".join(steps))
    return found


def nearest(changes, place):
    """The changes at a place, or around it: numbers that must ascend are told at one of them."""
    steps = place.split(".")
    for length in range(len(steps), 0, -1):
        around = ".".join(steps[:length])
        if found := [path for path in changes if (path + ".").startswith(around + ".")]:
            return found
    return []


def sound(base, changes):
    """A programme with these changes, without those that make no sense together."""
    changes = dict(changes)
    for _ in range(60):
        program, error = attempt(lambda change=changes: base.with_(change))
        if program:
            return program, changes
        bad = {path for each in places_of(base, error) for path in nearest(changes, each)}
        assert bad, error
        changes = {path: value for path, value in changes.items() if path not in bad}
    raise AssertionError(changes)


def test_pairs_of_borders_in_a_programme_decide_and_close_their_books(knobs):
    """Every two numbers at some ends together; random rows meet nearly all pairs of ends."""
    base, found = knobs
    rng, pairs, events = random.Random(17), set(), story()
    for _ in range(600):
        dense = rng.choice([0.1, 0.5, 1])
        wanted = {path: extremes(row, rng) for path, row in found.items() if rng.random() < dense}
        program, kept = sound(base, wanted)
        pairs |= set(itertools.combinations(sorted(kept), 2))
        engine = lc.Engine(program)
        results = engine.apply_many(events)
        engine.verify()
        assert any(each.accepted for each in results)
        if "bob" in engine:
            assert highest(engine.member("bob")) <= LARGEST_BALANCE
        replayed = lc.replay(program, events, as_of=after(days=400))
        assert replayed.digest == engine.digest(after(days=400))
    possible = len(found) * (len(found) - 1) // 2
    assert len(pairs) > possible * 0.9, (len(pairs), possible)
