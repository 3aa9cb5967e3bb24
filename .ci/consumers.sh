#!/usr/bin/env bash
# Strangers build and run against loyaltycore: embedded, installed, by pkg-config, from its wheel.
#
#   .ci/consumers.sh [embedded|installed|pip]...     default: all
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=.ci/setup.sh
source .ci/setup.sh

readonly OUT=$PWD/build/consumer
VERSION=$(sed -n 's/^  VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)

# The sources inside another project, as a shared library: what it exports must be enough.
embedded() {
  cmake -S tests/consumer/embedded -B "$OUT/embedded" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DBUILD_SHARED_LIBS=ON
  cmake --build "$OUT/embedded"
  "$OUT/embedded/consumer"
  local foreign
  local ours=' [A-Za-z] (non-virtual thunk to|operator|typeinfo|vtable|guard|.*loyaltycore::)|:$|^$'
  foreign=$(nm -DC --defined-only "$OUT"/embedded/loyaltycore/cpp/libloyaltycore_*.so |
    grep -vE "$ours" || true)
  [[ -z $foreign ]] || die "the shared library exports what is not ours: $foreign"
}

# Prints what the README shows of a language, without the fences.
block() {
  local fence
  fence=$(printf '\140\140\140')
  awk -v fence="$fence" -v name="$1" \
    '$0 == fence { on = 0 } on; $0 == fence name { on = 1 }' README.md
}

# The static library, installed elsewhere, found by CMake and by pkg-config.
installed() {
  build_preset release
  rm -rf "$OUT/prefix" "$OUT/installed"
  cmake --install build/release --prefix "$OUT/prefix" >/dev/null
  cmake -S tests/consumer/installed -B "$OUT/installed" -G Ninja \
    -DCMAKE_PREFIX_PATH="$OUT/prefix" -DWANTED_VERSION="${VERSION%.*}"
  cmake --build "$OUT/installed"
  "$OUT/installed/consumer"
  "$OUT/installed/kernel_alone"

  say "the project of the README"
  rm -rf "$OUT/shop"
  mkdir -p "$OUT/shop"
  block cmake >"$OUT/shop/CMakeLists.txt"
  block cpp >"$OUT/shop/main.cpp"
  cmake -S "$OUT/shop" -B "$OUT/shop/build" -G Ninja -DCMAKE_PREFIX_PATH="$OUT/prefix"
  cmake --build "$OUT/shop/build"
  [[ $("$OUT/shop/build/shop") == "29 beans" ]] || die "the ten lines of C++ say something else"

  say "a version that must be refused"
  if cmake -S tests/consumer/installed -B "$OUT/refused" -DCMAKE_PREFIX_PATH="$OUT/prefix" \
    -DWANTED_VERSION=99.0 >"$OUT/refused.log" 2>&1; then
    die "find_package(loyaltycore 99.0) was satisfied by $VERSION"
  fi

  say "pkg-config and a plain compiler"
  local folder flags
  folder=$(dirname "$(find "$OUT/prefix" -name loyaltycore.pc)")
  read -ra flags < <(PKG_CONFIG_PATH=$folder pkg-config --cflags --libs loyaltycore)
  g++ -std=c++20 tests/consumer/main.cpp -o "$OUT/plain" "${flags[@]}"
  "$OUT/plain"
  [[ $(PKG_CONFIG_PATH=$folder pkg-config --modversion loyaltycore) == "$VERSION" ]] ||
    die "loyaltycore.pc does not say $VERSION"
}

# sdist, the wheel from the sdist with build isolation, repaired, in an environment of its own.
pip() {
  local python=$PWD/$VENV/bin/python
  rm -rf "$OUT/dist" "$OUT/repaired" "$OUT/venv"
  "$python" -P -m build --outdir "$OUT/dist" .
  PATH=$PWD/$VENV/bin:$PATH "$python" -P -m auditwheel repair --wheel-dir "$OUT/repaired" \
    "$OUT"/dist/*.whl
  "$python" -P -m auditwheel show "$OUT"/repaired/*.whl
  "$python" -m venv "$OUT/venv"
  "$OUT/venv/bin/pip" install --quiet "$OUT"/repaired/*.whl
  # From another folder, so that the checkout is not on the path.
  (cd "$OUT" && venv/bin/python "$OLDPWD/tests/consumer/pip/check_wheel.py")
  local said
  said=$("$OUT/venv/bin/python" -c 'from importlib.metadata import version as v
print(v("loyaltycore"))')
  [[ $said == "$VERSION" ]] || die "the wheel says $said, CMakeLists.txt $VERSION"
}

mkdir -p "$OUT"
for consumer in "${@:-embedded installed pip}"; do
  for one in $consumer; do
    say "consumer: $one"
    "$one"
  done
done
