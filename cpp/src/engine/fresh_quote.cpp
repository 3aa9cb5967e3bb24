#include "loyaltycore/engine/fresh_quote.hpp"

#include <utility>

namespace loyaltycore::engine {

EventData cart_of(EventData placement) {
  std::erase_if(placement.tenders, [](const TenderData& tender) {
    return tender.kind == TenderKind::beans || tender.kind == TenderKind::cash;
  });
  placement.quoted.reset();
  return placement;
}

kernel::Quote fresh_quote(const Program& program, const Member& member, const EventData& placement,
                          kernel::Workspace& workspace) {
  BoundEvent bound;
  const EventData cart = cart_of(placement);
  const Event& event = bound.bind(program, cart);
  kernel::QuoteRequest request;
  request.beans = placement.quoted->beans_spent.count;
  kernel::Quote out = kernel::quote(program, member, event, request, workspace);
  if (out.outcome.refusal == Refusal::none) return out;
  request.beans = kernel::QuoteRequest::kAllBeans;
  return kernel::quote(program, member, event, request, workspace);
}

}  // namespace loyaltycore::engine
