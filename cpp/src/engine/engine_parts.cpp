#include "engine/engine_parts.hpp"

#include <algorithm>
#include <utility>

#include "engine/group_step.hpp"
#include "loyaltycore/engine/fresh_quote.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore::engine {

namespace {

/// One write in so many is followed by a check of the member's books.
constexpr std::uint32_t kWritesPerCheck = 16;
/// Texts of ids of one member that may stand beside those that are open.
constexpr std::size_t kFewTexts = 4;

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

}  // namespace

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

void Engine::Parts::add(const Id& id, Slot&& slot) {
  slots.push_back(std::move(slot));
  try {
    index.emplace(id, static_cast<std::uint32_t>(slots.size() - 1));
  } catch (...) {
    slots.pop_back();
    throw;
  }
}

void Engine::Parts::check_books(std::string_view id, const Member& member, Desk& desk) {
  if (++desk.writes % kWritesPerCheck != 0) return;
  const std::string broken = kernel::broken_books(program, member);
  if (broken.empty()) return;
  const std::string reason = "member " + std::string{id} + ": " + broken;
  freeze(reason);
  throw InvariantError("invariant_broken", reason);
}

Applied Engine::Parts::step(Slot& slot, const Event& event, const EventData& data, Desk& desk) {
  if (slot.texts.outgrew(kFewTexts)) slot.texts.keep_open(slot.member);
  Applied out;
  try {
    out.outcome = kernel::step_in_place(program, slot.member, event, desk.workspace, &out.effects);
  } catch (const InvariantError& error) {
    freeze("member " + slot.id + ": " + error.what());
    throw;
  }
  offer(slot.member, data, out, desk);
  close(slot, event, data, out, desk);
  return out;
}

void Engine::Parts::offer(const Member& member, const EventData& data, Applied& out,
                          Desk& desk) const {
  if (out.outcome.refusal != Refusal::stale_quote || !data.quoted) return;
  out.fresh = fresh_quote(program, member, data, desk.workspace);
}

void Engine::Parts::close(Slot& slot, const Event& event, const EventData& data, Applied& out,
                          Desk& desk) {
  if (!out.outcome.accepted()) return;
  check_books(slot.id, slot.member, desk);
  out.texts = spoken_of(out.effects, event, slot.texts);
  if (leaves_open(event, out.effects)) slot.texts.add_event(data);
  forget_closed(slot, out.effects);
  if (slot.member.facts.erased) slot = {lasting_id(slot.id, slot.member), slot.member, {}};
}

Settled Engine::Parts::settle(Slot& slot, Instant as_of, Desk& desk) {
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

Slot& Engine::Parts::find_or_add(const Id& id, std::string_view text) {
  if (Slot* slot = find(id)) return *slot;
  add(id, newcomer(id, text));
  return slots.back();
}

void Engine::Parts::drop_newcomers(std::size_t first) noexcept {
  while (slots.size() > first && !exists(slots.back().member)) {
    index.erase(slots.back().member.facts.member);
    slots.pop_back();
  }
}

std::vector<Applied> Engine::Parts::apply_group(std::span<const EventData* const> events) {
  // Each event stands until all are decided: none shares its storage.
  std::vector<BoundEvent> bound(events.size());
  std::vector<Slot*> places;
  std::vector<Side> sides;
  const std::size_t known = slots.size();
  std::vector<Applied> out;
  try {
    for (std::size_t i = 0; i < events.size(); ++i) {
      const EventData& data = *events[i];
      Slot& slot = *places.emplace_back(&find_or_add(checked_id(data.member), data.member));
      if (slot.texts.outgrew(kFewTexts)) slot.texts.keep_open(slot.member);
      sides.push_back({&slot.member, &bound[i].bind(program, data)});
    }
    out = step_together(program, sides, group_desk, KeepEffects::yes).applied;
  } catch (const InvariantError& error) {
    drop_newcomers(known);
    freeze("group " + events.front()->group + ": " + error.what());
    throw;
  } catch (...) {
    drop_newcomers(known);
    throw;
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    offer(*sides[i].member, *events[i], out[i], own_desk);
  }
  drop_newcomers(known);
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!out[i].outcome.accepted()) continue;
    close(*places[i], *sides[i].event, *events[i], out[i], own_desk);
  }
  return out;
}

}  // namespace loyaltycore::engine
