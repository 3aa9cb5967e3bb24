// fact_plan.hpp: which facts a programme needs and how they are made, from all its versions.
//
// An accepted event gives equal facts under equal plans: `fold` takes a plan, not a programme. The
// numbers in it are those of the programme's names (Program::facts_fingerprint has both).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/model/class_set.hpp"
#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore {

inline constexpr std::size_t kMostTenderClasses = 6;
inline constexpr std::size_t kMostInputs = 8;
/// A rolling year, the month in progress, and room for late events.
inline constexpr std::size_t kMonthsKept = 16;
inline constexpr std::size_t kMostActivities = 32;
inline constexpr std::size_t kMostCategoryClasses = 64;

/// Goods that beans may pay alike.
struct GoodsClass {
  ClassSet categories{};
  /// Amount of an order's goods of this class from which beans may pay any of them.
  Fen min_amount{};
  /// False: beans never pay them.
  bool allowed{true};

  friend bool operator==(const GoodsClass&, const GoodsClass&) = default;
};

/// Beans as a means of payment: all that the split of an order's tenders over its lines asks of a
/// programme.
struct BeanTender {
  /// Beans worth one yuan; the same for every member and funder.
  std::int64_t per_yuan{100};
  /// Goods that no class names.
  GoodsClass ordinary{};
  /// The first that holds a line's category counts.
  std::vector<GoodsClass> classes{};

  friend bool operator==(const BeanTender&, const BeanTender&) = default;
};

struct BeanTenderSince {
  Instant from{};
  BeanTender tender{};

  friend bool operator==(const BeanTenderSince&, const BeanTenderSince&) = default;
};

struct FactPlan {
  /// Class of each tender kind: kinds that no rule tells apart share one.
  std::array<std::uint8_t, kTenderKinds> tender_class{};
  std::uint8_t tender_classes{};
  /// Classes that come back as money when a line is returned (bit = class).
  std::uint8_t refundable_classes{};
  /// Classes of which nothing is spend (bit = class).
  std::uint8_t unspent_classes{};
  /// Classes of the beans and the coupon tender.
  std::uint8_t beans_class{};
  std::uint8_t coupon_class{};
  /// Days from completion (or placement) during which a line stays open.
  std::int32_t returns_horizon_days{};
  std::int64_t late_horizon_micros{};
  std::int64_t clock_skew_micros{};
  /// Longest "same SKU" window of any rule, in days; 0 = not remembered.
  std::int32_t sku_window_days{};
  /// Kinds of event that are counted by month; a declared kind is looked up below.
  std::array<std::uint8_t, kEventKinds> activity_of_kind{};
  /// By the number of the own kind's name.
  std::vector<std::uint8_t> activity_of_declared{};
  /// By the number of the category's name; spend is summed by month and class.
  std::vector<std::uint8_t> class_of_category{};
  Zone zone{};
  /// Beans as a means of payment before the first of `later_tenders`.
  BeanTender first_tender{};
  /// Ascending, each unlike the one before: a version that leaves them alone is not told.
  std::vector<BeanTenderSince> later_tenders{};

  /// Number of what an event of this kind counts as; 0 = not counted.
  [[nodiscard]] std::uint8_t activity_of(EventKind kind, std::uint16_t declared) const noexcept {
    if (kind != EventKind::declared) return activity_of_kind[static_cast<std::size_t>(kind)];
    return declared < activity_of_declared.size() ? activity_of_declared[declared] : std::uint8_t{};
  }
  /// Number of the class of a category; 0 = in none.
  [[nodiscard]] std::uint8_t category_class(std::uint16_t category) const noexcept {
    return category < class_of_category.size() ? class_of_category[category] : std::uint8_t{};
  }
  [[nodiscard]] std::uint8_t class_of(TenderKind kind) const noexcept {
    return tender_class[static_cast<std::size_t>(kind)];
  }
  /// What beans are as a means of payment for what happens at an instant.
  [[nodiscard]] const BeanTender& bean_tender_at(Instant instant) const noexcept {
    std::size_t i = later_tenders.size();
    while (i > 0 && instant < later_tenders[i - 1].from) --i;
    return i == 0 ? first_tender : later_tenders[i - 1].tender;
  }
  /// Hash of every field above.
  [[nodiscard]] Hash128 fingerprint() const;
  /// Hash of every field but the bean tenders: what kept facts look like. A snapshot may go on
  /// under another future, in which beans pay other goods; what had begun is told by its versions.
  [[nodiscard]] Hash128 layout() const;
};

}  // namespace loyaltycore
