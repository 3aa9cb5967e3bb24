// sizes.hpp: how much random tests draw: less in a build that is slow, more in the long run.
#pragma once

#include <cstdlib>

namespace loyaltycore::support {

/// Whether this build watches memory or is not optimised.
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
inline constexpr bool kSlowBuild = true;
#elif defined(__has_feature)
inline constexpr bool kSlowBuild =
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool kSlowBuild = false;
#endif

/// Of three sizes that of this run: ./dev test --soak wants the last.
inline int size_of_run(int slow, int usual, int soak) {
  if (std::getenv("LOYALTYCORE_SOAK") != nullptr) return soak;
  return kSlowBuild ? slow : usual;
}

}  // namespace loyaltycore::support
