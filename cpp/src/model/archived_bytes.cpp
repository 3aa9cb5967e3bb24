#include "loyaltycore/model/archived_bytes.hpp"

#include <algorithm>
#include <span>

#include "loyaltycore/base/check.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/error.hpp"
#include "model/encoding.hpp"

namespace loyaltycore {

namespace {

constexpr std::uint8_t kLayout = 1;

}  // namespace

std::vector<std::byte> encode_archived(const ArchivedLine& line) {
  LC_CHECK(line.grants <= ArchivedLine::kMostGrants);
  LC_CHECK(line.allocations <= ArchivedLine::kMostAllocations);
  std::vector<std::byte> out;
  encoding::Writer write(out);
  write(kLayout);
  encoding::fields_of(write, line.order);
  encoding::fields_of(write, line.line);
  write(line.grants, line.allocations);
  for (std::size_t i = 0; i < line.grants; ++i) encoding::fields_of(write, line.grant[i]);
  for (std::size_t i = 0; i < line.allocations; ++i) encoding::fields_of(write, line.allocation[i]);
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

  encoding::Reader read(bytes);
  ArchivedLine out;
  std::uint8_t layout{};
  read(layout);
  if (layout != kLayout) return false;
  encoding::fields_of(read, out.order);
  encoding::fields_of(read, out.line);
  read(out.grants, out.allocations);
  if (out.grants > ArchivedLine::kMostGrants) return false;
  if (out.allocations > ArchivedLine::kMostAllocations) return false;
  for (std::size_t i = 0; i < out.grants; ++i) encoding::fields_of(read, out.grant[i]);
  for (std::size_t i = 0; i < out.allocations; ++i) encoding::fields_of(read, out.allocation[i]);
  if (!read.ok() || !read.at_end()) return false;
  const auto is_plausible = [](const auto& item) { return encoding::is_plausible(item); };
  if (!is_plausible(out.order) || !is_plausible(out.line) ||
      !std::all_of(out.grant.begin(), out.grant.end(), is_plausible) ||
      !std::all_of(out.allocation.begin(), out.allocation.end(), is_plausible)) {
    return false;
  }
  line = out;
  return true;
}

void check_own_rules(const NameTable& names, const ArchivedLine& line, std::int64_t row) {
  const std::span<const Grant<>> grants{line.grant.data(), line.grants};
  const bool own = std::all_of(grants.begin(), grants.end(), [&names](const Grant<>& grant) {
    return grant.rule == kNoRule || grant.rule <= names.count(NameKind::rule);
  });
  if (own) return;
  throw DataError("archived_other_program",
                  "field archived: this is a record of another programme: it names a rule that "
                  "this programme has not",
                  "archived", row, "bring it to the programme under which the line closed");
}

}  // namespace loyaltycore
