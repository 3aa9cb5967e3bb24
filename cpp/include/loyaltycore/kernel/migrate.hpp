// migrate.hpp: a version begins: levels and lots that were there take their place in it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "loyaltycore/kernel/growth.hpp"
#include "loyaltycore/kernel/machine.hpp"
#include "loyaltycore/kernel/settlement.hpp"
#include "loyaltycore/rules/bean_expiry.hpp"
#include "loyaltycore/rules/tier.hpp"

namespace loyaltycore::kernel {

/// Last bucket of the purse that is usable later than this day; kNotFound if none is.
template <class Num>
[[nodiscard]] std::size_t last_bucket_after(const Standing<Num>& standing, std::size_t purse,
                                            Day day) noexcept {
  for (std::size_t i = standing.buckets.size(); i-- > 0;) {
    if (standing.buckets[i].expires_on <= day) break;
    if (standing.buckets[i].purse == purse) return i;
  }
  return kNotFound;
}

/// Buckets of one purse take its new validity where it ends sooner.
template <class Num, class Sink>
void redate_lots(Machine<Num, Sink>& m, std::size_t purse) noexcept {
  const Day sooner = rules::expires_on(m.beans().purses[purse].expiry, m.today());
  // Each bucket that moves leaves the end of the spend order.
  for (;;) {
    const std::size_t last = last_bucket_after(m.standing, purse, sooner);
    if (last == kNotFound) return;
    const Bucket<Num> bucket = m.standing.buckets[last];
    Effect<Num> effect =
        movement(Account::available, Account::available, Cause::adjusted, bucket.beans.count);
    set_bucket(effect, bucket);
    effect.window = bucket.expires_on;
    effect.expires_on = sooner;
    emit(m, effect);
  }
}

/// The level that a migration gives to the member, as an index of the new version; -1 = by growth.
template <class Num, class Sink>
[[nodiscard]] std::int64_t migrated_tier(const Machine<Num, Sink>& m, std::uint8_t ladder,
                                         std::int64_t old) noexcept {
  const auto& before = m.timeline.versions[m.version - 1U].ladders[ladder].levels;
  const auto& after = m.terms().ladders[ladder].levels;
  const Migration& migration = m.terms().migration;
  if (static_cast<std::size_t>(old) >= before.size()) return -1;
  std::uint16_t name = before[static_cast<std::size_t>(old)].name;
  const Day last = m.facts.last_purchase_on;
  const bool mapped = migration.bought_within_days == 0 ||
                      (last != kNoDay && last >= m.today() - migration.bought_within_days);
  for (const auto& [from, to] : migration.tiers) {
    if (mapped && from == name) {
      name = to;
      break;
    }
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (after[i].name == name) return static_cast<std::int64_t>(i);
  }
  return -1;
}

/// A level keeps its period if its name stays; else the period starts with the version.
template <class Num, class Sink>
void migrate_tier(Machine<Num, Sink>& m, std::uint8_t which) noexcept {
  const auto& before = m.timeline.versions[m.version - 1U].ladders[which].levels;
  const TierTerms<Num>& terms = m.terms().ladders[which];
  if (before.empty() && terms.levels.empty()) return;
  Ladder<Num>& ladder = m.standing.ladders[which];
  const Num by_growth = rules::tier_of(terms, ladder.growth, ladder.qualified);
  const Num mapped =
      each_lane(ladder.tier, [&](std::int64_t tier) { return migrated_tier(m, which, tier); });
  const Num after = select(mapped < Num{0}, by_growth, mapped);
  const Num same_name = each_lane(ladder.tier, after, [&](std::int64_t a, std::int64_t b) {
    const auto from = static_cast<std::size_t>(a);
    const auto to = static_cast<std::size_t>(b);
    const bool both_exist = from < before.size() && to < terms.levels.size();
    return std::int64_t{both_exist && before[from].name == terms.levels[to].name};
  });
  if (all(same_name > Num{0}) && all(after == ladder.tier)) return;
  Effect<Num> effect = tier_change(which, ladder.tier);
  // A level above the first that growth gave had left the first before.
  effect.flags = kQualifies;
  effect.after = after;
  effect.amount = select(same_name > Num{0}, ladder.expires_at,
                         rules::tier_expires_at(terms, after, m.today(), m.plan().zone));
  emit(m, effect);
  trace_tier(m, effect, static_cast<std::uint16_t>(m.version - 1U));
}

template <class Num, class Sink>
void start_version(Machine<Num, Sink>& m) noexcept {
  m.version = static_cast<std::uint16_t>(m.standing.version + 1U);
  Effect<Num> effect;
  effect.kind = EffectKind::version_begun;
  effect.before = Num{m.standing.version};
  effect.after = Num{m.version};
  emit(m, effect);
  start_settlement(m);
  for (std::uint8_t ladder = 0; ladder < kMostLadders; ++ladder) migrate_tier(m, ladder);
  if (m.terms().migration.lots != LotMigration::redate) return;
  // The lots of a purse that is gone last to their day.
  for (std::size_t purse = 0; purse < kMostPurses; ++purse) {
    if (m.beans().purses[purse].declared) redate_lots(m, purse);
  }
}

}  // namespace loyaltycore::kernel
