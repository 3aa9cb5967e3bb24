"""One tree of errors, each with a code and its fields."""

import copy
import pickle

import pytest

import loyaltycore as lc

ERRORS = [
    lc.LoyaltyCoreError("a", code="c"),
    lc.ProgramError("a", problems=[("/tiers", "what", "expected", "near")]),
    lc.DataError("a", column="amount_fen", row=3, remedy="r", code="null"),
    lc.ConflictError("a", event_id="e", member="m"),
    lc.StaleQuoteError("a", event_id="e"),
    lc.SnapshotError("a", section="states", offset=7, expected="x", found="y", code="snapshot_x"),
    lc.InvariantError("a", code="books_broken"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: type(each).__name__)
def test_errors_survive_pickle_and_copy(error):
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: type(each).__name__)
def test_every_error_is_ours_and_has_a_code(error):
    assert isinstance(error, lc.LoyaltyCoreError)
    assert error.code


def test_a_problem_reads_as_a_sentence():
    problem = lc.Problem("/beans/earn", "unknown key `rat`", "a known key", "rate")
    assert str(problem) == (
        "/beans/earn: unknown key `rat`; expected a known key; did you mean 'rate'?"
    )


def test_a_problem_of_the_whole_document():
    assert str(lc.Problem("", "is empty", "", "")) == "(document): is empty"
