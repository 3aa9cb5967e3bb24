// earn.hpp: asks the earning rules of an event and books what they give.
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "loyaltycore/kernel/caps.hpp"
#include "loyaltycore/kernel/growth.hpp"
#include "loyaltycore/kernel/occasion.hpp"
#include "loyaltycore/kernel/trace.hpp"
#include "loyaltycore/rules/accrual.hpp"
#include "loyaltycore/rules/allocation.hpp"
#include "loyaltycore/rules/bean_expiry.hpp"
#include "loyaltycore/rules/multiplier.hpp"

namespace loyaltycore::kernel {

/// One rule at work on one occasion.
template <class Num, class Sink>
class Earning {
 public:
  Earning(Machine<Num, Sink>& machine, const Occasion& occasion, const EarningRule<Num>& rule)
      : m_(machine),
        occasion_(occasion),
        rule_(rule),
        running_(machine, occasion, rule),
        trace_(machine, rule),
        count_(occasion.order ? machine.scratch.lines.size() : 1) {}

  void run() noexcept {
    Condition failed = occasion_.barred;
    if (failed == Condition::none) failed = failed_on_event(rule_.when, occasion_.circumstances);
    const rules::Held<Num> held = m_.held();
    if (failed == Condition::none) failed = failed_on_held(rule_.when, held);
    if (failed != Condition::none) return trace_.failed(failed, first_line());
    const auto allowed = rules::held_allowed(rule_.when, held);
    find_qualifying();
    if (rule_.award == AwardKind::streak) {
      const auto counts = both(allowed, Num{amount(0)} >= rule_.when.min_amount);
      if (any(counts) && !all(counts)) m_.diverged = true;
      if (m_.scratch.qualifies[0] && all(counts)) streak();
    }
    if (rule_.unit == Unit::sub_order || rule_.unit == Unit::order) {
      award_groups(held);
    } else {
      for (std::size_t i = 0; i < count_; ++i) award_line(i, held);
    }
    const Num capped = capped_total(allowed);
    book(capped);
  }

 private:
  [[nodiscard]] const OpenLine& line(std::size_t i) const noexcept {
    return m_.facts.lines[m_.scratch.lines[i]];
  }
  [[nodiscard]] std::uint16_t number(std::size_t i) const noexcept {
    return occasion_.order ? line(i).line : occasion_.event.line;
  }
  [[nodiscard]] std::uint16_t first_line() const noexcept {
    return count_ == 0 ? std::uint16_t{0} : number(0);
  }
  [[nodiscard]] rules::Goods goods(std::size_t i) const noexcept {
    return occasion_.order ? goods_of(occasion_, line(i)) : goods_of(occasion_.event);
  }
  [[nodiscard]] const Id& sku(std::size_t i) const noexcept {
    return occasion_.order ? line(i).sku : occasion_.event.sku;
  }
  [[nodiscard]] std::int64_t amount(std::size_t i) const noexcept {
    return occasion_.order ? counted_amount<Num>(line(i), rule_.counted_classes)
                           : occasion_.event.amount.count;
  }

  /// Length of the sign-in run that this event makes; books it.
  void streak() noexcept {
    const std::uint16_t key = counter_key(rule_.name, CounterPeriod::streak);
    const Day day = occasion_.circumstances.event_day;
    // A run that no event can continue any more is gone, whether it was forgotten already or not.
    const Day oldest = m_.plan().zone.day_at(m_.now - m_.plan().late_horizon_micros) - 1;
    const Counter<Num>* last = nullptr;
    for (const Counter<Num>& counter : m_.standing.counters) {
      if (counter.key == key && counter.window >= oldest) last = &counter;
    }
    if (last != nullptr && last->window >= day) return;
    const bool goes_on = last != nullptr && last->window == day - 1;
    run_ = goes_on ? lane(last->value, 0) + 1 : 1;
    if (last != nullptr) set_counter(m_, key, last->window, Num{0});
    set_counter(m_, key, day, Num{run_});
  }

  void find_qualifying() noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      m_.scratch.awards[i] = Num{0};
      m_.scratch.amounts[i] = Num{0};
      Condition failed = rules::failed_on_goods(rule_.when, goods(i));
      if (failed == Condition::none && earned_lately(i)) failed = Condition::same_sku;
      if (failed == Condition::none && !any(open(i))) {
        failed = Condition::closed_by_other_rule;
      }
      m_.scratch.qualifies[i] = failed == Condition::none;
      if (failed != Condition::none) trace_.failed(failed, number(i));
    }
  }

  /// The SKU earned by this rule for a purchase less than its window away, or on an earlier line of
  /// this event.
  [[nodiscard]] bool earned_lately(std::size_t i) const noexcept {
    if (rule_.when.same_sku_days == 0 || sku(i) == kNoId) return false;
    for (std::size_t other = 0; other < i; ++other) {
      if (m_.scratch.qualifies[other] && sku(other) == sku(i)) return true;
    }
    const Day day = occasion_.purchase_day;
    const Day window = rule_.when.same_sku_days;
    for (const RecentSku<Num>& mark : m_.standing.skus) {
      if (mark.rule == rule_.name && mark.sku == sku(i) && any(mark.earned > Num{0}) &&
          day < mark.day + window && mark.day < day + window) {
        return true;
      }
    }
    return false;
  }

  /// Where this rule may give to line i.
  [[nodiscard]] Mask<Num> open(std::size_t i) const noexcept {
    const auto not_closed = negate(m_.scratch.closed[i]);
    return rule_.combine == Combine::exclusive ? both(not_closed, negate(m_.scratch.given[i]))
                                               : not_closed;
  }

  /// A unit of several lines is on the channel of its first one. `holds` tells whether the goods of
  /// the unit meet a multiplier's conditions.
  template <class Holds>
  [[nodiscard]] rules::UnitOf<Num> unit_of(std::size_t first, const Num& amount,
                                           const rules::Held<Num>& held,
                                           Holds holds) const noexcept {
    rules::UnitOf<Num> unit;
    unit.amount = amount;
    unit.reserved = occasion_.event.beans.count;
    unit.run = run_;
    unit.channel = goods(first).channel;
    unit.times = rules::times_of(rule_, occasion_.circumstances, amount, held,
                                 std::span<const Input>(m_.facts.inputs), holds);
    return unit;
  }

  void award_line(std::size_t i, const rules::Held<Num>& held) noexcept {
    if (!m_.scratch.qualifies[i]) return;
    const std::int64_t whole = amount(i);
    m_.scratch.amounts[i] = Num{whole};
    const auto holds = [&](const Conditions<Num>& when) {
      return rules::failed_on_goods(when, goods(i)) == Condition::none;
    };
    const std::int64_t first = rule_.unit == Unit::piece ? whole / goods(i).quantity : whole;
    const rules::UnitOf<Num> unit = unit_of(i, Num{first}, held, holds);
    Num total{0};
    if (rule_.unit == Unit::piece) {
      const std::int64_t pieces = goods(i).quantity;
      const std::int64_t larger = whole % pieces;
      const rules::Award<Num> smaller = rules::accrue(rule_, unit);
      const rules::UnitOf<Num> next = unit_of(i, Num{first + 1}, held, holds);
      const rules::Award<Num> one_more = rules::accrue(rule_, next);
      total = rules::within_balance(rules::of_pieces(smaller.granted, pieces - larger) +
                                    rules::of_pieces(one_more.granted, larger));
      trace_.award(unit, smaller, number(i), pieces - larger);
      trace_.award(next, one_more, number(i), larger);
    } else {
      const rules::Award<Num> award = rules::accrue(rule_, unit);
      total = award.granted;
      trace_.award(unit, award, number(i), 1);
    }
    m_.scratch.awards[i] = select(open(i), total, Num{0});
  }

  [[nodiscard]] bool same_group(std::size_t a, std::size_t b) const noexcept {
    return rule_.unit == Unit::order || line(a).sub_order == line(b).sub_order;
  }

  void award_groups(const rules::Held<Num>& held) noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      if (m_.scratch.qualifies[i]) {
        m_.scratch.amounts[i] = select(open(i), Num{amount(i)}, Num{0});
      }
    }
    for (std::size_t first = 0; first < count_; ++first) {
      bool counted = !m_.scratch.qualifies[first];
      for (std::size_t i = 0; i < first; ++i) {
        counted = counted || (m_.scratch.qualifies[i] && same_group(i, first));
      }
      if (!counted) award_group(first, held);
    }
  }

  void award_group(std::size_t first, const rules::Held<Num>& held) noexcept {
    Num sum{0};
    for (std::size_t i = first; i < count_; ++i) {
      if (m_.scratch.qualifies[i] && same_group(i, first)) sum = sum + m_.scratch.amounts[i];
    }
    const rules::UnitOf<Num> unit = unit_of(first, sum, held, [&](const Conditions<Num>& when) {
      for (std::size_t i = first; i < count_; ++i) {
        if (m_.scratch.qualifies[i] && same_group(i, first) &&
            rules::failed_on_goods(when, goods(i)) != Condition::none) {
          return false;
        }
      }
      return true;
    });
    const rules::Award<Num> award = rules::accrue(rule_, unit);
    trace_.award(unit, award, number(first), 1);
    split(first, award.granted);
  }

  /// Splits a group's award over its lines, lane by lane.
  void split(std::size_t first, const Num& award) noexcept {
    auto& scratch = m_.scratch;
    constexpr int lanes = std::is_same_v<Num, std::int64_t> ? 1 : kLanes;
    for (int k = 0; k < lanes; ++k) {
      std::size_t parts = 0;
      for (std::size_t i = first; i < count_; ++i) {
        if (scratch.qualifies[i] && same_group(i, first)) {
          scratch.weights[parts++] = lane(scratch.amounts[i], k);
        }
      }
      // A unit that nobody paid for can only have a fixed award: its first line takes it.
      const auto weights = std::span(scratch.weights).first(parts);
      if (std::ranges::count(weights, 0) == std::ssize(weights)) scratch.weights[0] = 1;
      rules::split_by_largest_remainder(lane(award, k), std::span(scratch.weights).first(parts),
                                        std::span(scratch.shares).first(parts),
                                        std::span(scratch.remainders).first(parts));
      parts = 0;
      for (std::size_t i = first; i < count_; ++i) {
        if (scratch.qualifies[i] && same_group(i, first)) {
          set_lane(scratch.awards[i], k, scratch.shares[parts++]);
        }
      }
    }
  }

  /// What the cap of the order leaves: parts of it that completed before have had their share.
  [[nodiscard]] Num left_of_order() const noexcept {
    if (!occasion_.order || all(rule_.caps.order == Num{kNoCap})) return rule_.caps.order;
    return max(rule_.caps.order - earned_by_order(m_.standing, occasion_.subject, rule_), Num{0});
  }

  /// The sum after the caps of order, day, month, year, term, budget and number of times.
  [[nodiscard]] Num capped_total(const Mask<Num>& allowed) noexcept {
    Num sum{0};
    for (std::size_t i = 0; i < count_; ++i) {
      sum = rules::within_balance(sum + m_.scratch.awards[i]);
    }
    Num total = select(allowed, min(sum, left_of_order()), Num{0});
    trace_cut(TracedCap::order, rule_.caps.order, total);
    const Caps<Num>& caps = rule_.caps;
    const auto cut = [&](TracedCap which, const Num& cap, const Num& left) {
      if (!binds(cap)) return;
      total = min(total, left);
      trace_cut(which, cap, total);
    };
    cut(TracedCap::day, caps.day, running_.left(CounterPeriod::day, caps.day));
    cut(TracedCap::month, caps.month, running_.left(CounterPeriod::month, caps.month));
    cut(TracedCap::year, caps.year, running_.left(CounterPeriod::year, caps.year));
    cut(TracedCap::term, caps.term, running_.left(CounterPeriod::term, caps.term));
    cut(TracedCap::programme_budget, caps.programme_budget,
        rules::share_of_budget(rule_, occasion_.circumstances.ordinal));
    const auto again = running_.again();
    if (!any(again)) trace_.fired_too_often();
    return select(again, total, Num{0});
  }

  void book(const Num& total) noexcept {
    // What the first lines leave of the total: the cut falls on the last ones.
    Num left = total;
    for (std::size_t i = 0; i < count_; ++i) {
      m_.scratch.awards[i] = min(m_.scratch.awards[i], left);
      left = left - m_.scratch.awards[i];
    }
    if (is_zero(total)) return;
    running_.count_up(total);
    for (std::size_t i = 0; i < count_; ++i) {
      const Num award = m_.scratch.awards[i];
      if (is_zero(award)) continue;
      const auto gave = award > Num{0};
      m_.scratch.given[i] = either(m_.scratch.given[i], gave);
      if (rule_.combine != Combine::stack) {
        m_.scratch.closed[i] = either(m_.scratch.closed[i], gave);
      }
      mark_sku(i, gave);
      grant(award, number(i));
    }
  }

  void mark_sku(std::size_t i, const Mask<Num>& gave) noexcept {
    if (rule_.when.same_sku_days == 0 || sku(i) == kNoId) return;
    Effect<Num> effect;
    effect.kind = EffectKind::progressed;
    effect.subject = sku(i);
    effect.index = rule_.name;
    effect.window = occasion_.purchase_day;
    effect.after = select(gave, Num{1}, Num{0});
    if (!all(gave) && any(gave)) m_.diverged = true;
    emit(m_, effect);
  }

  void grant(const Num& award, std::uint16_t line_number) noexcept {
    Effect<Num> effect = movement(Account::issuer, Account::available, Cause::earned, award);
    effect.currency = rule_.currency;
    effect.purse = rule_.purse;
    effect.funder = rule_.funder;
    effect.lot_class = rule_.lot_class;
    effect.rule = rule_.name;
    effect.source = m_.source;
    effect.subject = occasion_.subject;
    effect.line = line_number;
    effect.opened_at = Num{m_.now};
    if (occasion_.subject != kNoId) effect.flags |= kTracked;
    if (occasion_.order) effect.flags |= kOrder;
    if (rule_.currency == Currency::growth) {
      if (rule_.qualifies) effect.flags |= kQualifies;
      return emit(m_, effect);
    }
    const Day usable_on = rules::usable_on(rule_, m_.today());
    if (usable_on == m_.today()) {
      effect.expires_on = rules::expires_on(rule_.expiry, m_.today());
      return make_available(m_, effect);
    }
    effect.to = Account::pending;
    effect.until = m_.plan().zone.start_of(usable_on);
    if (rule_.claim_days > 0) effect.flags |= kClaim;
    emit(m_, effect);
  }

  /// Tells the trace what a cap of the whole event leaves to each unit: as in book, the cut falls
  /// on the last lines.
  void trace_cut(TracedCap which, const Num& cap, const Num& total) noexcept {
    if (!Sink::kTraces || all(cap == Num{kNoCap})) return;
    trace_.cut(which, [&](std::uint16_t first) {
      Num left = total;
      Num out{0};
      for (std::size_t i = 0; i < count_; ++i) {
        const Num share = min(m_.scratch.awards[i], left);
        left = left - share;
        if (in_unit(i, first)) out = out + share;
      }
      return out;
    });
  }
  /// Whether line i belongs to the unit that begins with the line of this number.
  [[nodiscard]] bool in_unit(std::size_t i, std::uint16_t first) const noexcept {
    if (rule_.unit != Unit::sub_order && rule_.unit != Unit::order) return number(i) == first;
    for (std::size_t each = 0; each < count_; ++each) {
      if (number(each) == first) return same_group(i, each);
    }
    return false;
  }

  Machine<Num, Sink>& m_;
  const Occasion& occasion_;
  const EarningRule<Num>& rule_;
  RunningCaps<Num, Sink> running_;
  [[no_unique_address]] RuleTrace<Num, Sink> trace_;
  std::size_t count_;
  std::int64_t run_{0};
};

/// Asks every rule of the event's trigger, book by book: growth first, then beans with the tier
/// that results. What one rule gives or closes concerns the others of its book alone.
template <class Num, class Sink>
void earn(Machine<Num, Sink>& m, const Occasion& occasion) noexcept {
  const Terms<Num>& terms = m.terms();
  const auto kind = static_cast<std::size_t>(occasion.event.kind);
  const std::size_t count = occasion.order ? m.scratch.lines.size() : 1;
  const EarningRule<Num>* before = nullptr;
  for (std::size_t i = terms.first_rule[kind]; i < terms.first_rule[kind + 1]; ++i) {
    const EarningRule<Num>& rule = terms.rules[i];
    if (rule.declared != occasion.event.declared) continue;
    if (before == nullptr || before->currency != rule.currency || before->purse != rule.purse) {
      for (std::size_t each = 0; each < count; ++each) {
        m.scratch.given[each] = Mask<Num>{};
        m.scratch.closed[each] = Mask<Num>{};
      }
    }
    before = &rule;
    if (rule.currency == Currency::beans) {
      Earning<Num, Sink>(m, occasion, rule).run();
      continue;
    }
    const Num growth = m.standing.ladders[rule.purse].growth.count;
    Earning<Num, Sink>(m, occasion, rule).run();
    climb_with_growth(m, rule.purse, m.standing.ladders[rule.purse].growth.count != growth);
  }
}

}  // namespace loyaltycore::kernel
