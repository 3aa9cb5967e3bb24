// The writing half of snapshot.hpp: members in the order of their slots, or sorted.
#include <algorithm>
#include <tuple>
#include <utility>

#include "io/snapshot_envelope.hpp"
#include "io/snapshot_origin.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/io/snapshot.hpp"
#include "loyaltycore/model/canonical.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/tombstone.hpp"

namespace loyaltycore {

namespace {

void append(std::vector<std::byte>& to, std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
  to.insert(to.end(), bytes.begin(), bytes.end());
}

void check_texts(std::span<const std::string> texts) {
  static_assert(kLongestId <= 0xFF, "one byte of length");
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (is_valid_id(texts[i]) && (i == 0 || texts[i - 1] < texts[i])) continue;
    throw DataError("id_invalid", "texts: these are no ids in order", "texts", -1,
                    "write ids, each once, ascending by their bytes");
  }
}

}  // namespace

SnapshotWriter::SnapshotWriter(Program program) : program_(std::move(program)) {}

void SnapshotWriter::add(std::string_view scope, std::string_view id, const Member& member,
                         std::span<const std::string> texts) {
  if (!scope.empty() && !is_valid_id(scope)) {
    throw DataError("id_invalid", "scope: this text is no id", "scope", -1,
                    "write UTF-8 of at most 128 bytes without NUL");
  }
  if (!is_valid_id(id)) {
    throw DataError("id_invalid", "member: this text is no id", "member", -1,
                    "write 1 to 128 bytes of UTF-8 without NUL");
  }
  if (is_tombstone(id) && !member.facts.erased) {
    throw DataError("id_invalid", "member: this is the tombstone of an erased member", "member", -1,
                    "add the member under another id");
  }
  check_texts(texts);
  const std::string stored = lasting_id(id, member);
  if (member.facts.erased) texts = {};
  append(names_, scope);
  append(names_, stored);
  const std::size_t texts_at = names_.size();
  for (const std::string& text : texts) {
    names_.push_back(static_cast<std::byte>(text.size()));
    append(names_, text);
  }
  if (member.facts.decided_at != kNever) latest_ = std::max(latest_, member.facts.decided_at);
  const std::size_t before = states_.size();
  encode_member(member, program_.plan(), Memory::included, states_);
  entries_.push_back({static_cast<std::uint32_t>(scope.size()),
                      static_cast<std::uint32_t>(stored.size()), names_.size() - texts_at,
                      states_.size() - before});
}

std::vector<std::byte> SnapshotWriter::finish(bool canonical, const CancelFlag* cancel) {
  sort_members(canonical, cancel);
  const io::OriginBlock origin{program_, label_};
  const std::array<io::Block, io::kSections> blocks{
      origin.block(), io::Block{entries_.size(), sizeof(Entry), entries_.data()},
      io::Block{names_.size(), 1, names_.data()}, io::Block{states_.size(), 1, states_.data()}};
  const io::Contents contents{canonical ? io::kCanonicalFlag : 0, entries_.size(), latest_};
  std::vector<std::byte> out = io::seal(program_, contents, blocks, cancel);
  entries_.clear();
  names_.clear();
  states_.clear();
  latest_ = kFirstInstant;
  return out;
}

/// Finds members added twice; with `reorder` the sorted order becomes the writer's.
void SnapshotWriter::sort_members(bool reorder, const CancelFlag* cancel) {
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
    name += entry.scope_size + entry.id_size + entry.texts_size;
    state += entry.state_size;
  }
  // std::string_view compares bytes as unsigned values, so the order is that of the texts' bytes.
  const auto key = [](const Place& place) { return std::tie(place.scope, place.id); };
  std::sort(places.begin(), places.end(), [key, cancel](const Place& a, const Place& b) {
    check_cancel(cancel);
    return key(a) < key(b);
  });
  const auto same = [key](const Place& a, const Place& b) { return key(a) == key(b); };
  if (const auto twice = std::adjacent_find(places.begin(), places.end(), same);
      twice != places.end()) {
    throw DataError("member_repeated", "member " + std::string(twice->id) + " was added twice",
                    "member", -1, "add each member once");
  }
  if (!reorder) return;
  std::vector<Entry> entries;
  std::vector<std::byte> names;
  std::vector<std::byte> states;
  entries.reserve(entries_.size());
  names.reserve(names_.size());
  states.reserve(states_.size());
  for (const Place& place : places) {
    check_cancel(cancel);
    entries.push_back(place.entry);
    append(names, {place.scope.data(), place.scope.size() + place.id.size() +
                                           static_cast<std::size_t>(place.entry.texts_size)});
    states.insert(states.end(), place.state, place.state + place.entry.state_size);
  }
  entries_ = std::move(entries);
  names_ = std::move(names);
  states_ = std::move(states);
}

std::vector<std::byte> save_engine(const Program& program, std::span<const MemberView> members,
                                   bool canonical) {
  SnapshotWriter writer(program);
  for (const MemberView& view : members) {
    writer.add(view.scope, view.id, *view.member, view.texts);
  }
  return writer.finish(canonical);
}

std::vector<std::byte> save_member(const Program& program, std::string_view id,
                                   const Member& member, std::span<const std::string> texts) {
  SnapshotWriter writer(program);
  writer.add("", id, member, texts);
  return writer.finish(true);
}

}  // namespace loyaltycore
