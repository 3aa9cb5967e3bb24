"""What is told to people: text and HTML, in English and in Chinese, of everything that answers."""

import copy
import json
import pickle
import re
from html import escape

import pytest

import loyaltycore as lc
from tests.python import told_stories
from tests.python.build import NOON, after, order
from tests.python.told_stories import STORIES, TOLD_ZH, bought, member_of


def pinned():
    """The Chinese text of each story, by its name."""
    parts = re.split(r"^## (\w+)\n", TOLD_ZH.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], (each.rstrip("\n") for each in parts[2::2]), strict=True))


@pytest.mark.parametrize("story", STORIES, ids=lambda each: each.__name__)
def test_a_story_reads_in_chinese_as_it_is_pinned(story):
    assert lc.text_of(story(), language="zh") == pinned()[story.__name__]


def test_every_pinned_story_is_told():
    assert list(pinned()) == [each.__name__ for each in STORIES]


def test_str_is_the_english_text():
    explained = told_stories.an_order_lifts_the_tier()
    assert str(explained) == lc.text_of(explained) == lc.text_of(explained, language="en")
    assert explained._repr_html_() == lc.html_of(explained)
    (decision,) = told_stories.a_tier_that_changes()
    assert str(decision) == lc.text_of(decision)
    assert lc.text_of(decision).startswith("tier registered -> silver: growth 2500, 2000 needed")
    member = member_of()
    once, again = (member.apply(order("o", 500)) for _ in range(2))
    for result in (once, again):
        assert str(result) == lc.text_of(result) == repr(result)
    refused = member.apply(lc.LineReturned(id="b", at=NOON, order="none", line=1))
    assert str(refused) == lc.text_of(refused)
    assert lc.text_of(refused.refusal) == str(refused.refusal)


def test_a_quote_and_scores_are_told_in_english_too():
    poor, rich, refused, gold = told_stories.quotes()
    assert lc.text_of(rich).splitlines() == [
        "Quote, earnings if completed at 2016-07-01 12:00 +08:00 with today's standing",
        "  goods, yuan: 120.00",
        "  freight, yuan: 0.00",
        "  to pay in money, yuan: 95.00",
        "  beans spent: 2500",
        (
            "  beans usable: 2500: 2500 available, 500 held, 8 pending, this order takes at most "
            "6000 in steps of 10"
        ),
        "  earns, beans: 47",
        "  earns, growth: 95",
        "  tier: registered -> bronze",
    ]
    assert lc.text_of(refused).startswith("Quote refused: insufficient_beans: No more beans")
    assert rich.beans_bound in lc.text_of(refused)
    assert (poor.beans_room["pending"], gold.beans_room["payable"]) == (8, False)
    scores = next(each for each in told_stories.scores() if isinstance(each, dict))
    assert lc.text_of(scores).splitlines() == [
        "club: 2500 points, holds fan",
        "  as of today 2510 points, settles on 2016-09-02",
        "  1500 points to super",
        "  spending: 2510 points",
        "    spend: 251000 counted, +2510 points",
        "  trust: 100 points, a gate",
        "    credit: 0 counted, +0 points",
    ]


def test_a_quote_that_did_not_come_so_far_has_no_bound():
    quote = member_of(lc.Login(id="l", at=after(days=9))).quote([lc.Line(amount_fen=5)], at=NOON)
    assert (quote.refusal, quote.beans_room, quote.beans_bound) == ("clock_regression", None, "")
    assert lc.text_of(quote) == f"Quote refused: {quote.refusal}"


def test_scores_stay_a_dict():
    scores = member_of(bought("o", 250_000)).scores()
    assert scores == json.loads(json.dumps(scores, default=str)) | {"club": scores["club"]}
    for twin in (copy.copy(scores), copy.deepcopy(scores), pickle.loads(pickle.dumps(scores))):
        assert twin == scores
        assert lc.text_of(twin) == lc.text_of(scores)
    assert scores._repr_html_() == lc.html_of(scores) == f"<pre>{lc.text_of(scores)}</pre>"


def test_what_fell_short_and_until_when_reviews_are_suspended_is_told():
    *_, back = told_stories.a_return_lets_go_what_is_not_there()
    (short,) = (each for each in back if each.kind == "fell_short")
    assert lc.text_of(short) == "fell_short: 47 beans by beans.earn.purchase of o1 line 1"
    risk = {"review": {"reporters_max": 1, "invalid_limit": 1, "suspension_days": 10}}
    reviews = [lc.ReviewApproved(id=each, at=NOON, reporters=2) for each in ("v1", "v2")]
    told = lc.text_of(member_of(reviews[0], risk=risk).apply(reviews[1]).effects)
    assert "reviews_suspended: until 2016-07-11" in told.splitlines()


def test_beans_that_wait_have_no_day_yet():
    waiting = member_of(lc.PhotoShown(id="p", at=NOON)).explain("p").lots
    assert lc.text_of(waiting) == "8 by beans.earn.later: 8 pending"


HOSTILE = "<b>&\"'"


def hostile():
    """Answers in which every id that comes from outside would be read as HTML."""
    member = lc.Member(lc.Program.load(told_stories.TITLED), id=HOSTILE, keep_history=True)
    line = lc.Line(amount_fen=920_000, sku=HOSTILE, category=HOSTILE)
    paid = lc.OrderCompleted(id=f"o{HOSTILE}", at=NOON, order=HOSTILE, lines=[line])
    yield member.explain(paid)
    yield from (member.apply(paid), member.apply(paid))
    shown = lc.PhotoShown(id=f"p{HOSTILE}", at=NOON, subject=HOSTILE)
    yield member.apply(shown).effects
    yield member.explain(lc.ReviewDeleted(id=f"d{HOSTILE}", at=NOON, subject=HOSTILE))
    yield member.apply(lc.BeansHeld(id=f"h{HOSTILE}", at=NOON, subject=HOSTILE, beans=10)).effects
    yield member.apply(lc.LineReturned(id=f"r{HOSTILE}", at=NOON, order=f"n{HOSTILE}", line=1))
    yield member.explain(f"o{HOSTILE}")
    yield member.explain(f"o{HOSTILE}").lots
    yield from member.explain(lc.Tick(id="t", at=after(days=370))).decisions
    yield from (member.quote([line], beans, at=NOON) for beans in (0, 9999))
    yield member.scores()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_html_carries_no_id_and_no_title_raw(language):
    own = re.compile(r"</?(pre|table|tr|td|th)>|<b>[^<&]+</b>")
    pages = [lc.html_of(each, language=language) for each in hostile()]
    for page in pages:
        rest = own.sub("", page)
        assert "<" not in rest, page
        assert '"' not in rest, page
    together = "".join(pages)
    assert escape(HOSTILE) in together
    if language == "zh":
        assert "&lt;i&gt;" in together, "the title of a tier"


def test_what_would_steer_a_terminal_is_escaped():
    member = member_of()
    shown = lc.PhotoShown(id="p", at=NOON, subject="\x1b[2J")
    member.apply(shown)
    deleted = member.explain(lc.ReviewDeleted(id="d\x1b", at=NOON, subject="\x1b[2J"))
    for told in (deleted, deleted.decisions, deleted.effects):
        for language in ("en", "zh"):
            assert "\x1b" not in lc.text_of(told, language=language)
            assert r"\x1b" in lc.text_of(told, language=language)


def test_the_table_of_a_quote_is_told_in_chinese():
    _, rich, refused, _ = told_stories.quotes()
    told = lc.text_of(rich, language="zh").splitlines()
    page = lc.html_of(rich, language="zh")
    assert page.startswith("<b>\u8bd5\u7b97</b>, ")
    for row in told[1:]:
        what, value = row.strip().split("\uff1a", 1)
        assert f"<tr><td>{what}</td><td>{value}</td></tr>" in page
    assert lc.html_of(refused, language="zh").startswith("<b>\u8bd5\u7b97\u88ab\u62d2\u7edd</b>: ")


@pytest.mark.parametrize("language", ["fr", "EN", "zh-CN", "", None, ["en"]])
@pytest.mark.parametrize("tell", [lc.text_of, lc.html_of])
def test_another_language_is_refused_by_name(tell, language):
    with pytest.raises(lc.DataError, match="write one of 'en', 'zh'") as caught:
        tell(told_stories.an_order_lifts_the_tier(), language=language)
    assert isinstance(caught.value, ValueError)
    assert (caught.value.column, caught.value.code) == ("language", "argument_invalid")


@pytest.mark.parametrize("what", [None, 7, "o1", {}, {"value": 1}, [3], lc.Login(id="l", at=NOON)])
def test_what_cannot_be_told_is_refused(what):
    with pytest.raises(lc.DataError, match="pass an Explanation") as caught:
        lc.text_of(what)
    assert caught.value.column == "what"


def test_what_has_no_title_keeps_its_id():
    member = lc.Member(lc.Program.load(told_stories.SHOP), id="bob", keep_history=True)
    effects = member.apply(order("o", 250_000)).effects
    (change,) = (each for each in effects if each.kind == "tier_changed")
    assert lc.text_of(change, language="zh").endswith("\uff1aregistered \u2192 silver")
