"""The core and the reference model decide every random history alike, event by event."""

import pytest

import loyaltycore as core
from tests.reference.comparison import Pair
from tests.reference.generator import History, random_history
from tests.reference.names import RANKS

SIZE = 400
CI_HISTORIES = 300
SOAK_HISTORIES = 5000
BATCH = 50
# Of each batch where a preset is left out: these histories draw their programmes.
FEW = 5


def compare(history: History) -> None:
    """Run both and stop at the first difference."""
    pair = Pair(core, history)
    for index, event in enumerate(history.events):
        pair.step(event, f"event {index}: {event}")


def test_core_and_model_have_the_same_codes():
    assert {str(each.code): each.rank for each in core.refusals()} == RANKS


@pytest.mark.parametrize("first", range(0, CI_HISTORIES, BATCH))
def test_core_and_model_agree(first, some_left_out):
    for seed in range(first, first + (FEW if some_left_out else BATCH)):
        compare_seed(seed)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(CI_HISTORIES, SOAK_HISTORIES, BATCH))
def test_core_and_model_agree_for_long(first):
    for seed in range(first, first + BATCH):
        compare_seed(seed)


def compare_seed(seed: int) -> None:
    """Compare one history; the seed is part of what a failure says."""
    try:
        compare(random_history(seed, SIZE))
    except AssertionError as difference:
        raise AssertionError(f"seed {seed}: {difference}") from difference
