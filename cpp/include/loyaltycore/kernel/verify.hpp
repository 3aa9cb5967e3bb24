// verify.hpp: do the books close? Conservation, two legs, no negative bucket; at any time.
#pragma once

#include <string>

#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::kernel {

/// Empty if every invariant holds, else the first that does not, with its numbers:
/// accounts sum to zero; available = sum of buckets; held = sum of held allocations; pending = sum
/// of pending grants; nothing negative but issuer and debt; growth books close; buckets in spend
/// order.
[[nodiscard]] std::string broken_invariant(const Program& program, const Member& member);

}  // namespace loyaltycore::kernel
