"""Whether this installation answers as it must: a fixed little story and its known digest."""

from __future__ import annotations

from typing import NamedTuple

from loyaltycore.engine import Engine
from loyaltycore.events import (
    BeansRedeemed,
    Event,
    Line,
    LineReturned,
    Login,
    OrderCompleted,
    Tender,
)
from loyaltycore.program import Program
from loyaltycore.replay import replay

__all__ = ["ANSWER", "Answer", "ask"]

PROGRAMME = """{
  "format": 1, "meta": {"id": "doctor"}, "from": "2016-01-01",
  "categories": {"unknown": "accept"},
  "tiers": {"levels": [{"id": "registered"}, {"id": "bronze", "threshold": 0},
      {"id": "silver", "threshold": 500, "validity_months": 12, "deduction": 400}]},
  "growth": {"earn": {"purchase": {"trigger": "order_completed", "per_yuan": 1},
                      "login": {"trigger": "login", "fixed": 5, "caps": {"times_per_day": 1}}}},
  "beans": {"earn": {"purchase": {"trigger": "order_completed", "rate": "1%",
                                  "caps": {"order": 500}}},
            "redeem": {"max_share": "50%"}, "reverse": {"shortfall": "debt"},
            "expire": {"after_months": 12, "granularity": "year"}}}"""
START = 1_467_345_600_000_000  # 2016-07-01 12:00 in China, microseconds since 1970-01-01 UTC.
DAY = 86_400_000_000
AS_OF = START + 600 * DAY
ANSWER = "421c8046b941ce2ab91aede402e13b4a"
"""Digest of the story's members, settled to `AS_OF`; part of what a release promises."""


class Answer(NamedTuple):
    """What the installed core makes of the story."""

    replayed: str
    """Digest of a replay."""
    applied: str
    """Digest of an engine that got the events one by one, was saved, and loaded again."""

    @property
    def right(self) -> bool:
        """Whether both are what they must be."""
        return self.replayed == self.applied == ANSWER


def story() -> list[Event]:
    """Return two members' purchases, a return, redemptions, a retry and a refusal."""
    basket = [
        Line(amount_fen=29_900, sku="kettle", category="kitchen", quantity=2),
        Line(amount_fen=5_001, sku="tea"),
    ]
    order = OrderCompleted(id="o1", at=START, member="ann", lines=basket)
    card = [Tender("cash", 40_000), Tender("coupon", 9_999)]
    bought = [Line(amount_fen=49_999, sku="pan")]
    return [
        Login(id="l1", at=START, member="ann"),
        order,
        order,
        LineReturned(id="r1", at=START + DAY, member="ann", order="o1", line=1, quantity=1),
        BeansRedeemed(id="b1", at=START + 2 * DAY, member="ann", beans=50, amount_fen=1_000),
        BeansRedeemed(id="b2", at=START + 3 * DAY, member="ann", beans=5_000, amount_fen=20_000),
        OrderCompleted(id="o2", at=START + DAY, member=17, lines=bought, tenders=card),
        OrderCompleted(id="o3", at=START + 200 * DAY, member=17, lines=bought),
    ]


def ask() -> Answer:
    """Play the story through two doors and return both digests."""
    program, events = Program.from_json(PROGRAMME), story()
    engine = Engine(program)
    for event in events:
        engine.apply(event)
    engine = Engine.load(program, engine.save())
    return Answer(replay(program, events, as_of=AS_OF).digest, engine.digest(AS_OF))
