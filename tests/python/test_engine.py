"""Many members in memory: single events, batches, quotes, settling, keeping."""

import os
import pickle
import subprocess
import sys
import threading

import pytest

import loyaltycore as lc
from tests.python.build import after, order


@pytest.fixture
def engine(shop):
    return lc.Engine(shop)


def test_members_exist_from_their_first_accepted_event(engine):
    assert len(engine) == 0
    engine.apply(order("o", 9000, member="ann"))
    engine.apply(lc.LineReturned(id="r", at=after(), order="x", line=1, member="bob"))
    assert engine.members() == list(engine) == ["ann"]
    assert "ann" in engine
    assert "bob" not in engine
    assert 3 not in engine
    assert object() not in engine


def test_an_event_names_its_member(engine):
    with pytest.raises(lc.DataError) as caught:
        engine.apply(order("o", 9000))
    assert caught.value.column == "member"


def test_a_conflict_raises_alone_and_is_data_in_a_batch(engine):
    engine.apply(order("o", 9000, member="ann"))
    with pytest.raises(lc.ConflictError) as caught:
        engine.apply(order("o", 9001, member="ann"))
    assert caught.value.member == "ann"
    results = engine.apply_many([order("o", 9001, member="ann"), order("p", 9001, member="ann")])
    assert [each.refusal for each in results] == ["id_conflict", None]


def test_a_batch_that_cannot_be_read_changes_nothing(engine):
    back = lc.LineReturned(id="r", at=after(), order="o", line=1, member="ann", archived=b"none")
    for wrong, column in ((back, "archived"), (order("p", 9000), "member")):
        with pytest.raises(lc.DataError) as caught:
            engine.apply_many([order("o", 9000, member="ann"), wrong])
        assert (caught.value.row, caught.value.column) == (1, column)
        assert caught.value.remedy
        assert len(engine) == 0


def test_a_quote_of_a_newcomer_and_of_a_member(engine):
    cart = [lc.Line(amount_fen=29_900)]
    assert engine.quote(cart, member="new", at=after()).beans_earned == 29
    engine.apply(lc.Adjusted(id="a", at=after(), beans=5000, member="ann"))
    quote = engine.quote(cart, "all", member="ann", at=after())
    assert quote.beans_spent > 0
    assert engine.apply(lc.OrderPlaced(id="o", at=after(), quote=quote, member="ann")).accepted
    with pytest.raises(lc.StaleQuoteError) as caught:
        engine.apply(lc.OrderPlaced(id="p", at=after(), quote=quote, member="ann"))
    assert caught.value.quote.beans_spent < quote.beans_spent


def test_apply_many_brings_the_fresh_quote_that_apply_raises(shop):
    def doors():
        engine = lc.Engine(shop)
        engine.apply(lc.Adjusted(id="a", at=after(), beans=2000, member="ann"))
        return engine

    one, many = doors(), doors()
    cart = [lc.Line(amount_fen=20_000)]
    quote = one.quote(cart, 2000, member="ann", at=after(hours=1))
    less = lc.Adjusted(id="b", at=after(hours=1), beans=-500, member="ann")
    placed = lc.OrderPlaced(id="o", at=after(hours=1), quote=quote, member="ann")
    more = lc.Adjusted(id="c", at=after(hours=2), beans=700, member="ann")
    stranger = lc.OrderPlaced(id="p", at=after(hours=1), quote=quote, member="bob")
    one.apply(less)
    with pytest.raises(lc.StaleQuoteError) as caught:
        one.apply(placed)
    # What comes later in the batch is not in the quote: apply did not know it either.
    accepted, refused, later, bob = many.apply_many([less, placed, more, stranger])
    assert refused.refusal == bob.refusal == "stale_quote"
    assert accepted.quote is later.quote is None
    assert refused.quote.numbers == caught.value.quote.numbers
    assert str(refused.quote) == str(caught.value.quote)
    assert bob.quote.beans_spent == 0
    again = lc.OrderPlaced(id="p", at=after(hours=1), quote=bob.quote, member="bob")
    assert many.apply_many([again])[0].accepted


def test_a_stale_quote_in_a_group_brings_a_fresh_one(shop):
    engine = lc.Engine(shop)
    quote = engine.quote([lc.Line(amount_fen=20_000)], member="ann", at=after())
    engine.apply(lc.Adjusted(id="a", at=after(), beans=2000, member="ann"))
    late = after(days=2)
    sides = [
        lc.OrderPlaced(id="o", at=late, quote=quote, member="ann", group="g"),
        lc.Adjusted(id="x", at=late, beans=5, member="bob", group="g"),
    ]
    stale, other = engine.apply_many(sides)
    assert (stale.refusal, other.refusal) == ("stale_quote", "group_refused")
    assert stale.quote is not None
    assert other.quote is None


def test_settle_lists_those_to_whom_something_happened(engine):
    engine.apply(order("o", 29_900, member="ann"))
    engine.apply(lc.Login(id="l", at=after(), member="bob"))
    settled = engine.settle(after(days=900))
    assert "ann" in settled
    assert {each.cause for each in settled["ann"].effects if each.kind == "moved"} >= {"expired"}
    assert engine.settle(after(days=900)) == {}
    assert engine.settle(after(days=900), member="ann") == {}


def test_state_and_member_of_nobody(engine):
    for ask in (engine.state, engine.member):
        with pytest.raises(KeyError):
            ask("nobody")


def test_a_pickle_is_the_engine(engine):
    engine.apply(order("o", 29_900, member="ann"))
    twin = pickle.loads(pickle.dumps(engine))
    assert twin.digest(after(days=9)) == engine.digest(after(days=9))
    assert twin.program == engine.program
    assert repr(twin) == "<Engine shop: 1 members>"


def test_one_bean_is_spent_once_by_many_threads(engine):
    engine.apply(lc.Adjusted(id="a", at=after(), beans=40_000, member="ann"))
    won = []

    def spend(worker):
        for n in range(50):
            event = lc.BeansExchanged(id=f"{worker}-{n}", at=after(), item="daledou", member="ann")
            won.append(engine.apply(event).accepted)

    threads = [threading.Thread(target=spend, args=(n,)) for n in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(won) == 400
    assert engine.member("ann").beans == 0
    engine.verify()


def test_only_a_program_makes_an_engine():
    with pytest.raises(TypeError):
        lc.Engine("shop")
    with pytest.raises(TypeError):
        lc.Member("shop", id=1)


BUSY = """
import os, sys, threading, time, warnings
import loyaltycore as lc
from tests.python.build import SHOP, busy_history
warnings.simplefilter("ignore", DeprecationWarning)
engine = lc.Engine(lc.Program.load(SHOP))
quiet = lc.Engine(lc.Program.load(SHOP))
events = busy_history(members=60, orders=12)
stop = False

def work():
    while not stop:
        engine.apply_many(events)

worker = threading.Thread(target=work)
worker.start()
told = 0
for _ in range(12):
    time.sleep(0.02)
    child = os.fork()
    if child == 0:
        assert quiet.apply(events[0]).accepted
        try:
            engine.digest(10**15 * 2)
        except lc.LoyaltyCoreError as error:
            os._exit(1 if error.code == "forked_in_call" else 2)
        os._exit(0)
    ends = time.time() + 20
    while (status := os.waitpid(child, os.WNOHANG))[0] == 0 and time.time() < ends:
        time.sleep(0.005)
    assert status[0] == child, "a forked child hangs"
    code = os.waitstatus_to_exitcode(status[1])
    assert code in (0, 1), code
    told += code
stop = True
worker.join()
engine.verify()
print(told)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork of POSIX")
def test_a_forked_child_is_told_and_never_hangs():
    done = subprocess.run(
        [sys.executable, "-c", BUSY], check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
