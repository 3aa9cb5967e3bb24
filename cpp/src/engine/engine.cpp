#include "loyaltycore/engine/engine.hpp"

#include <memory>
#include <utility>

#include "engine/engine_parts.hpp"
#include "engine/group_step.hpp"
#include "loyaltycore/engine/as_of.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore::engine {

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
      parts_->check_nameable(events[i]->member);
      static_cast<void>(parts_->own_desk.bound.bind(parts_->program, *events[i]));
    } catch (const DataError& error) {
      throw error.in_row(static_cast<std::int64_t>(i));
    }
  }
  const std::vector<std::uint32_t> tellings = tellings_of(events, cancel);
  std::vector<Applied> out;
  out.reserve(events.size());
  while (out.size() < events.size()) {
    check_cancel(cancel, out.size());
    const std::size_t together = together_from(tellings, out.size());
    if (together == 1) {
      out.push_back(parts_->apply_alone(*events[out.size()]));
      continue;
    }
    for (Applied& each : parts_->apply_group(events.subspan(out.size(), together))) {
      out.push_back(std::move(each));
    }
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
