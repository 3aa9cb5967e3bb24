"""Fixtures that several tests share."""

import pytest

import loyaltycore as lc
from tests.python.build import SHOP, busy_history


@pytest.fixture(scope="session")
def shop():
    """The programme that most tests run; no preset."""
    return lc.Program.load(SHOP)


@pytest.fixture
def ann(shop):
    """A member who keeps its history."""
    return lc.Member(shop, id="ann", keep_history=True)


@pytest.fixture(scope="session")
def busy():
    """Events of 40 members over two years."""
    return busy_history(members=40, orders=12)
