"""What the demo asks of a replay: months, the longest story, one bean, and another rate."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from loyaltycore.demo.findings import BeanMonths, OneBean, Story, Table, TierMonths
from loyaltycore.errors import InvariantError
from loyaltycore.events import Line, OrderCompleted, Tender
from loyaltycore.member import Member
from loyaltycore.words import yuan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltycore._core import Effect, Event
    from loyaltycore.program import Program
    from loyaltycore.replay_result import Replay
    from loyaltycore.transactions import Transactions

__all__ = [
    "agreement",
    "bean_months",
    "changes",
    "end_of_next_year",
    "events_of",
    "longest",
    "one_bean",
    "story",
    "tier_months",
]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def end_of_next_year(moment: dt.datetime) -> dt.datetime:
    """Return the first instant after the year that follows `moment`."""
    after_january = moment.month > 1 or moment.day > 1
    return moment.replace(year=moment.year + 1 + after_january, month=1, day=1)


def _months_before(months: list[dt.date], ends: dt.datetime) -> int:
    """Return how many months begin before `ends`."""
    return sum(month < ends.date() for month in months)


def tier_months(replay: Replay, ends: dt.datetime) -> TierMonths:
    """Return the households of each tier by month."""
    table = replay.tiers.to_pydict()
    months = sorted(set(table["month"]))
    tiers = list(replay.program.tier_names)
    places = {month: place for place, month in enumerate(months)}
    households = [[0] * len(months) for _ in tiers]
    for month, tier, members in zip(*(table[n] for n in ("month", "tier", "members")), strict=True):
        households[tiers.index(tier)][places[month]] = members
    names = [f"{month:%Y-%m}" for month in months]
    return TierMonths(names, tiers, households, _months_before(months, ends))


def bean_months(replay: Replay, ends: dt.datetime) -> BeanMonths:
    """Return the beans that came and went, and what was left, by month."""
    table = replay.monthly.to_pydict()
    return BeanMonths(
        months=[f"{month:%Y-%m}" for month in table["month"]],
        granted=table["issued"],
        redeemed=table["redeemed"],
        expired=table["expired"],
        outstanding=table["outstanding"],
        value_fen=table["value_fen"],
        beans_per_yuan=replay.program.beans.per_yuan,
        shopping_months=_months_before(table["month"], ends),
    )


def longest(replay: Replay) -> tuple[int, int, int]:
    """Return the household with most changes of tier, then most entries; and both counts."""
    # Two columns of numbers: as a table, with its texts, the ledger takes longer than all stories.
    ledger, words = replay.parts["ledger"], replay.parts["words"]
    moved = ledger["kind"] == words["kind"].index("tier_changed")
    ids = np.asarray(replay.parts["members"]["member"])
    changed = np.bincount(ledger["member"][moved], minlength=len(ids))
    entries = np.bincount(ledger["member"], minlength=len(ids))
    best = np.lexsort((ids, -entries, -changed))[0]
    return int(ids[best]), int(changed[best]), int(entries[best])


def events_of(made: Transactions, household: int) -> list[Event]:
    """Return the events of one household in the order in which they are decided."""
    events, lines, tenders = made.events, made.lines, made.tenders or {}
    rows = np.flatnonzero(np.asarray(events["member"]) == household)
    goods: dict[int, list[Line]] = {int(row): [] for row in rows}
    for part in np.flatnonzero(np.isin(lines["event_row"], rows)).tolist():
        goods[int(lines["event_row"][part])].append(
            Line(
                amount_fen=int(lines["amount_fen"][part]),
                line=int(lines["line"][part]),
                quantity=int(lines["quantity"][part]),
                category=str(lines["category"][part]),
                sku=int(lines["sku"][part]),
                store=str(lines["store"][part]),
            )
        )
    paid: dict[int, list[Tender]] = {int(row): [] for row in rows}
    for part in np.flatnonzero(np.isin(tenders["event_row"], rows)).tolist():
        paid[int(tenders["event_row"][part])].append(
            Tender(str(tenders["kind"][part]), int(tenders["amount_fen"][part]))
        )
    made_events = [
        OrderCompleted(
            id=str(events["id"][row]),
            at=int(events["occurred_at_us"][row]),
            member=household,
            order=str(events["order"][row]),
            store=str(events["store"][row]),
            lines=goods[row],
            tenders=paid[row],
        )
        for row in goods
    ]
    return sorted(made_events, key=lambda event: (event.occurred_at, event.id))


def story(
    program: Program, events: list[Event], household: int, ends: dt.datetime, zone: str, why: str
) -> tuple[Story, Member]:
    """Let a household live through its year again; return its story and what it became."""
    member = Member(program, id=household)
    rows: list[list[str]] = []

    def tell(at_us: int, what: str, beans: int, growth: int, *after: int) -> None:
        moved = [f"{beans:+,}" if beans else "", f"{growth:+,}" if growth else ""]
        balances = [f"{balance:,}" for balance in after] or ["", ""]
        rows.append([_local(at_us, zone), what, *moved, *balances])

    def tell_others(effects: Iterable[Effect], due: bool) -> None:
        for effect in effects:
            if effect.due == due and effect.kind == "tier_changed":
                tell(effect.at_us, f"tier: {effect.before} -> {effect.after}", 0, 0)
            elif effect.due and due and effect.kind == "moved":
                what = f"{(effect.cause or '').replace('_', ' ')} by {effect.rule}"
                beans = effect.amount if effect.currency == "beans" else 0
                tell(effect.at_us, what, beans, effect.amount - beans)

    for event in events:
        result = member.apply(event)
        if not result.accepted:
            continue
        tell_others(result.effects, due=True)
        with_beans = any(tender.kind == "beans" for tender in event.tenders)
        money = yuan(sum(line.amount_fen for line in event.lines))
        what = f"basket of {_lines(event)}, {money} yuan"
        what += ", in part by beans" if with_beans else ""
        tell(event.occurred_at, what, result.beans, result.growth, member.beans, member.growth)
        tell_others(result.effects, due=False)
    tell_others(member.settle(ends).effects, due=True)
    heads = ["when", "what", "beans", "growth", "beans then", "growth then"]
    closing = f"At the end: {member!r}"
    return Story(member.id, why, Table(heads, rows, frozenset(range(2, 6))), closing), member


def _lines(event: Event) -> str:
    return "1 line" if len(event.lines) == 1 else f"{len(event.lines)} lines"


def _local(at_us: int, zone: str) -> str:
    moment = EPOCH + dt.timedelta(microseconds=at_us)
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def one_bean(program: Program, events: list[Event], household: int, zone: str) -> OneBean:
    """Follow the first bean of a household: what earned it, and what became of it.

    The member lives through its events again; after each redemption the core is asked where the
    first bean is now.
    """
    member = Member(program, id=household, keep_history=True)
    first: Event | None = None
    spent: Event | None = None
    for event in events:
        result = member.apply(event)
        if first is None and result.accepted and result.beans > 0:
            first = event
            continue
        redeems = result.accepted and any(tender.kind == "beans" for tender in event.tenders)
        if first and redeems and member.explain(first.id).lots[0]["redeemed"]:
            spent = event
            break
    if first is None:
        return OneBean([f"Household {household} earned no bean."], "")
    explained = member.explain(first.id)
    step = next(each for each in explained.steps if each.currency == "beans" and each.granted)
    lot = explained.lots[0]
    bought = sum(line.amount_fen for line in first.lines)
    numerator, denominator = step.rate
    sentences = [
        (
            f"Household {household} bought basket {first.order} on "
            f"{_local(first.occurred_at, zone)}: {_lines(first)}, {yuan(bought)} yuan, of "
            f"which {yuan(step.amount_fen)} yuan count (cash; coupons do not)."
        ),
        (
            f"Rule {step.rule!r} of {step.version} rounded {yuan(step.amount_fen)} down to "
            f"{yuan(step.rounded_fen)} yuan and granted {numerator}/{denominator} bean a fen: "
            f"{step.granted} beans. Ours is the first of them."
        ),
        f"It was usable at once and, unspent, would lapse at the start of {lot['expires_on']}.",
    ]
    if spent is None:
        sentences.append("Nothing has been paid with it so far: it is still there.")
    else:
        beans = sum(tender.amount_fen for tender in spent.tenders if tender.kind == "beans")
        sentences.append(
            f"It left on {_local(spent.occurred_at, zone)}: basket {spent.order} was paid with "
            f"beans for {yuan(beans)} yuan, the oldest first. Of its lot, the beans of line "
            f"{lot['line']}, {lot['redeemed']} of {lot['issued']} have been redeemed."
        )
    return OneBean(sentences, str(explained))


def agreement(year: Replay, member: Member) -> str:
    """Return that a household, event by event, ends as in the replay.

    Raises
    ------
    InvariantError
        It does not.
    """
    table = year.members.select(["member", "tier", "growth", "beans"]).to_pydict()
    row = table["member"].index(int(member.id))
    replayed = (table["tier"][row], table["growth"][row], table["beans"][row])
    if replayed != (member.tier, member.growth, member.beans):
        message = f"household {member.id}: {replayed} in the replay, {member!r} event by event"
        raise InvariantError(message, code="demo_disagrees")
    return f"household {member.id}, event by event: tier, growth and beans are those of the replay"


def changes(before: Replay, after: Replay) -> Table:
    """Return what another rate changed: members moved, beans moved, cost moved."""
    comparison = before.compare(after)
    one, two = before.members, after.members
    totals = comparison.totals
    per_yuan = before.program.beans.per_yuan

    def differ(name: str) -> int:
        return int((one[name].to_numpy() != two[name].to_numpy()).sum())

    def redeemers(table: Any) -> int:
        return int((table["redeemed"].to_numpy() > 0).sum())

    def row(what: str, first: int, then: int) -> list[str]:
        return [what, f"{first:,}", f"{then:,}", f"{then - first:+,}"]

    def worth(what: str, first: int, then: int) -> list[str]:
        numbers = (first / per_yuan, then / per_yuan, (then - first) / per_yuan)
        return [what, f"{numbers[0]:,.2f}", f"{numbers[1]:,.2f}", f"{numbers[2]:+,.2f}"]

    rows = [
        row("households that redeem", redeemers(one), redeemers(two)),
        ["households with other beans", "", "", f"{differ('issued'):,}"],
        ["households with other growth", "", "", f"{differ('growth'):,}"],
        ["households in another tier", "", "", f"{comparison.members_moved:,}"],
        *(
            [f"  {first} -> {then}", "", "", f"{count:,}"]
            for (first, then), count in comparison.moved.items()
        ),
        row("beans granted", *totals["issued"]),
        row("beans redeemed", *totals["redeemed"]),
        row("beans left at the end", *totals["available"]),
        worth("cost: beans granted, yuan", *totals["issued"]),
        worth("  of that redeemed, yuan", *totals["redeemed"]),
        worth("  of that owed at the end, yuan", *totals["available"]),
    ]
    return Table(["what", "as it is", "doubled", "change"], rows, frozenset({1, 2, 3}))
