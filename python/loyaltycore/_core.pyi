"""
The compiled core of loyaltycore. Import `loyaltycore` instead: names may move here.
"""

from __future__ import annotations

import collections.abc
import typing

import numpy

__all__: list[str] = [
    "Effect",
    "Engine",
    "Event",
    "Explanation",
    "History",
    "Line",
    "Member",
    "NEVER",
    "Program",
    "Quote",
    "QuotedLine",
    "QuotedNumbers",
    "Refusal",
    "ReplayStream",
    "Result",
    "Tender",
    "Texts",
    "TraceDecision",
    "TraceStep",
    "accounts",
    "count",
    "decided_order",
    "encode_texts",
    "event_from_json",
    "event_kinds",
    "id_hash",
    "id_text",
    "instant",
    "make_event",
    "make_line",
    "member_from_json",
    "parameter_reference",
    "parameters",
    "past_receipt",
    "past_receipt_of",
    "program_schema",
    "receipt",
    "refusal_named",
    "refusals",
    "replay",
    "retired_refusals",
    "snapshot_member_id",
    "tender_kinds",
    "version",
]

class Refusal:
    """
    Why an event changed nothing: stable code, the field to look at, a sentence.

    Two refusals are equal when their codes are, and a refusal equals its code as str. `transient`
    says that the same event may succeed later; `rank` orders the codes: of several reasons the lowest
    rank is reported.
    """
    def __eq__(self, arg0: typing.Any) -> typing.Any: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[typing.Any, tuple[str]]: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    @property
    def code(self) -> str:
        """
        Stable name, the same in C++, Python, JSON and docs.
        """
    @property
    def field(self) -> str:
        """
        The event field to look at; empty if none.
        """
    @property
    def rank(self) -> int:
        """
        Of several reasons the lowest rank is reported.
        """
    @property
    def sentence(self) -> str:
        """
        What must hold, and what to do.
        """
    @property
    def transient(self) -> bool:
        """
        True if the same event may succeed later.
        """

class Program:
    """
    The core of loyaltycore.Program: one validated programme, immutable.
    """
    @staticmethod
    def from_json(json: str | bytes) -> Program: ...
    @staticmethod
    def preset(id: str) -> Program: ...
    @staticmethod
    def preset_ids() -> list[str]: ...
    def day_text(self, at: typing.SupportsInt | typing.SupportsIndex) -> str: ...
    def difference(
        self, after: Program
    ) -> list[tuple[str, str, str, int, int | None, str, str | None]]: ...
    def resolved_json(self) -> str: ...
    def tiers(self) -> list[str]: ...
    def to_json(self) -> str: ...
    def versions(self) -> list[tuple[str, int, int | None]]: ...
    def with_values(self, values: list[tuple[str, str]]) -> Program: ...
    @property
    def facts_fingerprint(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def plan_fingerprint(self) -> str: ...
    @property
    def zone_offsets(self) -> list[tuple[int, int]]: ...

class QuotedLine:
    """
    What one line of the cart pays and earns.
    """
    def __repr__(self) -> str: ...
    @property
    def amount_fen(self) -> int:
        """
        To be paid for the line.
        """
    @property
    def beans_earned(self) -> int:
        """
        Beans it would earn.
        """
    @property
    def beans_money_fen(self) -> int:
        """
        Part of the amount that beans pay.
        """
    @property
    def beans_spent(self) -> int:
        """
        Beans that pay it.
        """
    @property
    def growth_earned(self) -> int:
        """
        Growth it would earn.
        """
    @property
    def line(self) -> int:
        """
        Number of the line.
        """

class QuotedNumbers:
    """
    The numbers that a placement binds to.
    """
    @staticmethod
    def from_json(text: str) -> QuotedNumbers:
        """
        Read what to_json wrote; DataError if a number is missing or is none.
        """
    def __eq__(self, arg0: typing.Any) -> bool: ...
    def __hash__(self) -> int: ...
    def to_json(self) -> str:
        """
        Return them as one JSON object: the field `quoted` of an event.
        """

class Line:
    """
    One line of an order: `quantity` equal pieces of one SKU.

    Parameters
    ----------
    amount_fen : int
        To be paid for the whole line, after promotions and before tenders, fen, >= 0.
    category, store, brand : str, default ""
        Names of the data; a programme's sets bind to them.
    channel : str, default ""
        Where this line was bought, if not where its order was.
    sku : str or int, default ""
        Which goods.
    quantity : int, default 1
        Pieces.
    line : int, optional
        Number of the line within its order; the position from 1 on if no line of the order has one.
    sub_order : int, default 0
        Lines of one number ship together.
    labels : list of str, default ()
        Labels of the goods.

    Raises
    ------
    DataError
        A value of the wrong kind: a float amount, a bool, text; names the field.
    """
    def __eq__(self, arg0: typing.Any) -> typing.Any: ...
    def __hash__(self) -> int: ...
    def __init__(
        self,
        *,
        amount_fen: int,
        category: str = "",
        store: str = "",
        brand: str = "",
        channel: str = "",
        sku: str | int = "",
        quantity: int = 1,
        line: int | None = None,
        sub_order: int = 0,
        labels: collections.abc.Iterable[str] = (),
    ) -> None: ...
    def __reduce__(self) -> tuple[typing.Any, tuple[typing.Any, ...]]: ...
    def __repr__(self) -> str: ...
    @property
    def amount_fen(self) -> int: ...
    @property
    def brand(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def labels(self) -> tuple[str, ...]: ...
    @property
    def line(self) -> typing.Any: ...
    @property
    def quantity(self) -> int: ...
    @property
    def sku(self) -> str: ...
    @property
    def store(self) -> str: ...
    @property
    def sub_order(self) -> int: ...

class Tender:
    """
    One way in which an order is paid.

    Parameters
    ----------
    kind : str
        One of `loyaltycore.TENDER_KINDS`.
    amount_fen : int
        Fen, > 0. A beans tender carries the money that the beans stand for.

    Raises
    ------
    DataError
        An unknown kind or an amount that is no int.
    """
    def __eq__(self, arg0: typing.Any) -> typing.Any: ...
    def __hash__(self) -> int: ...
    def __init__(self, kind: str, amount_fen: int) -> None: ...
    def __reduce__(self) -> tuple[typing.Any, tuple[str, int]]: ...
    def __repr__(self) -> str: ...
    @property
    def amount_fen(self) -> int: ...
    @property
    def kind(self) -> str: ...

class Event:
    """
    One fact about one member, immutable. Made by the functions of loyaltycore.events.

    Every event has `kind`, `id`, `member` and `occurred_at`; fields that its kind does not use keep
    their neutral value. Equal events have equal fields.
    """
    @staticmethod
    def declared(name: str, **kwargs: typing.Any) -> Event:
        """
        Make an event of a kind that the programme declares; id= and at= are needed.
        """
    @staticmethod
    def from_json(json: str | bytes) -> Event:
        """
        Read one event; DataError names what is wrong with it.
        """
    def __eq__(self, arg0: typing.Any) -> typing.Any: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[typing.Any, tuple[str]]: ...
    def __repr__(self) -> str: ...
    def for_member(self, member: typing.Any) -> Event:
        """
        Return the same event of another member.
        """
    def to_json(self) -> str:
        """
        Return the event as one line of JSON, neutral values left out.
        """
    @property
    def amount_fen(self) -> int:
        """
        Settlement amount or item price, fen.
        """
    @property
    def archived(self) -> bytes:
        """
        Archived record of a closed line, bytes.
        """
    @property
    def beans(self) -> int:
        """
        Beans asked for, held, granted, adjusted or imported.
        """
    @property
    def brand(self) -> str | None:
        """
        Brand, a name of the data.
        """
    @property
    def category(self) -> str | None:
        """
        Category of the goods, a name of the data.
        """
    @property
    def channel(self) -> str | None:
        """
        Where it happened, a name of the data.
        """
    @property
    def completed_at(self) -> int | None:
        """
        When the goods were completed.
        """
    @property
    def copied_percent(self) -> int:
        """
        Evidence, percent.
        """
    @property
    def duplicate_percent(self) -> int:
        """
        Evidence, percent.
        """
    @property
    def expires_at(self) -> int | None:
        """
        First instant at which it is not usable.
        """
    @property
    def freight_fen(self) -> int:
        """
        Freight, fen.
        """
    @property
    def group(self) -> str | None:
        """
        Events of one deal between members share it.
        """
    @property
    def growth(self) -> int:
        """
        Growth adjusted or imported.
        """
    @property
    def id(self) -> str:
        """
        The caller's id of this event, unique per member for ever.
        """
    @property
    def in_doubt(self) -> bool:
        """
        A hold that no time-out may release.
        """
    @property
    def input(self) -> str | None:
        """
        Input of the programme.
        """
    @property
    def item(self) -> str | None:
        """
        Item of the programme's catalogue.
        """
    @property
    def kind(self) -> str:
        """
        Name of the kind; of the programme's own kind for declared ones.
        """
    @property
    def labels(self) -> tuple[str, ...]:
        """
        Labels of the event.
        """
    @property
    def ladder(self) -> str | None:
        """
        Ladder of that growth; none = `growth`.
        """
    @property
    def line(self) -> int:
        """
        The line of the order.
        """
    @property
    def lines(self) -> tuple[Line, ...]:
        """
        Lines of the order.
        """
    @property
    def member(self) -> str | None:
        """
        The member it happened to; None if the door says it.
        """
    @property
    def occurred_at(self) -> int:
        """
        Microseconds since 1970-01-01 UTC.
        """
    @property
    def order(self) -> str | None:
        """
        The order it speaks of.
        """
    @property
    def ordinal(self) -> int:
        """
        1, 2, ...; 0 = not numbered.
        """
    @property
    def purse(self) -> str | None:
        """
        Purse of those beans; none = `beans`.
        """
    @property
    def quantity(self) -> int:
        """
        Pieces returned or exchanged.
        """
    @property
    def quoted(self) -> QuotedNumbers | None:
        """
        Numbers of the quote that a placement binds to.
        """
    @property
    def recorded_at(self) -> int:
        """
        Microseconds since 1970-01-01 UTC; occurred_at unless told.
        """
    @property
    def reporters(self) -> int:
        """
        Evidence: members who reported it.
        """
    @property
    def scope(self) -> str | None:
        """
        Whose programme; None is the platform.
        """
    @property
    def segments(self) -> tuple[str, ...]:
        """
        Segments of the member at that time.
        """
    @property
    def sequence(self) -> int | None:
        """
        The caller's order of decisions, None if not given.
        """
    @property
    def sku(self) -> str | None:
        """
        The SKU it speaks of.
        """
    @property
    def store(self) -> str | None:
        """
        Store, a name of the data.
        """
    @property
    def sub_order(self) -> int | None:
        """
        The part of the order, None for the whole.
        """
    @property
    def subject(self) -> str | None:
        """
        The review, photo, hold or event it speaks of.
        """
    @property
    def tenders(self) -> tuple[Tender, ...]:
        """
        What pays the order.
        """
    @property
    def tier(self) -> str | None:
        """
        Imported tier.
        """
    @property
    def token(self) -> str | None:
        """
        What the door issued for a shared limit.
        """
    @property
    def value(self) -> int:
        """
        New value of the input.
        """

class Effect:
    """
    One thing that an event did: a movement between two accounts, or a change with old and new.

    `kind` says which fields carry meaning; the others are None or 0. Amounts are counts of beans or
    growth points; instants are int microseconds since 1970-01-01 UTC.
    """
    def __reduce__(self) -> typing.Any: ...
    def __repr__(self) -> str: ...
    @property
    def after(self) -> typing.Any:
        """
        New value of a change; a name for tiers, versions and holds.
        """
    @property
    def amount(self) -> int:
        """
        What moved, >= 0; of changes what their kind says.
        """
    @property
    def at_us(self) -> int:
        """
        When it took effect, microseconds.
        """
    @property
    def before(self) -> typing.Any:
        """
        Old value of a change; a name for tiers, versions and holds.
        """
    @property
    def carried(self) -> int | None:
        """
        Points of the year before that the score has after it; None unless a score changed.
        """
    @property
    def cause(self) -> str | None:
        """
        Why it moved or was settled: earned, settled, ...; None for other changes.
        """
    @property
    def core_program(self) -> Program: ...
    @property
    def currency(self) -> str:
        """
        beans or growth.
        """
    @property
    def due(self) -> bool:
        """
        It fell due: no event asked for it.
        """
    @property
    def event_id(self) -> str | None:
        """
        Event that was being decided when it happened.
        """
    @property
    def expires_on(self) -> typing.Any:
        """
        First day on which the beans cannot be used; None if they never expire.
        """
    @property
    def from_account(self) -> str | None:
        """
        Account that a movement takes from; None for changes.
        """
    @property
    def funder(self) -> str:
        """
        Who pays for the beans.
        """
    @property
    def item(self) -> str | None:
        """
        Item of the catalogue, exchanged or counted.
        """
    @property
    def kind(self) -> str:
        """
        moved, tier_changed, progressed, hold_changed, ...
        """
    @property
    def ladder(self) -> str | None:
        """
        Ladder of the growth or the tier; else None.
        """
    @property
    def levels(self) -> tuple[str, ...] | None:
        """
        Levels of the score that are held after it, in the order of the document; None unless a score changed.
        """
    @property
    def line(self) -> int:
        """
        Line of the order; 0 if none.
        """
    @property
    def local_time(self) -> str:
        """
        The same in the programme's zone, as text.
        """
    @property
    def lot_class(self) -> int:
        """
        Class of the lot; 0 is ordinary.
        """
    @property
    def medal(self) -> str | None:
        """
        Medal whose grade changed from `before` to `after`; else None.
        """
    @property
    def open(self) -> bool | None:
        """
        Whether every gate of the score holds after it; None unless a score changed.
        """
    @property
    def period(self) -> str | None:
        """
        What `progressed` counts in: day, month, year, times_per_day, streak, once, task, task_posted, sku; else None.
        """
    @property
    def purse(self) -> str | None:
        """
        Purse of the beans that moved or were exchanged; else None.
        """
    @property
    def rule(self) -> str | None:
        """
        Earning rule or task that decided, or whose count it is; else None.
        """
    @property
    def score(self) -> str | None:
        """
        Score that changed; else None.
        """
    @property
    def source(self) -> str | None:
        """
        Event whose accrual a claw-back or release draws on.
        """
    @property
    def subject(self) -> str | None:
        """
        Order, review or hold it belongs to; '#' and a hash if never met.
        """
    @property
    def to_account(self) -> str | None:
        """
        Account that a movement adds to; None for changes.
        """
    @property
    def until_us(self) -> int | None:
        """
        End of what began; None if it has none.
        """
    @property
    def version(self) -> str:
        """
        Version of the programme that decided.
        """
    @property
    def yuan_per_bean(self) -> typing.Any:
        """
        What an exchange gave for each bean, yuan, as a Fraction; None where the item states no value.
        """

class Result:
    """
    What became of one event: accepted with effects, a duplicate of an accepted one, or refused.

    `beans` and `growth` are the net change of available beans and of growth by this event itself, in
    the purse `beans` and on the ladder `growth`, without what merely fell due before it; for a
    duplicate they are those of the first time. The effects of a duplicate are those of the first time
    where the member keeps its history; elsewhere only the sums are remembered, and the effects stand in
    the ledger of whoever booked them.
    """
    def __bool__(self) -> bool: ...
    def __reduce__(self) -> typing.Any: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    @property
    def accepted(self) -> bool:
        """
        Accepted now: neither refused nor a duplicate.
        """
    @property
    def archived(self) -> tuple[tuple[str, int, bytes], ...]:
        """
        (order, line, bytes) of the lines that closed; keep the bytes for late returns.
        """
    @property
    def beans(self) -> int:
        """
        Net change of available beans by the event itself.
        """
    @property
    def duplicate(self) -> bool:
        """
        The same event was accepted before; nothing happened now.
        """
    @property
    def effects(self) -> tuple[Effect, ...]:
        """
        Effects in the order in which they happened: what fell due first.
        """
    @property
    def event_id(self) -> str:
        """
        Id of the event.
        """
    @property
    def growth(self) -> int:
        """
        Net change of growth by the event itself.
        """
    @property
    def quote(self) -> Quote | None:
        """
        Of a placement that apply_many refused as stale_quote: the same cart quoted anew, at the instant of the placement; else None.
        """
    @property
    def refusal(self) -> Refusal | None:
        """
        Why nothing changed; None if accepted.
        """

class Quote:
    """
    The answer to a cart: what it costs, how many beans may pay, what it would earn.

    Earnings are those "if completed at `quoted_at` with today's standing". Place it with
    `OrderPlaced(..., quote=q)` before `valid_until`: the placement is booked only if every number still
    holds. Money is in fen, instants are int microseconds since 1970-01-01 UTC.
    """
    def __reduce__(self) -> typing.Any: ...
    def __repr__(self) -> str: ...
    def _repr_html_(self) -> str: ...
    @property
    def beans_available(self) -> int:
        """
        Beans the member has.
        """
    @property
    def beans_bound(self) -> str:
        """
        What bounds the beans that may be spent, in words.
        """
    @property
    def beans_earned(self) -> int:
        """
        Beans it would earn.
        """
    @property
    def beans_room(self) -> dict[str, typing.Any] | None:
        """
        The numbers of `beans_bound`, a dict: available, held, pending, min_balance, cap of the cart, step, payable, suspended; None where an earlier refusal left them unknown.
        """
    @property
    def beans_spent(self) -> int:
        """
        Beans this quote spends.
        """
    @property
    def beans_usable(self) -> int:
        """
        The most beans this cart may take.
        """
    @property
    def cart(self) -> Event:
        """
        The cart that was quoted, an order_placed event.
        """
    @property
    def cash_due_fen(self) -> int:
        """
        What is left to pay in money.
        """
    @property
    def core_program(self) -> Program: ...
    @property
    def earnings_condition(self) -> str:
        """
        Under which condition it would earn what it says, in words.
        """
    @property
    def effects(self) -> tuple[Effect, ...]:
        """
        What placing and then completing the cart would do.
        """
    @property
    def freight_fen(self) -> int:
        """
        Freight.
        """
    @property
    def goods_fen(self) -> int:
        """
        Sum of the lines.
        """
    @property
    def growth_earned(self) -> int:
        """
        Growth it would earn.
        """
    @property
    def lines(self) -> tuple[QuotedLine, ...]:
        """
        A QuotedLine for each line of the cart.
        """
    @property
    def local_time(self) -> str:
        """
        When it was asked for, in the programme's zone, as text.
        """
    @property
    def numbers(self) -> QuotedNumbers:
        """
        The numbers that a placement binds to.
        """
    @property
    def quoted_at(self) -> int:
        """
        When it was asked for.
        """
    @property
    def refusal(self) -> Refusal | None:
        """
        Why it cannot be placed; None if it can.
        """
    @property
    def tenders(self) -> tuple[Tender, ...]:
        """
        What pays the cart: its tenders, the beans' money, cash.
        """
    @property
    def tier_now(self) -> str:
        """
        Tier of the member.
        """
    @property
    def tier_then(self) -> str:
        """
        Tier if the cart is completed.
        """
    @property
    def valid_until(self) -> int:
        """
        First instant at which it cannot be placed.
        """

class TraceDecision:
    """
    One decision that no earning rule or task took: what came back, what it cost, where a tier stands,
    which beans ended, what limits beans that are spent.

    `numbers` is a dict by `kind`; beans and growth are counts, money is `*_fen`, instants are `*_us`,
    days are dates, a name that there is none of is None:

    - taken_back: rule, event, subject, review, line, currency; pieces_back of pieces; share =
      floor(granted * pieces_back / pieces); amount = share - taken_before, out of from_pending,
      from_bucket (bucket_expires_on), from_others, owed and short (shortfall: debt, withhold, clamp,
      refuse).
    - given_back: order, line; pieces_back after pieces_before of pieces; amount of the beans that
      paid the line, or were held for it (paid).
    - refund: order, line, the same pieces; due_fen of paid_fen = back_fen + withheld_fen; short_beans
      stand for short_fen.
    - refusal_penalty: order; in_month and in_year with free_per_month and free_per_year; penalty,
      freight_fen, freight_beans; amount = from_available + owed.
    - freight_recovered: order; goods_before_fen, goods_left_fen, free_from_fen, freight_fen; amount =
      from_available + owed.
    - tier_changed: before, after, by_growth (the tier that growth alone gives), growth, qualified,
      threshold of `after`, next_threshold, expires_at_us, expires_local_time.
    - tier_period_ended: before, after; growth_after = growth_before - taken (of deduction); qualified,
      threshold, next_threshold, expires_at_us, expires_local_time.
    - expired: amount, expires_on, funder, lot_class.
    - redemption: subject, asked, available, min_balance, step, per_yuan; goods (each amount_fen, share,
      min_amount_fen, payable, cap); cap, usable.
    - spending: what (hold, commit, correction), subject, asked, available.
    - exchange: item, quantity, beans_each, cash_each_fen; amount, available; cash_fen, told_fen,
      worth_fen; limit_per_day, taken_in_day, limit_per_month, taken_in_month.
    """
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    @property
    def at(self) -> int:
        """
        When it was decided, or fell due: microseconds since 1970-01-01 UTC.
        """
    @property
    def core_program(self) -> Program: ...
    @property
    def due(self) -> bool:
        """
        It fell due; the event did not ask for it.
        """
    @property
    def kind(self) -> str:
        """
        What was decided.
        """
    @property
    def local_time(self) -> str:
        """
        The same in the programme's zone, as text.
        """
    @property
    def numbers(self) -> dict[str, typing.Any]:
        """
        The numbers of the decision, by their names.
        """
    @property
    def refusal(self) -> Refusal | None:
        """
        Why it refused the event; None if it did not.
        """
    @property
    def version(self) -> str:
        """
        Version of the programme that decided.
        """

class TraceStep:
    """
    One rule asked about one unit, or one task about one event: the way to what it gave, or the first
    condition that kept it from giving.

    Over an accepted event `granted` adds up, by currency, to what its effects of cause `earned` and
    `task_rewarded` move.
    """
    def __repr__(self) -> str: ...
    @property
    def after(self) -> int:
        """
        A task's count after.
        """
    @property
    def amount_fen(self) -> int:
        """
        Counted amount of the unit, or of one piece.
        """
    @property
    def award(self) -> str:
        """
        Kind of award: rate, fixed, table, streak or from_event.
        """
    @property
    def basis(self) -> int:
        """
        What the factors act on: rounded_fen, or the fixed award, the row of the table, the streak's day, what the event reserved.
        """
    @property
    def before(self) -> int:
        """
        A task's count before.
        """
    @property
    def booked_on(self) -> typing.Any:
        """
        Day on which a task's reward is booked; None if at once.
        """
    @property
    def caps(self) -> tuple[tuple[str, int], ...]:
        """
        (cap, what it left) of each cap that the rule has: unit (of one piece), order, day, month, year.
        """
    @property
    def currency(self) -> str:
        """
        beans or growth.
        """
    @property
    def failed(self) -> str | None:
        """
        First condition that did not hold; None if all did.
        """
    @property
    def fired(self) -> bool:
        """
        Every condition held.
        """
    @property
    def granted(self) -> int:
        """
        What was booked, after all caps.
        """
    @property
    def line(self) -> int:
        """
        First line of the unit; 0 if none.
        """
    @property
    def needed(self) -> int:
        """
        Count that a task asks for.
        """
    @property
    def pieces(self) -> int:
        """
        Pieces of the line that each earned the same; 1 where the unit is no piece.
        """
    @property
    def rate(self) -> tuple[int, int]:
        """
        (numerator, denominator) per fen; (1, 1) unless the award is a rate.
        """
    @property
    def rounded_fen(self) -> int:
        """
        The amount, rounded down as the rule says.
        """
    @property
    def rule(self) -> str:
        """
        Rule or task that was asked.
        """
    @property
    def run(self) -> int:
        """
        Length of the run that a streak pays; 0 if none.
        """
    @property
    def task(self) -> bool:
        """
        A task was asked, not an earning rule.
        """
    @property
    def times(self) -> tuple[int, int]:
        """
        (numerator, denominator) of all multipliers together.
        """
    @property
    def total(self) -> int:
        """
        Award of all pieces, after the cap of the unit.
        """
    @property
    def uncapped(self) -> int:
        """
        Award of the unit, or of one piece, before any cap.
        """
    @property
    def unit(self) -> str:
        """
        What one award is computed on: event, piece, line, sub_order or order.
        """
    @property
    def version(self) -> str:
        """
        Version of the programme that put the rule.
        """
    @property
    def window_start(self) -> typing.Any:
        """
        First day of the window that a task counted in; None if it has none.
        """

class Explanation:
    """
    Why one event did what it did. `str()` of it reads as text; the fields are the same as data.
    """
    def __reduce__(self) -> typing.Any: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    def _repr_html_(self) -> str: ...
    @property
    def beans(self) -> int:
        """
        Net change of available beans.
        """
    @property
    def clash(self) -> dict[str, typing.Any]:
        """
        The numbers that the refusal speaks of, by what they are: of times out of order, and of beans that an order may not take; else empty.
        """
    @property
    def decisions(self) -> tuple[TraceDecision, ...]:
        """
        What no rule or task decided, with its numbers: returns, penalties, tiers, expiry, beans that are spent; of a refused event only what refused it, where it has numbers.
        """
    @property
    def duplicate(self) -> bool:
        """
        The event had been accepted before.
        """
    @property
    def effects(self) -> tuple[Effect, ...]:
        """
        What the event did, what fell due before it included.
        """
    @property
    def event(self) -> Event:
        """
        The event.
        """
    @property
    def growth(self) -> int:
        """
        Net change of growth.
        """
    @property
    def local_time(self) -> str:
        """
        When the event happened, in the programme's zone, as text.
        """
    @property
    def lots(self) -> tuple[dict[str, typing.Any], ...]:
        """
        What became of its beans since, a dict a lot: issued = the sum of all accounts.
        """
    @property
    def refusal(self) -> Refusal | None:
        """
        Why it changed nothing; None if it was accepted.
        """
    @property
    def steps(self) -> tuple[TraceStep, ...]:
        """
        Rules and tasks in the order in which they were asked, each for one unit; none if the event was refused.
        """
    @property
    def version(self) -> str:
        """
        Version of the programme in force when the event happened.
        """

class Member:
    """
    The core of loyaltycore.Member: decides and books the events of one member. One thread at a time.
    """
    @typing.overload
    def __init__(self, program: Program, id: typing.Any, keep_history: bool) -> None: ...
    @typing.overload
    def __init__(self, other: Member) -> None: ...
    def apply(self, event: Event) -> Result:
        """
        Decide one event and book it.

        Parameters
        ----------
        event : Event
            Of this member, or of none.

        Returns
        -------
        Result
            Accepted with effects, a duplicate, or refused; a refusal changes nothing.

        Raises
        ------
        ConflictError
            The id was used before with other content.
        StaleQuoteError
            The quote that a placement binds to no longer holds; carries a fresh one.
        DataError
            An id or name that is not UTF-8 or too long, or an event of another member.
        InvariantError
            The books broke earlier.

        Notes
        -----
        Cost does not grow with the history, but for a duplicate of a member that keeps it: then the first
        effects are decided again. Not for two threads at once.
        """
    def core_equal(self, other: Member) -> bool: ...
    def core_journal(self) -> str: ...
    def core_load(
        self,
        bytes: bytes,
        names: collections.abc.Sequence[str],
        journal: typing.Any,
        forget_words: bool,
    ) -> None: ...
    def core_medals(
        self, at: typing.SupportsInt | typing.SupportsIndex
    ) -> dict[str, typing.Any]: ...
    def core_names(self) -> list[str]: ...
    def core_progress(
        self, at: typing.SupportsInt | typing.SupportsIndex, ladder: str
    ) -> dict[str, typing.Any]: ...
    def core_quote(
        self,
        cart: Event,
        beans: typing.SupportsInt | typing.SupportsIndex,
        valid_micros: typing.SupportsInt | typing.SupportsIndex,
    ) -> Quote:
        """
        Answer what a cart would pay with beans and earn; nothing changes.

        Parameters
        ----------
        cart : Event
            An order_placed event whose tenders leave out cash and beans.
        beans : int
            Beans to spend; -1 = as many as the cart may take.
        valid_micros : int
            How long the answer can be placed, microseconds.
        """
    def core_scores(
        self, at: typing.SupportsInt | typing.SupportsIndex
    ) -> dict[str, typing.Any]: ...
    def core_settle(self, as_of: typing.SupportsInt | typing.SupportsIndex) -> Result: ...
    def core_statement(
        self,
        start: typing.SupportsInt | typing.SupportsIndex,
        until: typing.SupportsInt | typing.SupportsIndex,
    ) -> dict[str, typing.Any]: ...
    def core_take(self, other: Member) -> None: ...
    def digest(self, as_of: typing.Any) -> str:
        """
        Return the member's hash, settled to `as_of`: 32 hexadecimal digits.
        """
    def explain_id(self, event_id: typing.Any) -> Explanation:
        """
        Explain an accepted event.
        """
    def explain_next(self, event: Event) -> Explanation:
        """
        Explain an event as if it came now.
        """
    def save(self) -> bytes:
        """
        Return the member as verified bytes, without its history.
        """
    def state(self) -> dict[str, typing.Any]:
        """
        Return everything that the member is as a dict; days are ISO text, instants int.
        """
    def to_json(self) -> str:
        """
        Return the member as a JSON document, without its history; Member.from_json reads it.

        Returns
        -------
        str
            All that `save` keeps, field by field, with names for what has a name: for other languages and
            for looking. Days are ISO text, instants int microseconds since 1970-01-01 UTC, money int fen.

        Notes
        -----
        Larger and slower than `save`.
        """
    def verify(self) -> None:
        """
        Check that the books close; InvariantError if not, and writes are refused from then on.
        """
    @property
    def beans(self) -> int:
        """
        Beans that can be spent, in the purse `beans`.
        """
    @property
    def core_program(self) -> Program: ...
    @property
    def debt(self) -> int:
        """
        Beans that the member owes, >= 0.
        """
    @property
    def decided_at(self) -> int | None:
        """
        Decision time of the last accepted event; None before the first.
        """
    @property
    def events(self) -> tuple[Event, ...]:
        """
        Accepted events, if history is kept.
        """
    @property
    def growth(self) -> int:
        """
        Growth on the ladder `growth`.
        """
    @property
    def held(self) -> int:
        """
        Beans set aside.
        """
    @property
    def id(self) -> str:
        """
        The member's id.
        """
    @property
    def keep_history(self) -> bool:
        """
        Whether explain and statement can answer.
        """
    @property
    def pending(self) -> int:
        """
        Beans that are not yet available.
        """
    @property
    def tier(self) -> str:
        """
        Name of the tier on the ladder `growth`.
        """
    @property
    def tier_expires_at(self) -> int | None:
        """
        First instant after the qualification period; None if it has no end.
        """

class Engine:
    """
    The core of loyaltycore.Engine: many members under one programme; thread-safe.
    """
    def __init__(self, program: Program) -> None: ...
    def __len__(self) -> int: ...
    def apply(self, event: Event) -> Result:
        """
        Decide one event and book it; see Member.apply.
        """
    def core_apply_many(self, events: list[Event]) -> list[Result]:
        """
        Decide and book events in the order given, as if applied one by one.

        Parameters
        ----------
        events : list of Event
            Each names its member.

        Returns
        -------
        list of Result
            One for each event. A used id with other content and a quote that no longer holds are refusals
            here, not exceptions: one event does not stop the others. The Result of a stale quote carries
            the fresh one as `quote`: what StaleQuoteError carries.

        Raises
        ------
        DataError
            An id or name that cannot be read; `row` is the event's position. Nothing changed.

        KeyboardInterrupt
            Within 200 ms of Ctrl-C, between two events; a note says how many are booked. Those stay booked,
            and the same events again complete the batch: what is booked answers as a duplicate.

        Notes
        -----
        Exclusive: no other call comes between. Runs without the GIL.
        """
    def core_contains(self, member: str) -> bool: ...
    def core_digest(self, as_of: typing.SupportsInt | typing.SupportsIndex) -> tuple[int, str]: ...
    def core_member(self, member: str) -> Member: ...
    def core_quote(
        self,
        cart: Event,
        beans: typing.SupportsInt | typing.SupportsIndex,
        valid_micros: typing.SupportsInt | typing.SupportsIndex,
    ) -> Quote: ...
    def core_restore(
        self,
        bytes: bytes,
        forget_words: bool,
        shard: typing.SupportsInt | typing.SupportsIndex | None,
        generation: typing.SupportsInt | typing.SupportsIndex | None,
    ) -> None: ...
    def core_save(
        self,
        canonical: bool,
        shard: typing.SupportsInt | typing.SupportsIndex,
        generation: typing.SupportsInt | typing.SupportsIndex,
    ) -> bytes: ...
    def core_settle(
        self, member: str, as_of: typing.SupportsInt | typing.SupportsIndex
    ) -> Result: ...
    def core_settle_all(
        self, as_of: typing.SupportsInt | typing.SupportsIndex
    ) -> list[tuple[str, Result]]: ...
    def core_state(self, member: str) -> dict[str, typing.Any]: ...
    def members(self) -> list[str]:
        """
        Return the ids of all members, in order of first acceptance.
        """
    def verify(self) -> None:
        """
        Check that every member's books close; InvariantError names the first that do not.
        """
    @property
    def core_program(self) -> Program: ...

class Texts:
    """
    The texts that dictionary codes stand for.
    """
    def __len__(self) -> int: ...

class History:
    """
    The core of loyaltycore.History: events of many members, checked, grouped and sorted once.
    """
    @staticmethod
    def from_columns(
        events: dict[str, typing.Any], lines: dict[str, typing.Any], tenders: dict[str, typing.Any]
    ) -> History:
        """
        Check and sort three tables of columns.

        Parameters
        ----------
        events, lines, tenders : dict
            `rows` and a column a name: (values, present, texts), where values are a contiguous int64, int32
            or uint8 array, or uint32 codes into `texts`; present is uint8 or None. Columns of several
            names a row are (offsets, codes, texts); `archived` and `quoted` are (rows, values), uint64 and
            a list of bytes or QuotedNumbers.

        Raises
        ------
        TypeError
            An array of another dtype or layout: nothing is converted.
        DataError
            A value that cannot be read; names column and row.
        """
    @staticmethod
    def from_events(events: list[Event]) -> History: ...
    def events_of(self, member: typing.Any) -> list[Event]: ...
    def first_event_of(self, member: typing.Any) -> int:
        """
        Return the position of a member's first event.
        """
    def member_ids(self) -> list[str]: ...
    def numbered(self, kinds: collections.abc.Sequence[str], by_kind: bool) -> History: ...
    def refused_with_groups(
        self, program: Program, as_of: typing.SupportsInt | typing.SupportsIndex
    ) -> numpy.ndarray:
        """
        Return for each event, by position, 1 if its group is not booked in a replay until
        as_of: then it changes nothing. DataError as from replay.
        """
    @property
    def events(self) -> int: ...
    @property
    def integer_members(self) -> bool: ...
    @property
    def latest(self) -> int: ...
    @property
    def lines(self) -> int: ...
    @property
    def members(self) -> int: ...
    @property
    def nbytes(self) -> int: ...
    @property
    def tenders(self) -> int: ...

class ReplayStream:
    """
    Replay of histories that follow each other: members by the text of their ids, rows sorted.

    Parameters
    ----------
    program : Program
    threads : int
    outputs : list of str
    as_of : int
        Settle every member to here, microseconds; no event may lie after it.

    Notes
    -----
    After an exception it answers only exceptions. Not for two threads at once.
    """
    def __init__(
        self,
        program: Program,
        threads: typing.SupportsInt | typing.SupportsIndex,
        outputs: collections.abc.Sequence[str],
        as_of: typing.SupportsInt | typing.SupportsIndex,
    ) -> None: ...
    def feed(self, chunk: History, rows_sorted: bool, progress: typing.Any) -> None:
        """
        Replay a chunk; DataError names the row of the stream that goes backwards. Without
        `rows_sorted` only the border to the chunk before is looked at.
        """
    def finish(self) -> dict[str, typing.Any]:
        """
        Close the last member and return what replay returns.
        """

def accounts() -> tuple[str, ...]:
    """
    Return the accounts of the books.
    """

def count(value: typing.Any, field: str) -> int:
    """
    Return an exact int; DataError for anything else.
    """

def decided_order(events: collections.abc.Sequence[Event]) -> list[int]:
    """
    Return the positions of one member's events in the order in which they are decided: by sequence if all but ticks have one, else by recorded_at and id.
    """

def encode_texts(values: list[typing.Any], column: str) -> tuple[typing.Any, typing.Any, Texts]:
    """
    Number the texts of a list; None has no number. DataError for anything but str.
    """

def event_from_json(json: str | bytes) -> Event:
    """
    Read one event; DataError names what is wrong with it.
    """

def event_kinds() -> tuple[str, ...]:
    """
    Return the event kinds.
    """

def id_hash(id: int | str) -> str:
    """
    Return how an id is shown where its text is not known.

    Ids are shown as events told them, as long as they are open. What no event of a member told (the
    event whose accrual the record of a late return takes back), and what a snapshot of an older release
    did not keep, is shown so. A host finds its own id by this.

    Parameters
    ----------
    id : str or int

    Returns
    -------
    str
        "#" and 32 hexadecimal digits.
    """

def id_text(id: typing.Any, field: str) -> str:
    """
    Return a str or an int as the text of an id; DataError for what is no id.
    """

def instant(value: typing.Any, field: str) -> int:
    """
    Return microseconds since 1970-01-01 UTC of an aware datetime or int; DataError otherwise.
    """

def make_event(kind: str, fields: dict[str, typing.Any]) -> Event:
    """
    Make an event of a built-in kind from its fields; None is left out.
    """

def make_line(
    arg0: int,
    arg1: str,
    arg2: str,
    arg3: str,
    arg4: str,
    arg5: str | int,
    arg6: int,
    arg7: int | None,
    arg8: int,
    arg9: collections.abc.Iterable[str],
) -> Line:
    """
    Make a Line of its fields in order: for pickles.
    """

def member_from_json(program: Program, json: str, forget_words: bool) -> Member:
    """
    Return the member of a document.
    """

def parameter_reference() -> str:
    """
    Return the reference page of every parameter, Markdown.
    """

def parameters() -> list[dict[str, typing.Any]]:
    """
    Return the parameter table, a dict a row.
    """

def past_receipt(
    member: Member, event: Event, words: dict[str, typing.Any]
) -> tuple[str, dict[str, typing.Any]]:
    """
    Return the slip of an event in the member's history, or of one that it refuses.
    """

def past_receipt_of(
    member: Member, id: typing.Any, words: dict[str, typing.Any]
) -> tuple[str, dict[str, typing.Any]]:
    """
    Return the slip of the event in the member's history that has this id.
    """

def program_schema() -> str:
    """
    Return the JSON Schema of the programme document.
    """

def receipt(
    member: Member, event: Event, result: Result, words: dict[str, typing.Any]
) -> tuple[str, dict[str, typing.Any]]:
    """
    Return the slip of an event just applied: its text and its numbers.
    """

def refusal_named(name: str) -> Refusal:
    """
    Return the refusal of a code; KeyError if there is none.
    """

def refusals() -> list[Refusal]:
    """
    Return every refusal in order of rank.
    """

def replay(
    program: Program,
    history: History,
    threads: typing.SupportsInt | typing.SupportsIndex,
    outputs: collections.abc.Sequence[str],
    as_of: typing.SupportsInt | typing.SupportsIndex | None,
    progress: typing.Any,
) -> dict[str, typing.Any]:
    """
    Replay every event of every member under a programme.

    Parameters
    ----------
    program : Program
    history : History
    threads : int
        0 uses every core. Nothing depends on it but time.
    outputs : list of str
        Tables to make: members, ledger, monthly, refusals, archived.
    as_of : int or None
        Settle every member to here, microseconds; None: the latest event.
    progress : callable or None
        Called with (events done, events in all) about ten times a second.

    Returns
    -------
    dict
        Columns by table, counters and digest.

    Raises
    ------
    KeyboardInterrupt
        Within 200 ms of Ctrl-C; nothing is published.
    """

def retired_refusals() -> list[tuple[int, str, str]]:
    """
    Return rank, code and what is said instead of every code that is kept reserved.
    """

def snapshot_member_id(program: Program, bytes: bytes, forget_words: bool) -> str:
    """
    Return the id of the member in a snapshot of one.
    """

def tender_kinds() -> tuple[str, ...]:
    """
    Return the tender kinds.
    """

NEVER: int = 9223372036854775807
version: str = "0.1.0"
