// engine_parts.hpp: what an engine holds: members in slots, and the locks and scratch beside them.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/fork_safe.hpp"
#include "engine/group_step.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore::engine {

inline constexpr std::size_t kStripes = 64;

struct Slot {
  std::string id;
  Member member;
  IdTexts texts;
};

/// Scratch of whoever holds the lock beside it.
struct Desk {
  BoundEvent bound;
  kernel::Workspace workspace;
  std::uint32_t writes{};
};

struct Stripe {
  ForkSafe<std::mutex> mutex;
  Desk desk;
};

/// @throws DataError for what is no id of a member.
[[nodiscard]] Id checked_id(std::string_view member);

[[nodiscard]] inline bool exists(const Member& member) noexcept {
  return member.facts.decided_at != kNever;
}

/// Locks are taken in this order: stripe, table. A single event holds its stripe and shares the
/// table; what needs all members, or adds one, holds the table alone.
struct Engine::Parts {
  explicit Parts(Program for_program) : program(std::move(for_program)) {}

  Stripe& stripe_of(const Id& id) const noexcept { return stripes[id.high % kStripes]; }
  [[nodiscard]] Slot* find(const Id& id) noexcept {
    const auto found = index.find(id);
    return found == index.end() ? nullptr : &slots[found->second];
  }
  [[nodiscard]] static Slot newcomer(const Id& id, std::string_view text) {
    refuse_tombstone(text);
    Slot slot{std::string{text}, {}, {}};
    slot.member.facts.member = id;
    return slot;
  }
  void add(const Id& id, Slot&& slot);
  void check_writable() const {
    if (!is_frozen.load(std::memory_order_acquire)) return;
    const std::lock_guard lock{frozen_mutex};
    throw InvariantError("frozen", "writes are refused: " + frozen_reason);
  }
  void freeze(const std::string& reason) {
    const std::lock_guard lock{frozen_mutex};
    if (frozen_reason.empty()) frozen_reason = reason;
    is_frozen.store(true, std::memory_order_release);
  }
  /// Checks the books of a member that was just written to, every so often.
  void check_books(std::string_view id, const Member& member, Desk& desk);
  /// Books one event on a member; a build that checks every event may throw from the kernel.
  Applied step(Slot& slot, const Event& event, const EventData& data, Desk& desk);
  /// Quotes a placement anew whose quote was stale.
  void offer(const Member& member, const EventData& data, Applied& out, Desk& desk) const;
  /// The end of a step: what it spoke of, and what the slot learnt.
  void close(Slot& slot, const Event& event, const EventData& data, Applied& out, Desk& desk);
  Settled settle(Slot& slot, Instant as_of, Desk& desk);
  /// With the table alone.
  Applied apply_alone(const EventData& data);
  /// @throws DataError unless the text names a member of this engine or may name a new one.
  void check_nameable(std::string_view member) {
    if (find(checked_id(member)) == nullptr) refuse_tombstone(member);
  }
  /// With the table alone: events of one telling of a group.
  std::vector<Applied> apply_group(std::span<const EventData* const> events);
  /// The member, as a newcomer if it does not exist.
  Slot& find_or_add(const Id& id, std::string_view text);
  /// Takes the slots from this one on away again where nothing happened to their members.
  void drop_newcomers(std::size_t first) noexcept;
  Applied apply(const EventData& data, const ArchivedLine* archived);

  Program program;
  mutable std::array<Stripe, kStripes> stripes;
  mutable ForkSafe<std::shared_mutex> table;
  std::deque<Slot> slots;
  std::unordered_map<Id, std::uint32_t, IdHash> index;
  /// Scratch of who holds the table alone.
  Desk own_desk;
  GroupDesk group_desk;
  mutable ForkSafe<std::mutex> frozen_mutex;
  std::string frozen_reason;
  std::atomic<bool> is_frozen{false};
};

}  // namespace loyaltycore::engine
