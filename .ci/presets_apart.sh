#!/usr/bin/env bash
# Deleting any preset file fails only that preset's tests: without any, every test that names none
# must pass; each is left out in turn, and those that name another must pass, its own must fail.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=.ci/setup.sh
source .ci/setup.sh

readonly PRESETS=$PWD/cpp/programs
readonly APART=$PWD/build/apart
TAG=$("$VENV/bin/python" -c 'import sys; print(sys.implementation.cache_tag)')
readonly MODULE=build/python-$TAG

# programs <folder>: both build trees compile in the presets of this folder.
programs() {
  cmake -DLOYALTYCORE_PROGRAMS="$1" build/dev >/dev/null
  cmake -DLOYALTYCORE_PROGRAMS="$1" "$MODULE" >/dev/null
}
trap 'programs "$PRESETS"' EXIT

# cpp_tests <gtest filter>: every test program, those tests alone; fails if any of them does.
cpp_tests() {
  local program failed=0
  for program in build/dev/tests/cpp/loyaltycore_*_test; do
    "$program" --gtest_brief=1 --gtest_filter="$1" || failed=1
  done
  return $failed
}

# python_tests <pytest argument>...: with the module that was built apart.
python_tests() {
  PYTHONPATH=$APART "$VENV/bin/python" -m pytest --quiet -p no:cacheprovider \
    --numprocesses "$(nproc)" --dist worksteal "$@"
}

# build_without <id>...: the C++ tests and the module, with every preset but these.
build_without() {
  local id
  rm -rf "$APART"
  mkdir -p "$APART/programs"
  cp "$PRESETS"/*.json "$APART/programs"
  for id in "$@"; do rm "$APART/programs/$id.json"; done
  programs "$APART/programs"
  cmake --build build/dev
  cmake --build "$MODULE"
  cp -r python/loyaltycore "$APART"
  cp "$MODULE"/cpp/bindings/_core*.so "$APART/loyaltycore"
}

# As tests of C++ name it: jd-2016 is Jd2016.
word_of() { sed -E 's/(^|-)(.)/\U\2/g' <<<"$1"; }

ids=()
words=()
for file in "$PRESETS"/*.json; do
  ids+=("$(basename "$file" .json)")
  words+=("*$(word_of "${ids[-1]}")*")
done
all_words=$(IFS=: && echo "${words[*]}")

say "without any preset: every test that names none"
build_without "${ids[@]}"
cpp_tests "-$all_words"
python_tests -m "not soak" "${ids[@]/#/--without-preset=}"

for id in "${ids[@]}"; do
  say "without the preset $id: the tests that name another"
  build_without "$id"
  word=$(word_of "$id")
  cpp_tests "$all_words:-*$word*"
  if cpp_tests "*$word*" >/dev/null 2>&1; then die "no C++ test failed without $id"; fi
  python_tests -m "preset and not soak" "--without-preset=$id"
done
echo "each preset was left out; nothing failed but its own tests"
