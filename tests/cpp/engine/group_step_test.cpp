// group_step.hpp: events of one group are booked together or not at all.
#include "engine/group_step.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/deals.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "support/shop.hpp"

namespace loyaltycore::engine::group_step_test {
namespace {

using testing::gift;
using testing::kBegin;
using testing::transfer;

const Program& program() { return support::shop(); }

TEST(GroupStep, AreBookedWholeOrNotAtAll) {
  Engine engine{program()};
  static_cast<void>(engine.apply(gift("a", "1", 50, kBegin)));
  const auto too_much = transfer("g1", "a", "b", 51, kBegin + 1);
  std::vector<Applied> applied = engine.apply_batch(too_much);
  EXPECT_EQ(applied[0].outcome.refusal, Refusal::insufficient_beans);
  EXPECT_EQ(applied[1].outcome.refusal, Refusal::group_refused);
  EXPECT_TRUE(applied[1].effects.entries.empty());
  EXPECT_FALSE(engine.contains("b")) << "nothing happened to it";

  // The credit is told first: the order of the two decides nothing.
  auto fits = transfer("g2", "a", "b", 20, kBegin + 2);
  std::swap(fits[0], fits[1]);
  applied = engine.apply_batch(fits);
  EXPECT_TRUE(applied[0].outcome.accepted() && applied[1].outcome.accepted());
  EXPECT_EQ(engine.member("b")->standing.purses[0][Account::available], 20);
  EXPECT_EQ(engine.member("a")->standing.purses[0][Account::available], 30);

  applied = engine.apply_batch(fits);
  EXPECT_TRUE(applied[0].outcome.duplicate && applied[1].outcome.duplicate);
  // One side of a booked group beside a new event is another group.
  auto mixed = fits;
  mixed[0].id = "new";
  applied = engine.apply_batch(mixed);
  EXPECT_EQ(applied[0].outcome.refusal, Refusal::group_half_booked);
  EXPECT_TRUE(applied[1].outcome.duplicate);
  EXPECT_EQ(engine.member("b")->standing.purses[0][Account::available], 20);
  EXPECT_EQ(engine.verify(), "");
}

TEST(GroupStep, ARetryInABatchIsAnsweredAsItsTelling) {
  const auto sides = transfer("g1", "a", "b", 5, kBegin + 1);
  const EventData more = gift("a", "1", 50, kBegin);
  using Batch = std::vector<EventData>;
  for (const Batch& batch :
       {Batch{sides[0], sides[0], sides[1]}, Batch{sides[0], sides[1], sides[1], sides[0]}}) {
    Engine engine{program()};
    for (const Applied& each : engine.apply_batch(batch)) {
      EXPECT_NE(each.outcome.refusal, Refusal::none) << "a has no beans";
    }
    EXPECT_FALSE(engine.contains("b")) << "a retry of one side books nothing either";
    static_cast<void>(engine.apply(more));
    std::map<std::string, int> booked;
    const std::vector<Applied> applied = engine.apply_batch(batch);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      EXPECT_EQ(applied[i].outcome.refusal, Refusal::none);
      booked[batch[i].id] += applied[i].outcome.duplicate ? 0 : 1;
    }
    for (const auto& [id, times] : booked) EXPECT_EQ(times, 1) << id;
    EXPECT_EQ(engine.member("a")->standing.purses[0][Account::available], 45);
  }
}

TEST(GroupStep, ARetryWithOtherContentRefusesNobodyElse) {
  Engine engine{program()};
  static_cast<void>(engine.apply(gift("a", "1", 50, kBegin)));
  auto batch = transfer("g1", "a", "b", 5, kBegin + 1);
  batch.push_back(batch[1]);
  batch[2].beans = 6;
  const std::vector<Applied> applied = engine.apply_batch(batch);
  EXPECT_TRUE(applied[0].outcome.accepted() && applied[1].outcome.accepted());
  EXPECT_EQ(applied[2].outcome.refusal, Refusal::id_conflict);
}

TEST(GroupStep, EventsOfADealShareATime) {
  Engine engine{program()};
  auto batch = transfer("g1", "a", "b", 5, kBegin + 1);
  batch[1].occurred_at += 1;
  try {
    static_cast<void>(engine.apply_batch(batch));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "group_apart");
    EXPECT_EQ(error.row(), 1);
  }
}

TEST(GroupStep, ATombstoneNamesNobodyNew) {
  Engine engine{program()};
  const std::vector<EventData> batch{gift("a", "1", 50, kBegin),
                                     gift("#" + std::string(32, '0'), "2", 50, kBegin)};
  try {
    static_cast<void>(engine.apply_batch(batch));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "id_invalid");
    EXPECT_EQ(error.row(), 1);
  }
  EXPECT_EQ(engine.size(), 0U) << "a batch that cannot be read changes nothing";
}

TEST(GroupStep, StandSideBySideInABatch) {
  Engine engine{program()};
  auto batch = transfer("g1", "a", "b", 5, kBegin + 1);
  batch.insert(batch.begin() + 1, gift("c", "1", 50, kBegin));
  try {
    static_cast<void>(engine.apply_batch(batch));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), "group_apart");
    EXPECT_EQ(error.row(), 2);
  }
  EXPECT_EQ(engine.size(), 0U) << "a batch that cannot be read changes nothing";
}

}  // namespace
}  // namespace loyaltycore::engine::group_step_test
