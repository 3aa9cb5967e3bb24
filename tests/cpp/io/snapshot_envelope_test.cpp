// snapshot_envelope.hpp: nothing reaches an archive before it is verified and counted.
#include "io/snapshot_envelope.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>

#include "loyaltycore/io/snapshot.hpp"
#include "support/hostile_snapshot.hpp"
#include "support/sample_member.hpp"

namespace loyaltycore::io::snapshot_envelope_test {
namespace {

using support::Bytes;
using support::fix_hashes;
using support::get;
using support::put;

const Program& program() {
  static const Program sample = support::sample_program();
  return sample;
}

Bytes sample_of(int members) {
  SnapshotWriter writer(program());
  for (int i = 1; i <= members; ++i) {
    writer.add("", "m-" + std::to_string(i), support::sample_member(i));
  }
  return writer.finish(true);
}

Bytes sample() { return sample_of(2); }

/// The file whose every bit and every length is tried.
Bytes four_kib() {
  Bytes bytes = sample_of(3);
  EXPECT_GE(bytes.size(), 4096U);
  return bytes;
}

/// Code of the refusal; empty if the bytes are read.
std::string refusal_of(const Bytes& bytes, const Program& with = program()) {
  try {
    static_cast<void>(load_engine(with, bytes));
  } catch (const SnapshotError& error) {
    EXPECT_FALSE(std::string(error.what()).empty());
    return error.code();
  }
  return "";
}

std::string refusal_after(const std::function<void(Bytes&)>& change) {
  Bytes bytes = sample();
  change(bytes);
  fix_hashes(bytes);
  return refusal_of(bytes);
}

std::size_t section_at(const Bytes& bytes, SectionId id) {
  const std::size_t row = kTableAt + (static_cast<std::size_t>(id) - 1) * kTableRow;
  return static_cast<std::size_t>(get<std::uint64_t>(bytes, row + 8));
}

TEST(SnapshotEnvelope, LiesAsItsHeaderSays) {
  const Bytes bytes = sample();
  EXPECT_EQ(std::memcmp(bytes.data(), "LOYSNAP\x1A", 8), 0);
  EXPECT_EQ(get<std::uint32_t>(bytes, 8), kSnapshotFormat);
  EXPECT_EQ(get<std::uint32_t>(bytes, 12), kCanonicalFlag);
  EXPECT_EQ(get<Hash128>(bytes, 16), program().plan().layout());
  EXPECT_EQ(get<Hash128>(bytes, 32), program().fingerprint());
  EXPECT_EQ(get<std::uint64_t>(bytes, 48), 2U);
  EXPECT_EQ(get<Instant>(bytes, 56), support::sample_member(2).facts.decided_at);
  EXPECT_EQ(section_at(bytes, SectionId::versions), kHeaderSize);
  const Opened opened = io::open(bytes);
  EXPECT_EQ(opened.contents.members, 2U);
  EXPECT_EQ(items_in(opened.section(SectionId::versions), 24), 1U);
  EXPECT_EQ(items_in(opened.section(SectionId::directory), 24), 2U);
}

TEST(SnapshotEnvelope, EveryFlippedBitIsRefused) {
  Bytes bytes = four_kib();
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    const auto mask = static_cast<std::byte>(1U << (i % 8));
    bytes[i / 8] ^= mask;
    ASSERT_NE(refusal_of(bytes), "") << "bit " << i;
    bytes[i / 8] ^= mask;
  }
  EXPECT_EQ(refusal_of(bytes), "");
}

TEST(SnapshotEnvelope, EveryTruncationIsCalledOne) {
  const Bytes bytes = four_kib();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    ASSERT_EQ(refusal_of(cut), "snapshot_truncated") << size;
  }
}

TEST(SnapshotEnvelope, BytesBehindTheEndAreDamage) {
  Bytes bytes = sample();
  bytes.push_back(std::byte{0});
  EXPECT_EQ(refusal_of(bytes), "snapshot_damaged");
}

TEST(SnapshotEnvelope, OtherFilesAreNoSnapshots) {
  const std::string text = "PK\x03\x04 some other file that is long enough to hold a header";
  Bytes bytes(text.size());
  std::memcpy(bytes.data(), text.data(), text.size());
  EXPECT_EQ(refusal_of(bytes), "snapshot_magic");
  EXPECT_EQ(refusal_of({std::byte{'P'}}), "snapshot_magic");
}

TEST(SnapshotEnvelope, ANewerFormatIsRefusedByBothNumbers) {
  Bytes bytes = sample();
  put(bytes, 8, kSnapshotFormat + 1);
  fix_hashes(bytes);
  try {
    static_cast<void>(load_engine(program(), bytes));
    FAIL();
  } catch (const SnapshotError& error) {
    EXPECT_EQ(error.code(), "snapshot_newer_format");
    EXPECT_NE(std::string(error.what()).find("format 2"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("format 1"), std::string::npos);
  }
  EXPECT_EQ(refusal_after([](Bytes& b) { put(b, 8, std::uint32_t{0}); }), "snapshot_damaged");
}

/// Each section counts its schemas for itself: a newer one is refused by the section's name.
TEST(SnapshotEnvelope, ANewerSchemaIsRefusedByTheNameOfItsSection) {
  for (std::size_t i = 0; i < kSections; ++i) {
    const std::string name{kSectionKinds[i].name};
    const std::uint32_t newer = kSectionKinds[i].newest_schema + 1;
    Bytes bytes = sample();
    const std::size_t schema_at = kTableAt + i * kTableRow + 4;
    put(bytes, schema_at, newer);
    fix_hashes(bytes);
    try {
      static_cast<void>(load_engine(program(), bytes));
      FAIL() << name;
    } catch (const SnapshotError& error) {
      EXPECT_EQ(error.code(), "snapshot_newer_format");
      EXPECT_EQ(error.place().section, name);
      EXPECT_EQ(error.place().offset, static_cast<std::int64_t>(schema_at));
      EXPECT_EQ(error.place().found, "schema " + std::to_string(newer));
      EXPECT_NE(std::string(error.what()).find("section " + name), std::string::npos);
    }
    EXPECT_EQ(refusal_after([&](Bytes& b) { put(b, schema_at, std::uint32_t{0}); }),
              "snapshot_damaged");
  }
}

TEST(SnapshotEnvelope, AnErrorSaysWhereAndWhat) {
  Bytes bytes = sample();
  const std::size_t at = section_at(bytes, SectionId::states);
  bytes[at + 20] ^= std::byte{1};
  try {
    static_cast<void>(load_engine(program(), bytes));
    FAIL();
  } catch (const SnapshotError& error) {
    EXPECT_EQ(error.place().section, "states");
    EXPECT_EQ(error.place().offset, static_cast<std::int64_t>(at));
    EXPECT_EQ(error.place().expected.size(), 32U);
    EXPECT_NE(error.place().expected, error.place().found);
  }
  EXPECT_EQ(refusal_after([](Bytes& b) { put(b, 56, Instant{7}); }), "snapshot_damaged");
}

TEST(SnapshotEnvelope, AnotherProgrammeOrPlanIsRefused) {
  EXPECT_EQ(refusal_of(sample(), support::sample_program("other")), "snapshot_other_program");
  ProgramParts parts = support::sample_parts();
  parts.plan.sku_window_days += 1;
  EXPECT_EQ(refusal_of(sample(), Program(parts)), "snapshot_other_plan");
}

TEST(SnapshotEnvelope, SwappedAndRepeatedSectionsAreRefused) {
  EXPECT_EQ(refusal_after([](Bytes& b) {
              for (std::size_t i = 0; i < kTableRow; ++i) {
                std::swap(b[kTableAt + kTableRow + i], b[kTableAt + 2 * kTableRow + i]);
              }
            }),
            "snapshot_damaged");
  EXPECT_EQ(refusal_after([](Bytes& b) {
              std::copy_n(b.begin() + kTableAt, kTableRow, b.begin() + kTableAt + kTableRow);
            }),
            "snapshot_damaged");
}

/// Hashes fit, counts lie: refused before anything is asked for.
TEST(SnapshotEnvelope, HostileCountsAskForNothing) {
  for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{3},
                                    std::uint64_t{1} << 32U, ~std::uint64_t{0}}) {
    EXPECT_EQ(refusal_after([&](Bytes& b) { put(b, 48, count); }), "snapshot_damaged");
    for (const SectionId id :
         {SectionId::versions, SectionId::directory, SectionId::names, SectionId::states}) {
      if (id == SectionId::versions && count == 1) continue;  // It holds one.
      EXPECT_EQ(refusal_after([&](Bytes& b) { put(b, section_at(b, id), count); }),
                "snapshot_damaged");
    }
    for (const std::size_t field : {8U, 16U}) {
      if (field == 8 && count == 0) continue;  // It has no texts.
      EXPECT_EQ(refusal_after([&](Bytes& b) {
                  put(b, section_at(b, SectionId::directory) + 8 + field, count);
                }),
                "snapshot_damaged");
    }
  }
  for (const std::uint32_t size : {0U, 1U, 4U, 0xFFFFFFFFU}) {
    EXPECT_EQ(
        refusal_after([&](Bytes& b) { put(b, section_at(b, SectionId::directory) + 8 + 4, size); }),
        "snapshot_damaged");
  }
}

/// Texts of ids lie behind the member's own id, a byte of length before each.
TEST(SnapshotEnvelope, HostileTextsAreRefused) {
  const std::vector<std::string> texts{"a", "bc"};
  const Bytes bytes = save_member(program(), "m", support::sample_member(1), texts);
  const std::size_t at = section_at(bytes, SectionId::names) + 8 + 1;
  EXPECT_EQ(get<std::uint8_t>(bytes, at), 1U);
  EXPECT_EQ(load_member(program(), bytes).texts, texts);
  for (const auto& [place, value] : {std::pair<std::size_t, std::uint8_t>{0, 0},
                                     {0, 2},
                                     {0, 5},
                                     {0, 0xFF},
                                     {1, 'c'},
                                     {1, 0},
                                     {1, 0xFF},
                                     {2, 3},
                                     {2, 1}}) {
    Bytes wrong = bytes;
    put(wrong, at + place, value);
    support::fix_hashes(wrong);
    EXPECT_EQ(refusal_of(wrong), "snapshot_damaged") << place << " " << int{value};
  }
}

TEST(SnapshotEnvelope, HostileLengthsAndOffsetsAreRefused) {
  for (std::size_t section = 0; section < kSections; ++section) {
    for (const std::size_t field : {8U, 16U}) {
      for (const std::uint64_t value :
           {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{1} << 40U, ~std::uint64_t{0}}) {
        EXPECT_NE(
            refusal_after([&](Bytes& b) { put(b, kTableAt + section * kTableRow + field, value); }),
            "");
      }
    }
  }
}

/// Every byte of the sections set to extremes under fitting hashes: read or refused, never worse.
/// Run under a sanitizer this is the test against undefined behaviour.
TEST(SnapshotEnvelope, HostilePayloadsAreReadOrRefused) {
  const Bytes sound = sample();
  std::size_t refused = 0;
  for (std::size_t i = kHeaderSize; i < sound.size(); ++i) {
    for (const std::byte value :
         {std::byte{0}, std::byte{0x7F}, std::byte{0x80}, std::byte{0xFF}}) {
      Bytes bytes = sound;
      bytes[i] = value;
      fix_hashes(bytes);
      refused += refusal_of(bytes) == "snapshot_damaged" ? 1U : 0U;
    }
  }
  EXPECT_GT(refused, 200U);
}

}  // namespace
}  // namespace loyaltycore::io::snapshot_envelope_test
