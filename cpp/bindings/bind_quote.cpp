// bind_quote.cpp: what a cart would pay with beans and earn.
#include "bindings/effect_view.hpp"
#include "bindings/member_box.hpp"
#include "loyaltycore/io/event_json.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr const char* kQuoteDoc = R"doc(
The answer to a cart: what it costs, how many beans may pay, what it would earn.

Earnings are those "if completed at `quoted_at` with today's standing". Place it with
`OrderPlaced(..., quote=q)` before `valid_until`: the placement is booked only if every number still
holds. Money is in fen, instants are int microseconds since 1970-01-01 UTC.
)doc";

}  // namespace

void bind_quoted_numbers(py::module_& m) {
  py::class_<QuotedLine>(m, "QuotedLine", "What one line of the cart pays and earns.")
      .def_readonly("line", &QuotedLine::line, "Number of the line.")
      .def_property_readonly(
          "amount_fen", [](const QuotedLine& l) { return l.amount.count; },
          "To be paid for the line.")
      .def_property_readonly(
          "beans_money_fen", [](const QuotedLine& l) { return l.beans_money.count; },
          "Part of the amount that beans pay.")
      .def_property_readonly(
          "beans_spent", [](const QuotedLine& l) { return l.beans_spent.count; },
          "Beans that pay it.")
      .def_property_readonly(
          "beans_earned", [](const QuotedLine& l) { return l.beans_earned.count; },
          "Beans it would earn.")
      .def_property_readonly(
          "growth_earned", [](const QuotedLine& l) { return l.growth_earned.count; },
          "Growth it would earn.")
      .def("__repr__", [](const QuotedLine& l) {
        return "<QuotedLine " + std::to_string(l.line) + ": " + std::to_string(l.amount.count) +
               " fen, " + std::to_string(l.beans_spent.count) + " beans spent>";
      });
  py::class_<QuotedNumbers>(m, "QuotedNumbers", "The numbers that a placement binds to.")
      .def("to_json", py::overload_cast<const QuotedNumbers&>(&to_json),
           "Return them as one JSON object: the field `quoted` of an event.")
      .def_static("from_json", &quoted_from_json, py::arg("text"),
                  "Read what to_json wrote; DataError if a number is missing or is none.")
      .def("__eq__",
           [](const QuotedNumbers& a, const py::object& b) {
             return py::isinstance<QuotedNumbers>(b) && a == py::cast<const QuotedNumbers&>(b);
           })
      .def("__hash__", [](const QuotedNumbers& n) {
        return py::hash(py::make_tuple(n.quoted_at, n.cash_due.count, n.beans_spent.count));
      });
}

namespace {

Maybe<QuoteView> quote_in(const ResultView& result) {
  return Maybe<QuoteView>(result.quote ? py::cast(*result.quote) : py::object(py::none()));
}

/// A property of Result, which is bound before the class Quote that it answers.
void add_to_result(const py::module_& m) {
  py::class_<ResultView>(m.attr("Result"))
      .def_property_readonly("quote", &quote_in,
                             "Of a placement that apply_many refused as stale_quote: the same cart "
                             "quoted anew, at the instant of the placement; else None.");
}

Maybe<RefusalInfo> refusal_of(const QuoteView& view) {
  if (view.quote.outcome.refusal == Refusal::none) return Maybe<RefusalInfo>(py::none());
  return Maybe<RefusalInfo>(
      py::cast(refusal_of_event(view.program, view.quote.outcome.refusal, view.cart)));
}

/// What pays the cart: its own tenders, the beans' money, and cash for the rest.
std::vector<TenderData> tenders_of(const QuoteView& view) {
  const QuotedNumbers& numbers = view.quote.numbers;
  std::vector<TenderData> out = view.cart.tenders;
  Fen beans_money{};
  for (const QuotedLine& line : numbers.lines) beans_money += line.beans_money;
  if (beans_money.count > 0) out.push_back({TenderKind::beans, beans_money.count});
  // A gift card of the cart is money as well: it is a part of what is due, beside the cash.
  std::int64_t open = numbers.goods.count + numbers.freight.count;
  for (const TenderData& tender : out) open -= tender.amount_fen;
  if (open > 0) out.push_back({TenderKind::cash, open});
  return out;
}

std::string tier_at(const QuoteView& view, std::int32_t level) {
  return tier_name(view.program, view.quote.version, 0, level);
}

/// What bounds the beans of the cart, as numbers; None if a quote has not come so far.
Maybe<Dict> beans_room(const QuoteView& view) {
  if (view.quote.numbers.valid_until == 0) return Maybe<Dict>(py::none());
  const kernel::BeansRoom& room = view.quote.room;
  Dict out;
  out["available"] = view.quote.numbers.beans_available.count;
  out["held"] = room.held.count;
  out["pending"] = room.pending.count;
  out["min_balance"] = room.min_balance.count;
  out["cap"] = room.cap.count;
  out["step"] = room.step.count;
  out["payable"] = room.payable;
  out["suspended"] = room.suspended;
  return Maybe<Dict>(out);
}

py::str beans_bound(const py::object& self) { return py::str(in_words("beans_bound", self)); }

py::str earnings_condition(const py::object& self) {
  return py::str(in_words("earnings_condition", self));
}

std::string quote_repr(const py::object& self) {
  const auto& view = py::cast<const QuoteView&>(self);
  const QuotedNumbers& n = view.quote.numbers;
  const auto bound = py::cast<std::string>(beans_bound(self));
  if (const Refusal refusal = view.quote.outcome.refusal; refusal != Refusal::none) {
    const bool of_beans = info_of(refusal).field == "beans" && !bound.empty();
    return concat({"<Quote refused, ", info_of(refusal).name, of_beans ? ": " + bound : "", ">"});
  }
  return concat({"<Quote cash ", std::to_string(n.cash_due.count), " fen, beans ",
                 std::to_string(n.beans_spent.count), " of ", std::to_string(n.beans_usable.count),
                 " usable", n.beans_usable.count == 0 ? " (" + bound + ")" : "", ", earns ",
                 std::to_string(n.beans_earned.count), " beans ",
                 py::cast<std::string>(earnings_condition(self)), ">"});
}

template <class Class, class Get>
void number(Class& cls, const char* name, Get get, const char* doc) {
  cls.def_property_readonly(
      name, [get](const QuoteView& view) { return get(view.quote.numbers); }, doc);
}

/// What it tells people, and the numbers that the words are made of.
void bind_words(py::class_<QuoteView>& cls) {
  cls.def_property_readonly("beans_bound", &beans_bound,
                            "What bounds the beans that may be spent, in words.")
      .def_property_readonly("earnings_condition", &earnings_condition,
                             "Under which condition it would earn what it says, in words.")
      .def_property_readonly(
          "beans_room", &beans_room,
          "The numbers of `beans_bound`, a dict: available, held, pending, min_balance, cap of the "
          "cart, step, payable, suspended; None where an earlier refusal left them unknown.")
      .def_property_readonly(
          "local_time",
          [](const QuoteView& v) {
            return local_text(v.program.zone(), v.quote.numbers.quoted_at);
          },
          "When it was asked for, in the programme's zone, as text.")
      .def_property_readonly("core_program", [](const QuoteView& v) { return v.program; })
      .def("__repr__", &quote_repr)
      .def("_repr_html_",
           [](const py::object& self) { return py::str(in_words("html_of", self)); });
}

}  // namespace

void bind_quote(py::module_& m) {
  py::class_<QuoteView> cls(m, "Quote", kQuoteDoc);
  using N = QuotedNumbers;
  number(
      cls, "quoted_at", [](const N& n) { return n.quoted_at; }, "When it was asked for.");
  number(
      cls, "valid_until", [](const N& n) { return n.valid_until; },
      "First instant at which it cannot be placed.");
  number(
      cls, "goods_fen", [](const N& n) { return n.goods.count; }, "Sum of the lines.");
  number(
      cls, "freight_fen", [](const N& n) { return n.freight.count; }, "Freight.");
  number(
      cls, "cash_due_fen", [](const N& n) { return n.cash_due.count; },
      "What is left to pay in money.");
  number(
      cls, "beans_available", [](const N& n) { return n.beans_available.count; },
      "Beans the member has.");
  number(
      cls, "beans_usable", [](const N& n) { return n.beans_usable.count; },
      "The most beans this cart may take.");
  number(
      cls, "beans_spent", [](const N& n) { return n.beans_spent.count; },
      "Beans this quote spends.");
  number(
      cls, "beans_earned", [](const N& n) { return n.beans_earned.count; }, "Beans it would earn.");
  number(
      cls, "growth_earned", [](const N& n) { return n.growth_earned.count; },
      "Growth it would earn.");
  number(
      cls, "lines", [](const N& n) { return Many<QuotedLine>(py::tuple(py::cast(n.lines))); },
      "A QuotedLine for each line of the cart.");
  cls.def_property_readonly("refusal", &refusal_of, "Why it cannot be placed; None if it can.")
      .def_property_readonly(
          "tier_now", [](const QuoteView& v) { return tier_at(v, v.quote.numbers.tier_now); },
          "Tier of the member.")
      .def_property_readonly(
          "tier_then", [](const QuoteView& v) { return tier_at(v, v.quote.numbers.tier_then); },
          "Tier if the cart is completed.")
      .def_property_readonly(
          "cart", [](const QuoteView& v) { return v.cart; },
          "The cart that was quoted, an order_placed event.")
      .def_property_readonly(
          "tenders",
          [](const QuoteView& v) { return Many<TenderData>(py::tuple(py::cast(tenders_of(v)))); },
          "What pays the cart: its tenders, the beans' money, cash.")
      .def_property_readonly(
          "numbers", [](const QuoteView& v) { return v.quote.numbers; },
          "The numbers that a placement binds to.")
      .def_property_readonly(
          "effects",
          [](const QuoteView& v) {
            return views_of(v.program, v.quote.effects.entries, v.cart.id, *v.names);
          },
          "What placing and then completing the cart would do.");
  bind_words(cls);
  refuse_pickle(cls,
                "a Quote does not pickle: store the event that places it, "
                "OrderPlaced(quote=...), which holds its numbers, or ask again");
  add_to_result(m);
}

}  // namespace loyaltycore::bindings
