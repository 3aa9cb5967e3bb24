#include "engine/member_order.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace loyaltycore::engine {

namespace {

/// Members as numbers of their place in the order of ids, by row.
struct Ranks {
  std::vector<std::uint32_t> of_row{};
  IdField ids{};
  std::size_t count{};
};

Ranks ranks_of_codes(const IdField& member, const CancelFlag* cancel) {
  constexpr std::uint32_t kUnused = kNoCode;
  std::vector<std::uint32_t> rank_of_code(member.texts->size(), kUnused);
  std::vector<std::uint32_t> used;
  for (const std::uint32_t code : member.codes) {
    if (rank_of_code[code] != kUnused) continue;
    rank_of_code[code] = 0;
    used.push_back(code);
  }
  const Dictionary& texts = *member.texts;
  std::sort(used.begin(), used.end(), [&texts, cancel](std::uint32_t a, std::uint32_t b) {
    check_cancel(cancel);
    return texts.text(a) < texts.text(b);
  });
  Ranks out;
  out.ids.texts = member.texts;
  // A dictionary may hold a text twice: both codes are one member.
  for (const std::uint32_t code : used) {
    if (out.ids.codes.empty() || texts.text(out.ids.codes.back()) != texts.text(code)) {
      out.ids.codes.push_back(code);
    }
    rank_of_code[code] = static_cast<std::uint32_t>(out.ids.codes.size() - 1);
  }
  out.count = out.ids.codes.size();
  out.of_row.resize(member.codes.size());
  std::transform(member.codes.begin(), member.codes.end(), out.of_row.begin(),
                 [&rank_of_code](std::uint32_t code) { return rank_of_code[code]; });
  return out;
}

/// Numbers each distinct integer by its first row; a table when the integers lie close together.
Ranks first_seen(const std::vector<std::int64_t>& numbers, const CancelFlag* cancel) {
  Ranks out;
  out.ids.integers = true;
  out.of_row.resize(numbers.size());
  const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
  const auto range = static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(*least);
  const auto add = [&out](std::uint32_t& place, std::int64_t number) {
    if (place == kNoCode) {
      place = static_cast<std::uint32_t>(out.ids.numbers.size());
      out.ids.numbers.push_back(number);
    }
    return place;
  };
  if (range < numbers.size() * 4 + 1024) {
    std::vector<std::uint32_t> places(range + 1, kNoCode);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      const auto slot =
          static_cast<std::uint64_t>(numbers[row]) - static_cast<std::uint64_t>(*least);
      out.of_row[row] = add(places[slot], numbers[row]);
    }
  } else {
    CodeTable places;
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      check_cancel(cancel);
      const std::int64_t number = numbers[row];
      std::uint32_t place = places.find_or_add(
          spread(number), static_cast<std::uint32_t>(out.ids.numbers.size()),
          [&](std::uint32_t known) { return out.ids.numbers[known] == number; },
          [&](std::uint32_t known) {
            return spread(known < out.ids.numbers.size() ? out.ids.numbers[known] : number);
          });
      if (place == out.ids.numbers.size()) place = kNoCode;
      out.of_row[row] = add(place, number);
    }
  }
  out.count = out.ids.numbers.size();
  return out;
}

Ranks ranks_of_numbers(const std::vector<std::int64_t>& numbers, const CancelFlag* cancel) {
  Ranks out = first_seen(numbers, cancel);
  std::vector<std::pair<DecimalKey, std::uint32_t>> sorted;
  sorted.reserve(out.count);
  for (std::uint32_t i = 0; i < out.count; ++i) {
    sorted.emplace_back(DecimalKey{out.ids.numbers[i]}, i);
  }
  std::sort(sorted.begin(), sorted.end(), [cancel](const auto& a, const auto& b) {
    check_cancel(cancel);
    return a < b;
  });
  std::vector<std::uint32_t> rank_of_place(out.count);
  std::vector<std::int64_t> ids(out.count);
  for (std::uint32_t rank = 0; rank < out.count; ++rank) {
    rank_of_place[sorted[rank].second] = rank;
    ids[rank] = out.ids.numbers[sorted[rank].second];
  }
  for (std::uint32_t& rank : out.of_row) rank = rank_of_place[rank];
  out.ids.numbers = std::move(ids);
  return out;
}

/// Rows by rank, stable.
void group(const Ranks& ranks, MemberOrder& out) {
  out.first.assign(ranks.count + 1, 0);
  for (const std::uint32_t rank : ranks.of_row) ++out.first[rank + 1];
  std::partial_sum(out.first.begin(), out.first.end(), out.first.begin());
  std::vector<std::uint64_t> next(out.first.begin(), out.first.end() - 1);
  out.rows.resize(ranks.of_row.size());
  for (std::uint32_t row = 0; row < ranks.of_row.size(); ++row) {
    out.rows[next[ranks.of_row[row]]++] = row;
  }
}

struct RowKey {
  std::int64_t key;
  std::uint32_t row;
};

void sort_rows(const OrderKeys& keys, bool by_sequence, std::span<std::uint32_t> rows,
               std::vector<RowKey>& places) {
  const std::span<const std::int64_t> first_key = by_sequence ? keys.sequence : keys.recorded_at;
  places.clear();
  for (const std::uint32_t row : rows) places.push_back({first_key[row], row});
  const auto before = [&keys, by_sequence](const RowKey& a, const RowKey& b) {
    if (a.key != b.key) return a.key < b.key;
    if (by_sequence && keys.recorded_at[a.row] != keys.recorded_at[b.row]) {
      return keys.recorded_at[a.row] < keys.recorded_at[b.row];
    }
    if (keys.group != nullptr) {
      const std::strong_ordering groups = compare_ids(*keys.group, a.row, b.row);
      if (groups != std::strong_ordering::equal) return groups < 0;
    }
    const std::strong_ordering ids = compare_ids(*keys.event_id, a.row, b.row);
    return ids == std::strong_ordering::equal ? a.row < b.row : ids < 0;
  };
  if (std::is_sorted(places.begin(), places.end(), before)) return;
  std::sort(places.begin(), places.end(), before);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = places[i].row;
}

bool is_ordered_by_sequence(const OrderKeys& keys, std::span<const std::uint32_t> rows) {
  if (keys.sequence.empty()) return false;
  if (keys.sequenced.empty()) return true;
  bool any = false;
  for (const std::uint32_t row : rows) {
    if (!keys.has_sequence(row) && !keys.is_tick(row)) return false;
    any = any || keys.has_sequence(row);
  }
  return any;
}

void sort_member(const OrderKeys& keys, bool by_sequence, std::span<std::uint32_t> rows,
                 std::vector<RowKey>& places) {
  const auto has_sequence = [&keys](std::uint32_t row) { return keys.has_sequence(row); };
  if (!by_sequence || std::all_of(rows.begin(), rows.end(), has_sequence)) {
    return sort_rows(keys, by_sequence, rows, places);
  }
  const auto until = std::stable_partition(rows.begin(), rows.end(), has_sequence);
  sort_rows(keys, true, {rows.begin(), until}, places);
  sort_rows(keys, false, {until, rows.end()}, places);
  // Each tick before the first event that is recorded after it.
  const std::vector<std::uint32_t> events(rows.begin(), until);
  const std::vector<std::uint32_t> ticks(until, rows.end());
  auto tick = ticks.begin();
  auto to = rows.begin();
  for (const std::uint32_t event : events) {
    while (tick != ticks.end() && keys.recorded_at[*tick] < keys.recorded_at[event]) {
      *to++ = *tick++;
    }
    *to++ = event;
  }
  std::copy(tick, ticks.end(), to);
}

}  // namespace

DecimalKey::DecimalKey(std::int64_t number) noexcept {
  // The end of a text comes before '-', which comes before the digits.
  DecimalText decimal;
  const std::string_view text = decimal.write(number);
  for (std::size_t i = 0; i < 20; ++i) {
    std::uint64_t code = 0;
    if (i < text.size()) {
      code = text[i] == '-' ? 1U : static_cast<std::uint64_t>(text[i] - '0') + 2U;
    }
    std::uint64_t& word = i < 16 ? high : low;
    word = word << 4U | code;
  }
}

std::strong_ordering compare_ids(const IdField& field, std::size_t a, std::size_t b) noexcept {
  const bool has_a = field.has(a);
  const bool has_b = field.has(b);
  if (!has_a || !has_b) return has_a <=> has_b;
  if (field.integers) return DecimalKey{field.numbers[a]} <=> DecimalKey{field.numbers[b]};
  if (field.codes[a] == field.codes[b]) return std::strong_ordering::equal;
  return field.texts->text(field.codes[a]) <=> field.texts->text(field.codes[b]);
}

MemberOrder member_order(const OrderKeys& keys, const CancelFlag* cancel) {
  MemberOrder out;
  if (!keys.member->given()) {
    out.first.push_back(0);
    return out;
  }
  Ranks ranks = keys.member->integers ? ranks_of_numbers(keys.member->numbers, cancel)
                                      : ranks_of_codes(*keys.member, cancel);
  check_cancel(cancel);
  group(ranks, out);
  out.member_ids = std::move(ranks.ids);
  out.by_sequence.assign(ranks.count, 0);
  std::vector<RowKey> places;
  for (std::size_t member = 0; member < ranks.count; ++member) {
    check_cancel(cancel);
    const std::span<std::uint32_t> rows{out.rows.data() + out.first[member],
                                        out.first[member + 1] - out.first[member]};
    const bool by_sequence = is_ordered_by_sequence(keys, rows);
    out.by_sequence[member] = by_sequence ? 1 : 0;
    sort_member(keys, by_sequence, rows, places);
  }
  return out;
}

}  // namespace loyaltycore::engine
