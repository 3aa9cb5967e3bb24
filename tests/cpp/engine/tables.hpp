// tables.hpp: a journal as the tables that a caller would bring, in any row order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "loyaltycore/engine/columns.hpp"
#include "loyaltycore/engine/history.hpp"
#include "loyaltycore/model/event_data.hpp"

namespace loyaltycore::engine::testing {

/// A column of texts with its own memory.
struct TextColumn {
  std::vector<std::uint32_t> codes;
  std::vector<std::string> texts;
  std::map<std::string, std::uint32_t> code_of;

  void push(const std::string& text) {
    const auto [found, added] = code_of.try_emplace(text, static_cast<std::uint32_t>(texts.size()));
    if (added) texts.push_back(text);
    codes.push_back(text.empty() ? kNoCode : found->second);
  }
  [[nodiscard]] Coded coded() const { return {codes, std::make_shared<const Dictionary>(texts)}; }
  [[nodiscard]] Column column() const { return {coded(), {}}; }
};

struct NumberColumn {
  std::vector<std::int64_t> values;

  template <class T>
  void push(T value) {
    values.push_back(static_cast<std::int64_t>(value));
  }
  [[nodiscard]] Column column() const { return {std::span<const std::int64_t>{values}, {}}; }
};

/// How ids of members and events are written.
enum class IdStyle { integers, texts };

/// Owns the memory of the three tables of a journal. Fields that journal.hpp leaves out stay out.
class Tables {
 public:
  /// `shuffle_seed` 0 keeps the order of the journal.
  Tables(const std::vector<EventData>& journal, IdStyle style, std::uint64_t shuffle_seed,
         bool join_by_id = false)
      : style_(style), join_by_id_(join_by_id) {
    std::mt19937_64 random{shuffle_seed};
    row_of_.resize(journal.size());
    std::iota(row_of_.begin(), row_of_.end(), std::size_t{0});
    if (shuffle_seed != 0) std::shuffle(row_of_.begin(), row_of_.end(), random);
    std::vector<std::pair<std::size_t, const LineData*>> all_lines;
    std::vector<std::pair<std::size_t, const TenderData*>> all_tenders;
    for (std::size_t row = 0; row < row_of_.size(); ++row) {
      const EventData& event = journal[row_of_[row]];
      push_event(event);
      for (const LineData& each : event.lines) all_lines.emplace_back(row, &each);
      for (const TenderData& each : event.tenders) all_tenders.emplace_back(row, &each);
    }
    if (shuffle_seed != 0) std::shuffle(all_lines.begin(), all_lines.end(), random);
    if (shuffle_seed != 0) std::shuffle(all_tenders.begin(), all_tenders.end(), random);
    for (const auto& [row, each] : all_lines) push_line(row, journal[row_of_[row]], *each);
    for (const auto& [row, each] : all_tenders) push_tender(row, journal[row_of_[row]], *each);
  }

  [[nodiscard]] History history() const {
    return History::from_columns(events(), lines(), tenders());
  }
  /// Index in the journal of each row.
  [[nodiscard]] const std::vector<std::size_t>& rows() const { return row_of_; }

  [[nodiscard]] EventTable events() const {
    EventTable out;
    out.rows = kind.size();
    out.kind = {std::span<const std::uint8_t>{kind}, {}};
    const bool integers = style_ == IdStyle::integers;
    out.id = integers ? id_numbers.column() : id.column();
    out.member = integers ? member_numbers.column() : member.column();
    out.occurred_at_us = occurred_at.column();
    out.recorded_at_us = {std::span<const std::int64_t>{recorded_at.values}, recorded};
    out.channel = channel.column();
    out.category = category.column();
    out.sku = sku.column();
    out.order = order.column();
    out.line = line.column();
    out.amount_fen = amount.column();
    out.freight_fen = freight.column();
    out.beans = beans.column();
    out.growth = growth.column();
    out.subject = subject.column();
    out.input = input.column();
    out.value = value.column();
    out.expires_at_us = expires_at.column();
    out.ordinal = ordinal.column();
    return out;
  }
  [[nodiscard]] LineTable lines() const {
    LineTable out;
    out.rows = l_event.values.size();
    if (join_by_id_) {
      out.event_id = l_event_id.column();
    } else {
      out.event_row = l_event.column();
    }
    out.line = l_line.column();
    out.sub_order = l_sub_order.column();
    out.sku = l_sku.column();
    out.category = l_category.column();
    out.store = l_store.column();
    out.labels = {l_label_offsets, l_labels.coded()};
    out.quantity = l_quantity.column();
    out.amount_fen = l_amount.column();
    return out;
  }
  [[nodiscard]] TenderTable tenders() const {
    TenderTable out;
    out.rows = t_event.values.size();
    if (join_by_id_) {
      out.event_id = t_event_id.column();
    } else {
      out.event_row = t_event.column();
    }
    out.kind = t_kind.column();
    out.amount_fen = t_amount.column();
    return out;
  }

  // Open to tests that spoil a value.
  std::vector<std::uint8_t> kind, recorded;
  TextColumn id, member, channel, category, sku, order, subject, input;
  NumberColumn id_numbers, member_numbers, occurred_at, recorded_at, line, amount, freight, beans,
      growth, value, expires_at, ordinal;
  NumberColumn l_event, l_line, l_sub_order, l_quantity, l_amount;
  TextColumn l_event_id, l_sku, l_category, l_store, l_labels;
  std::vector<std::int64_t> l_label_offsets{0};
  NumberColumn t_event, t_amount;
  TextColumn t_event_id, t_kind;

 private:
  void push_event(const EventData& event) {
    kind.push_back(static_cast<std::uint8_t>(event.kind));
    id.push(event.id);
    member.push(event.member);
    if (style_ == IdStyle::integers) {
      id_numbers.push(std::stoll(event.id));
      member_numbers.push(std::stoll(event.member));
    }
    occurred_at.push(event.occurred_at);
    recorded_at.push(event.recorded_at.value_or(0));
    recorded.push_back(event.recorded_at ? 1 : 0);
    channel.push(event.channel);
    category.push(event.category);
    sku.push(event.sku);
    order.push(event.order);
    line.push(event.line);
    amount.push(event.amount_fen);
    freight.push(event.freight_fen);
    beans.push(event.beans);
    growth.push(event.growth);
    subject.push(event.subject);
    input.push(event.input);
    value.push(event.value);
    expires_at.push(event.expires_at);
    ordinal.push(event.ordinal);
  }
  void push_line(std::size_t row, const EventData& event, const LineData& data) {
    l_event.push(row);
    l_event_id.push(event.id);
    l_line.push(data.line);
    l_sub_order.push(data.sub_order);
    l_sku.push(data.sku);
    l_category.push(data.category);
    l_store.push(data.store);
    for (const std::string& label : data.labels) l_labels.push(label);
    l_label_offsets.push_back(static_cast<std::int64_t>(l_labels.codes.size()));
    l_quantity.push(data.quantity);
    l_amount.push(data.amount_fen);
  }
  void push_tender(std::size_t row, const EventData& event, const TenderData& data) {
    t_event.push(row);
    t_event_id.push(event.id);
    t_kind.push(std::string{kTenderKindNames[static_cast<std::size_t>(data.kind)]});
    t_amount.push(data.amount_fen);
  }

  IdStyle style_;
  bool join_by_id_;
  std::vector<std::size_t> row_of_;
};

}  // namespace loyaltycore::engine::testing
