"""One member: apply, quote, explain, statement, progress, copy, compare, keep."""

import copy
import pickle

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after, order


def test_an_accepted_event_is_true_and_tells_its_effects(ann):
    result = ann.apply(order("o1", 29_900))
    assert result
    assert result.accepted
    assert (result.beans, result.growth) == (29, 299)
    causes = [each.cause for each in result.effects if each.kind == "moved"]
    assert causes == ["earned", "earned"]
    assert ann.beans == 29


def test_a_refusal_is_data_and_changes_nothing(ann):
    before = ann.state()
    result = ann.apply(lc.LineReturned(id="r", at=after(), order="o9", line=1))
    assert not result
    assert result.refusal == "order_unknown"
    assert result.refusal.transient
    assert result.refusal.field == "order"
    assert result.refusal.sentence
    assert result.refusal.rank == 50
    assert result.effects == ()
    assert ann.state() == before


def test_refusals_are_ranked_and_pickle():
    codes = lc.refusals()
    assert [each.rank for each in codes] == sorted(each.rank for each in codes)
    for each in codes:
        assert pickle.loads(pickle.dumps(each)) == each == each.code


def test_a_retry_is_the_first_result_again(ann):
    first = ann.apply(order("o1", 29_900))
    again = ann.apply(order("o1", 29_900))
    assert again.duplicate
    assert (again.beans, again.growth) == (first.beans, first.growth)
    assert ann.beans == 29


def test_another_content_under_a_used_id_is_a_conflict(ann):
    ann.apply(order("o1", 29_900))
    with pytest.raises(lc.ConflictError) as caught:
        ann.apply(order("o1", 29_901))
    assert (caught.value.event_id, caught.value.member) == ("o1", "ann")
    assert caught.value.code == "id_conflict"


def test_an_event_of_another_member_is_misuse(ann):
    with pytest.raises(lc.DataError, match="'bob'"):
        ann.apply(order("o1", 100, member="bob"))


def test_a_quote_is_booked_as_it_stands(ann):
    ann.apply(lc.Adjusted(id="a", at=after(), beans=5000))
    cart = [lc.Line(amount_fen=20_000, category="appliance")]
    quote = ann.quote(cart, beans=2000, at=after(days=1))
    assert (quote.beans_spent, quote.cash_due_fen) == (2000, 18_000)
    assert [(each.kind, each.amount_fen) for each in quote.tenders] == [
        ("beans", 2000),
        ("cash", 18_000),
    ]
    assert ann.beans == 5000
    placed = ann.apply(lc.OrderPlaced(id="o", at=after(days=1), quote=quote))
    assert placed.accepted
    assert ann.held == 2000


def test_all_beans_means_as_many_as_the_cart_may_take(ann):
    ann.apply(lc.Adjusted(id="a", at=after(), beans=50_000))
    quote = ann.quote([lc.Line(amount_fen=20_000)], beans="all", at=after(days=1))
    assert quote.beans_spent == quote.beans_usable > 0


def test_beans_that_cannot_be_spent_refuse_the_quote(ann):
    quote = ann.quote([lc.Line(amount_fen=20_000)], beans=1000, at=after())
    assert quote.refusal == "insufficient_beans"


def test_a_quote_says_what_bounds_its_beans(shop):
    bob = lc.Member(shop, id="bob")
    cart = [lc.Line(amount_fen=20_000)]
    told = repr(bob.quote(cart, at=NOON))
    assert "beans 0 of 0 usable (0 available, usable from 1000 on)" in told
    bob.apply(lc.Adjusted(id="a", at=NOON, beans=3000))
    bob.apply(lc.BeansHeld(id="h", at=NOON, beans=2500, subject="h"))
    told = bob.quote(cart, "all", at=NOON).beans_bound
    assert told == "500 available, 2500 held, usable from 1000 on"
    bob.apply(lc.Adjusted(id="b", at=NOON, beans=90_000))
    for beans in (15_000, 30_000):
        quote = bob.quote(cart, beans, at=NOON)
        assert quote.refusal == "redemption_exceeds_order_cap"
        bound = "90500 available, 2500 held, this order takes at most 10000 in steps of 1000"
        assert quote.beans_bound == bound
        assert repr(quote) == f"<Quote refused, redemption_exceeds_order_cap: {bound}>"
        assert bound in quote._repr_html_()
    metal = [lc.Line(amount_fen=20_000, category="investment_metal")]
    assert bob.quote(metal, at=NOON).beans_bound == "nothing here may be paid with beans"
    bob.apply(lc.AccountSuspended(id="s", at=NOON))
    assert bob.quote(cart, at=NOON).beans_bound == "the account is suspended"


def test_the_earnings_of_a_quote_stand_under_their_condition(ann):
    quote = ann.quote([lc.Line(amount_fen=20_000)], at=NOON)
    condition = "if completed at 2016-07-01 12:00 +08:00 with today's standing"
    assert quote.earnings_condition == condition
    assert repr(quote).endswith(f"earns {quote.beans_earned} beans {condition}>")
    assert "today&#x27;s standing" in quote._repr_html_()


def test_a_duplicate_gives_the_first_effects_again_where_history_is_kept(shop, ann):
    ann.apply(lc.Adjusted(id="a", at=NOON, beans=5000))
    first = ann.apply(order("o", 30_000))
    ann.apply(lc.LineReturned(id="r", at=after(days=1), order="o", line=1))
    again = ann.apply(order("o", 30_000))
    assert again.duplicate
    assert [str(each) for each in again.effects] == [str(each) for each in first.effects] != []
    assert [each.subject for each in again.effects] == [each.subject for each in first.effects]
    assert (again.beans, again.growth) == (first.beans, first.growth)
    bob = lc.Member(shop, id="bob")
    first = bob.apply(order("o", 30_000))
    again = bob.apply(order("o", 30_000))
    assert (again.beans, again.growth) == (first.beans, first.growth)
    assert list(again.effects) == []


def test_a_duplicate_gives_the_first_records_again(ann):
    ann.apply(order("o", 30_000))
    first = ann.apply(lc.Login(id="late", at=after(days=900)))
    assert first.archived
    assert ann.apply(lc.Login(id="late", at=after(days=900))).archived == first.archived


def test_a_stale_quote_brings_a_fresh_one(ann):
    ann.apply(lc.Adjusted(id="a", at=after(), beans=2000))
    quote = ann.quote([lc.Line(amount_fen=20_000)], beans=2000, at=after(hours=1))
    ann.apply(lc.Adjusted(id="b", at=after(hours=1), beans=-500))
    placed = lc.OrderPlaced(id="o", at=after(hours=1), quote=quote)
    assert ann.explain(placed).refusal == "stale_quote"
    with pytest.raises(lc.StaleQuoteError) as caught:
        ann.apply(placed)
    fresh = caught.value.quote
    assert fresh.beans_spent == fresh.beans_usable
    assert ann.apply(lc.OrderPlaced(id="o", at=after(hours=1), quote=fresh))


def test_a_quote_of_lines_needs_a_time(ann):
    with pytest.raises(lc.DataError, match="at"):
        ann.quote([lc.Line(amount_fen=1)])


def test_explain_shows_rules_numbers_and_what_became_of_the_beans(ann):
    ann.apply(order("o1", 29_900))
    ann.apply(lc.LineReturned(id="r", at=after(days=2), order="o1", line=1))
    found = ann.explain("o1")
    fired = {each.rule: each.granted for each in found.steps if each.fired}
    assert fired["beans.earn.purchase"] == 29
    assert found.lots[0]["issued"] == 29
    assert found.lots[0]["clawed_back"] == 29
    text = str(found)
    assert "yuan x 1/10 a yuan = 29 beans" in text
    assert "29 clawed back" in text
    assert any(each.failed for each in found.steps)
    assert "<pre>" in found._repr_html_()


def test_an_event_can_be_explained_before_it_happens(shop):
    bob = lc.Member(shop, id="bob")
    found = bob.explain(lc.LineReturned(id="r", at=after(), order="o", line=1))
    assert found.refusal == "order_unknown"
    assert "refused" in str(found)
    assert bob.explain(order("o1", 29_900)).beans == 29
    assert bob.beans == 0


def test_without_history_the_past_is_not_told(shop):
    bob = lc.Member(shop, id="bob")
    bob.apply(order("o1", 29_900))
    for ask in (lambda: bob.explain("o1"), bob.statement):
        with pytest.raises(lc.LoyaltyCoreError) as caught:
            ask()
        assert caught.value.code == "history_not_kept"


def test_an_unknown_event_cannot_be_explained(ann):
    with pytest.raises(lc.DataError) as caught:
        ann.explain("o1")
    assert caught.value.code == "event_unknown"


def test_a_statement_opens_and_closes(ann):
    ann.apply(order("o1", 29_900))
    ann.apply(order("o2", 29_900, after(days=40)))
    statement = ann.statement(after(days=10))
    assert statement.beans_opening["available"] == 29
    assert statement.beans_closing["available"] == 58
    assert {each.event_id for each in statement.effects} <= {"o2", None}
    assert "opening  beans 29" in str(statement)
    assert "<table>" in statement._repr_html_()


def test_progress_tells_growth_and_money_to_the_next_tier(ann):
    ann.apply(order("o1", 500_000))
    progress = ann.progress()
    assert (progress.tier, progress.next_tier) == ("silver", "gold")
    assert progress.growth_missing == 5000
    assert progress.amount_fen_missing == 500_000
    assert progress.yuan_missing == "5000.00"
    assert {each.task for each in progress.tasks}
    ann.apply(order("o2", 500_000, after(hours=1)))
    assert ann.tier == "gold"


def test_one_fen_less_does_not_reach_the_next_tier(ann):
    ann.apply(order("o1", 500_000))
    ann.apply(order("o2", 499_999, after(hours=1)))
    assert ann.tier == "silver"


def test_settling_twice_changes_nothing(ann):
    ann.apply(order("o1", 29_900))
    assert ann.settle(after(days=900)).effects
    before = ann.state()
    assert ann.settle(after(days=900)).effects == ()
    assert ann.state() == before


def test_copies_go_their_own_way(ann):
    ann.apply(order("o1", 29_900))
    for twin in (copy.copy(ann), copy.deepcopy(ann), ann.copy()):
        assert twin == ann
        assert twin.explain("o1").beans == 29
        twin.apply(order("o2", 29_900, after(days=1)))
        assert twin != ann
        assert ann.beans == 29


def test_months_tell_what_the_programme_counts(shop):
    ann = lc.Member(
        shop.with_(
            {
                "facts.activities": ["review_approved", "sign_in"],
                "facts.category_classes": {"baby": {"categories": ["milk", "toys"]}},
            }
        ),
        id="ann",
    )
    goods = [
        lc.Line(line=1, amount_fen=9_000, category="milk"),
        lc.Line(line=2, amount_fen=1_000),
    ]
    ann.apply(lc.OrderCompleted(id="o1", at=after(), order="o1", lines=goods))
    ann.apply(lc.ReviewApproved(id="r1", at=after(), subject="r1", order="o1", line=1))
    ann.apply(lc.SignIn(id="s1", at=after()))
    ann.apply(lc.LineReturned(id="b1", at=after(40), order="o1", line=1))
    ann.apply(lc.SignIn(id="s2", at=after(41)))
    bought, later = ann.state()["months"]
    assert bought["activities"] == {"review_approved": 1, "sign_in": 1}
    assert bought["category_classes"] == {
        "baby": {"orders": 0, "spend_fen": 9_000, "returned_fen": 9_000}
    }
    assert (later["activities"], later["category_classes"]) == ({"sign_in": 1}, {})


def test_an_order_that_comes_back_whole_counts_no_more(shop):
    ann = lc.Member(shop.with_({"facts.spend.tenders": ["cash"]}), id="ann")
    tenders = [lc.Tender(kind="cash", amount_fen=601), lc.Tender(kind="gift_card", amount_fen=399)]
    goods = [lc.Line(line=1, amount_fen=1_000, quantity=3)]
    ann.apply(lc.OrderCompleted(id="o1", at=after(), order="o1", lines=goods, tenders=tenders))
    ann.apply(lc.LineReturned(id="b1", at=after(1), order="o1", line=1))
    (month,) = ann.state()["months"]
    assert (month["orders"], month["spend_fen"], month["returned_fen"]) == (1, 601, 200)
    assert len(month["purchase_days"]) == 1
    ann.apply(lc.LineReturned(id="b2", at=after(2), order="o1", line=1, quantity=2))
    (month,) = ann.state()["months"]
    assert (month["orders"], month["spend_fen"], month["returned_fen"]) == (0, 601, 601)
    assert month["purchase_days"] == []


def test_a_pickle_keeps_state_history_and_names(ann):
    ann.apply(order("o1", 29_900))
    ann.settle(after(days=20))
    ann.apply(order("o2", 29_900, after(days=30)))
    twin = pickle.loads(pickle.dumps(ann))
    assert twin == ann
    assert twin.state() == ann.state()
    assert twin.events == ann.events
    assert str(twin.explain("o1")) == str(ann.explain("o1"))
    assert str(twin.statement()) == str(ann.statement())


def test_save_and_load_keep_the_state(ann, shop):
    ann.apply(order("o1", 29_900))
    twin = lc.Member.load(shop, ann.save())
    assert twin == ann
    assert twin.id == "ann"
    assert not twin.keep_history
    assert twin.apply(order("o1", 29_900)).duplicate


def test_a_snapshot_of_another_programme_is_refused(ann, shop):
    other = shop.with_({"beans.earn.purchase.rate": "0.2%"})
    with pytest.raises(lc.SnapshotError) as caught:
        lc.Member.load(other, ann.save())
    assert caught.value.code == "snapshot_other_program"


def test_it_prints_on_one_line(ann):
    ann.apply(order("o1", 29_900))
    assert repr(ann) == "<Member ann: bronze, growth 299, beans 29; decided 2016-07-01>"
    assert "<table>" in ann._repr_html_()


def test_the_books_close(ann, busy):
    for event in busy[:20]:
        ann.apply(event.for_member("ann"))
        ann.verify()
    for account in ann.state()["accounts"].values():
        assert sum(account.values()) == 0


def test_an_id_that_is_none(shop):
    for wrong in ("", "x" * 129, "a\0b"):
        with pytest.raises(lc.DataError):
            lc.Member(shop, id=wrong)


def test_it_is_not_hashable(ann):
    with pytest.raises(TypeError):
        hash(ann)


class Tagged(lc.Member):
    """A member with an attribute, a slot and a constructor of its own."""

    __slots__ = ("slot",)

    def __init__(self, program, tag):
        super().__init__(program, id="ann", keep_history=True)
        self.tag = tag
        self.slot = [tag]


@pytest.mark.parametrize(
    ("twin_of", "deep"),
    [
        pytest.param(copy.copy, False, id="copy"),
        pytest.param(lambda m: m.copy(), False, id="method"),
        pytest.param(copy.deepcopy, True, id="deepcopy"),
        pytest.param(lambda m: pickle.loads(pickle.dumps(m)), True, id="pickle"),
    ],
)
def test_copies_of_a_subclass_keep_what_it_added(shop, twin_of, deep):
    member = Tagged(shop, {"note": 5})
    member.apply(order("o1", 29_900))
    twin = twin_of(member)
    assert type(twin) is Tagged
    assert (twin == member, twin.tag, twin.slot) == (True, {"note": 5}, [{"note": 5}])
    assert (twin.tag is member.tag) is not deep
    assert len(twin.statement().effects) == len(member.statement().effects)


def test_what_belongs_to_a_member_says_why_it_does_not_pickle(ann):
    result = ann.apply(order("o1", 29_900))
    for thing in (
        result,
        result.effects[0],
        ann.quote([lc.Line(amount_fen=100)], at=after()),
        ann.explain("o1"),
        ann.statement(),
        lc.history([order("o1", 100, member="m")]),
    ):
        with pytest.raises(TypeError, match=rf"{type(thing).__name__} does not pickle: \w+"):
            pickle.dumps(thing)


def test_ids_are_shown_without_steering_the_terminal(shop):
    member = lc.Member(shop, id="a\x1b[31m\u202eb", keep_history=True)
    event = order("o\x1b[2J", 29_900)
    result = member.apply(event)
    explanation = member.explain(event.id)
    shown = [
        *(repr(each) for each in (member, result, explanation, event, event.lines[0])),
        *(str(each) for each in (explanation, member.statement())),
        *(repr(each) for each in (member.statement(), member.progress(), *result.effects)),
        lc.receipt(member, event, result).text,
    ]
    for text in shown:
        assert all(line.isprintable() for line in text.split("\n")), ascii(text)
    assert repr(member).startswith("<Member a\\x1b[31m\\u202eb: ")
    assert repr(result).startswith("<Result of o\\x1b[2J: accepted")
