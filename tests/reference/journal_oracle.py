"""The second judge: it sees only movements and knows no rule; do the books close?"""

from collections import defaultdict
from typing import Any

from tests.reference.names import ACCOUNTS, MAY_BE_NEGATIVE, MONEY
from tests.reference.records import Book, Movement, Result

BeanKey = tuple[int | None, str, int]
# Currency and name of a purse or ladder.
BookKey = tuple[str, str]


class JournalOracle:
    """Conservation, two legs, no negative account, no negative lot, in every purse and ladder."""

    def __init__(self) -> None:
        self.totals: dict[BookKey, dict[str, int]] = defaultdict(lambda: dict.fromkeys(ACCOUNTS, 0))
        # Available beans by purse and bucket, as lots in the order in which they came.
        self.lots: dict[tuple[str, BeanKey], list[int]] = defaultdict(list)

    def read(self, result: Result) -> None:
        """Book what a decision did and check after each movement.

        Days change only when a version starts; the lots of that moment are known then.
        """
        changes = [change for change in result.changes if change["kind"] == "lot_redated"]
        for movement in result.movements:
            while changes and changes[0]["at"] <= movement.at:
                change = changes.pop(0)
                self.redate(change)
            self.book(movement)
            self.check(movement)
        for change in changes:
            self.redate(change)

    def book(self, movement: Movement) -> None:
        """Book both legs, and lots first in, first out inside a bucket."""
        assert movement.amount > 0, movement
        assert movement.from_account != movement.to_account, movement
        book = self.totals[movement.currency, movement.book]
        book[movement.from_account] -= movement.amount
        book[movement.to_account] += movement.amount
        if movement.currency != "beans":
            return
        key = (movement.expires_on, movement.funder, movement.lot_class)
        if movement.to_account == "available":
            self.lots[movement.book, key].append(movement.amount)
        if movement.from_account == "available":
            self.draw(key, movement)

    def redate(self, change: dict[str, Any]) -> None:
        """Move the lots of a bucket to another day, behind those that are there."""
        purse = change["purse"]
        self.lots[purse, change["after"]] += self.lots.pop((purse, change["before"]), [])

    def draw(self, key: BeanKey, movement: Movement) -> None:
        """Take from the lots of a bucket, first in first out."""
        left = movement.amount
        lots = self.lots[movement.book, key]
        while left and lots:
            part = min(left, lots[0])
            left -= part
            lots[0] -= part
            if lots[0] == 0:
                lots.pop(0)
        assert left == 0, f"{movement} draws more than its bucket has"

    def check(self, movement: Movement) -> None:
        """The books close after every movement."""
        for (currency, name), book in self.totals.items():
            assert sum(book.values()) == 0, (name, book, movement)
            for account, total in book.items():
                assert total >= 0 or account in MAY_BE_NEGATIVE, (name, account, movement)
            assert book["issuer"] <= 0, (name, book, movement)
            assert book["debt"] <= 0, (name, book, movement)
            if currency == "growth":
                for account in ("pending", "held", "redeemed", "debt"):
                    assert book[account] == 0, f"growth is never spent: {movement}"
            elif name != MONEY:
                assert book["held"] == 0, f"only money is held: {movement}"

    def agrees(self, books: list[Book]) -> bool:
        """Return whether a member's own totals are those of its journal."""
        return all(book.accounts == self.totals[book.currency, book.name] for book in books)

    def available_by_bucket(self, purse: str) -> dict[BeanKey, int]:
        """Return the available beans of each bucket of a purse."""
        return {key: sum(lots) for (name, key), lots in self.lots.items() if name == purse and lots}
