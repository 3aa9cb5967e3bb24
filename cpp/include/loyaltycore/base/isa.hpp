// isa.hpp: the instruction sets that lanes are compiled for, and which of them this machine has.
//
// A number type that goes through the rules outside the baseline carries its set in its type, so
// that no code compiled for one set stands under a name that another set looks for.
#pragma once

#include <cstdint>

namespace loyaltycore {

/// `baseline` is what every machine of the platform has; std::int64_t is a number of the baseline.
enum class Isa : std::uint8_t { baseline, avx2 };

[[nodiscard]] constexpr const char* name_of(Isa isa) noexcept {
  return isa == Isa::avx2 ? "avx2" : "baseline";
}

/// Whether this machine can run code compiled for `isa`.
[[nodiscard]] inline bool runs_here(Isa isa) noexcept {
  if (isa == Isa::baseline) return true;
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

}  // namespace loyaltycore
