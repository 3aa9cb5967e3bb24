// embedded_programs.hpp: the presets as they lie in cpp/programs, compiled into the library.
//
// The build generates the definition (cpp/cmake/embed_programs.cmake); the texts are not parsed.
#pragma once

#include <span>
#include <string_view>

namespace loyaltycore::io {

struct EmbeddedProgram {
  /// The name of the file without its ending.
  std::string_view id;
  /// The bytes of the file.
  std::string_view json;
};

/// Every preset of this build, in order of id.
[[nodiscard]] std::span<const EmbeddedProgram> embedded_programs() noexcept;

}  // namespace loyaltycore::io
