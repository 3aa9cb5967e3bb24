#include "loyaltycore/model/terms_pack.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "model/lane_packer.hpp"

namespace loyaltycore {

namespace {

/// Terms of eight programmes, number by number.
template <Isa isa>
class Packer : public LanePacker<isa> {
 public:
  using Lanes = LanesOf<isa>;
  using Base = LanePacker<isa>;
  using Base::below;
  using Base::list;
  using Base::number;
  using Base::quantity;
  using Base::ratio;
  using Base::same;

  Conditions<Lanes> conditions(const Eight<Conditions<>>& from);
  EarningRule<Lanes> rule(const Eight<EarningRule<>>& from);
  Task<Lanes> task(const Eight<Task<>>& from);
  Caps<Lanes> caps(const Eight<Caps<>>& from);
  Multiplier<Lanes> multiplier(const Eight<Multiplier<>>& from);
  RedemptionClass<Lanes> redemption_class(const Eight<RedemptionClass<>>& from);
  RedemptionTerms<Lanes> redemption(const Eight<RedemptionTerms<>>& from);
  ReverseTerms<Lanes> reverse(const Eight<ReverseTerms<>>& from);
  CatalogueItem<Lanes> item(const Eight<CatalogueItem<>>& from);
  BeanTerms<Lanes> beans(const Eight<BeanTerms<>>& from);
  TierLevel<Lanes> level(const Eight<TierLevel<>>& from);
  ScoreTerm<Lanes> score_term(const Eight<ScoreTerm<>>& from);
  ScoreDimension<Lanes> dimension(const Eight<ScoreDimension<>>& from);
  ScoreTerms<Lanes> score(const Eight<ScoreTerms<>>& from);
  MedalTerms<Lanes> medal(const Eight<MedalTerms<>>& from);
  ReviewRisk review_risk(const Eight<ReviewRisk>& from);
  Migration migration(const Eight<Migration>& from);
  Terms<Lanes> terms(const Eight<Terms<>>& from);
};

template <Isa isa>
Conditions<LanesOf<isa>> Packer<isa>::conditions(const Eight<Conditions<>>& from) {
  using C = Conditions<>;
  Conditions<Lanes> out;
  out.from = same(from, &C::from);
  out.until = same(from, &C::until);
  out.weekdays = same(from, &C::weekdays);
  out.month_days = same(from, &C::month_days);
  out.channels = same(from, &C::channels);
  out.stores = same(from, &C::stores);
  out.brands = same(from, &C::brands);
  out.skus = same(from, &C::skus);
  out.categories = same(from, &C::categories);
  out.not_categories = same(from, &C::not_categories);
  out.labels_any = same(from, &C::labels_any);
  out.labels_none = same(from, &C::labels_none);
  out.segments_any = same(from, &C::segments_any);
  out.tiers = same(from, &C::tiers);
  out.score_levels = same(from, &C::score_levels);
  out.medals = same(from, &C::medals);
  out.min_amount = number(from, &C::min_amount);
  out.min_quantity = same(from, &C::min_quantity);
  out.max_ordinal = same(from, &C::max_ordinal);
  out.within_days = same(from, &C::within_days);
  out.within_months = same(from, &C::within_months);
  out.same_sku_days = same(from, &C::same_sku_days);
  return out;
}

template <Isa isa>
Multiplier<LanesOf<isa>> Packer<isa>::multiplier(const Eight<Multiplier<>>& from) {
  Multiplier<Lanes> out;
  out.when = conditions(below(from, &Multiplier<>::when));
  out.times = ratio(from, &Multiplier<>::times);
  out.input = same(from, &Multiplier<>::input);
  out.bands = list(from, &Multiplier<>::bands, [&](const Eight<Band<>>& bands) {
    return Band<Lanes>{same(bands, &Band<>::from), ratio(bands, &Band<>::times)};
  });
  return out;
}

template <Isa isa>
Caps<LanesOf<isa>> Packer<isa>::caps(const Eight<Caps<>>& from) {
  Caps<Lanes> out;
  out.unit = number(from, &Caps<>::unit);
  out.unit_by_channel =
      list(from, &Caps<>::unit_by_channel, [&](const Eight<ChannelCap<>>& channels) {
        return ChannelCap<Lanes>{same(channels, &ChannelCap<>::channel),
                                 number(channels, &ChannelCap<>::cap)};
      });
  out.order = number(from, &Caps<>::order);
  out.day = number(from, &Caps<>::day);
  out.month = number(from, &Caps<>::month);
  out.year = number(from, &Caps<>::year);
  out.term = number(from, &Caps<>::term);
  out.programme_budget = number(from, &Caps<>::programme_budget);
  out.times_per_day = same(from, &Caps<>::times_per_day);
  return out;
}

template <Isa isa>
EarningRule<LanesOf<isa>> Packer<isa>::rule(const Eight<EarningRule<>>& from) {
  using R = EarningRule<>;
  EarningRule<Lanes> out;
  out.name = same(from, &R::name);
  out.trigger = same(from, &R::trigger);
  out.declared = same(from, &R::declared);
  out.currency = same(from, &R::currency);
  out.purse = same(from, &R::purse);
  out.when = conditions(below(from, &R::when));
  out.unit = same(from, &R::unit);
  out.counted_classes = same(from, &R::counted_classes);
  out.round_down_to = same(from, &R::round_down_to);
  out.award = same(from, &R::award);
  out.rate = ratio(from, &R::rate);
  out.fixed = number(from, &R::fixed);
  out.table = list(from, &R::table, [&](const Eight<TableRow<>>& rows) {
    return TableRow<Lanes>{same(rows, &TableRow<>::from), number(rows, &TableRow<>::amount)};
  });
  out.streak = list(from, &R::streak, [&](const Eight<std::int64_t>& days) {
    Lanes award;
    for (std::size_t i = 0; i < kLanes; ++i) award.value[i] = *days[i];
    return award;
  });
  out.rounding = same(from, &R::rounding);
  out.multipliers = list(from, &R::multipliers,
                         [&](const Eight<Multiplier<>>& each) { return multiplier(each); });
  out.caps = caps(below(from, &R::caps));
  out.priority = same(from, &R::priority);
  out.qualifies = same(from, &R::qualifies);
  out.combine = same(from, &R::combine);
  out.pending_days = same(from, &R::pending_days);
  out.post_day = same(from, &R::post_day);
  out.claim_days = same(from, &R::claim_days);
  out.claim_through_end_of_day = same(from, &R::claim_through_end_of_day);
  out.funder = same(from, &R::funder);
  out.lot_class = same(from, &R::lot_class);
  out.expiry = same(from, &R::expiry);
  return out;
}

template <Isa isa>
Task<LanesOf<isa>> Packer<isa>::task(const Eight<Task<>>& from) {
  using T = Task<>;
  Task<Lanes> out;
  out.name = same(from, &T::name);
  out.trigger = same(from, &T::trigger);
  out.declared = same(from, &T::declared);
  out.when = conditions(below(from, &T::when));
  out.counted_classes = same(from, &T::counted_classes);
  out.count = number(from, &T::count);
  out.distinct_days = same(from, &T::distinct_days);
  out.day_of_purchase = same(from, &T::day_of_purchase);
  out.window = same(from, &T::window);
  out.post_day = same(from, &T::post_day);
  out.ladder = same(from, &T::ladder);
  out.purse = same(from, &T::purse);
  out.growth = quantity(from, &T::growth);
  out.beans = quantity(from, &T::beans);
  out.funder = same(from, &T::funder);
  out.lot_class = same(from, &T::lot_class);
  out.expiry = same(from, &T::expiry);
  return out;
}

template <Isa isa>
RedemptionClass<LanesOf<isa>> Packer<isa>::redemption_class(const Eight<RedemptionClass<>>& from) {
  using C = RedemptionClass<>;
  RedemptionClass<Lanes> out;
  out.max_share = ratio(from, &C::max_share);
  out.step = number(from, &C::step);
  return out;
}

template <Isa isa>
RedemptionTerms<LanesOf<isa>> Packer<isa>::redemption(const Eight<RedemptionTerms<>>& from) {
  using R = RedemptionTerms<>;
  RedemptionTerms<Lanes> out;
  out.allowed = same(from, &R::allowed);
  out.min_balance = number(from, &R::min_balance);
  out.ordinary = redemption_class(below(from, &R::ordinary));
  out.classes = list(from, &R::classes,
                     [&](const Eight<RedemptionClass<>>& each) { return redemption_class(each); });
  out.not_with = same(from, &R::not_with);
  out.returned_expired = same(from, &R::returned_expired);
  out.grace_days = same(from, &R::grace_days);
  return out;
}

template <Isa isa>
ReverseTerms<LanesOf<isa>> Packer<isa>::reverse(const Eight<ReverseTerms<>>& from) {
  using R = ReverseTerms<>;
  ReverseTerms<Lanes> out;
  out.shortfall = same(from, &R::shortfall);
  out.refusal_penalty = number(from, &R::refusal_penalty);
  out.refusals_free_per_month = same(from, &R::refusals_free_per_month);
  out.refusals_free_per_year = same(from, &R::refusals_free_per_year);
  out.refusal_charges_freight = same(from, &R::refusal_charges_freight);
  out.freight_recovered = same(from, &R::freight_recovered);
  out.freight_free_from = same(from, &R::freight_free_from);
  out.freight = same(from, &R::freight);
  return out;
}

template <Isa isa>
CatalogueItem<LanesOf<isa>> Packer<isa>::item(const Eight<CatalogueItem<>>& from) {
  using I = CatalogueItem<>;
  CatalogueItem<Lanes> out;
  out.name = same(from, &I::name);
  out.kind = same(from, &I::kind);
  out.purse = same(from, &I::purse);
  out.beans = number(from, &I::beans);
  out.cash = same(from, &I::cash);
  out.value = same(from, &I::value);
  out.limit_per_day = same(from, &I::limit_per_day);
  out.limit_per_month = same(from, &I::limit_per_month);
  return out;
}

template <Isa isa>
BeanTerms<LanesOf<isa>> Packer<isa>::beans(const Eight<BeanTerms<>>& from) {
  using B = BeanTerms<>;
  BeanTerms<Lanes> out;
  out.purses = same(from, &B::purses);
  out.redeem = redemption(below(from, &B::redeem));
  out.reverse = reverse(below(from, &B::reverse));
  out.catalogue =
      list(from, &B::catalogue, [&](const Eight<CatalogueItem<>>& each) { return item(each); });
  return out;
}

template <Isa isa>
TierLevel<LanesOf<isa>> Packer<isa>::level(const Eight<TierLevel<>>& from) {
  using L = TierLevel<>;
  TierLevel<Lanes> out;
  out.name = same(from, &L::name);
  out.threshold = quantity(from, &L::threshold);
  out.validity_months = same(from, &L::validity_months);
  out.deduction = quantity(from, &L::deduction);
  return out;
}

template <Isa isa>
ScoreTerm<LanesOf<isa>> Packer<isa>::score_term(const Eight<ScoreTerm<>>& from) {
  using T = ScoreTerm<>;
  ScoreTerm<Lanes> out;
  out.measure = same(from, &T::measure);
  out.per = ratio(from, &T::per);
  out.table = list(from, &T::table, [&](const Eight<PointsRow<>>& rows) {
    return PointsRow<Lanes>{number(rows, &PointsRow<>::from), number(rows, &PointsRow<>::points)};
  });
  out.cap = number(from, &T::cap);
  out.subtract = same(from, &T::subtract);
  return out;
}

template <Isa isa>
ScoreDimension<LanesOf<isa>> Packer<isa>::dimension(const Eight<ScoreDimension<>>& from) {
  using D = ScoreDimension<>;
  ScoreDimension<Lanes> out;
  out.start = number(from, &D::start);
  out.floor = number(from, &D::floor);
  out.cap = number(from, &D::cap);
  out.gate = same(from, &D::gate);
  out.at_least = number(from, &D::at_least);
  out.terms =
      list(from, &D::terms, [&](const Eight<ScoreTerm<>>& each) { return score_term(each); });
  return out;
}

template <Isa isa>
ScoreTerms<LanesOf<isa>> Packer<isa>::score(const Eight<ScoreTerms<>>& from) {
  using S = ScoreTerms<>;
  ScoreTerms<Lanes> out;
  out.name = same(from, &S::name);
  out.begins = same(from, &S::begins);
  out.carries = same(from, &S::carries);
  out.window = same(from, &S::window);
  out.settle_day = same(from, &S::settle_day);
  out.floor = number(from, &S::floor);
  out.cap = number(from, &S::cap);
  out.dimensions = list(from, &S::dimensions,
                        [&](const Eight<ScoreDimension<>>& each) { return dimension(each); });
  out.levels = list(from, &S::levels, [&](const Eight<ScoreLevel<>>& levels) {
    return ScoreLevel<Lanes>{same(levels, &ScoreLevel<>::name),
                             number(levels, &ScoreLevel<>::at_least)};
  });
  return out;
}

template <Isa isa>
MedalTerms<LanesOf<isa>> Packer<isa>::medal(const Eight<MedalTerms<>>& from) {
  using M = MedalTerms<>;
  MedalTerms<Lanes> out;
  out.name = same(from, &M::name);
  out.begins = same(from, &M::begins);
  out.permanent = same(from, &M::permanent);
  out.window = same(from, &M::window);
  out.settle_day = same(from, &M::settle_day);
  out.requirements = list(from, &M::requirements, [&](const Eight<Requirement>& each) {
    return Requirement{same(each, &Requirement::measure), {}};
  });
  out.grades = list(from, &M::grades, [&](const Eight<MedalGrade<>>& grades) {
    MedalGrade<Lanes> grade;
    for (std::size_t i = 0; i < kLanes; ++i) {
      for (std::size_t r = 0; r < kMostRequirements; ++r) {
        grade.at_least[r].value[i] = grades[i]->at_least[r];
      }
    }
    return grade;
  });
  return out;
}

template <Isa isa>
ReviewRisk Packer<isa>::review_risk(const Eight<ReviewRisk>& from) {
  using R = ReviewRisk;
  return {same(from, &R::copied_percent_max), same(from, &R::duplicate_percent_max),
          same(from, &R::reporters_max), same(from, &R::invalid_limit),
          same(from, &R::suspension_days)};
}

template <Isa isa>
Migration Packer<isa>::migration(const Eight<Migration>& from) {
  using M = Migration;
  return {same(from, &M::tiers), same(from, &M::bought_within_days), same(from, &M::lots)};
}

template <Isa isa>
Terms<LanesOf<isa>> Packer<isa>::terms(const Eight<Terms<>>& from) {
  using T = Terms<>;
  Terms<Lanes> out;
  out.from = same(from, &T::from);
  out.until = same(from, &T::until);
  for (std::size_t ladder = 0; ladder < kMostLadders; ++ladder) {
    Eight<TierTerms<>> tiers{};
    for (std::size_t i = 0; i < kLanes; ++i) tiers[i] = &from[i]->ladders[ladder];
    out.ladders[ladder].levels = list(tiers, &TierTerms<>::levels,
                                      [&](const Eight<TierLevel<>>& each) { return level(each); });
  }
  out.rules = list(from, &T::rules, [&](const Eight<EarningRule<>>& each) { return rule(each); });
  out.first_rule = same(from, &T::first_rule);
  out.tasks = list(from, &T::tasks, [&](const Eight<Task<>>& each) { return task(each); });
  out.beans = beans(below(from, &T::beans));
  out.scores = list(from, &T::scores, [&](const Eight<ScoreTerms<>>& each) { return score(each); });
  out.medals = list(from, &T::medals, [&](const Eight<MedalTerms<>>& each) { return medal(each); });
  out.review_risk = review_risk(below(from, &T::review_risk));
  out.migration = migration(below(from, &T::migration));
  out.refuse_unknown_category = same(from, &T::refuse_unknown_category);
  out.refuse_unknown_channel = same(from, &T::refuse_unknown_channel);
  return out;
}

/// Numbers mean the same only where the names do.
bool same_names(const NameTable& a, const NameTable& b) {
  for (std::size_t k = 0; k < kNameKinds; ++k) {
    const auto kind = static_cast<NameKind>(k);
    if (kind == NameKind::version) continue;
    if (a.count(kind) != b.count(kind)) return false;
    for (std::uint16_t n = 1; n <= a.count(kind); ++n) {
      if (a.name(kind, n) != b.name(kind, n)) return false;
    }
  }
  return true;
}

}  // namespace

template <Isa isa>
std::optional<std::vector<Terms<LanesOf<isa>>>> pack(std::span<const Program* const, 8> programs) {
  const Program& first = *programs[0];
  const Hash128 plan = first.plan().fingerprint();
  for (const Program* each : programs) {
    if (each->versions().size() != first.versions().size()) return std::nullopt;
    if (each->plan().fingerprint() != plan) return std::nullopt;
    if (!same_names(each->names(), first.names())) return std::nullopt;
  }
  Packer<isa> packer;
  std::vector<Terms<LanesOf<isa>>> out;
  for (std::size_t v = 0; v < first.versions().size(); ++v) {
    Eight<Terms<>> terms{};
    for (std::size_t i = 0; i < kLanes; ++i) terms[i] = &programs[i]->versions()[v];
    out.push_back(packer.terms(terms));
    if (!packer.packs()) return std::nullopt;
  }
  return out;
}

template std::optional<std::vector<Terms<LanesOf<Isa::baseline>>>> pack<Isa::baseline>(
    std::span<const Program* const, 8>);
template std::optional<std::vector<Terms<LanesOf<Isa::avx2>>>> pack<Isa::avx2>(
    std::span<const Program* const, 8>);

}  // namespace loyaltycore
