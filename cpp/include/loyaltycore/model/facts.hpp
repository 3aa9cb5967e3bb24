// facts.hpp: what happened to one member, whatever the programme makes of it.
//
// Facts are the same for every candidate programme with one fact plan; a sweep keeps them once.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/base/pool.hpp"
#include "loyaltycore/base/quantity.hpp"
#include "loyaltycore/model/fact_plan.hpp"

namespace loyaltycore {

/// How far an order or one of its lines has come. A cancelled line is gone.
enum class LineStatus : std::uint8_t { placed = 0, paid = 1, completed = 2 };
inline constexpr std::array<std::string_view, 3> kLineStatusNames{"placed", "paid", "completed"};

/// An order with at least one open line.
struct OpenOrder {
  Id order{};
  Instant placed_at{};
  /// Sum of the line amounts, and the freight that was paid.
  Fen goods{};
  Fen freight{};
  /// Beans that pay a part of it.
  Beans beans{};
  std::uint16_t channel{};
  /// Freight was recovered after a partial cancellation; it happens once.
  bool freight_recovered{};
  /// Its beans are held until it is paid.
  bool beans_held{};
  /// It counts among the orders of its month: a completed piece of it is not given back, or:
  bool booked{};
  /// A line of it closed with goods; it counts for ever.
  bool kept{};
  /// An order of its purchase day counts for ever.
  bool day_kept{};

  friend bool operator==(const OpenOrder&, const OpenOrder&) = default;
};

/// An order line that can still be paid, completed, cancelled or returned.
struct OpenLine {
  Id order{};
  Id sku{};
  std::uint64_t labels{};
  std::uint16_t line{};
  std::uint16_t sub_order{};
  std::uint16_t category{};
  std::uint16_t store{};
  std::uint16_t brand{};
  /// Its own channel; 0 = that of the order.
  std::uint16_t channel{};
  std::uint16_t sku_class{};
  LineStatus status{LineStatus::placed};
  std::int32_t quantity{};
  /// Pieces given back so far.
  std::int32_t returned{};
  Fen amount{};
  /// What paid it, by tender class of the fact plan; the sum is `amount`.
  std::array<Fen, kMostTenderClasses> paid{};
  /// Beans among its tenders.
  Beans beans{};
  Instant completed_at{kNever};
  /// First day on which a return needs the archived record.
  Day closes_on{kNoDay};

  friend bool operator==(const OpenLine&, const OpenLine&) = default;
};

/// A review or shown photo that can still be deleted.
struct OpenReview {
  Id review{};
  Id order{};
  std::uint16_t line{};
  bool is_photo{};
  bool deleted{};
  Day closes_on{kNoDay};

  friend bool operator==(const OpenReview&, const OpenReview&) = default;
};

/// One calendar month of activity. Orders are booked to the month of their purchase.
struct MonthFacts {
  /// -1 = this slot was never used.
  Month month{-1};
  /// Orders of which a completed piece was not given back while its line was open.
  std::uint32_t orders{};
  std::uint32_t refusals{};
  /// Bit d-1 = an order that was bought on day d counts.
  std::uint32_t purchase_days{};
  /// What counted tenders paid of completed lines, and of what came back from them.
  Fen spend{};
  Fen returned{};

  friend bool operator==(const MonthFacts&, const MonthFacts&) = default;
};

/// Events of one activity of the fact plan in the month in which they happened.
struct MonthActivity {
  Month month{-1};
  std::uint8_t activity{};
  std::uint32_t count{};

  friend bool operator==(const MonthActivity&, const MonthActivity&) = default;
};

/// Goods of one category class of the fact plan, by the month of their purchase.
struct MonthCategory {
  /// -1 = before the months that are kept; it says no more than that the class was bought.
  Month month{-1};
  std::uint8_t category_class{};
  /// Orders of which some completed piece of the class was not given back while it was open.
  std::uint32_t orders{};
  Fen spend{};
  Fen returned{};

  friend bool operator==(const MonthCategory&, const MonthCategory&) = default;
};

/// An accepted event, kept until a duplicate would be too late.
struct Remembered {
  Id id{};
  std::uint64_t content{};
  Instant decided_at{};
  /// How-manyeth accepted event of the member it was, from 1.
  std::uint32_t sequence{};
  /// The first result: net change of available beans and of growth.
  std::int64_t beans{};
  std::int64_t growth{};

  friend bool operator==(const Remembered&, const Remembered&) = default;
};

struct Input {
  std::int64_t value{};
  bool known{};

  friend bool operator==(const Input&, const Input&) = default;
};

/// Pieces of a closed line that came back late; an older record of the line says fewer.
struct LateReturn {
  Id order{};
  std::uint16_t line{};
  std::int32_t returned{};

  friend bool operator==(const LateReturn&, const LateReturn&) = default;
};

struct Facts {
  /// Hash of the member's own id, set by the door that owns the member; no part of its state.
  Id member{};
  /// Time of the last decision, an accepted event or what fell due; kNever before the first event.
  Instant decided_at{kNever};
  Instant first_at{kNever};
  Day last_purchase_on{kNoDay};
  bool erased{};
  /// The member may not use beans [P24].
  bool suspended{};
  std::uint32_t sequence{};
  std::array<Input, kMostInputs> inputs{};
  std::array<MonthFacts, kMonthsKept> months{};
  /// As long as the month is among `months`.
  Pool<MonthActivity> activities{};
  Pool<MonthCategory> categories{};
  Pool<OpenOrder> orders{};
  Pool<OpenLine> lines{};
  Pool<OpenReview> reviews{};
  Pool<LateReturn> late_returns{};
  Pool<Remembered> remembered{};
};

}  // namespace loyaltycore
