"""Every notebook asks a question, has no outputs, and runs from top to bottom in time."""

import time
from pathlib import Path

import nbclient
import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SECONDS = 60


def notebooks() -> list:
    return [pytest.param(path, id=path.stem) for path in sorted(NOTEBOOKS.glob("*.ipynb"))]


def read(path: Path):
    return nbformat.read(path, as_version=4)


@pytest.mark.parametrize("path", notebooks())
def test_the_first_cell_asks_one_question(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert first.source.splitlines()[0].endswith("?")


@pytest.mark.parametrize("path", notebooks())
def test_outputs_are_stripped(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", notebooks())
def test_the_list_of_notebooks_names_it(path):
    assert f"`{path.name}`" in (NOTEBOOKS / "README.md").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of Jupyter's own parts
@pytest.mark.parametrize("path", notebooks())
@pytest.mark.preset("jd-2016")
def test_it_runs_and_shows_a_table_and_a_picture(path, tmp_path):
    notebook = read(path)
    started = time.monotonic()
    client = nbclient.NotebookClient(
        notebook, timeout=SECONDS, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    assert time.monotonic() - started < SECONDS
    kinds = {
        kind
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        for kind in output.get("data", {})
    }
    assert {"text/html", "image/png"} <= kinds
