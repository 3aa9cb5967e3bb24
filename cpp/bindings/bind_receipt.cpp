// bind_receipt.cpp: the Python face of engine/receipt.hpp: a slip as text and as a dict.
#include "bindings/bindings.hpp"
#include "bindings/effect_view.hpp"
#include "bindings/member_box.hpp"
#include "loyaltycore/engine/receipt.hpp"

namespace loyaltycore::bindings {
namespace {

py::dict to_dict(const engine::Receipt& receipt) {
  py::list lines;
  for (const engine::ReceiptLine& line : receipt.lines) {
    py::dict row;
    row["line"] = line.line;
    row["name"] = to_str(line.name);
    row["quantity"] = line.quantity;
    row["amount_fen"] = line.amount_fen;
    row["beans_earned"] = line.beans_earned;
    lines.append(row);
  }
  py::list tenders;
  for (const TenderData& tender : receipt.tenders) {
    py::dict row;
    row["kind"] = to_str(kTenderKindNames[static_cast<std::size_t>(tender.kind)]);
    row["amount_fen"] = tender.amount_fen;
    tenders.append(row);
  }
  const auto two = [](int number) {
    return (number < 10 ? std::string(1, '0') : std::string{}).append(std::to_string(number));
  };
  py::dict out;
  out["member"] = to_str(receipt.member);
  out["order"] = to_str(receipt.order);
  out["event"] = to_str(receipt.event);
  out["date"] = day_text(day_of(receipt.date));
  out["time"] = concat({two(receipt.hour), ":", two(receipt.minute)});
  out["lines"] = lines;
  out["goods_fen"] = receipt.goods_fen;
  out["freight_fen"] = receipt.freight_fen;
  out["tenders"] = tenders;
  out["beans_earned"] = receipt.beans_earned;
  out["beans_pending"] = receipt.beans_pending;
  out["beans_spent"] = receipt.beans_spent;
  out["growth_earned"] = receipt.growth_earned;
  out["beans_available"] = receipt.beans_available;
  out["beans_owed"] = receipt.beans_owed;
  out["tier"] = to_str(receipt.tier);
  return out;
}

engine::ReceiptWords words_of(const py::dict& words) {
  engine::ReceiptWords out;
  const auto take = [&words](const char* name, std::string& word) {
    if (words.contains(name)) word = exact_text(words[name], name);
  };
  take("title", out.title);
  take("order", out.order);
  take("member", out.member);
  take("goods", out.goods);
  take("freight", out.freight);
  take("total", out.total);
  take("earned", out.earned);
  take("pending", out.pending);
  take("spent", out.spent);
  take("growth", out.growth);
  take("balance", out.balance);
  take("owed", out.owed);
  take("tier", out.tier);
  if (words.contains("tenders")) out.tenders = text_list(words["tenders"], "tenders");
  return out;
}

}  // namespace

void bind_receipt(py::module_& m) {
  m.def(
      "receipt",
      [](const MemberBox& box, const EventData& event, const ResultView& result,
         const Dict& words) {
        EventData named = event;
        if (named.member.empty()) named.member = box.id();
        const engine::Receipt slip =
            engine::receipt_of(box.program(), named, result.effects, box.member());
        return Tuple<py::str, Dict>(
            py::make_tuple(to_str(engine::receipt_text(slip, words_of(words))), to_dict(slip)));
      },
      py::arg("member"), py::arg("event"), py::arg("result"), py::arg("words"),
      "Return the slip of an event just applied: its text and its numbers.");
}

}  // namespace loyaltycore::bindings
