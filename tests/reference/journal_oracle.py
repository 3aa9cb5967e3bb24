"""The second judge: it sees only movements and knows no rule; do the books close?"""

from collections import defaultdict

from tests.reference.names import ACCOUNTS, MAY_BE_NEGATIVE
from tests.reference.records import Movement, Result

BeanKey = tuple[int | None, str, int]


class JournalOracle:
    """Conservation, two legs, no negative account, no negative lot."""

    def __init__(self) -> None:
        self.totals = {currency: dict.fromkeys(ACCOUNTS, 0) for currency in ("beans", "growth")}
        # Available beans by bucket, as lots in the order in which they came.
        self.lots: dict[BeanKey, list[int]] = defaultdict(list)

    def read(self, result: Result) -> None:
        """Book what a decision did and check after each movement.

        Days change only when a version starts; the lots of that moment are known then.
        """
        changes = [change for change in result.changes if change["kind"] == "lot_redated"]
        for movement in result.movements:
            while changes and changes[0]["at"] <= movement.at:
                change = changes.pop(0)
                self.redate(change["before"], change["after"])
            self.book(movement)
            self.check(movement)
        for change in changes:
            self.redate(change["before"], change["after"])

    def book(self, movement: Movement) -> None:
        """Book both legs, and lots first in, first out inside a bucket."""
        assert movement.amount > 0, movement
        assert movement.from_account != movement.to_account, movement
        book = self.totals[movement.currency]
        book[movement.from_account] -= movement.amount
        book[movement.to_account] += movement.amount
        if movement.currency != "beans":
            return
        key = (movement.expires_on, movement.funder, movement.lot_class)
        if movement.to_account == "available":
            self.lots[key].append(movement.amount)
        if movement.from_account == "available":
            self.draw(key, movement)

    def redate(self, before: BeanKey, after: BeanKey) -> None:
        """Move the lots of a bucket to another day, behind those that are there."""
        self.lots[after] += self.lots.pop(before, [])

    def draw(self, key: BeanKey, movement: Movement) -> None:
        """Take from the lots of a bucket, first in first out."""
        left = movement.amount
        lots = self.lots[key]
        while left and lots:
            part = min(left, lots[0])
            left -= part
            lots[0] -= part
            if lots[0] == 0:
                lots.pop(0)
        assert left == 0, f"{movement} draws more than its bucket has"

    def check(self, movement: Movement) -> None:
        """The books close after every movement."""
        for currency, book in self.totals.items():
            assert sum(book.values()) == 0, (currency, book, movement)
            for account, total in book.items():
                assert total >= 0 or account in MAY_BE_NEGATIVE, (currency, account, movement)
            assert book["issuer"] <= 0, (currency, book, movement)
            assert book["debt"] <= 0, (currency, book, movement)
        growth = self.totals["growth"]
        for account in ("pending", "held", "redeemed", "debt"):
            assert growth[account] == 0, f"growth is never spent: {movement}"

    def agrees(self, accounts: dict[str, dict[str, int]]) -> bool:
        """Return whether a member's own totals are those of its journal."""
        return accounts == self.totals

    def available_by_bucket(self) -> dict[BeanKey, int]:
        """Return the available beans of each bucket."""
        return {key: sum(lots) for key, lots in self.lots.items() if lots}
