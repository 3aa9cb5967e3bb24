// story.hpp: a member's story told event by event, and its ledger in words.
//
// Every event told goes through apply, fold and step_in_place; the story fails where they disagree,
// where a refused event left a trace or where the books do not close.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loyaltycore/io/program_json.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/archived_bytes.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "support/ledger_words.hpp"

namespace loyaltycore::support {

using kernel::Effects;
using kernel::Outcome;
using Ledger = std::vector<std::string>;

inline LineData line(std::uint16_t number, std::int64_t fen) {
  LineData out;
  out.line = number;
  out.amount_fen = fen;
  return out;
}
inline LineData pieces(std::uint16_t number, std::int64_t fen, std::int32_t quantity) {
  LineData out = line(number, fen);
  out.quantity = quantity;
  return out;
}
inline LineData goods(std::uint16_t number, std::int64_t fen, std::string_view category) {
  LineData out = line(number, fen);
  out.category = category;
  return out;
}
inline LineData part(std::uint16_t number, std::int64_t fen, std::uint16_t sub_order) {
  LineData out = line(number, fen);
  out.sub_order = sub_order;
  return out;
}

[[nodiscard]] inline bool same_effects(const Effects& a, const Effects& b) {
  if (a.entries.size() != b.entries.size() || a.archived.size() != b.archived.size()) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (!same_effect(a.entries[i], b.entries[i])) return false;
  }
  for (std::size_t i = 0; i < a.archived.size(); ++i) {
    if (encode_archived(a.archived[i]) != encode_archived(b.archived[i])) return false;
  }
  return true;
}

/// Both equal, to the last byte of what a later decision can see.
[[nodiscard]] inline bool same_outcome(const Outcome& a, const Outcome& b) {
  return a.refusal == b.refusal && a.duplicate == b.duplicate && a.beans == b.beans &&
         a.growth == b.growth && a.diverged == b.diverged && a.needs_more == b.needs_more;
}

class Story {
 public:
  explicit Story(Program program) : program_(std::move(program)) {}
  explicit Story(std::string_view json) : Story(Program::from_json(json)) {}

  /// What follows happens at noon of this day, one minute after the other.
  Story& on(std::string_view date) {
    now_ = program_.zone().start_of(day_in(date)) + kMicrosPerDay / 2;
    return *this;
  }
  Story& at(Instant instant) {
    now_ = instant;
    return *this;
  }
  [[nodiscard]] Instant now() const { return now_; }

  /// Gives the event an id and an instant if it has none, and tells it.
  Outcome tell(EventData data, const ArchivedLine* archived = nullptr) {
    if (data.id.empty()) data.id = "e" + std::to_string(++told_);
    if (data.occurred_at == 0) data.occurred_at = now_;
    now_ += 60 * kMicrosPerSecond;
    return tell_as_it_is(data, archived);
  }

  Outcome tell_as_it_is(const EventData& data, const ArchivedLine* archived = nullptr) {
    for (const std::string& text : {data.id, data.order, data.subject}) {
      if (!text.empty()) texts_[id_of(std::string_view(text))] = text;
    }
    const Event& event = bound_.bind(program_, data, archived);
    return decide(event, data.id);
  }

  Outcome order(EventKind kind, std::string_view id, std::vector<LineData> lines = {},
                std::vector<TenderData> tenders = {}) {
    EventData data;
    data.kind = kind;
    data.order = id;
    data.lines = std::move(lines);
    data.tenders = std::move(tenders);
    return tell(data);
  }
  Outcome completes(std::string_view id, std::vector<LineData> lines = {},
                    std::vector<TenderData> tenders = {}) {
    return order(EventKind::order_completed, id, std::move(lines), std::move(tenders));
  }
  Outcome places(std::string_view id, std::vector<LineData> lines,
                 std::vector<TenderData> tenders = {}) {
    return order(EventKind::order_placed, id, std::move(lines), std::move(tenders));
  }
  Outcome returns(std::string_view id, std::uint16_t number, std::int32_t quantity = 1,
                  const ArchivedLine* archived = nullptr) {
    EventData data;
    data.kind = EventKind::line_returned;
    data.order = id;
    data.line = number;
    data.quantity = quantity;
    return tell(data, archived);
  }
  Outcome does(EventKind kind) {
    EventData data;
    data.kind = kind;
    return tell(data);
  }
  Outcome about(EventKind kind, std::string_view subject, std::int64_t beans = 0) {
    EventData data;
    data.kind = kind;
    data.subject = subject;
    data.beans = beans;
    return tell(data);
  }
  /// Beans and growth by hand.
  Outcome adjust(std::int64_t beans, std::int64_t growth = 0) {
    EventData data;
    data.kind = EventKind::adjusted;
    data.beans = beans;
    data.growth = growth;
    return tell(data);
  }

  void settle() {
    kernel::settle(program_, member_, now_, workspace_, &effects_);
    EXPECT_EQ(kernel::broken_invariant(program_, member_), "");
  }

  [[nodiscard]] std::int64_t account(Account account) const {
    return member_.standing.purses[0][account];
  }
  [[nodiscard]] std::int64_t beans() const { return account(Account::available); }
  [[nodiscard]] std::int64_t growth() const { return member_.standing.ladders[0].growth.count; }
  [[nodiscard]] std::string tier() const {
    return tier_word(program_, member_.standing.version, 0, member_.standing.ladders[0].tier);
  }
  /// First day after the qualification period, or "never".
  [[nodiscard]] std::string tier_until() const {
    return instant_word(program_.zone(), member_.standing.ladders[0].expires_at);
  }
  /// What the last accepted event or settling did, due work first. Progress is left out.
  [[nodiscard]] Ledger ledger() const {
    Ledger out;
    for (const Effect<>& effect : effects_.entries) {
      if (effect.kind != EffectKind::progressed) out.push_back(words_of(program_, effect, texts_));
    }
    return out;
  }
  /// Available beans by the first day on which they are gone.
  [[nodiscard]] Ledger buckets() const {
    Ledger out;
    for (const Bucket<>& bucket : member_.standing.buckets) {
      out.push_back(std::to_string(bucket.beans.count) + " until " + day_word(bucket.expires_on));
    }
    return out;
  }

  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] Member& member() { return member_; }
  [[nodiscard]] const Effects& effects() const { return effects_; }
  [[nodiscard]] kernel::Workspace& workspace() { return workspace_; }

 private:
  Outcome decide(const Event& event, const std::string& id) {
    Effects decided;
    const Outcome outcome = kernel::apply(program_, member_, event, workspace_, decided);
    Member stepped = member_;
    Effects in_place;
    const Outcome again = kernel::step_in_place(program_, stepped, event, workspace_, &in_place);
    EXPECT_TRUE(same_outcome(outcome, again)) << "event " << id;
    EXPECT_TRUE(same_effects(decided, in_place)) << "event " << id;
    kernel::fold(program_.plan(), member_, event, decided);
    if (outcome.accepted()) effects_ = decided;
    EXPECT_TRUE(same_member(member_, stepped, program_.plan())) << "event " << id;
    EXPECT_EQ(kernel::broken_invariant(program_, member_), "") << "event " << id;
    return outcome;
  }

  Program program_;
  Member member_;
  kernel::Workspace workspace_;
  BoundEvent bound_;
  Effects effects_;
  std::map<Id, std::string> texts_;
  Instant now_{};
  int told_{};
};

inline TenderData pays(TenderKind kind, std::int64_t fen) { return {kind, fen}; }

}  // namespace loyaltycore::support
