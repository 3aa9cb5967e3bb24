"""What a replay did, effect by effect, and the records of the lines that closed."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import loyaltycore as lc
from tests.python.build import after, order

END = after(days=1000)
EVERYTHING = ["members", "ledger", "monthly", "refusals", "archived"]


@pytest.fixture(scope="module")
def result(shop, busy):
    return lc.replay(shop, busy, as_of=END, kind="pandas", outputs=EVERYTHING)


def balances(ledger):
    """Sums of a ledger by member, currency, book and account: what came less what went."""
    keys = ["member", "currency", "book"]
    moved = ledger[ledger["kind"] == "moved"]
    came = moved.groupby([*keys, "to_account"])["amount"].sum().rename_axis([*keys, "account"])
    went = moved.groupby([*keys, "from_account"])["amount"].sum().rename_axis([*keys, "account"])
    return came.sub(went, fill_value=0).astype("int64")


def test_the_ledger_sums_to_every_balance(result):
    sums = balances(result.ledger)
    assert (sums.groupby(["member", "currency", "book"]).sum() == 0).all(), "two legs"
    for row in result.members.itertuples():
        beans = sums.loc[row.member, "beans", "beans"]
        growth = sums.loc[row.member, "growth", "growth"]
        assert growth["available"] == row.growth
        assert -beans["issuer"] == row.issued
        assert -beans.get("debt", 0) == row.debt
        assert beans.get("available", 0) == row.beans
        for account in ("pending", "held", "redeemed", "expired", "clawed_back", "forfeited"):
            assert beans.get(account, 0) == getattr(row, account)


def test_every_row_names_its_ids_as_they_were_told(result, busy, shop):
    told = {text for event in busy for text in (event.id, event.order, event.subject)}
    told |= {line.sku for event in busy for line in event.lines} | {""}
    ledger = result.ledger
    for name in ("event_id", "subject", "source"):
        assert {*ledger[name]} <= told
    rows = ledger["event_row"]
    assert ((rows == -1) == (ledger["event_id"] == "")).all()
    asked = ledger[rows >= 0]
    assert [busy[row].id for row in asked["event_row"]] == asked["event_id"].tolist()
    due = ledger[(rows == -1) & (ledger["kind"] == "line_archived")]
    orders = {event.id for event in busy if event.lines}
    assert len(due) > 100
    assert {*due["subject"]} <= orders
    taken = ledger[ledger["cause"] == "clawed_back"]
    assert len(taken)
    assert {*taken["source"]} <= orders, "the event whose accrual is taken back"


def test_every_row_names_its_rule_task_and_item_as_an_effect_does(shop, busy):
    gift = lc.Adjusted(id="gift", at=after(), member="eve", beans=9000)
    asked = [
        lc.BeansExchanged(id=f"x-{item}", at=after(hours=n), member="eve", item=item)
        for n, item in enumerate(["daledou", "phone_credit"], start=1)
    ]
    told = [*busy, gift, *asked]
    ledger = lc.replay(shop, told, as_of=END, kind="pandas", outputs=["ledger"]).ledger
    members = {event.member: lc.Member(shop, id=event.member) for event in told}
    effects = {name: [] for name in members}
    for event in told:
        effects[event.member] += members[event.member].apply(event).effects
    for name, member in members.items():
        effects[name] += member.settle(END).effects
        rows = ledger[ledger["member"] == name]
        wanted = [(e.kind, e.rule or "", e.item or "") for e in effects[name]]
        assert [*zip(rows["kind"], rows["rule"], rows["item"], strict=True)] == wanted
    exchanged = ledger[ledger["kind"] == "item_exchanged"]
    assert exchanged["item"].tolist() == ["daledou", "phone_credit"]
    counted = ledger[ledger["kind"] == "progressed"]
    # A count is a rule's, a task's or an item's.
    assert ((counted["rule"] != "") != (counted["item"] != "")).all()
    assert {"tasks.shopping_days", "phone_credit"} <= {*counted["rule"], *counted["item"]}


def test_a_ledger_alone_knows_its_members(shop, busy, result):
    alone = lc.replay(shop, busy, as_of=END, kind="pandas", outputs=["ledger", "archived"])
    assert alone.ledger.equals(result.ledger)
    assert alone.archived.equals(result.archived)


def test_integer_ids_are_told_as_their_text(shop):
    events = {
        "id": [7, 8],
        "order": [7, 7],
        "member": [1, 1],
        "kind": ["order_completed", "line_returned"],
        "line": [0, 1],
        "at_us": [1_467_345_600_000_000, 1_467_345_700_000_000],
    }
    lines = pd.DataFrame({"event_id": [7], "amount_fen": [29_900]})
    ledger = lc.replay(shop, lc.history(pd.DataFrame(events), lines), outputs=["ledger"]).ledger
    assert {*ledger["subject"]} == {"", "7"}
    assert {*ledger["event_id"]} == {"7", "8"}
    assert {*ledger["source"]} == {"", "7"}


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "duckdb", "arrow", "numpy"])
def test_records_come_in_every_kind(shop, result, kind):
    table = lc.replay(
        shop, [order("o", 29_900, member="m")], as_of=END, kind=kind, outputs=["archived"]
    ).archived
    if kind in ("duckdb", "pyarrow", "arrow"):
        table = pa.table(table).to_pydict()
    ann = lc.Member(shop, id="m")
    ann.apply(order("o", 29_900))
    ((_, _, record),) = ann.settle(END).archived
    assert [*table["record"]] == [record]
    assert [*table["order"]] == ["o"]
    assert [*table["line"]] == [1]


def test_records_are_made_only_when_asked_for(shop, busy):
    plain = lc.replay(shop, busy, as_of=END)
    assert plain.parts["archived"]["record"] == []
    with pytest.raises(AttributeError, match="archived was not asked for"):
        _ = plain.archived


def split_story():
    """A first year, and what comes later: a return of a line that closed long ago."""
    first = [
        order(f"o{n}", 50_000 * n, after(days=n), member=who, quantity=2)
        for n in (1, 2, 3)
        for who in (f"m{n}",)
    ]
    later = [lc.Login(id=f"l{n}", at=after(days=800), member=f"m{n}") for n in (1, 2, 3)]
    back = {"id": "r", "order": "o2", "line": 1, "quantity": 1, "member": "m2"}
    return first, later, back | {"at": after(days=801)}


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_later_return_takes_the_record_of_the_replay_before(shop, make):
    first, later, back = split_story()
    engine = lc.Engine(shop)
    for event in first:
        engine.apply(event)
    before = lc.replay(shop, first, as_of=after(days=790), kind="pandas", outputs=["archived"])
    for event in later:
        engine.apply(event)
    kept = before.archived.set_index(["order", "line"])["record"]
    assert len(kept) == 3

    missing = lc.LineReturned(**back)
    assert engine.apply(missing).refusal.code == "order_unknown"
    online = engine.apply(lc.LineReturned(**back, archived=kept["o2", 1]))
    assert online.accepted

    events = {
        "id": [each.id for each in [*first, *later, missing]],
        "member": [each.member for each in [*first, *later, missing]],
        "kind": [each.kind for each in [*first, *later, missing]],
        "order": [each.order for each in [*first, *later, missing]],
        "line": [each.line for each in [*first, *later, missing]],
        "quantity": [each.quantity for each in [*first, *later, missing]],
        "at_us": [each.occurred_at for each in [*first, *later, missing]],
    }
    lines = {
        "event_id": [each.id for each in first],
        "amount_fen": [each.lines[0].amount_fen for each in first],
        "quantity": [2, 2, 2],
        "category": ["appliance"] * 3,
        "sku": [each.lines[0].sku for each in first],
    }
    events["archived"] = [None] * 6 + [kept["o2", 1]]
    whole = lc.replay(
        shop, lc.history(make(events), make(lines)), as_of=END, kind="pandas", outputs=EVERYTHING
    )
    assert whole.counters["refused"] == 0
    assert whole.digest == engine.digest(END)
    taken = whole.ledger[whole.ledger["cause"] == "clawed_back"]
    assert taken["subject"].tolist() == ["o2"] * len(taken)
    twice = whole.archived[whole.archived["order"] == "o2"]
    assert len(twice) == 2, "the late return wrote a new record"
    assert twice["record"].iloc[0] == kept["o2", 1] != twice["record"].iloc[1]


@pytest.mark.parametrize("size", [1, 7, 100])
def test_a_stream_gives_the_same_tables(shop, busy, size):
    journal = sorted(busy, key=lambda each: (each.member, each.recorded_at, each.id))
    whole = lc.replay(shop, journal, as_of=END, kind="pandas", outputs=EVERYTHING)
    chunks = [lc.history(journal[at : at + size]) for at in range(0, len(journal), size)]
    streamed = lc.replay(shop, chunks, sorted=True, as_of=END, kind="pandas", outputs=EVERYTHING)
    for name in ("ledger", "archived"):
        assert getattr(streamed, name).equals(getattr(whole, name)), name
