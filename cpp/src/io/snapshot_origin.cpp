#include "io/snapshot_origin.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "io/exact_text.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/event.hpp"

namespace loyaltycore::io {

namespace {

/// For people; what no event can have is shown as the nearest that one can.
std::string instant_of(const Program& program, Instant at) {
  return instant_text(std::clamp(at, kFirstInstant, kLastInstant), program.zone());
}

/// Versions that begin at or before `until`; the first has always begun.
template <class Versions>
std::size_t begun_by(const Versions& versions, Instant until) {
  std::size_t begun = versions.empty() ? 0 : 1;
  while (begun < versions.size() && versions[begun].from <= until) ++begun;
  return begun;
}

/// Version `differs` had begun and is not the same in both.
[[noreturn]] void refuse_version(const Program& program, const Opened& file,
                                 const std::vector<StoredVersion>& versions, std::size_t differs) {
  const bool is_ours = differs < program.versions().size();
  const bool is_theirs = differs < versions.size();
  const std::string latest = instant_of(program, file.contents.latest);
  const std::string id = is_ours ? std::string{program.version_id(differs)} : std::string{};
  std::string what = "the snapshot cannot go on under " + program.id() + ": ";
  if (is_ours && is_theirs) {
    what += "its version " + id + ", in force from " +
            instant_of(program, program.versions()[differs].from) +
            ", is not the one that decided what the snapshot holds";
  } else if (is_ours) {
    what += "its version " + id + " begins at " +
            instant_of(program, program.versions()[differs].from) +
            ", and the snapshot was decided without it until " + latest;
  } else {
    what += "it lacks the version that began at " + instant_of(program, versions[differs].from) +
            " and decided what the snapshot holds";
  }
  what += "; a new document may differ only in versions that begin after the latest decision (" +
          latest + "); replay the members' events under the new document";
  const std::string found = is_theirs ? to_hex(versions[differs].fingerprint) : "no such version";
  const std::string expected =
      is_ours ? "version " + id + " " + to_hex(program.version_fingerprint(differs))
              : "no such version";
  const auto place = static_cast<std::int64_t>(file.section(SectionId::versions).offset);
  throw SnapshotError("snapshot_other_program", what, {"versions", place, expected, found});
}

bool in_flight(const OpenLine& line) noexcept {
  return line.status == LineStatus::placed || line.status == LineStatus::paid;
}

constexpr std::string_view word_of(NameKind kind) noexcept {
  switch (kind) {
    case NameKind::category:
      return "category";
    case NameKind::channel:
      return "channel";
    case NameKind::store:
      return "store";
    case NameKind::brand:
      return "brand";
    default:
      return "label";
  }
}

}  // namespace

std::vector<StoredVersion> versions_of(const Program& program) {
  std::vector<StoredVersion> out;
  for (std::size_t v = 0; v < program.versions().size(); ++v) {
    out.push_back({program.versions()[v].from, program.version_fingerprint(v)});
  }
  return out;
}

OriginBlock::OriginBlock(const Program& program, const SnapshotLabel& label)
    : versions_(versions_of(program)) {
  if (label == SnapshotLabel{}) return;
  labelled_ = {label.shard, label.generation};
  for (const StoredVersion& each : versions_) {
    labelled_.insert(labelled_.end(), {static_cast<std::uint64_t>(each.from), each.fingerprint.low,
                                       each.fingerprint.high});
  }
}

Block OriginBlock::block() const noexcept {
  if (labelled_.empty()) return {versions_.size(), sizeof(StoredVersion), versions_.data(), 1};
  return {labelled_.size(), sizeof(std::uint64_t), labelled_.data(), 2};
}

StoredOrigin read_origin(const OpenedSection& section) {
  StoredOrigin out;
  if (section.schema == 1) {
    out.versions.resize(static_cast<std::size_t>(items_in(section, sizeof(StoredVersion))));
    read_block(section, out.versions.size(), sizeof(StoredVersion), out.versions.data());
    return out;
  }
  constexpr std::size_t kLabel = 2;
  constexpr std::size_t kVersion = 3;
  std::vector<std::uint64_t> numbers(
      static_cast<std::size_t>(items_in(section, sizeof(std::uint64_t))));
  if (numbers.size() % kVersion != kLabel) {
    refuse_damaged("its label and versions are not whole", section, "two numbers and three each",
                   std::to_string(numbers.size()) + " numbers");
  }
  read_block(section, numbers.size(), sizeof(std::uint64_t), numbers.data());
  out.label = {numbers[0], numbers[1]};
  for (std::size_t i = kLabel; i < numbers.size(); i += kVersion) {
    out.versions.push_back({static_cast<Instant>(numbers[i]), {numbers[i + 1], numbers[i + 2]}});
  }
  return out;
}

void check_label(const OpenedSection& section, const SnapshotLabel& label,
                 const LoadOptions& options) {
  const auto check = [&section](std::string_view name, std::uint64_t found,
                                const std::optional<std::uint64_t>& expected) {
    if (!expected || *expected == found) return;
    const std::string word{name};
    throw SnapshotError(
        "snapshot_other_" + word,
        "the snapshot is of " + word + " " + std::to_string(found) + ", expected " + word + " " +
            std::to_string(*expected),
        {"versions", static_cast<std::int64_t>(section.offset),
         word + " " + std::to_string(*expected), word + " " + std::to_string(found)});
  };
  check("shard", label.shard, options.expect_shard);
  check("generation", label.generation, options.expect_generation);
}

Origin origin_of(const Program& program, const Opened& file,
                 const std::vector<StoredVersion>& versions) {
  if (versions.empty()) {
    refuse_damaged("it was decided under no version", file.section(SectionId::versions),
                   "1 version or more", "none");
  }
  std::size_t equal = 0;
  while (equal < versions.size() && equal < program.versions().size() &&
         versions[equal].fingerprint == program.version_fingerprint(equal)) {
    ++equal;
  }
  // An event may say that it happened a little after it was recorded: its version decided too.
  const std::int64_t skew = program.plan().clock_skew_micros;
  const Instant until = std::min(file.contents.latest, kNever - skew) + skew;
  const std::size_t begun =
      std::max(begun_by(versions, until), begun_by(program.versions(), until));
  if (equal < begun) refuse_version(program, file, versions, equal);
  if (file.plan != program.plan().layout()) {
    throw SnapshotError("snapshot_other_plan",
                        "the snapshot keeps the facts of plan " + to_hex(file.plan) + ", " +
                            program.id() + " needs those of plan " +
                            to_hex(program.plan().layout()) +
                            ": replay the members' events under it",
                        {"header", 16, to_hex(program.plan().layout()), to_hex(file.plan)});
  }
  const bool same = equal == versions.size() && equal == program.versions().size();
  if (same && file.program != program.fingerprint()) {
    refuse_damaged("its header names another programme than its versions",
                   {"header", 32, to_hex(program.fingerprint()), to_hex(file.program)});
  }
  return {begun, equal, same};
}

namespace {

/// Whether a key is of a rule or task, or of an item, that the programme had named.
bool is_counted(const Program& program, std::size_t version, std::uint16_t key) noexcept {
  const std::uint16_t number = number_of(key);
  const bool named =
      number <= program.named(version, NameKind::rule) ||
      (number > kMostCounted && number - kMostCounted <= program.named(version, NameKind::item));
  return named && period_of(key) <= CounterPeriod::term;
}

/// Whether every purse and ladder in use is one that the programme had named.
bool has_books(const Program& program, std::size_t version, const Standing<>& standing) noexcept {
  const auto unused = [](const Purse<>& book) {
    return std::ranges::all_of(book.accounts, [](std::int64_t total) { return total == 0; });
  };
  const auto purses = program.named(version, NameKind::purse);
  const auto ladders = program.named(version, NameKind::ladder);
  const auto known = [=](const auto& each) { return each.purse <= purses; };
  return std::all_of(standing.purses.begin() + purses + 1, standing.purses.end(), unused) &&
         std::all_of(standing.growth_books.begin() + ladders + 1, standing.growth_books.end(),
                     unused) &&
         std::all_of(standing.buckets.begin(), standing.buckets.end(), known) &&
         std::all_of(standing.grants.begin(), standing.grants.end(),
                     [=](const Grant<>& grant) {
                       return grant.purse <=
                              (grant.currency == Currency::growth ? ladders : purses);
                     }) &&
         std::all_of(standing.allocations.begin(), standing.allocations.end(), known);
}

}  // namespace

bool fits(const Program& program, const Origin& origin, const Member& member) {
  const Standing<>& standing = member.standing;
  if (standing.version >= origin.begun) return false;
  const auto& ladders = program.versions()[standing.version].ladders;
  for (std::size_t i = 0; i < kMostLadders; ++i) {
    const auto levels = static_cast<std::int64_t>(ladders[i].levels.size());
    const std::int64_t tier = standing.ladders[i].tier;
    if (tier < 0 || tier >= std::max<std::int64_t>(levels, 1)) return false;
  }
  if (!has_books(program, origin.begun - 1, standing)) return false;
  for (const Counter<>& counter : standing.counters) {
    if (!is_counted(program, origin.begun - 1, counter.key)) return false;
  }
  const std::uint16_t rules = program.named(origin.begun - 1, NameKind::rule);
  return std::all_of(standing.grants.begin(), standing.grants.end(), [rules](const Grant<>& grant) {
    return grant.rule <= rules || grant.rule == kNoRule;
  });
}

WordKeeper::WordKeeper(const Program& program, const Origin& origin, bool forget)
    : program_(program), origin_(origin), forget_(forget) {
  if (origin_.same) return;
  const NameTable& names = program_.names();
  for (unsigned number = 1; number <= names.count(NameKind::sku); ++number) {
    const auto small = static_cast<std::uint16_t>(number);
    skus_.emplace_back(id_of(names.name(NameKind::sku, small)), small);
  }
  std::sort(skus_.begin(), skus_.end());
}

void WordKeeper::miss(std::string_view id, NameKind kind) const {
  if (forget_) return;
  std::size_t version = origin_.equal;
  while (program_.named(version, kind) == known(kind)) ++version;
  const std::string word{word_of(kind)};
  throw SnapshotError(
      "snapshot_word_forgotten",
      "member " + std::string{id} + " has an open order with a " + word +
          " that the programme did not know when it was placed, and version " +
          std::string{program_.version_id(version)} + " names new ones (" + word + " '" +
          std::string{program_.names().name(kind, static_cast<std::uint16_t>(known(kind) + 1))} +
          "'): the snapshot cannot tell whether it is one of them. Replay the member's events, or "
          "load with forget_words: the order then goes on as if it were none",
      {"states", -1, "open orders without a " + word + " unknown then", "one with such a " + word});
}

void WordKeeper::keep_name(std::string_view id, NameKind kind, bool in_flight,
                           std::uint16_t& number) const {
  if (number != kUnnamed && number > known(kind)) number = kUnnamed;
  if (in_flight && number == kUnnamed && has_new(kind)) miss(id, kind);
}

void WordKeeper::keep_line(std::string_view id, bool in_flight, OpenLine& line) const {
  keep_name(id, NameKind::category, in_flight, line.category);
  keep_name(id, NameKind::store, in_flight, line.store);
  keep_name(id, NameKind::brand, in_flight, line.brand);
  keep_name(id, NameKind::channel, in_flight, line.channel);
  const auto known_sku =
      std::lower_bound(skus_.begin(), skus_.end(), std::pair{line.sku, std::uint16_t{0}});
  const bool named = known_sku != skus_.end() && known_sku->first == line.sku;
  line.sku_class = named ? known_sku->second : std::uint16_t{0};
  // Labels that were not known left no mark: any open order may have had one.
  line.labels &= (std::uint64_t{2} << known(NameKind::label)) - 1;
  if (in_flight && has_new(NameKind::label)) miss(id, NameKind::label);
}

void WordKeeper::keep(std::string_view id, Member& member) const {
  if (origin_.same) return;
  for (OpenLine& line : member.facts.lines) keep_line(id, in_flight(line), line);
  for (OpenOrder& order : member.facts.orders) {
    const bool open = std::any_of(
        member.facts.lines.begin(), member.facts.lines.end(),
        [&order](const OpenLine& line) { return line.order == order.order && in_flight(line); });
    keep_name(id, NameKind::channel, open, order.channel);
  }
}

}  // namespace loyaltycore::io
