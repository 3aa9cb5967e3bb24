// Every story of six events over a small alphabet, in which spending, cancelling, expiring and
// taking back meet on the same few beans.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "support/every_story.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::kernel::exhaustive_test {
namespace {

constexpr int kDepth = 6;

enum class Letter { place, complete, cancel, take_back, hold, commit, release, spend, next_day };
constexpr std::array kAlphabet{Letter::place,     Letter::complete, Letter::cancel,
                               Letter::take_back, Letter::hold,     Letter::commit,
                               Letter::release,   Letter::spend,    Letter::next_day};
constexpr std::array<std::string_view, kAlphabet.size()> kWords{
    "place", "complete", "cancel", "take back", "hold", "commit", "release", "spend", "next day"};

std::string programme(std::string_view shortfall, std::string_view returned) {
  return R"({"format": 1, "meta": {"id": "small"}, "from": "2016-01-01",
    "beans": {"earn": {"purchase": {"trigger": "order_completed", "rate": "1/5"}},
      "expire": {"after_days": 2}, "redeem": {)" +
         std::string(returned) + R"(}, "reverse": {"shortfall": ")" + std::string(shortfall) +
         R"("}}})";
}

class Tree {
 public:
  explicit Tree(const std::string& json) : program_(Program::from_json(json)) {}

  /// A member who has beans of two days, and what every story does from there.
  void explore() {
    auto& [root, now] = stories_.root();
    now = support::day_in("2016-03-01") * kMicrosPerDay;
    EventData gift;
    gift.kind = EventKind::adjusted;
    gift.beans = 40;
    gift.id = "gift";
    ASSERT_TRUE(decide(root, gift, now).accepted());
    now += kMicrosPerDay;
    gift.id = "second gift";
    gift.beans = 30;
    ASSERT_TRUE(decide(root, gift, now).accepted());
    stories_.walk([this](const Node& parent, Node& child, std::size_t word, int level) {
      tell(parent, child, kAlphabet[word], level);
    });
  }
  [[nodiscard]] std::int64_t nodes() const { return stories_.count(); }
  [[nodiscard]] int accepted() const { return accepted_; }

 private:
  struct Node {
    Member member{};
    Instant now{};
  };

  void tell(const Node& parent, Node& child, Letter letter, int level) {
    child = parent;
    child.now += letter == Letter::next_day ? kMicrosPerDay : kMicrosPerSecond;
    EventData data = event_of(letter);
    data.id = std::to_string(level);
    const Outcome outcome = decide(child.member, data, child.now);
    accepted_ += outcome.accepted() ? 1 : 0;
    check(parent.member, child.member, outcome, level);
  }

  static EventData event_of(Letter letter) {
    EventData data;
    data.order = "o";
    data.subject = "h";
    switch (letter) {
      case Letter::place:
        data.kind = EventKind::order_placed;
        data.lines = {LineData{}};
        data.lines[0].quantity = 2;
        data.lines[0].amount_fen = 101;
        data.tenders = {{TenderKind::beans, 20}, {TenderKind::cash, 81}};
        return data;
      case Letter::complete:
        data.kind = EventKind::order_completed;
        return data;
      case Letter::cancel:
        data.kind = EventKind::order_cancelled;
        return data;
      case Letter::take_back:
        data.kind = EventKind::line_returned;
        return data;
      case Letter::hold:
        data.kind = EventKind::beans_held;
        data.beans = 30;
        return data;
      case Letter::commit:
        data.kind = EventKind::beans_redeemed;
        data.beans = 10;
        return data;
      case Letter::release:
        data.kind = EventKind::beans_released;
        return data;
      case Letter::spend:
        data.kind = EventKind::beans_redeemed;
        data.subject.clear();
        data.order.clear();
        data.beans = 25;
        data.amount_fen = 25;
        return data;
      case Letter::next_day:
        data.kind = EventKind::tick;
        return data;
    }
    return data;
  }

  Outcome decide(Member& member, EventData& data, Instant at) {
    data.occurred_at = at;
    // A hold ends by itself half a day later.
    if (data.kind == EventKind::beans_held) data.expires_at = at + kMicrosPerDay / 2;
    return step_in_place(program_, member, bound_.bind(program_, data), workspace_, nullptr);
  }

  /// Written without the kernel's own check, which is asked as well.
  void check(const Member& parent, const Member& child, const Outcome& outcome, int level) {
    ASSERT_EQ(broken_invariant(program_, child), "") << stories_.story();
    const auto& accounts = child.standing.purses[0].accounts;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kAccounts; ++i) {
      const auto account = static_cast<Account>(i);
      const bool may_owe = account == Account::issuer || account == Account::debt;
      ASSERT_TRUE(may_owe ? accounts[i] <= 0 : accounts[i] >= 0)
          << kAccountNames[i] << " " << accounts[i] << stories_.story();
      sum += accounts[i];
    }
    ASSERT_EQ(sum, 0) << stories_.story();
    const Purse<>& purse = child.standing.purses[0];
    ASSERT_FALSE(purse[Account::debt] < 0 && purse[Account::available] > 0) << stories_.story();
    // Every bean came from the two gifts or from the order, which gives at most 16.
    ASSERT_LE(-purse[Account::issuer], 40 + 30 + 16 * (level + 1)) << stories_.story();
    std::int64_t in_buckets = 0;
    for (const Bucket<>& bucket : child.standing.buckets) {
      ASSERT_GT(bucket.beans.count, 0) << stories_.story();
      in_buckets += bucket.beans.count;
    }
    ASSERT_EQ(in_buckets, purse[Account::available]) << stories_.story();
    std::int64_t held = 0;
    for (const Allocation<>& each : child.standing.allocations) {
      held += each.held ? each.beans.count : 0;
    }
    ASSERT_EQ(held, purse[Account::held]) << stories_.story();
    if (outcome.refusal != Refusal::none) {
      ASSERT_TRUE(same_member(parent, child, program_.plan())) << stories_.story();
    }
  }

  Program program_;
  Workspace workspace_;
  BoundEvent bound_;
  support::EveryStory<Node> stories_{{kWords.begin(), kWords.end()}, kDepth};
  int accepted_{};
};

struct Policy {
  std::string_view name;
  std::string_view shortfall;
  std::string_view returned;
};

class EveryStory : public testing::TestWithParam<Policy> {};

TEST_P(EveryStory, ClosesItsBooks) {
  Tree tree(programme(GetParam().shortfall, GetParam().returned));
  tree.explore();
  // 9 + 9^2 + ... + 9^6.
  EXPECT_EQ(tree.nodes(), 597'870);
  EXPECT_GT(tree.accepted(), tree.nodes() / 4);
}

INSTANTIATE_TEST_SUITE_P(
    Policies, EveryStory,
    testing::Values(Policy{"Debt", "debt", R"("returned_expired": "expire_again")"},
                    Policy{"Withhold", "withhold",
                           R"("returned_expired": "grace", "grace_days": 1)"},
                    Policy{"Clamp", "clamp", R"("returned_expired": "expire_again")"},
                    Policy{"Refuse", "refuse", R"("returned_expired": "expire_again")"}),
    [](const auto& policy) { return std::string(policy.param.name); });

}  // namespace
}  // namespace loyaltycore::kernel::exhaustive_test
