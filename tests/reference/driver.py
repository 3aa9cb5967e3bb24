"""Runs a history through a member, with the closed lines that its store would keep."""

from collections import Counter
from typing import Any

from tests.reference.generator import History
from tests.reference.journal_oracle import JournalOracle
from tests.reference.model import ReferenceMember
from tests.reference.names import FIRST_LADDER, MONEY
from tests.reference.records import Result


class Vault:
    """The newest record of each line that was closed, as a store keeps it."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, int], Any] = {}

    def attach(self, event: dict[str, Any]) -> dict[str, Any]:
        """Return the event with the record that it names, or without one."""
        if event.get("archived") is None:
            return event
        order, line = event["archived"]
        record = self.records.get((order, line))
        kept = {key: value for key, value in event.items() if key != "archived"}
        return kept if record is None else kept | {"archived": record}

    def keep(self, records: list[dict[str, Any]]) -> None:
        """Keep the records of the reference model."""
        for record in records:
            self.records[record["line"].order, record["line"].line] = record


class Run:
    """One history in progress on the reference model, watched by the journal oracle."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.member = ReferenceMember(history.document)
        self.vault = Vault()
        self.oracle = JournalOracle()
        self.counts: Counter[tuple[str, str]] = Counter()

    def step(self, event: dict[str, Any]) -> Result:
        """Apply one event and check the books."""
        result = self.member.apply(self.vault.attach(event))
        self.vault.keep(result.archived)
        outcome = "duplicate" if result.duplicate else result.refusal or "accepted"
        self.counts[event["kind"], outcome] += 1
        self.count_declared(event, result)
        self.counts += result.asked
        self.count_scores(result)
        self.count_medals(result)
        self.oracle.read(result)
        return result

    def count_declared(self, event: dict[str, Any], result: Result) -> None:
        """Count what happened in purses and ladders beside the first of each."""
        programme = self.member.programme
        for moved in result.movements:
            if moved.book not in (MONEY, FIRST_LADDER):
                self.counts[moved.currency + " elsewhere", moved.cause] += 1
                if moved.from_account == "debt":
                    terms = programme.versions[programme.version_at(event["occurred_at"])]
                    policy = terms.beans["reverse"]["shortfall"]
                    self.counts["beans elsewhere", f"owed by {policy}"] += 1
        for change in result.changes:
            if change["kind"] == "tier_changed" and change["ladder"] != FIRST_LADDER:
                self.counts["tier elsewhere", change["why"]] += 1
            if change["kind"] == "lot_redated" and change["purse"] != MONEY:
                self.counts["beans elsewhere", "redated"] += 1

    def count_scores(self, result: Result) -> None:
        """Count why scores changed, and what became of levels, gates and what is carried."""
        for change in result.changes:
            if change["kind"] != "score_changed":
                continue
            self.counts["score_changed", change["cause"]] += 1
            terms = self.member.programme.versions[self.member.standing.version or 0]
            scored = terms.scores.get(change["score"])
            parts = scored.score.dimensions if scored else ()
            asks_another = any(term.of == "score" for part in parts for term in part.terms)
            before, after = set(change["levels_before"]), set(change["levels"])
            happened = {
                "level gained": after > before,
                "level lost": before > after,
                "levels kept": after == before != set(),
                "gate opened": change["open"] > change["open_before"],
                "gate closed": change["open"] < change["open_before"],
                "carried": change["carried"] > 0,
                "rose": change["after"] > change["before"],
                "fell": change["after"] < change["before"],
                "of another score": asks_another and change["after"] != change["before"],
                "below zero": change["after"] < 0,
                "levels alone": change["cause"] == "begun" and change["after"] == change["before"],
            }
            self.counts.update(("score", name) for name, is_so in happened.items() if is_so)

    def count_medals(self, result: Result) -> None:
        """Count why grades changed, and where to."""
        for change in result.changes:
            if change["kind"] == "medal_changed":
                self.counts["medal_changed", change["cause"]] += 1
                rose = change["after"] > change["before"]
                self.counts["medal", "rose" if rose else "fell"] += 1

    def check(self) -> None:
        """The member and its journal agree on every account and bucket."""
        standing = self.member.standing
        books = [*standing.purses.values(), *standing.ladders.values()]
        assert self.oracle.agrees(books)
        held = sum(each.beans for each in standing.allocations if each.held)
        assert standing.purses[MONEY].accounts["held"] == held
        for purse in standing.purses.values():
            buckets = {bucket.key(): bucket.beans for bucket in purse.buckets}
            assert self.oracle.available_by_bucket(purse.name) == buckets
            pending = sum(each.pending for each in standing.accruals if purse.owns(each))
            assert purse.accounts["pending"] == pending
            assert not (purse.owed and purse.available), "nobody owes and owns at once"
