"""Every block of the README files runs as it stands there."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# In the order of the linker: who uses comes before who is used.
LIBRARIES = [f"libloyaltycore_{name}.a" for name in ("engine", "io", "core")]
READMES = ["README.md", "README.zh.md"]


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
        if all((tree / "cpp" / name).is_file() for name in LIBRARIES):
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
    block = blocks("README.md", "python")[0]
    assert code_lines(block) == 10
    said = run_python(block, tmp_path)
    assert "beans 29" in said
    assert "growth 299" in said


@pytest.mark.parametrize("name", READMES)
def test_the_first_example_buys_of_a_category_that_the_presets_name(name):
    (category,) = re.findall(r'category="(\w+)"', blocks(name, "python")[0])
    assert f"`{category}`" in (ROOT / "docs/presets.md").read_text(encoding="utf-8")


@pytest.mark.preset("jd-2016")
def test_ten_lines_of_cpp_build_and_run(tmp_path):
    (block,) = blocks("README.md", "cpp")
    assert code_lines(block) <= 11
    compiler = os.environ.get("CXX", "c++")
    tree = built_tree()
    (tmp_path / "main.cpp").write_text(block, encoding="utf-8")
    generated = next(tree.rglob("loyaltycore/version.hpp")).parents[1]
    command = [compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "main.cpp", "-o", "main"]
    command += [f"-I{ROOT / 'cpp/include'}", f"-I{generated}"]
    command += [
        *(str(tree / "cpp" / name) for name in LIBRARIES),
        "-lboost_serialization",
        "-pthread",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=300)
    done = subprocess.run(
        [tmp_path / "main"], cwd=tmp_path, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "29 beans\n"


def headings(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^## (.*)$", text, re.MULTILINE)


def test_what_stands_first():
    first = ["Ten lines of Python", "Ten lines of C++"]
    assert headings("README.md")[:2] == first
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("./dev demo") < text.index(f"## {first[0]}")


@pytest.mark.preset("jd-2016")
@pytest.mark.parametrize("name", READMES)
def test_the_blocks_run_one_after_the_other(name, tmp_path):
    said = run_python("\n".join(blocks(name, "python")), tmp_path)
    assert "beans.earn.purchase.rate, from 2016-03-01: 1/1000 -> 1/500" in said
    assert "insufficient_beans" in said
    assert "outstanding, yuan: " in said


def without_comments(block: str) -> list[str]:
    lines = (re.sub(r"\s*# .*", "", line) for line in block.splitlines())
    return [line for line in lines if line]


@pytest.mark.parametrize("language", ["sh", "python", "cpp", "cmake"])
def test_both_languages_show_the_same_code(language):
    english, chinese = (
        [without_comments(block) for block in blocks(name, language)] for name in READMES
    )
    assert english
    assert english == chinese


def table_rows(name: str) -> list[list[str]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [row.strip("|").split("|") for row in re.findall(r"^\|.*\|$", text, re.MULTILINE)]


def test_both_languages_have_the_same_sections_tables_and_figures():
    english, chinese = (table_rows(name) for name in READMES)
    assert len(headings(READMES[0])) == len(headings(READMES[1]))
    assert len(english) == len(chinese)
    figures = [
        [re.findall(r"\d+,\d+", "|".join(row)) for row in each] for each in (english, chinese)
    ]
    assert figures[0] == figures[1], "a figure was measured again in one README only"
    words = [[re.findall(r"`[^`]+`", row[1]) for row in each] for each in (english, chinese)]
    assert words[0] == words[1]


def test_the_packages_to_install_are_those_of_the_set_up():
    listed = next(block for block in blocks("README.md", "sh") if "apt-get" in block).split()[2:]
    setup = (ROOT / ".ci/setup.sh").read_text(encoding="utf-8")
    part = setup.split("    build)\n")[1].split("<<'LIST'\n")[1].split("LIST\n")[0]
    assert listed == [line.split()[0] for line in part.splitlines()]


def test_the_library_configures_as_it_says(tmp_path):
    block = next(block for block in blocks("README.md", "sh") if "cmake -S" in block)
    configure = next(line for line in block.splitlines() if "-S ." in line)
    command = configure.replace("build/install", str(tmp_path / "tree")).split()
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "tree/tests").exists()


def test_the_extras_exist():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    for name in (*READMES, "notebooks/README.md", "docs/histories.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        asked = ",".join(re.findall(r"pip install '\.\[([\w,]+)\]'", text)).split(",")
        assert set(asked) - {""} <= set(extras)
        assert "loyaltycore[" not in text, "the package is installed from its folder: '.[extra]'"


@pytest.mark.parametrize("name", READMES)
def test_every_page_that_is_linked_exists(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
