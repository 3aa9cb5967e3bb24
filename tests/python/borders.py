"""Numbers at which something ends, and what tests of them share."""

import loyaltycore as lc

LARGEST_BALANCE = 2**53 - 1
LARGEST_AMOUNT = 10**13
LAST_INSTANT = 253_402_300_799_999_999
_HIGH = [LARGEST_AMOUNT, LARGEST_AMOUNT + 1, 2**31, 2**31 - 1, 2**31 + 1, 2**53, 2**53 - 1]
_LOW = [0, 1, -1, 1000, 65_534, 65_535, 1_000_000]
_BEYOND = [2**53 + 1, 2**63 - 2, 2**63 - 1, -(2**31) - 1, -LARGEST_AMOUNT, -(2**53), -(2**63)]
BORDERS = sorted([*_LOW, *_HIGH, *_BEYOND])


def highest(bob):
    """The largest number of the member's books and balances."""
    state = bob.state()
    books = [abs(each) for book in state["accounts"].values() for each in book.values()]
    return max(*books, abs(state["growth"]), abs(state["debt"]), abs(state["available"]))


def attempt(call):
    """What a call gives, or the typed error that it raises."""
    try:
        return call(), None
    except (lc.DataError, lc.ProgramError) as error:
        return None, error
