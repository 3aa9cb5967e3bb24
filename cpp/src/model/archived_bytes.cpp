#include "loyaltycore/model/archived_bytes.hpp"

#include <algorithm>
#include <utility>

#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/error.hpp"
#include "model/encoding.hpp"
#include "model/plausible.hpp"

namespace loyaltycore {

namespace {

constexpr std::uint8_t kArchivedLayout = 1;
/// Of the order and the line in it: an order that comes back counts for ever, whatever it says.
constexpr std::uint8_t kStateLayout = 1;

template <class Items>
void write_all(encoding::Writer& write, const Items& items) {
  write(static_cast<std::uint32_t>(items.size()));
  for (const auto& item : items) encoding::fields_of(write, item);
}

/// Reads no further than the bytes go, whatever the count says.
template <class Item>
void read_all(encoding::Reader& read, std::vector<Item>& items) {
  std::uint32_t count{};
  read(count);
  for (std::uint32_t i = 0; i < count && read.ok(); ++i) {
    encoding::fields_of(read, items.emplace_back());
  }
}

}  // namespace

std::vector<std::byte> encode_archived(const ArchivedLine& line) {
  std::vector<std::byte> out;
  encoding::Writer write(out, kStateLayout);
  write(kArchivedLayout);
  write(line.member);
  encoding::fields_of(write, line.order);
  encoding::fields_of(write, line.line);
  write_all(write, line.grants);
  write_all(write, line.allocations);
  write(hash128(out).low);
  return out;
}

bool decode_archived(std::span<const std::byte> bytes, ArchivedLine& line) {
  constexpr std::size_t kCheck = sizeof(std::uint64_t);
  if (bytes.size() < kCheck) return false;
  encoding::Reader check_reader(bytes.last(kCheck));
  std::uint64_t check{};
  check_reader(check);
  bytes = bytes.first(bytes.size() - kCheck);
  if (hash128(bytes).low != check) return false;

  encoding::Reader read(bytes, kStateLayout);
  ArchivedLine out;
  std::uint8_t layout{};
  read(layout);
  if (layout != kArchivedLayout) return false;
  read(out.member);
  encoding::fields_of(read, out.order);
  encoding::fields_of(read, out.line);
  read_all(read, out.grants);
  read_all(read, out.allocations);
  if (!read.ok() || !read.at_end()) return false;
  const auto is_plausible = [](const auto& item) { return encoding::is_plausible(item); };
  if (!is_plausible(out.order) || !is_plausible(out.line) ||
      !std::all_of(out.grants.begin(), out.grants.end(), is_plausible) ||
      !std::all_of(out.allocations.begin(), out.allocations.end(), is_plausible)) {
    return false;
  }
  line = std::move(out);
  return true;
}

void check_own_rules(const NameTable& names, const ArchivedLine& line, std::int64_t row) {
  const bool own = std::ranges::all_of(line.grants, [&names](const Grant<>& grant) {
    return grant.rule == kNoRule || grant.rule <= names.count(NameKind::rule);
  });
  if (own) return;
  throw DataError("archived_other_program",
                  "field archived: this is a record of another programme: it names a rule that "
                  "this programme has not",
                  "archived", row, "bring it to the programme under which the line closed");
}

}  // namespace loyaltycore
