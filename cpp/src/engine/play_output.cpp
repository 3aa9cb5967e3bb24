#include "engine/play_output.hpp"

#include <string>
#include <utility>
#include <vector>

#include "engine/history_parts.hpp"
#include "loyaltycore/model/archived_bytes.hpp"

namespace loyaltycore::engine {

namespace {

template <class T>
void append_to(std::vector<T>& to, std::vector<T>& from) {
  if (to.empty()) {
    to = std::move(from);
  } else {
    to.insert(to.end(), from.begin(), from.end());
  }
  from = {};
}

void push_text(MemberIds& ids, std::string_view text) {
  ids.bytes += text;
  ids.offsets.push_back(ids.bytes.size());
}

void write_as_text(MemberIds& ids) {
  if (!ids.integers) return;
  ids.integers = false;
  DecimalText decimal;
  for (const std::int64_t number : ids.numbers) push_text(ids, decimal.write(number));
  ids.numbers = {};
}

void append_ids(MemberIds& to, MemberIds&& from) {
  if (to.size() == 0) {
    to = std::move(from);
    return;
  }
  if (from.size() == 0) return;
  if (to.integers && from.integers) {
    append_to(to.numbers, from.numbers);
    return;
  }
  write_as_text(to);
  write_as_text(from);
  const std::uint64_t base = to.bytes.size();
  to.bytes += from.bytes;
  for (std::size_t i = 1; i < from.offsets.size(); ++i)
    to.offsets.push_back(base + from.offsets[i]);
}

void append_members(MemberTable& to, MemberTable&& from) {
  append_ids(to.ids, std::move(from.ids));
  append_to(to.tier, from.tier);
  append_to(to.tier_name, from.tier_name);
  append_to(to.tier_expires_at_us, from.tier_expires_at_us);
  append_to(to.growth, from.growth);
  append_to(to.issued, from.issued);
  append_to(to.pending, from.pending);
  append_to(to.available, from.available);
  append_to(to.held, from.held);
  append_to(to.redeemed, from.redeemed);
  append_to(to.expired, from.expired);
  append_to(to.clawed_back, from.clawed_back);
  append_to(to.forfeited, from.forfeited);
  append_to(to.debt, from.debt);
  append_to(to.next_expiry_on, from.next_expiry_on);
  append_to(to.next_expiry_beans, from.next_expiry_beans);
  for (std::size_t i = 1; i < kMostPurses; ++i) append_to(to.available_in[i], from.available_in[i]);
  for (std::size_t i = 1; i < kMostLadders; ++i) {
    append_to(to.growth_on[i], from.growth_on[i]);
    append_to(to.tier_on[i], from.tier_on[i]);
  }
  for (std::size_t i = 0; i < kMostScores; ++i) append_to(to.score[i], from.score[i]);
  for (std::size_t i = 0; i < kMostMedals; ++i) append_to(to.medal[i], from.medal[i]);
  append_to(to.orders, from.orders);
  append_to(to.accepted, from.accepted);
  append_to(to.refused, from.refused);
  append_to(to.duplicates, from.duplicates);
  append_to(to.first_at_us, from.first_at_us);
  append_to(to.decided_at_us, from.decided_at_us);
}

}  // namespace

std::string MemberIds::text(std::size_t row) const {
  if (integers) return std::to_string(numbers[row]);
  return bytes.substr(offsets[row], offsets[row + 1] - offsets[row]);
}

void push_id(MemberIds& ids, std::string_view text, std::optional<std::int64_t> number) {
  if (ids.size() == 0) ids.integers = number.has_value();
  if (ids.integers && number) {
    ids.numbers.push_back(*number);
    return;
  }
  write_as_text(ids);
  push_text(ids, text);
}

void ArchivedColumns::push(std::uint32_t member_row, std::string_view order_id, Instant closed_at,
                           const ArchivedLine& closed) {
  member.push_back(member_row);
  order.push(order_id);
  line.push_back(closed.line.line);
  closed_at_us.push_back(closed_at);
  const std::vector<std::byte> bytes = encode_archived(closed);
  record.push({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

void ArchivedColumns::append(ArchivedColumns&& other, std::uint32_t first_member) {
  for (std::uint32_t& row : other.member) row += first_member;
  append_to(member, other.member);
  order.append(std::move(other.order));
  append_to(line, other.line);
  append_to(closed_at_us, other.closed_at_us);
  record.append(std::move(other.record));
}

void PlayOutput::append(PlayOutput&& next) {
  const auto first_member = static_cast<std::uint32_t>(counters.members);
  append_members(members, std::move(next.members));
  ledger.append(std::move(next.ledger), first_member);
  for (std::uint32_t& row : next.refusals.member) row += first_member;
  append_to(refusals.member, next.refusals.member);
  append_to(refusals.event_row, next.refusals.event_row);
  append_to(refusals.code, next.refusals.code);
  archived.append(std::move(next.archived), first_member);
  monthly.merge(next.monthly);
  counters.members += next.counters.members;
  counters.events += next.counters.events;
  counters.accepted += next.counters.accepted;
  counters.duplicates += next.counters.duplicates;
  counters.refused += next.counters.refused;
  counters.ticks += next.counters.ticks;
  counters.unnumbered += next.counters.unnumbered;
  counters.unknown_categories += next.counters.unknown_categories;
  counters.lines += next.counters.lines;
  counters.effects += next.counters.effects;
  for (const auto& [code, events] : next.refused_by_code) refused_by_code[code] += events;
  digested += next.digested;
  sum += next.sum;
}

}  // namespace loyaltycore::engine
