"""Check that `import loyaltycore` is quick and does not bring pandas along."""

import subprocess
import sys

RUNS = 10
MAX_EXTRA_MS = 60

SCRIPT = """
import sys, time
import numpy
start = time.perf_counter()
import loyaltycore
print((time.perf_counter() - start) * 1000)
heavy = {"pandas", "polars", "pyarrow", "duckdb", "matplotlib"} & set(sys.modules)
if heavy:
    sys.exit(f"import loyaltycore imports {sorted(heavy)}")
"""


def main() -> int:
    """Measure in fresh processes; the best of them is what the import costs."""
    times = []
    for _ in range(RUNS):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], check=False, capture_output=True, text=True
        )
        if run.returncode:
            print(run.stderr, file=sys.stderr)
            return 1
        times.append(float(run.stdout))
    print(f"import loyaltycore: {min(times):.1f} ms beyond numpy, best of {RUNS}")
    return min(times) > MAX_EXTRA_MS


if __name__ == "__main__":
    sys.exit(main())
