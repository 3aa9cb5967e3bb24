#!/usr/bin/env bash
# Each public header compiles alone, with g++ and with clang, without a warning.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

generated=build/dev/cpp/generated/include
flags=(-std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wsign-conversion
  -Werror -Icpp/include "-I$generated")

{
  (cd cpp/include && find loyaltycore -name '*.hpp')
  (cd $generated && find loyaltycore -name '*.hpp')
} | sort >build/headers.txt

for compiler in g++ clang++; do
  # A program of one #include, so that no "pragma once in main file" is reported.
  xargs -P "$(nproc)" -I '{}' sh -c \
    'echo "#include \"{}\"" | "$@" -x c++ - || { echo "{} is not self-contained" >&2; exit 255; }' \
    check "$compiler" "${flags[@]}" <build/headers.txt
  echo "$compiler: $(wc -l <build/headers.txt) headers compile alone"
done
