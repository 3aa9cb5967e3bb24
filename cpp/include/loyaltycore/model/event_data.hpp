// event_data.hpp: an event as its caller wrote it, with names and ids as text; and its binding.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loyaltycore/model/content.hpp"
#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"
#include "loyaltycore/model/quote_numbers.hpp"

namespace loyaltycore {

struct LineData {
  std::uint16_t line{};
  std::uint16_t sub_order{};
  std::string sku{};
  std::string category{};
  std::string store{};
  std::string brand{};
  /// "" = that of the order.
  std::string channel{};
  std::vector<std::string> labels{};
  std::int32_t quantity{1};
  std::int64_t amount_fen{};

  friend bool operator==(const LineData&, const LineData&) = default;
};

struct TenderData {
  TenderKind kind{TenderKind::cash};
  std::int64_t amount_fen{};

  friend bool operator==(const TenderData&, const TenderData&) = default;
};

/// Field for field what docs/events.md lists and what the JSON and Python events hold.
struct EventData {
  EventKind kind{EventKind::tick};
  /// Name of the own kind when kind == declared.
  std::string declared{};
  std::string id{};
  std::string member{};
  /// Whose programme: "" is the platform; others are not built yet.
  std::string scope{};
  Instant occurred_at{};
  /// Defaults to occurred_at.
  std::optional<Instant> recorded_at{};
  std::optional<std::int64_t> sequence{};
  std::string channel{};
  std::string category{};
  std::string store{};
  std::string brand{};
  std::string sku{};
  std::vector<std::string> labels{};
  std::vector<std::string> segments{};
  std::string order{};
  std::optional<std::uint16_t> sub_order{};
  std::uint16_t line{};
  std::int32_t quantity{1};
  std::int64_t amount_fen{};
  std::int64_t freight_fen{};
  std::int64_t beans{};
  std::int64_t growth{};
  std::string subject{};
  std::string item{};
  std::string input{};
  std::int64_t value{};
  Instant expires_at{kNever};
  Instant completed_at{kNever};
  std::int32_t ordinal{};
  std::string group{};
  std::string token{};
  bool in_doubt{};
  std::string tier{};
  std::string purse{};
  std::string ladder{};
  std::uint8_t copied_percent{};
  std::uint8_t duplicate_percent{};
  std::uint16_t reporters{};
  std::vector<LineData> lines{};
  std::vector<TenderData> tenders{};
  /// Bytes of model/archived_bytes.hpp for a late return; empty if none.
  std::string archived{};
  std::optional<QuotedNumbers> quoted{};

  friend bool operator==(const EventData&, const EventData&) = default;
};

/// An event bound to a programme, with the storage its spans point into. Reusable: bind() again.
/// It can be moved, not copied; moving keeps what the event points to.
class BoundEvent {
 public:
  /// Translates names into the programme's numbers and ids into hashes; computes `content`.
  ///
  /// A name that the programme does not know becomes kUnnamed (items, inputs and own kinds too: the
  /// kernel refuses those; a tier or a SKU without a set becomes 0, a purse or ladder kNoBook).
  /// recorded_at defaults to occurred_at, the subject of an approved review or a shown photo to its
  /// own id, the record of a late return to `data.archived`. `archived`, if not null, wins over
  /// `data.archived` and must outlive the next bind.
  /// @throws DataError for an id or name that is not UTF-8 or too long, for a scope (not built yet)
  ///         and for damaged archived bytes, naming the field.
  const Event& bind(const Program& program, const EventData& data,
                    const ArchivedLine* archived = nullptr);
  [[nodiscard]] const Event& event() const noexcept { return event_; }

 private:
  void bind_fields(const NameTable& table, const EventData& data);
  void bind_names(const NameTable& table, const EventData& data);
  void bind_lines(const NameTable& table, const EventData& data);
  void bind_attached(const NameTable& table, const EventData& data, const ArchivedLine* archived);

  Event event_{};
  ContentNames names_{};
  std::vector<OrderLine> lines_{};
  std::vector<Tender> tenders_{};
  std::vector<ContentNames> line_names_{};
  std::vector<std::uint64_t> words_{};
  std::unique_ptr<QuotedNumbers> quoted_{};
  std::unique_ptr<ArchivedLine> archived_{};
};

}  // namespace loyaltycore
