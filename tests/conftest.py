"""What all Python tests share: their order, and presets left out to see what needs them."""

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--without-preset",
        metavar="ID",
        action="append",
        default=[],
        help="leave out the tests marked preset(ID); may be said again",
    )


def pytest_collection_modifyitems(config, items):
    missing = set(config.getoption("--without-preset"))
    named = {each for each in items if missing & presets_of(each)}
    if unnamed := missing - set().union(*map(presets_of, named)):
        raise pytest.UsageError(f"no test is marked preset({min(unnamed)!r})")
    config.hook.pytest_deselected(items=list(named))
    items[:] = [each for each in items if each not in named]
    items.sort(key=lambda each: each.get_closest_marker("longest") is None)


@pytest.fixture
def some_left_out(pytestconfig):
    """Whether any preset is left out: what draws its own programmes then draws a few."""
    return bool(pytestconfig.getoption("--without-preset"))


def presets_of(item):
    """The presets that a test names in its marks."""
    return {name for mark in item.iter_markers("preset") for name in mark.args}
