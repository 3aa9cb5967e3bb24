#include "engine/fork_safe.hpp"

#include <pthread.h>

namespace loyaltycore::engine {

namespace {

std::atomic<std::uint32_t> generation{0};

void count_fork() { generation.fetch_add(1, std::memory_order_relaxed); }

}  // namespace

std::uint32_t fork_generation() noexcept {
  // Should memory for it be short, forks go unseen: a child may wait, as it would without.
  [[maybe_unused]] static const int watched = pthread_atfork(nullptr, nullptr, &count_fork);
  return generation.load(std::memory_order_relaxed);
}

}  // namespace loyaltycore::engine
