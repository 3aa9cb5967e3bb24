"""Chances of a random history, so drawn that a failure shrinks to what is plain."""

from random import Random
from typing import Any


def some(rng: Random, values: list[Any]) -> list[Any]:
    """Return one or more of the values, in their order."""
    count = rng.randint(1, len(values))
    chosen = rng.sample(range(len(values)), count)
    return [values[index] for index in sorted(chosen)]


def maybe(rng: Random, one_in: int) -> bool:
    """Return True once in so many times; a failure that shrinks to zeros shrinks to False."""
    return rng.randrange(one_in) == one_in - 1
