"""Hypothesis tells core and model one history of any programme; a failure shrinks to its steps.

Every field of every event is drawn by hypothesis through the writers of random_events.py. Orders,
reviews and holds are bundles: what a step speaks of was opened by a step that can be seen.
"""

import os
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

import loyaltycore as core
from tests.reference import dates
from tests.reference.chance import maybe
from tests.reference.comparison import Pair
from tests.reference.coverage import audit, audit_scores
from tests.reference.generator import (
    KINDS,
    ODD_KINDS,
    History,
    Writer,
    advance,
    new_writer,
    repeated,
    spoil,
    times,
    words,
)
from tests.reference.names import (
    EVENT_KINDS,
    LARGEST_AMOUNT,
    MONEY,
    NOT_BUILT,
    OPENING_KINDS,
    REVIEW_KINDS,
)
from tests.reference.random_documents import OWN_EVENTS, random_document
from tests.reference.random_events import WRITERS, an_order, opening, stale_quote, sub_order

# Long histories whose steps draw a seed each, and short ones in which hypothesis draws every field.
STEPS = 400
MACHINES = 300
SOAK_MACHINES = 5000
SHORT_STEPS = 50
SHORT_MACHINES = 360
SOAK_SHORT_MACHINES = 2000
VISITS = [
    *("login", "sign_in", "question_answered", "shared", "store_visited", "store_joined"),
    *("profile_verified", *OWN_EVENTS),
]
FEW_MACHINES = 20
IS_SOAK = "LOYALTYCORE_SOAK" in os.environ
# What so few short histories need not reach; the long ones reach each of them.
SELDOM_IN_SHORT = {
    *(
        f"{kind} accepted"
        for kind in (
            *("account_suspended", "beans_claimed", "beans_exchanged", "beans_released"),
            *("order_refused", "referred"),
        )
    ),
    *(
        f"{code} given"
        for code in (
            *("account_suspended", "archived_line_mismatch", "channel_unknown"),
            *("clawback_exceeds_balance", "exchange_limit_reached", "exchange_price_differs"),
            *("hold_exceeded", "hold_exists", "hold_released", "import_not_empty"),
            *("input_unknown", "item_unknown", "line_repeated", "line_unknown"),
            *("redemption_below_minimum_balance", "redemption_exceeds_order_cap"),
            *("redemption_not_allowed", "redemption_not_combinable", "return_exceeds_line"),
            *("stale_quote", "tenders_do_not_sum"),
        )
    ),
}

Draws = st.DataObject
Write = Callable[[Writer], dict[str, Any]]


def nothing(_: Writer) -> dict[str, Any]:
    """Return no fields of its own."""
    return {}


class Histories(RuleBasedStateMachine):
    """One member of the core, one of the model, and what happened to both.

    400 steps want more draws than one example may have: each step draws the seed of its own.
    """

    randoms: ClassVar[st.SearchStrategy[Random]] = st.randoms(use_true_random=True)
    steps: ClassVar[int] = STEPS
    counts: ClassVar[Counter[tuple[str, str]]] = Counter()
    orders = Bundle("orders")
    reviews = Bundle("reviews")
    holds = Bundle("holds")

    @initialize(draws=st.data())
    def begin(self, draws: Draws) -> None:
        rng = draws.draw(self.randoms)
        document = random_document(rng, declares=maybe(rng, 3), scored=maybe(rng, 2))
        self.writer = new_writer(rng, document)
        # A late event of the first days would be one before the programme.
        self.writer.now += rng.choice([20, 20, 0]) * dates.DAY
        note(f"programme: {self.writer.document}")
        self.pair = Pair(core, History(self.writer.document))

    def tell(self, draws: Draws, kind: str, write: Write) -> dict[str, Any]:
        """Let time pass, write an event of the kind and tell it to both."""
        writer = self.writer
        writer.rng = draws.draw(self.randoms)
        advance(writer)
        event = {"kind": kind, "id": f"e{len(writer.written)}", **times(writer)}
        event |= write(writer)
        event |= words(writer.rng)
        return self.told(event)

    def told(self, event: dict[str, Any]) -> dict[str, Any]:
        """Tell both an event as it is written."""
        note(f"event: {event}")
        self.writer.written.append(event)
        self.pair.step(event, f"event {len(self.writer.written)}")
        self.pair.run.check()
        return event

    def about(self, draws: Draws, kind: str, write: Write, **bundled: str) -> None:
        """Tell an event that speaks of what an earlier step opened."""

        def of_it(writer: Writer) -> dict[str, Any]:
            event = write(writer) | bundled
            if "archived" in event and "order" in bundled:
                event["archived"] = [bundled["order"], event["archived"][1]]
            return event

        self.tell(draws, kind, of_it)

    @rule(target=orders, kind=st.sampled_from(OPENING_KINDS), draws=st.data())
    def open_order(self, kind: str, draws: Draws) -> str:
        return str(self.tell(draws, kind, lambda writer: opening(writer, always=True))["order"])

    @rule(target=orders, draws=st.data())
    def place_order(self, draws: Draws) -> str:
        return str(self.tell(draws, "order_placed", WRITERS["order_placed"])["order"])

    @rule(order=orders, kind=st.sampled_from(OPENING_KINDS), draws=st.data())
    def go_on(self, order: str, kind: str, draws: Draws) -> None:
        self.about(draws, kind, lambda writer: sub_order(writer.rng), order=order)

    @rule(order=orders, draws=st.data())
    def complete_order(self, order: str, draws: Draws) -> None:
        self.about(draws, "order_completed", nothing, order=order)

    @rule(order=orders, kind=st.sampled_from(["order_cancelled", "order_refused"]), draws=st.data())
    def end_order(self, order: str, kind: str, draws: Draws) -> None:
        self.about(draws, kind, WRITERS[kind], order=order)

    @rule(order=orders, draws=st.data())
    def return_line(self, order: str, draws: Draws) -> None:
        self.about(draws, "line_returned", WRITERS["line_returned"], order=order)

    @rule(order=orders, draws=st.data())
    def return_piece(self, order: str, draws: Draws) -> None:
        fields = {"line": 1, "quantity": 1, "archived": [order, 1]}
        self.about(draws, "line_returned", lambda _: fields, order=order)

    @rule(order=orders, other=orders, line=st.integers(1, 3), draws=st.data())
    def return_with_a_record(self, order: str, other: str, line: int, draws: Draws) -> None:
        fields = {"order": order, "line": 1, "quantity": 1, "archived": [other, line]}
        self.tell(draws, "line_returned", lambda _: fields)

    @rule(order=orders, draws=st.data())
    def claim_of_order(self, order: str, draws: Draws) -> None:
        self.about(draws, "beans_claimed", nothing, order=order)

    @rule(target=reviews, kind=st.sampled_from(REVIEW_KINDS), draws=st.data())
    def review(self, kind: str, draws: Draws) -> str:
        return str(self.tell(draws, kind, WRITERS[kind])["subject"])

    @rule(review=reviews, draws=st.data())
    def delete_review(self, review: str, draws: Draws) -> None:
        self.about(draws, "review_deleted", nothing, subject=review)

    @rule(target=holds, draws=st.data())
    def hold(self, draws: Draws) -> str:
        return str(self.tell(draws, "beans_held", WRITERS["beans_held"])["subject"])

    @rule(hold=holds, draws=st.data())
    def commit_hold(self, hold: str, draws: Draws) -> None:
        self.about(draws, "beans_redeemed", WRITERS["beans_redeemed"], subject=hold)

    @rule(hold=holds, draws=st.data())
    def release_hold(self, hold: str, draws: Draws) -> None:
        self.about(draws, "beans_released", nothing, subject=hold)

    @rule(kind=st.sampled_from(VISITS), draws=st.data())
    def visit(self, kind: str, draws: Draws) -> None:
        self.tell(draws, kind, WRITERS[kind])

    @rule(kind=st.sampled_from(list(KINDS)), draws=st.data())
    def anything(self, kind: str, draws: Draws) -> None:
        self.tell(draws, kind, WRITERS.get(kind, nothing))

    @rule(kind=st.sampled_from(["beans_redeemed", "beans_exchanged"]), draws=st.data())
    def spend(self, kind: str, draws: Draws) -> None:
        self.tell(draws, kind, WRITERS[kind])

    @rule(draws=st.data())
    def restore_account(self, draws: Draws) -> None:
        self.tell(draws, "account_restored", nothing)

    @rule(kind=st.sampled_from(["adjusted", "imported", "credit_updated"]), draws=st.data())
    def correct(self, kind: str, draws: Draws) -> None:
        self.tell(draws, kind, WRITERS[kind])

    @rule(beans=st.sampled_from([30, 300, 900]), draws=st.data())
    def gift(self, beans: int, draws: Draws) -> None:
        self.tell(draws, "adjusted", lambda _: {"beans": beans})

    @rule(beans=st.sampled_from([1, 10]), draws=st.data())
    def spend_little(self, beans: int, draws: Draws) -> None:
        fields = {"beans": beans, "amount_fen": 5000, "category": "phone"}
        self.tell(draws, "beans_redeemed", lambda _: fields)

    @rule(draws=st.data())
    def exchange_too_often_or_at_another_price(self, draws: Draws) -> None:
        self.tell(draws, "adjusted", lambda _: {"beans": 300})
        for item, pieces, price in (("draw", 1, 0), ("draw", 3, 0), ("mug", 1, 499)):
            fields = {"item": item, "quantity": pieces, "amount_fen": price}
            self.tell(draws, "beans_exchanged", lambda _, fields=fields: fields)

    @rule(draws=st.data())
    def pay_too_much_with_beans(self, draws: Draws) -> None:
        self.tell(draws, "adjusted", lambda _: {"beans": 900})
        fields = {"beans": 900, "amount_fen": 1000, "category": "phone"}
        self.tell(draws, "beans_redeemed", lambda _: fields)

    @rule(draws=st.data())
    def place_with_a_stale_quote(self, draws: Draws) -> None:
        def of_it(writer: Writer) -> dict[str, Any]:
            return opening(writer, always=True) | {"quoted": stale_quote(writer)}

        self.tell(draws, "order_placed", of_it)

    @rule(draws=st.data())
    def combine_beans_with_all(self, draws: Draws) -> None:
        self.tell(draws, "adjusted", lambda _: {"beans": 30})
        parts = {"red_packet": 900, "bank_card": 900, "gift_card": 900, "beans": 10, "cash": 90}
        tenders = [{"kind": kind, "amount_fen": fen} for kind, fen in parts.items()]
        lines = [{"line": 1, "amount_fen": sum(parts.values()), "category": "phone"}]
        fields = {"lines": lines, "tenders": tenders}
        self.tell(draws, "order_placed", lambda writer: {"order": an_order(writer)} | fields)

    @rule(key=st.sampled_from(["category", "channel"]), draws=st.data())
    def name_what_is_unknown(self, key: str, draws: Draws) -> None:
        self.tell(draws, "shared", lambda _: {key: "nowhere"})

    @rule(draws=st.data())
    def claim_everything(self, draws: Draws) -> None:
        self.tell(draws, "beans_claimed", nothing)

    @rule(draws=st.data())
    def spend_and_return_when_poor(self, draws: Draws) -> None:
        order = an_order(self.writer)
        line = {"line": 1, "amount_fen": 300_000, "category": "phone"}
        self.tell(draws, "order_completed", lambda _: {"order": order, "lines": [line]})
        self.lose_all_but_few(draws)
        self.spend_little(1, draws)
        self.return_piece(order, draws)

    @rule(draws=st.data())
    def lose_all_but_few(self, draws: Draws) -> None:
        purses = self.pair.run.member.standing.purses
        name = draws.draw(st.sampled_from(list(purses)))
        left = purses[name].available
        named = {} if name == MONEY else {"purse": name}
        self.tell(draws, "adjusted", lambda _: named | {"beans": -(left - left // 9)})

    @precondition(lambda self: len(self.writer.written) % 20 == 0)
    @rule(draws=st.data())
    def huge(self, draws: Draws) -> None:
        fields = {"amount_fen": LARGEST_AMOUNT, "labels": ["huge"]}
        self.tell(draws, "shared", lambda _: fields)

    @rule(days=st.sampled_from([1, 7, 20, 41]), draws=st.data())
    def wait(self, days: int, draws: Draws) -> None:
        self.writer.now += days * dates.DAY
        self.tell(draws, "tick", nothing)

    @rule(kind=st.sampled_from(ODD_KINDS), draws=st.data())
    def odd_kind(self, kind: str, draws: Draws) -> None:
        self.tell(draws, kind, nothing)

    @rule(kind=st.sampled_from([*KINDS, *OPENING_KINDS * 5]), draws=st.data())
    def spoilt(self, kind: str, draws: Draws) -> None:
        def wrong(writer: Writer) -> dict[str, Any]:
            event = {"kind": kind, "id": f"e{len(writer.written)}", **times(writer)}
            event |= WRITERS.get(kind, nothing)(writer)
            spoil(writer.rng, event)
            return event

        self.writer.rng = draws.draw(self.randoms)
        self.told(wrong(self.writer))

    @precondition(lambda self: self.writer.written)
    @rule(draws=st.data())
    def again(self, draws: Draws) -> None:
        self.writer.rng = draws.draw(self.randoms)
        self.told(repeated(self.writer))

    @precondition(lambda self: len(self.writer.written) >= self.steps * 9 // 10)
    @rule(draws=st.data())
    def erase(self, draws: Draws) -> None:
        self.tell(draws, "erased", nothing)

    def teardown(self) -> None:
        """Count what was reached."""
        if hasattr(self, "pair"):
            type(self).counts.update(self.pair.run.counts)


class ShortHistories(Histories):
    """Every draw is hypothesis's own: a failure shrinks to the smallest fields."""

    randoms: ClassVar[st.SearchStrategy[Random]] = st.randoms(use_true_random=False)
    steps: ClassVar[int] = SHORT_STEPS
    counts: ClassVar[Counter[tuple[str, str]]] = Counter()


def run(histories: type[Histories], machines: int) -> None:
    """Run so many machines; the same ones each time, others each time in the long run."""
    run_state_machine_as_test(
        histories,
        settings=settings(
            max_examples=machines,
            stateful_step_count=histories.steps,
            deadline=None,
            derandomize=not IS_SOAK,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.longest
def test_core_and_model_agree_on_every_step(some_left_out):
    run(Histories, machines(some_left_out, MACHINES, SOAK_MACHINES))
    assert some_left_out or audit(Histories.counts) + audit_scores(Histories.counts) == []


@pytest.mark.longest
def test_core_and_model_agree_on_every_field(some_left_out):
    run(ShortHistories, machines(some_left_out, SHORT_MACHINES, SOAK_SHORT_MACHINES))
    if some_left_out:
        return
    counts = ShortHistories.counts
    told = sum(count for (kind, _), count in counts.items() if "elsewhere" not in kind)
    assert told > SHORT_MACHINES * SHORT_STEPS // 2
    assert {kind for kind, _ in counts} >= {each for each in EVENT_KINDS if each not in NOT_BUILT}
    assert set(audit(counts)) <= SELDOM_IN_SHORT


def machines(some_left_out: bool, usual: int, soak: int) -> int:
    """Say how many: a few suffice where a preset is left out, for these draw their programmes."""
    if some_left_out:
        return FEW_MACHINES
    return soak if IS_SOAK else usual
