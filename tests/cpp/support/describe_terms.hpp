// describe_terms.hpp: every field of a compiled programme as text, so that two can be compared.
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "loyaltycore/model/program.hpp"

namespace loyaltycore::support {

class Describer {
 public:
  template <class... Each>
  std::string& operator()(const Each&... each) {
    (put(each), ...);
    text_ += ';';
    return text_;
  }

 private:
  template <class T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void put(T value) {
    text_ += std::to_string(static_cast<std::int64_t>(value)) + ",";
  }
  template <class Tag>
  void put(const Quantity<Tag>& value) {
    put(value.count);
  }
  void put(const std::string& text) { text_ += text + ","; }
  void put(const Ratio<>& ratio) { (*this)(ratio.numerator, ratio.denominator); }
  void put(const Expiry& expiry) { (*this)(expiry.unit, expiry.count, expiry.granularity); }
  void put(const ClassSet& set) {
    for (std::uint16_t i = 0; i < 64; ++i) {
      if (set.contains(i)) put(i);
    }
    text_ += '|';
  }
  template <class T>
  void put(const std::vector<T>& list) {
    for (const T& each : list) put(each);
    text_ += '|';
  }
  void put(const std::pair<std::uint16_t, std::uint16_t>& pair) {
    (*this)(pair.first, pair.second);
  }
  void put(const Conditions<>& c) {
    (*this)(c.from, c.until, c.weekdays, c.month_days, c.channels, c.stores, c.brands, c.skus,
            c.categories, c.not_categories, c.labels_any, c.labels_none, c.segments_any, c.tiers,
            c.score_levels, c.medals, c.min_amount, c.min_quantity, c.max_ordinal, c.within_days,
            c.within_months, c.same_sku_days);
  }
  void put(const TableRow<>& row) { (*this)(row.from, row.amount); }
  void put(const Band<>& band) { (*this)(band.from, band.times); }
  void put(const Multiplier<>& m) { (*this)(m.when, m.times, m.input, m.bands); }
  void put(const ChannelCap<>& cap) { (*this)(cap.channel, cap.cap); }
  void put(const Caps<>& c) {
    (*this)(c.unit, c.unit_by_channel, c.order, c.day, c.month, c.year, c.term, c.programme_budget,
            c.times_per_day);
  }
  void put(const EarningRule<>& r) {
    (*this)(r.name, r.trigger, r.declared, r.currency, r.purse, r.when, r.unit, r.counted_classes,
            r.round_down_to, r.award, r.rate, r.fixed, r.table, r.streak, r.rounding, r.multipliers,
            r.caps, r.priority, r.qualifies, r.combine, r.pending_days, r.post_day, r.claim_days,
            r.claim_through_end_of_day, r.funder, r.lot_class, r.expiry);
  }
  void put(const Task<>& t) {
    (*this)(t.name, t.trigger, t.declared, t.when, t.counted_classes, t.count, t.distinct_days,
            t.day_of_purchase, t.window, t.post_day, t.growth, t.ladder, t.beans, t.purse, t.funder,
            t.lot_class, t.expiry);
  }
  void put(const TierLevel<>& level) {
    (*this)(level.name, level.threshold, level.validity_months, level.deduction);
  }
  void put(const RedemptionClass<>& c) { (*this)(c.max_share, c.step); }
  void put(const RedemptionTerms<>& r) {
    (*this)(r.allowed, r.min_balance, r.ordinary, r.classes, r.not_with, r.returned_expired,
            r.grace_days);
  }
  void put(const ReverseTerms<>& r) {
    (*this)(r.shortfall, r.refusal_penalty, r.refusals_free_per_month, r.refusals_free_per_year,
            r.refusal_charges_freight, r.freight_recovered, r.freight_free_from, r.freight);
  }
  void put(const CatalogueItem<>& i) {
    (*this)(i.name, i.kind, i.purse, i.beans, i.cash, i.value, i.limit_per_day, i.limit_per_month);
  }
  void put(const BeanTerms<>& b) {
    for (const PurseTerms& purse : b.purses) (*this)(purse.declared, purse.expiry);
    (*this)(b.redeem, b.reverse, b.catalogue);
  }
  void put(const Measure& m) { (*this)(m.of, m.which, m.at_least); }
  void put(const PointsRow<>& row) { (*this)(row.from, row.points); }
  void put(const ScoreTerm<>& t) { (*this)(t.id, t.measure, t.per, t.table, t.cap, t.subtract); }
  void put(const ScoreDimension<>& d) {
    (*this)(d.id, d.start, d.floor, d.cap, d.gate, d.at_least, d.terms);
  }
  void put(const ScoreLevel<>& level) { (*this)(level.name, level.at_least); }
  void put(const ScoreTerms<>& s) {
    (*this)(s.name, s.begins, s.carries, s.window.span, s.window.months, s.window.days,
            s.settle_day, s.floor, s.cap, s.dimensions, s.levels);
  }
  void put(const MedalAsked& asked) { (*this)(asked.medal, asked.grade); }
  void put(const Requirement& requirement) { (*this)(requirement.id, requirement.measure); }
  void put(const MedalGrade<>& grade) {
    for (const std::int64_t number : grade.at_least) put(number);
  }
  void put(const MedalTerms<>& m) {
    (*this)(m.name, m.begins, m.permanent, m.window.span, m.window.months, m.window.days,
            m.settle_day, m.requirements, m.grades, m.family);
  }
  void put(const ReviewRisk& r) {
    (*this)(r.copied_percent_max, r.duplicate_percent_max, r.reporters_max, r.invalid_limit,
            r.suspension_days);
  }
  void put(const Migration& m) { (*this)(m.tiers, m.bought_within_days, m.lots); }
  void put(const Terms<>& t) {
    for (const TierTerms<>& ladder : t.ladders) put(ladder.levels);
    (*this)(t.from, t.until, t.rules, t.tasks, t.beans, t.scores, t.medals, t.review_risk,
            t.migration, t.refuse_unknown_category, t.refuse_unknown_channel);
    for (const std::uint16_t first : t.first_rule) put(first);
  }

  std::string text_;
};

/// Terms of every version, names and fact plan.
inline std::string described(const Program& program) {
  Describer describe;
  for (const Terms<>& terms : program.versions()) describe(terms);
  for (std::size_t kind = 0; kind < kNameKinds; ++kind) {
    const auto names = static_cast<NameKind>(kind);
    for (std::uint16_t i = 1; i <= program.names().count(names); ++i) {
      describe(std::string{program.names().name(names, i)});
    }
  }
  return describe(program.id(), to_hex(program.plan().fingerprint()));
}

}  // namespace loyaltycore::support
