// receipt.hpp: one order of one member as a slip of paper: what was bought, paid, earned and spent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

struct ReceiptLine {
  std::uint16_t line{};
  std::string name{};
  std::int32_t quantity{};
  std::int64_t amount_fen{};
  /// Beans that the line earned, pending ones included.
  std::int64_t beans_earned{};
};

/// Plain fields, ready for JSON.
struct Receipt {
  std::string member{};
  std::string order{};
  std::string event{};
  /// In the programme's zone.
  CivilDate date{};
  int hour{};
  int minute{};
  std::vector<ReceiptLine> lines{};
  std::int64_t goods_fen{};
  std::int64_t freight_fen{};
  std::vector<TenderData> tenders{};
  std::int64_t beans_earned{};
  /// Of the earned ones, those that are not yet available.
  std::int64_t beans_pending{};
  /// Redeemed, or held until the order is paid.
  std::int64_t beans_spent{};
  std::int64_t growth_earned{};
  /// After the event.
  std::int64_t beans_available{};
  std::int64_t beans_owed{};
  std::string tier{};
};

/// @pre effects are what applying `event` answered; `after` is the member afterwards.
[[nodiscard]] Receipt receipt_of(const Program& program, const EventData& event,
                                 const kernel::Effects& effects, const Member& after);

/// The words of a printed receipt; a shop writes its own language here, UTF-8.
struct ReceiptWords {
  std::string title{"RECEIPT"};
  std::string order{"Order"};
  std::string member{"Member"};
  std::string goods{"Goods"};
  std::string freight{"Freight"};
  std::string total{"Total"};
  std::string earned{"Beans earned"};
  std::string pending{"of these pending"};
  std::string spent{"Beans spent"};
  std::string growth{"Growth earned"};
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
