// eight_member.hpp: one member under eight programmes at once, in whichever instruction set.
//
// What stands here is free of lanes: a test drives each set through it and is itself compiled for
// the baseline.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "loyaltycore/base/isa.hpp"
#include "loyaltycore/kernel/outcome.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::support {

class EightMember {
 public:
  EightMember() = default;
  EightMember(const EightMember&) = delete;
  EightMember& operator=(const EightMember&) = delete;
  virtual ~EightMember() = default;

  /// Steps on a copy and keeps it where the event is accepted.
  virtual kernel::Outcome step(const Event& event) = 0;
  /// What the last accepted event did under programme k.
  [[nodiscard]] virtual const std::vector<Effect<>>& effects_of(int k) const = 0;
  /// The member as programme k alone would have made it.
  [[nodiscard]] virtual Member lane_of(int k) const = 0;
};

/// The sets that this build has code for, the baseline first.
[[nodiscard]] inline std::vector<Isa> built_isas() {
#ifdef LOYALTYCORE_HAS_AVX2
  return {Isa::baseline, Isa::avx2};
#else
  return {Isa::baseline};
#endif
}

}  // namespace loyaltycore::support

// The only names that an object of one set shows to the others.
namespace loyaltycore::isa_entry {

/// A new member of the eight programmes; nothing where they do not run side by side.
/// @pre runs_here(isa); the programmes outlive the member.
template <Isa isa>
[[nodiscard]] std::unique_ptr<support::EightMember> eight_member(
    std::span<const Program* const, 8> programs);

template <>
std::unique_ptr<support::EightMember> eight_member<Isa::baseline>(
    std::span<const Program* const, 8>);
template <>
std::unique_ptr<support::EightMember> eight_member<Isa::avx2>(std::span<const Program* const, 8>);

}  // namespace loyaltycore::isa_entry
