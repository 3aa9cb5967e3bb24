#include "loyaltycore/io/snapshot.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>

#include "io/snapshot_envelope.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore {

namespace {

using Entry = SnapshotWriter::Entry;

static_assert(std::has_unique_object_representations_v<Entry> && sizeof(Entry) == 16);

/// Whether the numbers that the kernel uses as indexes lie inside the programme's tables.
bool fits(const Program& program, const Member& member) {
  const Standing<>& standing = member.standing;
  if (standing.version >= program.versions().size()) return false;
  const auto levels =
      static_cast<std::int64_t>(program.versions()[standing.version].tiers.levels.size());
  for (const Ladder<>& ladder : standing.ladders) {
    if (ladder.tier < 0 || ladder.tier >= std::max<std::int64_t>(levels, 1)) return false;
  }
  const std::uint16_t rules = program.names().count(NameKind::rule);
  return std::all_of(standing.grants.begin(), standing.grants.end(), [rules](const Grant<>& grant) {
    return grant.rule <= rules || grant.rule == kNoRule;
  });
}

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

void check_unique(const std::vector<StoredMember>& members) {
  std::vector<Hash128> hashes;
  hashes.reserve(members.size());
  // NUL is in no id, so the pair has one spelling.
  for (const StoredMember& member : members) {
    hashes.push_back(hash128(member.scope + '\0' + member.id));
  }
  std::sort(hashes.begin(), hashes.end());
  if (std::adjacent_find(hashes.begin(), hashes.end()) != hashes.end()) {
    io::refuse_damaged("a member stands twice in it");
  }
}

/// Reads a whole section into memory of exactly its size.
template <class Item>
std::vector<Item> items_of(std::span<const std::byte> section) {
  std::vector<Item> items(static_cast<std::size_t>(io::items_in(section, sizeof(Item))));
  io::read_block(section, items.size(), sizeof(Item), items.data());
  return items;
}

/// Refuses a directory whose sizes do not add up to the two other sections.
void check_directory(const io::Opened& file, const std::vector<Entry>& entries, std::size_t names,
                     std::size_t states) {
  if (entries.size() != file.members) io::refuse_damaged("it does not hold the members it counts");
  std::uint64_t names_left = names;
  std::uint64_t states_left = states;
  for (const Entry& entry : entries) {
    const std::uint64_t texts = std::uint64_t{entry.scope_size} + entry.id_size;
    if (texts > names_left || entry.state_size > states_left) {
      io::refuse_damaged("its directory asks for more than it holds");
    }
    names_left -= texts;
    states_left -= entry.state_size;
  }
  if (names_left != 0 || states_left != 0) io::refuse_damaged("its directory leaves bytes over");
}

}  // namespace

SnapshotWriter::SnapshotWriter(Program program) : program_(std::move(program)) {}

void SnapshotWriter::add(std::string_view scope, std::string_view id, const Member& member) {
  if (!scope.empty() && !is_valid_id(scope)) {
    throw DataError("id_invalid", "scope: expected UTF-8 of at most 128 bytes", "scope", -1);
  }
  if (!is_valid_id(id)) {
    throw DataError("id_invalid", "member: expected UTF-8 of 1 to 128 bytes without NUL", "member",
                    -1);
  }
  for (const std::string_view text : {scope, id}) {
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    names_.insert(names_.end(), bytes.begin(), bytes.end());
  }
  const std::size_t before = states_.size();
  encode_member(member, program_.plan(), Memory::included, states_);
  entries_.push_back({static_cast<std::uint32_t>(scope.size()),
                      static_cast<std::uint32_t>(id.size()), states_.size() - before});
}

std::vector<std::byte> SnapshotWriter::finish(bool canonical) {
  sort_members(canonical);
  const std::array<io::Block, io::kSections> blocks{
      io::Block{entries_.size(), sizeof(Entry), entries_.data()},
      io::Block{names_.size(), 1, names_.data()}, io::Block{states_.size(), 1, states_.data()}};
  std::vector<std::byte> out =
      io::seal(program_, canonical ? io::kCanonicalFlag : 0, entries_.size(), blocks);
  entries_.clear();
  names_.clear();
  states_.clear();
  return out;
}

/// Finds members added twice; with `reorder` the sorted order becomes the writer's.
void SnapshotWriter::sort_members(bool reorder) {
  struct Place {
    std::string_view scope;
    std::string_view id;
    const std::byte* state;
    Entry entry;
  };
  std::vector<Place> places;
  places.reserve(entries_.size());
  const char* name = reinterpret_cast<const char*>(names_.data());
  const std::byte* state = states_.data();
  for (const Entry& entry : entries_) {
    places.push_back(
        {{name, entry.scope_size}, {name + entry.scope_size, entry.id_size}, state, entry});
    name += entry.scope_size + entry.id_size;
    state += entry.state_size;
  }
  // std::string_view compares bytes as unsigned values, so the order is that of the texts' bytes.
  const auto key = [](const Place& place) { return std::tie(place.scope, place.id); };
  std::sort(places.begin(), places.end(),
            [key](const Place& a, const Place& b) { return key(a) < key(b); });
  const auto same = [key](const Place& a, const Place& b) { return key(a) == key(b); };
  if (const auto twice = std::adjacent_find(places.begin(), places.end(), same);
      twice != places.end()) {
    throw DataError("member_repeated", "member " + std::string(twice->id) + " was added twice",
                    "member", -1);
  }
  if (!reorder) return;
  std::vector<Entry> entries;
  std::vector<std::byte> names;
  std::vector<std::byte> states;
  entries.reserve(entries_.size());
  names.reserve(names_.size());
  states.reserve(states_.size());
  for (const Place& place : places) {
    entries.push_back(place.entry);
    const std::size_t texts = place.scope.size() + place.id.size();
    const auto* text = reinterpret_cast<const std::byte*>(place.scope.data());
    names.insert(names.end(), text, text + texts);
    states.insert(states.end(), place.state, place.state + place.entry.state_size);
  }
  entries_ = std::move(entries);
  names_ = std::move(names);
  states_ = std::move(states);
}

std::vector<std::byte> save_engine(const Program& program, std::span<const MemberView> members,
                                   bool canonical) {
  SnapshotWriter writer(program);
  for (const MemberView& view : members) writer.add(view.scope, view.id, *view.member);
  return writer.finish(canonical);
}

std::vector<StoredMember> load_engine(const Program& program, std::span<const std::byte> bytes) {
  const io::Opened file = io::open(program, bytes);
  const auto entries = items_of<Entry>(file.section(io::SectionId::directory));
  const auto names = items_of<std::byte>(file.section(io::SectionId::names));
  const auto states = items_of<std::byte>(file.section(io::SectionId::states));
  check_directory(file, entries, names.size(), states.size());
  std::span<const std::byte> names_left(names);
  std::span<const std::byte> states_left(states);
  std::vector<StoredMember> members;
  for (const Entry& entry : entries) {
    StoredMember& stored = members.emplace_back();
    stored.scope = text_of(take(names_left, entry.scope_size));
    stored.id = text_of(take(names_left, entry.id_size));
    if ((!stored.scope.empty() && !is_valid_id(stored.scope)) || !is_valid_id(stored.id)) {
      io::refuse_damaged("a member has an id that no member can have");
    }
    if (!decode_member(take(states_left, entry.state_size), stored.member) ||
        !fits(program, stored.member)) {
      io::refuse_damaged("the state of member " + stored.id + " cannot be read");
    }
    stored.member.facts.member = id_of(stored.id);
  }
  check_unique(members);
  return members;
}

std::vector<std::byte> save_member(const Program& program, std::string_view id,
                                   const Member& member) {
  SnapshotWriter writer(program);
  writer.add("", id, member);
  return writer.finish(true);
}

StoredMember load_member(const Program& program, std::span<const std::byte> bytes) {
  std::vector<StoredMember> members = load_engine(program, bytes);
  if (members.size() != 1) {
    throw SnapshotError(
        "snapshot_not_one_member",
        "the snapshot holds " + std::to_string(members.size()) + " members, expected one");
  }
  return std::move(members.front());
}

}  // namespace loyaltycore
