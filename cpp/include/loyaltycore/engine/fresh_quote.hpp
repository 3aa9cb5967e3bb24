// fresh_quote.hpp: what a placement whose quote no longer holds could bind to instead.
#pragma once

#include "loyaltycore/kernel/quote.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

/// A placement without its beans and cash tenders: the cart that was quoted.
[[nodiscard]] EventData cart_of(EventData placement);

/// The cart of a placement quoted anew at its own instant: with as many beans as it was placed
/// with, or, where those are refused, with as many as the cart may take.
/// @pre placement.quoted
[[nodiscard]] kernel::Quote fresh_quote(const Program& program, const Member& member,
                                        const EventData& placement, kernel::Workspace& workspace);

}  // namespace loyaltycore::engine
