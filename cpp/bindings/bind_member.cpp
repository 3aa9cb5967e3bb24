// bind_member.cpp: one member, driven event by event from Python.
#include "bindings/effect_view.hpp"
#include "bindings/event_fields.hpp"
#include "bindings/medal_view.hpp"
#include "bindings/member_box.hpp"
#include "bindings/score_view.hpp"
#include "bindings/state_view.hpp"
#include "loyaltycore/engine/as_of.hpp"
#include "loyaltycore/io/event_json.hpp"
#include "loyaltycore/io/member_json.hpp"
#include "loyaltycore/io/snapshot.hpp"
#include "loyaltycore/kernel/verify.hpp"
#include "loyaltycore/model/canonical.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr const char* kMemberDoc = R"doc(
The core of loyaltycore.Member: decides and books the events of one member. One thread at a time.
)doc";

constexpr const char* kApplyDoc = R"doc(
Decide one event and book it.

Parameters
----------
event : Event
    Of this member, or of none.

Returns
-------
Result
    Accepted with effects, a duplicate, or refused; a refusal changes nothing.

Raises
------
ConflictError
    The id was used before with other content.
StaleQuoteError
    The quote that a placement binds to no longer holds; carries a fresh one.
DataError
    An id or name that is not UTF-8 or too long, or an event of another member.
InvariantError
    The books broke earlier.

Notes
-----
Cost does not grow with the history, but for a duplicate of a member that keeps it: then the first
effects are decided again. Not for two threads at once.
)doc";

constexpr const char* kQuoteDoc = R"doc(
Answer what a cart would pay with beans and earn; nothing changes.

Parameters
----------
cart : Event
    An order_placed event whose tenders leave out cash and beans.
beans : int
    Beans to spend; -1 = as many as the cart may take.
valid_micros : int
    How long the answer can be placed, microseconds.
)doc";

constexpr const char* kToJsonDoc = R"doc(
Return the member as a JSON document, without its history; Member.from_json reads it.

Returns
-------
str
    All that `save` keeps, field by field, with names for what has a name: for other languages and
    for looking. Days are ISO text, instants int microseconds since 1970-01-01 UTC, money int fen.

Notes
-----
Larger and slower than `save`.
)doc";

ResultView result_of(const MemberBox& box, const EventData& event, MemberBox::Applied applied) {
  ResultView out{box.program(), applied.outcome, event.id, std::move(applied.effects),
                 std::move(applied.names)};
  out.refusal = refusal_of_event(box.program(), applied.outcome.refusal, event);
  return out;
}

Dict statement_of(const MemberBox& box, Instant from, Instant until) {
  const engine::Statement statement = box.statement(from, until);
  const auto accounts = [](const engine::Accounts& values) {
    py::dict out;
    for (std::size_t i = 0; i < kAccounts; ++i) out[to_str(kAccountNames[i])] = values[i];
    return out;
  };
  py::list entries;
  for (const engine::LedgerEntry& entry : statement.entries) {
    const std::string event = entry.event_row == engine::kNoRow
                                  ? std::string{}
                                  : box.journal()[static_cast<std::size_t>(entry.event_row)].id;
    entries.append(view_of(box.program(), entry.effect, event, *box.names()));
  }
  Dict out;
  out["start"] = statement.from;
  out["until"] = instant_or_none(statement.until);
  out["beans_opening"] = accounts(statement.beans_opening);
  out["beans_closing"] = accounts(statement.beans_closing);
  out["growth_opening"] = accounts(statement.growth_opening);
  out["growth_closing"] = accounts(statement.growth_closing);
  out["effects"] = py::tuple(entries);
  return out;
}

template <class Class>
void add_balances(Class& cls) {
  const auto account = [&cls](const char* name, Account which, const char* doc) {
    cls.def_property_readonly(
        name, [which](const MemberBox& box) { return beans_in(box.member(), which); }, doc);
  };
  account("beans", Account::available, "Beans that can be spent, in the purse `beans`.");
  account("pending", Account::pending, "Beans that are not yet available.");
  account("held", Account::held, "Beans set aside.");
  cls.def_property_readonly(
         "debt", [](const MemberBox& box) { return -beans_in(box.member(), Account::debt); },
         "Beans that the member owes, >= 0.")
      .def_property_readonly(
          "growth",
          [](const MemberBox& box) { return box.member().standing.ladders[0].growth.count; },
          "Growth on the ladder `growth`.")
      .def_property_readonly(
          "tier",
          [](const MemberBox& box) {
            const Standing<>& standing = box.member().standing;
            return tier_name(box.program(), standing.version, 0, standing.ladders[0].tier);
          },
          "Name of the tier on the ladder `growth`.")
      .def_property_readonly(
          "tier_expires_at",
          [](const MemberBox& box) {
            return instant_or_none(box.member().standing.ladders[0].expires_at);
          },
          "First instant after the qualification period; None if it has no end.")
      .def_property_readonly(
          "decided_at",
          [](const MemberBox& box) { return instant_or_none(box.member().facts.decided_at); },
          "Decision time of the last accepted event; None before the first.");
}

template <class Class>
void add_member_reading(Class& cls) {
  cls.def_property_readonly(
         "id", [](const MemberBox& box) { return to_str(box.id()); }, "The member's id.")
      .def_property_readonly("keep_history", &MemberBox::keeps_history,
                             "Whether explain and statement can answer.")
      .def_property_readonly("core_program", [](const MemberBox& box) { return box.program(); })
      .def_property_readonly(
          "events",
          [](const MemberBox& box) {
            py::list out;
            for (const EventData& event : box.journal()) {
              if (!event.id.empty()) out.append(event);
            }
            return Many<EventData>(py::tuple(out));
          },
          "Accepted events, if history is kept.")
      .def(
          "state",
          [](const MemberBox& box) { return state_of(box.program(), box.member(), *box.names()); },
          "Return everything that the member is as a dict; days are ISO text, instants int.")
      .def("core_statement", &statement_of, py::arg("start"), py::arg("until"))
      .def("core_progress", &progress_of, py::arg("at"), py::arg("ladder"))
      .def("core_scores", &scores_of, py::arg("at"))
      .def("core_medals", &medals_of, py::arg("at"))
      .def("verify", &MemberBox::verify,
           "Check that the books close; InvariantError if not, and writes are refused from then "
           "on.");
}

std::span<const std::byte> view_of_bytes(const py::bytes& bytes) {
  const std::string_view view{bytes};
  return {reinterpret_cast<const std::byte*>(view.data()), view.size()};
}

py::bytes to_bytes(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool equal(const MemberBox& a, const MemberBox& b) {
  if (a.id() != b.id() || a.program().fingerprint() != b.program().fingerprint()) return false;
  std::vector<std::byte> of_a;
  std::vector<std::byte> of_b;
  encode_member(a.member(), a.program().plan(), Memory::included, of_a);
  encode_member(b.member(), b.program().plan(), Memory::included, of_b);
  return of_a == of_b;
}

std::string digest_of(const MemberBox& box, Instant as_of) {
  engine::check_as_of(as_of);
  Member settled = box.member();
  kernel::Workspace workspace;
  kernel::settle(box.program(), settled, as_of, workspace, nullptr);
  std::vector<std::byte> scratch;
  return to_hex(member_hash(box.id(), settled, box.program().plan(), scratch));
}

/// Stored bytes, the texts of ids, and the journal (None if no history was kept).
void load(MemberBox& box, const py::bytes& bytes, const std::vector<std::string>& names,
          const py::object& journal, bool forget_words) {
  StoredMember stored = load_member(box.program(), view_of_bytes(bytes), {forget_words, nullptr});
  if (stored.id != box.id()) {
    throw SnapshotError("snapshot_other_member",
                        concat({"the snapshot is of member '", stored.id, "'"}),
                        {"names", -1, box.id(), stored.id});
  }
  std::vector<EventData> events;
  if (!journal.is_none()) events = events_from_json_lines(py::cast<std::string>(journal));
  for (const std::string& text : stored.texts) box.remember_id(text);
  for (const std::string& name : names) box.remember_id(name);
  box.restore(std::move(stored.member), events);
}

std::string json_of(const MemberBox& box) {
  const std::vector<std::string> texts = box.names()->open_texts(box.member());
  const py::gil_scoped_release no_gil;
  return member_to_json(box.program(), {"", box.id(), &box.member(), texts});
}

/// A member of its own, without history, out of a document.
std::unique_ptr<MemberBox> read_json(const Program& program, const std::string& json,
                                     bool forget_words) {
  const py::gil_scoped_release no_gil;
  StoredMember stored = member_from_json(program, json, {forget_words, nullptr});
  if (!stored.scope.empty()) {
    throw SnapshotError("snapshot_other_member",
                        concat({"/scope: the member is of scope '", stored.scope,
                                "'; read it where that scope's members are"}),
                        {"/scope", -1, "the platform", stored.scope});
  }
  const std::string broken = kernel::broken_invariant(program, stored.member);
  if (!broken.empty()) {
    throw SnapshotError("snapshot_damaged",
                        concat({"/standing: its books do not close (", broken,
                                "); write the member anew with to_json"}),
                        {"/standing", -1, "books that close", broken});
  }
  auto box = std::make_unique<MemberBox>(program, stored.id, false);
  for (const std::string& text : stored.texts) box->remember_id(text);
  box->restore(std::move(stored.member), {});
  return box;
}

std::string journal_of(const MemberBox& box) {
  std::string out;
  for (const EventData& event : box.journal()) out += to_json(event) + "\n";
  return out;
}

template <class Class>
void add_keeping(Class& cls) {
  cls.def(
         "save",
         [](const MemberBox& box) {
           const std::vector<std::string> texts = box.names()->open_texts(box.member());
           return to_bytes(save_member(box.program(), box.id(), box.member(), texts));
         },
         "Return the member as verified bytes, without its history.")
      .def("core_load", &load, py::arg("bytes"), py::arg("names"), py::arg("journal"),
           py::arg("forget_words"))
      .def(
          "to_json", [](const MemberBox& box) { return to_str(json_of(box)); }, kToJsonDoc)
      .def("core_take", &MemberBox::take, py::arg("other"))
      .def("core_names", [](const MemberBox& box) { return box.names()->texts(); })
      .def("core_journal", &journal_of)
      .def(
          "digest",
          [](const MemberBox& box, const py::object& as_of) {
            return digest_of(box, exact_instant(as_of, "as_of"));
          },
          py::arg("as_of"), "Return the member's hash, settled to `as_of`: 32 hexadecimal digits.")
      .def("core_equal", &equal, py::arg("other"));
}

template <class Class>
void add_explaining(Class& cls) {
  cls.def(
         "explain_id",
         [](const MemberBox& box, const py::object& id) {
           const std::string text = id_text(id, "event_id");
           const py::gil_scoped_release no_gil;
           return box.explain(text);
         },
         py::arg("event_id"), "Explain an accepted event.")
      .def("explain_next", &MemberBox::explain_next, py::arg("event"),
           "Explain an event as if it came now.");
}

}  // namespace

void bind_member(py::module_& m) {
  py::class_<MemberBox> cls(m, "Member", kMemberDoc);
  cls.def(py::init([](const Program& program, const py::object& id, bool keep_history) {
            return std::make_unique<MemberBox>(program, id_text(id, "id"), keep_history);
          }),
          py::arg("program"), py::arg("id"), py::arg("keep_history"))
      .def(py::init([](const MemberBox& other) { return other.copy(); }), py::arg("other"))
      .def(
          "apply",
          [](MemberBox& box, const OneEvent& given) {
            const EventData& event = event_of(given, "apply");
            return result_of(box, event, box.apply(event));
          },
          py::arg("event"), kApplyDoc)
      .def(
          "core_settle",
          [](MemberBox& box, Instant as_of) {
            return ResultView{box.program(), {}, "", box.settle(as_of), box.names()};
          },
          py::arg("as_of"))
      .def(
          "core_quote",
          [](const MemberBox& box, const EventData& cart, std::int64_t beans,
             std::int64_t valid_micros) {
            return box.quote(cart, {beans, valid_micros});
          },
          py::arg("cart"), py::arg("beans"), py::arg("valid_micros"), kQuoteDoc);
  add_balances(cls);
  add_member_reading(cls);
  add_explaining(cls);
  add_keeping(cls);
  m.def(
      "snapshot_member_id",
      [](const Program& program, const py::bytes& bytes, bool forget_words) {
        return to_str(load_member(program, view_of_bytes(bytes), {forget_words, nullptr}).id);
      },
      py::arg("program"), py::arg("bytes"), py::arg("forget_words"),
      "Return the id of the member in a snapshot of one.");
  m.def("member_from_json", &read_json, py::arg("program"), py::arg("json"),
        py::arg("forget_words"), "Return the member of a document.");
}

}  // namespace loyaltycore::bindings
