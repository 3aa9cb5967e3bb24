"""The reference member: the rules of docs/rules.md, written for reading, not for speed."""

import pickle
from typing import TYPE_CHECKING, Any

from tests.reference import due, facts, medals, members, orders, score_report, scores, spending
from tests.reference.books import Step
from tests.reference.checks import check_event, check_story, content, normal
from tests.reference.conditions import Asking, asking_for_event
from tests.reference.document import read_programme
from tests.reference.earning import run_rules
from tests.reference.names import OPENING_KINDS, REVIEW_KINDS, Refused
from tests.reference.quoting import Quote, check_quote, quote
from tests.reference.records import Ladder, Purse, Result, Standing, books_by_name
from tests.reference.report import report
from tests.reference.returns import return_line
from tests.reference.tasks import run_tasks

if TYPE_CHECKING:
    from tests.reference.terms import Programme


class ReferenceMember:
    """One member under one programme."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.programme: Programme = read_programme(document)
        self.standing = Standing(
            books_by_name(Purse, self.programme.purses),
            books_by_name(Ladder, self.programme.ladders),
        )
        self._begin(self.programme.versions[0].start)
        self.standing.version = None
        # id -> content and decision time of accepted events.
        self.remembered: dict[str, tuple[str, int]] = {}

    def apply(self, event: dict[str, Any]) -> Result:
        """Decide one event; a refused one leaves no trace."""
        before = pickle.dumps(self.standing)
        try:
            return self._decide(normal(event))
        except Refused as refusal:
            self.standing = pickle.loads(before)
            return Result(refusal=refusal.code)

    def settle(self, as_of: int) -> Result:
        """Do everything that falls due at or before an instant."""
        decided = self.standing.decided_at
        if decided is None or as_of < decided:
            return Result()
        step = due.settle(self.programme, self.standing, as_of)
        return Result(movements=step.movements, changes=step.changes, archived=step.archived)

    def quote(self, cart: dict[str, Any], beans: int = 0) -> Quote:
        """Return what a cart would pay and earn; nothing changes. -1 takes all beans it may."""
        twin = ReferenceMember.__new__(ReferenceMember)
        twin.programme = self.programme
        twin.standing = pickle.loads(pickle.dumps(self.standing))
        twin.remembered = dict(self.remembered)
        return quote(twin, normal(cart), beans)

    def state(self) -> dict[str, Any]:
        """Return everything that can be seen of the member."""
        return report(self.programme, self.standing)

    def scores(self) -> dict[str, Any]:
        """Return the scores as they are shown on the day of the last decision."""
        today = self.programme.zone.day_at(self.standing.decided_at or 0)
        return score_report.shown(self.programme, self.standing, today)

    def medals(self) -> dict[str, Any]:
        """Return the medals as they are shown on the day of the last decision."""
        today = self.programme.zone.day_at(self.standing.decided_at or 0)
        return score_report.medals_shown(self.programme, self.standing, today)

    def _decide(self, event: dict[str, Any]) -> Result:
        check_event(self.programme, event)
        now = max(event["recorded_at"], self.standing.decided_at or 0)
        known = self._known(event["id"], now)
        if known is not None:
            if known != content(event):
                raise Refused("id_conflict")
            return Result(duplicate=True)
        check_story(self.programme, self.standing, event, now)
        if self.standing.decided_at is None:
            if event["kind"] == "tick":
                return Result()
            self._begin(now)
        journal = due.settle(self.programme, self.standing, now)
        state = self.standing
        state.holds = [
            hold
            for hold in state.holds
            if hold.status in ("open", "in_doubt") or hold.until is None or hold.until >= now
        ]
        terms = self.programme.versions[self.programme.version_at(event["occurred_at"])]
        step = Step(self.programme, state, now, terms, event)
        act(self, step)
        if event["kind"] != "tick":
            self.standing.decided_at = now
            if state.first_on is None:
                state.first_on = step.occurred_on
            scores.decided(self.standing, self.programme.zone.day_at(now))
            medals.decided(self.standing, self.programme.zone.day_at(now))
            if event["kind"] == "erased":
                self.remembered = {}
            self.remembered[event["id"]] = (content(event), now)
        return Result(
            movements=journal.movements + step.movements,
            changes=journal.changes + step.changes,
            archived=journal.archived + step.archived,
            asked=journal.asked + step.asked,
        )

    def _known(self, event_id: str, now: int) -> str | None:
        """Return the content of an accepted event whose retry would not be too late."""
        keep = self.programme.late_horizon + self.programme.clock_skew
        story, decided_at = self.remembered.get(event_id, (None, 0))
        return story if now <= decided_at + keep else None

    def _begin(self, now: int) -> None:
        """A member starts on the first level of each ladder of the version in force."""
        self.standing.version = max(0, self.programme.version_at(now))
        terms = self.programme.versions[self.standing.version]
        for ladder in self.standing.ladders.values():
            ladder.tier = terms.first_level(ladder.name)
        scores.begin_member(self.standing, terms.scores, self.programme.zone.day_at(now))
        medals.begin_member(self.standing, terms.medals, self.programme.zone.day_at(now))


def act(member: ReferenceMember, step: Step) -> None:
    """Let the event act, then ask rules and tasks."""
    kind = step.event["kind"]
    asking: Asking | None = None
    if kind in OPENING_KINDS:
        is_new = orders.find_order(step) is None
        if kind == "order_placed" and step.event["quoted"] is not None and is_new:
            check_quote(member, step)
        asking = orders.handle_order(step)
    elif kind == "beans_released":
        spending.release_hold(step, spending.open_hold(step))
    elif kind in PLAIN:
        PLAIN[kind](step)
    if kind in REVIEW_KINDS:
        members.add_review(step)
    facts.book_activity(step)
    if kind in SILENT or not members.review_earns(step):
        return
    asking = asking or asking_for_event(step)
    run_rules(step, asking)
    run_tasks(step, asking)


PLAIN = {
    "order_cancelled": orders.cancel,
    "order_refused": orders.refuse_delivery,
    "line_returned": return_line,
    "review_deleted": members.delete_review,
    "credit_updated": members.update_input,
    "account_suspended": members.suspend,
    "account_restored": members.suspend,
    "beans_redeemed": spending.redeem,
    "beans_held": spending.hold_beans,
    "beans_exchanged": spending.exchange,
    "beans_claimed": spending.claim,
    "adjusted": members.adjust,
    "imported": members.import_balance,
    "erased": members.erase,
}
SILENT = ("erased", "tick")
