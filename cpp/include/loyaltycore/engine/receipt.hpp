// receipt.hpp: one event of one member as a slip of paper: what was bought, paid, earned and spent,
// what came back, or why nothing was booked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::engine {

struct ReceiptLine {
  std::uint16_t line{};
  std::string name{};
  /// Bought; for a return, given back.
  std::int32_t quantity{};
  /// 0 for a return: what comes back is told as one sum.
  std::int64_t amount_fen{};
  /// Beans that the line earned, pending ones included.
  std::int64_t beans_earned{};
};

struct ReceiptTender {
  /// Bit = TenderKind. Several where only the tender class is known (ReceiptSources).
  std::uint16_t kinds{};
  std::int64_t amount_fen{};

  friend bool operator==(const ReceiptTender&, const ReceiptTender&) = default;
};

/// Plain fields, ready for JSON.
struct Receipt {
  EventKind kind{EventKind::tick};
  std::string member{};
  std::string order{};
  std::string event{};
  /// Not none: nothing was booked, and only the balance below has numbers.
  Refusal refusal{Refusal::none};
  /// The event was booked before: what it earned and spent stands on its first receipt.
  bool duplicate{};
  /// In the programme's zone; year 0 if the event's time is none (it was refused then).
  CivilDate date{};
  int hour{};
  int minute{};
  /// Of the part of the order that the event speaks of.
  std::vector<ReceiptLine> lines{};
  std::int64_t goods_fen{};
  std::int64_t freight_fen{};
  std::vector<ReceiptTender> tenders{};
  /// By this event.
  std::int64_t beans_earned{};
  /// Of the earned ones, those that are not yet available.
  std::int64_t beans_pending{};
  /// What pays the order of these lines, on each of its receipts; else what the event spent.
  std::int64_t beans_spent{};
  /// Of the spent ones, those held until the order is paid.
  std::int64_t beans_held{};
  /// What a return or a cancellation moved.
  std::int64_t beans_returned{};
  std::int64_t beans_taken_back{};
  /// Penalties, and freight paid in beans.
  std::int64_t beans_charged{};
  std::int64_t refund_fen{};
  std::int64_t withheld_fen{};
  std::int64_t growth_earned{};
  std::int64_t growth_taken_back{};
  /// After the event.
  std::int64_t beans_available{};
  std::int64_t beans_owed{};
  std::string tier{};
};

/// Where a receipt finds what its event does not say. Without them it tells lines by category and
/// tenders by class, from the member's open order.
struct ReceiptSources {
  /// The event that brought the lines of the order, if its caller kept it.
  const EventData* opened_by{};
  /// The text of an id; "" if it is not known.
  std::function<std::string(const Id&)> text{};
};

/// The receipt of one event. An order's lines and tenders are the event's own or, when it brings
/// none, those of the open order.
/// @pre outcome and effects are what deciding `event` answered; `after` is the member afterwards.
[[nodiscard]] Receipt receipt_of(const Program& program, const EventData& event,
                                 const kernel::Outcome& outcome, const kernel::Effects& effects,
                                 const Member& after, const ReceiptSources& sources = {});

/// The words of a printed receipt; a shop writes its own language here, UTF-8.
struct ReceiptWords {
  std::string title{"RECEIPT"};
  std::string returned{"RETURN"};
  std::string cancelled{"CANCELLED"};
  std::string refused{"REFUSED"};
  std::string duplicate{"Booked before"};
  std::string order{"Order"};
  std::string member{"Member"};
  std::string goods{"Goods"};
  std::string freight{"Freight"};
  std::string total{"Total"};
  /// A tender of which only the class is known.
  std::string paid{"Paid"};
  std::string refund{"Money back"};
  std::string withheld{"Withheld"};
  std::string earned{"Beans earned"};
  std::string pending{"of these pending"};
  std::string spent{"Beans spent"};
  std::string held{"of these held"};
  std::string beans_back{"Beans back"};
  std::string taken_back{"Beans taken back"};
  std::string charged{"Beans charged"};
  std::string growth{"Growth earned"};
  std::string growth_taken_back{"Growth taken back"};
  std::string balance{"Beans available"};
  std::string owed{"Beans owed"};
  std::string tier{"Tier"};
  /// By TenderKind; missing ones take kTenderKindNames.
  std::vector<std::string> tenders{};
};

inline constexpr std::size_t kReceiptColumns = 32;

/// Columns that a text takes in a fixed-width font: wide characters take two, combining marks none.
/// A byte that is not UTF-8 takes one.
[[nodiscard]] std::size_t columns_of(std::string_view text) noexcept;

/// Lines of at most kReceiptColumns columns, each ended by '\n'.
[[nodiscard]] std::string receipt_text(const Receipt& receipt, const ReceiptWords& words = {});

}  // namespace loyaltycore::engine
