// What a receipt says: the event's own numbers, and those of the order that it speaks of.
#include "loyaltycore/engine/receipt.hpp"

#include <algorithm>
#include <array>

namespace loyaltycore::engine {

namespace {

constexpr std::uint16_t bit_of(TenderKind kind) noexcept {
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
}

/// Placed, paid or completed: the member buys.
bool buys(EventKind kind) noexcept {
  return kind == EventKind::order_placed || kind == EventKind::order_paid ||
         kind == EventKind::order_completed;
}

bool in_scope(const EventData& event, std::uint16_t sub_order) noexcept {
  return !event.sub_order || *event.sub_order == sub_order;
}

std::string name_of(const LineData& line) {
  if (!line.sku.empty()) return line.sku;
  return line.category.empty() ? "line " + std::to_string(line.line) : line.category;
}

/// Fills lines and tenders of one receipt from what is known of its order.
class Bill {
 public:
  Bill(const Program& program, const EventData& event, const Member& after,
       const ReceiptSources& sources, Receipt& out)
      : program_(program), event_(event), sources_(sources), out_(out) {
    const Id order = id_of(std::string_view{event.order});
    for (const OpenOrder& each : after.facts.orders) {
      if (!event.order.empty() && each.order == order) order_ = &each;
    }
    if (order_ == nullptr) return;
    for (const OpenLine& each : after.facts.lines) {
      if (each.order == order) open_.push_back(&each);
    }
  }

  void fill() {
    if (event_.kind == EventKind::line_returned) return returned_line();
    const bool cancels =
        event_.kind == EventKind::order_cancelled || event_.kind == EventKind::order_refused;
    if (cancels) return lines_of(sources_.opened_by, false);
    if (event_.kind == EventKind::beans_exchanged) return exchanged_item();
    if (!buys(event_.kind)) return;
    if (!event_.lines.empty()) {
      lines_of(&event_, true);
      return tenders_of(event_);
    }
    if (order_ != nullptr) return open_order();
    lines_of(sources_.opened_by, false);
    if (sources_.opened_by != nullptr && !event_.sub_order) tenders_of(*sources_.opened_by);
  }

 private:
  void add(std::uint16_t line, std::string name, std::int32_t quantity, std::int64_t fen) {
    out_.lines.push_back({line, std::move(name), quantity, fen, 0});
    out_.goods_fen += fen;
  }

  /// Lines as an event brought them; what it opens it brings whole.
  void lines_of(const EventData* opened_by, bool whole) {
    if (opened_by == nullptr) return;
    for (const LineData& line : opened_by->lines) {
      if (whole || in_scope(event_, line.sub_order)) {
        add(line.line, name_of(line), line.quantity, line.amount_fen);
      }
    }
  }

  void tenders_of(const EventData& opened_by) {
    out_.freight_fen = opened_by.freight_fen;
    for (const TenderData& tender : opened_by.tenders) {
      out_.tenders.push_back({bit_of(tender.kind), tender.amount_fen});
    }
    if (out_.tenders.empty()) {
      out_.tenders.push_back({bit_of(TenderKind::cash), out_.goods_fen + out_.freight_fen});
    }
  }

  /// What still is of the order: cancelled lines are no longer among the open ones.
  void open_order() {
    std::array<std::int64_t, kMostTenderClasses> paid{};
    std::size_t shown = 0;
    for (const OpenLine* line : open_) {
      if (!in_scope(event_, line->sub_order)) continue;
      ++shown;
      add(line->line, name_of(*line), line->quantity, line->amount.count);
      out_.beans_spent += line->beans.count;
      for (std::size_t i = 0; i < paid.size(); ++i) paid[i] += line->paid[i].count;
    }
    if (order_->beans_held) out_.beans_held = out_.beans_spent;
    const EventData* const opened_by = sources_.opened_by;
    if (opened_by != nullptr && opened_by->lines.size() == shown) return tenders_of(*opened_by);
    for (std::size_t i = 0; i < paid.size(); ++i) {
      if (paid[i] > 0) out_.tenders.push_back({kinds_of(i), paid[i]});
    }
    if (!event_.sub_order) freight();
  }

  /// Freight is never paid by coupons or beans; of several other classes any may have paid it.
  void freight() {
    out_.freight_fen = order_->freight.count;
    if (out_.freight_fen == 0) return;
    const FactPlan& plan = program_.plan();
    const std::uint16_t never = kinds_of(plan.beans_class) | kinds_of(plan.coupon_class);
    std::uint16_t kinds = 0;
    for (const ReceiptTender& tender : out_.tenders) {
      if ((tender.kinds & never) == 0) kinds |= tender.kinds;
    }
    for (ReceiptTender& tender : out_.tenders) {
      if (tender.kinds != kinds) continue;
      tender.amount_fen += out_.freight_fen;
      return;
    }
    constexpr unsigned kAll = (1U << kTenderKinds) - 1;
    if (kinds == 0) kinds = static_cast<std::uint16_t>(kAll & ~unsigned{never});
    out_.tenders.push_back({kinds, out_.freight_fen});
  }

  void returned_line() {
    for (const OpenLine* line : open_) {
      if (line->line == event_.line) return add(line->line, name_of(*line), event_.quantity, 0);
    }
    add(event_.line, name_of_number(event_.line), event_.quantity, 0);
  }

  /// Beans stand below; money paid beside them here.
  void exchanged_item() {
    add(0, event_.item, event_.quantity, event_.amount_fen);
    if (event_.amount_fen > 0) {
      out_.tenders.push_back({bit_of(TenderKind::cash), event_.amount_fen});
    }
  }

  [[nodiscard]] std::uint16_t kinds_of(std::size_t tender_class) const {
    std::uint16_t kinds = 0;
    for (std::size_t kind = 0; kind < kTenderKinds; ++kind) {
      if (program_.plan().tender_class[kind] == tender_class) {
        kinds |= bit_of(static_cast<TenderKind>(kind));
      }
    }
    return kinds;
  }

  [[nodiscard]] std::string name_of_number(std::uint16_t number) const {
    if (sources_.opened_by != nullptr) {
      for (const LineData& line : sources_.opened_by->lines) {
        if (line.line == number) return engine::name_of(line);
      }
    }
    return "line " + std::to_string(number);
  }
  [[nodiscard]] std::string name_of(const LineData& line) const { return engine::name_of(line); }
  [[nodiscard]] std::string name_of(const OpenLine& line) const {
    if (sources_.opened_by != nullptr) return name_of_number(line.line);
    if (sources_.text && line.sku != kNoId) {
      std::string sku = sources_.text(line.sku);
      if (!sku.empty()) return sku;
    }
    const bool named = line.category != 0 && line.category != kUnnamed;
    return named ? std::string{program_.names().name(NameKind::category, line.category)}
                 : name_of_number(line.line);
  }

  const Program& program_;
  const EventData& event_;
  const ReceiptSources& sources_;
  Receipt& out_;
  const OpenOrder* order_{};
  std::vector<const OpenLine*> open_{};
};

/// Beans that left to pay: at once, by way of a hold, or out of a hold that the event commits.
bool spends(const Effect<>& effect, EventKind kind) noexcept {
  const bool pays = effect.cause == Cause::redeemed || effect.cause == Cause::exchanged ||
                    effect.cause == Cause::held;
  return pays && (effect.from == Account::available ||
                  (effect.from == Account::held && kind == EventKind::beans_redeemed));
}

void add_beans(const Effect<>& effect, Receipt& out, std::int64_t& spent) {
  if (effect.from == Account::issuer && effect.to != Account::debt) {
    out.beans_earned += effect.amount;
    if (effect.to == Account::pending) out.beans_pending += effect.amount;
    for (ReceiptLine& line : out.lines) {
      if (line.line == effect.line && effect.cause == Cause::earned) {
        line.beans_earned += effect.amount;
      }
    }
  } else if (effect.cause == Cause::clawed_back) {
    out.beans_taken_back += effect.amount;
  } else if (effect.cause == Cause::refusal_penalty || effect.cause == Cause::freight_recovered) {
    out.beans_charged += effect.amount;
  } else if (effect.to == Account::available &&
             (effect.from == Account::redeemed || effect.from == Account::held)) {
    out.beans_returned += effect.amount;
  } else if (spends(effect, out.kind)) {
    spent += effect.amount;
    if (effect.to == Account::held) out.beans_held += effect.amount;
  }
}

/// What the event itself moved.
void sum_effects(const std::vector<Effect<>>& entries, Receipt& out) {
  std::int64_t spent = 0;
  for (const Effect<>& effect : entries) {
    if ((effect.flags & kDue) != 0) continue;
    if (effect.kind == EffectKind::refund_due) {
      out.refund_fen += effect.after;
      out.withheld_fen += effect.before;
    }
    if (effect.kind != EffectKind::moved || effect.purse != 0) continue;
    if (effect.currency == Currency::beans) {
      add_beans(effect, out, spent);
    } else if (effect.from == Account::issuer) {
      out.growth_earned += effect.amount;
    } else if (effect.cause == Cause::clawed_back) {
      out.growth_taken_back += effect.amount;
    }
  }
  // The open order has said already what pays it.
  if (out.beans_spent == 0) out.beans_spent = spent;
}

void tell_when(const Program& program, Instant at, Receipt& out) {
  if (at < kFirstInstant || at > kLastInstant) return;
  const Zone& zone = program.zone();
  const Day day = zone.day_at(at);
  const std::int64_t minutes = (at - zone.start_of(day)) / (60 * kMicrosPerSecond);
  out.date = civil_of(day);
  out.hour = static_cast<int>(minutes / 60);
  out.minute = static_cast<int>(minutes % 60);
}

void tell_balance(const Program& program, const Member& after, Receipt& out) {
  const Purse<>& purse = after.standing.purses[0];
  out.beans_available = purse[Account::available];
  out.beans_owed = -purse[Account::debt];
  const auto& levels = program.versions()[after.standing.version].ladders[0].levels;
  const auto level = static_cast<std::size_t>(after.standing.ladders[0].tier);
  if (level < levels.size()) {
    out.tier = program.names().name(NameKind::tier, levels[level].name);
  }
}

}  // namespace

Receipt receipt_of(const Program& program, const EventData& event, const kernel::Outcome& outcome,
                   const kernel::Effects& effects, const Member& after,
                   const ReceiptSources& sources) {
  Receipt out;
  out.kind = event.kind;
  out.member = event.member;
  out.order = event.order;
  out.event = event.id;
  out.refusal = outcome.refusal;
  out.duplicate = outcome.duplicate;
  tell_when(program, event.occurred_at, out);
  if (out.refusal == Refusal::none) {
    Bill{program, event, after, sources, out}.fill();
    sum_effects(effects.entries, out);
  }
  tell_balance(program, after, out);
  return out;
}

}  // namespace loyaltycore::engine
