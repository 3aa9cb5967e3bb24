"""A sorted stream: any chunks give what one replay of everything gives; disorder is refused."""

import numpy as np
import pytest

import loyaltycore as lc
from loyaltycore.stream import chunks_of
from tests.python.build import after, busy_history, order

AS_OF = after(days=1500)
OUTPUTS = ["members", "ledger", "monthly", "refusals"]
TABLES = ["members", "ledger", "monthly", "tiers", "refusals"]


def in_order(events):
    """Members by the text of their ids, the events of one as they are decided."""
    return sorted(events, key=lambda each: (each.member, each.recorded_at, each.id))


@pytest.fixture(scope="module")
def journal():
    return in_order(busy_history(members=12, orders=10))


@pytest.fixture(scope="module")
def whole(shop, journal):
    """What every chunking must give."""
    return lc.replay(shop, journal, as_of=AS_OF, outputs=OUTPUTS, kind="numpy")


def cut(journal, size):
    """The journal in chunks of so many events."""
    return [journal[start : start + size] for start in range(0, len(journal), size)]


def same(result, whole):
    """Every table and number of two replays."""
    assert result.digest == whole.digest
    assert result.counters == whole.counters
    for name in TABLES:
        one, two = getattr(result, name), getattr(whole, name)
        assert one.keys() == two.keys()
        for column in one:
            assert one[column].tolist() == two[column].tolist(), (name, column)


@pytest.mark.parametrize("size", [1, 2, 7, 30, 101, 100_000])
@pytest.mark.parametrize("threads", [1, 3])
def test_any_chunks_give_the_same(shop, journal, whole, size, threads):
    borders = [chunk[0].member == chunk[-1].member for chunk in cut(journal, size)]
    assert size > 30 or any(borders), "no border lies inside a member"
    histories = (lc.history(chunk) for chunk in cut(journal, size))
    result = lc.replay(
        shop, histories, sorted=True, as_of=AS_OF, outputs=OUTPUTS, threads=threads, kind="numpy"
    )
    same(result, whole)


def test_events_one_by_one_are_put_together(shop, journal, whole, monkeypatch):
    monkeypatch.setattr("loyaltycore.stream._EVENTS_PER_CHUNK", 50)
    pulled = []

    def stream():
        for event in journal:
            pulled.append(event.id)
            yield event

    assert [len(chunk[0]) for chunk in chunks_of(stream())][:3] == [50, 50, 50]
    pulled.clear()
    result = lc.replay(shop, stream(), sorted=True, as_of=AS_OF, outputs=OUTPUTS, kind="numpy")
    same(result, whole)
    assert pulled == [event.id for event in journal]


def orders(rows):
    """Tables of these orders: events, lines, tenders; two lines each."""
    ids = np.asarray([f"o{n:04d}" for n in rows], dtype=object)
    events = {
        "id": ids,
        "order": ids,
        "member": np.asarray([f"m{n // 10:03d}" for n in rows], dtype=object),
        "kind": np.full(len(rows), "order_completed", dtype=object),
        "occurred_at_us": np.asarray([(after(days=n % 10).timestamp()) * 1e6 for n in rows]),
    }
    events["occurred_at_us"] = events["occurred_at_us"].astype(np.int64)
    lines = {
        "event_id": np.repeat(ids, 2),
        "amount_fen": np.asarray([20_000 + n for n in rows for _ in range(2)]),
        "category": np.full(2 * len(rows), "appliance", dtype=object),
    }
    tenders = {
        "event_id": ids,
        "kind": np.full(len(rows), "cash", dtype=object),
        "amount_fen": np.asarray([40_000 + 2 * n for n in rows]),
    }
    return events, lines, tenders


@pytest.mark.parametrize("size", [7, 25, 200])
@pytest.mark.parametrize("kind", ["numpy", "pandas", "polars", "pyarrow"])
def test_lines_and_tenders_come_with_their_events(shop, size, kind):
    def table(columns):
        if kind == "numpy":
            return columns
        module = pytest.importorskip(kind)
        make = {"pandas": "DataFrame", "polars": "DataFrame", "pyarrow": "table"}[kind]
        return getattr(module, make)(columns)

    rows = range(200)
    together = lc.replay(shop, lc.history(*orders(rows)), as_of=AS_OF)
    pieces = (rows[start : start + size] for start in range(0, 200, size))
    chunks = (tuple(table(each) for each in orders(piece)) for piece in pieces)
    result = lc.replay(shop, chunks, sorted=True, as_of=AS_OF)
    assert result.digest == together.digest
    assert result.counters == together.counters
    assert result.counters["lines"] == 400
    assert result.kind == kind


def test_a_reader_of_batches_is_a_stream(shop):
    pyarrow = pytest.importorskip("pyarrow")
    events, _, _ = orders(range(100))
    events["kind"] = np.full(100, "login", dtype=object)
    del events["order"]
    table = pyarrow.table(events)
    reader = pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches(9))
    result = lc.replay(shop, reader, sorted=True, as_of=AS_OF)
    assert result.digest == lc.replay(shop, table, as_of=AS_OF).digest
    alone = lc.replay(shop, table, sorted=True, as_of=AS_OF)
    assert alone.digest == result.digest


def test_a_row_that_goes_backwards_is_named(shop, journal):
    def refusal(*chunks):
        with pytest.raises(lc.DataError) as caught:
            lc.replay(shop, [(chunk,) for chunk in chunks], sorted=True, as_of=AS_OF)
        return caught.value.code, caught.value.column, caught.value.row

    half = len(journal) // 2
    one, two = journal[:half], journal[half:]
    assert refusal(two, one) == ("member_goes_backwards", "events.member", len(two))
    swapped = [*two[:5], two[6], two[5], *two[7:]]
    assert refusal(one, swapped) == ("event_goes_backwards", "events.recorded_at_us", half + 6)
    assert refusal(one, one[-2:-1], two) == ("event_goes_backwards", "events.recorded_at_us", half)
    by_number = sorted(journal, key=lambda each: (int(each.member), each.recorded_at, each.id))
    code, _, row = refusal(by_number)
    assert code == "member_goes_backwards"
    assert (by_number[row - 1].member, by_number[row].member) == ("9", "10")


def test_a_chunk_that_cannot_be_read_is_named(shop):
    good, bad = orders(range(10))[0], orders(range(10, 20))[0]
    bad["beans"] = np.asarray([0.5] * 10)
    with pytest.raises(lc.DataError) as caught:
        lc.replay(shop, [good, bad], sorted=True, as_of=AS_OF)
    assert caught.value.column == "beans"
    assert caught.value.__notes__ == ["in chunk 1 of the stream, whose first row is row 10"]
    with pytest.raises(lc.DataError, match="4 tables"):
        lc.replay(shop, [(1, 2, 3, 4)], sorted=True, as_of=AS_OF)


def test_a_stream_needs_its_end(shop, journal):
    with pytest.raises(lc.DataError) as caught:
        lc.replay(shop, iter(journal), sorted=True)
    assert caught.value.code == "as_of_missing"
    with pytest.raises(lc.LoyaltyCoreError) as late:
        lc.replay(shop, iter(journal), sorted=True, as_of=after(days=3))
    assert late.value.code == "as_of_before_events"


def test_a_stream_of_nothing_is_empty(shop):
    result = lc.replay(shop, iter([]), sorted=True, as_of=AS_OF, kind="numpy")
    assert result.counters["members"] == 0
    assert len(result.members["member"]) == 0


def test_progress_counts_on(shop, journal):
    seen = []
    chunks = [(chunk,) for chunk in cut(journal, 40)]
    lc.replay(
        shop,
        chunks,
        sorted=True,
        as_of=AS_OF,
        progress=lambda done, all_: seen.append((done, all_)),
    )
    assert seen[-1] == (len(journal), len(journal))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_memory_is_bounded_by_a_chunk(shop):
    """Chunks are let go: at no time more than two of them are there."""
    import weakref

    alive = weakref.WeakSet()

    class Columns(dict):
        """A dict that can be watched."""

        __hash__ = object.__hash__

    def chunks():
        for start in range(0, 200, 10):
            events, lines, tenders = orders(range(start, start + 10))
            watched = Columns(events)
            alive.add(watched)
            assert len(alive) <= 2
            yield watched, lines, tenders
            del watched

    assert lc.replay(shop, chunks(), sorted=True, as_of=AS_OF).counters["events"] == 200


def test_integer_ids_are_sorted_by_their_text(shop):
    events = [order(f"o{n}", 20_000, after(days=n), member=m) for m in (1, 10, 2) for n in range(3)]
    result = lc.replay(shop, iter(events), sorted=True, as_of=AS_OF)
    assert result.digest == lc.replay(shop, events, as_of=AS_OF).digest
