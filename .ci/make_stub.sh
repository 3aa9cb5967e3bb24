#!/usr/bin/env bash
# Writes _core.pyi of the installed package into the folder named. ./dev docs and lint use it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

out=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
.venv/bin/python -m pybind11_stubgen loyaltycore._core --exit-code --output-dir "$scratch" \
  >/dev/null
.venv/bin/ruff check --quiet --isolated --select I,F401,UP --fix --target-version py311 \
  "$scratch/loyaltycore/_core.pyi" || true # What ruff cannot mend, mypy judges.
.venv/bin/ruff format --quiet --isolated --line-length 100 "$scratch/loyaltycore/_core.pyi"
install -D -m 644 "$scratch/loyaltycore/_core.pyi" "$out/_core.pyi"
