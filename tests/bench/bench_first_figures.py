"""The first figures of README.md: replay on one and two threads, Member.apply from Python.

A made year of 20,000 members: 600,000 orders with 2.4 million lines, and the habit of asking to pay
with beans at every fourth order. The best of three runs is printed.
"""

import time
from collections.abc import Callable

import numpy as np

import loyaltycore as lc

MEMBERS = 20_000
ORDERS_PER_MEMBER = 30
FIRST_US = 1_483_200_000_000_000  # 2017-01-01 00:00 in Shanghai
DAY_US = 86_400_000_000
RUNS = 3


def purchases() -> dict[str, np.ndarray]:
    """Return a flat table of purchase lines, from a fixed seed."""
    random = np.random.default_rng(2017)
    orders = MEMBERS * ORDERS_PER_MEMBER
    order = np.repeat(np.arange(orders), random.integers(1, 8, size=orders))
    at = FIRST_US + random.integers(0, 365, size=orders) * DAY_US + np.arange(orders) % DAY_US
    return {
        "member": order // ORDERS_PER_MEMBER,
        "order": order,
        "at_us": at[order],
        "fen": random.integers(300, 9000, size=len(order)),
        "sku": random.integers(0, 5000, size=len(order)),
    }


def best(work: Callable[[], object]) -> float:
    """Return the shortest of several runs, seconds."""
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def show(what: str, seconds: float, events: int, lines: int) -> None:
    print(f"{what:<34} {events / seconds:>12,.0f} events/s {lines / seconds:>12,.0f} lines/s")


def replays(program: lc.Program, history: lc.History) -> None:
    """Measure replay; every run gives the same digest."""
    digests = set()
    for threads in (1, 2):

        def work(threads: int = threads) -> None:
            digests.add(lc.replay(program, history, threads=threads).digest)

        show(f"replay, {threads} threads", best(work), history.events, history.lines)
    if len(digests) != 1:
        raise SystemExit("the digests differ")


def member_apply(program: lc.Program) -> None:
    """Measure members that live through a year of daily orders of four lines, from Python."""
    events = [
        lc.OrderCompleted(
            id=f"o{day}",
            at=FIRST_US + day * DAY_US,
            lines=[lc.Line(amount_fen=3000 + 10 * day, sku=n, category="food") for n in range(4)],
        )
        for day in range(365)
    ]
    members = 10

    def work() -> None:
        for number in range(members):
            member = lc.Member(program, id=number)
            for event in events:
                member.apply(event)

    count = members * len(events)
    show("Member.apply from Python", best(work), count, 4 * count)


def main() -> None:
    """Print the figures, one a line."""
    program = lc.Program.preset("jd-2016").with_({"beans.earn.purchase.unit": "order"})
    started = time.perf_counter()
    made = lc.events_from_transactions(
        purchases(),
        member="member",
        time="at_us",
        amount="fen",
        currency_fen_per_unit=1,
        order="order",
        sku="sku",
        redeem=lc.RedeemHabit(money_fen=1000, every=4, min_amount_fen=2000),
    )
    history = made.history()
    show("mapping and sorting", time.perf_counter() - started, history.events, history.lines)
    replays(program, history)
    member_apply(program)


if __name__ == "__main__":
    main()
