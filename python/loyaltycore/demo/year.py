"""The run itself: map the shopping, replay it three times, and collect what it shows."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from loyaltycore.demo import study
from loyaltycore.demo.findings import Findings, Speed, Table
from loyaltycore.demo.steps import Steps
from loyaltycore.errors import LoyaltyCoreError
from loyaltycore.keys import grouped
from loyaltycore.program import Program
from loyaltycore.replay import replay
from loyaltycore.transactions import RedeemHabit, events_from_transactions
from loyaltycore.words import yuan
from loyaltycore.zones import zone_offsets

if TYPE_CHECKING:
    import datetime as dt

    from loyaltycore.demo.findings import TierMonths
    from loyaltycore.demo.shopping import Shopping
    from loyaltycore.replay import Output
    from loyaltycore.replay_result import Replay
    from loyaltycore.transactions import Transactions

__all__ = ["ProvesNothing", "enough", "mapped", "program_for", "study_year"]

RATE = "beans.earn.purchase.rate"
DOUBLED = "0.2%"
HABIT = RedeemHabit(money_fen=1000, every=4, min_amount_fen=2000)
TWINS = (
    "An order that asks to pay with beans comes twice, with beans and without: of each pair one is "
    "refused, the second (order_exists) where the beans were accepted. Lines are counted once."
)
LEAST_TIERS = 3
LEAST_SHARE_IN_TIER = 0.01
LEAST_SHARE_REDEEMING = 0.05


class ProvesNothing(LoyaltyCoreError):  # noqa: N818 - it says what is wrong
    """Too few households move or redeem for the run to show anything."""


def mapped(shopping: Shopping) -> Transactions:
    """Return the shopping as events, with the habit of paying with beans."""
    return events_from_transactions(
        shopping.lines,
        member="household",
        time="at",
        amount="dollars",
        currency_fen_per_unit=100 * shopping.yuan_per_dollar,
        order="basket",
        category="department",
        quantity="pieces",
        store="store",
        sku="product",
        coupon="coupon_dollars",
        zero_amount="drop",
        zero_quantity="one",
        redeem=HABIT,
    )


def program_for(shopping: Shopping) -> Program:
    """Return jd-2016 with the order as the unit of earning and the days of the shop's place."""
    return Program.preset("jd-2016").with_(
        {
            "beans.earn.purchase.unit": "order",
            "zone": zone_offsets(shopping.zone, 2016, 2021),
        }
    )


def bought_lines(made: Transactions) -> int:
    """Return the lines that were bought: of an order that comes twice, those of one."""
    _, first, _ = grouped(made.events["order"])
    once = np.zeros(len(made.events["order"]), dtype=bool)
    once[first] = True
    return int(once[made.lines["event_row"]].sum())


def study_year(shopping: Shopping, threads: int = 0, step: Steps | None = None) -> Findings:
    """Replay a year of shopping and find what the page shows.

    Parameters
    ----------
    shopping : Shopping
        The year.
    threads : int, default 0
        0 uses every core.
    step : Steps, optional
        Is told what is done when; default: on standard error, if that is a terminal.

    Raises
    ------
    ProvesNothing
        Fewer than three tiers hold 1 % of the households each, or fewer than 5 % redeem.
    """
    step = step or Steps()
    step("mapping the purchases to events")
    made = mapped(shopping)
    step("checking and sorting them")
    program, history = program_for(shopping), made.history()
    ends, later = shopping.ends, study.end_of_next_year(shopping.ends)

    def played(what: str, by: Program, as_of: dt.datetime, *outputs: Output) -> Replay:
        step(what)
        return replay(
            by, history, threads=threads, progress=step.shown, as_of=as_of, outputs=outputs
        )

    year = played("replaying the year", program, ends, "members", "monthly", "ledger")
    after = played("replaying it with the year after", program, later, "monthly")
    twice = program.with_({RATE: DOUBLED})
    started = perf_counter()
    doubled = played("replaying it with the rate doubled", twice, ends, "members", "monthly")
    seconds = perf_counter() - started

    step("telling stories")
    lines = bought_lines(made)
    tiers = study.tier_months(after, ends)
    household, moves, entries = study.longest(year)
    events = study.events_of(made, household)
    why = f"Most changes of tier ({moves}); of those the most entries in the ledger ({entries:,})."
    story, member = study.story(program, events, household, ends, shopping.zone, why)
    return Findings(
        title=shopping.title,
        source=shopping.source,
        assumptions=_assumptions(shopping, made, program),
        counts=_counts(year, lines),
        counts_note=TWINS,
        tiers=tiers,
        beans=study.bean_months(after, ends),
        story=story,
        bean=study.one_bean(program, events, household, shopping.zone),
        changed=study.changes(year, doubled),
        changed_what=f"{RATE}: {program.values[RATE]} -> {twice.values[RATE]}; all else is as it "
        "was. More is then paid with beans, and what beans pay earns no growth: so growth moves a "
        "little too.",
        speed=Speed(history.events, lines, doubled.threads, seconds),
        digest=f"{year.digest} ({year.counters['members']:,} households, settled to "
        f"{ends:%Y-%m-%d %H:%M} {shopping.zone})",
        checks=[*enough(year, tiers), study.agreement(year, member)],
    )


def _assumptions(shopping: Shopping, made: Transactions, program: Program) -> list[str]:
    """Return everything that was assumed, the mapper's own report included."""
    earn = program.beans.earn.purchase
    return [
        f"one dollar is {shopping.yuan_per_dollar} yuan; {program.beans.per_yuan} beans are a yuan",
        *shopping.assumptions,
        (
            "beans are earned by the order (beans.earn.purchase.unit = order): a line of groceries "
            f"is far below the {yuan(earn.when.min_amount_fen)} yuan from which a purchase earns"
        ),
        (
            f"the habit: at every {HABIT.every}th order of {yuan(HABIT.min_amount_fen)} yuan or "
            f"more a household asks to pay {yuan(HABIT.money_fen)} yuan with beans; if the core "
            "refuses, the same order comes without them"
        ),
        *made.report,
    ]


def _counts(year: Replay, lines: int) -> Table:
    """Return what was replayed, refusals by code."""
    counters = year.counters | {"lines": lines}
    rows = [
        [what, f"{counters[name]:,}"]
        for what, name in (
            ("households", "members"),
            ("lines", "lines"),
            ("events", "events"),
            ("accepted", "accepted"),
            ("refused", "refused"),
            ("effects booked", "effects"),
        )
    ]
    rows += [[f"refused: {code}", f"{n:,}"] for code, n in counters["refused_by_code"].items()]
    return Table(["what", "number"], rows, frozenset({1}))


def enough(year: Replay, tiers: TierMonths) -> list[str]:
    """Return how the run proves something.

    Raises
    ------
    ProvesNothing
        It does not.
    """
    households = year.counters["members"]
    full = [
        f"{tier} {count / households:.1%}"
        for tier, count in zip(tiers.tiers, tiers.at_end(), strict=True)
        if count >= LEAST_SHARE_IN_TIER * households
    ]
    if len(full) < LEAST_TIERS:
        message = (
            f"only {len(full)} tiers hold {LEAST_SHARE_IN_TIER:.0%} of the households at the end "
            f"({', '.join(full) or 'none'}); {LEAST_TIERS} are needed for the run to show anything"
        )
        raise ProvesNothing(message, code="demo_proves_nothing")
    redeemed = year.members["redeemed"].to_numpy() > 0
    share = float(redeemed.mean())
    if share < LEAST_SHARE_REDEEMING:
        message = (
            f"only {share:.1%} of the households redeem beans; {LEAST_SHARE_REDEEMING:.0%} are "
            "needed for the run to show anything"
        )
        raise ProvesNothing(message, code="demo_proves_nothing")
    return [
        (
            f"{len(full)} tiers hold at least {LEAST_SHARE_IN_TIER:.0%} of the households each at "
            f"the end of the year: {', '.join(full)}"
        ),
        f"{share:.1%} of the households redeem beans (at least {LEAST_SHARE_REDEEMING:.0%} wanted)",
    ]
