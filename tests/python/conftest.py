"""Fixtures that several tests share."""

import pytest

import loyaltycore as lc
from tests.python.build import busy_history


@pytest.fixture(scope="session")
def jd_2016():
    """The preset that most tests run."""
    return lc.Program.preset("jd-2016")


@pytest.fixture
def ann(jd_2016):
    """A member who keeps its history."""
    return lc.Member(jd_2016, id="ann", keep_history=True)


@pytest.fixture(scope="session")
def busy():
    """Events of 40 members over two years."""
    return busy_history(members=40, orders=12)
