"""What a person reads when something is wrong, and in every text about a member."""

import json

import numpy as np
import pytest

import loyaltycore as lc
from tests.python.build import NOON, after, busy_history, order

LINE = lc.Line(amount_fen=29_900, category="appliance")


def refusal_of(call):
    """The sentence of what a call raises."""
    with pytest.raises((lc.LoyaltyCoreError, TypeError, KeyError)) as caught:
        call()
    return str(caught.value)


def kept(shop, *events):
    """A member with a history, after these events."""
    one = lc.Member(shop, id="ann", keep_history=True)
    for event in events:
        assert one.apply(event)
    return one


@pytest.mark.parametrize(
    ("call", "parts"),
    [
        pytest.param(
            lambda: lc.Line(amount_fen=50, categry="x"),
            ["Line: it has no field 'categry'", "did you mean 'category'?"],
            id="a field of a line",
        ),
        pytest.param(
            lambda: lc.Line(29_900), ["got 29900 without its name", "amount_fen=..."], id="by place"
        ),
        pytest.param(lambda: lc.Line(category="x"), ["amount_fen is missing"], id="no amount"),
        pytest.param(lambda: lc.Tender("cash"), ["Tender: amount_fen is missing"], id="no money"),
        pytest.param(
            lambda: lc.Tender("bean", 1_000),
            ["did you mean 'beans'?", "write cash, "],
            id="a tender",
        ),
        pytest.param(
            lambda: lc.OrderCompleted(id="o", at=NOON, lines=LINE),
            ["lines: got one Line; write a list: lines=[line]"],
            id="one line",
        ),
        pytest.param(
            lambda: lc.OrderPaid(id="o", at=NOON, tenders=lc.Tender("cash", 1)),
            ["tenders: got one Tender; write a list"],
            id="one tender",
        ),
        pytest.param(
            lambda: lc.Event.from_json('{"kind": "login", "id": "l", "at": "2016-07-01"}'),
            ["field at", "did you mean occurred_at?"],
            id="JSON with at",
        ),
        pytest.param(
            lambda: lc.Program.from_json('{"format": 1, }'),
            ["document: syntax error", "a comma before `}`"],
            id="a comma too many",
        ),
        pytest.param(
            lambda: lc.Program.from_json('{"format": 1, "meta": {"id": "caf\u00e9"}}'),
            ["a name of 1 to 64 letters"],
            id="a name",
        ),
    ],
)
def test_what_is_wrong_is_named_with_what_to_write(call, parts):
    said = refusal_of(call)
    assert [each for each in parts if each not in said] == [], said
    assert "pybind11" not in said
    assert "incompatible" not in said


def test_a_line_keeps_one_signature():
    assert "*, amount_fen: int" in lc.Line.__init__.__doc__
    assert "Overloaded" not in lc.Line.__init__.__doc__


@pytest.mark.preset("jd-2016")
def test_doors_say_how_what_they_want_is_made(shop):
    member, past = lc.Member(shop, id="ann"), lc.history([order("o", 100, member="ann")])
    said = refusal_of(lambda: member.apply({"kind": "login"}))
    assert said.startswith("apply: got dict; pass an Event")
    assert refusal_of(lambda: lc.Engine(shop).apply({})).startswith("apply: got dict")
    assert '; Program.preset("jd-2016") makes one' in refusal_of(lambda: lc.replay("jd-2016", past))
    assert "preset" not in refusal_of(lambda: lc.replay("my shop", past))
    said = refusal_of(lambda: lc.replay(shop, past).compare(shop))
    assert said == "other: got Program, write a Replay; lc.replay(program, history) makes one"
    assert "come with 'monthly'" in refusal_of(lambda: lc.replay(shop, past, outputs=["tiers"]))
    assert "pandas, polars" in refusal_of(lambda: lc.replay(shop, past, kind="panda"))
    assert "no accepted event of member 'zed'" in refusal_of(lambda: lc.Engine(shop).member("zed"))
    said = refusal_of(lambda: shop.with_({"zone": "Europe/Berlin"}))
    assert 'loyaltycore.zone_offsets("Europe/Berlin")' in said
    said = refusal_of(lambda: shop.with_({"tasks.four.count": 40}))
    assert "to add one, give it whole" in said


@pytest.mark.preset("jd-2016", "jd-2013")  # whose versions the message names
def test_a_version_is_told_where_a_preset_was_meant():
    said = refusal_of(lambda: lc.Program.preset("jd-2021"))
    assert "is a version inside jd-2016" in said
    assert "did you mean" not in said
    assert "did you mean" in refusal_of(lambda: lc.Program.preset("jd-2015"))


def flat(**columns):
    """A flat table of two purchases."""
    table = {
        "who": np.array(["a", "b"], dtype=object),
        "when": np.array([NOON, after(days=1)], dtype=object),
        "yuan": np.array([1.5, 2.5]),
    }
    return table | columns


def mapped(table):
    return lc.events_from_transactions(table, member="who", time="when", amount="yuan")


def test_a_history_takes_what_was_made_of_transactions(shop):
    made = mapped(flat())
    assert lc.replay(shop, made).digest == lc.replay(shop, made.history()).digest


def test_text_where_numbers_or_times_belong_says_what_makes_them():
    pd = pytest.importorskip("pandas")
    said = refusal_of(lambda: mapped(flat(yuan=np.array(["184.7", "2"], dtype=object))))
    assert "column yuan, row 0: '184.7' is text; make numbers of it" in said
    times = pd.DataFrame(flat(when=np.array(["2016-07-01", "2016-07-02"], dtype=object)))
    assert "pandas.to_datetime" in refusal_of(lambda: mapped(times.astype({"when": "string"})))


def test_a_column_of_lines_names_its_table():
    events = {
        "id": np.array(["e"], dtype=object),
        "member": np.array(["m"], dtype=object),
        "kind": np.array(["order_completed"], dtype=object),
        "at_us": np.array([10**15]),
    }
    lines = {"event_id": np.array(["e"], dtype=object), "amount_fen": np.array([1.5])}
    assert "column lines.amount_fen" in refusal_of(lambda: lc.history(events, lines))


def test_a_refusal_shows_its_reason(shop):
    result = lc.Member(shop, id="ann").apply(lc.OrderPaid(id="p", at=NOON, order="none"))
    assert str(result).startswith("p: refused, order_unknown: ")
    assert result.refusal.sentence in str(result)
    assert str(result).endswith("may succeed later") is result.refusal.transient
    past = lc.history([lc.OrderPaid(id="p", at=NOON, order="none", member="ann")])
    refused = lc.replay(shop, past, kind="numpy").refusals
    assert refused["code"].tolist() == [result.refusal.code]
    assert refused["later"].tolist() == [result.refusal.transient]


def test_times_that_clash_are_told_with_both(shop):
    one = kept(shop, lc.Login(id="a", at=after(days=9)))
    assert "recorded 2016-07-01 12:00 +08:00, decided until 2016-07-10 12:00 +08:00" in str(
        one.explain(lc.Login(id="b", at=NOON))
    )
    late = lc.Login(id="c", at=after(days=-4_000), recorded_at=after(days=9))
    clash = one.explain(late).clash
    assert (clash["occurred"], clash["decided"]) == (
        "2005-07-19 12:00 +08:00",
        "2016-07-10 12:00 +08:00",
    )
    assert one.explain(lc.Login(id="d", at=after(days=10))).clash == {}


def test_beans_that_an_order_may_not_take_are_told_with_what_it_may(shop):
    one = kept(shop, lc.Imported(id="i", at=NOON, beans=100_000))
    tenders = [lc.Tender("beans", 29_900)]
    event = lc.OrderPlaced(id="o", at=after(days=1), lines=[LINE], tenders=tenders)
    explained = one.explain(event)
    assert explained.refusal.code.startswith("redemption_")
    asked = one.quote([LINE], "all", at=after(days=1))
    assert explained.clash == {
        "beans available": 100_000,
        "beans usable": asked.beans_usable,
    }
    assert f"beans usable {asked.beans_usable}" in str(explained)


def test_texts_about_a_member_keep_the_time_of_the_programme(shop):
    one = kept(shop, order("o", 29_900), lc.Shared(id="s", at=after(hours=1)))
    assert "at 2016-07-01 12:00 +08:00: " in str(one.explain("o"))
    assert "  2016-07-01 12:00 +08:00  " in str(one.statement())
    assert one.statement().effects[0].local_time == "2016-07-01 12:00 +08:00"
    west = shop.with_({"zone": {"offset_minutes": -210}})
    early = lc.Login(id="l", at=after(hours=-1, days=-1).replace(second=7))
    assert kept(west, early).explain("l").local_time == "2016-06-29 23:30:07 -03:30"


def test_an_event_that_no_rule_asks_about_says_so(shop):
    bare = {"format": 1, "meta": {"id": "cafe"}, "from": "2016-01-01"}
    one = kept(lc.Program.from_json(json.dumps(bare)), lc.Shared(id="s", at=NOON))
    assert "no rule or task of version cafe asks about `shared`" in str(one.explain("s"))
    assert "no rule" not in str(kept(shop, order("o", 29_900)).explain("o"))


def test_what_changes_nothing_is_not_told_as_a_change(shop):
    back = lc.LineReturned(id="b", at=after(days=1), order="o", line=1)
    one = kept(shop, order("o", 29_900), back)
    one.settle(after(days=2_000))
    text = str(one.statement())
    assert "refund_due: 299.00 yuan to give back, 0.00 withheld of o line 1" in text
    assert "None" not in text
    assert "line_archived of o line 1" in text
    rows = [each.split(": ")[1] for each in text.splitlines() if "tier_changed" in each]
    assert all(len({*each.split(" -> ")}) == each.count(" -> ") + 1 for each in rows)


def test_a_return_tells_the_growth_that_it_takes(shop):
    one = kept(shop, order("o", 29_900))
    growth = one.growth
    event = lc.LineReturned(id="b", at=after(days=1), order="o", line=1)
    slip = lc.receipt(one, event, one.apply(event))
    assert growth > 0
    assert slip.values["growth_taken_back"] == growth - one.growth > 0
    assert "Growth taken back" in str(slip)


def test_settling_tells_what_fell_due(shop):
    one = kept(shop, order("o", 29_900))
    due = one.settle(after(days=2_000))
    assert repr(due) == f"<Result of settling: {len(due.effects)} effects>"
    assert str(due).startswith("settled:\n")
    assert len(str(due).splitlines()) == 1 + len(due.effects)
    assert str(one.settle(after(days=2_000))) == "settled: nothing fell due"


def test_a_comparison_tells_only_what_differs(shop):
    past = lc.history(busy_history(6, 6))
    one, same = lc.replay(shop, past), lc.replay(shop, past)
    assert str(one.compare(same)) == "no difference"
    levels = shop.tier_names
    easier = shop.with_({f"tiers.levels.{levels[-1]}.threshold": 2_000_000})
    rows = str(one.compare(lc.replay(easier, past))).splitlines()
    assert [each for each in rows if ":  ->" in each] == []


def test_a_long_value_is_cut_where_two_programmes_differ(shop):
    zone = lc.zone_offsets("Europe/Berlin")
    texts = [str(each) for each in shop.diff(shop.with_({"zone": zone}))]
    assert texts
    assert max(map(len, texts)) < 700


def test_names_that_are_listed_are_for_everyone(shop):
    assert {"events_from_transactions", "Transactions", "RedeemHabit"} <= {*dir(lc)}
    assert not {"TYPE_CHECKING", "columns", "words", "safe_file"} & {*dir(lc)}
    for one in (lc.Member(shop, id="ann"), lc.Engine(shop)):
        assert [each for each in dir(one) if each.startswith(("core_", "explain_"))] == []
        assert "apply" in dir(one)
