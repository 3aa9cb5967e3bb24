#!/usr/bin/env bash
# fuzz.sh SECONDS: each target of tests/fuzz runs so long, built by the preset asan.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=.ci/setup.sh
source .ci/setup.sh

readonly EACH=${1:?seconds for each target}

# fuzz <name> <seeds>...: stops at the first input that breaks what must hold, is slow or is greedy.
fuzz() {
  local name=$1 place=build/fuzz/$1
  shift
  mkdir -p "$place/corpus"
  say "fuzz_$name for $EACH s"
  if ! "build/asan/tests/fuzz/fuzz_$name" -max_total_time="$EACH" -timeout=10 -rss_limit_mb=1024 \
    -max_len=20000 -artifact_prefix="$place/" -print_final_stats=1 \
    "$place/corpus" "$@" >"$place/log" 2>&1; then
    tail -n 40 "$place/log"
    die "fuzz_$name: the input stands in $place"
  fi
  grep -E 'stat::(number_of_executed_units|peak_rss_mb)' "$place/log"
}

build_preset asan
fuzz event tests/fuzz/seeds/event
fuzz member
fuzz programme cpp/programs tests/programs
fuzz snapshot
