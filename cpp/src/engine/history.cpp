#include "loyaltycore/engine/history.hpp"

#include <algorithm>

#include "engine/history_parts.hpp"
#include "engine/numbering.hpp"

namespace loyaltycore::engine {

namespace {

template <class T>
std::size_t bytes_in(const std::vector<T>& values) noexcept {
  return values.capacity() * sizeof(T);
}

template <class... Vectors>
std::size_t bytes_in_all(const Vectors&... vectors) noexcept {
  return (bytes_in(vectors) + ...);
}

std::size_t bytes_in(const IdField& field) noexcept {
  return bytes_in_all(field.numbers, field.present, field.codes);
}

std::size_t bytes_of(const EventFields& e) noexcept {
  std::size_t total = 0;
  for (const IdField* ids : {&e.id, &e.sku, &e.order, &e.subject, &e.group, &e.token}) {
    total += bytes_in(*ids);
  }
  for (const NameField* names : {&e.declared, &e.channel, &e.category, &e.store, &e.brand, &e.item,
                                 &e.input, &e.tier, &e.purse, &e.ladder}) {
    total += bytes_in(names->codes);
  }
  total += bytes_in_all(e.labels.first, e.labels.codes, e.segments.first, e.segments.codes);
  return total + bytes_in_all(e.kind.values, e.occurred_at, e.recorded_at, e.sequence.values,
                              e.sub_order.values, e.line.values, e.quantity.values, e.amount.values,
                              e.freight.values, e.beans.values, e.growth.values, e.value.values,
                              e.expires_at.values, e.completed_at.values, e.ordinal.values,
                              e.in_doubt.values, e.copied_percent.values,
                              e.duplicate_percent.values, e.reporters.values);
}

std::size_t bytes_of(const LineFields& l) noexcept {
  return bytes_in(l.sku) + bytes_in_all(l.first, l.line.values, l.sub_order.values,
                                        l.category.codes, l.store.codes, l.brand.codes,
                                        l.channel.codes, l.labels.first, l.labels.codes,
                                        l.quantity.values, l.amount.values);
}

}  // namespace

History::History() {
  auto parts = std::make_shared<Parts>();
  parts->first.push_back(0);
  parts_ = std::move(parts);
}

History History::from_columns(const EventTable& events, const LineTable& lines,
                              const TenderTable& tenders, const CancelFlag* cancel) {
  return History{read_tables({events, lines, tenders}, Checks::all, read_attached(events), cancel)};
}

History History::numbered(std::span<const std::string> kinds, NumberBy by,
                          const CancelFlag* cancel) const {
  return History{number_events(*parts_, kinds, by, cancel)};
}

std::size_t History::events() const noexcept { return parts_->events; }
std::size_t History::lines() const noexcept { return parts_->lines; }
std::size_t History::tenders() const noexcept { return parts_->tenders; }
std::size_t History::members() const noexcept { return parts_->members; }

std::string History::member_id(std::size_t index) const {
  DecimalText decimal;
  return std::string{parts_->member_ids.text(index, decimal)};
}

std::size_t History::events_of(std::size_t index) const noexcept {
  return parts_->first[index + 1] - parts_->first[index];
}

bool History::integer_members() const noexcept { return parts_->member_ids.integers; }

std::uint32_t History::row_at(std::size_t position) const noexcept {
  return parts_->rows.empty() ? static_cast<std::uint32_t>(position) : parts_->rows[position];
}

Instant History::latest() const noexcept { return parts_->latest; }

std::size_t History::bytes() const noexcept {
  return sizeof(Parts) + bytes_of(parts_->event) + bytes_of(parts_->line) +
         bytes_in(parts_->member_ids) +
         bytes_in_all(parts_->first, parts_->by_sequence, parts_->rows, parts_->tender.first,
                      parts_->tender.kind.values, parts_->tender.amount.values,
                      parts_->attached.archived, parts_->attached.quoted);
}

}  // namespace loyaltycore::engine
