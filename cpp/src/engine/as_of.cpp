#include "loyaltycore/engine/as_of.hpp"

#include <string>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

void check_as_of(Instant as_of) {
  if (as_of >= kFirstInstant && as_of <= kLastInstant) return;
  throw DataError("time_out_of_range",
                  "as_of: " + std::to_string(as_of) + " is no instant from " +
                      std::to_string(kFirstInstant) + " to " + std::to_string(kLastInstant),
                  "as_of", -1,
                  "write microseconds since 1970-01-01 UTC, up to the end of year 9999");
}

}  // namespace loyaltycore::engine
