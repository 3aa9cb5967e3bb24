#include "loyaltycore/kernel/checks.hpp"

#include "loyaltycore/kernel/missing_field.hpp"

namespace loyaltycore::kernel {
namespace {

bool is_built(EventKind kind) noexcept {
  switch (kind) {
    case EventKind::coupon_granted:
    case EventKind::coupon_used:
    case EventKind::coupon_sold:
    case EventKind::plus_trial:
    case EventKind::plus_purchased:
    case EventKind::plus_renewed:
    case EventKind::plus_refunded:
    case EventKind::plus_code_used:
    case EventKind::top_up:
      return false;
    default:
      return true;
  }
}

bool opens_orders(EventKind kind) noexcept {
  return kind == EventKind::order_placed || kind == EventKind::order_paid ||
         kind == EventKind::order_completed;
}

bool in_range(Instant instant) noexcept {
  return instant >= kFirstInstant && instant <= kLastInstant;
}

bool times_in_range(const Event& event) noexcept {
  return in_range(event.occurred_at) && in_range(event.recorded_at) &&
         (event.expires_at == kNever || in_range(event.expires_at)) &&
         (event.completed_at == kNever || in_range(event.completed_at));
}

bool is_amount(std::int64_t amount) noexcept { return amount >= 0 && amount <= kLargestAmount; }

bool amounts_in_range(const Event& event) noexcept {
  const bool may_fall = event.kind == EventKind::adjusted;
  const auto is_change = [may_fall](std::int64_t amount) {
    return is_amount(amount) || (may_fall && is_amount(-amount));
  };
  // A quick range check first: negating INT64_MIN would overflow.
  const std::int64_t least = -kLargestAmount;
  if (event.beans.count < least || event.growth.count < least) return false;
  if (!is_amount(event.amount.count) || !is_amount(event.freight.count)) return false;
  if (!is_change(event.beans.count) || !is_change(event.growth.count)) return false;
  std::int64_t sum = 0;
  for (const OrderLine& line : event.lines) {
    if (!is_amount(line.amount.count)) return false;
    sum += line.amount.count;
    if (!is_amount(sum)) return false;
  }
  sum = 0;
  for (const Tender& tender : event.tenders) {
    if (!is_amount(tender.amount.count) || tender.amount.count == 0) return false;
    sum += tender.amount.count;
    if (!is_amount(sum)) return false;
  }
  return true;
}

bool quantities_in_range(const Event& event) noexcept {
  const auto is_quantity = [](std::int32_t count) {
    return count >= 1 && count <= kLargestQuantity;
  };
  if (!is_quantity(event.quantity) || event.ordinal < 0) return false;
  if (event.lines.size() > kMostLines) return false;
  for (const OrderLine& line : event.lines) {
    if (!is_quantity(line.quantity)) return false;
  }
  return true;
}

bool has_unknown_category(const Event& event) noexcept {
  if (event.category == kUnnamed) return true;
  for (const OrderLine& line : event.lines) {
    if (line.category == kUnnamed) return true;
  }
  return false;
}

bool repeats_line(const Event& event) noexcept {
  for (std::size_t i = 1; i < event.lines.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (event.lines[i].line == event.lines[j].line) return true;
    }
  }
  return false;
}

bool tenders_sum(const Event& event) noexcept {
  if (event.tenders.empty()) return true;
  std::int64_t goods = 0;
  for (const OrderLine& line : event.lines) goods += line.amount.count;
  std::int64_t paid = 0;
  std::int64_t never_freight = 0;
  for (const Tender& tender : event.tenders) {
    paid += tender.amount.count;
    if (tender.kind == TenderKind::coupon || tender.kind == TenderKind::beans) {
      never_freight += tender.amount.count;
    }
  }
  return paid == goods + event.freight.count && never_freight <= goods;
}

/// 65535 speaks of a review or of the whole order inside: no line and no part has that number.
bool numbers_in_range(const Event& event) noexcept {
  if (event.line > kLargestLine) return false;
  for (const OrderLine& line : event.lines) {
    if (line.line > kLargestLine || line.sub_order > kLargestLine) return false;
  }
  return true;
}

bool has_unknown_channel(const Event& event) noexcept {
  if (event.channel == kUnnamed) return true;
  for (const OrderLine& line : event.lines) {
    if (line.channel == kUnnamed) return true;
  }
  return false;
}

}  // namespace

Refusal refuse_event(const Event& event, const EventLimits& limits) noexcept {
  if (!is_built(event.kind)) return Refusal::kind_not_built;
  const bool own_kind = event.kind == EventKind::declared;
  if (own_kind && (event.declared == 0 || event.declared == kUnnamed)) return Refusal::kind_unknown;
  if (event.kind != EventKind::tick && event.id == kNoId) return Refusal::id_missing;
  if (!times_in_range(event)) return Refusal::time_out_of_range;
  if (!amounts_in_range(event)) return Refusal::amount_out_of_range;
  if (!quantities_in_range(event) || !numbers_in_range(event))
    return Refusal::quantity_out_of_range;
  if (!missing_field(event).empty()) return Refusal::field_missing;
  if (limits.refuse_unknown_category && has_unknown_category(event)) {
    return Refusal::category_unknown;
  }
  if (limits.refuse_unknown_channel && has_unknown_channel(event)) {
    return Refusal::channel_unknown;
  }
  for (const Tender& tender : event.tenders) {
    if (static_cast<std::size_t>(tender.kind) >= kTenderKinds) return Refusal::tender_unknown;
  }
  if (event.kind == EventKind::order_placed && event.lines.empty()) return Refusal::lines_missing;
  if (repeats_line(event)) return Refusal::line_repeated;
  if (opens_orders(event.kind) && !event.lines.empty() && !tenders_sum(event)) {
    return Refusal::tenders_do_not_sum;
  }
  return Refusal::none;
}

Refusal refuse_place(const Event& event, const Facts& facts, const FactPlan& plan,
                     const EventLimits& limits) noexcept {
  if (facts.erased) return Refusal::member_erased;
  if (event.occurred_at > event.recorded_at + plan.clock_skew_micros) {
    return Refusal::occurred_after_recorded;
  }
  if (facts.decided_at != kNever && event.recorded_at < facts.decided_at - plan.clock_skew_micros) {
    return Refusal::clock_regression;
  }
  if (decision_time(event, facts) - event.occurred_at > plan.late_horizon_micros) {
    return Refusal::too_late;
  }
  return event.occurred_at < limits.programme_from ? Refusal::before_programme : Refusal::none;
}

const Remembered* find_remembered(const Facts& facts, const Id& id) noexcept {
  for (std::size_t i = facts.remembered.size(); i-- > 0;) {
    if (facts.remembered[i].id == id) return &facts.remembered[i];
  }
  return nullptr;
}

}  // namespace loyaltycore::kernel
