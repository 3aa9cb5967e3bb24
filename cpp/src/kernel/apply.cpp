#include "loyaltycore/kernel/apply.hpp"

#include <utility>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/kernel/quote.hpp"
#include "loyaltycore/kernel/step.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "sinks.hpp"
#include "workspace.hpp"

namespace loyaltycore::kernel {
namespace {

Outcome refused(Refusal refusal) {
  Outcome outcome;
  outcome.refusal = refusal;
  return outcome;
}

Outcome needs_more() {
  Outcome outcome;
  outcome.needs_more = true;
  return outcome;
}

void check_books([[maybe_unused]] const Program& program, [[maybe_unused]] const Member& member) {
#ifdef LOYALTYCORE_CHECK_EVERY_EVENT
  const std::string broken = broken_invariant(program, member);
  if (!broken.empty()) check_failed(broken.c_str(), __FILE__, __LINE__);
#endif
}

/// Steps on the scratch copy of a member.
Outcome step_on_copy(const Program& program, const Member& member, const Event& event,
                     Workspace& workspace, Effects& effects) {
  Workspace::Parts& parts = workspace.parts();
  const auto timeline = timeline_of(program);
  parts.member = member;
  make_room(timeline, parts.member.facts, parts.member.standing, &event, parts.scratch);
  CollectingSink sink{effects};
  Outcome outcome =
      step(timeline, parts.member.facts, parts.member.standing, event, parts.scratch, sink);
  if (outcome.accepted() && sink.full) outcome = needs_more();
  if (!outcome.accepted()) effects.clear();
  return outcome;
}

/// Empties the effects and reserves their bound, so that the step itself allocates nothing.
void prepare(Effects& effects) {
  effects.clear();
  if (effects.most != Effects::kNoLimit) {
    effects.entries.reserve(effects.most);
    effects.archived.reserve(effects.most);
  }
}

/// Settles one due item after the other while their effects fit; needs_more if one did not.
Outcome settle_bounded(const Program& program, Member& member, Instant as_of, Workspace& workspace,
                       Effects& effects) {
  Workspace::Parts& parts = workspace.parts();
  const auto timeline = timeline_of(program);
  CollectingSink sink{effects};
  while (member.facts.decided_at != kNever && member.standing.next_due <= as_of) {
    const std::size_t entries = effects.entries.size();
    const std::size_t archived = effects.archived.size();
    parts.member = member;
    auto& [facts, standing] = parts.member;
    make_room(timeline, facts, standing, nullptr, parts.scratch);
    Machine<std::int64_t, CollectingSink> m{timeline, facts, standing, parts.scratch, sink};
    const Instant before = facts.decided_at;
    static_cast<void>(settle_first(m, as_of));
    if (sink.full) {
      effects.entries.resize(entries);
      effects.archived.resize(archived);
      return needs_more();
    }
    forget_after(timeline.plan, facts, standing, before);
    standing.next_due = first_due(timeline, facts, standing).at;
    std::swap(member, parts.member);
  }
  return {};
}

}  // namespace

Refusal refuse_stale(const Program& program, const Member& member, const Event& event,
                     Workspace& workspace) {
  // Only a placement binds to a quote; elsewhere it is a field that nobody reads.
  if (event.quoted == nullptr || event.kind != EventKind::order_placed) return Refusal::none;
  const Outcome first = first_answer(timeline_of(program), member.facts, event);
  if (!first.accepted()) return Refusal::none;
  const QuotedNumbers& quoted = *event.quoted;
  std::vector<Tender> others;
  std::int64_t money = 0;
  for (const Tender& tender : event.tenders) {
    if (tender.kind == TenderKind::beans) {
      money += tender.amount.count;
    } else {
      others.push_back(tender);
    }
  }
  Event cart = event;
  cart.quoted = nullptr;
  cart.tenders = others;
  const std::int64_t beans =
      rules::beans_of(Fen{money}, program.plan().bean_tender_at(event.occurred_at).per_yuan);
  const Quote fresh = quote(program, member, cart, {beans, 0}, workspace);
  // A refusal of lower rank speaks for itself when the event is decided.
  const Refusal other = fresh.outcome.refusal;
  if (other != Refusal::none && other < Refusal::stale_quote) return Refusal::none;
  const bool in_time = decision_time(event, member.facts) < quoted.valid_until;
  const bool same = other == Refusal::none && in_time && fresh.numbers.same_numbers(quoted);
  return same ? Refusal::none : Refusal::stale_quote;
}

Workspace::Workspace() : parts_(std::make_unique<Parts>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

Outcome apply(const Program& program, const Member& member, const Event& event,
              Workspace& workspace, Effects& effects) {
  prepare(effects);
  const Refusal stale = refuse_stale(program, member, event, workspace);
  if (stale != Refusal::none) return refused(stale);
  const Outcome outcome = step_on_copy(program, member, event, workspace, effects);
  effects.accepted = outcome.accepted() && !outcome.duplicate;
  effects.version = workspace.parts().member.standing.version;
  effects.next_due = workspace.parts().member.standing.next_due;
  if (outcome.accepted()) check_books(program, workspace.parts().member);
  return outcome;
}

void fold(const FactPlan& plan, Member& member, const Event& event, const Effects& effects) {
  if (!effects.accepted) return;
  Facts& facts = member.facts;
  Standing<>& standing = member.standing;
  Scratch<std::int64_t> scratch;
  make_room(plan, kRoomToPost, facts, standing, &event, scratch);
  const Instant now = decision_time(event, facts);
  const Instant before = facts.decided_at;
  if (before == kNever && event.kind == EventKind::tick) return;
  if (before == kNever) standing.version = effects.version;
  std::size_t i = 0;
  for (; i < effects.entries.size() && (effects.entries[i].flags & kDue) != 0; ++i) {
    make_room(plan, kRoomToPost, facts, standing, nullptr, scratch);
    post(plan, facts, standing, effects.entries[i]);
  }
  make_room(plan, kRoomToPost, facts, standing, &event, scratch);
  record_event(plan, facts, standing, event, scratch);
  Outcome outcome;
  for (; i < effects.entries.size(); ++i) {
    const Effect<>& effect = effects.entries[i];
    make_room(plan, kRoomToPost, facts, standing, nullptr, scratch);
    post(plan, facts, standing, effect);
    if (effect.kind != EffectKind::moved || effect.purse != 0) continue;
    std::int64_t& change = effect.currency == Currency::beans ? outcome.beans : outcome.growth;
    if (effect.to == Account::available) change += effect.amount;
    if (effect.from == Account::available) change -= effect.amount;
  }
  make_room(plan, kRoomToPost, facts, standing, nullptr, scratch);
  conclude(plan, facts, standing, event, before, now, outcome);
  standing.settled_on = plan.zone.day_at(now);
  standing.next_due = effects.next_due;
}

Outcome step_in_place(const Program& program, Member& member, const Event& event,
                      Workspace& workspace, Effects* effects) {
  if (effects != nullptr) prepare(*effects);
  const Refusal stale = refuse_stale(program, member, event, workspace);
  if (stale != Refusal::none) return refused(stale);
  const auto timeline = timeline_of(program);
  Workspace::Parts& parts = workspace.parts();
  Effects& collected = effects != nullptr ? *effects : parts.effects;
  const bool bounded = effects != nullptr && effects->most != Effects::kNoLimit;
  if (bounded || may_refuse_late(timeline, member.facts, member.standing, event)) {
    collected.clear();
    const Outcome outcome = step_on_copy(program, member, event, workspace, collected);
    if (outcome.accepted()) {
      check_books(program, parts.member);
      std::swap(member, parts.member);
    }
    return outcome;
  }
  make_room(timeline, member.facts, member.standing, &event, parts.scratch);
  Outcome outcome;
  if (effects != nullptr) {
    CollectingSink sink{*effects};
    outcome = step(timeline, member.facts, member.standing, event, parts.scratch, sink);
    if (!outcome.accepted()) effects->clear();
  } else {
    NoSink sink;
    outcome = step(timeline, member.facts, member.standing, event, parts.scratch, sink);
  }
  if (outcome.accepted()) check_books(program, member);
  return outcome;
}

Outcome settle(const Program& program, Member& member, Instant as_of, Workspace& workspace,
               Effects* effects) {
  if (effects != nullptr) prepare(*effects);
  Event tick;
  tick.occurred_at = as_of;
  tick.recorded_at = as_of;
  if (member.facts.erased ||
      (member.facts.decided_at != kNever && as_of < member.facts.decided_at)) {
    return {};
  }
  if (effects == nullptr || effects->most == Effects::kNoLimit) {
    return step_in_place(program, member, tick, workspace, effects);
  }
  const Outcome outcome = settle_bounded(program, member, as_of, workspace, *effects);
  if (outcome.needs_more) return outcome;
  // Nothing is due any more: the tick only notes its time.
  return step_in_place(program, member, tick, workspace, nullptr);
}

}  // namespace loyaltycore::kernel
