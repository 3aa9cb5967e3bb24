// pulse.hpp: how long work tells how far it is and hears that it should stop.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "loyaltycore/engine/replay.hpp"

namespace loyaltycore::engine {

/// Shared by the threads of one replay.
class Pulse {
 public:
  Pulse(const ReplayOptions& options, std::uint64_t done, std::uint64_t total)
      : options_(options), done_(done), total_(total), shown_(Clock::now()) {}

  void add(std::uint64_t events) noexcept { done_.fetch_add(events, std::memory_order_relaxed); }
  [[nodiscard]] const CancelFlag* cancel() const noexcept { return options_.cancel; }
  /// @throws Cancelled
  void check() const { check_cancel(options_.cancel); }
  /// For the calling thread only: reports if the last report is a tenth of a second old.
  void show_when_due() {
    if (options_.progress && Clock::now() - shown_ >= kInterval) show();
  }
  /// For the calling thread only: hears the cancel flag, and now and then looks at the clock.
  void beat(std::size_t number) {
    check();
    if (number % 64 == 0) show_when_due();
  }
  void show() {
    shown_ = Clock::now();
    if (options_.progress) options_.progress(done_.load(std::memory_order_relaxed), total_);
  }

  static constexpr std::chrono::milliseconds kInterval{100};

 private:
  using Clock = std::chrono::steady_clock;

  const ReplayOptions& options_;
  std::atomic<std::uint64_t> done_;
  std::uint64_t total_;
  Clock::time_point shown_;
};

}  // namespace loyaltycore::engine
