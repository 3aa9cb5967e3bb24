"""Pages that tables of the core generate are committed as they are generated."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


def generator():
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["parameters.md", "refusals.md"])
def test_the_page_is_current(name):
    assert (DOCS / name).read_text(encoding="utf-8") == generator().pages()[name], (
        f"docs/{name} is not what the core says; run ./dev docs and commit"
    )
