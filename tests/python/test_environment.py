"""One digest whatever the machine is set to: locale, zone, hash seed, threads.

The digest is pinned in tests/compat; tests/cpp/engine/compat_test.cpp finds it with each compiler
and each build type.
"""

import itertools
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import loyaltycore as lc

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests/compat" / f"v{lc.__version__}" / "shop"

LOCALES = {"tr_TR.UTF-8": ("tr_TR", "UTF-8"), "zh_CN.GB2312": ("zh_CN", "GB2312"), "C": None}
ZONES = ["America/New_York", "Asia/Kathmandu", "Pacific/Apia"]
SEEDS = ["0", "7", "4294967295"]

# Told first: that the locale is really in force, for the C library and the decimal point.
SCRIPT = """
import json, locale, sys, time
from pathlib import Path
print(locale.setlocale(locale.LC_ALL, ""), locale.localeconv()["decimal_point"], time.tzname[0])
import loyaltycore as lc
place = Path(sys.argv[1])
text = lambda name: (place / name).read_text(encoding="utf-8")
program = lc.Program.from_json(text("programme.json"))
events = [lc.Event.from_json(line) for line in text("events.jsonl").split("\\n") if line]
as_of = json.loads(text("digests.json"))["as_of_us"]
print(program.fingerprint)
print(lc.replay(program, events, as_of=as_of, threads=2).digest)
engine = lc.Engine.load(program, (place / "canonical.snapshot").read_bytes())
print(engine.digest(as_of))
print(engine.save(canonical=True) == (place / "canonical.snapshot").read_bytes())
print("".join(each.to_json() + "\\n" for each in events) == text("events.jsonl"))
print(lc.Program.from_json(program.to_json()) == program)
changed = program.with_({"beans.earn.purchase.rate": "0.25%"})
print(changed.beans.earn.purchase.rate, changed.diff(program)[0].path)
"""


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    """A folder with the locales, made by the tool of the distribution; no root is needed."""
    if shutil.which("localedef") is None or not Path("/usr/share/i18n/locales/tr_TR").exists():
        pytest.fail("the sources of locales are missing: ./dev test installs the package `locales`")
    folder = tmp_path_factory.mktemp("locales")
    for name, source in LOCALES.items():
        if source is not None:
            command = ["localedef", "-i", source[0], "-f", source[1], str(folder / name)]
            subprocess.run(command, check=True, capture_output=True)
    return folder


def told(folder, locale, zone, seed):
    """What a process says that is set to these."""
    settings = {"LOCPATH": str(folder), "LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": seed}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", SCRIPT, str(KEPT)],
        env=kept | settings,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode("ascii").splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="localedef and LOCPATH are glibc's")
def test_locale_zone_and_hash_seed_change_nothing(locales):
    pinned = json.loads((KEPT / "digests.json").read_text(encoding="utf-8"))
    wanted = [pinned["programme"], pinned["engine"], pinned["engine"], *["True"] * 3]
    matrix = list(itertools.product(LOCALES, ZONES, SEEDS))
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda each: told(locales, *each), matrix))
    points, zones = {}, set()
    for (locale, zone, seed), (where, *said) in zip(matrix, answers, strict=True):
        name, point, short = where.rsplit(" ", 2)
        assert name == locale, f"{locale} is not in force, but {name}"
        points[locale] = point
        zones.add(short)
        assert said[:6] == wanted, (locale, zone, seed)
        assert said[6] == "1/400 beans.earn.purchase.rate"
    # The settings arrived: a comma in Turkey, three zones.
    assert points == {"tr_TR.UTF-8": ",", "zh_CN.GB2312": ".", "C": "."}
    assert len(zones) == len(ZONES)


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_threads_give_the_pinned_digest(threads):
    pinned = json.loads((KEPT / "digests.json").read_text(encoding="utf-8"))
    program = lc.Program.load(KEPT / "programme.json")
    lines = (KEPT / "events.jsonl").read_text(encoding="utf-8").splitlines()
    events = [lc.Event.from_json(line) for line in lines]
    result = lc.replay(program, events, as_of=pinned["as_of_us"], threads=threads)
    assert result.digest == pinned["engine"]
