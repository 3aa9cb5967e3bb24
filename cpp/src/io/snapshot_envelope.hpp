// snapshot_envelope.hpp: the verified envelope of a snapshot and the three blocks that it carries.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::io {

/// The sections in the order of the file.
enum class SectionId : std::uint32_t { directory = 1, names = 2, states = 3 };
inline constexpr std::size_t kSections = 3;
/// Members are sorted by the bytes of (scope, id).
inline constexpr std::uint32_t kCanonicalFlag = 1;

/// Bytes 0..7 magic, 8 format, 12 flags, 16 plan, 32 programme, 48 members, 56 sections, 60 zero;
/// then a row a section (id, schema, offset, length, hash); then the root hash over all before it.
inline constexpr std::size_t kTableAt = 64;
inline constexpr std::size_t kTableRow = 40;
inline constexpr std::size_t kRootAt = kTableAt + kSections * kTableRow;
inline constexpr std::size_t kHeaderSize = kRootAt + 16;

/// `count` items of `unit` bytes: all that one section's archive holds.
struct Block {
  std::uint64_t count{};
  std::size_t unit{};
  const void* items{};
};

[[nodiscard]] std::vector<std::byte> seal(const Program& program, std::uint32_t flags,
                                          std::uint64_t members,
                                          const std::array<Block, kSections>& blocks);

struct Opened {
  std::uint32_t flags{};
  std::uint64_t members{};
  std::array<std::span<const std::byte>, kSections> sections{};

  [[nodiscard]] std::span<const std::byte> section(SectionId id) const noexcept {
    return sections[static_cast<std::size_t>(id) - 1];
  }
};

/// Checks everything that can be checked without looking into a section.
/// @throws SnapshotError as load_engine says.
[[nodiscard]] Opened open(const Program& program, std::span<const std::byte> bytes);

/// Reads a section that holds exactly `count` items of `unit` bytes into `items`.
/// The count is read and compared before the archive is opened: it cannot ask for more.
void read_block(std::span<const std::byte> section, std::uint64_t count, std::size_t unit,
                void* items);

/// Number of items of `unit` bytes in a section, by its length.
/// @throws SnapshotError if it is not a whole number.
[[nodiscard]] std::uint64_t items_in(std::span<const std::byte> section, std::size_t unit);

[[noreturn]] void refuse_damaged(const std::string& what);

}  // namespace loyaltycore::io
