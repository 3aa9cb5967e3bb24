#!/usr/bin/env bash
# A new earning condition touches at most four files outside tests: the kept patch proves it.
# And: deleting a preset file fails nothing but that preset's own tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=.ci/setup.sh
source .ci/setup.sh

readonly PATCH=tests/patches/max_quantity.patch
readonly COPY=build/kept_patch/source
readonly BUILT=build/kept_patch/build

files=$(grep '^diff --git' "$PATCH" | grep -cv ' b/tests/')
[[ $files -le 4 ]] || die "$PATCH touches $files files outside tests; at most 4 may be"

rm -rf "$COPY"
mkdir -p "$(dirname "$COPY")"
git clone --quiet . "$COPY"
git -C "$COPY" apply <"$PATCH"
# One build for both questions: no preset is left, and the library must not mind.
rm -f "$COPY"/cpp/programs/*.json
cmake -S "$COPY" -B "$BUILT" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_UNITY_BUILD=ON \
  -DLOYALTYCORE_TESTS=OFF >/dev/null
cmake --build "$BUILT" --parallel "$(nproc)"
g++ -std=c++20 -I "$COPY/cpp/include" -I "$BUILT/cpp/generated/include" \
  tests/patches/max_quantity_test.cpp -o "$BUILT/max_quantity_test" \
  "$BUILT"/cpp/libloyaltycore_{engine,io,core}.a \
  -lboost_serialization -lgtest -lgtest_main -lpthread
"$BUILT/max_quantity_test" --gtest_brief=1
echo "the kept patch touches $files files outside tests, applies and builds, without any preset"
