// Every sequence of fourteen kinds of event, five deep and six in the long run: after each of them
// every law that one member can show, beside the kernel's own check.
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "support/every_story.hpp"
#include "support/sizes.hpp"
#include "support/small_scope_questions.hpp"

namespace loyaltycore::kernel::every_sequence_test {
namespace {

using namespace support::small_scope;
using support::EveryStory;

// Every law is met with four as well.
const int kDepth = support::size_of_run(4, 5, 6);

/// What one word met.
struct Met {
  int accepted{};
  int duplicates{};
  std::set<Refusal> refusals{};
};

/// Everything that these words can bring about, and the rules and levels of the programme.
constexpr std::array kCausesMet{
    Cause::earned,  Cause::debt_repaid,    Cause::released,    Cause::redeemed,
    Cause::held,    Cause::hold_ended,     Cause::expired,     Cause::returned_to_member,
    Cause::settled, Cause::tier_deduction, Cause::clawed_back, Cause::begun};

constexpr std::array<std::string_view, 4> kRulesMet{"beans.earn.purchase", "beans.earn.sign_in",
                                                    "beans.earn.bonus", "growth.earn.purchase"};
constexpr std::uint32_t kTiersMet = 0b1110;

class Sequences {
 public:
  Sequences() : stories_(words(), kDepth), met_(kAlphabet.size()) {}

  void explore() {
    begin();
    if (testing::Test::HasFailure()) return;
    stories_.walk([this](const Node& parent, Node& child, std::size_t word, int level) {
      const std::string broken = tell(parent, child, word, level);
      if (!broken.empty()) ADD_FAILURE() << broken << stories_.story();
    });
  }
  [[nodiscard]] std::int64_t nodes() const { return stories_.count(); }
  [[nodiscard]] const Met& met(std::size_t word) const { return met_[word]; }
  [[nodiscard]] bool booked(Cause cause) const {
    return (causes_ >> static_cast<unsigned>(cause) & 1U) != 0;
  }
  [[nodiscard]] bool gave(std::string_view rule) const {
    return (rules_ >> program_.names().find(NameKind::rule, rule) & 1U) != 0;
  }
  [[nodiscard]] std::uint32_t tiers() const { return tiers_; }
  [[nodiscard]] std::uint32_t caps() const { return caps_; }
  [[nodiscard]] std::int64_t accepted() const {
    std::int64_t sum = 0;
    for (const Met& each : met_) sum += each.accepted;
    return sum;
  }

 private:
  static std::vector<std::string_view> words() {
    std::vector<std::string_view> out;
    for (const Letter& letter : kAlphabet) out.push_back(letter.word);
    return out;
  }

  /// A member with growth, an order, beans of two days, the later of which a version brings near,
  /// and a last event.
  void begin() {
    Node& root = stories_.root();
    EventData data;
    data.kind = EventKind::imported;
    data.growth = kGrowthGiven;
    data.beans = 12;
    data.expires_at = start_of(support::day_in("2016-03-31"));
    begin_with(root, data, "2016-03-01");
    data = {};
    data.kind = EventKind::order_completed;
    data.order = "o";
    data.lines = {LineData{}};
    data.lines[0].amount_fen = 5000;
    data.lines[0].quantity = 2;
    begin_with(root, data, "2016-03-10");
    data = {};
    data.kind = EventKind::adjusted;
    data.beans = 20;
    data.expires_at = start_of(support::day_in("2016-04-08"));
    begin_with(root, data, "2016-03-29");
    root.now = noon_of("2016-03-30");
    static_cast<void>(settle(program_, root.member, root.now, workspace_, &effects_));
    ASSERT_EQ(root.books.post(EventData{}, effects_.entries), "");
    encode(root.member, root.bytes);
    ASSERT_TRUE(decode_member(root.bytes, root.loaded));
  }
  void begin_with(Node& root, EventData& data, std::string_view date) {
    data.id = "root " + std::string(date);
    data.occurred_at = noon_of(date);
    root.outcome = step(root.member, data, &effects_);
    root.told = data;
    ASSERT_TRUE(root.outcome.accepted()) << data.id;
    ASSERT_EQ(root.books.post(data, effects_.entries), "");
  }

  Outcome step(Member& member, const EventData& data, Effects* effects = nullptr) {
    return step_in_place(program_, member, bound_.bind(program_, data), workspace_, effects);
  }
  void encode(const Member& member, std::vector<std::byte>& out) const {
    out.clear();
    encode_member(member, program_.plan(), Memory::included, out);
  }

  /// Decides one word; what breaks a law, empty if nothing.
  std::string tell(const Node& parent, Node& child, std::size_t word, int level) {
    static constexpr std::array<std::string_view, 6> kPlaces{"1", "2", "3", "4", "5", "6"};
    const Node& last = stories_.after(parent.last);
    const Scene scene{parent.now, parent.member.standing.purses[0][Account::available],
                      parent.books.orders, last.told, kPlaces[static_cast<std::size_t>(level)]};
    child.told = kAlphabet[word].tell(scene);
    const bool again = child.told.id == last.told.id;
    const Instant at = told_at(child.told);
    child.outcome =
        apply(program_, parent.member, bound_.bind(program_, child.told), workspace_, effects_);
    child.member = parent.member;
    child.books = parent.books;
    fold(program_.plan(), child.member, bound_.event(), effects_);
    encode(child.member, child.bytes);
    child.now = child.outcome.refusal == Refusal::none ? max(parent.now, at) : parent.now;
    const bool tick = child.told.kind == EventKind::tick;
    child.by_tick = tick && child.outcome.accepted();
    child.last = tick || again ? parent.last : level + 1;
    note(met_[word], child.outcome);

    std::string broken = broken_paths(parent, child);
    // What was recorded before a tick may be told after it only where nothing fell due.
    if (broken.empty() && parent.by_tick && at >= parent.now) {
      broken = broken_tick(stories_.after(level - 1), child);
    }
    if (broken.empty()) broken = again ? broken_repeat(last, child) : broken_answer(parent, child);
    if (broken.empty()) broken = broken_change(parent, child);
    if (broken.empty()) broken = broken_state(child);
    if (broken.empty() && word < 2) broken = broken_gain(child, word, level);
    return broken;
  }

  static Instant told_at(const EventData& data) {
    return data.recorded_at.value_or(data.occurred_at);
  }
  static void note(Met& met, const Outcome& outcome) {
    met.accepted += outcome.accepted() ? 1 : 0;
    met.duplicates += outcome.duplicate ? 1 : 0;
    if (outcome.refusal != Refusal::none) met.refusals.insert(outcome.refusal);
  }
  static bool same(const Outcome& a, const Outcome& b) {
    return a.refusal == b.refusal && a.duplicate == b.duplicate && a.beans == b.beans &&
           a.growth == b.growth;
  }

  /// [I10 I11] The member read from bytes and stepped in place is the member that was folded, by
  /// bytes and answers.
  std::string broken_paths(const Node& parent, Node& child) {
    scratch_ = parent.loaded;
    const Outcome stepped = step(scratch_, child.told);
    if (!same(stepped, child.outcome)) return "stepped in place it is answered otherwise [I10]";
    if (!questions_.has_bytes(scratch_, child.bytes)) return "stepped in place it differs [I10]";
    if (!decode_member(child.bytes, child.loaded)) return "the bytes cannot be read [I11]";
    return questions_.has_bytes(child.loaded, child.bytes) ? "" : "written again it differs [I11]";
  }

  /// [I18] Nobody can tell whether a tick came between.
  std::string broken_tick(const Node& before_tick, const Node& child) {
    scratch_ = before_tick.member;
    if (!same(step(scratch_, child.told), child.outcome)) return "a tick changed an answer [I18]";
    const bool compares = child.outcome.accepted();
    if (!compares || questions_.has_bytes(scratch_, child.bytes)) return {};
    return "a tick changed what came after it [I18]";
  }

  /// [I5] A retry gets the first sums, as long as it is not too late; what was refused is refused.
  static std::string broken_repeat(const Node& first, const Node& child) {
    const Outcome& outcome = child.outcome;
    if (outcome.accepted()) return "it is accepted again [I5]";
    if (first.outcome.refusal != Refusal::none) {
      return outcome.duplicate ? "what was refused is a duplicate [I5]" : "";
    }
    if (!outcome.duplicate) {
      const bool forgotten = child.now > told_at(first.told) + kHorizon;
      return forgotten ? "" : "a retry is no duplicate [I5]";
    }
    const bool equal =
        outcome.beans == first.outcome.beans && outcome.growth == first.outcome.growth;
    return equal ? "" : "a retry is answered with other sums [I5]";
  }

  /// What the answer must be, where a few lines can say it.
  std::string broken_answer(const Node& parent, const Node& child) {
    if (child.outcome.duplicate) return "what was never told is a duplicate [I5]";
    return questions_.broken_spending(parent, child, told_at(child.told));
  }

  /// Laws of what one event did, which is nothing unless it was accepted.
  std::string broken_change(const Node& parent, Node& child) {
    const auto& effects = effects_.entries;
    if (!child.outcome.accepted()) {
      const bool same = child.bytes == parent.bytes && effects.empty();
      return same ? "" : "what was not accepted did something [I5]";
    }
    for (const Effect<>& effect : effects) {
      causes_ |= 1U << static_cast<unsigned>(effect.cause);
      if (effect.cause == Cause::earned && effect.rule != kNoRule) rules_ |= 1U << effect.rule;
    }
    tiers_ |= 1U << child.member.standing.ladders[0].tier;
    std::string broken = child.books.post(child.told, effects);
    if (broken.empty()) broken = broken_sequence(parent.member, child.member, child.told);
    if (broken.empty()) broken = broken_decisions(parent.member, child.member, child.told);
    if (broken.empty()) broken = broken_dates(effects, parent.member, child.told, child.now);
    if (broken.empty()) broken = broken_dues(child.member, child.now);
    if (broken.empty()) {
      broken = broken_time(effects, parent.member, child.member, child.told, child.now);
    }
    if (broken.empty()) broken = broken_caps(child.books, program_, caps_);
    if (broken.empty()) broken = broken_bonus(child.books, child.member, program_, child.told);
    return broken;
  }

  /// Laws of a member at any time; nothing that is asked changes it.
  std::string broken_state(const Node& node) {
    std::string broken = broken_invariant(program_, node.member);
    if (broken.empty()) broken = broken_sums(node.books, node.member);
    if (broken.empty()) broken = broken_shares(node.books, node.member);
    if (broken.empty()) broken = broken_levels(node.member, program_);
    if (broken.empty()) broken = questions_.broken(node);
    const bool same = questions_.has_bytes(node.member, node.bytes);
    return broken.empty() && !same ? "a question changed the member [I14]" : broken;
  }

  /// [I19] The small purchase is told first; the large one gives no less growth, tier or score.
  std::string broken_gain(const Node& child, std::size_t word, int level) {
    const Gain gain = questions_.gain_of(child);
    Gain& small = small_[static_cast<std::size_t>(level)];
    if (word == 0) small = gain;
    if (!child.outcome.accepted()) return {};
    const bool no_less =
        gain.growth >= small.growth && gain.tier >= small.tier && gain.score >= small.score;
    return no_less ? "" : "who spends more has less [I19]";
  }

  Program program_{Program::from_json(kProgramme)};
  Workspace workspace_;
  BoundEvent bound_;
  EveryStory<Node> stories_;
  std::vector<Met> met_;
  // Used again, so that their memory is too.
  Effects effects_;
  Member scratch_;
  Questions questions_{program_};
  std::array<Gain, 6> small_{};
  // Bits of what was reached.
  std::uint32_t causes_{};
  std::uint32_t rules_{};
  std::uint32_t tiers_{};
  std::uint32_t caps_{};
};

TEST(EverySequence, KeepsEveryLaw) {
  Sequences sequences;
  sequences.explore();
  if (HasFailure()) return;
  std::int64_t nodes = 0;
  std::int64_t leaves = 1;
  for (int level = 0; level < kDepth; ++level) nodes += leaves *= 14;
  EXPECT_EQ(sequences.nodes(), nodes);
  EXPECT_GT(sequences.accepted(), nodes / 2);
  for (std::size_t word = 0; word < kAlphabet.size(); ++word) {
    const Letter& letter = kAlphabet[word];
    const Met& met = sequences.met(word);
    EXPECT_GT(met.accepted + met.duplicates, 0) << letter.word;
    std::vector<std::string_view> refusals;
    for (const Refusal each : met.refusals) refusals.push_back(info_of(each).name);
    EXPECT_EQ(met.refusals, std::set<Refusal>(letter.refusals.begin(), letter.refusals.end()))
        << letter.word << " met " << testing::PrintToString(refusals);
  }
  for (const Cause cause : kCausesMet) {
    EXPECT_TRUE(sequences.booked(cause)) << kCauseNames[static_cast<std::size_t>(cause)];
  }
  for (const std::string_view rule : kRulesMet) EXPECT_TRUE(sequences.gave(rule)) << rule;
  EXPECT_EQ(sequences.tiers(), kTiersMet);
  EXPECT_EQ(sequences.caps(), kEveryCap);
}

}  // namespace
}  // namespace loyaltycore::kernel::every_sequence_test
