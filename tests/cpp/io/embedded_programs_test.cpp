// Embedded presets: every file of cpp/programs is in the library, byte for byte.
#include "io/embedded_programs.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <gtest/gtest.h>

namespace loyaltycore::io::embedded_programs_test {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(EmbeddedPrograms, AreTheFilesOfTheFolder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator{LOYALTYCORE_PROGRAM_DIR}) {
    if (entry.path().extension() == ".json") {
      files[entry.path().stem().string()] = bytes_of(entry.path());
    }
  }

  std::map<std::string, std::string> embedded;
  for (const EmbeddedProgram& program : embedded_programs()) {
    embedded[std::string{program.id}] = std::string{program.json};
  }
  EXPECT_EQ(embedded, files);
}

TEST(EmbeddedPrograms, AreSortedById) {
  const auto programs = embedded_programs();
  for (std::size_t i = 1; i < programs.size(); ++i) {
    EXPECT_LT(programs[i - 1].id, programs[i].id);
  }
}

}  // namespace
}  // namespace loyaltycore::io::embedded_programs_test
