// canonical.hpp: the bytes that stand for one member: equal members have equal bytes anywhere.
//
// Little-endian, fixed layout, pools in a canonical order, zero amounts left out. Digests hash these
// bytes; canonical snapshots store them. Without caches and idempotency memory (see `Memory`).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/fact_plan.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore {

/// Whether the idempotency memory and the sequence number are part of the bytes.
enum class Memory : bool { left_out = false, included = true };

/// Appends the canonical bytes of a member.
/// Counters and SKU marks that no event can reach after `facts.decided_at` are left out.
void encode_member(const Member& member, const FactPlan& plan, Memory memory,
                   std::vector<std::byte>& out);

/// Reads what encode_member(.., Memory::included, ..) wrote; false if the bytes are not exactly that.
[[nodiscard]] bool decode_member(std::span<const std::byte> bytes, Member& member);

/// XXH3-128 over the length and text of the id and the canonical bytes (memory left out).
[[nodiscard]] Hash128 member_hash(std::string_view member_id, const Member& member,
                                  const FactPlan& plan, std::vector<std::byte>& scratch);

}  // namespace loyaltycore
