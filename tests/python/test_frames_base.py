"""Tables where nothing is installed but what the package itself depends on.

`tests/python/only_base.py` hides everything else, and test_frames.py runs once more.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


OPTIONS = ["-q", "-rs", "-p", "no:cacheprovider", "-p", "tests.python.only_base"]


def run(*arguments):
    """Run pytest in a process of its own, on the base alone."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", *OPTIONS, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_frame_tests_pass_with_base_dependencies_only():
    done = run("tests/python/test_frames.py")
    assert done.returncode == 0, done.stdout + done.stderr
    # Arrow and NumPy stay: in both directions, with text and integer ids.
    assert "passed" in done.stdout
    assert "nothing_vanishes" not in done.stdout  # Listed only if it were skipped.


def test_what_is_hidden_cannot_be_imported():
    code = "import tests.python.only_base, importlib.util as u; print(u.find_spec('pandas'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "None"
