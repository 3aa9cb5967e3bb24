// fact_plan.hpp: which facts a programme needs, compiled from all its versions.
//
// Members under one plan keep the same facts (Program::facts_fingerprint says where they are equal
// as well). The plan is stored with them and has its own fingerprint.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore {

inline constexpr std::size_t kMostTenderClasses = 6;
inline constexpr std::size_t kMostInputs = 8;
/// A rolling year, the month in progress, and room for late events.
inline constexpr std::size_t kMonthsKept = 16;
inline constexpr std::size_t kMostActivities = 32;
inline constexpr std::size_t kMostCategoryClasses = 64;

struct FactPlan {
  /// Class of each tender kind: kinds that no rule tells apart share one.
  std::array<std::uint8_t, kTenderKinds> tender_class{};
  std::uint8_t tender_classes{};
  /// Classes that come back as money when a line is returned (bit = class).
  std::uint8_t refundable_classes{};
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
  /// Hash of every field above; equal plans keep equal facts.
  [[nodiscard]] Hash128 fingerprint() const;
};

}  // namespace loyaltycore
