#include "loyaltycore/engine/engine.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "engine/fork_safe.hpp"
#include "loyaltycore/engine/as_of.hpp"
#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore::engine {

namespace {

constexpr std::size_t kStripes = 64;
/// One write in so many is followed by a check of the member's books.
constexpr std::uint32_t kWritesPerCheck = 16;
/// Texts of ids of one member that may stand beside those that are open.
constexpr std::size_t kFewTexts = 4;

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

Id checked_id(std::string_view member) {
  if (member.empty()) {
    throw DataError("id_missing", "field member: every event has a member", "member", -1,
                    "give the event a member");
  }
  if (!is_valid_id(member)) {
    throw DataError("id_invalid", "field member: this text is no id or name", "member", -1,
                    "write 1 to 128 bytes of well-formed UTF-8 without NUL");
  }
  return member_named(member);
}

/// Texts of the ids of which effects speak, but for those that the event itself tells.
IdTexts spoken_of(const kernel::Effects& effects, const Event& event, const IdTexts& known) {
  IdTexts out;
  const auto tell = [&](const Id& id) {
    if (id == kNoId || id == event.id || id == event.order || id == event.subject) return;
    out.add(known.find(id));
  };
  for (const Effect<>& effect : effects.entries) {
    tell(effect.subject);
    tell(effect.source);
  }
  for (const ArchivedLine& line : effects.archived) tell(line.order.order);
  return out;
}

/// Whether the member may speak of an id of this event later; most logins leave nothing open.
bool leaves_open(const Event& event, const kernel::Effects& effects) noexcept {
  const bool names = event.order != kNoId || event.subject != kNoId || event.sku != kNoId;
  return names || std::ranges::any_of(effects.entries, [](const Effect<>& effect) {
           return (effect.flags & kTracked) != 0 || effect.to == Account::pending;
         });
}

/// Forgets the texts of what has closed, once the caller has those that it is told.
void forget_closed(Slot& slot, const kernel::Effects& effects) {
  const bool closed = std::ranges::any_of(effects.entries, [](const Effect<>& effect) {
    return effect.kind == EffectKind::line_archived || effect.kind == EffectKind::hold_changed;
  });
  if (closed) slot.texts.keep_open(slot.member);
}

bool exists(const Member& member) noexcept { return member.facts.decided_at != kNever; }

}  // namespace

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
  void add(const Id& id, Slot&& slot) {
    slots.push_back(std::move(slot));
    try {
      index.emplace(id, static_cast<std::uint32_t>(slots.size() - 1));
    } catch (...) {
      slots.pop_back();
      throw;
    }
  }
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
  void check_books(std::string_view id, const Member& member, Desk& desk) {
    if (++desk.writes % kWritesPerCheck != 0) return;
    const std::string broken = kernel::broken_invariant(program, member);
    if (broken.empty()) return;
    const std::string reason = "member " + std::string{id} + ": " + broken;
    freeze(reason);
    throw InvariantError("invariant_broken", reason);
  }
  /// Books one event on a member; a build that checks every event may throw from the kernel.
  Applied step(Slot& slot, const Event& event, const EventData& data, Desk& desk) {
    if (slot.texts.outgrew(kFewTexts)) slot.texts.keep_open(slot.member);
    Applied out;
    try {
      out.outcome =
          kernel::step_in_place(program, slot.member, event, desk.workspace, &out.effects);
    } catch (const InvariantError& error) {
      freeze("member " + slot.id + ": " + error.what());
      throw;
    }
    if (!out.outcome.accepted()) return out;
    check_books(slot.id, slot.member, desk);
    out.texts = spoken_of(out.effects, event, slot.texts);
    if (leaves_open(event, out.effects)) slot.texts.add_event(data);
    forget_closed(slot, out.effects);
    if (slot.member.facts.erased) slot = {lasting_id(slot.id, slot.member), slot.member, {}};
    return out;
  }
  Settled settle(Slot& slot, Instant as_of, Desk& desk) {
    Settled out{slot.id, {}, {}};
    try {
      kernel::settle(program, slot.member, as_of, desk.workspace, &out.effects);
    } catch (const InvariantError& error) {
      freeze("member " + slot.id + ": " + error.what());
      throw;
    }
    check_books(slot.id, slot.member, desk);
    out.texts = spoken_of(out.effects, {}, slot.texts);
    forget_closed(slot, out.effects);
    return out;
  }
  /// With the table alone.
  Applied apply_alone(const EventData& data);
  Applied apply(const EventData& data, const ArchivedLine* archived);

  Program program;
  mutable std::array<Stripe, kStripes> stripes;
  mutable ForkSafe<std::shared_mutex> table;
  std::deque<Slot> slots;
  std::unordered_map<Id, std::uint32_t, IdHash> index;
  /// Scratch of who holds the table alone.
  Desk own_desk;
  mutable ForkSafe<std::mutex> frozen_mutex;
  std::string frozen_reason;
  std::atomic<bool> is_frozen{false};
};

Applied Engine::Parts::apply(const EventData& data, const ArchivedLine* archived) {
  const Id id = checked_id(data.member);
  Stripe& stripe = stripe_of(id);
  const std::lock_guard stripe_lock{stripe.mutex};
  const Event& event = stripe.desk.bound.bind(program, data, archived);
  while (true) {
    {
      const std::shared_lock table_lock{table};
      check_writable();
      if (Slot* slot = find(id)) return step(*slot, event, data, stripe.desk);
    }
    // A newcomer is kept only if something happens to it.
    Slot newcomer = this->newcomer(id, data.member);
    Applied out = step(newcomer, event, data, stripe.desk);
    if (!out.outcome.accepted() || event.kind == EventKind::tick) return out;
    const std::unique_lock table_lock{table};
    check_writable();
    // A batch may have brought the member meanwhile: then this event meets that one.
    if (find(id) != nullptr) continue;
    add(id, std::move(newcomer));
    return out;
  }
}

Applied Engine::Parts::apply_alone(const EventData& data) {
  const Id id = checked_id(data.member);
  const Event& event = own_desk.bound.bind(program, data);
  if (Slot* slot = find(id)) return step(*slot, event, data, own_desk);
  Slot newcomer = this->newcomer(id, data.member);
  Applied out = step(newcomer, event, data, own_desk);
  const bool happened = out.outcome.accepted() && event.kind != EventKind::tick;
  if (happened) add(id, std::move(newcomer));
  return out;
}

Engine::Engine(Program program) : parts_(std::make_unique<Parts>(std::move(program))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

const Program& Engine::program() const noexcept { return parts_->program; }

std::size_t Engine::size() const {
  const std::shared_lock lock{parts_->table};
  return parts_->slots.size();
}

bool Engine::contains(std::string_view member) const {
  const std::shared_lock lock{parts_->table};
  return parts_->find(member_named(member)) != nullptr;
}

std::optional<Member> Engine::member(std::string_view member) const {
  const Id id = member_named(member);
  const std::lock_guard stripe_lock{parts_->stripe_of(id).mutex};
  const std::shared_lock lock{parts_->table};
  const Slot* slot = parts_->find(id);
  return slot == nullptr ? std::nullopt : std::optional{slot->member};
}

IdTexts Engine::texts(std::string_view member) const {
  const Id id = member_named(member);
  const std::lock_guard stripe_lock{parts_->stripe_of(id).mutex};
  const std::shared_lock lock{parts_->table};
  const Slot* slot = parts_->find(id);
  return slot == nullptr ? IdTexts{} : slot->texts;
}

Applied Engine::apply(const EventData& event, const ArchivedLine* archived) {
  return parts_->apply(event, archived);
}

std::vector<Applied> Engine::apply_batch(std::span<const EventData> events,
                                         const CancelFlag* cancel) {
  std::vector<const EventData*> places;
  places.reserve(events.size());
  for (const EventData& event : events) places.push_back(&event);
  return apply_batch_at(places, cancel);
}

std::vector<Applied> Engine::apply_batch_at(std::span<const EventData* const> events,
                                            const CancelFlag* cancel) {
  const std::unique_lock lock{parts_->table};
  parts_->check_writable();
  for (std::size_t i = 0; i < events.size(); ++i) {
    check_cancel(cancel);
    try {
      static_cast<void>(checked_id(events[i]->member));
      static_cast<void>(parts_->own_desk.bound.bind(parts_->program, *events[i]));
    } catch (const DataError& error) {
      throw error.in_row(static_cast<std::int64_t>(i));
    }
  }
  std::vector<Applied> out;
  out.reserve(events.size());
  for (const EventData* event : events) {
    check_cancel(cancel, out.size());
    out.push_back(parts_->apply_alone(*event));
  }
  return out;
}

kernel::Quote Engine::quote(const EventData& cart, const kernel::QuoteRequest& request) const {
  const Id id = checked_id(cart.member);
  Stripe& stripe = parts_->stripe_of(id);
  const std::lock_guard stripe_lock{stripe.mutex};
  const Event& event = stripe.desk.bound.bind(parts_->program, cart);
  const std::shared_lock lock{parts_->table};
  const Slot* slot = parts_->find(id);
  const Member newcomer;
  return kernel::quote(parts_->program, slot == nullptr ? newcomer : slot->member, event, request,
                       stripe.desk.workspace);
}

Settled Engine::settle(std::string_view member, Instant as_of) {
  check_as_of(as_of);
  const Id id = checked_id(member);
  Stripe& stripe = parts_->stripe_of(id);
  const std::lock_guard stripe_lock{stripe.mutex};
  const std::shared_lock lock{parts_->table};
  parts_->check_writable();
  Slot* slot = parts_->find(id);
  return slot == nullptr ? Settled{std::string{member}, {}, {}}
                         : parts_->settle(*slot, as_of, stripe.desk);
}

std::vector<Settled> Engine::settle_all(Instant as_of, const CancelFlag* cancel) {
  check_as_of(as_of);
  const std::unique_lock lock{parts_->table};
  parts_->check_writable();
  std::vector<Settled> out;
  std::uint64_t done = 0;
  for (Slot& slot : parts_->slots) {
    check_cancel(cancel, done++);
    Settled settled = parts_->settle(slot, as_of, parts_->own_desk);
    if (!settled.effects.entries.empty()) out.push_back(std::move(settled));
  }
  return out;
}

Digest Engine::digest(Instant as_of, const CancelFlag* cancel) const {
  check_as_of(as_of);
  const std::unique_lock lock{parts_->table};
  Digest out;
  out.as_of = as_of;
  Member copy;
  std::vector<std::byte> bytes;
  for (const Slot& slot : parts_->slots) {
    check_cancel(cancel, out.members);
    copy = slot.member;
    kernel::settle(parts_->program, copy, as_of, parts_->own_desk.workspace, nullptr);
    out.sum += member_hash(slot.id, copy, parts_->program.plan(), bytes);
    ++out.members;
  }
  return out;
}

std::string Engine::verify(const CancelFlag* cancel) const {
  const std::unique_lock lock{parts_->table};
  for (const Slot& slot : parts_->slots) {
    check_cancel(cancel);
    const std::string broken = kernel::broken_invariant(parts_->program, slot.member);
    if (!broken.empty()) return "member " + slot.id + ": " + broken;
  }
  return {};
}

void Engine::visit(const Visitor& visitor) const {
  const std::unique_lock lock{parts_->table};
  for (const Slot& slot : parts_->slots) visitor("", slot.id, slot.member, slot.texts);
}

void Engine::restore(std::string_view scope, std::string_view id, const Member& member,
                     std::span<const std::string> texts) {
  if (!scope.empty()) {
    throw SnapshotError("scope_not_built", "only the platform scope (\"\") is built yet",
                        {"names", -1, "the scope \"\"", std::string{scope}});
  }
  if (!is_valid_id(id) || (is_tombstone(id) && !member.facts.erased)) {
    throw SnapshotError("id_invalid", "a stored member id is not UTF-8 of 1 to 128 bytes",
                        {"names", -1, "1 to 128 bytes of UTF-8 without NUL", "other bytes"});
  }
  const std::string broken = kernel::broken_invariant(parts_->program, member);
  if (!broken.empty() || !exists(member)) {
    const std::string found = broken.empty() ? "nothing ever happened" : broken;
    throw SnapshotError("books_broken", "stored member " + std::string{id} + ": " + found,
                        {"states", -1, "books that close", found});
  }
  const std::unique_lock lock{parts_->table};
  parts_->check_writable();
  const Id hashed = member_named(id);
  if (parts_->find(hashed) != nullptr) {
    throw SnapshotError("id_taken", "stored member " + std::string{id} + " is there already",
                        {"names", -1, "each member once", "twice"});
  }
  Slot slot{lasting_id(id, member), member, {}};
  for (const std::string& text : texts) slot.texts.add(text);
  slot.texts.keep_open(member);
  parts_->add(hashed, std::move(slot));
}

void Engine::reserve(std::size_t members) {
  const std::unique_lock lock{parts_->table};
  parts_->index.reserve(members);
}

void Engine::freeze(const std::string& reason) { parts_->freeze(reason); }

std::string Engine::frozen() const {
  const std::lock_guard lock{parts_->frozen_mutex};
  return parts_->frozen_reason;
}

}  // namespace loyaltycore::engine
