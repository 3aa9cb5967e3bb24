// A stranger's program: the public header, a preset, nothing else of ours or of our dependencies.
#include <cstdio>
#include <string>

#include <loyaltycore/loyaltycore.hpp>

#if defined(BOOST_VERSION) || defined(NLOHMANN_JSON_VERSION_MAJOR) || defined(PYBIND11_VERSION_HEX)
#error "a public header of loyaltycore includes Boost, nlohmann/json or pybind11"
#endif

int main() {
  const auto program = loyaltycore::Program::preset("jd-2016");
  std::printf("loyaltycore %s: %s\n", std::string{loyaltycore::kVersion}.c_str(),
              std::string{program.id()}.c_str());
  return program.id() == "jd-2016" ? 0 : 1;
}
