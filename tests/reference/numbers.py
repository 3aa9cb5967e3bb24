"""Exact numbers: one product rounded once, and parts that sum to the whole."""

from collections.abc import Sequence
from fractions import Fraction

from tests.reference.names import LARGEST_BALANCE, Refused


def fraction(value: int | str) -> Fraction:
    """Read an exact number of a document: 3, "0.5%", "1/200", "1.2"."""
    if isinstance(value, int):
        return Fraction(value)
    if value.endswith("%"):
        return Fraction(value[:-1]) / 100
    return Fraction(value)


def rounded(value: Fraction, rounding: str) -> int:
    """Round once; an award beyond the largest balance cannot be booked."""
    below = value.numerator // value.denominator
    rest = value - below
    if rounding == "ceil":
        result = below + (1 if rest else 0)
    elif rounding == "half_even":
        result = round(value)
    else:
        result = below
    if result > LARGEST_BALANCE:
        raise Refused("balance_out_of_range")
    return result


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total by weights: floors first, then one each to the largest remainders."""
    whole = sum(weights)
    if whole == 0:
        return [total if index == 0 else 0 for index in range(len(weights))]
    exact = [Fraction(total * weight, whole) for weight in weights]
    shares = [part.numerator // part.denominator for part in exact]
    left = total - sum(shares)
    order = sorted(range(len(weights)), key=lambda index: (shares[index] - exact[index], index))
    for index in order[:left]:
        shares[index] += 1
    return shares


def cumulative(whole: int, returned: int, quantity: int) -> int:
    """Return the share of a whole that `returned` of `quantity` pieces stand for."""
    return whole * returned // quantity
