// settlement.hpp: the first boundary of any score or medal, and none where nothing settles.
#include "loyaltycore/kernel/settlement.hpp"

#include <gtest/gtest.h>

#include "loyaltycore/io/program_json.hpp"
#include "support/programmes.hpp"

namespace loyaltycore::kernel::settlement_test {
namespace {

constexpr std::string_view kScore = R"("score": {"s": {"settle_day": 8}})";
constexpr std::string_view kMedal = R"("medals": {"f": {"settle_day": 2,
  "grades": [{"at_least": {"orders": 1}}],
  "each": {"m": {"requires": {"orders": {"of": "orders"}}}}}})";

/// The boundary after 2018-05-05, of a member whose last decision was then.
Day next_of(std::string_view sections, bool erased = false, Day settled_on = kNoDay) {
  const Program program = Program::from_json(support::programme(sections));
  Facts facts;
  facts.decided_at = program.zone().start_of(day_of({2018, 5, 5}));
  facts.erased = erased;
  Standing<> standing;
  standing.settled_on = settled_on;
  return next_settlement(Timeline<std::int64_t>{program.plan(), program.versions()}, facts,
                         standing);
}

TEST(Settlement, IsThatOfWhatSettlesFirst) {
  EXPECT_EQ(next_of(kScore), day_of({2018, 5, 8}));
  EXPECT_EQ(next_of(kMedal), day_of({2018, 6, 2}));
  EXPECT_EQ(next_of(support::sections(kScore, kMedal)), day_of({2018, 5, 8}));
  EXPECT_EQ(next_of(support::sections(kScore, kMedal), false, day_of({2018, 5, 8})),
            day_of({2018, 6, 2}));
}

TEST(Settlement, IsNoneWhereNothingSettles) {
  EXPECT_EQ(next_of(""), kNoDay);
  EXPECT_EQ(next_of(kMedal, true), kNoDay) << "an erased member";
}

}  // namespace
}  // namespace loyaltycore::kernel::settlement_test
