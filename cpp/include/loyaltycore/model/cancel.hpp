// cancel.hpp: how a caller stops long work from another thread; what is done by then stays whole.
#pragma once

#include <atomic>
#include <cstdint>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore {

/// Set by the caller, looked at by the work after every event or member.
using CancelFlag = std::atomic<bool>;

/// The cancel flag was set.
class Cancelled : public Error {
 public:
  /// `done`: whole events or members that are dealt with and stay so.
  explicit Cancelled(std::uint64_t done = 0)
      : Error("cancelled", "cancelled by the caller"), done_(done) {}
  [[nodiscard]] std::uint64_t done() const noexcept { return done_; }

 private:
  std::uint64_t done_;
};

/// @throws Cancelled if there is a flag and it is set.
inline void check_cancel(const CancelFlag* cancel, std::uint64_t done = 0) {
  if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) throw Cancelled{done};
}

}  // namespace loyaltycore
