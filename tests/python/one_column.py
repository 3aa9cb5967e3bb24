"""Tables of one column, or of two logins, and the check of what is refused in them."""

import nanoarrow as na
import numpy as np
import pyarrow as pa
import pytest

import loyaltycore as lc
from loyaltycore.tables import read_table
from tests.python.build import NOON

START = int(NOON.timestamp()) * 1_000_000


def of(column, name="beans", make=dict):
    """A table of one column."""
    return read_table(make({name: column}))


def objects(*values):
    """A NumPy column of Python objects."""
    return np.fromiter(values, dtype=object, count=len(values))


def stream(array):
    """An Arrow stream of one column."""
    return na.ArrayStream(pa.table({"at": array}))


def refused(code, column, row, call, *arguments, **more):
    """Check that a call is refused: by this code, for this column and row, with a remedy."""
    with pytest.raises(lc.DataError) as caught:
        call(*arguments, **more)
    error = caught.value
    assert (error.code, error.column, error.row) == (code, column, row), error
    assert error.remedy
    assert error.remedy in str(error)
    return error


def table(**columns):
    """Two logins as a dict of NumPy arrays."""
    return {
        "id": objects("a", "b"),
        "member": objects("m", "m"),
        "kind": objects("login", "login"),
        "occurred_at_us": np.array([START, START + 1]),
    } | {name: np.asarray(column) for name, column in columns.items()}
