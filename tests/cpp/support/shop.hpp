// shop.hpp: the shop of tests/programs, for tests that need a whole programme but no preset.
#pragma once

#include <fstream>
#include <sstream>

#include "loyaltycore/io/program_json.hpp"

namespace loyaltycore::support {

[[nodiscard]] inline const Program& shop() {
  static const Program program = [] {
    std::ostringstream text;
    text << std::ifstream(LOYALTYCORE_TEST_PROGRAM_DIR "/shop.json").rdbuf();
    return Program::from_json(text.str());
  }();
  return program;
}

}  // namespace loyaltycore::support
