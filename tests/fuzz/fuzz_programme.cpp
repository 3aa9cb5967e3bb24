// Any bytes as a programme: refused with what is wrong, or read, and then written and read alike.
#include <cstdlib>
#include <string_view>

#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/model/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const loyaltycore::Program program = loyaltycore::Program::from_json(text);
    const loyaltycore::Program again = loyaltycore::Program::from_json(program.to_json());
    if (!(again.fingerprint() == program.fingerprint())) std::abort();
  } catch (const loyaltycore::ProgramError& error) {
    if (error.problems().empty()) std::abort();
  }
  return 0;
}
