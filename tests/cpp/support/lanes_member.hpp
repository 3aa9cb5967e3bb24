// lanes_member.hpp: one member under eight programmes at once, and what one of them made of it.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "kernel/workspace.hpp"
#include "loyaltycore/kernel/step.hpp"
#include "loyaltycore/model/member.hpp"
#include "support/eight_member.hpp"

namespace loyaltycore::support {

/// Keeps every effect as each of the eight programmes alone would have booked it.
template <Isa isa>
struct EightLedgers {
  using Lanes = LanesOf<isa>;

  static constexpr bool kTraces = false;
  std::array<std::vector<Effect<>>, static_cast<std::size_t>(kLanes)> of{};
  /// End of each ladder's qualification period before the next effect.
  std::array<Lanes, kMostLadders> tier_until{};
  /// Scores before the next effect.
  Standing<Lanes> scores{};

  void on(const Effect<Lanes>& effect) {
    for (int k = 0; k < kLanes; ++k) {
      if (says_something(effect, k)) of[static_cast<std::size_t>(k)].push_back(in_lane(effect, k));
    }
    if (effect.kind == EffectKind::tier_changed) tier_until[effect.index] = effect.amount;
    if (effect.kind == EffectKind::score_changed) {
      scores.scores.reserve_more(1);
      kernel::post_score(scores, effect);
    }
  }

  /// An effect of some lanes is nothing to the others: a movement of 0, a change to the same.
  [[nodiscard]] bool says_something(const Effect<Lanes>& effect, int k) const {
    switch (effect.kind) {
      case EffectKind::moved:
      case EffectKind::fell_short:
        return effect.amount[k] != 0;
      case EffectKind::tier_changed:
        return effect.before[k] != effect.after[k] ||
               effect.amount[k] != tier_until[effect.index][k];
      case EffectKind::score_changed:
        return kernel::score_moves(scores, effect).flag[static_cast<std::size_t>(k)];
      case EffectKind::medal_changed:
        return effect.before[k] != effect.after[k];
      case EffectKind::progressed:
        return effect.subject != kNoId ? effect.after[k] != 0 : effect.before[k] != effect.after[k];
      default:
        return true;
    }
  }

  [[nodiscard]] static Effect<> in_lane(const Effect<Lanes>& from, int k) {
    Effect<> out{from.kind,    from.cause,  from.from,      from.to,         from.currency,
                 from.purse,   from.funder, from.lot_class, from.flags,      from.rule,
                 from.version, from.line,   from.index,     from.expires_on, from.window,
                 from.at,      from.until,  from.subject,   from.source};
    out.opened_at = from.opened_at[k];
    out.amount = from.amount[k];
    out.before = from.before[k];
    out.after = from.after[k];
    return out;
  }

  template <class Standing>
  void closes(Facts&, const Standing&, const OpenLine&) noexcept {}
};

template <Isa isa>
class LanesMember final : public EightMember {
 public:
  using Lanes = LanesOf<isa>;

  LanesMember(const FactPlan& plan, std::vector<Terms<Lanes>> versions)
      : versions_(std::move(versions)), timeline_{plan, versions_} {}

  /// Steps on a copy and keeps it where the event is accepted.
  kernel::Outcome step(const Event& event) override {
    Facts facts = facts_;
    Standing<Lanes> standing = standing_;
    kernel::make_room(timeline_, facts, standing, &event, scratch_);
    EightLedgers<isa> sink;
    for (std::size_t i = 0; i < kMostLadders; ++i) {
      sink.tier_until[i] = standing_.ladders[i].expires_at;
    }
    sink.scores.scores = standing_.scores;
    const kernel::Outcome outcome = kernel::step(timeline_, facts, standing, event, scratch_, sink);
    if (!outcome.accepted()) return outcome;
    facts_ = std::move(facts);
    standing_ = std::move(standing);
    ledgers_ = std::move(sink.of);
    return outcome;
  }

  [[nodiscard]] const std::vector<Effect<>>& effects_of(int k) const override {
    return ledgers_[static_cast<std::size_t>(k)];
  }

  [[nodiscard]] Member lane_of(int k) const override {
    Member out;
    out.facts = facts_;
    const Standing<Lanes>& from = standing_;
    Standing<>& to = out.standing;
    for (std::size_t i = 0; i < kMostLadders; ++i) {
      to.ladders[i].tier = from.ladders[i].tier[k];
      to.ladders[i].expires_at = from.ladders[i].expires_at[k];
      to.ladders[i].qualified = from.ladders[i].qualified[k];
      to.ladders[i].growth = Growth{from.ladders[i].growth.count[k]};
      copy(from.growth_books[i], to.growth_books[i], k);
    }
    for (std::size_t i = 0; i < kMostPurses; ++i) copy(from.purses[i], to.purses[i], k);
    to.version = from.version;
    to.reviews_suspended_until = from.reviews_suspended_until;
    copy_beans(to, k);
    copy_progress(to, k);
    return out;
  }

 private:
  static void copy(const Purse<Lanes>& from, Purse<>& to, int k) {
    for (std::size_t i = 0; i < kAccounts; ++i) to.accounts[i] = from.accounts[i][k];
  }

  void copy_beans(Standing<>& to, int k) const {
    to.buckets.reserve_more(standing_.buckets.size());
    for (const Bucket<Lanes>& each : standing_.buckets) {
      if (each.beans.count[k] == 0) continue;
      to.buckets.push({each.expires_on, each.purse, each.funder, each.lot_class, each.opened_at[k],
                       Beans{each.beans.count[k]}});
    }
    to.allocations.reserve_more(standing_.allocations.size());
    for (const Allocation<Lanes>& each : standing_.allocations) {
      if (each.beans.count[k] == 0) continue;
      to.allocations.push({each.subject, each.order, each.held, each.expires_on, each.purse,
                           each.funder, each.lot_class, each.opened_at[k],
                           Beans{each.beans.count[k]}});
    }
    to.grants.reserve_more(standing_.grants.size());
    for (const Grant<Lanes>& each : standing_.grants) {
      Grant<> grant{each.subject,    each.order,       each.source,     each.line,
                    each.rule,       each.currency,    each.purse,      each.funder,
                    each.lot_class,  each.claim,       each.expires_on, each.due_at,
                    each.granted[k], each.reversed[k], each.pending[k], each.closed};
      if (grant.granted == 0) continue;
      // A lane that waits for nothing neither falls due nor stays for its own sake.
      if (grant.pending == 0) grant.due_at = kNever;
      if (grant.pending == 0 && grant.subject == kNoId) continue;
      to.grants.push(grant);
    }
  }

  void copy_progress(Standing<>& to, int k) const {
    to.holds = standing_.holds;
    to.counters.reserve_more(standing_.counters.size());
    for (const Counter<Lanes>& each : standing_.counters) {
      to.counters.push({each.key, each.window, each.value[k], each.days[k]});
    }
    to.medals.reserve_more(standing_.medals.size());
    for (const MedalStanding<Lanes>& each : standing_.medals) {
      to.medals.push({each.medal, each.grade[k]});
    }
    to.scores.reserve_more(standing_.scores.size());
    for (const ScoreStanding<Lanes>& each : standing_.scores) {
      to.scores.push({each.score, each.value[k], each.levels[k], each.carried[k]});
    }
    to.skus.reserve_more(standing_.skus.size());
    for (const RecentSku<Lanes>& each : standing_.skus) {
      to.skus.push({each.sku, each.rule, each.day, each.earned[k]});
    }
  }

  std::vector<Terms<Lanes>> versions_;
  kernel::Timeline<Lanes> timeline_;
  kernel::Scratch<Lanes> scratch_;
  Facts facts_;
  Standing<Lanes> standing_;
  std::array<std::vector<Effect<>>, static_cast<std::size_t>(kLanes)> ledgers_{};
};

}  // namespace loyaltycore::support
