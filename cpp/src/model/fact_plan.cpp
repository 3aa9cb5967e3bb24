#include "loyaltycore/model/fact_plan.hpp"

#include <vector>

#include "model/encoding.hpp"

namespace loyaltycore {

namespace {

void write_class(encoding::Writer& write, const GoodsClass& goods) {
  write(goods.allowed, goods.min_amount,
        static_cast<std::uint32_t>(goods.categories.words().size()));
  for (const std::uint64_t word : goods.categories.words()) write(word);
}

void write_tender(encoding::Writer& write, const BeanTender& tender) {
  write(tender.per_yuan);
  write_class(write, tender.ordinary);
  write(static_cast<std::uint32_t>(tender.classes.size()));
  for (const GoodsClass& each : tender.classes) write_class(write, each);
}

}  // namespace

Hash128 FactPlan::fingerprint() const {
  std::vector<std::byte> bytes;
  encoding::Writer write(bytes);
  const Hash128 kept = layout();
  write(kept.low, kept.high);
  write_tender(write, first_tender);
  write(static_cast<std::uint32_t>(later_tenders.size()));
  for (const BeanTenderSince& each : later_tenders) {
    write(each.from);
    write_tender(write, each.tender);
  }
  return hash128(bytes);
}

Hash128 FactPlan::layout() const {
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
  // What most programmes do not say is left out.
  if (unspent_classes != 0) write(unspent_classes);
  return hash128(bytes);
}

}  // namespace loyaltycore
