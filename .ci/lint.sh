#!/usr/bin/env bash
# Everything that reads the sources and runs none of them. Called by ./dev lint, which sets up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=.ci/setup.sh
source .ci/setup.sh

# The whole of clang-tidy may take this long on two cores; a kernel it cannot read in that time is
# a kernel nobody can read.
readonly TIDY_SECONDS=900

say "layers and style"
"$VENV/bin/python" .ci/check_layers.py
"$VENV/bin/python" .ci/check_style.py

say "ruff"
"$VENV/bin/ruff" check .
"$VENV/bin/ruff" format --check .

say "mypy --strict on the installed package"
# From another folder, so that the package read is the one installed.
(cd tests && "../$VENV/bin/mypy" --config-file ../pyproject.toml --cache-dir ../build/mypy \
  -p loyaltycore)

say "stub"
bash .ci/make_stub.sh build/stub
diff -u python/loyaltycore/_core.pyi build/stub/_core.pyi ||
  die "python/loyaltycore/_core.pyi is not what the module says; run ./dev docs and commit"

say "clang-format"
git ls-files -z '*.cpp' '*.hpp' | xargs -0 -r clang-format --dry-run -Werror

say "clang-tidy over floors 0 to 3"
cmake --preset tidy >/dev/null
git ls-files -z 'cpp/src/base/*.cpp' 'cpp/src/model/*.cpp' 'cpp/src/rules/*.cpp' \
  'cpp/src/kernel/*.cpp' | timeout "$TIDY_SECONDS" xargs -0 -r -n 1 -P "$(nproc)" \
  clang-tidy --quiet -p build/tidy ||
  die "clang-tidy found something, or took more than $TIDY_SECONDS seconds"
