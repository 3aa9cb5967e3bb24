// Any bytes as the JSON of an event: refused with a typed error, or read, decided and written back.
#include <cstdlib>
#include <string_view>

#include "loyaltycore/io/event_json.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/error.hpp"
#include "support/shop.hpp"

namespace {

/// @pre the data was read from JSON.
void decide(const loyaltycore::EventData& data) {
  static const loyaltycore::Program shop = loyaltycore::support::shop();
  loyaltycore::BoundEvent bound;
  loyaltycore::Member member;
  loyaltycore::kernel::Workspace workspace;
  const loyaltycore::Event& event = bound.bind(shop, data);
  // The second is a retry, or refused as the first was.
  for (int i = 0; i < 2; ++i) {
    static_cast<void>(loyaltycore::kernel::step_in_place(shop, member, event, workspace, nullptr));
    if (!loyaltycore::kernel::broken_invariant(shop, member).empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const loyaltycore::EventData event = loyaltycore::event_from_json(text);
    if (loyaltycore::event_from_json(loyaltycore::to_json(event)) != event) std::abort();
    decide(event);
  } catch (const loyaltycore::DataError& error) {
    if (error.code().empty()) std::abort();
  }
  return 0;
}
