// event_source.hpp: the columns of a history as the kernel's events, bound to one programme.
//
// The same words as BoundEvent, so that an event has one content hash at every door.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/history_parts.hpp"
#include "loyaltycore/model/content.hpp"
#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::engine {

/// The names of a history in the numbers of a programme. Immutable; shared by threads.
class EventBinding {
 public:
  /// Without a programme every name is unknown: enough for content hashes.
  EventBinding(const History::Parts& parts, const NameTable* names);

  /// By dictionary code.
  using Numbers = std::vector<std::uint16_t>;
  /// Bits of label or segment names, by dictionary code.
  using Bits = std::vector<std::uint64_t>;

  const History::Parts& parts;
  Numbers declared, channel, category, store, brand, item, input, tier, purse, ladder, sku;
  Bits labels, segments;
  Numbers line_category, line_store, line_brand, line_channel, line_sku;
  Bits line_labels;
  /// SKU names of the programme that are integers, ascending.
  std::vector<std::pair<std::int64_t, std::uint16_t>> integer_skus;
};

/// One event after the other; scratch of one thread.
class EventSource {
 public:
  explicit EventSource(const EventBinding& binding) : binding_(binding) {}
  /// Valid until the next call.
  const Event& at(std::size_t position);
  /// Calls with the text of each id of an event that effects may speak of, now or later.
  template <class Visit>
  void visit_ids(std::size_t position, Visit visit) const {
    DecimalText decimal;
    const EventFields& e = binding_.parts.event;
    for (const IdField* ids : {&e.id, &e.order, &e.subject, &e.sku}) {
      if (ids->has(position)) visit(ids->text(position, decimal));
    }
    const LineFields& l = binding_.parts.line;
    if (l.first.empty() || !l.sku.given()) return;
    for (std::uint64_t i = l.first[position]; i < l.first[position + 1]; ++i) {
      if (l.sku.has(i)) visit(l.sku.text(i, decimal));
    }
  }

 private:
  void read_fields(std::size_t at);
  void read_names(std::size_t at);
  void read_lines(std::size_t at);
  void read_tenders(std::size_t at);
  void read_rare(std::size_t at);

  const EventBinding& binding_;
  Event event_{};
  ContentNames names_{};
  std::vector<OrderLine> lines_{};
  std::vector<Tender> tenders_{};
  std::vector<ContentNames> line_names_{};
  std::vector<std::uint64_t> words_{};
};

}  // namespace loyaltycore::engine
