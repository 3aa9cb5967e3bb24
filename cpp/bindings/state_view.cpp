// state_view.cpp: names instead of numbers, for everything that a member is.
#include "bindings/state_view.hpp"

#include <array>

#include "bindings/effect_view.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr std::array<std::string_view, 4> kLineNames{"placed", "paid", "completed", "cancelled"};
constexpr std::array<std::string_view, 5> kHoldNames{"none", "open", "in_doubt", "committed",
                                                     "released"};
constexpr std::array<std::string_view, 8> kPeriodNames{
    "day", "month", "year", "times_per_day", "streak", "once", "task", "task_posted"};

/// One member being shown: what names its numbers.
class Viewer {
 public:
  Viewer(const Program& program, const Member& member, const IdNames& names)
      : program_(program), member_(member), names_(names) {}

  [[nodiscard]] py::dict state() const {
    const Standing<>& standing = member_.standing;
    const Ladder<>& ladder = standing.ladders[0];
    py::dict out;
    out["version"] = to_str(program_.version_id(standing.version));
    out["growth"] = ladder.growth.count;
    out["tier"] = tier_name(program_, standing.version, ladder.tier);
    out["tier_expires_at"] = instant_or_none(ladder.expires_at);
    out["decided_at"] = instant_or_none(member_.facts.decided_at);
    out["erased"] = member_.facts.erased;
    out["accounts"] = accounts();
    out["buckets"] = buckets();
    out["grants"] = grants();
    out["allocations"] = allocations();
    out["holds"] = holds();
    out["orders"] = orders();
    out["lines"] = lines();
    out["reviews"] = reviews();
    out["counters"] = counters();
    out["months"] = months();
    out["inputs"] = inputs();
    return out;
  }

 private:
  [[nodiscard]] py::object name(NameKind kind, std::uint16_t number) const {
    if (number == kUnnamed) return py::none();
    return text_or_none(program_.names().name(kind, number));
  }
  [[nodiscard]] py::object id(const Id& value) const { return text_or_none(names_.text(value)); }
  [[nodiscard]] static py::str funder(Funder value) {
    return to_str(kFunderNames[static_cast<std::size_t>(value)]);
  }

  [[nodiscard]] static py::dict book(const Purse<>& purse) {
    py::dict out;
    for (std::size_t i = 0; i < kAccounts; ++i) out[to_str(kAccountNames[i])] = purse.accounts[i];
    return out;
  }
  [[nodiscard]] py::dict accounts() const {
    py::dict out;
    out["beans"] = book(member_.standing.purses[0]);
    out["growth"] = book(member_.standing.growth_books[0]);
    return out;
  }
  [[nodiscard]] py::list buckets() const {
    py::list out;
    for (const Bucket<>& bucket : member_.standing.buckets) {
      py::dict row;
      row["expires_on"] = day_or_none(bucket.expires_on);
      row["funder"] = funder(bucket.funder);
      row["lot_class"] = bucket.lot_class;
      row["opened_at"] = bucket.opened_at;
      row["beans"] = bucket.beans.count;
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] py::list grants() const {
    py::list out;
    for (const Grant<>& grant : member_.standing.grants) {
      py::dict row;
      row["subject"] = id(grant.subject);
      row["source"] = id(grant.source);
      row["line"] = grant.line;
      row["rule"] = name(NameKind::rule, grant.rule);
      row["currency"] = to_str(kCurrencyNames[static_cast<std::size_t>(grant.currency)]);
      row["granted"] = grant.granted;
      row["reversed"] = grant.reversed;
      row["pending"] = grant.pending;
      row["claim"] = grant.claim;
      row["due_at"] = instant_or_none(grant.due_at);
      row["expires_on"] = day_or_none(grant.expires_on);
      row["closes_on"] = day_or_none(grant.closes_on);
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] py::list allocations() const {
    py::list out;
    for (const Allocation<>& paid : member_.standing.allocations) {
      py::dict row;
      row["subject"] = id(paid.subject);
      row["held"] = paid.held;
      row["expires_on"] = day_or_none(paid.expires_on);
      row["funder"] = funder(paid.funder);
      row["beans"] = paid.beans.count;
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] py::list holds() const {
    py::list out;
    for (const Hold& hold : member_.standing.holds) {
      py::dict row;
      row["hold"] = id(hold.hold);
      row["status"] = to_str(kHoldNames.at(static_cast<std::size_t>(hold.status)));
      row["until"] = instant_or_none(hold.until);
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] py::list orders() const {
    py::list out;
    for (const OpenOrder& order : member_.facts.orders) {
      py::dict row;
      row["order"] = id(order.order);
      row["placed_at"] = order.placed_at;
      row["goods_fen"] = order.goods.count;
      row["freight_fen"] = order.freight.count;
      row["beans"] = order.beans.count;
      row["beans_held"] = order.beans_held;
      row["channel"] = name(NameKind::channel, order.channel);
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] py::list lines() const {
    py::list out;
    for (const OpenLine& line : member_.facts.lines) {
      py::dict row;
      row["order"] = id(line.order);
      row["line"] = line.line;
      row["sub_order"] = line.sub_order;
      row["sku"] = id(line.sku);
      row["category"] = name(NameKind::category, line.category);
      row["status"] = to_str(kLineNames.at(static_cast<std::size_t>(line.status)));
      row["quantity"] = line.quantity;
      row["returned"] = line.returned;
      row["amount_fen"] = line.amount.count;
      row["beans"] = line.beans.count;
      row["completed_at"] = instant_or_none(line.completed_at);
      row["closes_on"] = day_or_none(line.closes_on);
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] py::list reviews() const {
    py::list out;
    for (const OpenReview& review : member_.facts.reviews) {
      py::dict row;
      row["review"] = id(review.review);
      row["order"] = id(review.order);
      row["line"] = review.line;
      row["deleted"] = review.deleted;
      row["closes_on"] = day_or_none(review.closes_on);
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] py::list counters() const {
    py::list out;
    for (const Counter<>& counter : member_.standing.counters) {
      py::dict row;
      row["rule"] = name(NameKind::rule, static_cast<std::uint16_t>(counter.key >> 3U));
      row["period"] = to_str(kPeriodNames.at(static_cast<std::size_t>(period_of(counter.key))));
      row["window"] = day_or_none(counter.window);
      row["value"] = counter.value;
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] py::dict months() const {
    py::dict out;
    for (const MonthFacts& month : member_.facts.months) {
      if (month.month < 0) continue;
      py::list days;
      for (unsigned day = 0; day < 31; ++day) {
        if ((month.purchase_days >> day & 1U) != 0) days.append(day + 1);
      }
      py::dict row;
      row["orders"] = month.orders;
      row["refusals"] = month.refusals;
      row["purchase_days"] = days;
      row["spend_fen"] = month.spend.count;
      row["returned_fen"] = month.returned.count;
      constexpr std::size_t kMonthText = 7;  // YYYY-MM
      out[to_str(day_text(first_day_of(month.month)).substr(0, kMonthText))] = row;
    }
    return out;
  }
  [[nodiscard]] py::dict inputs() const {
    py::dict out;
    for (std::size_t i = 0; i < kMostInputs; ++i) {
      const Input& input = member_.facts.inputs[i];
      const auto number = static_cast<std::uint16_t>(i + 1);
      if (input.known && number <= program_.names().count(NameKind::input)) {
        out[to_str(program_.names().name(NameKind::input, number))] = input.value;
      }
    }
    return out;
  }

  const Program& program_;
  const Member& member_;
  const IdNames& names_;
};

}  // namespace

py::dict state_of(const Program& program, const Member& member, const IdNames& names) {
  return Viewer(program, member, names).state();
}

}  // namespace loyaltycore::bindings
