#include "loyaltycore/base/check.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace loyaltycore {

void check_failed(const char* condition, const char* file, int line) noexcept {
  std::array<char, 16> digits{};
  std::to_chars(digits.data(), digits.data() + digits.size() - 1, line);
  // Written piece by piece: a process with broken books may be out of memory as well.
  for (const char* part : {"loyaltycore: broken invariant: ", condition, " (", file, ":",
                           static_cast<const char*>(digits.data()), ")\n"}) {
    std::fputs(part, stderr);
  }
  std::abort();
}

}  // namespace loyaltycore
