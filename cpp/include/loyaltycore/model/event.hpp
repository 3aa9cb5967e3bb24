// event.hpp: what happened to one member, as the kernel sees it. Facts in the past, never orders.
//
// Names are already bound: categories, channels, stores, brands, SKUs and labels are the classes of
// one programme's name table (model/names.hpp): 0 is "no name given", kUnnamed "a name that this
// programme never mentions".
#pragma once

#include <cstdint>
#include <span>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore {

struct ArchivedLine;
struct QuotedNumbers;

/// A name was given, but the programme does not know it. It is in no set.
inline constexpr std::uint16_t kUnnamed = 0xFFFF;
/// The sub-order of an event that speaks of the whole order.
inline constexpr std::uint16_t kWholeOrder = 0xFFFF;

/// One line of an order: `quantity` equal pieces of one SKU.
struct OrderLine {
  /// The caller's number of the line within its order.
  std::uint16_t line{};
  /// Lines of one number ship together; minimums may be judged per sub-order.
  std::uint16_t sub_order{};
  std::uint16_t category{};
  std::uint16_t store{};
  std::uint16_t brand{};
  /// 0 = that of the order.
  std::uint16_t channel{};
  /// Class of the SKU in a programme set; 0 if no set names it.
  std::uint16_t sku_class{};
  std::int32_t quantity{1};
  /// Bit i = label i of the programme.
  std::uint64_t labels{};
  /// Which SKU it is, for "the same SKU within n days".
  Id sku{};
  /// To be paid for the whole line: after promotions, before tenders. Fen, >= 0.
  Fen amount{};
};

struct Tender {
  TenderKind kind{TenderKind::cash};
  /// Fen, > 0. A beans tender carries the money that the beans stand for.
  Fen amount{};
};

/// One wide record for every kind; docs/events.md says which kind uses which field.
struct Event {
  EventKind kind{EventKind::tick};
  /// Number of the own kind's name when kind == declared; kUnnamed = there is no such kind.
  std::uint16_t declared{};
  std::uint16_t channel{};
  std::uint16_t category{};
  std::uint16_t store{};
  std::uint16_t brand{};
  std::uint16_t sku_class{};
  /// Labels and segments of the event, as bits of the programme's table.
  std::uint64_t labels{};
  std::uint64_t segments{};

  /// The caller's id of this event; unique per member for ever.
  Id id{};
  /// Hash of everything else in the event: same id with another hash is a conflict.
  std::uint64_t content{};
  Instant occurred_at{};
  Instant recorded_at{};

  /// The order this event speaks of, its part, its line.
  Id order{};
  std::uint16_t sub_order{kWholeOrder};
  std::uint16_t line{};
  /// Pieces returned; number of items exchanged.
  std::int32_t quantity{1};
  /// Settlement amount or item price, fen.
  Fen amount{};
  /// Freight of the order, fen; for order_refused the freight the refusal cost.
  Fen freight{};
  /// Beans asked for, held, granted by a draw, adjusted (may be negative) or imported.
  Beans beans{};
  /// Growth adjusted (may be negative) or imported.
  Growth growth{};
  /// Where those beans and that growth are adjusted or imported; kNoBook = no such purse or ladder.
  std::uint8_t purse{};
  std::uint8_t ladder{kAnyLadder};
  /// The review, photo, hold or referral this event opens or speaks of.
  Id subject{};
  Id sku{};
  /// Number of the item's name (beans_exchanged) or of the input's (credit_updated).
  std::uint16_t item{};
  /// New value of the input.
  std::int64_t value{};
  /// End of a hold, or expiry of imported beans; kNever if none.
  Instant expires_at{kNever};
  /// When the order or item this event speaks of was completed; kNever if unknown.
  Instant completed_at{kNever};
  /// The how-manyeth of a limited kind, issued by the door: 1, 2, ...; 0 = not numbered.
  std::int32_t ordinal{};
  /// The events of one deal between members (referral, sale, transfer) share it.
  Id group{};
  /// What the door issued for a shared limit (one per person, a pool's share); evidence only.
  Id token{};
  /// A hold that no time-out may release.
  bool in_doubt{};
  /// Imported tier: number of the tier name; 0 = a name that the programme does not know, -1 = not
  /// given, found by growth.
  std::int16_t tier{-1};
  /// Evidence of a review's worth, in percent and reporters.
  std::uint8_t copied_percent{};
  std::uint8_t duplicate_percent{};
  std::uint16_t reporters{};

  std::span<const OrderLine> lines{};
  std::span<const Tender> tenders{};
  /// A line that was closed, brought back by its store for a late return.
  const ArchivedLine* archived{};
  /// Numbers of the quote that this placement binds to.
  const QuotedNumbers* quoted{};
};

}  // namespace loyaltycore
