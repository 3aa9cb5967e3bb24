"""A receipt: 32 columns of text, and the same numbers as JSON."""

import json

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after


@pytest.fixture
def slip(ann):
    ann.apply(lc.Adjusted(id="a", at=NOON, beans=3000))
    event = lc.OrderCompleted(
        id="o1",
        at=NOON,
        lines=[lc.Line(amount_fen=29_900, category="appliance", sku="kettle")],
        tenders=[lc.Tender("beans", 2000), lc.Tender("cash", 27_900)],
    )
    return lc.receipt(ann, event, ann.apply(event))


def test_no_line_is_wider_than_a_slip(slip):
    assert all(len(line) <= 32 for line in slip.text.splitlines())
    assert str(slip) == slip.text
    assert "<pre>" in slip._repr_html_()


def test_the_numbers_are_those_of_the_order(slip):
    values = json.loads(slip.to_json())
    assert values["goods_fen"] == 29_900
    assert values["tenders"] == [
        {"kind": "beans", "amount_fen": 2000},
        {"kind": "cash", "amount_fen": 27_900},
    ]
    assert values["beans_spent"] == 2000
    assert values["beans_available"] == 1000 + values["beans_earned"]
    assert (values["member"], values["date"], values["time"]) == ("ann", "2016-07-01", "12:00")


def test_a_shop_writes_its_own_words(ann):
    event = lc.OrderCompleted(id="o1", at=NOON, lines=[lc.Line(amount_fen=29_900)])
    slip = lc.receipt(ann, event, ann.apply(event), {"title": "\u6536\u636e"})
    assert "\u6536\u636e" in slip.text


def bought(member):
    """An order in three events, with beans; the event and receipt of each."""
    member.apply(lc.Adjusted(id="gift", at=NOON, beans=3000))
    lines = [
        lc.Line(amount_fen=25_000, category="appliance", sku="kettle"),
        lc.Line(amount_fen=4900, category="book", sku="tale", quantity=2),
    ]
    tenders = [lc.Tender("beans", 2000), lc.Tender("bank_card", 28_500)]
    events = [
        lc.OrderPlaced(
            id="o", at=after(hours=1), lines=lines, tenders=tenders, freight_fen=600, order="o"
        ),
        lc.OrderPaid(id="p", at=after(hours=2), order="o"),
        lc.OrderCompleted(id="c", at=after(days=2), order="o"),
    ]
    return [(event, lc.receipt(member, event, member.apply(event))) for event in events]


@pytest.mark.parametrize("keep_history", [True, False])
def test_every_step_of_an_order_shows_the_order(shop, keep_history):
    slips = [slip for _, slip in bought(lc.Member(shop, id="ann", keep_history=keep_history))]
    for slip in slips:
        values = slip.values
        assert [(line["name"], line["quantity"]) for line in values["lines"]] == [
            ("kettle", 1),
            ("tale", 2),
        ]
        assert (values["goods_fen"], values["freight_fen"]) == (29_900, 600)
        paid = {each["kind"]: each["amount_fen"] for each in values["tenders"]}
        assert sorted(paid.values()) == [2000, 28_500]
        assert paid["beans"] == 2000
        assert ("bank_card" in paid) or not keep_history
        assert values["beans_spent"] == 2000
        assert "Total                     305.00" in slip.text
        assert "Beans spent                 2000" in slip.text
        assert all(len(line) <= 32 for line in slip.text.splitlines())
    assert [slip.values["beans_held"] for slip in slips] == [2000, 0, 0]
    earned = slips[2].values["beans_earned"]
    assert earned > 0
    assert [slip.values["beans_available"] for slip in slips] == [1000, 1000, 1000 + earned]


def test_a_refused_event_is_no_sale(ann):
    bought(ann)
    event = lc.OrderPaid(id="again", at=after(days=3), order="o")
    slip = lc.receipt(ann, event, ann.apply(event))
    assert "REFUSED" in slip.text.splitlines()[0]
    assert "order_already_paid" in slip.text
    for word in ("RECEIPT", "Total", "Goods", "kettle", "Beans earned", "bank_card"):
        assert word not in slip.text
    values = json.loads(slip.to_json())
    assert values["refusal"] == "order_already_paid"
    assert (values["lines"], values["tenders"], values["goods_fen"]) == ([], [], 0)


def test_a_refused_order_is_no_sale_even_if_it_brings_lines(ann):
    event = lc.OrderCompleted(
        id="o",
        at=NOON,
        lines=[lc.Line(amount_fen=29_900, sku="kettle")],
        tenders=[lc.Tender("beans", 2000), lc.Tender("cash", 27_900)],
    )
    slip = lc.receipt(ann, event, ann.apply(event))
    assert slip.values["refusal"] == "insufficient_beans"
    assert "kettle" not in slip.text
    assert ann.receipt(event).text == slip.text


def test_a_past_receipt_is_printed_again_as_it_was(ann):
    slips = bought(ann)
    ann.apply(lc.LineReturned(id="r", at=after(days=5), order="o", line=1))
    for event, slip in slips:
        assert ann.receipt(event).values == slip.values
        assert ann.receipt(event.id).text == slip.text
    back = ann.receipt("r")
    assert "RETURN" in back.text.splitlines()[0]
    assert back.values["lines"][0]["name"] == "kettle"
    assert back.values["refund_fen"] > 0
    assert back.values["beans_taken_back"] > 0
    assert ann.receipt("o", {"title": "Quittung"}).text.split()[0] == "Quittung"


def test_a_past_receipt_needs_history_and_an_event(shop, ann):
    bob = lc.Member(shop, id="bob")
    bob.apply(lc.Login(id="l", at=NOON))
    with pytest.raises(lc.LoyaltyCoreError) as caught:
        bob.receipt("l")
    assert caught.value.code == "history_not_kept"
    for never in ("l", lc.Login(id="l", at=NOON)):
        with pytest.raises(lc.DataError) as caught:
            ann.receipt(never)
        assert caught.value.code == "event_unknown"


def test_an_id_used_twice_is_refused_on_paper(ann):
    ann.apply(lc.Login(id="l", at=NOON))
    slip = ann.receipt(lc.Login(id="l", at=after(hours=1)))
    assert slip.values["refusal"] == "id_conflict"


def test_a_slip_without_goods_shows_no_total(ann):
    event = lc.Login(id="l", at=NOON)
    slip = lc.receipt(ann, event, ann.apply(event))
    assert "Total" not in slip.text
    assert "Beans available" in slip.text


def test_a_time_beyond_every_calendar_has_no_date(ann):
    event = lc.Login(id="l", at=300_000_000_000_000_000)
    slip = lc.receipt(ann, event, ann.apply(event))
    assert (slip.values["refusal"], slip.values["date"]) == ("time_out_of_range", None)


def test_a_word_that_no_receipt_has_is_refused(ann):
    event = lc.OrderCompleted(id="o1", at=NOON, lines=[lc.Line(amount_fen=29_900)])
    result = ann.apply(event)
    for words in ({"titel": "x"}, {"title": "x", "bogus": "y"}):
        with pytest.raises(lc.DataError) as caught:
            lc.receipt(ann, event, result, words)
        assert caught.value.column == [*words][-1]
        assert "title" in caught.value.remedy


def test_words_are_a_mapping(ann):
    event = lc.OrderCompleted(id="o1", at=NOON, lines=[lc.Line(amount_fen=29_900)])
    result = ann.apply(event)
    for ask in (
        lambda: ann.receipt("o1", words="zh"),
        lambda: ann.receipt(event, words=[1]),
        lambda: lc.receipt(ann, event, result, words="zh"),
    ):
        with pytest.raises(lc.DataError, match="write a mapping") as caught:
            ask()
        assert caught.value.column == "words"
