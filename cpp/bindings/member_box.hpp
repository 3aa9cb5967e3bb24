// member_box.hpp: one member as Python holds it: the kernel's member, its ids' texts, its journal.
//
// A driver over one member, as engine/ is over many: no rule is here. Not for two threads at once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/engine/ledger.hpp"
#include "loyaltycore/engine/receipt.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/kernel/explain.hpp"
#include "loyaltycore/kernel/quote.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::bindings {

/// An event id that was used before with other content.
class Conflict : public Error {
 public:
  Conflict(std::string event_id, std::string member)
      : Error("id_conflict", "event id '" + event_id + "' was used before with other content; " +
                                 "an id names one fact for ever"),
        event_id_(std::move(event_id)),
        member_(std::move(member)) {}
  [[nodiscard]] const std::string& event_id() const noexcept { return event_id_; }
  [[nodiscard]] const std::string& member() const noexcept { return member_; }

 private:
  std::string event_id_;
  std::string member_;
};

/// A quote, the cart it answers, and the programme that names its numbers.
struct QuoteView {
  Program program;
  kernel::Quote quote{};
  EventData cart{};
  std::shared_ptr<const engine::IdTexts> names{};
};

/// A placement whose quote no longer holds, with a fresh one.
class StaleQuote : public Error {
 public:
  StaleQuote(std::string event_id, QuoteView fresh)
      : Error("stale_quote", "the numbers of the quote placed by '" + event_id +
                                 "' no longer hold; place the fresh quote this error carries"),
        event_id_(std::move(event_id)),
        fresh_(std::move(fresh)) {}
  [[nodiscard]] const std::string& event_id() const noexcept { return event_id_; }
  [[nodiscard]] const QuoteView& fresh() const noexcept { return fresh_; }

 private:
  std::string event_id_;
  QuoteView fresh_;
};

/// An explanation with what became of the beans since.
struct ExplanationView {
  Program program;
  EventData event{};
  kernel::Explanation explanation{};
  std::vector<engine::Lot> lots{};
  std::shared_ptr<const engine::IdTexts> names{};
  /// The member's last decision before the event.
  Instant decided_at{kNever};
  /// Of a placement whose beans are refused: what a quote of its cart answers.
  std::optional<QuotedNumbers> cart{};
};

class MemberBox {
 public:
  MemberBox(Program program, std::string id, bool keep_history);

  [[nodiscard]] const Program& program() const noexcept { return program_; }
  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] const Member& member() const noexcept { return member_; }
  [[nodiscard]] bool keeps_history() const noexcept { return keeps_history_; }
  [[nodiscard]] const std::shared_ptr<engine::IdTexts>& names() const noexcept { return names_; }
  [[nodiscard]] const std::vector<EventData>& journal() const noexcept { return journal_; }
  [[nodiscard]] const std::vector<engine::LedgerEntry>& entries() const noexcept {
    return entries_;
  }

  struct Applied {
    kernel::Outcome outcome{};
    /// Of a duplicate those of the first time, if history is kept.
    kernel::Effects effects{};
    /// Texts of the ids that the effects speak of.
    std::shared_ptr<const engine::IdTexts> names{};
  };
  /// @throws Conflict, StaleQuote, DataError, InvariantError; nothing changed then.
  Applied apply(const EventData& event);
  kernel::Effects settle(Instant as_of);
  /// @throws Error with code `history_not_kept`, or DataError for an id that was not accepted.
  [[nodiscard]] ExplanationView explain(const std::string& event_id) const;
  /// The event as if it came now; needs no history.
  [[nodiscard]] ExplanationView explain_next(const EventData& event) const;
  /// The receipt of an event just applied; a history that is kept tells more of its order.
  [[nodiscard]] engine::Receipt receipt_of(const EventData& event, const kernel::Outcome& outcome,
                                           const kernel::Effects& effects) const;
  /// The receipt of an event in the history, with the balance as it was then.
  /// @throws as explain does.
  [[nodiscard]] engine::Receipt receipt(const std::string& event_id) const;
  /// The same; an event that the member refuses as it stands has a receipt that says so.
  [[nodiscard]] engine::Receipt receipt(const EventData& event) const;
  [[nodiscard]] QuoteView quote(const EventData& cart, const kernel::QuoteRequest& request) const;
  [[nodiscard]] engine::Statement statement(Instant from, Instant until) const;
  /// @throws InvariantError; from then on apply and settle refuse.
  void verify();
  /// Takes stored state in, and the history that led to it if one was kept.
  /// @throws InvariantError if its books do not close.
  void restore(Member member, const std::vector<EventData>& journal);
  /// Takes the state and the texts of a member without history, and forgets its own.
  /// @pre both are under one programme and have one id.
  void take(const MemberBox& other);
  void remember_id(std::string_view text) { names_->add(text); }
  /// The same state, ids and history; scratch of its own.
  [[nodiscard]] std::unique_ptr<MemberBox> copy() const;

 private:
  void check_writable() const;
  void check_history() const;
  /// Place of an accepted event in the journal.
  [[nodiscard]] std::size_t position_of(const std::string& event_id) const;
  /// The member before the event of this place.
  [[nodiscard]] Member before(std::size_t position) const;
  /// The effects of the event of this place, decided anew; `then` is the member after it.
  kernel::Outcome decide_again(std::size_t position, Member& then, kernel::Effects& effects) const;
  /// After the member was erased: no text, no history.
  void forget();
  /// The event at or before this place that opened an order; null if there is none.
  [[nodiscard]] const EventData* opening_of(const std::string& order, std::size_t position) const;
  [[nodiscard]] engine::Receipt receipt_at(const EventData& event, const kernel::Outcome& outcome,
                                           const kernel::Effects& effects, const Member& after,
                                           std::size_t position) const;
  /// Files an accepted event and its effects, if history is kept.
  void keep(const EventData& event, const kernel::Effects& effects);
  /// Forgets the texts of ids that nothing speaks of any more.
  void forget_closed();

  static constexpr std::size_t kFewNames = 256;

  Program program_;
  std::string id_;
  bool keeps_history_{};
  Member member_{};
  std::shared_ptr<engine::IdTexts> names_{std::make_shared<engine::IdTexts>()};
  std::vector<EventData> journal_{};
  std::map<std::string, std::size_t, std::less<>> position_{};
  std::vector<engine::LedgerEntry> entries_{};
  std::string broken_{};
  kernel::Workspace workspace_{};
  BoundEvent bound_{};
};

}  // namespace loyaltycore::bindings
