// verify.hpp: do the books close? Conservation, two legs, no negative bucket; at any time.
#pragma once

#include <string>

#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::kernel {

/// Empty if the books close, else what does not, with its numbers: accounts sum to zero; available
/// = sum of buckets; held = sum of held allocations; pending = sum of pending grants; nothing
/// negative but issuer and debt; growth books close; buckets in spend order.
[[nodiscard]] std::string broken_books(const Program& program, const Member& member);

/// Empty if every invariant holds: the books close; nothing stands twice that there is once; lines
/// and beans set aside belong to an order or hold that is open; what falls due has a reason; an
/// order counts only while something of it is left; an erased member has nothing. Cost: quadratic
/// in the items of a pool.
[[nodiscard]] std::string broken_invariant(const Program& program, const Member& member);

}  // namespace loyaltycore::kernel
