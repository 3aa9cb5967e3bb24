#include "io/member_json_read.hpp"

#include <algorithm>
#include <concepts>
#include <limits>
#include <span>
#include <utility>

#include "io/member_json_words.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/error.hpp"
#include "loyaltycore/model/event.hpp"
#include "model/encoding.hpp"
#include "model/plausible.hpp"

namespace loyaltycore::io {

namespace {

using encoding::As;
using encoding::Field;
using encoding::fields_of;

std::vector<std::string_view> names_in(const NameTable& names, NameKind kind) {
  std::vector<std::string_view> out;
  for (unsigned i = 1; i <= names.count(kind); ++i) {
    out.push_back(names.name(kind, static_cast<std::uint16_t>(i)));
  }
  return out;
}

/// Far beyond any validity, and near enough for the day's instant to be a number. Also of months.
constexpr std::int64_t kFarDays = 50'000'000;

/// {"hash": ...}, {"unknown": true}: an object with this one key; null if it is anything else.
const Json* only_in(const Json& value, std::string_view key) {
  if (!value.is_object() || value.size() != 1 || value.begin().key() != key) return nullptr;
  return &value.begin().value();
}

template <class T>
bool is_plausible_item(const T& item) {
  if constexpr (requires { encoding::is_plausible(item); }) return encoding::is_plausible(item);
  return true;
}

template <class T>
void check_item(const T& item, const std::string& pointer) {
  if (is_plausible_item(item)) return;
  throw SnapshotError("snapshot_damaged",
                      pointer +
                          ": no history leads to these numbers; write the member anew with "
                          "to_json",
                      {pointer, -1, "numbers that events lead to", "others"});
}

/// One object, read field by field.
class ObjectReader {
 public:
  template <class T>
  using Of = T;

  ObjectReader(MemberReading& reading, const Json& json, std::string pointer)
      : reading_(reading), object_(json, std::move(pointer)) {}

  template <class... Fields>
  void operator()(const Fields&... fields) {
    (take(fields), ...);
  }
  [[nodiscard]] static constexpr bool with_memory() noexcept { return true; }
  [[nodiscard]] static constexpr std::uint8_t layout() noexcept { return encoding::kLayout; }
  void end() const { object_.end(); }

  template <class T, std::size_t n>
  void used(std::string_view name, std::array<T, n>& items) {
    const Json& list = list_in(object_.require(name), object_.at(name));
    std::array<bool, n> taken{};
    for (std::size_t i = 0; i < list.size(); ++i) {
      ObjectReader item(reading_, list[i], object_.at(name) + "/" + std::to_string(i));
      T value{};
      item.take_used(value);
      const std::size_t place = item.place_of(name, value, n);
      if (std::exchange(taken[place], true)) {
        refuse_member("field_range", item.object_.pointer(), "its place is taken by one before it",
                      "write each once");
      }
      items[place] = value;
      item.end();
    }
  }
  template <class T>
  void pool(std::string_view name, Pool<T>& pool) {
    const Json& list = list_in(object_.require(name), object_.at(name));
    pool.reserve_more(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      ObjectReader item(reading_, list[i], object_.at(name) + "/" + std::to_string(i));
      T value{};
      item.take_used(value);
      item.end();
      pool.push(value);
    }
  }
  template <class A, class B>
  void last_pools(std::string_view first_name, Pool<A>& first, std::string_view last_name,
                  Pool<B>& last) {
    if (object_.has(first_name)) pool(first_name, first);
    if (object_.has(last_name)) pool(last_name, last);
  }

 private:
  template <class T>
  void take_used(T& item) {
    fields_of(*this, item);
    check_item(item, object_.pointer());
  }
  std::size_t place_of(std::string_view /*of*/, const Ladder<>& /*item*/, std::size_t /*count*/) {
    return book(As::ladder);
  }
  std::size_t place_of(std::string_view of, const Purse<>& /*item*/, std::size_t /*count*/) {
    return book(of == "purses" ? As::purse : As::ladder);
  }
  [[nodiscard]] std::size_t book(As as) {
    const std::string_view key = as == As::purse ? "purse" : "ladder";
    return book_in(as, object_.require(key), object_.at(key));
  }
  std::size_t place_of(std::string_view /*of*/, const MonthFacts& item, std::size_t count) {
    if (item.month < 0) {
      refuse_member("field_range", object_.at("month"), "it is before 1970", "leave it out");
    }
    return static_cast<std::size_t>(item.month) % count;
  }
  std::size_t place_of(std::string_view /*of*/, const Input& /*item*/, std::size_t count) {
    const std::uint16_t number = name<As::input>("input");
    if (number == 0 || number > count) refuse_type(object_.at("input"), "expected an input's name");
    return number - std::size_t{1};
  }

  template <As as, class T>
  void take(const Field<as, T>& field) {
    if constexpr (as == As::counter) {
      take_counter(field.value);
    } else if constexpr (as == As::score_levels) {
      bool open{};
      take_plain(object_.require("open"), object_.at("open"), open);
      const auto held =
          name_bits(NameKind::score_level, object_.require("levels"), object_.at("levels"), false);
      field.value = static_cast<std::int64_t>(held) | (open ? kGatesHold : 0);
    } else {
      constexpr bool is_fen = std::same_as<T, Fen> || as == As::tenders;
      const std::string key = std::string{field.name} + (is_fen ? "_fen" : "");
      take_value<as>(object_.require(key), object_.at(key), field.value);
    }
  }
  void take_counter(std::uint16_t& key) {
    const std::string& word = text_in(object_.require("period"), object_.at("period"));
    const auto found = std::ranges::find(kCounterPeriodNames, word);
    if (found == kCounterPeriodNames.end()) {
      refuse_name(object_.at("period"), word, kCounterPeriodNames, "write a period of a counter");
    }
    const bool of_item = object_.has("item");
    const std::uint16_t number = of_item ? take_item() : counted_rule();
    key = counter_key(number, static_cast<CounterPeriod>(found - kCounterPeriodNames.begin()));
  }
  std::uint16_t take_item() {
    const std::uint16_t item =
        named(NameKind::item, object_.require("item"), object_.at("item"), "");
    return static_cast<std::uint16_t>(item + kMostCounted);
  }
  std::uint16_t counted_rule() {
    const Json& value = object_.require("rule");
    return value.is_null() ? std::uint16_t{} : named(NameKind::rule, value, object_.at("rule"), "");
  }

  template <As as, class T>
  void take_value(const Json& value, const std::string& at, T& out) {
    if constexpr (as == As::plain) {
      take_plain(value, at, out);
    } else if constexpr (as == As::instant) {
      out = instant_in(value, at);
    } else if constexpr (as == As::day) {
      out = day(value, at);
    } else if constexpr (as == As::month) {
      out = month(value, at);
    } else if constexpr (as == As::days_of_month) {
      out = days(value, at);
    } else if constexpr (as == As::hash) {
      out = hash(value, at);
    } else if constexpr (as == As::tenders) {
      out = tenders(value, at);
    } else if constexpr (as == As::labels) {
      out = name_bits(NameKind::label, value, at, !reading_.same);
    } else if constexpr (as == As::tier) {
      out = tier(value, at);
    } else if constexpr (as == As::purse || as == As::ladder) {
      out = static_cast<T>(book_in(as, value, at));
    } else if constexpr (as == As::version) {
      out = version_in(reading_, value, at);
    } else {
      out = static_cast<T>(name_or_none<as>(value, at));
    }
  }

  static void take_plain(const Json& value, const std::string& at, bool& out) {
    if (!value.is_boolean()) refuse_type(at, "expected true or false");
    out = value.get<bool>();
  }
  template <std::integral Integer>
  requires(!std::same_as<Integer, bool>) static void take_plain(const Json& value,
                                                                const std::string& at,
                                                                Integer& out) {
    out = static_cast<Integer>(integer_in(value, at, std::numeric_limits<Integer>::min(),
                                          std::numeric_limits<Integer>::max()));
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  static void take_plain(const Json& value, const std::string& at, Enum& out) {
    const auto& names = names_of(out);
    const std::string& word = text_in(value, at);
    const auto found = std::ranges::find(names, word);
    if (found == names.end()) refuse_name(at, word, names, "write one of its names");
    out = static_cast<Enum>(found - names.begin());
  }
  template <class Tag>
  static void take_plain(const Json& value, const std::string& at, Quantity<Tag>& out) {
    take_plain(value, at, out.count);
  }
  void take_plain(const Json& value, const std::string& at, Id& out) {
    if (value.is_null()) {
      out = kNoId;
      return;
    }
    if (const Json* hash = only_in(value, "hash")) {
      out = fingerprint_in(*hash, at + "/hash");
      return;
    }
    if (value.is_object()) refuse_type(at, "expected an id or {\"hash\": 32 hexadecimal digits}");
    const std::string text = id_text_in(value, at);
    out = id_of(text);
    reading_.texts.insert(text);
  }

  static Day day(const Json& value, const std::string& at) {
    if (value.is_null()) return kNoDay;
    if (value.is_number_integer()) {
      const auto out = static_cast<Day>(integer_in(value, at, -kFarDays, kFarDays));
      if (!has_text(out)) return out;
      refuse_type(at, "write it as \"" + iso_day(out) + "\"");
    }
    const auto out = day_in(text_in(value, at));
    if (!out) refuse_member("field_range", at, "this is no day", "expected as in \"2016-03-01\"");
    return *out;
  }
  static Month month(const Json& value, const std::string& at) {
    if (value.is_number_integer()) {
      const auto out = static_cast<Month>(integer_in(value, at, -kFarDays, kFarDays));
      if (!month_has_text(out)) return out;
      refuse_type(at, "write it as \"" + iso_month(out) + "\"");
    }
    const auto out = month_in(text_in(value, at));
    if (!out) refuse_member("field_range", at, "this is no month", "expected as in \"2016-03\"");
    return *out;
  }
  static std::uint32_t days(const Json& value, const std::string& at) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < list_in(value, at).size(); ++i) {
      const std::string place = at + "/" + std::to_string(i);
      const std::int64_t day = integer_in(value[i], place, 1, 31);
      set_bit(out, static_cast<unsigned>(day - 1), place);
    }
    return out;
  }
  template <class Bits>
  static void set_bit(Bits& bits, unsigned bit, const std::string& at) {
    const Bits mask = Bits{1} << bit;
    if ((bits & mask) != 0) {
      refuse_member("field_range", at, "it stands twice in its list", "write it once");
    }
    bits |= mask;
  }
  static std::uint64_t hash(const Json& value, const std::string& at) {
    const auto out = number_in(text_in(value, at));
    if (!out) {
      refuse_member("field_range", at, "this is no hash", "expected 16 hexadecimal digits");
    }
    return *out;
  }
  [[nodiscard]] std::array<Fen, kMostTenderClasses> tenders(const Json& value,
                                                            const std::string& at) const {
    std::array<Fen, kMostTenderClasses> out{};
    MemberObject paid(value, at);
    std::vector<std::string> classes;
    for (std::size_t i = 0; i < out.size(); ++i) {
      classes.push_back(tenders_of(reading_.program.plan(), i));
    }
    const std::vector<std::string_view> known(classes.begin(), classes.end());
    for (const auto& [key, amount] : value.items()) {
      const auto found = std::ranges::find(classes, key);
      if (key.empty() || found == classes.end()) {
        refuse_name(paid.at(key), key, known, "write tenders as the programme tells them apart");
      }
      take_plain(amount, paid.at(key), out[static_cast<std::size_t>(found - classes.begin())]);
    }
    return out;
  }
  /// A bit for each name; one that the programme does not know may be one to leave out.
  [[nodiscard]] std::uint64_t name_bits(NameKind kind, const Json& value, const std::string& at,
                                        bool leaves_out) const {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < list_in(value, at).size(); ++i) {
      const std::string place = at + "/" + std::to_string(i);
      const std::string& text = text_in(value[i], place);
      const std::uint16_t number = reading_.program.names().find(kind, text);
      if (number > 0 && number < 64) {
        set_bit(out, number, place);
      } else if (number != 0 || !leaves_out) {
        refuse_name(place, text, names_in(reading_.program.names(), kind), "leave it out");
      }
    }
    return out;
  }
  [[nodiscard]] std::size_t book_in(As as, const Json& value, const std::string& at) const {
    const std::string& text = text_in(value, at);
    const NameTable& names = reading_.program.names();
    const std::uint8_t index = book_index(names, kind_of(as), text);
    if (index != kNoBook && !text.empty()) return index;
    std::vector<std::string_view> known{book_name(names, kind_of(as), 0)};
    for (const std::string_view each : names_in(names, kind_of(as))) known.push_back(each);
    refuse_name(at, text, known, "write a purse or ladder of the programme");
  }
  [[nodiscard]] std::int64_t tier(const Json& value, const std::string& at) {
    const auto& ladders = reading_.program.versions()[reading_.version].ladders;
    const auto& levels = ladders[book(As::ladder)].levels;
    if (levels.empty() && value.is_null()) return 0;
    const std::string& text = text_in(value, at);
    std::vector<std::string_view> known;
    known.reserve(levels.size());
    for (const auto& level : levels) {
      known.push_back(reading_.program.names().name(NameKind::tier, level.name));
    }
    const auto found = std::ranges::find(known, text);
    if (found == known.end()) refuse_name(at, text, known, "write a tier of the member's version");
    return found - known.begin();
  }

  template <As as>
  std::uint16_t name(std::string_view key) {
    return name_or_none<as>(object_.require(key), object_.at(key));
  }
  template <As as>
  [[nodiscard]] std::uint16_t name_or_none(const Json& value, const std::string& at) const {
    if (value.is_null()) return as == As::rule ? kNoRule : std::uint16_t{0};
    if constexpr (may_be_unknown(as)) {
      const Json* unknown = only_in(value, "unknown");
      if (unknown != nullptr && *unknown == true) return kUnnamed;
      if (value.is_object()) refuse_type(at, "expected a name, null or {\"unknown\": true}");
      // Only versions to come of the programme that wrote may have named it.
      const bool known = reading_.program.names().find(kind_of(as), text_in(value, at)) != 0;
      if (!known && !reading_.same) return kUnnamed;
    }
    if constexpr (as == As::sku) {
      const bool known = reading_.program.names().find(kind_of(as), text_in(value, at)) != 0;
      if (!known && !reading_.same) return 0;
    }
    return named(
        kind_of(as), value, at,
        may_be_unknown(as) ? " or {\"unknown\": true} for a name that it does not know" : "");
  }
  /// @param or_else what may be written instead, for the remedy
  [[nodiscard]] std::uint16_t named(NameKind kind, const Json& value, const std::string& at,
                                    std::string_view or_else) const {
    const std::string& text = text_in(value, at);
    const std::uint16_t number = reading_.program.names().find(kind, text);
    if (number == 0) {
      refuse_name(at, text, names_in(reading_.program.names(), kind),
                  "write a name of the programme" + std::string{or_else});
    }
    return number;
  }

  MemberReading& reading_;
  MemberObject object_;
};

}  // namespace

void read_facts(MemberReading& reading, const Json& json, Facts& facts) {
  ObjectReader object(reading, json, "/facts");
  fields_of(object, facts);
  object.end();
}

void read_standing(MemberReading& reading, const Json& json, Standing<>& standing) {
  ObjectReader object(reading, json, "/standing");
  fields_of(object, standing);
  object.end();
}

}  // namespace loyaltycore::io
