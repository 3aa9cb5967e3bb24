// The decisions of any event add up to what it booked; a refused one tells what refused it.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "loyaltycore/kernel/decision_numbers.hpp"
#include "loyaltycore/kernel/explain.hpp"
#include "support/random_history.hpp"
#include "support/random_programme.hpp"
#include "support/story.hpp"

namespace loyaltycore::kernel::decision_laws_test {
namespace {

using namespace support;

/// Amounts by what they are of, told and booked.
using Sums = std::map<std::string, std::int64_t>;

void add(Sums& sums, const std::string& what, std::int64_t amount) {
  if (amount != 0) sums[what] += amount;
}

std::string growth_or_beans(Currency currency) {
  return std::string(kCurrencyNames[static_cast<std::size_t>(currency)]);
}

struct Adding {
  Sums& sums;

  void operator()(const TakenBack& each) const {
    EXPECT_EQ(each.amount, std::max(each.share - each.taken_before, std::int64_t{0}));
    EXPECT_EQ(each.amount,
              each.from_pending + each.from_bucket + each.from_others + each.owed + each.short_of);
    add(sums, "taken back " + growth_or_beans(each.currency), each.amount);
  }
  void operator()(const GivenBack& each) const { add(sums, "given back", each.amount); }
  void operator()(const Refund& each) const {
    EXPECT_EQ(each.due_fen, each.back_fen + each.withheld_fen);
    EXPECT_EQ(each.due_fen, each.paid_fen * (each.pieces_before + each.pieces_back) / each.pieces -
                                each.paid_fen * each.pieces_before / each.pieces);
    add(sums, "withheld", each.withheld_fen);
    add(sums, "refund", each.back_fen);
  }
  void operator()(const RefusalPenalty& each) const {
    EXPECT_EQ(each.amount, each.from_available + each.owed);
    add(sums, "penalty", each.amount);
  }
  void operator()(const RecoveredFreight& each) const {
    EXPECT_EQ(each.amount, each.from_available + each.owed);
    add(sums, "freight", each.amount);
  }
  void operator()(const TierMove& each) const {
    EXPECT_TRUE(each.before != each.after || each.version_before != each.version_after);
    tier(each.before, each.after);
    const bool earned = each.after == each.by_growth && each.after > 0;
    EXPECT_TRUE(!earned || each.growth >= each.threshold);
  }
  void operator()(const TierPeriodEnd& each) const {
    EXPECT_EQ(each.growth_after, each.growth_before - each.taken);
    EXPECT_EQ(each.taken, std::min(each.deduction, each.growth_before));
    EXPECT_TRUE(each.after == 0 || each.growth_after >= each.threshold);
    if (each.next_threshold != kNoThreshold && each.qualified) {
      EXPECT_LT(each.growth_after, each.next_threshold);
    }
    tier(each.before, each.after);
    add(sums, "deduction", each.taken);
  }
  void operator()(const Expired& each) const { add(sums, "expired", each.amount); }
  void operator()(const Redemption& each) const {
    std::int64_t cap = 0;
    for (const RedeemableGoods& goods : each.goods) cap += goods.cap;
    EXPECT_EQ(cap, each.cap);
    EXPECT_LE(each.asked, each.usable);
    add(sums, "spent", each.asked);
  }
  void operator()(const Spending& each) const {
    EXPECT_LE(each.asked, each.available);
    if (each.of != SpendingOf::commit) add(sums, "spent", each.asked);
    if (each.of == SpendingOf::commit) add(sums, "committed", each.asked);
  }
  void operator()(const Exchange& each) const { add(sums, "exchanged", each.amount); }

 private:
  void tier(std::int64_t before, std::int64_t after) const {
    add(sums, "tier " + std::to_string(before) + " -> " + std::to_string(after), 1);
  }
};

Sums told_sums(const Explanation& explanation) {
  Sums out;
  for (const TracedDecision& each : explanation.decisions) {
    std::visit(Adding{out}, each.numbers);
  }
  return out;
}

void add_movement(Sums& sums, const Effect<>& effect) {
  const bool order = (effect.flags & kOrder) != 0;
  const bool leaves = effect.from == Account::available;
  switch (effect.cause) {
    case Cause::clawed_back:
      return add(sums, "taken back " + growth_or_beans(effect.currency), effect.amount);
    case Cause::returned_to_member:
      return add(sums, "given back", effect.amount);
    case Cause::refusal_penalty:
      return add(sums, "penalty", effect.amount);
    case Cause::freight_recovered:
      return add(sums, "freight", effect.amount);
    case Cause::tier_deduction:
      return add(sums, "deduction", effect.amount);
    case Cause::expired:
      return add(sums, "expired", effect.amount);
    case Cause::held:
      return add(sums, "spent", effect.amount);
    case Cause::redeemed:
      if (leaves) return add(sums, "spent", effect.amount);
      return add(sums, "committed", order ? 0 : effect.amount);
    case Cause::adjusted:
      if (effect.currency == Currency::growth || effect.to != Account::forfeited) return;
      return add(sums, "spent", effect.amount);
    case Cause::exchanged:
      return add(sums, "exchanged", effect.amount);
    default:
      return;
  }
}

Sums booked_sums(const Explanation& explanation) {
  Sums out;
  for (const Effect<>& effect : explanation.effects.entries) {
    switch (effect.kind) {
      case EffectKind::moved:
        add_movement(out, effect);
        break;
      case EffectKind::fell_short:
        add(out, "taken back " + growth_or_beans(effect.currency), effect.amount);
        break;
      case EffectKind::refund_due:
        add(out, "withheld", effect.before);
        add(out, "refund", effect.after);
        break;
      case EffectKind::tier_changed:
        add(out, "tier " + std::to_string(effect.before) + " -> " + std::to_string(effect.after),
            1);
        break;
      default:
        break;
    }
  }
  return out;
}

bool has_numbers(Refusal refusal) {
  return refusal == Refusal::insufficient_beans || refusal == Refusal::hold_exceeded ||
         (refusal >= Refusal::redemption_below_minimum_balance &&
          refusal <= Refusal::clawback_exceeds_balance);
}

TEST(DecisionLaws, DecisionsAddUpToWhatWasBooked) {
  std::set<std::size_t> kinds;
  std::set<Refusal> refusals;
  for (std::uint64_t seed = 0; seed < 60 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Story story(Program::from_json(RandomProgramme(seed, seed + 1000).json()));
    RandomHistory history(seed);
    BoundEvent bound;
    for (int i = 0; i < 120 && !testing::Test::HasFailure(); ++i) {
      const EventData data = history.next();
      const Explanation out = explain(story.program(), story.member(),
                                      bound.bind(story.program(), data), story.workspace());
      const Refusal refusal = out.outcome.refusal;
      if (out.outcome.accepted()) {
        ASSERT_EQ(told_sums(out), booked_sums(out)) << "event " << i;
      } else {
        ASSERT_EQ(out.decisions.empty(), !has_numbers(refusal)) << "event " << i;
      }
      for (const TracedDecision& each : out.decisions) {
        EXPECT_EQ(each.refusal, refusal);
        kinds.insert(each.numbers.index());
        refusals.insert(each.refusal);
      }
      story.tell(data);
    }
  }
  EXPECT_EQ(kinds.size(), kDecisionNames.size());
  EXPECT_GT(refusals.size(), 6U);
}

}  // namespace
}  // namespace loyaltycore::kernel::decision_laws_test
