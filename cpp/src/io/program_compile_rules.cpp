// Earning rules, tasks and bean terms of one version as the rules read them.
#include <algorithm>
#include <string>

#include "io/exact_text.hpp"
#include "io/program_compile.hpp"

namespace loyaltycore::io {

namespace {

/// Index of a text in a list of words, as the enum that is written in the same order.
template <class Enum, std::size_t N>
Enum one_of(std::string_view text, const std::array<std::string_view, N>& words, Enum otherwise) {
  const auto found = std::ranges::find(words, text);
  return found == words.end() ? otherwise : static_cast<Enum>(found - words.begin());
}

constexpr std::array<std::string_view, 3> kRoundings{"floor", "ceil", "half_even"};
constexpr std::array<std::string_view, 3> kCombinations{"stack", "exclusive", "stop"};
constexpr std::array<std::string_view, 5> kUnits{"event", "piece", "line", "sub_order", "order"};
constexpr std::array<std::string_view, 3> kGranularities{"day", "month", "year"};
constexpr std::array<std::string_view, 5> kWindows{"once", "day", "week", "month", "year"};
constexpr std::array<std::string_view, 4> kShortfalls{"debt", "withhold", "clamp", "refuse"};
constexpr std::array<std::string_view, 7> kWeekdays{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};

std::uint64_t bits_of(const NameTable& names, NameKind kind, const Json& list) {
  std::uint64_t out = 0;
  for (const Json& each : list) {
    out |= std::uint64_t{1} << names.find(kind, each.get_ref<const std::string&>());
  }
  return out;
}

/// Index of a purse or ladder; the first one is not among the names.
std::uint8_t book_of(const NameTable& names, NameKind kind, const Json& object) {
  const char* const key = kind == NameKind::purse ? "purse" : "ladder";
  return static_cast<std::uint8_t>(names.find(kind, text_in(object, key)));
}

Conditions<> conditions_of(const CompileContext& context, const Json& when) {
  Conditions<> out;
  const NameTable& names = context.names;
  const auto set = [&](NameKind kind, const char* key) {
    return class_set(names, kind, member(when, key));
  };
  out.from = parse_instant(text_in(when, "from"), context.zone).value_or(kFirstInstant);
  out.until = parse_instant(text_in(when, "until"), context.zone).value_or(kNever);
  unsigned weekdays = 0;
  for (const Json& each : member(when, "weekdays")) {
    weekdays |= 1U << one_of(each.get_ref<const std::string&>(), kWeekdays, 0U);
  }
  out.weekdays = static_cast<std::uint8_t>(weekdays);
  for (const Json& each : member(when, "month_days")) {
    out.month_days |= 1U << (each.get<unsigned>() - 1U);
  }
  out.channels = set(NameKind::channel, "channels");
  out.stores = set(NameKind::store, "stores");
  out.brands = set(NameKind::brand, "brands");
  out.skus = set(NameKind::sku, "skus");
  out.categories = set(NameKind::category, "categories");
  out.not_categories = set(NameKind::category, "not_categories");
  out.labels_any = bits_of(names, NameKind::label, member(when, "labels"));
  out.labels_none = bits_of(names, NameKind::label, member(when, "not_labels"));
  out.segments_any = bits_of(names, NameKind::segment, member(when, "segments"));
  out.tiers = bits_of(names, NameKind::tier, member(when, "tiers"));
  out.score_levels = bits_of(names, NameKind::score_level, member(when, "score_levels"));
  for (const auto& [id, grade] : member(when, "medals").items()) {
    out.medals.push_back({names.find(NameKind::medal, id), grade.get<std::int32_t>()});
  }
  out.min_amount = integer_in(when, "min_amount_fen");
  out.min_quantity = small(when, "min_quantity");
  out.max_ordinal = small(when, "max_ordinal");
  out.within_days = small(when, "within_days");
  out.within_months = small(when, "within_months");
  out.same_sku_days = small(when, "same_sku_days");
  return out;
}

void set_award(const CompileContext& context, const Json& rule, EarningRule<>& out) {
  const char* const rate_key = out.currency == Currency::beans ? "rate" : "per_yuan";
  if (const auto rate = ratio_in(rule, rate_key)) {
    out.award = AwardKind::rate;
    const std::int64_t per_yuan = out.currency == Currency::beans
                                      ? integer_in(member(context.document, "beans"), "per_yuan")
                                      : 1;
    const Ratio<> value = reduced(per_yuan, 100);
    const Ratio<> left = reduced(rate->numerator, value.denominator);
    const Ratio<> right = reduced(value.numerator, rate->denominator);
    out.rate = {left.numerator * right.numerator, left.denominator * right.denominator};
  } else if (member(rule, "table").is_array()) {
    out.award = AwardKind::table;
    for (const Json& row : member(rule, "table")) {
      out.table.push_back({Fen{integer_in(row, "from_fen")}, integer_in(row, "amount")});
    }
  } else if (member(rule, "streak").is_array()) {
    out.award = AwardKind::streak;
    for (const Json& each : member(rule, "streak")) {
      out.streak.push_back(each.get<std::int64_t>());
    }
  } else if (member(rule, "from_event") == Json(true)) {
    out.award = AwardKind::from_event;
  } else {
    out.fixed = integer_in(rule, "fixed");
  }
}

Multiplier<> multiplier_of(const CompileContext& context, const Json& each) {
  Multiplier<> out;
  out.when = conditions_of(context, member(each, "when"));
  out.times = ratio_in(each, "times").value_or(Ratio<>{1, 1});
  const std::uint16_t input = context.names.find(NameKind::input, text_in(each, "input"));
  out.input = static_cast<std::int16_t>(static_cast<int>(input) - 1);
  for (const Json& band : member(each, "bands")) {
    out.bands.push_back({integer_in(band, "from"), ratio_in(band, "times").value_or(Ratio<>{})});
  }
  return out;
}

Caps<> caps_of(const NameTable& names, const Json& caps) {
  Caps<> out;
  out.unit = integer_in(caps, "unit", kNoCap);
  for (const auto& [channel, cap] : member(caps, "unit_by_channel").items()) {
    out.unit_by_channel.push_back(
        {names.find(NameKind::channel, channel), cap.get<std::int64_t>()});
  }
  out.order = integer_in(caps, "order", kNoCap);
  out.day = integer_in(caps, "day", kNoCap);
  out.month = integer_in(caps, "month", kNoCap);
  out.year = integer_in(caps, "year", kNoCap);
  out.term = integer_in(caps, "term", kNoCap);
  out.programme_budget = integer_in(caps, "programme_budget", kNoCap);
  out.times_per_day = small(caps, "times_per_day");
  return out;
}

EarningRule<> rule_of(const CompileContext& context, Currency currency, const std::string& name,
                      const Json& rule) {
  EarningRule<> out;
  out.name = context.names.find(NameKind::rule, name);
  out.currency = currency;
  out.purse = book_of(context.names,
                      currency == Currency::beans ? NameKind::purse : NameKind::ladder, rule);
  const std::string_view trigger = text_in(rule, "trigger");
  out.trigger = trigger_kind(context.document, trigger).value_or(EventKind::tick);
  out.declared = context.names.find(NameKind::declared, trigger);
  out.when = conditions_of(context, member(rule, "when"));
  out.unit = one_of(text_in(rule, "unit"), kUnits, Unit::event);
  out.counted_classes = counted_classes(context.plan, member(rule, "tenders"));
  out.round_down_to = Fen{integer_in(rule, "round_down_to_fen", 1)};
  set_award(context, rule, out);
  out.rounding = one_of(text_in(rule, "rounding"), kRoundings, Rounding::floor);
  for (const auto& [id, each] : member(rule, "multipliers").items()) {
    out.multipliers.push_back(multiplier_of(context, each));
  }
  out.caps = caps_of(context.names, member(rule, "caps"));
  out.priority = small(rule, "priority");
  out.combine = one_of(text_in(rule, "combine"), kCombinations, Combine::stack);
  if (currency == Currency::growth) {
    // Not written, it stays null in the resolved document too: no fingerprint knows of it.
    const Json& qualifies = member(rule, "qualifies");
    out.qualifies = qualifies.is_null() ? is_order_kind(out.trigger) : qualifies == Json(true);
    return out;
  }
  out.pending_days = small(rule, "pending_days");
  out.post_day = small(rule, "post_day");
  out.claim_days = small(rule, "claim_days");
  out.claim_through_end_of_day = member(rule, "claim_through_end_of_day") == Json(true);
  out.funder = one_of(text_in(rule, "funder"), kFunderNames, Funder::platform);
  out.lot_class = static_cast<std::uint8_t>(small(rule, "lot_class"));
  out.expiry = expiry_of(member(rule, "expire"));
  return out;
}

RedemptionTerms<> redemption_of(const Json& redeem) {
  RedemptionTerms<> out;
  const auto share = [](const Json& object) {
    return ratio_in(object, "max_share").value_or(Ratio<>{1, 1});
  };
  out.allowed = member(redeem, "allowed") != Json(false);
  out.min_balance = integer_in(redeem, "min_balance");
  out.ordinary = {share(redeem), integer_in(redeem, "step", 1)};
  for (const Json* each : redemption_classes(redeem)) {
    if (each == nullptr) {
      out.classes.push_back({{0, 1}, 1});
    } else {
      out.classes.push_back({share(*each), integer_in(*each, "step", 1)});
    }
  }
  out.not_with = tender_bits(member(redeem, "not_with_tenders"));
  const bool grace = text_in(redeem, "returned_expired") == "grace";
  out.returned_expired = grace ? ReturnedExpired::grace : ReturnedExpired::expire_again;
  out.grace_days = small(redeem, "grace_days");
  return out;
}

ReverseTerms<> reverse_of(const Json& beans) {
  ReverseTerms<> out;
  out.shortfall =
      one_of(text_in(member(beans, "reverse"), "shortfall"), kShortfalls, Shortfall::debt);
  const Json& refused = member(beans, "refused_delivery");
  out.refusal_penalty = integer_in(refused, "beans");
  out.refusals_free_per_month = small(refused, "free_per_month");
  out.refusals_free_per_year = small(refused, "free_per_year");
  out.refusal_charges_freight = member(refused, "charge_freight") == Json(true);
  const Json& freight = member(beans, "freight_recovery");
  out.freight_free_from = Fen{integer_in(freight, "free_from_fen")};
  out.freight = Fen{integer_in(freight, "freight_fen")};
  out.freight_recovered = out.freight_free_from.count > 0 && out.freight.count > 0;
  return out;
}

}  // namespace

Expiry expiry_of(const Json& expiry) {
  Expiry out;
  if (!member(expiry, "after_days").is_null()) {
    out.unit = ExpiryUnit::days;
    out.count = small(expiry, "after_days");
  } else if (!member(expiry, "after_months").is_null()) {
    out.unit = ExpiryUnit::months;
    out.count = small(expiry, "after_months");
  }
  if (out.unit != ExpiryUnit::never) {
    out.granularity = one_of(text_in(expiry, "granularity"), kGranularities, Granularity::day);
  }
  return out;
}

std::vector<EarningRule<>> rules_of(const CompileContext& context) {
  std::vector<EarningRule<>> out;
  for (const auto& [id, rule] : member(member(context.document, "growth"), "earn").items()) {
    out.push_back(rule_of(context, Currency::growth, "growth.earn." + id, rule));
  }
  for (const auto& [id, rule] : member(member(context.document, "beans"), "earn").items()) {
    out.push_back(rule_of(context, Currency::beans, "beans.earn." + id, rule));
  }
  std::ranges::sort(out, [&](const EarningRule<>& a, const EarningRule<>& b) {
    if (a.trigger != b.trigger) return a.trigger < b.trigger;
    if (a.currency != b.currency) return a.currency == Currency::growth;
    if (a.purse != b.purse) return a.purse < b.purse;
    if (a.priority != b.priority) return a.priority > b.priority;
    return context.names.name(NameKind::rule, a.name) < context.names.name(NameKind::rule, b.name);
  });
  return out;
}

std::vector<Task<>> tasks_of(const CompileContext& context) {
  std::vector<Task<>> out;
  for (const auto& [id, each] : member(context.document, "tasks").items()) {
    Task<>& task = out.emplace_back();
    task.name = context.names.find(NameKind::rule, "tasks." + id);
    const std::string_view trigger = text_in(each, "trigger");
    task.trigger = trigger_kind(context.document, trigger).value_or(EventKind::tick);
    task.declared = context.names.find(NameKind::declared, trigger);
    task.when = conditions_of(context, member(each, "when"));
    task.counted_classes = counted_classes(context.plan, member(each, "tenders"));
    task.count = integer_in(each, "count", 1);
    task.distinct_days = text_in(each, "of") == "distinct_days";
    task.day_of_purchase = text_in(each, "day_of") == "purchase";
    task.window = one_of(text_in(each, "window"), kWindows, TaskWindow::once);
    task.post_day = small(each, "post_day");
    task.growth = Growth{integer_in(member(each, "reward"), "growth")};
    task.ladder = book_of(context.names, NameKind::ladder, each);
    task.purse = book_of(context.names, NameKind::purse, each);
    task.beans = Beans{integer_in(member(each, "reward"), "beans")};
    task.funder = one_of(text_in(each, "funder"), kFunderNames, Funder::platform);
    task.lot_class = static_cast<std::uint8_t>(small(each, "lot_class"));
    task.expiry = expiry_of(member(each, "expire"));
  }
  return out;
}

BeanTerms<> beans_of(const CompileContext& context) {
  BeanTerms<> out;
  const Json& beans = member(context.document, "beans");
  out.catalogue.resize(context.names.count(NameKind::item));
  if (!beans.is_object()) return out;
  // What is still pending in a purse that is gone becomes available as beans do.
  out.purses.fill({false, expiry_of(member(beans, "expire"))});
  out.purses[0].declared = true;
  for (const auto& [id, purse] : member(context.document, "purses").items()) {
    out.purses[context.names.find(NameKind::purse, id)] = {true,
                                                           expiry_of(member(purse, "expire"))};
  }
  out.redeem = redemption_of(member(beans, "redeem"));
  out.reverse = reverse_of(beans);
  for (const auto& [id, item] : member(beans, "catalogue").items()) {
    const std::uint16_t number = context.names.find(NameKind::item, id);
    out.catalogue[number - 1U] = {number,
                                  one_of(text_in(item, "kind"), kItemKindNames, ItemKind::goods),
                                  book_of(context.names, NameKind::purse, item),
                                  integer_in(item, "beans"),
                                  Fen{integer_in(item, "cash_fen")},
                                  Fen{integer_in(item, "value_fen")},
                                  small(item, "limit_per_day"),
                                  small(item, "limit_per_month")};
  }
  return out;
}

}  // namespace loyaltycore::io
