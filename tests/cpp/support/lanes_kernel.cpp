// lanes_kernel.cpp: the step in lanes, compiled once for each instruction set (LOYALTYCORE_ISA).
#include <utility>

#include "loyaltycore/model/terms_pack.hpp"
#include "support/lanes_member.hpp"

namespace loyaltycore::isa_entry {

template <>
std::unique_ptr<support::EightMember> eight_member<Isa::LOYALTYCORE_ISA>(
    std::span<const Program* const, 8> programs) {
  auto terms = pack<Isa::LOYALTYCORE_ISA>(programs);
  if (!terms) return nullptr;
  return std::make_unique<support::LanesMember<Isa::LOYALTYCORE_ISA>>(programs[0]->plan(),
                                                                      std::move(*terms));
}

}  // namespace loyaltycore::isa_entry
