"""A receipt: 32 columns of text, and the same numbers as JSON."""

import json

import pytest

import loyaltycore as lc
from tests.python.build import NOON


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
