// Long work tells how far it is, not too often, and hears the cancel flag.
#include "engine/pulse.hpp"

#include <atomic>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace loyaltycore::engine::pulse_test {
namespace {

TEST(Pulse, ShowsWhatWasDone) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> shown;
  ReplayOptions options;
  options.progress = [&shown](std::uint64_t done, std::uint64_t total) {
    shown.emplace_back(done, total);
  };
  Pulse pulse{options, 5, 100};
  pulse.add(10);
  pulse.show_when_due();
  EXPECT_TRUE(shown.empty()) << "the first tenth of a second has not passed";
  pulse.show();
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0], (std::pair<std::uint64_t, std::uint64_t>{15, 100}));
}

TEST(Pulse, HearsTheCancelFlag) {
  std::atomic<bool> cancel{false};
  ReplayOptions options;
  options.cancel = &cancel;
  const Pulse pulse{options, 0, 1};
  EXPECT_NO_THROW(pulse.check());
  cancel = true;
  EXPECT_THROW(pulse.check(), Cancelled);
}

}  // namespace
}  // namespace loyaltycore::engine::pulse_test
