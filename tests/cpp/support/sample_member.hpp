// sample_member.hpp: a programme made by hand and members with something in every field.
//
// Nothing here went through the rules: these members test bytes, not books.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::support {

inline constexpr Day kToday = 17000;
inline constexpr Instant kNow = kToday * kMicrosPerDay + 12 * 3600 * kMicrosPerSecond;

/// One version, three tiers and a few names of every kind.
inline ProgramParts sample_parts(const std::string& id = "sample") {
  ProgramParts parts;
  parts.id = id;
  parts.document = "{}";
  parts.fingerprint = hash128(std::string_view(id));
  NameTable& names = parts.names;
  names.intern(NameKind::category, "books");
  names.intern(NameKind::category, "food");
  names.intern(NameKind::channel, "app");
  names.intern(NameKind::store, "s1");
  names.intern(NameKind::brand, "b1");
  names.intern(NameKind::sku, "sku-1");
  names.intern(NameKind::label, "gift");
  names.intern(NameKind::label, "fresh");
  names.intern(NameKind::segment, "student");
  names.intern(NameKind::rule, "beans.purchase");
  names.intern(NameKind::rule, "growth.login");
  names.intern(NameKind::item, "voucher");
  names.intern(NameKind::input, "credit");
  names.intern(NameKind::declared, "bean_grab");
  names.intern(NameKind::purse, "stars");
  names.intern(NameKind::ladder, "club");
  Terms<> terms;
  for (const char* tier : {"registered", "bronze", "silver"}) {
    terms.ladders[0].levels.push_back({names.intern(NameKind::tier, tier), {}, 12, {}});
  }
  parts.versions.push_back(std::move(terms));
  parts.version_names.push_back(names.intern(NameKind::version, "base"));
  parts.version_fingerprints.push_back(parts.fingerprint);
  auto& named = parts.named.emplace_back();
  for (std::size_t kind = 0; kind < kNameKinds; ++kind) {
    named[kind] = names.count(static_cast<NameKind>(kind));
  }
  FactPlan& plan = parts.plan;
  plan.tender_class = {0, 0, 1, 1, 2, 3, 4, 2, 0, 0};
  plan.tender_classes = 5;
  plan.refundable_classes = 3;
  plan.beans_class = 4;
  plan.coupon_class = 3;
  plan.returns_horizon_days = 400;
  plan.late_horizon_micros = 35 * kMicrosPerDay;
  plan.clock_skew_micros = 300 * kMicrosPerSecond;
  plan.sku_window_days = 30;
  return parts;
}

inline Program sample_program(const std::string& id = "sample") {
  return Program(sample_parts(id));
}

inline Id sample_id(const char* what, int number) {
  return id_of(std::string(what) + "-" + std::to_string(number));
}

template <class T>
void add(Pool<T>& pool, const T& item) {
  pool.reserve_more(1);
  pool.push(item);
}

inline void fill_facts(Facts& facts, int n) {
  facts.decided_at = kNow + n;
  facts.first_at = kNow - 400 * kMicrosPerDay;
  facts.last_purchase_on = kToday - n;
  facts.sequence = 12U + static_cast<std::uint32_t>(n);
  facts.inputs[0] = {80 + n, true};
  facts.inputs[7] = {-5, true};
  for (int i = 0; i < 3; ++i) {
    const Month month = month_of(kToday) - i;
    facts.months[static_cast<std::size_t>(month) % kMonthsKept] = {
        month, static_cast<std::uint32_t>(2 + i), 1, 0x80000001U, Fen{10000 + n}, Fen{500}};
  }
  add(facts.orders, OpenOrder{sample_id("order", n), kNow - kMicrosPerDay, Fen{15000}, Fen{600},
                              Beans{1000}, 1, true, false, true, true, true});
  for (std::uint16_t line = 2; line > 0; --line) {
    OpenLine open;
    open.order = sample_id("order", n);
    open.sku = sample_id("sku", line);
    open.labels = 0b110;
    open.line = line;
    open.sub_order = 1;
    open.category = 2;
    open.store = 1;
    open.brand = 1;
    open.channel = 1;
    open.sku_class = 1;
    open.status = LineStatus::completed;
    open.quantity = 3;
    open.returned = 1;
    open.amount = Fen{7500};
    open.paid = {Fen{7000}, Fen{500}, Fen{0}, Fen{0}, Fen{0}, Fen{0}};
    open.beans = Beans{50};
    open.completed_at = kNow - 5;
    open.closes_on = kToday + 400;
    add(facts.lines, open);
  }
  add(facts.reviews,
      OpenReview{sample_id("review", n), sample_id("order", n), 1, true, true, kToday + 9});
  for (std::uint8_t i = 2; i > 0; --i) {
    add(facts.activities, MonthActivity{month_of(kToday), i, 7U});
    add(facts.categories, MonthCategory{month_of(kToday), i, 2, Fen{9000 + n}, Fen{100}});
  }
  add(facts.late_returns, LateReturn{sample_id("order", n), 9, 2});
  for (int i = 0; i < 3; ++i) {
    add(facts.remembered, Remembered{sample_id("event", n * 10 + 3 - i),
                                     0xFFFFFFFFFFFFFF00U + static_cast<unsigned>(i), kNow - 9,
                                     static_cast<std::uint32_t>(i + 1), -100, 7});
  }
}

inline Grant<> sample_grant(int n, std::uint16_t line) {
  Grant<> grant;
  grant.subject = sample_id("order", n);
  grant.order = true;
  grant.source = sample_id("event", n);
  grant.line = line;
  grant.rule = 1;
  grant.currency = line % 2 == 0 ? Currency::beans : Currency::growth;
  grant.purse = 1;
  grant.funder = Funder::partner;
  grant.lot_class = 3;
  grant.claim = true;
  grant.expires_on = kToday + 365;
  grant.due_at = kNow + 5 * kMicrosPerDay;
  grant.granted = 120;
  grant.reversed = 20;
  grant.pending = 100;
  return grant;
}

inline void fill_standing(Standing<>& standing, int n) {
  standing.ladders[0] = {2, kNow + 100 * kMicrosPerDay, 1, Growth{3000 + n}};
  standing.purses[0].accounts = {-5000, 100, 3000, 200, 900, 500, 200, 150, -50};
  standing.growth_books[0].accounts = {-3000, 0, 3000, 0, 0, 0, 0, 0, 0};
  standing.reviews_suspended_until = kNow + 3;
  for (int i = 0; i < 3; ++i) {
    add(standing.buckets,
        Bucket<>{kToday + 10 + i, 0, Funder::merchant, 1, kNow - 50, Beans{1000 + i}});
  }
  for (std::uint16_t line = 4; line > 0; --line) add(standing.grants, sample_grant(n, line));
  for (const int days : {30, 20}) {
    Allocation<> allocation;
    allocation.subject = sample_id("order", n);
    allocation.order = true;
    allocation.held = true;
    allocation.expires_on = kToday + days;
    allocation.opened_at = kNow - 70;
    allocation.beans = Beans{30 + days};
    add(standing.allocations, allocation);
  }
  add(standing.holds, Hold{sample_id("hold", n), HoldStatus::in_doubt, kNever});
  add(standing.counters, Counter<>{counter_key(1, CounterPeriod::day), kToday, 3, 0});
  add(standing.counters, Counter<>{counter_key(1, CounterPeriod::month),
                                   first_day_of(month_of(kToday)), 5, 0x7FFFFFFF});
  add(standing.counters, Counter<>{counter_key(0, CounterPeriod::once), kOnlyWindow, 1, 0});
  add(standing.skus, RecentSku<>{sample_id("sku", 2), 1, kToday - 2, 1});
  add(standing.skus, RecentSku<>{sample_id("sku", 1), 1, kToday - 1, 1});
}

/// Different numbers give different members.
inline Member sample_member(int n) {
  Member member;
  fill_facts(member.facts, n);
  fill_standing(member.standing, n);
  return member;
}

}  // namespace loyaltycore::support
