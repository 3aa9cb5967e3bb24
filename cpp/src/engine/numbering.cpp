#include "engine/numbering.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/member_order.hpp"
#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/kinds.hpp"

namespace loyaltycore::engine {

namespace {

/// One wanted event.
struct Occurrence {
  std::size_t position;
  std::size_t member;
  /// Of its kind, and of its SKU where each has a series.
  Id series;
};

/// Kinds by their name, own kinds by the data's word.
class Wanted {
 public:
  Wanted(const History::Parts& parts, std::span<const std::string> kinds, NumberBy by)
      : parts_(parts), by_(by) {
    const NameField& own = parts.event.declared;
    if (own.texts != nullptr) own_.assign(own.texts->size(), 0);
    for (const std::string& kind : kinds) want(kind);
  }
  [[nodiscard]] bool has(std::size_t at) const noexcept {
    const auto kind = static_cast<EventKind>(parts_.event.kind[at]);
    if (kind != EventKind::declared) return built_in_[static_cast<std::size_t>(kind)] != 0;
    const std::uint32_t code = parts_.event.declared[at];
    return code != kNoCode && own_[code] != 0;
  }
  [[nodiscard]] Id series(std::size_t at) const {
    const auto kind = static_cast<EventKind>(parts_.event.kind[at]);
    std::string key{kEventKindNames[static_cast<std::size_t>(kind)]};
    if (kind == EventKind::declared) {
      key = parts_.event.declared.texts->text(parts_.event.declared[at]);
    }
    if (by_ == NumberBy::kind) return id_of(key);
    DecimalText decimal;
    // No kind has a NUL in its name.
    key += '\0';
    key += parts_.event.sku.text(at, decimal);
    return id_of(key);
  }

 private:
  void want(const std::string& kind) {
    bool known = false;
    const auto named = std::find(kEventKindNames.begin(), kEventKindNames.end(), kind);
    // A tick happens to nobody: there is nothing that it could be the first of.
    if (named != kEventKindNames.end() && kind != "declared" && kind != "tick") {
      built_in_[static_cast<std::size_t>(named - kEventKindNames.begin())] = 1;
      known = true;
    }
    for (std::uint32_t code = 0; code < own_.size(); ++code) {
      if (parts_.event.declared.texts->text(code) != kind) continue;
      own_[code] = 1;
      known = true;
    }
    if (known) return;
    throw DataError("kind_unknown",
                    "`" + kind + "` is no kind of event " + (kind == "tick" ? "to number" : "here"),
                    "kind", -1, "name a kind of docs/events.md, or an own kind that the data has");
  }

  const History::Parts& parts_;
  NumberBy by_;
  std::array<std::uint8_t, kEventKinds> built_in_{};
  /// By code of the data's own kinds; a text may have several.
  std::vector<std::uint8_t> own_{};
};

std::vector<Occurrence> occurrences_of(const History::Parts& parts, const Wanted& wanted,
                                       const CancelFlag* cancel) {
  std::vector<Occurrence> out;
  for (std::size_t member = 0; member < parts.members; ++member) {
    check_cancel(cancel);
    for (std::size_t at = parts.first[member]; at < parts.first[member + 1]; ++at) {
      if (wanted.has(at)) out.push_back({at, member, wanted.series(at)});
    }
  }
  std::sort(out.begin(), out.end(), [&parts, cancel](const Occurrence& a, const Occurrence& b) {
    check_cancel(cancel);
    const Instant at_a = parts.recorded_at(a.position);
    const Instant at_b = parts.recorded_at(b.position);
    if (at_a != at_b) return at_a < at_b;
    const std::strong_ordering ids = compare_ids(parts.event.id, a.position, b.position);
    return ids == std::strong_ordering::equal ? a.position < b.position : ids < 0;
  });
  return out;
}

/// Tells the retries of an event from other members' events of the same id.
Id event_of_member(const History::Parts& parts, const Occurrence& place) {
  DecimalText decimal;
  return id_of(std::to_string(place.member) + '\0' +
               std::string{parts.event.id.text(place.position, decimal)});
}

/// The numbers of one series.
struct Series {
  std::int32_t last{};
  /// Brought by the data.
  std::unordered_set<std::int32_t> taken{};

  /// An event that brought a number counts, unless the count passed that number already.
  void pass(std::int32_t brought) {
    if (brought > last) ++last;
  }
  std::int32_t issue() {
    do {
      ++last;
    } while (taken.contains(last));
    return last;
  }
};

struct Number {
  std::int32_t ordinal{};
  bool counted{};
};

}  // namespace

std::shared_ptr<History::Parts> number_events(const History::Parts& parts,
                                              std::span<const std::string> kinds, NumberBy by,
                                              const CancelFlag* cancel) {
  auto out = std::make_shared<History::Parts>(parts);
  std::vector<std::int32_t>& ordinals = out->event.ordinal.values;
  if (ordinals.empty()) ordinals.assign(parts.events, out->event.ordinal.fallback);
  const std::vector<Occurrence> places = occurrences_of(parts, Wanted{parts, kinds, by}, cancel);
  std::unordered_map<Id, Series, IdHash> all_series;
  std::unordered_map<Id, Number, IdHash> of_event;
  for (const Occurrence& place : places) {
    check_cancel(cancel);
    const std::int32_t brought = ordinals[place.position];
    if (brought == 0) continue;
    of_event.emplace(event_of_member(parts, place), Number{brought});
    all_series[place.series].taken.insert(brought);
  }
  for (const Occurrence& place : places) {
    check_cancel(cancel);
    Series& series = all_series[place.series];
    Number& number = of_event[event_of_member(parts, place)];
    if (!number.counted && number.ordinal != 0) series.pass(number.ordinal);
    if (number.ordinal == 0) number.ordinal = series.issue();
    number.counted = true;
    std::int32_t& ordinal = ordinals[place.position];
    if (ordinal == 0) ordinal = number.ordinal;
  }
  return out;
}

}  // namespace loyaltycore::engine
