#include "loyaltycore/io/snapshot.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "io/snapshot_envelope.hpp"
#include "io/snapshot_origin.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore {

namespace {

using Entry = SnapshotWriter::Entry;

static_assert(std::has_unique_object_representations_v<Entry> && sizeof(Entry) == 24);

/// Takes `count` bytes off the front of a block; the sums were checked to fit.
std::span<const std::byte> take(std::span<const std::byte>& block, std::uint64_t count) {
  const auto size = static_cast<std::size_t>(count);
  const std::span<const std::byte> taken = block.first(size);
  block = block.subspan(size);
  return taken;
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// NUL is in no id, so the pair has one spelling.
Hash128 hash_of(const StoredMember& member) { return hash128(member.scope + '\0' + member.id); }

void check_unique(std::vector<Hash128>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  if (std::adjacent_find(hashes.begin(), hashes.end()) != hashes.end()) {
    io::refuse_damaged("a member stands twice in it", {"names", -1, "each member once", "twice"});
  }
}

/// A block of items that fills its section.
template <class Item>
std::vector<Item> items_of(const io::OpenedSection& section) {
  std::vector<Item> items(static_cast<std::size_t>(io::items_in(section, sizeof(Item))));
  io::read_block(section, items.size(), sizeof(Item), items.data());
  return items;
}

/// Schema 1: no texts of ids were kept.
std::vector<Entry> entries_without_texts(const io::OpenedSection& section) {
  struct Sizes {
    std::uint32_t scope;
    std::uint32_t id;
    std::uint64_t state;
  };
  static_assert(std::has_unique_object_representations_v<Sizes> && sizeof(Sizes) == 16);
  std::vector<Entry> out;
  for (const Sizes& sizes : items_of<Sizes>(section)) {
    out.push_back({sizes.scope, sizes.id, 0, sizes.state});
  }
  return out;
}

/// The readers of a section, one a schema, the oldest first; items of the newest come out.
template <class Item>
using Readers = std::span<std::vector<Item> (*const)(const io::OpenedSection&)>;

constexpr std::array kDirectoryReaders{&entries_without_texts, &items_of<Entry>};
constexpr std::array kNameReaders{&items_of<std::byte>};
constexpr std::array kStateReaders{&items_of<std::byte>, &items_of<std::byte>};

/// Of states of schema 1: keys of counters had three bits for the period, and items from 4096 on.
void renumber(Member& member) noexcept {
  for (Counter<>& counter : member.standing.counters) {
    const unsigned was = counter.key >> 3U;
    const auto now = static_cast<std::uint16_t>(was <= 4096 ? was : was - 4096 + kMostCounted);
    counter.key = counter_key(now, static_cast<CounterPeriod>(counter.key & 7U));
  }
}

constexpr std::uint32_t newest_schema(io::SectionId id) noexcept {
  return io::kind_of(id).newest_schema;
}
static_assert(newest_schema(io::SectionId::versions) == 2);  // io::read_origin
static_assert(kDirectoryReaders.size() == newest_schema(io::SectionId::directory));
static_assert(kNameReaders.size() == newest_schema(io::SectionId::names));
static_assert(kStateReaders.size() == newest_schema(io::SectionId::states));

/// @pre the envelope was opened: the section's schema is from 1 to its newest.
template <class Item>
std::vector<Item> read_section(const io::OpenedSection& section, Readers<Item> readers) {
  return readers[section.schema - 1](section);
}

/// What the sections hold, read by their own schemas.
struct Stored {
  io::StoredOrigin origin;
  std::vector<Entry> entries;
  std::vector<std::byte> names;
  std::vector<std::byte> states;
};

Stored read_sections(const io::Opened& file, const CancelFlag* cancel) {
  using enum io::SectionId;
  Stored out;
  out.origin = io::read_origin(file.section(versions));
  out.entries = read_section<Entry>(file.section(directory), kDirectoryReaders);
  check_cancel(cancel);
  out.names = read_section<std::byte>(file.section(names), kNameReaders);
  check_cancel(cancel);
  out.states = read_section<std::byte>(file.section(states), kStateReaders);
  return out;
}

/// Refuses a directory whose sizes do not add up to the two sections that it describes.
void check_directory(const io::Opened& file, const Stored& stored) {
  const io::OpenedSection& directory = file.section(io::SectionId::directory);
  if (stored.entries.size() != file.contents.members) {
    io::refuse_damaged("it does not hold the members it counts", directory,
                       std::to_string(file.contents.members) + " members",
                       std::to_string(stored.entries.size()) + " members");
  }
  std::uint64_t names_left = stored.names.size();
  std::uint64_t states_left = stored.states.size();
  for (const Entry& entry : stored.entries) {
    const std::uint64_t ids = std::uint64_t{entry.scope_size} + entry.id_size;
    const bool fits = ids <= names_left && entry.texts_size <= names_left - ids;
    if (!fits || entry.state_size > states_left) {
      io::refuse_damaged(
          "its directory asks for more than it holds", directory,
          std::to_string(names_left) + " and " + std::to_string(states_left) + " bytes at most",
          std::to_string(ids) + " and " + std::to_string(entry.texts_size) + " and " +
              std::to_string(entry.state_size));
    }
    names_left -= ids + entry.texts_size;
    states_left -= entry.state_size;
  }
  if (names_left != 0 || states_left != 0) {
    io::refuse_damaged("its directory leaves bytes over", directory, "none",
                       std::to_string(names_left + states_left) + " bytes");
  }
}

/// The members of a file one by one; the sizes were checked to fit.
class MemberReader {
 public:
  MemberReader(const Program& program, const io::Opened& file, const Stored& stored,
               const LoadOptions& options)
      : program_(program),
        states_section_(file.section(io::SectionId::states)),
        names_section_(file.section(io::SectionId::names)),
        origin_(io::origin_of(program, file, stored.origin.versions)),
        words_(program, origin_, options.forget_words),
        names_(stored.names),
        states_(stored.states),
        all_states_(stored.states.size()) {}

  StoredMember next(const Entry& entry) {
    StoredMember out;
    out.scope = text_of(take(names_, entry.scope_size));
    out.id = text_of(take(names_, entry.id_size));
    if ((!out.scope.empty() && !is_valid_id(out.scope)) || !is_valid_id(out.id)) {
      io::refuse_damaged("a member has an id that no member can have", names_section_,
                         "1 to 128 bytes of UTF-8 without NUL", "other bytes");
    }
    out.texts = texts_in(take(names_, entry.texts_size));
    const std::size_t at = all_states_ - states_.size();
    const bool readable = decode_member(take(states_, entry.state_size), out.member);
    if (readable && states_section_.schema == 1) renumber(out.member);
    if (!readable || !io::fits(program_, origin_, out.member)) {
      // The count of the block stands before its bytes.
      const std::uint64_t offset = states_section_.offset + sizeof(std::uint64_t) + at;
      io::refuse_damaged("the state of member " + out.id + " cannot be read",
                         {"states", static_cast<std::int64_t>(offset), "the state of a member",
                          std::to_string(entry.state_size) + " other bytes"});
    }
    // An older file, or a stranger's, may still have the text of an erased member's id.
    out.id = lasting_id(out.id, out.member);
    if (out.member.facts.erased) out.texts.clear();
    if (is_tombstone(out.id) && !out.member.facts.erased) {
      io::refuse_damaged("a member has the tombstone of an erased one as its id", names_section_,
                         "the id of a living member", out.id);
    }
    out.member.facts.member = member_named(out.id);
    words_.keep(out.id, out.member);
    const Instant decided_at = out.member.facts.decided_at;
    if (decided_at != kNever) latest_ = std::max(latest_, decided_at);
    return out;
  }
  /// Of the members read so far.
  [[nodiscard]] Instant latest() const noexcept { return latest_; }

 private:
  [[nodiscard]] std::vector<std::string> texts_in(std::span<const std::byte> bytes) const {
    std::vector<std::string> out;
    while (!bytes.empty()) {
      const auto size = std::to_integer<std::size_t>(bytes.front());
      bytes = bytes.subspan(1);
      std::string text = size <= bytes.size() ? text_of(take(bytes, size)) : std::string{};
      if (!is_valid_id(text) || (!out.empty() && text <= out.back())) {
        io::refuse_damaged("the texts of a member's ids cannot be read", names_section_,
                           "ids that ascend", "other bytes");
      }
      out.push_back(std::move(text));
    }
    return out;
  }

  const Program& program_;
  const io::OpenedSection& states_section_;
  const io::OpenedSection& names_section_;
  io::Origin origin_;
  io::WordKeeper words_;
  std::span<const std::byte> names_;
  std::span<const std::byte> states_;
  std::size_t all_states_;
  Instant latest_{kFirstInstant};
};

}  // namespace

std::size_t visit_snapshot(const Program& program, std::span<const std::byte> bytes,
                           const std::function<void(StoredMember&&)>& visitor,
                           const LoadOptions& options) {
  const io::Opened file = io::open(bytes, options.cancel);
  const Stored stored = read_sections(file, options.cancel);
  check_directory(file, stored);
  io::check_label(file.section(io::SectionId::versions), stored.origin.label, options);
  MemberReader reader{program, file, stored, options};
  std::vector<Hash128> hashes;
  hashes.reserve(stored.entries.size());
  for (const Entry& entry : stored.entries) {
    check_cancel(options.cancel);
    StoredMember member = reader.next(entry);
    hashes.push_back(hash_of(member));
    visitor(std::move(member));
  }
  if (reader.latest() != file.contents.latest) {
    io::refuse_damaged(
        "its header tells another latest decision than its members",
        {"header", 56, std::to_string(reader.latest()), std::to_string(file.contents.latest)});
  }
  check_unique(hashes);
  return hashes.size();
}

std::vector<StoredMember> load_engine(const Program& program, std::span<const std::byte> bytes,
                                      const LoadOptions& options) {
  std::vector<StoredMember> members;
  visit_snapshot(
      program, bytes, [&](StoredMember&& member) { members.push_back(std::move(member)); },
      options);
  return members;
}

StoredMember load_member(const Program& program, std::span<const std::byte> bytes,
                         const LoadOptions& options) {
  std::vector<StoredMember> members = load_engine(program, bytes, options);
  if (members.size() != 1) {
    const std::string count = std::to_string(members.size()) + " members";
    throw SnapshotError("snapshot_not_one_member", "the snapshot holds " + count + ", expected one",
                        {"directory", -1, "1 member", count});
  }
  return std::move(members.front());
}

}  // namespace loyaltycore
