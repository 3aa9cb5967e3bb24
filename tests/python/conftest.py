"""Fixtures that several tests share."""

import sys

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


@pytest.fixture
def command(monkeypatch, capsys):
    """Run the command as a shell does; return its exit code and what it complained of."""
    from loyaltycore import cli

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["loyaltycore", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        return caught.value.code, " ".join(capsys.readouterr().err.split())

    return run
