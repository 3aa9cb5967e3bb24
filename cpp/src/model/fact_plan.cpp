#include "loyaltycore/model/fact_plan.hpp"

#include <vector>

#include "model/encoding.hpp"

namespace loyaltycore {

Hash128 FactPlan::fingerprint() const {
  constexpr std::uint8_t kLayout = 1;
  std::vector<std::byte> bytes;
  encoding::Writer write(bytes);
  write(kLayout);
  for (const std::uint8_t each : tender_class) write(each);
  write(tender_classes, refundable_classes, beans_class, coupon_class, returns_horizon_days,
        late_horizon_micros, clock_skew_micros, sku_window_days);
  for (const std::uint8_t each : activity_of_kind) write(each);
  for (const auto* list : {&activity_of_declared, &class_of_category}) {
    write(static_cast<std::uint32_t>(list->size()));
    for (const std::uint8_t each : *list) write(each);
  }
  write(static_cast<std::uint32_t>(zone.offsets().size()));
  for (const Zone::Offset& offset : zone.offsets()) write(offset.from, offset.seconds);
  return hash128(bytes);
}

}  // namespace loyaltycore
