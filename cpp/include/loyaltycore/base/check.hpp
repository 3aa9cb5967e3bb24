// check.hpp: assertions that stay on in release builds. A broken one is our bug, never bad input.
#pragma once

namespace loyaltycore {

/// Ends the process after naming the broken condition: the kernel never goes on with wrong books.
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace loyaltycore

#define LC_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::loyaltycore::check_failed(#condition, __FILE__, __LINE__))
