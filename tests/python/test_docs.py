"""What tables of the core generate is committed as it is generated."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


def generator():
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["parameters.md", "refusals.md", "parameter_views.pyi"])
def test_the_page_is_current(name):
    (path,) = (path for path in generator().pages() if path.name == name)
    assert path.read_text(encoding="utf-8") == generator().pages()[path], (
        f"{name} is not what the core says; run ./dev docs and commit"
    )


@pytest.mark.preset("jd-2016")
@pytest.mark.parametrize("name", ["histories.md", "keeping.md", "python.md"])
def test_the_examples_run(name, tmp_path):
    code = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / name).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert code
    for number, block in enumerate(code):
        path = tmp_path / f"block{number}.py"
        path.write_text(block, encoding="utf-8")
        subprocess.run([sys.executable, "-W", "error", path], check=True, cwd=tmp_path)


def test_the_page_says_how_safe_pickles_are():
    told = (DOCS / "keeping.md").read_text(encoding="utf-8")
    assert "as unsafe as any pickle" in " ".join(told.split())
    assert "safe to load from strangers" in told
