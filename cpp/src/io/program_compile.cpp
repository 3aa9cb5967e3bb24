#include "io/program_compile.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "io/exact_text.hpp"
#include "loyaltycore/base/date.hpp"
#include "loyaltycore/model/standing.hpp"

namespace loyaltycore::io {

namespace {

constexpr std::size_t kMostNames = 60'000;

/// Interns what `visit` finds; knows how many names are too many.
class Naming {
 public:
  Naming(NameTable& names, ProblemList& problems) : names_(names), problems_(problems) {}

  void add(NameKind kind, std::string_view name, std::size_t most, const char* what) {
    if (names_.find(kind, name) != 0) return;
    if (names_.count(kind) >= most) {
      problems_.add("", std::string{"the programme names too many "} + what,
                    "at most " + std::to_string(most) + " over all versions");
      return;
    }
    names_.intern(kind, name);
  }

  void add_all(NameKind kind, const Json& list, std::size_t most, const char* what) {
    for (const Json& each : list) add(kind, each.get_ref<const std::string&>(), most, what);
  }

  void conditions(const Json& when) {
    add_all(NameKind::category, member(when, "categories"), kMostNames, "categories");
    add_all(NameKind::category, member(when, "not_categories"), kMostNames, "categories");
    add_all(NameKind::channel, member(when, "channels"), kMostNames, "channels");
    add_all(NameKind::store, member(when, "stores"), kMostNames, "stores");
    add_all(NameKind::brand, member(when, "brands"), kMostNames, "brands");
    add_all(NameKind::sku, member(when, "skus"), kMostNames, "SKUs");
    add_all(NameKind::label, member(when, "labels"), kMostBits, "labels");
    add_all(NameKind::label, member(when, "not_labels"), kMostBits, "labels");
    add_all(NameKind::segment, member(when, "segments"), kMostBits, "segments");
  }

  void rules(const std::string& prefix, const Json& rules) {
    for (const auto& [id, rule] : rules.items()) {
      add(NameKind::rule, prefix + id, kMostCounted, "rules");
      conditions(member(rule, "when"));
      for (const auto& [name, each] : member(rule, "multipliers").items()) {
        conditions(member(each, "when"));
      }
      const Json& by_channel = member(member(rule, "caps"), "unit_by_channel");
      for (const auto& [channel, cap] : by_channel.items()) {
        add(NameKind::channel, channel, kMostNames, "channels");
      }
    }
  }

  void levels(const Json& ladder) {
    for (const Json& level : member(ladder, "levels")) {
      add(NameKind::tier, text_in(level, "id"), kMostBits, "tiers");
    }
  }

  void document(const Json& document) {
    levels(member(document, "tiers"));
    for (const auto& [id, ladder] : member(document, "ladders").items()) {
      add(NameKind::ladder, id, kMostLadders - 1, "ladders beside `growth`");
      levels(ladder);
    }
    for (const auto& [id, purse] : member(document, "purses").items()) {
      add(NameKind::purse, id, kMostPurses - 1, "purses beside `beans`");
    }
    add_all(NameKind::category, member(member(document, "categories"), "known"), kMostNames,
            "categories");
    add_all(NameKind::channel, member(member(document, "channels"), "known"), kMostNames,
            "channels");
    rules("growth.earn.", member(member(document, "growth"), "earn"));
    const Json& beans = member(document, "beans");
    rules("beans.earn.", member(beans, "earn"));
    rules("tasks.", member(document, "tasks"));
    const Json& redeem = member(beans, "redeem");
    add_all(NameKind::category, member(redeem, "excluded_categories"), kMostNames, "categories");
    for (const auto& [id, group] : member(redeem, "classes").items()) {
      add_all(NameKind::category, member(group, "categories"), kMostNames, "categories");
    }
    for (const auto& [id, item] : member(beans, "catalogue").items()) {
      add(NameKind::item, id, kMostKeys, "items");
    }
    for (const auto& [id, score] : member(document, "score").items()) {
      add(NameKind::score, id, kMostScores, "scores");
      for (const Json& level : member(score, "levels")) {
        add(NameKind::score_level, text_in(level, "id"), kMostBits, "levels of scores");
      }
    }
    for (const auto& [id, family] : member(document, "medals").items()) {
      for (const auto& [medal, each] : member(family, "each").items()) {
        add(NameKind::medal, medal, kMostMedals, "medals");
      }
    }
  }

 private:
  NameTable& names_;
  ProblemList& problems_;
};

TierTerms<> tiers_of(const CompileContext& context, const Json& ladder) {
  TierTerms<> out;
  for (const Json& level : member(ladder, "levels")) {
    TierLevel<>& each = out.levels.emplace_back();
    each.name = context.names.find(NameKind::tier, text_in(level, "id"));
    each.threshold = Growth{integer_in(level, "threshold")};
    each.validity_months = static_cast<std::int32_t>(integer_in(level, "validity_months"));
    each.deduction = Growth{integer_in(level, "deduction")};
  }
  return out;
}

Migration migration_of(const NameTable& names, const Json& migration) {
  Migration out;
  for (const auto& [before, after] : member(migration, "tiers").items()) {
    out.tiers.emplace_back(names.find(NameKind::tier, before),
                           names.find(NameKind::tier, after.get_ref<const std::string&>()));
  }
  out.bought_within_days = static_cast<std::int32_t>(integer_in(migration, "bought_within_days"));
  out.lots = text_in(migration, "lots") == "redate" ? LotMigration::redate : LotMigration::keep;
  return out;
}

ReviewRisk review_risk_of(const Json& risk) {
  const auto number = [&](const char* key) {
    return static_cast<std::int32_t>(integer_in(risk, key));
  };
  return {number("copied_percent_max"), number("duplicate_percent_max"), number("reporters_max"),
          number("invalid_limit"), number("suspension_days")};
}

Terms<> terms_of(const CompileContext& context, const VersionDraft& version, Instant until) {
  Terms<> out;
  out.from = version.from;
  out.until = until;
  out.ladders[0] = tiers_of(context, member(context.document, "tiers"));
  for (const auto& [id, ladder] : member(context.document, "ladders").items()) {
    out.ladders[context.names.find(NameKind::ladder, id)] = tiers_of(context, ladder);
  }
  out.rules = rules_of(context);
  std::size_t next = 0;
  for (std::size_t kind = 0; kind <= kEventKinds; ++kind) {
    while (next < out.rules.size() && static_cast<std::size_t>(out.rules[next].trigger) < kind) {
      ++next;
    }
    out.first_rule[kind] = static_cast<std::uint16_t>(next);
  }
  out.tasks = tasks_of(context);
  out.beans = beans_of(context);
  out.scores = scores_of(context);
  out.medals = medals_of(context);
  out.review_risk = review_risk_of(member(member(context.document, "risk"), "review"));
  if (version.migration.is_object()) out.migration = migration_of(context.names, version.migration);
  out.refuse_unknown_category =
      text_in(member(context.document, "categories"), "unknown") == "reject";
  out.refuse_unknown_channel = text_in(member(context.document, "channels"), "unknown") == "reject";
  return out;
}

}  // namespace

std::uint16_t tender_bits(const Json& list) {
  unsigned out = 0;
  for (const Json& each : list) {
    const auto found = std::ranges::find(kTenderKindNames, each.get_ref<const std::string&>());
    out |= 1U << static_cast<unsigned>(found - kTenderKindNames.begin());
  }
  return static_cast<std::uint16_t>(out);
}

std::uint8_t counted_classes(const FactPlan& plan, const Json& tenders) {
  unsigned out = 0;
  const std::uint16_t kinds = tender_bits(tenders);
  for (std::size_t kind = 0; kind < kTenderKinds; ++kind) {
    if (((kinds >> kind) & 1U) != 0) out |= 1U << plan.tender_class[kind];
  }
  return static_cast<std::uint8_t>(out);
}

ClassSet class_set(const NameTable& names, NameKind kind, const Json& list) {
  ClassSet out;
  for (const Json& each : list) out.insert(names.find(kind, each.get_ref<const std::string&>()));
  return out;
}

void name_all(const Draft& draft, ProblemList& problems, ProgramParts& out) {
  Naming naming{out.names, problems};
  const Json& base = draft.versions.front().resolved;
  naming.add_all(NameKind::input, member(base, "inputs"), kMostInputs, "inputs");
  naming.add_all(NameKind::declared, member(base, "events"), kMostTasks, "own events");
  const Json& facts = member(base, "facts");
  naming.add_all(NameKind::activity, member(facts, "activities"), kMostActivities, "activities");
  for (const auto& [id, group] : member(facts, "category_classes").items()) {
    naming.add(NameKind::category_class, id, kMostCategoryClasses, "category classes");
    naming.add_all(NameKind::category, member(group, "categories"), kMostNames, "categories");
  }
  for (const VersionDraft& version : draft.versions) {
    naming.add(NameKind::version, version.id, kMostVersions, "versions");
    naming.document(version.resolved);
    auto& named = out.named.emplace_back();
    for (std::size_t kind = 0; kind < kNameKinds; ++kind) {
      named[kind] = out.names.count(static_cast<NameKind>(kind));
    }
  }
}

ProgramParts compile(const Draft& draft, ProblemList& problems) {
  ProgramParts out;
  out.id = draft.versions.front().id;
  name_all(draft, problems, out);
  out.plan = plan_of(draft, out.names, problems);
  if (!problems.empty()) return out;
  const Json kNothing;
  for (std::size_t v = 0; v < draft.versions.size(); ++v) {
    const VersionDraft& version = draft.versions[v];
    const Instant until = v + 1 < draft.versions.size() ? draft.versions[v + 1].from : kNever;
    const Json& before = v == 0 ? kNothing : draft.versions[v - 1].resolved;
    const CompileContext context{out.names, out.plan, draft.zone, version.resolved, before};
    out.versions.push_back(terms_of(context, version, until));
    out.version_names.push_back(out.names.find(NameKind::version, version.id));
  }
  out.document = draft.written.dump();
  out.fingerprint = fingerprint_of(draft);
  out.version_fingerprints = version_fingerprints_of(draft);
  return out;
}

}  // namespace loyaltycore::io
