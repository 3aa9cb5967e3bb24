#include "loyaltycore/kernel/missing_field.hpp"

namespace loyaltycore::kernel {

namespace {

std::string_view missing_book(const Event& event) noexcept {
  if (event.purse == kNoBook) return "purse";
  return event.ladder == kNoBook ? "ladder" : std::string_view{};
}

}  // namespace

std::string_view missing_field(const Event& event) noexcept {
  const auto unless = [](bool there, std::string_view field) {
    return there ? std::string_view{} : field;
  };
  switch (event.kind) {
    case EventKind::order_placed:
    case EventKind::order_paid:
    case EventKind::order_completed:
    case EventKind::order_cancelled:
    case EventKind::order_refused:
    case EventKind::line_returned:
      return unless(event.order != kNoId, "order");
    case EventKind::review_deleted:
    case EventKind::beans_released:
      return unless(event.subject != kNoId, "subject");
    case EventKind::beans_held:
      return event.subject == kNoId ? "subject" : unless(event.beans.count > 0, "beans");
    case EventKind::beans_exchanged:
      return unless(event.item != 0, "item");
    case EventKind::credit_updated:
      return unless(event.item != 0, "input");
    case EventKind::imported:
      return event.tier == 0 ? "tier" : missing_book(event);
    case EventKind::adjusted:
      return missing_book(event);
    case EventKind::beans_redeemed:
      return unless(event.beans.count > 0, "beans");
    default:
      return {};
  }
}

}  // namespace loyaltycore::kernel
