// state_view.cpp: names instead of numbers, for everything that a member is.
#include "bindings/state_view.hpp"

#include <map>
#include <string>
#include <utility>

#include "bindings/effect_view.hpp"
#include "bindings/medal_view.hpp"
#include "bindings/score_view.hpp"
#include "loyaltycore/engine/progress.hpp"
#include "loyaltycore/kernel/due.hpp"

namespace loyaltycore::bindings {
namespace {

/// One member being shown: what names its numbers.
class Viewer {
 public:
  Viewer(const Program& program, const Member& member, const engine::IdTexts& names)
      : program_(program), member_(member), names_(names) {}

  [[nodiscard]] Dict state() const {
    const Standing<>& standing = member_.standing;
    const Ladder<>& ladder = standing.ladders[0];
    Dict out;
    out["version"] = to_str(program_.version_id(standing.version));
    out["growth"] = ladder.growth.count;
    out["tier"] = tier_name(program_, standing.version, 0, ladder.tier);
    out["tier_expires_at"] = instant_or_none(ladder.expires_at);
    out["available"] = standing.purses[0][Account::available];
    out["pending"] = standing.purses[0][Account::pending];
    out["held"] = standing.purses[0][Account::held];
    out["debt"] = -standing.purses[0][Account::debt];
    out["accounts"] = accounts();
    out["buckets"] = buckets();
    out["pending_grants"] = grants(true);
    out["grants"] = grants(false);
    out["holds"] = holds();
    out["paid_with_beans"] = allocations();
    out["orders"] = orders();
    out["lines"] = lines();
    out["reviews"] = reviews();
    out["tasks"] = tasks();
    out["counters"] = counters();
    out["months"] = months();
    out["inputs"] = inputs();
    out["reviews_suspended_until"] = standing.reviews_suspended_until;
    out["decided_at"] = instant_or_none(member_.facts.decided_at);
    out["erased"] = member_.facts.erased;
    out["suspended"] = member_.facts.suspended;
    out["purses"] = purses();
    out["ladders"] = ladders();
    const Terms<>& terms = program_.versions()[standing.version];
    if (!terms.scores.empty()) out["scores"] = settled_scores(program_, standing);
    if (!terms.medals.empty()) out["medals"] = held_medals(program_, standing);
    return out;
  }

 private:
  [[nodiscard]] py::object name(NameKind kind, std::uint16_t number) const {
    if (number == kUnnamed) return py::none();
    return text_or_none(program_.names().name(kind, number));
  }
  [[nodiscard]] py::object id(const Id& value) const { return text_or_none(names_.shown(value)); }
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
  /// The purses beside `beans`, by name.
  [[nodiscard]] py::dict purses() const {
    py::dict out;
    for (std::size_t i = 1; i <= program_.names().count(NameKind::purse); ++i) {
      const Purse<>& purse = member_.standing.purses[i];
      py::dict row;
      row["available"] = purse[Account::available];
      row["pending"] = purse[Account::pending];
      row["debt"] = -purse[Account::debt];
      row["accounts"] = book(purse);
      out[to_str(book_name(program_.names(), NameKind::purse, i))] = row;
    }
    return out;
  }
  /// The ladders beside `growth`, by name.
  [[nodiscard]] py::dict ladders() const {
    py::dict out;
    for (std::size_t i = 1; i <= program_.names().count(NameKind::ladder); ++i) {
      const Ladder<>& ladder = member_.standing.ladders[i];
      py::dict row;
      row["growth"] = ladder.growth.count;
      row["tier"] = tier_name(program_, member_.standing.version, i, ladder.tier);
      row["tier_expires_at"] = instant_or_none(ladder.expires_at);
      row["accounts"] = book(member_.standing.growth_books[i]);
      out[to_str(book_name(program_.names(), NameKind::ladder, i))] = row;
    }
    return out;
  }
  [[nodiscard]] py::list buckets() const {
    py::list out;
    for (const Bucket<>& bucket : member_.standing.buckets) {
      py::dict row;
      row["expires_on"] = day_or_none(bucket.expires_on);
      row["purse"] = to_str(book_name(program_.names(), NameKind::purse, bucket.purse));
      row["funder"] = funder(bucket.funder);
      row["lot_class"] = bucket.lot_class;
      row["beans"] = bucket.beans.count;
      out.append(row);
    }
    return out;
  }
  /// Accruals that may be taken back, or only those that still wait.
  [[nodiscard]] py::list grants(bool pending) const {
    py::list out;
    for (const Grant<>& grant : member_.standing.grants) {
      if (pending && grant.pending == 0) continue;
      py::dict row;
      const bool growth = grant.currency == Currency::growth;
      const NameKind book = growth ? NameKind::ladder : NameKind::purse;
      row["rule"] = name(NameKind::rule, grant.rule);
      row[growth ? "ladder" : "purse"] = to_str(book_name(program_.names(), book, grant.purse));
      row["order"] = grant.order ? names_.shown(grant.subject) : std::string();
      row["line"] = grant.line;
      row["claim"] = grant.claim;
      row["due_at"] = instant_or_none(grant.due_at);
      if (pending) {
        row["beans"] = grant.pending;
      } else {
        row["source"] = id(grant.source);
        row["currency"] = to_str(kCurrencyNames[static_cast<std::size_t>(grant.currency)]);
        row["granted"] = grant.granted;
        row["reversed"] = grant.reversed;
        row["pending"] = grant.pending;
        row["expires_on"] = day_or_none(grant.expires_on);
      }
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
  /// Open holds by id, with what they hold.
  [[nodiscard]] py::list holds() const {
    std::map<std::string, const Hold*> open;
    for (const Hold& hold : member_.standing.holds) {
      if (hold.status == HoldStatus::open || hold.status == HoldStatus::in_doubt) {
        open.emplace(names_.shown(hold.hold), &hold);
      }
    }
    py::list out;
    for (const auto& [text, hold] : open) {
      std::int64_t beans = 0;
      for (const Allocation<>& part : member_.standing.allocations) {
        if (part.subject == hold->hold && part.held) beans += part.beans.count;
      }
      py::dict row;
      row["hold"] = to_str(text);
      row["status"] = to_str(kHoldStatusNames.at(static_cast<std::size_t>(hold->status)));
      row["beans"] = beans;
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
  /// What paid a line, by the tender kinds that the programme tells apart: "cash|bank_card".
  [[nodiscard]] py::dict paid(const OpenLine& line) const {
    py::dict out;
    for (std::size_t c = 0; c < kMostTenderClasses; ++c) {
      if (line.paid[c].count == 0) continue;
      std::string kinds;
      for (std::size_t kind = 0; kind < kTenderKinds; ++kind) {
        if (program_.plan().tender_class[kind] != c) continue;
        if (!kinds.empty()) kinds += "|";
        kinds += kTenderKindNames[kind];
      }
      out[to_str(kinds)] = line.paid[c].count;
    }
    return out;
  }
  /// By order and line.
  [[nodiscard]] py::list lines() const {
    std::map<std::pair<std::string, int>, const OpenLine*> sorted;
    for (const OpenLine& line : member_.facts.lines) {
      sorted.emplace(std::pair{names_.shown(line.order), int{line.line}}, &line);
    }
    py::list out;
    for (const auto& [place, line] : sorted) {
      py::dict row;
      row["order"] = to_str(place.first);
      row["line"] = line->line;
      row["sub_order"] = line->sub_order;
      row["sku"] = id(line->sku);
      row["category"] = name(NameKind::category, line->category);
      row["status"] = to_str(kLineStatusNames.at(static_cast<std::size_t>(line->status)));
      row["quantity"] = line->quantity;
      row["returned"] = line->returned;
      row["amount_fen"] = line->amount.count;
      row["beans"] = line->beans.count;
      row["beans_left"] = kernel::beans_left(*line);
      row["paid"] = paid(*line);
      row["completed_at"] = instant_or_none(line->completed_at);
      row["closes_on"] = day_or_none(line->closes_on);
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
      const CounterOwner owner = owner_of_counter(counter.key);
      row["rule"] = name(owner.kind, owner.number);
      row["period"] = to_str(period_name(counter.key));
      row["window"] = day_or_none(counter.window);
      row["value"] = counter.value;
      out.append(row);
    }
    return out;
  }
  /// Task -> first day of the window -> count.
  [[nodiscard]] py::dict tasks() const {
    std::map<std::string, std::map<std::string, std::int64_t>> sorted;
    for (const Counter<>& counter : member_.standing.counters) {
      const CounterPeriod period = period_of(counter.key);
      const std::uint16_t rule = owner_of_counter(counter.key).number;
      const bool of_task = period == CounterPeriod::once || period == CounterPeriod::task ||
                           period == CounterPeriod::task_posted;
      if (!of_task || rule == 0) continue;
      sorted[std::string{program_.names().name(NameKind::rule, rule)}][day_text(counter.window)] =
          counter.value;
    }
    return py::cast(sorted);
  }
  [[nodiscard]] py::list months() const {
    std::map<Month, MonthFacts> sorted;
    for (const MonthFacts& month : member_.facts.months) {
      const bool empty = month.orders == 0 && month.refusals == 0 && month.returned == Fen{};
      if (!empty) sorted.emplace(month.month, month);
    }
    for (const MonthActivity& each : member_.facts.activities) sorted.try_emplace(each.month);
    py::list out;
    for (const auto& [number, month] : sorted) {
      py::list days;
      for (unsigned day = 0; day < 31; ++day) {
        if ((month.purchase_days >> day & 1U) != 0) days.append(day + 1);
      }
      constexpr std::size_t kMonthText = 7;  // YYYY-MM
      py::dict row;
      row["month"] = to_str(day_text(first_day_of(number)).substr(0, kMonthText));
      row["orders"] = month.orders;
      row["refusals"] = month.refusals;
      row["purchase_days"] = days;
      row["spend_fen"] = month.spend.count;
      row["returned_fen"] = month.returned.count;
      row["activities"] = activities(number);
      row["category_classes"] = category_classes(number);
      out.append(row);
    }
    return out;
  }
  /// Activity -> count.
  [[nodiscard]] py::dict activities(Month month) const {
    std::map<std::uint8_t, std::uint32_t> sorted;
    for (const MonthActivity& each : member_.facts.activities) {
      if (each.month == month && each.count > 0) sorted.emplace(each.activity, each.count);
    }
    py::dict out;
    for (const auto& [number, count] : sorted) {
      out[to_str(program_.names().name(NameKind::activity, number))] = count;
    }
    return out;
  }
  [[nodiscard]] py::dict category_classes(Month month) const {
    std::map<std::uint8_t, const MonthCategory*> sorted;
    for (const MonthCategory& each : member_.facts.categories) {
      if (each.month == month) sorted.emplace(each.category_class, &each);
    }
    py::dict out;
    for (const auto& [number, each] : sorted) {
      py::dict row;
      row["orders"] = each->orders;
      row["spend_fen"] = each->spend.count;
      row["returned_fen"] = each->returned.count;
      out[to_str(program_.names().name(NameKind::category_class, number))] = row;
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
  const engine::IdTexts& names_;
};

}  // namespace

Dict progress_of(const MemberBox& box, Instant at, const std::string& ladder) {
  const std::uint8_t index = book_index(box.program().names(), NameKind::ladder, ladder);
  if (index == kNoBook) {
    throw DataError("ladder_unknown", concat({"ladder: no ladder '", printable(ladder), "'"}),
                    "ladder", -1, "name `growth` or one of the programme's `ladders`");
  }
  const engine::Progress progress = engine::progress_of(box.program(), box.member(), at, index);
  py::list tasks;
  for (const engine::TaskProgress& task : progress.tasks) {
    py::dict row;
    row["task"] = to_str(task.task);
    row["done"] = task.done;
    row["needed"] = task.needed;
    row["window_start"] = date_or_none(task.window_start);
    row["growth"] = task.growth;
    row["beans"] = task.beans;
    tasks.append(row);
  }
  Dict out;
  out["at"] = progress.at;
  out["tier"] = to_str(progress.tier);
  out["growth"] = progress.growth;
  out["next_tier"] = text_or_none(progress.next_tier);
  out["growth_missing"] = py::cast(progress.growth_missing);
  out["amount_fen_missing"] = py::cast(progress.amount_fen_missing);
  out["tasks"] = tasks;
  return out;
}

Dict state_of(const Program& program, const Member& member, const engine::IdTexts& names) {
  return Viewer(program, member, names).state();
}

}  // namespace loyaltycore::bindings
