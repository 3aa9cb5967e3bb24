// bind_effect.cpp: effects, and the result of one event.
#include "bindings/effect_view.hpp"
#include "bindings/medal_view.hpp"
#include "bindings/score_view.hpp"
#include "loyaltycore/kernel/missing_field.hpp"
#include "loyaltycore/kernel/redeem.hpp"
#include "loyaltycore/model/archived_bytes.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr const char* kEffectDoc = R"doc(
One thing that an event did: a movement between two accounts, or a change with old and new.

`kind` says which fields carry meaning; the others are None or 0. Amounts are counts of beans or
growth points; instants are int microseconds since 1970-01-01 UTC.
)doc";

constexpr const char* kResultDoc = R"doc(
What became of one event: accepted with effects, a duplicate of an accepted one, or refused.

`beans` and `growth` are the net change of available beans and of growth by this event itself, in
the purse `beans` and on the ladder `growth`, without what merely fell due before it; for a
duplicate they are those of the first time. The effects of a duplicate are those of the first time
where the member keeps its history; elsewhere only the sums are remembered, and the effects stand in
the ledger of whoever booked them.
)doc";

bool is_moved(const Effect<>& effect) { return effect.kind == EffectKind::moved; }

/// `before` or `after`: a name where the number stands for one.
py::object side_of(const EffectView& view, std::int64_t number, bool is_before) {
  const Effect<>& effect = view.effect;
  switch (effect.kind) {
    case EffectKind::moved:
    case EffectKind::line_archived:
    case EffectKind::member_erased:
      return py::none();
    case EffectKind::account_changed:
      return py::bool_(number != 0);
    case EffectKind::tier_changed: {
      // A tier that a new version maps stands, before it, in the version before.
      constexpr unsigned kMigrated = kDue | kQualifies;
      const bool maps = is_before && (effect.flags & kMigrated) == kMigrated;
      const std::size_t version = maps ? effect.version - 1U : effect.version;
      return to_str(tier_name(view.program, version, effect.index, number));
    }
    case EffectKind::hold_changed:
      return to_str(kHoldStatusNames.at(static_cast<std::size_t>(number)));
    case EffectKind::version_begun:
      return to_str(view.program.version_id(static_cast<std::size_t>(number)));
    default:
      return py::int_(number);
  }
}

MaybeStr rule_of(const EffectView& view) {
  return text_or_none(view.program.names().name(NameKind::rule, rule_number(view.effect)));
}

MaybeStr item_of(const EffectView& view) {
  return text_or_none(view.program.names().name(NameKind::item, item_number(view.effect)));
}

MaybeStr period_of_effect(const EffectView& view) {
  const Effect<>& effect = view.effect;
  if (effect.kind != EffectKind::progressed) return MaybeStr(py::none());
  return MaybeStr(to_str(effect.subject != kNoId ? "sku" : period_name(effect.index)));
}

py::object yuan_per_bean(const EffectView& view) {
  const Effect<>& effect = view.effect;
  const bool told = effect.kind == EffectKind::item_exchanged && effect.before > 0;
  if (!told) return py::none();
  return py::module_::import("fractions").attr("Fraction")(effect.before, 100 * effect.amount);
}

MaybeStr book_of(const EffectView& view, NameKind kind, bool has) {
  if (!has) return MaybeStr(py::none());
  return MaybeStr(to_str(book_name(view.program.names(), kind, view.effect.purse)));
}

template <class T>
py::object or_none(bool given, const T& value) {
  return given ? py::object(py::cast(value)) : py::object(py::none());
}

MaybeStr account_of(const EffectView& view, Account account) {
  if (!is_moved(view.effect)) return MaybeStr(py::none());
  return MaybeStr(to_str(kAccountNames[static_cast<std::size_t>(account)]));
}

std::string effect_repr(const EffectView& view) {
  const Effect<>& e = view.effect;
  const auto named = [](const auto& names, auto value) {
    return names[static_cast<std::size_t>(value)];
  };
  const std::string_view kind = named(kEffectKindNames, e.kind);
  const std::string at = instant_text(e.at);
  if (is_moved(e)) {
    const NameKind of = has_purse(e) ? NameKind::purse : NameKind::ladder;
    const std::string book =
        e.purse == 0 ? std::string{}
                     : concat({" of ", printable(book_name(view.program.names(), of, e.purse))});
    return concat({"<Effect ", kind, " ", std::to_string(e.amount), " ",
                   named(kCurrencyNames, e.currency), book, " ", named(kAccountNames, e.from),
                   " -> ", named(kAccountNames, e.to), ", ", named(kCauseNames, e.cause), " at ",
                   at, ">"});
  }
  const auto side = [&view](std::int64_t number, bool is_before) {
    return printable(py::cast<std::string>(py::str(side_of(view, number, is_before))));
  };
  const std::string before = side(e.before, true);
  const std::string after = side(e.after, false);
  return concat({"<Effect ", kind, " ", before, " -> ", after, " at ", at, ">"});
}

/// What an effect belongs to.
void bind_ties(py::class_<EffectView>& effect) {
  refuse_pickle(effect,
                "an Effect does not pickle: store its fields, or the events, which give it again");
  effect.def_property_readonly("core_program", [](const EffectView& v) { return v.program; })
      .def_property_readonly(
          "event_id", [](const EffectView& v) { return text_or_none(v.event_id); },
          "Event that was being decided when it happened.")
      .def_property_readonly(
          "subject", [](const EffectView& v) { return text_or_none(v.subject); },
          "Order, review or hold it belongs to; '#' and a hash if never met.")
      .def_property_readonly(
          "source", [](const EffectView& v) { return text_or_none(v.source); },
          "Event whose accrual a claw-back or release draws on.")
      .def_property_readonly(
          "purse",
          [](const EffectView& v) { return book_of(v, NameKind::purse, has_purse(v.effect)); },
          "Purse of the beans that moved or were exchanged; else None.")
      .def_property_readonly(
          "ladder",
          [](const EffectView& v) { return book_of(v, NameKind::ladder, has_ladder(v.effect)); },
          "Ladder of the growth or the tier; else None.");
}

/// What was exchanged, counted, scored or decorated.
void bind_counted(py::class_<EffectView>& effect) {
  effect.def_property_readonly("item", &item_of, "Item of the catalogue, exchanged or counted.")
      .def_property_readonly("period", &period_of_effect,
                             "What `progressed` counts in: day, month, year, times_per_day, "
                             "streak, once, task, task_posted, sku; else None.")
      .def_property_readonly(
          "yuan_per_bean", &yuan_per_bean,
          "What an exchange gave for each bean, yuan, as a Fraction; None where the item states "
          "no value.");
  bind_score_fields(effect);
  bind_medal_fields(effect);
}

void bind_one_effect(py::module_& m) {
  const auto named = [](const auto& names, auto value) {
    return to_str(names[static_cast<std::size_t>(value)]);
  };
  py::class_<EffectView> effect(m, "Effect", kEffectDoc);
  bind_ties(effect);
  bind_counted(effect);
  effect
      .def_property_readonly(
          "kind", [named](const EffectView& v) { return named(kEffectKindNames, v.effect.kind); },
          "moved, tier_changed, progressed, hold_changed, ...")
      .def_property_readonly(
          "cause",
          [named](const EffectView& v) {
            return has_cause(v.effect) ? MaybeStr(named(kCauseNames, v.effect.cause))
                                       : MaybeStr(py::none());
          },
          "Why it moved or was settled: earned, settled, ...; None for other changes.")
      .def_property_readonly(
          "from_account", [](const EffectView& v) { return account_of(v, v.effect.from); },
          "Account that a movement takes from; None for changes.")
      .def_property_readonly(
          "to_account", [](const EffectView& v) { return account_of(v, v.effect.to); },
          "Account that a movement adds to; None for changes.")
      .def_property_readonly(
          "currency",
          [named](const EffectView& v) { return named(kCurrencyNames, v.effect.currency); },
          "beans or growth.")
      .def_property_readonly(
          "amount", [](const EffectView& v) { return v.effect.amount; },
          "What moved, >= 0; of changes what their kind says.")
      .def_property_readonly(
          "before", [](const EffectView& v) { return side_of(v, v.effect.before, true); },
          "Old value of a change; a name for tiers, versions and holds.")
      .def_property_readonly(
          "after", [](const EffectView& v) { return side_of(v, v.effect.after, false); },
          "New value of a change; a name for tiers, versions and holds.")
      .def_property_readonly("rule", &rule_of,
                             "Earning rule or task that decided, or whose count it is; else None.")
      .def_property_readonly(
          "version",
          [](const EffectView& v) { return to_str(v.program.version_id(v.effect.version)); },
          "Version of the programme that decided.")
      .def_property_readonly(
          "funder", [named](const EffectView& v) { return named(kFunderNames, v.effect.funder); },
          "Who pays for the beans.")
      .def_property_readonly(
          "lot_class", [](const EffectView& v) { return v.effect.lot_class; },
          "Class of the lot; 0 is ordinary.")
      .def_property_readonly(
          "line", [](const EffectView& v) { return v.effect.line; },
          "Line of the order; 0 if none.")
      .def_property_readonly(
          "at_us", [](const EffectView& v) { return v.effect.at; },
          "When it took effect, microseconds.")
      .def_property_readonly(
          "local_time",
          [](const EffectView& v) { return local_text(v.program.zone(), v.effect.at); },
          "The same in the programme's zone, as text.")
      .def_property_readonly(
          "until_us", [](const EffectView& v) { return instant_or_none(v.effect.until); },
          "End of what began; None if it has none.")
      .def_property_readonly(
          "expires_on", [](const EffectView& v) { return date_or_none(v.effect.expires_on); },
          "First day on which the beans cannot be used; None if they never expire.")
      .def_property_readonly(
          "due", [](const EffectView& v) { return (v.effect.flags & kDue) != 0; },
          "It fell due: no event asked for it.")
      .def("__repr__", &effect_repr);
}

Maybe<RefusalInfo> refusal_of(const ResultView& result) {
  if (result.outcome.refusal == Refusal::none) return Maybe<RefusalInfo>(py::none());
  return Maybe<RefusalInfo>(py::cast(result.refusal));
}

std::string result_repr(const ResultView& result) {
  const kernel::Outcome& outcome = result.outcome;
  if (outcome.refusal != Refusal::none) {
    return concat({"<Result of ", printable(result.event_id), ": refused, ",
                   info_of(outcome.refusal).name, ">"});
  }
  if (result.event_id.empty()) {
    return concat(
        {"<Result of settling: ", std::to_string(result.effects.entries.size()), " effects>"});
  }
  return concat({"<Result of ", printable(result.event_id), ": ",
                 outcome.duplicate ? "duplicate" : "accepted", ", beans ",
                 std::to_string(outcome.beans), ", growth ", std::to_string(outcome.growth), ">"});
}

}  // namespace

namespace {

/// What of an adjustment or import the version does not have.
std::string_view missing_book(const Program& program, const Event& event) noexcept {
  const auto& versions = program.versions();
  std::size_t version = versions.size() - 1;
  while (version > 0 && event.occurred_at < versions[version].from) --version;
  if (!versions[version].beans.purses[event.purse].declared && event.purse != 0) return "purse";
  return event.tier >= 0 ? "tier" : "ladder";
}

}  // namespace

RefusalInfo refusal_of_event(const Program& program, Refusal refusal, const EventData& event) {
  RefusalInfo out = info_of(refusal);
  if (refusal != Refusal::field_missing) return out;
  BoundEvent bound;
  out.field = kernel::missing_field(bound.bind(program, event));
  // It has every field: this version has no such purse, tier or ladder.
  if (out.field.empty()) out.field = missing_book(program, bound.event());
  return out;
}

bool has_ladder(const Effect<>& effect) noexcept {
  return effect.currency == Currency::growth &&
         (effect.kind == EffectKind::moved || effect.kind == EffectKind::tier_changed ||
          effect.kind == EffectKind::fell_short);
}

bool has_purse(const Effect<>& effect) noexcept {
  return effect.currency == Currency::beans &&
         (effect.kind == EffectKind::moved || effect.kind == EffectKind::fell_short ||
          effect.kind == EffectKind::item_exchanged);
}

CounterOwner owner_of_counter(std::uint16_t key) noexcept {
  const std::uint16_t number = number_of(key);
  if (number <= kernel::kFirstItemCounter) return {NameKind::rule, number};
  return {NameKind::item, static_cast<std::uint16_t>(number - kernel::kFirstItemCounter)};
}

CounterOwner owner_of(const Effect<>& effect) noexcept {
  if (effect.kind == EffectKind::item_exchanged) return {NameKind::item, effect.index};
  if (effect.kind != EffectKind::progressed) return {};
  if (effect.subject != kNoId) return {NameKind::rule, effect.index};
  return owner_of_counter(effect.index);
}

std::uint16_t rule_number(const Effect<>& effect) noexcept {
  if (effect.rule != kNoRule) return effect.rule;
  const CounterOwner owner = owner_of(effect);
  return owner.kind == NameKind::rule ? owner.number : std::uint16_t{0};
}

std::uint16_t item_number(const Effect<>& effect) noexcept {
  const CounterOwner owner = owner_of(effect);
  return owner.kind == NameKind::item ? owner.number : std::uint16_t{0};
}

std::string_view period_name(std::uint16_t key) noexcept {
  return kCounterPeriodNames.at(static_cast<std::size_t>(period_of(key)));
}

EffectView view_of(const Program& program, const Effect<>& effect, std::string_view event_id,
                   const engine::IdTexts& names) {
  const bool due = (effect.flags & kDue) != 0;
  return {effect, program, due ? std::string{} : std::string{event_id}, names.shown(effect.subject),
          names.shown(effect.source)};
}

Many<EffectView> views_of(const Program& program, const std::vector<Effect<>>& effects,
                          std::string_view event_id, const engine::IdTexts& names) {
  py::list out;
  for (const Effect<>& effect : effects) out.append(view_of(program, effect, event_id, names));
  return Many<EffectView>(py::tuple(out));
}

std::string tier_name(const Program& program, std::size_t version, std::size_t ladder,
                      std::int64_t level) {
  if (version >= program.versions().size()) return {};
  const auto& levels = program.versions()[version].ladders[ladder].levels;
  if (level < 0 || static_cast<std::size_t>(level) >= levels.size()) return {};
  return std::string{
      program.names().name(NameKind::tier, levels[static_cast<std::size_t>(level)].name)};
}

py::object date_or_none(Day day) {
  constexpr int kLastYear = 9999;
  if (day == kNoDay) return py::none();
  const CivilDate date = civil_of(day);
  if (date.year > kLastYear) return py::none();
  return py::module_::import("datetime").attr("date")(date.year, date.month, date.day);
}

void bind_effect(py::module_& m) {
  bind_one_effect(m);
  py::class_<ResultView> result(m, "Result", kResultDoc);
  refuse_pickle(result,
                "a Result does not pickle: store the event, which gives it again, and what you "
                "need of its effects");
  result
      .def_property_readonly(
          "event_id", [](const ResultView& r) { return to_str(r.event_id); }, "Id of the event.")
      .def_property_readonly(
          "accepted", [](const ResultView& r) { return r.outcome.accepted(); },
          "Accepted now: neither refused nor a duplicate.")
      .def_property_readonly("refusal", &refusal_of, "Why nothing changed; None if accepted.")
      .def_property_readonly(
          "duplicate", [](const ResultView& r) { return r.outcome.duplicate; },
          "The same event was accepted before; nothing happened now.")
      .def_property_readonly(
          "beans", [](const ResultView& r) { return r.outcome.beans; },
          "Net change of available beans by the event itself.")
      .def_property_readonly(
          "growth", [](const ResultView& r) { return r.outcome.growth; },
          "Net change of growth by the event itself.")
      .def_property_readonly(
          "effects",
          [](const ResultView& r) {
            return views_of(r.program, r.effects.entries, r.event_id, *r.names);
          },
          "Effects in the order in which they happened: what fell due first.")
      .def_property_readonly(
          "archived",
          [](const ResultView& r) {
            py::list out;
            for (const ArchivedLine& line : r.effects.archived) {
              const std::vector<std::byte> bytes = encode_archived(line);
              out.append(py::make_tuple(
                  to_str(r.names->shown(line.order.order)), line.line.line,
                  py::bytes(reinterpret_cast<const char*>(bytes.data()), bytes.size())));
            }
            return Many<Tuple<py::str, py::int_, py::bytes>>(py::tuple(out));
          },
          "(order, line, bytes) of the lines that closed; keep the bytes for late returns.")
      .def("__bool__", [](const ResultView& r) { return r.outcome.refusal == Refusal::none; })
      .def("__str__", [](const py::object& self) { return py::str(in_words("text_of", self)); })
      .def("__repr__", &result_repr);
}

}  // namespace loyaltycore::bindings
