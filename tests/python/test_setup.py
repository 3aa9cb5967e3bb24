"""What ./dev says where it can install nothing, and the limit on the time of the demo."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What any Linux has; neither a compiler nor apt-get.
PLAIN_TOOLS = "awk basename bash cat cut dirname env grep head id nproc sed sha256sum sort tail"


def run(*command, **environment):
    return subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60, **environment
    )


def bare_system(folder):
    """A PATH on which only what any Linux has is found."""
    for tool in PLAIN_TOOLS.split():
        (folder / tool).symlink_to(shutil.which(tool))
    return {"PATH": str(folder)}


def test_another_system_is_told_all_that_is_missing_at_once(tmp_path):
    bare = bare_system(tmp_path)
    for task in ("demo", "test"):
        done = run("bash", "dev", task, env=bare)
        assert done.returncode == 1
        assert done.stderr.startswith("dev: this is neither Debian nor Ubuntu; please install")
        named = done.stderr.split(": ")[-1].split()
        wanted = "g++ cmake ninja-build clang clang-tidy clang-format git pkg-config"
        wanted += " libclang-rt-dev python3 python3-venv python3-dev"
        assert set(wanted.split()) <= set(named)


def test_a_tool_that_is_too_old_stands_in_the_same_list(tmp_path):
    bare = bare_system(tmp_path)
    for tool, says in (("cmake", "cmake version 3.1.0"), ("python3", "")):
        (tmp_path / tool).write_text(f"#!/bin/sh\necho {says}\nexit 1\n")
        (tmp_path / tool).chmod(0o755)
    named = run("bash", "dev", "demo", env=bare).stderr.split(": ")[-1].split()
    assert {"g++", "clang", "cmake>=3.25", "python3>=3.11"} <= set(named)


def test_a_command_that_takes_too_long_fails():
    assert run("bash", ".ci/within.sh", "0.2", "sleep", "1").returncode == 1
    assert run("bash", ".ci/within.sh", "20", "true").returncode == 0
    assert run("bash", ".ci/within.sh", "20", "false").returncode == 1
    assert "sleep 0.3 took 0." in run("bash", ".ci/within.sh", "20", "sleep", "0.3").stdout


def test_the_demo_is_held_to_its_time_by_the_whole_check():
    check = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "readonly DEMO_SECONDS=20\n" in check
    assert 'bash .ci/within.sh "$DEMO_SECONDS" ./dev demo' in check
