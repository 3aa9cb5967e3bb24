// bind_receipt.cpp: the Python face of engine/receipt.hpp: a slip as text and as a dict.
#include <algorithm>
#include <array>

#include "bindings/bindings.hpp"
#include "bindings/effect_view.hpp"
#include "bindings/member_box.hpp"
#include "loyaltycore/engine/receipt.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::bindings {
namespace {

py::dict receipt_dict(const engine::Receipt& receipt) {
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
  for (const engine::ReceiptTender& tender : receipt.tenders) {
    std::string kinds;
    for (std::size_t kind = 0; kind < kTenderKinds; ++kind) {
      if ((tender.kinds >> kind & 1U) == 0) continue;
      if (!kinds.empty()) kinds += "|";
      kinds += kTenderKindNames[kind];
    }
    py::dict row;
    row["kind"] = to_str(kinds);
    row["amount_fen"] = tender.amount_fen;
    tenders.append(row);
  }
  const auto two = [](int number) {
    return (number < 10 ? std::string(1, '0') : std::string{}).append(std::to_string(number));
  };
  const bool refused = receipt.refusal != Refusal::none;
  py::dict out;
  out["kind"] = to_str(kEventKindNames[static_cast<std::size_t>(receipt.kind)]);
  out["refusal"] = text_or_none(refused ? info_of(receipt.refusal).name : std::string_view{});
  out["duplicate"] = receipt.duplicate;
  out["member"] = to_str(receipt.member);
  out["order"] = to_str(receipt.order);
  out["event"] = to_str(receipt.event);
  const bool dated = receipt.date.year != 0;
  out["date"] = text_or_none(dated ? day_text(day_of(receipt.date)) : "");
  out["time"] = text_or_none(dated ? concat({two(receipt.hour), ":", two(receipt.minute)}) : "");
  out["lines"] = lines;
  out["goods_fen"] = receipt.goods_fen;
  out["freight_fen"] = receipt.freight_fen;
  out["tenders"] = tenders;
  out["beans_earned"] = receipt.beans_earned;
  out["beans_pending"] = receipt.beans_pending;
  out["beans_spent"] = receipt.beans_spent;
  out["beans_held"] = receipt.beans_held;
  out["beans_returned"] = receipt.beans_returned;
  out["beans_taken_back"] = receipt.beans_taken_back;
  out["beans_charged"] = receipt.beans_charged;
  out["refund_fen"] = receipt.refund_fen;
  out["withheld_fen"] = receipt.withheld_fen;
  out["growth_earned"] = receipt.growth_earned;
  out["growth_taken_back"] = receipt.growth_taken_back;
  out["beans_available"] = receipt.beans_available;
  out["beans_owed"] = receipt.beans_owed;
  out["tier"] = to_str(receipt.tier);
  return out;
}

struct Word {
  std::string_view name;
  std::string engine::ReceiptWords::*text;
};
constexpr std::array<Word, 25> kWords{{
    {"title", &engine::ReceiptWords::title},
    {"returned", &engine::ReceiptWords::returned},
    {"cancelled", &engine::ReceiptWords::cancelled},
    {"refused", &engine::ReceiptWords::refused},
    {"duplicate", &engine::ReceiptWords::duplicate},
    {"order", &engine::ReceiptWords::order},
    {"member", &engine::ReceiptWords::member},
    {"goods", &engine::ReceiptWords::goods},
    {"freight", &engine::ReceiptWords::freight},
    {"total", &engine::ReceiptWords::total},
    {"paid", &engine::ReceiptWords::paid},
    {"refund", &engine::ReceiptWords::refund},
    {"withheld", &engine::ReceiptWords::withheld},
    {"earned", &engine::ReceiptWords::earned},
    {"pending", &engine::ReceiptWords::pending},
    {"spent", &engine::ReceiptWords::spent},
    {"held", &engine::ReceiptWords::held},
    {"beans_back", &engine::ReceiptWords::beans_back},
    {"taken_back", &engine::ReceiptWords::taken_back},
    {"charged", &engine::ReceiptWords::charged},
    {"growth", &engine::ReceiptWords::growth},
    {"growth_taken_back", &engine::ReceiptWords::growth_taken_back},
    {"balance", &engine::ReceiptWords::balance},
    {"owed", &engine::ReceiptWords::owed},
    {"tier", &engine::ReceiptWords::tier},
}};

engine::ReceiptWords words_of(const py::dict& words) {
  engine::ReceiptWords out;
  for (const auto& [key, value] : words) {
    const std::string name = exact_text(key, "words");
    if (name == "tenders") {
      out.tenders = text_list(value, name);
      continue;
    }
    const auto* const found = std::find_if(kWords.begin(), kWords.end(),
                                           [&](const Word& each) { return each.name == name; });
    if (found == kWords.end()) {
      std::string known;
      for (const Word& each : kWords) known.append(each.name).append(", ");
      throw DataError("word_unknown", "words: no receipt has a word '" + name + "'", name, -1,
                      "write one of " + known + "tenders");
    }
    out.*found->text = exact_text(value, name);
  }
  return out;
}

Tuple<py::str, Dict> slip_of(const engine::Receipt& receipt, const Dict& words) {
  return Tuple<py::str, Dict>(py::make_tuple(to_str(engine::receipt_text(receipt, words_of(words))),
                                             receipt_dict(receipt)));
}

}  // namespace

void bind_receipt(py::module_& m) {
  m.def(
      "receipt",
      [](const MemberBox& box, const EventData& event, const ResultView& result,
         const Dict& words) {
        return slip_of(box.receipt_of(event, result.outcome, result.effects), words);
      },
      py::arg("member"), py::arg("event"), py::arg("result"), py::arg("words"),
      "Return the slip of an event just applied: its text and its numbers.");
  m.def(
      "past_receipt",
      [](const MemberBox& box, const EventData& event, const Dict& words) {
        return slip_of(box.receipt(event), words);
      },
      py::arg("member"), py::arg("event"), py::arg("words"),
      "Return the slip of an event in the member's history, or of one that it refuses.");
  m.def(
      "past_receipt_of",
      [](const MemberBox& box, const py::object& id, const Dict& words) {
        return slip_of(box.receipt(id_text(id, "event")), words);
      },
      py::arg("member"), py::arg("id"), py::arg("words"),
      "Return the slip of the event in the member's history that has this id.");
}

}  // namespace loyaltycore::bindings
