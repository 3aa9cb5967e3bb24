// canonical.hpp: the bytes that stand for one member: equal members have equal bytes anywhere.
//
// Little-endian, one layout byte in front. Left out, because no later decision can see it: zero
// amounts; months without anything; a value of an input that is not known; caches (next_due); and
// counters and SKU marks whose window ended before the first day that an event may still fall on,
// which is the day of decided_at - late horizon in the plan's zone. Such a counter of a day, month
// or year goes as soon as its day, month or year lies wholly before that day, a streak a day later,
// a task's counter 366 days after the first day of its window (so none goes that still waits to be
// posted), and what is counted once for ever stays.
//
// Digests hash the bytes without memory, with every pool sorted. Snapshots store them with memory
// and with pools as they stand: what falls due at one instant is settled in that order, so a loaded
// member goes on to write the same ledger, entry by entry.
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
void encode_member(const Member& member, const FactPlan& plan, Memory memory,
                   std::vector<std::byte>& out);

/// Reads what encode_member(.., Memory::included, ..) wrote; false, and `member` as it was, if the
/// bytes are not exactly that. next_due is set to the first instant: the kernel looks anew.
[[nodiscard]] bool decode_member(std::span<const std::byte> bytes, Member& member);

/// XXH3-128 over the length and text of the id (of an erased member: of its tombstone) and the
/// canonical bytes (memory left out).
[[nodiscard]] Hash128 member_hash(std::string_view member_id, const Member& member,
                                  const FactPlan& plan, std::vector<std::byte>& scratch);

/// Equal in everything that a later decision can see, by the bytes with memory.
[[nodiscard]] bool same_member(const Member& a, const Member& b, const FactPlan& plan);

}  // namespace loyaltycore
