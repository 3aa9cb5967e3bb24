"""Laws of the doors: one kernel, so every way to the same events gives the same members."""

import collections
import copy
import random

import pytest

import loyaltycore as lc
from tests.python.build import NOON, after, order
from tests.python.stories import busy_story, outcomes, random_story
from tests.reference.coverage import UNREACHABLE, audit

AS_OF = after(days=1500)
RANDOM_STORIES = 32


def digest(program, events, as_of=AS_OF, **options):
    """The digest of a replay."""
    return lc.replay(program, lc.history(list(events)), as_of=as_of, **options).digest


@pytest.fixture(scope="module", params=["busy", *range(RANDOM_STORIES)])
def story(request):
    """A programme and what happens under it: the busy history or a random one."""
    return busy_story() if request.param == "busy" else random_story(request.param)


@pytest.fixture(scope="module")
def wanted(story):
    """What every other way must give."""
    return digest(story.program, story.events, story.as_of, threads=1)


def test_random_stories_reach_every_kind_and_refusal_of_these_doors():
    counts = collections.Counter()
    for seed in range(RANDOM_STORIES):
        told = random_story(seed)
        counts += outcomes(told.program, told.decided)
    # What is recorded first is told first. The others that no story can give: tests.reference.
    assert audit(counts) == ["clock_regression given"]
    assert not {code for _, code in counts} & UNREACHABLE.keys()


def test_replay_is_repeated_apply(story, wanted):
    told = outcomes(story.program, story.decided)
    replayed = lc.replay(story.program, lc.history(story.events), as_of=story.as_of)
    assert replayed.digest == wanted
    # A replay counts ticks alone.
    told = {cell: count for cell, count in told.items() if cell[0] != "tick"}
    accepted = sum(count for (_, outcome), count in told.items() if outcome == "accepted")
    again = sum(count for (_, outcome), count in told.items() if outcome == "duplicate")
    assert replayed.counters["accepted"] == accepted
    assert replayed.counters["duplicates"] == again
    assert replayed.counters["refused"] == sum(told.values()) - accepted - again > 0


def apply_alone(door, event):
    """Tell one event; what a batch answers as a refusal is raised here."""
    try:
        return door.apply(event)
    except (lc.ConflictError, lc.StaleQuoteError) as refused:
        return refused


def test_one_by_one_is_the_replay(story, wanted):
    engine = lc.Engine(story.program)
    for event in story.decided:
        apply_alone(engine, event)
    assert engine.digest(story.as_of) == wanted


def test_apply_many_is_apply(story, wanted):
    events, engine = story.decided, lc.Engine(story.program)
    for start in range(0, len(events), 97):
        engine.apply_many(events[start : start + 97])
    assert engine.digest(story.as_of) == wanted


def test_members_alone_are_members_of_an_engine(story):
    engine = lc.Engine(story.program)
    engine.apply_many(story.decided)
    name = story.events[-1].member
    alone = lc.Member(story.program, id=name)
    for event in story.decided:
        if event.member == name:
            apply_alone(alone, event)
    assert engine.member(name) == alone


@pytest.mark.parametrize("threads", [0, 1, 2, 8])
def test_threads_change_nothing(story, wanted, threads):
    assert digest(story.program, story.events, story.as_of, threads=threads) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(story, wanted, seed):
    rows = list(story.events)
    random.Random(seed).shuffle(rows)
    assert digest(story.program, rows, story.as_of) == wanted


@pytest.mark.parametrize("size", [7, 101])
def test_any_chunks_of_the_sorted_stream_change_nothing(story, wanted, size):
    history = lc.history(story.events)
    rows = [event for member in history.member_ids() for event in history.events_of(member)]
    chunks = (lc.history(rows[at : at + size]) for at in range(0, len(rows), size))
    replayed = lc.replay(story.program, chunks, sorted=True, as_of=story.as_of)
    assert replayed.digest == wanted


def test_int_and_text_ids_are_one(shop):
    as_int = [order(n, 9000, after(hours=n), member=n % 3) for n in range(20)]
    as_text = [order(str(n), 9000, after(hours=n), member=str(n % 3)) for n in range(20)]
    as_text = [lc.Event.from_json(each.to_json().replace("sku-", "sku-")) for each in as_text]
    assert digest(shop, as_int) == digest(shop, as_text)


def test_ticks_change_nothing(story, wanted):
    ticks = [
        lc.Tick(id=f"tick-{n}", at=each.recorded_at + n % 3, member=story.events[n].member)
        for n, each in enumerate(story.decided)
        if n % 5 == 0 and 0 < each.recorded_at < story.as_of
    ]
    assert len(ticks) > len(story.events) // 6
    assert digest(story.program, [*story.events, *ticks], story.as_of) == wanted


def test_duplicates_change_nothing(story, wanted):
    events = [*story.events, *story.events[::3]]
    assert digest(story.program, events, story.as_of) == wanted


def test_an_unrelated_member_adds_its_own_hash_only(story, wanted):
    stranger = [
        each.for_member("stranger")
        for each in story.events
        if each.member == story.events[0].member
    ]
    both = int(digest(story.program, [*story.events, *stranger], story.as_of), 16)
    apart = int(wanted, 16) + int(digest(story.program, stranger, story.as_of), 16)
    assert both == apart % 2**128


def test_the_digest_of_one_member_is_that_of_its_engine(shop):
    bob = lc.Member(shop, id="bob")
    bob.apply(order("o1", 29_900))
    assert bob.digest(AS_OF) == digest(shop, [order("o1", 29_900, member="bob")])


CATEGORIES = ["appliance", "book", "cinema", "game_card", "investment_metal", ""]


def random_cart(rng):
    """One to four lines in one or two parts; some may not be paid with beans."""
    return [
        lc.Line(
            line=number,
            amount_fen=rng.choice([0, 1, 1999, 4999, 5000, 7777, 29_900, 123_456]),
            category=rng.choice(CATEGORIES),
            sku=f"sku-{rng.randrange(5)}",
            quantity=rng.choice([1, 1, 2, 3, 7]),
            sub_order=rng.choice([0, 0, 1]),
        )
        for number in range(1, rng.randint(1, 4) + 1)
    ]


def random_tenders(rng, goods):
    """Tenders that leave something open: the quote adds beans and cash."""
    kinds = [kind for kind in ("coupon", "gift_card", "bank_card") if rng.randrange(3) == 0]
    parts = [(kind, goods // rng.choice([7, 10])) for kind in kinds]
    return [lc.Tender(kind, fen) for kind, fen in parts if fen]


def amount_by_line(effects, **wanted):
    """What the movements that fit sum to, line by line."""
    found = collections.Counter()
    for each in effects:
        if each.kind == "moved" and all(getattr(each, k) == v for k, v in wanted.items()):
            found[each.line] += each.amount
    return +found


def shown_of(lines, name):
    """One number of quoted lines, without zeros."""
    return +collections.Counter({each.line: getattr(each, name) for each in lines})


@pytest.mark.parametrize("seed", range(40))
def test_a_quote_at_placement_is_the_booking(shop, seed):
    """Every number of the quote is what placing and completing it books."""
    rng = random.Random(seed)
    bob = lc.Member(shop, id="bob")
    bob.apply(lc.Adjusted(id="a", at=NOON, beans=rng.choice([0, 900, 1000, 20_000]), growth=1900))
    placed = 0
    for n in range(8):
        at, name = after(days=n + 1), f"o{n}"
        cart, freight = random_cart(rng), rng.choice([0, 600])
        tenders = random_tenders(rng, sum(each.amount_fen for each in cart))
        event = lc.OrderPlaced(
            id=name, at=at, lines=cart, tenders=tenders, freight_fen=freight, order=name
        )
        quote = bob.quote(event, beans=rng.choice(["all", "all", 0, 1000]))
        if quote.refusal:
            continue
        assert_it_is_booked(bob, quote, name, at)
        assert quote.freight_fen == freight
        placed += 1
    assert placed >= 4


def assert_it_is_booked(bob, quote, name, at):
    """Place and complete what was quoted; compare number by number."""
    settled = bob.copy()
    settled.settle(at)
    assert (quote.beans_available, quote.tier_now) == (settled.beans, settled.tier)
    placed = bob.apply(lc.OrderPlaced(id=name, at=at, quote=quote))
    assert placed.accepted
    held = [e.amount for e in placed.effects if e.kind == "moved" and e.cause == "held"]
    assert sum(held) == quote.beans_spent == bob.held <= quote.beans_usable
    rows = {row["line"]: row for row in bob.state()["lines"] if row["order"] == name}
    for line in quote.lines:
        row = rows[line.line]
        assert (line.amount_fen, line.beans_spent) == (row["amount_fen"], row["beans"])
        assert line.beans_money_fen == row["paid"].get("beans", 0)
    assert sum(each.amount_fen for each in quote.lines) == quote.goods_fen
    money = dict.fromkeys(lc.TENDER_KINDS, 0)
    for tender in quote.tenders:
        money[tender.kind] += tender.amount_fen
    assert sum(money.values()) == quote.goods_fen + quote.freight_fen
    given = money["beans"] + money["coupon"] + money["red_packet"]
    assert quote.cash_due_fen == quote.goods_fen + quote.freight_fen - given
    done = bob.apply(lc.OrderCompleted(id=f"{name}-done", at=at, order=name))
    effects = [*placed.effects, *done.effects]
    beans = amount_by_line(effects, cause="earned", currency="beans")
    growth = amount_by_line(effects, cause="earned", currency="growth")
    assert beans == shown_of(quote.lines, "beans_earned")
    assert growth == shown_of(quote.lines, "growth_earned")
    assert (beans.total(), growth.total()) == (quote.beans_earned, quote.growth_earned)
    assert (bob.tier, bob.held) == (quote.tier_then, 0)


def test_a_snapshot_changes_nothing(story, wanted):
    events, engine = story.decided, lc.Engine(story.program)
    engine.apply_many(events[:300])
    engine = lc.Engine.load(story.program, engine.save())
    engine = copy.deepcopy(engine)
    engine.apply_many(events[300:])
    assert engine.digest(story.as_of) == wanted


def test_canonical_bytes_do_not_depend_on_the_order_of_members(shop):
    events = [order(f"o{n}", 9000, member=n) for n in range(30)]
    one, two = lc.Engine(shop), lc.Engine(shop)
    one.apply_many(events)
    two.apply_many(events[::-1])
    assert one.save(canonical=True) == two.save(canonical=True)
    assert one.save() != two.save()


def wealth(member):
    """What a member owns and owes, bucket by bucket, and where it stands."""
    state = member.state()
    names = ("available", "pending", "held", "debt", "growth", "tier", "buckets", "holds")
    return {name: state[name] for name in names}


def full_order(rng, bob):
    """An order whose beans, coupon and money pay several pieces; as it was placed."""
    cart = [
        lc.Line(
            line=number,
            amount_fen=rng.choice([5000, 7777, 29_900, 98_765, 123_456]),
            category=rng.choice(["appliance", "book", "cinema"]),
            sku=f"sku-{number}",
            quantity=rng.choice([1, 2, 3, 7]),
            sub_order=rng.choice([0, 1]),
        )
        for number in range(1, rng.randint(2, 4) + 1)
    ]
    goods = sum(each.amount_fen for each in cart)
    coupon = [lc.Tender("coupon", goods // 9)] if rng.randrange(3) else []
    event = lc.OrderPlaced(id="o", at=after(days=40), order="o", lines=cart, tenders=coupon)
    quote = bob.quote(event, beans="all")
    assert quote.beans_spent > 0
    assert bob.apply(lc.OrderPlaced(id="o", at=after(days=40), quote=quote))
    assert bob.apply(lc.OrderCompleted(id="done", at=after(days=41), order="o"))
    return cart, quote


@pytest.mark.parametrize("seed", range(60))
def test_buy_and_full_return_leave_wealth_unchanged(shop, seed):
    """Beans come back as beans, money as money, and nothing earned stays."""
    rng = random.Random(seed)
    bob = lc.Member(shop, id="bob")
    bob.apply(order("first", 123_456))
    # Three buckets to draw on, two of them of one day.
    for n, beans in enumerate([700, 800, 30_000]):
        bob.apply(lc.Imported(id=f"i{n}", at=after(days=n), beans=beans, expires_at=after(400 + n)))
    bob.settle(after(days=39))
    before = wealth(bob)
    cart, quote = full_order(rng, bob)
    for line in cart:
        if rng.randrange(2):
            kind = rng.choice([lc.ReviewApproved, lc.PhotoShown])
            assert bob.apply(
                kind(
                    id=f"review-{line.line}",
                    at=after(days=42),
                    order="o",
                    line=line.line,
                    sku=line.sku,
                    amount_fen=line.amount_fen // line.quantity,
                )
            )
    assert bob.state()["growth"] > before["growth"]
    pieces = [line.line for line in cart for _ in range(line.quantity)]
    rng.shuffle(pieces)
    money = 0
    for n, line in enumerate(pieces):
        back = bob.apply(lc.LineReturned(id=f"r{n}", at=after(days=43), order="o", line=line))
        assert back.accepted
        money += sum(each.after for each in back.effects if each.kind == "refund_due")
    assert wealth(bob) == before
    assert money == quote.cash_due_fen
    bob.verify()


def test_settling_in_between_changes_nothing(story, wanted):
    engine = lc.Engine(story.program)
    for n, event in enumerate(story.decided):
        apply_alone(engine, event)
        if n % 50 == 0 and event.recorded_at > 0:
            engine.settle(event.recorded_at)
    assert engine.digest(story.as_of) == wanted
