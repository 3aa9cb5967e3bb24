# Writes the .cpp that defines loyaltycore::io::embedded_programs().
#
#   cmake -D OUTPUT=<file> -D "PROGRAMS=<file>;<file>..." -P embed_programs.cmake
#
# Each text becomes an array of characters: a string literal has a length that compilers limit.
cmake_minimum_required(VERSION 3.25)

set(arrays "")
set(rows "")
set(count 0)
string(REPEAT "......." 12 twelve_characters)
list(SORT PROGRAMS COMPARE STRING)
foreach(program IN LISTS PROGRAMS)
  file(READ "${program}" bytes HEX)
  if(bytes STREQUAL "")
    message(FATAL_ERROR "${program} is empty: a programme is one JSON document")
  endif()
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  # Twelve characters a line; each is seven long, as in '\x7b',
  string(REGEX REPLACE "(${twelve_characters})" "\\1\n    " bytes "${bytes}")
  cmake_path(GET program STEM LAST_ONLY id)
  string(APPEND arrays "constexpr char kText${count}[] = {\n    ${bytes}};\n\n")
  string(APPEND rows "    EmbeddedProgram{\"${id}\", {kText${count}, sizeof kText${count}}},\n")
  math(EXPR count "${count} + 1")
endforeach()

file(
  WRITE "${OUTPUT}"
  "// Generated from cpp/programs/*.json by cpp/cmake/embed_programs.cmake. Do not edit.
#include \"io/embedded_programs.hpp\"

#include <array>

namespace loyaltycore::io {
namespace {

${arrays}constexpr std::array<EmbeddedProgram, ${count}> kPrograms{
${rows}};

}  // namespace

std::span<const EmbeddedProgram> embedded_programs() noexcept { return kPrograms; }

}  // namespace loyaltycore::io
")
