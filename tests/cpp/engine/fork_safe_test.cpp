// A forked child is told, not left waiting, where another thread was inside at the fork.
#include "engine/fork_safe.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <latch>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace loyaltycore::engine::fork_safe_test {
namespace {

constexpr int kLocked = 10;
constexpr int kToldSo = 11;
constexpr int kOther = 12;
constexpr unsigned kPatience = 20;

/// What a forked child says to locking twice: its exit code, or -1 if it had to be stopped.
template <class Lock, class Mutex>
int child_locking(Mutex& mutex) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(kPatience);
    int said = kOther;
    for (int i = 0; i < 2; ++i) {
      try {
        const Lock lock{mutex};
        said = kLocked;
      } catch (const Error& error) {
        said = error.code() == "forked_in_call" ? kToldSo : kOther;
      }
    }
    _exit(said);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

using Shared = ForkSafe<std::shared_mutex>;

TEST(ForkSafe, WorksInAChildWhoseParentWasOutside) {
  Shared mutex;
  { const std::unique_lock lock{mutex}; }
  EXPECT_EQ(child_locking<std::unique_lock<Shared>>(mutex), kLocked);
  EXPECT_EQ(child_locking<std::shared_lock<Shared>>(mutex), kLocked);
}

TEST(ForkSafe, TellsAChildWhoseParentWasInside) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the thread sanitizer forbids a fork beside threads";
#endif
  for (const bool shared : {false, true}) {
    Shared mutex;
    std::latch inside{1};
    std::latch done{1};
    std::thread other{[&] {
      if (shared) mutex.lock_shared();
      if (!shared) mutex.lock();
      inside.count_down();
      done.wait();
      if (shared) mutex.unlock_shared();
      if (!shared) mutex.unlock();
    }};
    inside.wait();
    EXPECT_EQ(child_locking<std::unique_lock<Shared>>(mutex), kToldSo);
    EXPECT_EQ(child_locking<std::shared_lock<Shared>>(mutex), kToldSo);
    done.count_down();
    other.join();
    EXPECT_EQ(child_locking<std::unique_lock<Shared>>(mutex), kLocked) << "once it is outside";
  }
}

TEST(ForkSafe, LetsThreadsOfAChildInTogether) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the thread sanitizer forbids a fork beside threads";
#endif
  ForkSafe<std::mutex> mutex;
  const pid_t child = fork();
  if (child == 0) {
    alarm(kPatience);
    std::atomic<int> locked{0};
    {
      std::latch start{4};
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
          start.arrive_and_wait();
          const std::lock_guard lock{mutex};
          ++locked;
        });
      }
    }
    _exit(locked.load());
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 4);
}

}  // namespace
}  // namespace loyaltycore::engine::fork_safe_test
