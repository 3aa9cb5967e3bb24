// as_of.hpp: the instant to which a door settles.
#pragma once

#include "loyaltycore/base/date.hpp"

namespace loyaltycore::engine {

/// @throws DataError(time_out_of_range) if `as_of` lies outside kFirstInstant .. kLastInstant.
void check_as_of(Instant as_of);

}  // namespace loyaltycore::engine
