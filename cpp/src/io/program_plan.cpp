// What a programme needs to be remembered of each member, from all its versions.
#include <map>

#include "io/program_compile.hpp"

namespace loyaltycore::io {

namespace {

/// The tenders that are spend; null where the document says nothing: all.
const Json& spend_tenders(const Draft& draft) {
  return member(member(member(draft.versions.front().resolved, "facts"), "spend"), "tenders");
}

/// Every set of tenders that some rule or task of some version counts, or that is spend.
std::set<std::uint16_t> tender_sets(const Draft& draft) {
  std::set<std::uint16_t> out;
  const auto collect = [&](const Json& rules) {
    for (const auto& [id, rule] : rules.items()) out.insert(tender_bits(member(rule, "tenders")));
  };
  for (const VersionDraft& version : draft.versions) {
    collect(member(member(version.resolved, "growth"), "earn"));
    collect(member(member(version.resolved, "beans"), "earn"));
    collect(member(version.resolved, "tasks"));
  }
  if (const Json& spend = spend_tenders(draft); spend.is_array()) out.insert(tender_bits(spend));
  return out;
}

std::int32_t longest_sku_window(const Draft& draft) {
  std::int64_t out = 0;
  for (const VersionDraft& version : draft.versions) {
    for (const char* section : {"growth", "beans"}) {
      for (const auto& [id, rule] : member(member(version.resolved, section), "earn").items()) {
        out = std::max(out, integer_in(member(rule, "when"), "same_sku_days"));
      }
    }
  }
  return static_cast<std::int32_t>(out);
}

/// Classes of means of payment.
void plan_tenders(const Draft& draft, ProblemList& problems, FactPlan& out) {
  const auto bit = [](TenderKind kind) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
  };
  std::set<std::uint16_t> sets = tender_sets(draft);
  const std::uint16_t apart = bit(TenderKind::beans) | bit(TenderKind::coupon);
  sets.insert(bit(TenderKind::beans));
  sets.insert(bit(TenderKind::coupon));
  sets.insert(static_cast<std::uint16_t>(apart | bit(TenderKind::red_packet)));
  // Two kinds share a class if every set holds both or neither.
  std::map<std::vector<bool>, std::uint8_t> classes;
  for (std::size_t kind = 0; kind < kTenderKinds; ++kind) {
    std::vector<bool> held;
    for (const std::uint16_t each : sets) held.push_back(((each >> kind) & 1U) != 0);
    const auto next = static_cast<std::uint8_t>(classes.size());
    out.tender_class[kind] = classes.emplace(held, next).first->second;
  }
  if (classes.size() > kMostTenderClasses) {
    problems.add(
        "",
        "the rules count " + std::to_string(classes.size()) + " groups of means of payment apart",
        "at most " + std::to_string(kMostTenderClasses) +
            " groups: let rules share their `tenders`");
    return;
  }
  out.tender_classes = static_cast<std::uint8_t>(classes.size());
  for (std::size_t kind = 0; kind < kTenderKinds; ++kind) {
    const bool money = ((apart | bit(TenderKind::red_packet)) >> kind & 1U) == 0;
    const unsigned mask = money ? 1U << out.tender_class[kind] : 0U;
    out.refundable_classes = static_cast<std::uint8_t>(out.refundable_classes | mask);
  }
  if (const Json& spend = spend_tenders(draft); spend.is_array()) {
    const unsigned all = (1U << out.tender_classes) - 1U;
    out.unspent_classes = static_cast<std::uint8_t>(all & ~counted_classes(out, spend));
  }
  out.beans_class = out.class_of(TenderKind::beans);
  out.coupon_class = out.class_of(TenderKind::coupon);
}

/// What is counted and summed by month.
void plan_months(const Json& base, const NameTable& names, FactPlan& out) {
  const Json& facts = member(base, "facts");
  out.activity_of_declared.assign(names.count(NameKind::declared) + 1U, 0);
  for (const Json& each : member(facts, "activities")) {
    const auto& word = each.get_ref<const std::string&>();
    const auto number = static_cast<std::uint8_t>(names.find(NameKind::activity, word));
    const auto kind = trigger_kind(base, word);
    if (kind == EventKind::declared) {
      out.activity_of_declared[names.find(NameKind::declared, word)] = number;
    } else if (kind) {
      out.activity_of_kind[static_cast<std::size_t>(*kind)] = number;
    }
  }
  const Json& classes = member(facts, "category_classes");
  if (classes.empty()) return;
  for (const auto& [id, group] : classes.items()) {
    const auto number = static_cast<std::uint8_t>(names.find(NameKind::category_class, id));
    for (const Json& each : member(group, "categories")) {
      const auto& word = each.get_ref<const std::string&>();
      const std::uint16_t category = names.find(NameKind::category, word);
      // Only as long as needed: a name that a later version brings is no other plan.
      if (out.class_of_category.size() <= category) out.class_of_category.resize(category + 1U);
      out.class_of_category[category] = number;
    }
  }
}

BeanTender bean_tender_of(const Json& document, const NameTable& names) {
  BeanTender out;
  const Json& beans = member(document, "beans");
  const Json& redeem = member(beans, "redeem");
  out.per_yuan = integer_in(beans, "per_yuan", out.per_yuan);
  out.ordinary.min_amount = Fen{integer_in(redeem, "min_amount_fen")};
  for (const Json* each : redemption_classes(redeem)) {
    GoodsClass& goods = out.classes.emplace_back();
    goods.allowed = each != nullptr;
    const Json& categories =
        goods.allowed ? member(*each, "categories") : member(redeem, "excluded_categories");
    goods.categories = class_set(names, NameKind::category, categories);
    if (goods.allowed) goods.min_amount = Fen{integer_in(*each, "min_amount_fen")};
  }
  return out;
}

/// Beans as a means of payment over all versions, told where it changes.
void plan_bean_tenders(const Draft& draft, const NameTable& names, FactPlan& out) {
  out.first_tender = bean_tender_of(draft.versions.front().resolved, names);
  for (const VersionDraft& version : draft.versions) {
    BeanTender tender = bean_tender_of(version.resolved, names);
    if (tender == out.bean_tender_at(version.from)) continue;
    out.later_tenders.push_back({version.from, std::move(tender)});
  }
}

}  // namespace

std::vector<const Json*> redemption_classes(const Json& redeem) {
  std::vector<const Json*> out;
  if (!member(redeem, "excluded_categories").empty()) out.push_back(nullptr);
  for (const auto& [id, each] : member(redeem, "classes").items()) out.push_back(&each);
  return out;
}

FactPlan plan_of(const Draft& draft, const NameTable& names, ProblemList& problems) {
  FactPlan out;
  const Json& base = draft.versions.front().resolved;
  out.zone = draft.zone;
  out.returns_horizon_days =
      static_cast<std::int32_t>(integer_in(member(base, "returns"), "horizon_days"));
  const Json& accepted = member(base, "events_accepted");
  out.late_horizon_micros = integer_in(accepted, "late_horizon_days") * kMicrosPerDay;
  out.clock_skew_micros = integer_in(accepted, "clock_skew_seconds") * kMicrosPerSecond;
  out.sku_window_days = longest_sku_window(draft);
  plan_months(base, names, out);
  plan_tenders(draft, problems, out);
  plan_bean_tenders(draft, names, out);
  return out;
}

}  // namespace loyaltycore::io
