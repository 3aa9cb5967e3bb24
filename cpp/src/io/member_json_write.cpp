#include "io/member_json_write.hpp"

#include <concepts>
#include <map>
#include <string_view>
#include <utility>

#include "io/member_json_words.hpp"
#include "io/snapshot_origin.hpp"
#include "loyaltycore/io/member_json.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/event.hpp"
#include "model/encoding.hpp"

namespace loyaltycore {

namespace io {

namespace {

using encoding::As;
using encoding::Field;
using encoding::fields_of;
using Json = nlohmann::ordered_json;

/// What names the numbers of one member.
struct Shown {
  const Program& program;
  std::map<Id, std::string_view> texts{};
  std::uint16_t version{};
};

[[noreturn]] void refuse_unnamed(std::string_view field) {
  throw DataError("field_invalid",
                  std::string{field} + ": the state has a number that the programme does not name",
                  std::string{field}, -1, "write it with the programme that the member is under");
}

Json id_json(const Shown& shown, const Id& id) {
  if (id == kNoId) return nullptr;
  const auto text = shown.texts.find(id);
  if (text != shown.texts.end()) return std::string{text->second};
  return Json{{"hash", to_hex(id)}};
}

Json name_json(const Shown& shown, NameKind kind, std::uint16_t number, std::string_view field) {
  const NameTable& names = shown.program.names();
  if (number > names.count(kind)) refuse_unnamed(field);
  return std::string{names.name(kind, number)};
}

/// One object, filled field by field.
class ObjectWriter {
 public:
  template <class T>
  using Of = const T;

  explicit ObjectWriter(const Shown& shown) : shown_(shown) {}

  template <class... Fields>
  void operator()(const Fields&... fields) {
    (add(fields), ...);
  }
  [[nodiscard]] static constexpr bool with_memory() noexcept { return true; }
  [[nodiscard]] static constexpr std::uint8_t layout() noexcept { return encoding::kLayout; }

  /// The used ones, each with its place.
  template <class T, std::size_t n>
  void used(std::string_view name, const std::array<T, n>& items) {
    Json list = Json::array();
    for (std::size_t i = 0; i < n; ++i) {
      if (encoding::is_untouched(items[i])) continue;
      ObjectWriter item(shown_);
      item.add_place(name, items[i], i);
      fields_of(item, items[i]);
      list.push_back(std::move(item.out_));
    }
    out_[std::string{name}] = std::move(list);
  }
  template <class T>
  void pool(std::string_view name, const Pool<T>& pool) {
    Json list = Json::array();
    for (const T& each : pool) {
      ObjectWriter item(shown_);
      fields_of(item, each);
      list.push_back(std::move(item.out_));
    }
    out_[std::string{name}] = std::move(list);
  }
  template <class A, class B>
  void last_pools(std::string_view first_name, const Pool<A>& first, std::string_view last_name,
                  const Pool<B>& last) {
    if (!first.empty()) pool(first_name, first);
    if (!last.empty()) pool(last_name, last);
  }
  Json take() { return std::move(out_); }

 private:
  void add_place(std::string_view /*of*/, const Ladder<>& /*item*/, std::size_t place) {
    ladder_ = place;
    out_["ladder"] = name(As::ladder, static_cast<std::uint16_t>(place), "ladders");
  }
  void add_place(std::string_view of, const Purse<>& /*item*/, std::size_t place) {
    const bool growth = of == "growth_books";
    out_[growth ? "ladder" : "purse"] =
        name(growth ? As::ladder : As::purse, static_cast<std::uint16_t>(place), of);
  }
  /// The month itself says where it stands.
  void add_place(std::string_view /*of*/, const MonthFacts& item, std::size_t place) {
    if (item.month < 0 || static_cast<std::size_t>(item.month) % kMonthsKept != place) {
      refuse_unnamed("months");
    }
  }
  void add_place(std::string_view /*of*/, const Input& /*item*/, std::size_t place) {
    const auto number = static_cast<std::uint16_t>(place + 1);
    out_["input"] = name_json(shown_, NameKind::input, number, "inputs");
  }

  template <As as, class T>
  void add(const Field<as, T>& field) {
    if constexpr (as == As::counter) {
      add_counter(field.value);
    } else if constexpr (as == As::score_levels) {
      add_score_levels(field.value);
    } else if constexpr (std::same_as<std::remove_const_t<T>, Fen> || as == As::tenders) {
      out_[std::string{field.name} + "_fen"] = value<as>(field);
    } else {
      out_[std::string{field.name}] = value<as>(field);
    }
  }
  void add_score_levels(std::int64_t held) {
    out_["open"] = (held & kGatesHold) != 0;
    out_["levels"] = bits(static_cast<std::uint64_t>(held & ~kGatesHold), 0, [this](unsigned bit) {
      return name_json(shown_, NameKind::score_level, static_cast<std::uint16_t>(bit), "levels");
    });
  }
  void add_counter(std::uint16_t key) {
    const std::uint16_t number = number_of(key);
    const bool of_item = number > kMostCounted;
    const auto of = static_cast<std::uint16_t>(of_item ? number - kMostCounted : number);
    const auto period = static_cast<std::size_t>(period_of(key));
    if (period >= kCounterPeriodNames.size()) refuse_unnamed("period");
    if (of_item) {
      out_["item"] = name_json(shown_, NameKind::item, of, "item");
    } else {
      out_["rule"] = of == 0 ? Json(nullptr) : name_json(shown_, NameKind::rule, of, "rule");
    }
    out_["period"] = std::string{kCounterPeriodNames[period]};
  }

  template <As as, class T>
  [[nodiscard]] Json value(const Field<as, T>& field) const {
    if constexpr (as == As::plain) {
      return plain(field.value);
    } else if constexpr (as == As::instant) {
      return field.value == kNever ? Json(nullptr) : Json(field.value);
    } else if constexpr (as == As::day) {
      if (field.value == kNoDay) return nullptr;
      return has_text(field.value) ? Json(iso_day(field.value)) : Json(field.value);
    } else if constexpr (as == As::month) {
      return month_has_text(field.value) ? Json(iso_month(field.value)) : Json(field.value);
    } else if constexpr (as == As::days_of_month) {
      return bits(field.value, 1, [](unsigned day) { return Json(day); });
    } else if constexpr (as == As::hash) {
      return hex_of(field.value);
    } else if constexpr (as == As::tenders) {
      return tenders(field.value);
    } else if constexpr (as == As::labels) {
      return bits(field.value, 0, [this](unsigned label) {
        if (label == 0) refuse_unnamed("labels");
        return name_json(shown_, NameKind::label, static_cast<std::uint16_t>(label), "labels");
      });
    } else if constexpr (as == As::tier) {
      return tier(field.value);
    } else if constexpr (as == As::version) {
      return std::string{shown_.program.version_id(field.value)};
    } else {
      return name(as, field.value, field.name);
    }
  }

  [[nodiscard]] static Json plain(bool value) { return value; }
  template <std::integral Integer>
  [[nodiscard]] static Json plain(Integer value) {
    return static_cast<std::int64_t>(value);
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  [[nodiscard]] static Json plain(Enum value) {
    return std::string{names_of(value).at(static_cast<std::size_t>(value))};
  }
  [[nodiscard]] Json plain(const Id& value) const { return id_json(shown_, value); }
  template <class Tag>
  [[nodiscard]] static Json plain(const Quantity<Tag>& value) {
    return value.count;
  }

  /// A list with an entry for each bit that is set; the lowest bit is called `first`.
  template <class Bits, class Entry>
  [[nodiscard]] static Json bits(Bits value, unsigned first, Entry entry) {
    Json out = Json::array();
    for (unsigned i = 0; i < sizeof(Bits) * 8; ++i) {
      if ((value >> i & 1U) != 0) out.push_back(entry(i + first));
    }
    return out;
  }
  [[nodiscard]] Json tenders(const std::array<Fen, kMostTenderClasses>& paid) const {
    Json out = Json::object();
    for (std::size_t i = 0; i < paid.size(); ++i) {
      if (paid[i] == Fen{}) continue;
      const std::string kinds = tenders_of(shown_.program.plan(), i);
      if (kinds.empty()) refuse_unnamed("paid");
      out[kinds] = paid[i].count;
    }
    return out;
  }
  [[nodiscard]] Json tier(std::int64_t level) const {
    const auto& levels = shown_.program.versions()[shown_.version].ladders[ladder_].levels;
    if (levels.empty()) return nullptr;
    const std::uint16_t number = levels[static_cast<std::size_t>(level)].name;
    return name_json(shown_, NameKind::tier, number, "tier");
  }
  [[nodiscard]] Json name(As as, std::uint16_t number, std::string_view field) const {
    if (as == As::purse || as == As::ladder) {
      if (number > shown_.program.names().count(kind_of(as))) refuse_unnamed(field);
      return std::string{book_name(shown_.program.names(), kind_of(as), number)};
    }
    if (as == As::rule) {
      if (number == kNoRule) return nullptr;
      if (number == 0) refuse_unnamed(field);
    }
    if (number == 0) return nullptr;
    if (number == kUnnamed && may_be_unknown(as)) return Json{{"unknown", true}};
    return name_json(shown_, kind_of(as), number, field);
  }

  const Shown& shown_;
  /// Of the item, where it is one.
  std::size_t ladder_{};
  Json out_ = Json::object();
};

template <class State>
Json state_json(const Shown& shown, const State& state) {
  ObjectWriter out(shown);
  fields_of(out, state);
  return out.take();
}

Json programme_json(const Program& program) {
  Json versions = Json::array();
  const std::vector<StoredVersion> stored = versions_of(program);
  for (std::size_t i = 0; i < stored.size(); ++i) {
    versions.push_back({{"id", std::string{program.version_id(i)}},
                        {"from", stored[i].from},
                        {"fingerprint", to_hex(stored[i].fingerprint)}});
  }
  return {{"id", program.id()},
          {"fingerprint", to_hex(program.fingerprint())},
          {"fact_plan", to_hex(program.plan().layout())},
          {"versions", std::move(versions)}};
}

}  // namespace

nlohmann::ordered_json member_document(const Program& program, const StoredMember& stored) {
  Shown shown{program};
  shown.version = stored.member.standing.version;
  for (const std::string& text : stored.texts) shown.texts.emplace(id_of(text), text);
  return {{"format", kMemberJsonFormat},
          {"programme", programme_json(program)},
          {"scope", stored.scope},
          {"id", stored.id},
          {"facts", state_json(shown, stored.member.facts)},
          {"standing", state_json(shown, stored.member.standing)}};
}

}  // namespace io

std::string member_to_json(const Program& program, const MemberView& view) {
  // A snapshot checks ids and texts, and leaves out what no longer matters.
  StoredMember stored =
      load_member(program, save_member(program, view.id, *view.member, view.texts));
  if (!view.scope.empty() && !is_valid_id(view.scope)) {
    throw DataError("id_invalid", "scope: this text is no id", "scope", -1,
                    "write UTF-8 of at most 128 bytes without NUL");
  }
  stored.scope = view.scope;
  return io::member_document(program, stored).dump(2) + "\n";
}

}  // namespace loyaltycore
