"""What all Python tests share: presets can be left out, to see that nothing else needs them."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--without-preset", metavar="ID", help="leave out the tests marked preset(ID)")


def pytest_collection_modifyitems(config, items):
    missing = config.getoption("--without-preset")
    if missing is None:
        return
    named = [each for each in items if missing in presets_of(each)]
    if not named:
        raise pytest.UsageError(f"no test is marked preset({missing!r})")
    config.hook.pytest_deselected(items=named)
    items[:] = [each for each in items if each not in named]


def presets_of(item):
    """The presets that a test names in its marks."""
    return {name for mark in item.iter_markers("preset") for name in mark.args}
