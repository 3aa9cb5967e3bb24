"""Numbers at every border, in every field of an event and of a programme, one by one and in pairs.

What is out of range is a typed refusal and changes nothing; what is in range is booked, and the
books close below 2^53.
"""

import itertools
import random
from fractions import Fraction

import pytest

import loyaltycore as lc
from loyaltycore import _core
from tests.python.build import NOON, after, order

LARGEST_BALANCE = 2**53 - 1
LARGEST_AMOUNT = 10**13
LAST_INSTANT = 253_402_300_799_999_999
BORDERS = sorted(
    {0, 1, 2**31, 2**53, LARGEST_AMOUNT, 2**63 - 2, 2**63 - 1}
    | {2**31 - 1, 2**31 + 1, 2**53 - 1, 2**53 + 1, LARGEST_AMOUNT + 1, 1000, 65_534, 65_535, 1_000_000}
    | {-1, -LARGEST_AMOUNT, -(2**31) - 1, -(2**53), -(2**63)}
)
AT = after(days=9)
AS_OF = after(days=9, hours=1)

# The fields of each kind that are numbers; docs/events.md has them all.
EVIDENCE = {"ordinal", "copied_percent", "duplicate_percent", "reporters", "completed_at", "line"}
OPENING = {"freight_fen", "line.amount_fen", "line.quantity", "line.line", "line.sub_order"}
FIELDS = {
    "order_placed": OPENING | {"tender.amount_fen"},
    "order_paid": OPENING | {"tender.amount_fen"},
    "order_completed": OPENING | {"tender.amount_fen", "sub_order"},
    "order_cancelled": {"sub_order"},
    "order_refused": {"sub_order", "freight_fen"},
    "line_returned": {"line", "quantity"},
    "review_approved": EVIDENCE | {"amount_fen"},
    "photo_shown": EVIDENCE | {"amount_fen"},
    "credit_updated": {"value"},
    "beans_redeemed": {"beans", "amount_fen"},
    "beans_exchanged": {"quantity", "amount_fen"},
    "beans_held": {"beans", "amount_fen", "expires_at"},
    "adjusted": {"beans", "growth", "expires_at"},
    "imported": {"beans", "growth", "expires_at"},
    "bean_grab": {"beans", "ordinal"},
    "login": {"occurred_at", "recorded_at", "sequence", "quantity", "value", "amount_fen"},
    "tick": {"occurred_at", "recorded_at"},
}
NEEDED = {
    "order_placed": {"order": "new"},
    "order_paid": {"order": "new"},
    "order_completed": {"order": "new"},
    "order_cancelled": {"order": "open"},
    "order_refused": {"order": "open"},
    "line_returned": {"order": "done", "line": 1},
    "review_approved": {"order": "done", "line": 1},
    "photo_shown": {"order": "done", "line": 1},
    "credit_updated": {"input": "xiaobai"},
    "beans_redeemed": {"amount_fen": 100_000},
    "beans_exchanged": {"item": "daledou"},
    "beans_held": {"subject": "h"},
}


@pytest.fixture(scope="module")
def rich(shop):
    """A member with beans, an order that is done and one that is open."""
    bob = lc.Member(shop, id="bob")
    bob.apply(lc.Imported(id="i", at=NOON, beans=50_000, growth=1990))
    bob.apply(lc.OrderPlaced(id="open", at=NOON, lines=[lc.Line(amount_fen=88_800)]))
    bob.apply(order("done", 123_456, quantity=3))
    return bob


@pytest.fixture(scope="module")
def newcomer(shop):
    return lc.Member(shop, id="bob")


def made(kind, numbers):
    """An event of a kind with these numbers; the rest of it is sound."""
    fields = {"id": "e", "occurred_at": AT} | NEEDED.get(kind, {})
    line, tender = {"amount_fen": 7777}, {}
    for name, number in numbers.items():
        part, _, below = name.partition(".")
        if part == "tender":
            tender[below] = number
        elif below:
            line[below] = number
        else:
            fields[name] = number
    if kind in {"order_placed", "order_paid", "order_completed"}:
        fields["lines"] = [lc.Line(**line)]
        if tender:
            fields["tenders"] = [lc.Tender("cash", tender["amount_fen"])]
    if kind == "bean_grab":
        at = fields.pop("occurred_at")
        return lc.Event.declared(kind, id=fields.pop("id"), at=at, **fields)
    return _core.make_event(kind, fields)


def highest(bob):
    """The largest number of the member's books and balances."""
    state = bob.state()
    books = [abs(each) for book in state["accounts"].values() for each in book.values()]
    return max(*books, abs(state["growth"]), abs(state["debt"]), abs(state["available"]))


def tried(base, kind, numbers):
    """The outcome of an event: an error's field, a refusal, or None for booked; checked."""
    try:
        event = made(kind, numbers)
    except lc.DataError as error:
        names = {each.rpartition(".")[2] for each in numbers} | {"at"}
        assert error.column in names, (kind, numbers, str(error))
        assert error.remedy
        return "error"
    bob = base.copy()
    result = bob.apply(event)
    if result.refusal:
        assert bob == base, (kind, numbers)
        return result.refusal
    bob.verify()
    assert highest(bob) <= LARGEST_BALANCE, (kind, numbers)
    return None


def outcomes(base, kind, fields):
    """What came of every combination of borders in these fields."""
    return {
        tried(base, kind, dict(zip(fields, values, strict=True)))
        for values in itertools.product(BORDERS, repeat=len(fields))
    }


@pytest.mark.parametrize("kind", FIELDS)
def test_every_pair_of_borders_in_an_event_is_booked_or_refused(rich, newcomer, kind):
    base = newcomer if kind == "imported" else rich
    fields = sorted(FIELDS[kind])
    met = set()
    for pair in itertools.combinations(fields, 2) if len(fields) > 1 else [fields]:
        met |= outcomes(base, kind, pair)
    # Both sides of the borders were met; the value of an input has none.
    assert None in met
    assert met - {None} or kind == "credit_updated"


@pytest.mark.parametrize("kind", FIELDS)
def test_a_refusal_at_a_border_changes_no_digest(rich, newcomer, kind):
    base = newcomer if kind == "imported" else rich
    before = base.digest(AS_OF)
    for name in sorted(FIELDS[kind]):
        for number in BORDERS:
            bob = base.copy()
            try:
                result = bob.apply(made(kind, {name: number}))
            except lc.DataError:
                continue
            if result.refusal:
                assert bob.digest(AS_OF) == before, (name, number)


def test_the_borders_themselves(newcomer):
    def line(**numbers):
        return tried(newcomer, "order_completed", {f"line.{k}": v for k, v in numbers.items()})

    assert line(amount_fen=LARGEST_AMOUNT) is None
    assert line(amount_fen=LARGEST_AMOUNT + 1) == "amount_out_of_range"
    assert line(amount_fen=-1) == "amount_out_of_range"
    assert line(quantity=1_000_000) is None
    assert line(quantity=1_000_001) == "quantity_out_of_range"
    assert line(quantity=2**31) == "error"
    assert tried(newcomer, "adjusted", {"beans": LARGEST_AMOUNT}) is None
    assert tried(newcomer, "adjusted", {"beans": LARGEST_AMOUNT + 1}) == "amount_out_of_range"
    assert tried(newcomer, "adjusted", {"beans": -(2**63)}) == "amount_out_of_range"
    assert tried(newcomer, "login", {"occurred_at": LAST_INSTANT}) is None
    assert tried(newcomer, "login", {"occurred_at": LAST_INSTANT + 1}) == "time_out_of_range"
    assert tried(newcomer, "login", {"sequence": -(2**63)}) is None


@pytest.mark.parametrize("parts", ["lines", "tenders"])
def test_parts_in_range_whose_sum_is_not(newcomer, parts):
    half = LARGEST_AMOUNT // 2
    lines = [lc.Line(amount_fen=half), lc.Line(amount_fen=half + (parts == "lines"))]
    tenders = [lc.Tender("cash", half), lc.Tender("bank_card", half + (parts == "tenders"))]
    event = lc.OrderCompleted(id="o", at=AT, lines=lines, tenders=tenders)
    assert newcomer.copy().apply(event).refusal == "amount_out_of_range"


def test_a_quote_at_every_border_is_answered_or_refused(rich):
    before, answered = rich.save(), 0
    for beans, valid_us in itertools.product([*BORDERS, "all"], BORDERS):
        try:
            quote = rich.quote([lc.Line(amount_fen=7777)], beans, at=AT, valid_us=valid_us)
        except lc.DataError as error:
            assert error.column in {"beans", "valid_us"}, (beans, valid_us, str(error))
            continue
        answered += quote.refusal is None
        assert 0 <= quote.beans_spent <= quote.beans_usable <= LARGEST_BALANCE
        assert quote.valid_until >= quote.quoted_at
        assert beans == "all" or 0 <= beans
        assert valid_us >= 0
    assert answered
    assert rich.save() == before


def test_a_quote_of_more_beans_than_numbers_hold_does_not_wrap(shop):
    """At 100 fen a bean, 2^62 + 1 beans are 25 * 2^64 fen, and the fen of one."""
    bob = lc.Member(shop.with_({"beans.per_yuan": 1, "beans.redeem": None}), id="bob")
    bob.apply(lc.Imported(id="i", at=NOON, beans=50_000))
    for beans in (2**62 + 1, 2**64 // 100 + 1, 2**53):
        quote = bob.quote([lc.Line(amount_fen=7777)], beans, at=AT)
        assert quote.refusal == "amount_out_of_range"
        assert quote.beans_spent == 0


@pytest.mark.parametrize("field", ["beans", "growth"])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_balance_that_grows_without_end_stops_at_its_border(shop, field, sign):
    bob = lc.Member(shop.with_({"beans.reverse.shortfall": "debt"}), id="bob")
    refused = None
    for n in range(2**53 // LARGEST_AMOUNT + 2):
        before = bob.save()
        event = lc.Adjusted(id=f"a{n}", at=after(hours=n), **{field: sign * LARGEST_AMOUNT})
        refused = bob.apply(event).refusal
        if refused:
            assert bob.save() == before
            break
    bob.verify()
    assert highest(bob) <= LARGEST_BALANCE
    down = {"beans": "insufficient_beans", "growth": None}
    assert refused == ("balance_out_of_range" if sign > 0 else down[field])


# Programmes. ----------------------------------------------------------------------------------


def numbers_of(value, path=""):
    """Every number of a programme's document: its path, its row of the table."""
    items = value.items() if hasattr(value, "items") else None
    if items is None and isinstance(value, list | tuple):
        rows = [each for each in value if hasattr(each, "items")]
        items = [(each["id"] if "id" in each else n, each) for n, each in enumerate(rows)]
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
            try:
                changed = base.with_({path: value})
            except lc.ProgramError as error:
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
        try:
            return base.with_(changes), changes
        except lc.ProgramError as error:
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
