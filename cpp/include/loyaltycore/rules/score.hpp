// score.hpp: from measures to points, to dimensions, to a value and its levels.
//
// Rule    A term is floor(measure x rate), or the last row of a table that is reached, up to its
//         cap; a dimension its start and terms within floor and cap; the value the sum of what is
//         no gate, within floor and cap. Every gate must hold; every level reached is held.
// Source  docs/rules_score.md 13 and 14.6; DOMAIN 2.3 (ours: JD never published its formula);
//         levels P11 P16 S0, gates S3 P40.
// Units   points; measures in the unit that they count, spend in fen.
// Pure    No early return on a lane parameter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "loyaltycore/rules/measure.hpp"

namespace loyaltycore::rules {

/// Not below the floor, then not above the cap.
template <class Num>
[[nodiscard]] constexpr Num within(const Num& points, const Num& floor, const Num& cap) noexcept {
  return min(max(points, floor), cap);
}

/// floor(number x rate); the number may be negative.
template <class Num>
[[nodiscard]] constexpr Num floor_times(const Num& number, const Ratio<Num>& rate) noexcept {
  const Num gained = Product<Num>{max(number, Num{0})}.times(rate).rounded(Rounding::floor);
  const Num lost = Product<Num>{max(Num{0} - number, Num{0})}.times(rate).rounded(Rounding::ceil);
  return gained - lost;
}

template <class Num>
[[nodiscard]] constexpr Num term_points(const ScoreTerm<Num>& term, const Num& measured) noexcept {
  if (term.table.empty()) return min(floor_times(measured, term.per), term.cap);
  Num points{0};
  for (const PointsRow<Num>& row : term.table) {
    points = select(measured >= row.from, row.points, points);
  }
  return min(points, term.cap);
}

/// `measured`: what each of the dimension's terms found, in their order.
template <class Num>
[[nodiscard]] constexpr Num dimension_points(const ScoreDimension<Num>& dimension,
                                             std::span<const Num> measured) noexcept {
  Num points = dimension.start;
  for (std::size_t i = 0; i < dimension.terms.size(); ++i) {
    const Num own = term_points(dimension.terms[i], measured[i]);
    points = dimension.terms[i].subtract ? points - own : points + own;
  }
  return within(points, dimension.floor, dimension.cap);
}

template <class Num = std::int64_t>
struct ScoreValue {
  Num value{};
  /// 1 if every gate holds.
  Num open{1};
};

/// `measured`: what each term found, dimension after dimension; `carried`: points of last year.
template <class Num>
[[nodiscard]] constexpr ScoreValue<Num> score_of(const ScoreTerms<Num>& terms,
                                                 std::span<const Num> measured,
                                                 const Num& carried) noexcept {
  ScoreValue<Num> out{carried, Num{1}};
  std::size_t first = 0;
  for (const ScoreDimension<Num>& dimension : terms.dimensions) {
    const std::size_t count = dimension.terms.size();
    const Num points = dimension_points(dimension, measured.subspan(first, count));
    first += count;
    if (dimension.gate) {
      out.open = select(points >= dimension.at_least, out.open, Num{0});
    } else {
      out.value = out.value + points;
    }
  }
  out.value = within(out.value, terms.floor, terms.cap);
  return out;
}

/// Every level reached, bit by its name number; none of a closed score.
template <class Num>
[[nodiscard]] constexpr Num level_of(const ScoreTerms<Num>& terms, const Num& value,
                                     const Num& open) noexcept {
  Num out{0};
  for (const ScoreLevel<Num>& level : terms.levels) {
    const Num bit{std::int64_t{1} << level.name};
    const auto held = both(open > Num{0}, value >= level.at_least);
    out = with_bits(out, select(held, bit, Num{0}));
  }
  return out;
}

/// The level above a value; name 0 if there is none.
template <class Num = std::int64_t>
struct NextLevel {
  Num name{};
  Num missing{};
};

template <class Num>
[[nodiscard]] constexpr NextLevel<Num> next_level(const ScoreTerms<Num>& terms,
                                                  const Num& value) noexcept {
  NextLevel<Num> out{};
  for (const ScoreLevel<Num>& level : terms.levels) {
    const Num missing = level.at_least - value;
    // Of equals the first: only what is nearer takes its place.
    const auto nearer = either(out.name == Num{0}, missing < out.missing);
    const auto takes = both(missing > Num{0}, nearer);
    out.name = select(takes, Num{static_cast<std::int64_t>(level.name)}, out.name);
    out.missing = select(takes, missing, out.missing);
  }
  return out;
}

/// What a settled value exceeds the highest level held by; 0 if none is held.
template <class Num>
[[nodiscard]] constexpr Num excess_of(const ScoreTerms<Num>& terms, const Num& value,
                                      const Num& open) noexcept {
  Num out{0};
  Num held{0};
  for (const ScoreLevel<Num>& level : terms.levels) {
    const Num above = value - level.at_least;
    const auto reached = both(open > Num{0}, above >= Num{0});
    const auto nearest = both(reached, either(held == Num{0}, above < out));
    out = select(nearest, above, out);
    held = select(reached, Num{1}, held);
  }
  return out;
}

/// Whether a boundary is the first whose window ends in its year. `before`: the boundary before it.
[[nodiscard]] constexpr bool opens_year(const WindowTerms& terms, Day boundary, Day before,
                                        Day registered_on) noexcept {
  const auto year = [&](Day day) {
    return civil_of(score_window(terms, day, registered_on).until - 1).year;
  };
  return year(boundary) != year(before);
}

}  // namespace loyaltycore::rules
