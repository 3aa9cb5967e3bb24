// fork_safe.hpp: mutexes that a forked child refuses, where another thread was inside at the fork.
//
// A child made by fork has a copy of every mutex but none of the threads that hold them: it would
// wait for ever. Here it gets an Error instead, and a mutex that nobody held works as ever.
#pragma once

#include <atomic>
#include <cstdint>

#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

/// How many forks lie between this process and the one that asked first.
[[nodiscard]] std::uint32_t fork_generation() noexcept;

template <class Mutex>
class ForkSafe {
 public:
  ForkSafe() : state_(of_generation(fork_generation())) {}

  /// @throws Error forked_in_call; nothing is locked then.
  void lock() {
    enter();
    mutex_.lock();
  }
  void unlock() noexcept {
    mutex_.unlock();
    leave();
  }
  /// @throws Error forked_in_call; nothing is locked then.
  void lock_shared() {
    enter();
    mutex_.lock_shared();
  }
  void unlock_shared() noexcept {
    mutex_.unlock_shared();
    leave();
  }

 private:
  static std::uint64_t of_generation(std::uint32_t generation) noexcept {
    return std::uint64_t{generation} << 32U;
  }

  /// Counts whoever waits or holds: while there is one, the mutex is not as it was made.
  void enter() {
    const std::uint64_t now = of_generation(fork_generation());
    std::uint64_t seen = state_.load(std::memory_order_relaxed);
    while (true) {
      const bool forked = seen >> 32U != now >> 32U;
      if (forked && (seen & kInside) != 0) {
        throw Error("forked_in_call",
                    "this process was forked while another thread was inside a call of the engine: "
                    "its copy here stays in the middle of that call; start children by spawn, or "
                    "fork while no thread is inside");
      }
      const std::uint64_t next = (forked ? now : seen) + 1;
      if (state_.compare_exchange_weak(seen, next)) return;
    }
  }
  void leave() noexcept { state_.fetch_sub(1); }

  static constexpr std::uint64_t kInside = 0xFFFF'FFFF;

  Mutex mutex_;
  /// The generation that counted, above; who waits or holds, below.
  std::atomic<std::uint64_t> state_;
};

}  // namespace loyaltycore::engine
