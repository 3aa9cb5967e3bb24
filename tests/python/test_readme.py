"""Every block of the README files runs as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = "libloyaltycore.a"


def blocks(name: str, language: str) -> list[str]:
    """Return the code blocks of one language in a Markdown file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def code_lines(block: str) -> int:
    return sum(bool(line.strip()) for line in block.splitlines())


def run_python(code: str, folder: Path) -> str:
    """Run code in a process of its own; a warning is an error there as well."""
    (folder / "block.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "block.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def built_tree() -> Path:
    """Return the build tree whose library ./dev test has just built."""
    named = os.environ.get("LOYALTYCORE_BUILD_DIR")
    trees = [Path(named)] if named else [ROOT / "build/dev", ROOT / "build/release"]
    for tree in trees:
        if (tree / "cpp" / LIBRARY).is_file():
            return tree
    pytest.fail("no C++ library is built; ./dev test builds it first")


def test_the_two_commands_stand_first():
    first = blocks("README.md", "sh")[0]
    assert [line.split("#")[0].strip() for line in first.splitlines()] == [
        "./dev demo",
        "./dev test",
    ]


@pytest.mark.preset("jd-2016")
def test_ten_lines_of_python_run(tmp_path):
    (block,) = blocks("README.md", "python")
    assert code_lines(block) == 10
    said = run_python(block, tmp_path)
    assert "beans 29" in said
    assert "growth 299" in said


@pytest.mark.preset("jd-2016")
def test_ten_lines_of_cpp_build_and_run(tmp_path):
    (block,) = blocks("README.md", "cpp")
    assert code_lines(block) <= 11
    compiler = os.environ.get("CXX", "c++")
    tree = built_tree()
    (tmp_path / "main.cpp").write_text(block, encoding="utf-8")
    generated = next(tree.rglob("loyaltycore/version.hpp")).parents[1]
    command = [compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "main.cpp", "-o", "main"]
    command += [f"-I{ROOT / 'cpp/include'}", f"-I{generated}", str(tree / "cpp" / LIBRARY)]
    command += ["-lboost_serialization", "-pthread"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=300)
    done = subprocess.run(
        [tmp_path / "main"], cwd=tmp_path, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "29 beans\n"


@pytest.mark.preset("jd-2016")
def test_the_chinese_blocks_run_one_after_the_other(tmp_path):
    said = run_python("\n".join(blocks("README.zh.md", "python")), tmp_path)
    assert "beans.earn.purchase.rate" in said


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_page_that_is_linked_exists(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
