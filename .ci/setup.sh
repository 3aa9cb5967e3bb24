# shellcheck shell=bash
# What ./dev and the checks share: set up what is missing, say it first, do nothing twice.
# Sourced from the top of the checkout with `set -euo pipefail`.

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
if [[ -z ${CMAKE_CXX_COMPILER_LAUNCHER:-} ]] && command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi

readonly VENV=.venv
readonly STAMPS=$VENV/stamps
readonly OLDEST_CMAKE=3.25
readonly OLDEST_PYTHON=3.11

say() { printf '== %s\n' "$*"; }
die() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

# --- packages of the system ---------------------------------------------------------------------

# Each line: the Debian package, and how to see that what it brings is there.
system_packages() {
  case $1 in
    build)
      cat <<'LIST'
g++                        command g++
cmake                      command cmake
ninja-build                command ninja
libboost-serialization-dev header boost/archive/binary_oarchive.hpp
nlohmann-json3-dev         header nlohmann/json.hpp
libxxhash-dev              header xxhash.h
LIST
      ;;
    test)
      cat <<'LIST'
libgtest-dev               header gtest/gtest.h
libgmock-dev               header gmock/gmock.h
locales                    file /usr/share/i18n/locales/tr_TR
LIST
      ;;
    check)
      cat <<'LIST'
clang                      command clang++
clang-tidy                 command clang-tidy
clang-format               command clang-format
git                        command git
pkg-config                 command pkg-config
LIST
      ;;
    runtime) # Sanitizer run-times have packages of their own, named after the version of clang.
      echo "$(clang_runtime_package) clang_runtime asan"
      ;;
    python3)
      echo "python3 command python3"
      ;;
    python) # Named after the interpreter that will be used.
      echo "$(python_or_any)-venv python_venv -"
      echo "$(python_or_any)-dev python_header -"
      ;;
  esac
}

# Before clang is there its version is not known.
clang_runtime_package() {
  local version
  version=$(clang++ -dumpversion 2>/dev/null | cut -d. -f1) || true
  echo "libclang-rt-${version:+$version-}dev"
}

# The interpreter that will be used, or the plain name while there is none new enough.
python_or_any() { basename "$( (find_python) 2>/dev/null || echo python3)"; }

is_present() {
  case $1 in
    command) command -v "$2" >/dev/null ;;
    file) [[ -e $2 ]] ;;
    header) [[ -e /usr/include/$2 || -e /usr/local/include/$2 ]] ;;
    clang_runtime)
      command -v clang++ >/dev/null &&
        compgen -G "$(clang++ -print-resource-dir)/lib/*/libclang_rt.$2*" >/dev/null
      ;;
    python_venv) "$(python_or_any)" -c 'import ensurepip, venv' 2>/dev/null ;;
    python_header)
      "$(python_or_any)" 2>/dev/null -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
      ;;
  esac
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  else
    sudo "$@"
  fi
}

# missing_system <group>...: prints the packages whose content is missing, one a line.
missing_system() {
  local group package kind what
  for group in "$@"; do
    while read -r package kind what; do
      is_present "$kind" "$what" || echo "$package"
    done < <(system_packages "$group")
  done
}

can_install() {
  command -v apt-get >/dev/null && { [[ $(id -u) -eq 0 ]] || command -v sudo >/dev/null; }
}

why_not_installed() {
  if command -v apt-get >/dev/null; then
    echo "not root and no sudo; please install these packages"
  else
    echo "this is neither Debian nor Ubuntu; please install what these packages hold"
  fi
}

# tell_all_missing <group>...: where nothing can be installed, ends with all that is missing, so
# that whoever installs it by hand does so once.
tell_all_missing() {
  can_install && return 0
  local missing
  mapfile -t missing < <(
    missing_system "$@"
    if command -v cmake >/dev/null && ! is_at_least "$(cmake_version)" $OLDEST_CMAKE; then
      echo "cmake>=$OLDEST_CMAKE"
    fi
    if command -v python3 >/dev/null && ! (find_python >/dev/null 2>&1); then
      echo "python3>=$OLDEST_PYTHON"
    fi
  )
  [[ ${#missing[@]} -eq 0 ]] || die "$(why_not_installed): ${missing[*]}"
}

# need_system <group>...: installs what is missing, and fails if it then still is.
need_system() {
  local missing
  mapfile -t missing < <(missing_system "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  can_install || die "$(why_not_installed): ${missing[*]}"
  say "installing with apt-get: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
  hash -r
  mapfile -t missing < <(missing_system "$@")
  [[ ${#missing[@]} -eq 0 ]] || die "installed, yet still not found: ${missing[*]}"
}

# is_at_least <version> <floor>
is_at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

cmake_version() { cmake --version | sed -n '1s/cmake version //p'; }

need_cmake() {
  local found
  found=$(cmake_version)
  is_at_least "$found" $OLDEST_CMAKE ||
    die "cmake $found is too old: $OLDEST_CMAKE or newer is needed"
}

need_cpp() {
  need_system build "$@"
  need_cmake
}

need_clang() {
  need_system check
  need_system runtime
}

# --- Python -------------------------------------------------------------------------------------

# The first that is new enough, of those that the system offers.
find_python() {
  local python
  for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$python" >/dev/null && "$python" -c \
      "import sys; sys.exit(sys.version_info < (${OLDEST_PYTHON/./, }))" 2>/dev/null; then
      echo "$python"
      return 0
    fi
  done
  die "Python $OLDEST_PYTHON or newer is needed; found: $(python3 --version 2>&1 || echo none)"
}

need_venv() {
  if [[ -x $VENV/bin/pip ]]; then
    return 0
  fi
  command -v python3 >/dev/null || need_system python3
  local python
  python=$(find_python)
  need_system python
  say "making a Python environment in $VENV"
  "$python" -m venv $VENV
}

# is_done <stamp> <key> / mark_done <stamp> <key>: a step is done while its key is unchanged.
is_done() { [[ -f $STAMPS/$1 && $(<"$STAMPS/$1") == "$2" ]]; }
mark_done() {
  mkdir -p $STAMPS
  echo "$2" >"$STAMPS/$1"
}

# need_python_tools <extra>...: installs what the extras of pyproject.toml name.
need_python_tools() {
  need_venv
  local stamp key
  stamp=tools-$(IFS=-; echo "$*")
  key=$(sha256sum pyproject.toml .ci/requirements.py | sha256sum)
  is_done "$stamp" "$key" && return 0
  local wanted=()
  mapfile -t wanted < <("$VENV/bin/python" .ci/requirements.py "$@")
  say "installing with pip into $VENV: ${wanted[*]}"
  "$VENV/bin/python" -m pip install --quiet "${wanted[@]}"
  mark_done "$stamp" "$key"
}

# need_package: builds and installs loyaltycore into the environment when a source has changed.
# The build tree below build/ is kept, so only what changed is compiled again.
need_package() {
  local key
  key=$(find CMakeLists.txt pyproject.toml README.md LICENSE cpp python -type f \
    -not -path '*/__pycache__/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum)
  is_done package "$key" && return 0
  say "building the Python package and installing it into $VENV"
  "$VENV/bin/python" -m pip install --quiet --no-deps --no-build-isolation \
    '--config-settings=build-dir=build/python-{cache_tag}' \
    '--config-settings=cmake.define.LOYALTYCORE_WERROR=ON' .
  mark_done package "$key"
}

# build_preset <preset>: configures when the presets are newer than the build tree, then builds.
build_preset() {
  local tree=build/$1
  if [[ ! -f $tree/build.ninja || CMakePresets.json -nt $tree/build.ninja ]]; then
    cmake --preset "$1"
  fi
  cmake --build --preset "$1"
}
