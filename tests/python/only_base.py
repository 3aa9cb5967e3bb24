"""A plugin of pytest: of third parties only what the package itself depends on can be imported.

python -m pytest -p tests.python.only_base tests/python/test_frames.py
"""

import sys
from importlib.machinery import PathFinder

BASE = {"numpy", "nanoarrow", "narwhals", "loyaltycore"}
# What pytest has brought along stays, and what it brings later is its own.
PYTEST = {"pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments"}


class OnlyBase:
    """Finds nothing in site-packages but the base; stands where the finder of paths stood."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or name.partition(".")[0] in BASE | PYTEST:
            return spec
        places = [spec.origin or "", *(spec.submodule_search_locations or [])]
        return None if any("site-packages" in place for place in places) else spec


sys.meta_path[sys.meta_path.index(PathFinder)] = OnlyBase
TABLES = {"pandas", "polars", "pyarrow", "duckdb"} & {*sys.modules}
assert not TABLES, f"too late: {TABLES} are imported already"
