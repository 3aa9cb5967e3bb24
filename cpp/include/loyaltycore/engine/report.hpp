// report.hpp: the months of a whole programme: what was issued, redeemed, expired; what is owed.
//
// Only sums over effects. For each month and account: opening + in - out = closing, exactly; the
// closing of a month is the opening of the next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/kinds.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

/// Money value of outstanding beans, fen, rounded down; no breakage is estimated.
[[nodiscard]] std::int64_t liability_fen(std::int64_t outstanding_beans, std::int64_t per_yuan);

/// Everything of one cause in one month.
struct MonthlyFlow {
  Month month{};
  Currency currency{Currency::beans};
  /// Index of the purse (beans) or ladder (growth).
  std::uint8_t book{};
  Cause cause{Cause::earned};
  std::int64_t amount{};
  std::int64_t entries{};
};

/// One account of the whole programme over one month.
struct MonthlyAccount {
  Month month{};
  Currency currency{Currency::beans};
  std::uint8_t book{};
  Account account{Account::issuer};
  std::int64_t opening{};
  std::int64_t in{};
  std::int64_t out{};
  std::int64_t closing{};
};

/// What is owed at the end of a month in the first purse: the others are no money.
struct MonthlyLiability {
  Month month{};
  /// pending + available + held
  std::int64_t outstanding{};
  /// What members owe, >= 0.
  std::int64_t debt{};
  std::int64_t value_fen{};
};

/// Members in a tier at the end of a month, counted from their first event.
struct MonthlyTier {
  Month month{};
  /// NameKind::tier number.
  std::uint16_t tier{};
  std::int64_t members{};
};

/// Every table is sorted by month and has every month from the first to the last.
struct Monthly {
  std::vector<MonthlyFlow> flows{};
  std::vector<MonthlyAccount> accounts{};
  std::vector<MonthlyLiability> liability{};
  std::vector<MonthlyTier> tiers{};
};

/// Collects effects into months; merging two collections is a sum, in any order.
class MonthlyBooks {
 public:
  explicit MonthlyBooks(const Program& program);
  MonthlyBooks(const MonthlyBooks&) = delete;
  MonthlyBooks(MonthlyBooks&&) = default;
  MonthlyBooks& operator=(const MonthlyBooks&) = delete;
  MonthlyBooks& operator=(MonthlyBooks&&) = default;
  ~MonthlyBooks() = default;

  /// A member that exists from `first_at` on, in a tier (NameKind::tier number).
  void join(Instant first_at, std::uint16_t tier);
  /// Books a movement; other effects do nothing.
  void move(const Effect<>& effect);
  void change_tier(Instant at, std::uint16_t before, std::uint16_t after);
  /// @throws Error if a total leaves the range of int64.
  void merge(const MonthlyBooks& other);
  /// The tables from the first month with an entry to the month of `as_of`.
  /// @throws Error if a total leaves the range of int64.
  [[nodiscard]] Monthly tables(Instant as_of) const;

 private:
  struct Flow {
    std::int64_t amount{};
    std::int64_t entries{};
  };
  struct Cell {
    /// By purse or ladder, then cause.
    std::vector<Flow> flows{};
    /// By purse or ladder, then account.
    std::vector<std::int64_t> in{};
    std::vector<std::int64_t> out{};
    /// Change of the number of members, by tier.
    std::vector<std::int64_t> tiers{};
  };
  Cell& cell_at(Instant at);

  Program program_;
  std::map<Month, Cell> cells_;
  /// The month that was asked for last: most entries stand beside each other.
  Instant cached_from_{1};
  Instant cached_until_{0};
  Cell* cached_{};
};

}  // namespace loyaltycore::engine
