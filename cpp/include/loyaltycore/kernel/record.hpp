// record.hpp: facts from an event: what happened, whatever the programme makes of it.
//
// step and fold call the same functions, so facts are one truth.
#pragma once

#include <algorithm>
#include <cstddef>

#include "loyaltycore/kernel/accruals.hpp"
#include "loyaltycore/kernel/machine.hpp"
#include "loyaltycore/kernel/purchases.hpp"
#include "loyaltycore/rules/allocation.hpp"
#include "loyaltycore/rules/bean_redemption.hpp"

namespace loyaltycore::kernel {

[[nodiscard]] inline OpenReview* find_review(Facts& facts, const Id& review) noexcept {
  for (OpenReview& each : facts.reviews) {
    if (each.review == review) return &each;
  }
  return nullptr;
}

[[nodiscard]] inline bool in_scope(const OpenLine& line, const Event& event) noexcept {
  return line.order == event.order &&
         (event.sub_order == kWholeOrder || line.sub_order == event.sub_order);
}

/// Drops the items of months that the ring has dropped, when `month` begins.
template <class T>
void forget_months(Pool<T>& pool, Month month) noexcept {
  for (std::size_t i = pool.size(); i-- > 0;) {
    if (pool[i].month + static_cast<Month>(kMonthsKept) <= month) pool.erase(i);
  }
}

/// Month of a class that was bought before every month that is kept.
inline constexpr Month kLongAgo = -1;

/// The same, but of a class that was bought one row stays: it is never bought first again.
inline void forget_categories(Pool<MonthCategory>& pool, Month month) noexcept {
  for (std::size_t i = pool.size(); i-- > 0;) {
    const MonthCategory row = pool[i];
    const bool is_old = row.month + static_cast<Month>(kMonthsKept) <= month;
    if (!is_old || row.month == kLongAgo) continue;
    pool.erase(i);
    const bool known = std::any_of(pool.begin(), pool.end(), [&row](const MonthCategory& each) {
      return each.month == kLongAgo && each.category_class == row.category_class;
    });
    if (row.orders > 0 && !known) pool.push({kLongAgo, row.category_class, 1, Fen{}, Fen{}});
  }
}

[[nodiscard]] inline MonthActivity* find_activity(Facts& facts, Month month,
                                                  std::uint8_t activity) noexcept {
  for (MonthActivity& each : facts.activities) {
    if (each.month == month && each.activity == activity) return &each;
  }
  return nullptr;
}

/// Counts the event in the month in which it happened, if the fact plan counts its kind.
inline void record_activity(const FactPlan& plan, Facts& facts, const Event& event) noexcept {
  const std::uint8_t activity = plan.activity_of(event.kind, event.declared);
  if (activity == 0) return;
  const Month month = month_of(plan.zone.day_at(event.occurred_at));
  if (MonthActivity* known = find_activity(facts, month, activity); known != nullptr) {
    known->count += 1;
    return;
  }
  forget_months(facts.activities, month);
  facts.activities.push({month, activity, 1});
}

[[nodiscard]] inline MonthCategory* find_category(Facts& facts, Month month,
                                                  std::uint8_t category_class) noexcept {
  for (MonthCategory& each : facts.categories) {
    if (each.month == month && each.category_class == category_class) return &each;
  }
  return nullptr;
}

/// Whether a completed piece of the class was not given back.
[[nodiscard]] inline bool keeps_goods(const FactPlan& plan, const Facts& facts, const Id& order,
                                      std::uint8_t category_class) noexcept {
  return std::any_of(facts.lines.begin(), facts.lines.end(), [&](const OpenLine& line) {
    return line.order == order && keeps_pieces(line) &&
           plan.category_class(line.category) == category_class;
  });
}

/// What of a line is spend: what counted tenders paid of it.
[[nodiscard]] inline Fen spend_of(const FactPlan& plan, const OpenLine& line) noexcept {
  Fen spend = line.amount;
  if (plan.unspent_classes == 0) return spend;
  for (std::size_t i = 0; i < kMostTenderClasses; ++i) {
    if (((plan.unspent_classes >> i) & 1U) != 0) spend -= line.paid[i];
  }
  return spend;
}

/// A line is about to be completed: its goods count in the month of their purchase.
inline void record_goods(const FactPlan& plan, Facts& facts, const OpenLine& line,
                         Month bought_in) noexcept {
  const std::uint8_t category_class = plan.category_class(line.category);
  if (category_class == 0) return;
  MonthCategory* known = find_category(facts, bought_in, category_class);
  if (known == nullptr) {
    forget_categories(facts.categories, bought_in);
    known = &facts.categories.push({bought_in, category_class, 0, Fen{}, Fen{}});
  }
  if (!keeps_goods(plan, facts, line.order, category_class)) known->orders += 1;
  known->spend += spend_of(plan, line);
}

/// Pieces of a line have come back. An order whose other lines may be closed keeps its count.
inline void record_goods_returned(const FactPlan& plan, Facts& facts, const OpenLine& line,
                                  Month bought_in, Fen amount, bool late) noexcept {
  const std::uint8_t category_class = plan.category_class(line.category);
  if (category_class == 0) return;
  MonthCategory* known = find_category(facts, bought_in, category_class);
  // What a month had when it left those that are kept, it has for ever.
  if (known == nullptr || month_slot(facts, bought_in) == nullptr) return;
  known->returned += amount;
  const bool was_last =
      line.returned == line.quantity && !keeps_goods(plan, facts, line.order, category_class);
  if (was_last && !late) known->orders -= 1;
}

/// Splits what `weights` leaves unpaid; adds the shares to column `tender_class` of `paid`.
template <class Num>
void split_class(Scratch<Num>& scratch, std::int64_t whole, std::size_t parts,
                 std::size_t tender_class, std::span<std::int64_t> unpaid) noexcept {
  rules::split_by_largest_remainder(whole, std::span(scratch.weights).first(parts),
                                    std::span(scratch.shares).first(parts),
                                    std::span(scratch.remainders).first(parts));
  for (std::size_t i = 0; i < parts; ++i) {
    scratch.paid[i * kMostTenderClasses + tender_class] += scratch.shares[i];
    unpaid[i] -= scratch.shares[i];
  }
}

[[nodiscard]] inline std::int64_t tendered(const Event& event, const FactPlan& plan,
                                           std::size_t tender_class) noexcept {
  std::int64_t sum = 0;
  for (const Tender& tender : event.tenders) {
    if (plan.class_of(tender.kind) == tender_class) sum += tender.amount.count;
  }
  return sum;
}

/// What each tender class pays of each line of an opening order (docs/rules.md 3.2), into
/// scratch.paid, and the beans of each line into scratch.beans. @pre checks on amounts passed.
template <class Num>
void split_tenders(const FactPlan& plan, const Event& event, Scratch<Num>& scratch) noexcept {
  const BeanTender& tender = plan.bean_tender_at(event.occurred_at);
  const std::size_t lines = event.lines.size();
  auto& paid = scratch.paid;
  std::fill_n(paid.begin(), (lines + 1) * kMostTenderClasses, 0);
  std::fill_n(scratch.beans.begin(), lines, 0);
  std::span<std::int64_t> unpaid{scratch.amounts_left.data(), lines + 1};
  for (std::size_t i = 0; i < lines; ++i) unpaid[i] = event.lines[i].amount.count;
  unpaid[lines] = event.freight.count;
  const auto weigh = [&](std::size_t parts) {
    for (std::size_t i = 0; i < parts; ++i) scratch.weights[i] = unpaid[i];
  };
  const std::size_t cash = plan.class_of(TenderKind::cash);
  if (event.tenders.empty()) {
    weigh(lines + 1);
    std::int64_t whole = 0;
    for (const std::int64_t each : unpaid) whole += each;
    split_class(scratch, whole, lines + 1, cash, unpaid);
    return;
  }
  weigh(lines);
  split_class(scratch, tendered(event, plan, plan.coupon_class), lines, plan.coupon_class, unpaid);
  for (std::size_t each = 0; each <= tender.classes.size(); ++each) {
    const auto in_class = [&](std::size_t i) {
      return rules::redemption_class_of(tender, event.lines[i].category) == each;
    };
    Fen amount{};
    for (std::size_t i = 0; i < lines; ++i) amount += Fen{in_class(i) ? unpaid[i] : 0};
    const bool payable = rules::is_payable(rules::goods_class(tender, each), amount);
    for (std::size_t i = 0; i < lines; ++i) {
      if (in_class(i)) scratch.weights[i] = payable ? unpaid[i] : 0;
    }
  }
  const std::int64_t beans_money = tendered(event, plan, plan.beans_class);
  split_class(scratch, beans_money, lines, plan.beans_class, unpaid);
  for (std::size_t i = 0; i < lines; ++i) {
    scratch.weights[i] = paid[i * kMostTenderClasses + plan.beans_class];
  }
  rules::split_by_largest_remainder(
      rules::beans_of(Fen{beans_money}, tender.per_yuan), std::span(scratch.weights).first(lines),
      std::span(scratch.beans).first(lines), std::span(scratch.remainders).first(lines));
  for (std::size_t each = 0; each < plan.tender_classes; ++each) {
    if (each == plan.coupon_class || each == plan.beans_class) continue;
    weigh(lines + 1);
    split_class(scratch, tendered(event, plan, each), lines + 1, each, unpaid);
  }
}

/// Opens the order of an event that brings lines; split_tenders has run.
template <class Num>
void record_opening(const FactPlan& plan, Facts& facts, const Event& event,
                    Scratch<Num>& scratch) noexcept {
  const Day closes_on = plan.zone.day_at(event.occurred_at) + plan.returns_horizon_days;
  // An order of the same id, closed before, has no late returns any more.
  for (std::size_t i = facts.late_returns.size(); i-- > 0;) {
    if (facts.late_returns[i].order == event.order) facts.late_returns.erase(i);
  }
  OpenOrder order;
  order.order = event.order;
  order.placed_at = event.occurred_at;
  order.freight = event.freight;
  order.channel = event.channel;
  for (std::size_t i = 0; i < event.lines.size(); ++i) {
    const OrderLine& from = event.lines[i];
    OpenLine line;
    line.order = event.order;
    line.sku = from.sku;
    line.labels = from.labels;
    line.line = from.line;
    line.sub_order = from.sub_order;
    line.category = from.category;
    line.store = from.store;
    line.brand = from.brand;
    line.channel = from.channel;
    line.sku_class = from.sku_class;
    line.quantity = from.quantity;
    line.amount = from.amount;
    for (std::size_t each = 0; each < kMostTenderClasses; ++each) {
      line.paid[each] = Fen{scratch.paid[i * kMostTenderClasses + each]};
    }
    line.beans = Beans{scratch.beans[i]};
    line.closes_on = closes_on;
    order.goods += from.amount;
    order.beans += line.beans;
    facts.lines.push(line);
  }
  order.beans_held = event.kind == EventKind::order_placed && order.beans > Beans{0};
  order.day_kept = is_kept_day(plan, facts, plan.zone.day_at(event.occurred_at));
  facts.orders.push(order);
}

/// Moves the lines in scope on to `status`; a completed order is booked to its month.
inline void record_progress(const FactPlan& plan, Facts& facts, const Event& event,
                            LineStatus status) noexcept {
  OpenOrder* order = find_order(facts, event.order);
  LC_CHECK(order != nullptr);
  order->beans_held = false;
  const Day bought_on = plan.zone.day_at(order->placed_at);
  MonthFacts* month =
      status == LineStatus::completed ? month_slot(facts, month_of(bought_on)) : nullptr;
  Fen spend{};
  for (OpenLine& line : facts.lines) {
    if (!in_scope(line, event) || line.status >= status) continue;
    if (month != nullptr) record_goods(plan, facts, line, month->month);
    line.status = status;
    if (status != LineStatus::completed) continue;
    line.completed_at = event.occurred_at;
    line.closes_on = plan.zone.day_at(event.occurred_at) + plan.returns_horizon_days;
    spend += spend_of(plan, line);
  }
  if (status != LineStatus::completed) return;
  if (facts.last_purchase_on == kNoDay || bought_on > facts.last_purchase_on) {
    facts.last_purchase_on = bought_on;
  }
  const bool first = !order->booked;
  order->booked = true;
  if (month == nullptr) return;
  if (first) month->orders += 1;
  month->spend += spend;
  month->purchase_days |= purchase_bit(bought_on);
}

[[nodiscard]] inline LateReturn* find_late_return(Facts& facts, const Id& order,
                                                  std::uint16_t line) noexcept {
  for (LateReturn& each : facts.late_returns) {
    if (each.order == order && each.line == line) return &each;
  }
  return nullptr;
}

/// From now on a record of the line that says fewer pieces came back is out of date.
inline void note_late_return(Facts& facts, const OpenLine& line) noexcept {
  LateReturn* known = find_late_return(facts, line.order, line.line);
  if (known == nullptr) known = &facts.late_returns.push({line.order, line.line, 0});
  known->returned = line.returned;
}

inline void record_return(const FactPlan& plan, Facts& facts, const Event& event) noexcept {
  OpenLine* line = find_line(facts, event.order, event.line);
  OpenOrder* order = find_order(facts, event.order);
  LC_CHECK(line != nullptr && order != nullptr);
  const std::int64_t spend = spend_of(plan, *line).count;
  const std::int64_t before = share_floor(spend, line->returned, line->quantity);
  line->returned += event.quantity;
  const std::int64_t after = share_floor(spend, line->returned, line->quantity);
  const Month bought_in = month_of(plan.zone.day_at(order->placed_at));
  const Fen amount{after - before};
  if (MonthFacts* month = month_slot(facts, bought_in); month != nullptr) month->returned += amount;
  record_goods_returned(plan, facts, *line, bought_in, amount, event.archived != nullptr);
  if (line->returned == line->quantity) drop_if_given_back(plan, facts, *order);
  if (event.archived != nullptr) note_late_return(facts, *line);
}

inline void record_refusal(const FactPlan& plan, Facts& facts, const Event& event) noexcept {
  MonthFacts* month = month_slot(facts, month_of(plan.zone.day_at(event.occurred_at)));
  if (month != nullptr) month->refusals += 1;
}

/// Facts of an archived line come back for a late return; its order and day count for ever.
/// `bucket_day(grant, day)` is the expiry day of beans that were posted on a day after it closed.
template <class Num, class BucketDay>
void restore_archived(Facts& facts, Standing<Num>& standing, const FactPlan& plan,
                      const ArchivedLine& record, const BucketDay& bucket_day) noexcept {
  if (find_order(facts, record.order.order) == nullptr) {
    OpenOrder& order = facts.orders.push(record.order);
    // Pieces were left when the line closed.
    order.kept = true;
    order.day_kept = true;
  }
  facts.lines.push(record.line);
  for (const Grant<>& from : record.grants) {
    if (const std::size_t at = find_waiting(standing, from); at != kNotFound) {
      standing.grants[at].closed = false;
      continue;
    }
    // Whether they were claimed or lapsed after the line closed nobody remembers.
    if (from.pending != 0 && from.claim) continue;
    Grant<Num> grant;
    grant.subject = from.subject;
    grant.order = from.order;
    grant.source = from.source;
    grant.line = from.line;
    grant.rule = from.rule;
    grant.currency = from.currency;
    grant.purse = from.purse;
    grant.funder = from.funder;
    grant.lot_class = from.lot_class;
    grant.expires_on = from.expires_on;
    grant.granted = Num{from.granted};
    grant.reversed = Num{from.reversed};
    if (from.pending != 0) grant.expires_on = bucket_day(grant, plan.zone.day_at(from.due_at));
    standing.grants.push(grant);
  }
  for (const Allocation<>& from : record.allocations) {
    standing.allocations.push({from.subject, from.order, from.held, from.expires_on, from.purse,
                               from.funder, from.lot_class, Num{from.opened_at},
                               BeansOf<Num>{Num{from.beans.count}}});
  }
}

/// Whether an event brings back a line that is no longer open.
[[nodiscard]] inline bool restores_line(Facts& facts, const Event& event) noexcept {
  return event.kind == EventKind::line_returned && event.archived != nullptr &&
         find_line(facts, event.order, event.line) == nullptr;
}

}  // namespace loyaltycore::kernel
