// small_scope_questions.hpp: what a member of small_scope.hpp answers; each question is put to a
// copy. Numbers of the laws as in small_scope_books.hpp; I4 spend order, I5 idempotency, I14 quote.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "loyaltycore/kernel/quote.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "support/small_scope_books.hpp"

namespace loyaltycore::support::small_scope {

/// A member after some words.
struct Node {
  Member member{};
  std::vector<std::byte> bytes{};
  /// Read from its bytes: it goes on to live the same life.
  Member loaded{};
  Instant now{};
  /// It was reached by time alone.
  bool by_tick{};
  /// What was told, its answer, and after how many words what can be told again was told.
  EventData told{};
  kernel::Outcome outcome{};
  int last{};
  Books books{};
};

/// What a purchase does for its buyer, and what the score says of it at the next boundary.
struct Gain {
  std::int64_t growth{};
  std::int64_t tier{};
  std::int64_t score{};
};

/// Each answer is empty, or says what breaks a law.
class Questions {
 public:
  explicit Questions(const Program& program) : program_(program) {}

  std::string broken(const Node& node) {
    std::string out = broken_clock(node);
    if (out.empty()) out = broken_expiry(node);
    if (out.empty()) out = broken_quote(node);
    if (out.empty()) out = broken_returns(node);
    return out;
  }

  [[nodiscard]] bool has_bytes(const Member& member, const std::vector<std::byte>& bytes) {
    bytes_.clear();
    encode_member(member, program_.plan(), Memory::included, bytes_);
    return bytes_ == bytes;
  }

  Gain gain_of(const Node& node) {
    const Ladder<>& ladder = node.member.standing.ladders[0];
    Gain out{ladder.growth.count, ladder.tier, 0};
    settled(node, next_month(node.now));
    if (!scratch_.standing.scores.empty()) out.score = scratch_.standing.scores[0].value;
    return out;
  }

  /// [I3 I4] Beans spent are refused by the balance and the least one alone; else the first buckets
  /// pay.
  std::string broken_spending(const Node& before, const Node& after, Instant told_at) {
    const bool tender = !after.told.tenders.empty();
    if (!tender && after.told.kind != EventKind::beans_redeemed) return {};
    std::int64_t left = tender ? after.told.tenders[0].amount_fen : after.told.beans;
    settled(before, told_at);
    const std::int64_t available = scratch_.standing.purses[0][Account::available];
    Refusal expected = Refusal::none;
    if (available < kMinBalance) expected = Refusal::redemption_below_minimum_balance;
    if (left > available) expected = Refusal::insufficient_beans;
    if (after.outcome.refusal != expected) return "beans are spent, or refused, otherwise [I3]";
    if (expected != Refusal::none) return {};
    std::size_t i = 0;
    const auto& buckets = after.member.standing.buckets;
    for (const Bucket<>& each : scratch_.standing.buckets) {
      const std::int64_t drawn = std::min(left, each.beans.count);
      left -= drawn;
      if (drawn == each.beans.count) continue;
      const bool there = i < buckets.size() && buckets[i].same_key(each) &&
                         buckets[i].beans.count == each.beans.count - drawn;
      if (!there) return "beans were not drawn in spend order [I4]";
      ++i;
    }
    return i == buckets.size() ? "" : "a bucket was left over [I4]";
  }

 private:
  kernel::Outcome step(const EventData& data, kernel::Effects* effects = nullptr) {
    return step_in_place(program_, scratch_, bound_.bind(program_, data), workspace_, effects);
  }
  void settled(const Node& node, Instant at) {
    scratch_ = node.member;
    settle_on(at);
  }
  void settle_on(Instant at) {
    static_cast<void>(settle(program_, scratch_, at, workspace_, &effects_));
  }
  static Instant next_month(Instant now) {
    return start_of(first_day_of(month_of(day_at(now)) + 1));
  }
  EventData& asked(EventKind kind, std::string_view id, Instant at) {
    asked_ = {};
    asked_.kind = kind;
    asked_.id = id;
    asked_.occurred_at = at;
    return asked_;
  }

  /// [I18] Settling again finds nothing; nobody is told what lies behind or ahead of the clock.
  std::string broken_clock(const Node& node) {
    settled(node, node.now);
    if (!effects_.entries.empty()) return "settled again it finds something [I18]";
    const Instant decided = node.member.facts.decided_at;
    const EventData& behind = asked(EventKind::sign_in, "clock", decided - kSkew - 1);
    if (step(behind).refusal != Refusal::clock_regression) return "the clock went back [I18]";
    EventData& ahead = asked(EventKind::sign_in, "clock", node.now + kSkew + 1);
    ahead.recorded_at = node.now;
    const bool refused = step(ahead).refusal == Refusal::occurred_after_recorded;
    if (!refused) return "it is told what is to come [I18]";
    const std::string broken = broken_retry(node);
    if (!broken.empty() || has_bytes(scratch_, node.bytes)) return broken;
    return "what was refused or told again changed the member [I5 I18]";
  }

  /// [I5] Told at once again it is a duplicate, and with other content a conflict.
  std::string broken_retry(const Node& node) {
    if (node.told.kind == EventKind::tick || !node.outcome.accepted()) return {};
    const kernel::Outcome retry = step(node.told, &effects_);
    const bool equal = retry.beans == node.outcome.beans && retry.growth == node.outcome.growth;
    if (!retry.duplicate || !equal || !effects_.entries.empty()) return "a retry did more [I5]";
    asked_ = node.told;
    asked_.value += 1;
    const bool conflict = step(asked_).refusal == Refusal::id_conflict;
    return conflict ? "" : "an id stands for two events [I5]";
  }

  /// [I18] Beans can be used to the last instant before their day, and then no more.
  std::string broken_expiry(const Node& node) {
    if (node.member.standing.buckets.empty()) return {};
    const Day day = node.member.standing.buckets[0].expires_on;
    const Instant end = start_of(day);
    // A version that starts before redates them.
    if (node.now < kScoredFrom && end > kScoredFrom) return {};
    settled(node, end - 1);
    if (scratch_.standing.buckets[0].expires_on != day) return "beans were gone early [I18]";
    settle_on(end);
    for (const Bucket<>& each : scratch_.standing.buckets) {
      if (each.expires_on <= day) return "beans outlived their day [I18]";
    }
    return {};
  }

  /// [I14] A quote is what placing and completing its cart then does, effect for effect; no bean
  /// more could pay; its lines add up to it.
  std::string broken_quote(const Node& node) {
    EventData& cart = asked(EventKind::order_placed, "cart", node.now + kMicrosPerSecond);
    cart.order = "cart";
    cart.lines = {LineData{}, LineData{}};
    cart.lines[0].amount_fen = 1500;
    cart.lines[1].line = 1;
    cart.lines[1].quantity = 2;
    cart.lines[1].amount_fen = kCartFen - 1500;
    const Event& event = bound_.bind(program_, cart);
    const kernel::QuoteRequest all{kernel::QuoteRequest::kAllBeans};
    const kernel::Quote quote = kernel::quote(program_, node.member, event, all, workspace_);
    if (quote.outcome.refusal != Refusal::none) return "a plain cart has no quote [I14]";
    const QuotedNumbers& told = quote.numbers;
    const std::int64_t beans = told.beans_spent.count;
    QuotedNumbers sums;
    for (const QuotedLine& line : told.lines) {
      sums.beans_spent += line.beans_spent;
      sums.cash_due += line.amount - line.beans_money;
    }
    const bool adds_up = sums.beans_spent == told.beans_spent && sums.cash_due == told.cash_due &&
                         told.cash_due.count == kCartFen - beans;
    if (!adds_up) return "the lines of a quote are not its sum [I15]";
    const std::int64_t available = told.beans_available.count;
    const std::int64_t usable = available < kMinBalance ? 0 : std::min(available, kCartCap);
    if (beans != usable) return unless_equal("beans of a quote", usable, beans) + " [I14]";
    // What falls due until then is no part of it.
    settled(node, cart.occurred_at);
    if (available != scratch_.standing.purses[0][Account::available]) {
      return "a quote tells other beans than there are [I14]";
    }
    pay(cart, usable + 1);
    if (step(cart).accepted()) return "more beans pay than a quote allows [I14]";
    pay(cart, usable);
    cart.quoted = told;
    return broken_booking(quote);
  }
  static void pay(EventData& cart, std::int64_t beans) {
    cart.tenders = {{TenderKind::cash, kCartFen - beans}};
    if (beans > 0) cart.tenders.push_back({TenderKind::beans, beans});
  }
  /// `asked_` is the cart with its quote.
  std::string broken_booking(const kernel::Quote& quote) {
    if (!step(asked_, &effects_).accepted()) return "a fresh quote is stale [I14]";
    booked_ = effects_.entries;
    const Instant at = asked_.occurred_at;
    // The id under which a quote completes.
    asked(EventKind::order_completed, "quote:" + to_hex(id_of("cart")), at).order = "cart";
    if (!step(asked_, &effects_).accepted()) return "what was quoted cannot complete [I14]";
    booked_.insert(booked_.end(), effects_.entries.begin(), effects_.entries.end());
    const auto& told = quote.effects.entries;
    const bool equal =
        std::equal(booked_.begin(), booked_.end(), told.begin(), told.end(), same_effect);
    return equal ? "" : "a quote is not what is booked [I14]";
  }

  /// [I16] Everything that can come back comes back: no wealth, growth, spend or level of it stays.
  std::string broken_returns(const Node& node) {
    scratch_ = node.member;
    books_ = node.books;
    Instant now = node.now;
    std::int64_t beans_kept = 0;
    std::int64_t growth_kept = 0;
    for (const Order& order : node.books.orders) {
      if (order.left() == 0) continue;
      if (!has_line_of(scratch_, order.id)) {
        beans_kept += order.earned_beans - order.back(order.earned_beans);
        growth_kept += order.earned_growth - order.back(order.earned_growth);
        continue;
      }
      EventData& back = asked(EventKind::line_returned, "r" + order.text, ++now);
      back.order = order.text;
      back.quantity = static_cast<std::int32_t>(order.left());
      if (!step(back, &effects_).accepted()) return "an open line cannot come back [I16]";
      const std::string broken = books_.post(back, effects_.entries);
      if (!broken.empty()) return broken;
    }
    std::string broken = broken_shares(books_, scratch_);
    if (broken.empty()) broken = broken_levels(scratch_, program_);
    if (!broken.empty()) return broken + " with everything returned [I16]";
    const Purse<>& purse = scratch_.standing.purses[0];
    const std::int64_t wealth = purse[Account::available] + purse[Account::held] +
                                purse[Account::pending] + purse[Account::debt];
    if (wealth + purse[Account::redeemed] > books_.gifts + beans_kept) return "beans pumped [I16]";
    const std::int64_t growth = scratch_.standing.ladders[0].growth.count;
    if (growth > kGrowthGiven + growth_kept) return "growth pumped [I16]";
    return growth_kept > 0 ? std::string() : broken_nothing_bought(now);
  }
  static bool has_line_of(const Member& member, const Id& order) {
    const auto& lines = member.facts.lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&order](const OpenLine& line) { return line.order == order; });
  }
  /// Of what the member of `scratch_` bought nothing is left.
  std::string broken_nothing_bought(Instant now) {
    for (const MonthFacts& month : scratch_.facts.months) {
      const bool none = month.spend == month.returned && month.orders == 0;
      if (!none || month.purchase_days != 0) return "a month counts what came back [I16]";
    }
    settle_on(next_month(now));
    for (const ScoreStanding<>& score : scratch_.standing.scores) {
      if (score.value != 0) return "a score counts what came back [I16]";
    }
    return {};
  }

  const Program& program_;
  kernel::Workspace workspace_;
  BoundEvent bound_;
  // Used again, so that their memory is too.
  kernel::Effects effects_;
  std::vector<Effect<>> booked_;
  std::vector<std::byte> bytes_;
  Member scratch_;
  EventData asked_;
  Books books_;
};

}  // namespace loyaltycore::support::small_scope
