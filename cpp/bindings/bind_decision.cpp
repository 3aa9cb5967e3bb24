// bind_decision.cpp: the numbers of the decisions that no rule or task took.
#include "bindings/decision_view.hpp"
#include "bindings/effect_view.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr const char* kDecisionDoc = R"doc(
One decision that no earning rule or task took: what came back, what it cost, where a tier stands,
which beans ended, what limits beans that are spent.

`numbers` is a dict by `kind`; beans and growth are counts, money is `*_fen`, instants are `*_us`,
days are dates, a name that there is none of is None:

- taken_back: rule, event, subject, review, line, currency; pieces_back of pieces; share =
  floor(granted * pieces_back / pieces); amount = share - taken_before, out of from_pending,
  from_bucket (bucket_expires_on), from_others, owed and short (shortfall: debt, withhold, clamp,
  refuse).
- given_back: order, line; pieces_back after pieces_before of pieces; amount of the beans that
  paid the line, or were held for it (paid).
- refund: order, line, the same pieces; due_fen of paid_fen = back_fen + withheld_fen; short_beans
  stand for short_fen.
- refusal_penalty: order; in_month and in_year with free_per_month and free_per_year; penalty,
  freight_fen, freight_beans; amount = from_available + owed.
- freight_recovered: order; goods_before_fen, goods_left_fen, free_from_fen, freight_fen; amount =
  from_available + owed.
- tier_changed: before, after, by_growth (the tier that growth alone gives), growth, qualified,
  threshold of `after`, next_threshold, expires_at_us, expires_local_time.
- tier_period_ended: before, after; growth_after = growth_before - taken (of deduction); qualified,
  threshold, next_threshold, expires_at_us, expires_local_time.
- expired: amount, expires_on, funder, lot_class.
- redemption: subject, asked, available, min_balance, step, per_yuan; goods (each amount_fen, share,
  min_amount_fen, payable, cap); cap, usable.
- spending: what (hold, commit, correction), subject, asked, available.
- exchange: item, quantity, beans_each, cash_each_fen; amount, available; cash_fen, told_fen,
  worth_fen; limit_per_day, taken_in_day, limit_per_month, taken_in_month.
)doc";

MaybeInt threshold_or_none(std::int64_t threshold) {
  return threshold == kernel::kNoThreshold ? MaybeInt(py::none()) : MaybeInt(py::int_(threshold));
}

/// Each kind of numbers as a dict.
class Numbers {
 public:
  explicit Numbers(const DecisionView& view) : view_(view) {}

  Dict operator()(const kernel::TakenBack& d) const {
    Dict out;
    out["rule"] = d.rule == kNoRule
                      ? MaybeStr(py::none())
                      : text_or_none(view_.program.names().name(NameKind::rule, d.rule));
    out["event"] = id(d.source);
    out["subject"] = id(d.subject);
    out["review"] = d.review;
    out["line"] = d.line;
    out["currency"] = to_str(kCurrencyNames[static_cast<std::size_t>(d.currency)]);
    out["pieces_back"] = d.pieces_back;
    out["pieces"] = d.pieces;
    out["granted"] = d.granted;
    out["share"] = d.share;
    out["taken_before"] = d.taken_before;
    out["amount"] = d.amount;
    out["from_pending"] = d.from_pending;
    out["from_bucket"] = d.from_bucket;
    out["bucket_expires_on"] = date_or_none(d.bucket);
    out["from_others"] = d.from_others;
    out["owed"] = d.owed;
    out["short"] = d.short_of;
    out["shortfall"] = to_str(kernel::kShortfallNames[static_cast<std::size_t>(d.shortfall)]);
    return out;
  }
  Dict operator()(const kernel::GivenBack& d) const {
    Dict out = pieces(d);
    out["paid"] = d.paid;
    out["amount"] = d.amount;
    return out;
  }
  Dict operator()(const kernel::Refund& d) const {
    Dict out = pieces(d);
    out["paid_fen"] = d.paid_fen;
    out["due_fen"] = d.due_fen;
    out["short_beans"] = d.short_beans;
    out["short_fen"] = d.short_fen;
    out["withheld_fen"] = d.withheld_fen;
    out["back_fen"] = d.back_fen;
    return out;
  }
  Dict operator()(const kernel::RefusalPenalty& d) const {
    Dict out;
    out["order"] = id(d.order);
    out["in_month"] = d.in_month;
    out["in_year"] = d.in_year;
    out["free_per_month"] = d.free_per_month;
    out["free_per_year"] = d.free_per_year;
    out["penalty"] = d.penalty;
    out["freight_fen"] = d.freight_fen;
    out["freight_beans"] = d.freight_beans;
    charge(out, d);
    return out;
  }
  Dict operator()(const kernel::RecoveredFreight& d) const {
    Dict out;
    out["order"] = id(d.order);
    out["goods_before_fen"] = d.goods_before_fen;
    out["goods_left_fen"] = d.goods_left_fen;
    out["free_from_fen"] = d.free_from_fen;
    out["freight_fen"] = d.freight_fen;
    charge(out, d);
    return out;
  }
  Dict operator()(const kernel::TierMove& d) const {
    Dict out;
    out["before"] = to_str(tier_name(view_.program, d.version_before, d.ladder, d.before));
    out["after"] = to_str(tier_name(view_.program, d.version_after, d.ladder, d.after));
    out["by_growth"] = to_str(tier_name(view_.program, d.version_after, d.ladder, d.by_growth));
    out["growth"] = d.growth;
    level(out, d);
    return out;
  }
  Dict operator()(const kernel::TierPeriodEnd& d) const {
    Dict out;
    out["before"] = to_str(tier_name(view_.program, d.version, d.ladder, d.before));
    out["after"] = to_str(tier_name(view_.program, d.version, d.ladder, d.after));
    out["growth_before"] = d.growth_before;
    out["deduction"] = d.deduction;
    out["taken"] = d.taken;
    out["growth_after"] = d.growth_after;
    level(out, d);
    return out;
  }
  Dict operator()(const kernel::Expired& d) const {
    Dict out;
    out["amount"] = d.amount;
    out["expires_on"] = date_or_none(d.expires_on);
    out["funder"] = to_str(kFunderNames[static_cast<std::size_t>(d.funder)]);
    out["lot_class"] = d.lot_class;
    return out;
  }
  Dict operator()(const kernel::Redemption& d) const {
    Dict out;
    out["subject"] = id(d.subject);
    out["asked"] = d.asked;
    out["available"] = d.available;
    out["min_balance"] = d.min_balance;
    out["step"] = d.step;
    out["per_yuan"] = d.per_yuan;
    py::list goods;
    for (const kernel::RedeemableGoods& each : d.goods) goods.append(goods_row(each));
    out["goods"] = py::tuple(goods);
    out["cap"] = d.cap;
    out["usable"] = d.usable;
    return out;
  }
  Dict operator()(const kernel::Spending& d) const {
    Dict out;
    out["what"] = to_str(kernel::kSpendingNames[static_cast<std::size_t>(d.of)]);
    out["subject"] = id(d.subject);
    out["asked"] = d.asked;
    out["available"] = d.available;
    return out;
  }
  Dict operator()(const kernel::Exchange& d) const {
    Dict out;
    out["item"] = to_str(view_.program.names().name(NameKind::item, d.item));
    out["quantity"] = d.quantity;
    out["beans_each"] = d.beans_each;
    out["cash_each_fen"] = d.cash_each_fen;
    out["amount"] = d.amount;
    out["available"] = d.available;
    out["cash_fen"] = d.cash_fen;
    out["told_fen"] = d.told_fen;
    out["worth_fen"] = d.worth_fen;
    out["limit_per_day"] = d.limit_per_day;
    out["taken_in_day"] = d.taken_in_day;
    out["limit_per_month"] = d.limit_per_month;
    out["taken_in_month"] = d.taken_in_month;
    return out;
  }

 private:
  [[nodiscard]] MaybeStr id(const Id& of) const { return text_or_none(view_.names->shown(of)); }

  template <class Part>
  [[nodiscard]] Dict pieces(const Part& d) const {
    Dict out;
    out["order"] = id(d.order);
    out["line"] = d.line;
    out["pieces_before"] = d.pieces_before;
    out["pieces_back"] = d.pieces_back;
    out["pieces"] = d.pieces;
    return out;
  }
  template <class Charge>
  static void charge(Dict& out, const Charge& d) {
    out["amount"] = d.amount;
    out["from_available"] = d.from_available;
    out["owed"] = d.owed;
  }
  template <class Level>
  void level(Dict& out, const Level& d) const {
    out["qualified"] = d.qualified;
    out["threshold"] = d.threshold;
    out["next_threshold"] = threshold_or_none(d.next_threshold);
    out["expires_at_us"] = instant_or_none(d.expires_at);
    out["expires_local_time"] =
        text_or_none(d.expires_at == kNever ? "" : local_text(view_.program.zone(), d.expires_at));
  }
  static py::dict goods_row(const kernel::RedeemableGoods& goods) {
    py::dict out;
    out["amount_fen"] = goods.amount_fen;
    out["share"] = py::make_tuple(goods.share.numerator, goods.share.denominator);
    out["min_amount_fen"] = goods.min_amount_fen;
    out["payable"] = goods.payable;
    out["cap"] = goods.cap;
    return out;
  }

  const DecisionView& view_;
};

std::string_view kind_of(const DecisionView& view) {
  return kernel::kDecisionNames[view.decision.numbers.index()];
}

}  // namespace

void bind_decision(py::module_& m) {
  using View = DecisionView;
  py::class_<View> cls(m, "TraceDecision", kDecisionDoc);
  cls.def_property_readonly(
         "kind", [](const View& v) { return to_str(kind_of(v)); }, "What was decided.")
      .def_property_readonly(
          "numbers", [](const View& v) { return std::visit(Numbers(v), v.decision.numbers); },
          "The numbers of the decision, by their names.")
      .def_property_readonly(
          "version", [](const View& v) { return to_str(v.program.version_id(v.decision.version)); },
          "Version of the programme that decided.")
      .def_property_readonly(
          "at", [](const View& v) { return py::int_(v.decision.at); },
          "When it was decided, or fell due: microseconds since 1970-01-01 UTC.")
      .def_property_readonly(
          "local_time", [](const View& v) { return local_text(v.program.zone(), v.decision.at); },
          "The same in the programme's zone, as text.")
      .def_property_readonly(
          "due", [](const View& v) { return v.decision.due; },
          "It fell due; the event did not ask for it.")
      .def_property_readonly(
          "refusal",
          [](const View& v) {
            const Refusal code = v.decision.refusal;
            return Maybe<RefusalInfo>(code == Refusal::none ? py::object(py::none())
                                                            : py::cast(info_of(code)));
          },
          "Why it refused the event; None if it did not.")
      .def_property_readonly("core_program", [](const View& v) { return v.program; })
      .def("__str__", [](const py::object& self) { return py::str(in_words("text_of", self)); })
      .def("__repr__", [](const View& v) {
        return concat({"<TraceDecision ", kind_of(v), ">"});
      });
}

}  // namespace loyaltycore::bindings
