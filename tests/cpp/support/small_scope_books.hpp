// small_scope_books.hpp: what a story of small_scope.hpp told and what its ledger says became of
// it, added up without the kernel; and the laws that hold between that and the member.
//
// Numbers in brackets are those of the laws (docs/rules.md says each of them): I1 and I2 books, I6
// range, I7 sequence, I9 decisions stand, I15 split, I16 no money pump, I17 effective dating, I18
// time, I19 monotone rules, I20 caps.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/kernel/outcome.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"
#include "support/small_scope.hpp"

namespace loyaltycore::support::small_scope {

/// What a rule gave, on which day.
struct Given {
  std::uint16_t rule{};
  Day day{};
  std::int64_t amount{};
};

/// Empty if they are equal, else what is not, with its numbers.
[[nodiscard]] inline std::string unless_equal(std::string_view what, std::int64_t expected,
                                              std::int64_t found) {
  if (expected == found) return {};
  return std::string(what) + ": expected " + std::to_string(expected) + ", found " +
         std::to_string(found);
}

struct Books {
  std::vector<Order> orders{};
  std::vector<Given> given{};
  std::array<std::int64_t, kAccounts> beans{};
  std::array<std::int64_t, kAccounts> growth{};
  /// By hand, beans that no purchase gave, and beans spent without an order.
  std::int64_t gifts{};
  std::int64_t redeemed_alone{};
  std::int64_t cash_back{};
  std::int64_t growth_short{};

  /// An accepted event and its effects; what breaks a law of movements, empty if nothing.
  [[nodiscard]] std::string post(const EventData& data, const std::vector<Effect<>>& effects) {
    if (data.kind == EventKind::order_completed) open(data);
    if (data.kind == EventKind::line_returned) of(id_of(data.order))->returned += data.quantity;
    if (data.kind == EventKind::beans_redeemed) redeemed_alone += data.beans;
    for (const Effect<>& effect : effects) {
      std::string broken = add(effect, day_at(data.occurred_at));
      if (!broken.empty()) return broken;
    }
    return {};
  }

  [[nodiscard]] Order* of(const Id& id) {
    for (Order& each : orders) {
      if (each.id == id) return &each;
    }
    return nullptr;
  }

 private:
  void open(const EventData& data) {
    Order order;
    order.id = id_of(data.order);
    order.text = data.order;
    order.quantity = data.lines[0].quantity;
    order.cash = data.lines[0].amount_fen;
    for (const TenderData& tender : data.tenders) {
      if (tender.kind != TenderKind::beans) continue;
      order.beans = tender.amount_fen;
      order.cash -= tender.amount_fen;
    }
    orders.push_back(order);
  }

  [[nodiscard]] std::string add(const Effect<>& effect, Day day) {
    const bool of_growth = effect.currency == Currency::growth;
    if (effect.kind == EffectKind::refund_due) cash_back += effect.after;
    if (effect.kind == EffectKind::fell_short) {
      if (!of_growth) return "beans fell short, though what is short is owed";
      growth_short += effect.amount;
    }
    if (effect.kind != EffectKind::moved) return {};
    // Only a version that starts moves beans within an account: to a nearer day.
    const bool redated = effect.from == effect.to && effect.expires_on < effect.window;
    if (effect.amount <= 0 || (effect.from == effect.to && !redated)) {
      return "a movement without two legs [I2]";
    }
    auto& accounts = of_growth ? growth : beans;
    accounts[static_cast<std::size_t>(effect.from)] -= effect.amount;
    accounts[static_cast<std::size_t>(effect.to)] += effect.amount;
    if (effect.cause == Cause::adjusted || effect.cause == Cause::imported) {
      gifts += of_growth || redated ? 0 : effect.amount;
    }
    if (effect.cause != Cause::earned) return {};
    if (!of_growth) given.push_back({effect.rule, day, effect.amount});
    Order* order = (effect.flags & kOrder) != 0 ? of(effect.subject) : nullptr;
    if (order == nullptr) {
      gifts += effect.amount;
      return {};
    }
    (of_growth ? order->earned_growth : order->earned_beans) += effect.amount;
    return {};
  }
};

/// [I1 I2 I6] The member's accounts are the sum of its ledger, and small as everything here is.
[[nodiscard]] inline std::string broken_sums(const Books& books, const Member& member) {
  for (std::size_t i = 0; i < kAccounts; ++i) {
    const std::int64_t beans = member.standing.purses[0].accounts[i];
    std::string broken = unless_equal(kAccountNames[i], books.beans[i], beans);
    if (!broken.empty()) return broken + " beans by the ledger [I2]";
    broken = unless_equal(kAccountNames[i], books.growth[i],
                          member.standing.growth_books[0].accounts[i]);
    if (!broken.empty()) return broken + " growth by the ledger [I2]";
    if (beans > 1000 || beans < -1000) return std::string(kAccountNames[i]) + " is large [I6]";
  }
  return {};
}

/// [I15 I16] What was taken back, given back and paid back is the share of the pieces that came
/// back, of each order: after the last piece the whole, in whatever parts it came.
[[nodiscard]] inline std::string broken_shares(const Books& books, const Member& member) {
  std::int64_t clawed_back = 0;
  std::int64_t growth_back = 0;
  std::int64_t cash_back = 0;
  std::int64_t redeemed = books.redeemed_alone;
  for (const Order& order : books.orders) {
    clawed_back += order.back(order.earned_beans);
    growth_back += order.back(order.earned_growth);
    cash_back += order.back(order.cash);
    redeemed += order.beans - order.back(order.beans);
  }
  const Purse<>& purse = member.standing.purses[0];
  const Purse<>& growth = member.standing.growth_books[0];
  std::string broken = unless_equal("beans taken back", clawed_back, purse[Account::clawed_back]);
  if (broken.empty()) broken = unless_equal("redeemed", redeemed, purse[Account::redeemed]);
  if (broken.empty()) broken = unless_equal("cash given back", cash_back, books.cash_back);
  if (broken.empty()) {
    broken = unless_equal("growth taken back", growth_back,
                          growth[Account::clawed_back] + books.growth_short);
  }
  for (const Grant<>& grant : member.standing.grants) {
    if (!broken.empty() || !grant.order || grant.closed) continue;
    for (const Order& order : books.orders) {
      if (order.id != grant.subject) continue;
      broken = unless_equal("taken back of an accrual", order.back(grant.granted), grant.reversed);
    }
  }
  return broken.empty() ? broken : broken + " [I15]";
}

/// Bits of the caps that were reached: of purchases by version, of sign-ins.
inline constexpr std::uint32_t kEveryCap = 0b111;

/// [I20] No window of any rule holds more than its cap, what came back since included.
[[nodiscard]] inline std::string broken_caps(const Books& books, const Program& program,
                                             std::uint32_t& reached) {
  const NameTable& names = program.names();
  const std::uint16_t purchase = names.find(NameKind::rule, "beans.earn.purchase");
  const std::uint16_t sign_in = names.find(NameKind::rule, "beans.earn.sign_in");
  for (const Given& one : books.given) {
    std::int64_t in_day = 0;
    std::int64_t in_month = 0;
    for (const Given& other : books.given) {
      if (other.rule != one.rule) continue;
      if (other.day == one.day) in_day += other.amount;
      if (month_of(other.day) == month_of(one.day)) in_month += other.amount;
    }
    const std::size_t version = version_on(one.day);
    if (one.rule == purchase) {
      if (in_day > kPurchaseCaps[version]) return "a day gave " + std::to_string(in_day) + " [I20]";
      if (in_day == kPurchaseCaps[version]) reached |= 1U << version;
    }
    if (one.rule == sign_in) {
      if (in_month > kSignInCap) return "a month gave " + std::to_string(in_month) + " [I20]";
      if (in_month == kSignInCap) reached |= 0b100U;
    }
  }
  return {};
}

/// [I19] A rule behind a level of the score gives once a day to who holds it, and to nobody else.
[[nodiscard]] inline std::string broken_bonus(const Books& books, const Member& member,
                                              const Program& program, const EventData& told) {
  if (told.kind != EventKind::sign_in) return {};
  const std::uint16_t bonus = program.names().find(NameKind::rule, "beans.earn.bonus");
  const Day day = day_at(told.occurred_at);
  std::int64_t in_day = 0;
  for (const Given& each : books.given) {
    if (each.rule == bonus && each.day == day) in_day += each.amount;
  }
  const auto& scores = member.standing.scores;
  const bool known = !scores.empty() && scores[0].value >= kScoreLevels[0];
  std::string broken = unless_equal("bonus of a day", known ? kBonus : 0, in_day);
  return broken.empty() ? broken : broken + " [I19]";
}

/// The level that growth gives; everybody here is qualified.
[[nodiscard]] inline std::int64_t level_of(std::int64_t growth) {
  std::int64_t level = 0;
  for (std::size_t i = 1; i < kThresholds.size(); ++i) {
    if (growth >= kThresholds[i]) level = static_cast<std::int64_t>(i);
  }
  return level;
}

/// [I19] The tier follows growth, the levels of the score its value.
[[nodiscard]] inline std::string broken_levels(const Member& member, const Program& program) {
  const Ladder<>& ladder = member.standing.ladders[0];
  std::string broken = unless_equal("tier", level_of(ladder.growth.count), ladder.tier);
  for (const ScoreStanding<>& score : member.standing.scores) {
    std::int64_t levels = kGatesHold;
    if (score.value >= kScoreLevels[0]) {
      levels |= std::int64_t{1} << program.names().find(NameKind::score_level, "known");
    }
    if (score.value >= kScoreLevels[1]) {
      levels |= std::int64_t{1} << program.names().find(NameKind::score_level, "best");
    }
    if (broken.empty()) broken = unless_equal("levels of the score", levels, score.levels);
  }
  return broken.empty() ? broken : broken + " [I19]";
}

/// [I18] Nothing is left that fell due by this instant; the version is that of the day.
[[nodiscard]] inline std::string broken_dues(const Member& member, Instant now) {
  const Standing<>& standing = member.standing;
  bool due = standing.version != version_on(day_at(now)) || standing.ladders[0].expires_at <= now;
  for (const Bucket<>& each : standing.buckets) due = due || start_of(each.expires_on) <= now;
  for (const Grant<>& each : standing.grants) due = due || each.due_at <= now;
  for (const Hold& each : standing.holds) due = due || each.until <= now;
  for (const OpenLine& each : member.facts.lines) due = due || start_of(each.closes_on) <= now;
  return due ? "something that fell due stands yet [I18]" : "";
}

/// [I17 I18 I19] Effects are dated in order, none before the last decision or after this one, each
/// under the version of its day; tiers and scores move at their instants only.
[[nodiscard]] inline std::string broken_dates(const std::vector<Effect<>>& effects,
                                              const Member& before, const EventData& told,
                                              Instant now) {
  Instant last = before.facts.decided_at;
  for (const Effect<>& effect : effects) {
    if (effect.at < last || effect.at > now) return "an effect is dated out of order [I18]";
    last = effect.at;
    const bool due = (effect.flags & kDue) != 0;
    if (!due && effect.at != now) return "an event's own effect is not of its time [I18]";
    // A tier is one of the levels that stand now.
    const bool now_rated = due || effect.kind == EffectKind::tier_changed;
    const Day rated_on = day_at(now_rated ? last : told.occurred_at);
    if (effect.version != version_on(rated_on)) return "another version decided [I17]";
    const bool first_of_month = first_day_of(month_of(day_at(last))) == day_at(last);
    const bool at_midnight = start_of(day_at(last)) == last;
    if (effect.kind == EffectKind::score_changed &&
        !(due && at_midnight && (first_of_month || last == kScoredFrom))) {
      return "a score moved between its boundaries [I19]";
    }
    const bool moves = told.kind == EventKind::order_completed ||
                       told.kind == EventKind::line_returned || (due && at_midnight);
    if (effect.kind == EffectKind::tier_changed && !moves) return "a tier moved by itself [I19]";
  }
  return {};
}

/// [I18] A tick decides nothing itself: the last decision is the last that fell due. A version that
/// began brought old beans near.
[[nodiscard]] inline std::string broken_time(const std::vector<Effect<>>& effects,
                                             const Member& before, const Member& after,
                                             const EventData& told, Instant now) {
  const bool tick = told.kind == EventKind::tick;
  Instant due = before.facts.decided_at;
  // What was held then keeps its day, as all beans do that come back.
  bool redated = before.standing.version != after.standing.version;
  for (const Effect<>& effect : effects) {
    redated = redated && effect.cause != Cause::hold_ended;
    // To forget a hold is no decision.
    const bool forgets = effect.kind == EffectKind::hold_changed && effect.after == 0;
    if (!forgets) due = effect.at;
  }
  if (after.facts.decided_at != (tick ? due : now)) return "time alone decided [I18]";
  for (const Bucket<>& each : after.standing.buckets) {
    if (redated && each.expires_on > kScoredOn + kLife)
      return "old beans live by the old rule [I18]";
  }
  return {};
}

/// [I9] What was decided stands: first results, accruals and what left for good.
[[nodiscard]] inline std::string broken_decisions(const Member& before, const Member& after,
                                                  const EventData& told) {
  const bool returned = told.kind == EventKind::line_returned;
  for (const Remembered& each : after.facts.remembered) {
    if (each.sequence > before.facts.sequence) continue;
    bool same = false;
    for (const Remembered& known : before.facts.remembered) same = same || known == each;
    if (!same) return "a first result changed [I9]";
  }
  for (const Grant<>& grant : after.standing.grants) {
    bool known = grant.source == id_of(told.id);
    for (const Grant<>& old : before.standing.grants) {
      const bool same = old.source == grant.source && old.rule == grant.rule;
      if (!same) continue;
      known = old.granted == grant.granted && old.reversed <= grant.reversed &&
              (returned || old.reversed == grant.reversed);
    }
    if (!known) return "an accrual was made anew or resized [I9]";
  }
  const Purse<>& old = before.standing.purses[0];
  const Purse<>& now = after.standing.purses[0];
  bool stands = now[Account::issuer] <= old[Account::issuer] &&
                (returned || now[Account::redeemed] >= old[Account::redeemed]) &&
                (returned || now[Account::clawed_back] == old[Account::clawed_back]);
  for (const Account account : {Account::expired, Account::clawed_back, Account::forfeited}) {
    stands = stands && now[account] >= old[account];
  }
  return stands ? "" : "what left for good came back [I9]";
}

/// [I7] An accepted event is one more in the sequence and in the memory; a tick is not counted.
[[nodiscard]] inline std::string broken_sequence(const Member& before, const Member& after,
                                                 const EventData& told) {
  const bool counts = told.kind != EventKind::tick;
  std::string broken =
      unless_equal("sequence", std::int64_t{before.facts.sequence} + counts, after.facts.sequence);
  const auto& memory = after.facts.remembered;
  for (std::size_t i = 1; i < memory.size() && broken.empty(); ++i) {
    broken =
        unless_equal("remembered", std::int64_t{memory[i - 1].sequence} + 1, memory[i].sequence);
  }
  if (broken.empty() && counts) {
    const Remembered& last = memory[memory.size() - 1];
    if (last.id != id_of(told.id)) broken = "the last event is not remembered";
  }
  return broken.empty() ? broken : broken + " [I7]";
}

}  // namespace loyaltycore::support::small_scope
