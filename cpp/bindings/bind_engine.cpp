// bind_engine.cpp: many members in memory, one event or a batch at a time.
//
// The engine locks by itself; the GIL is released around every call that may wait or work.
#include <algorithm>

#include "bindings/effect_view.hpp"
#include "bindings/member_box.hpp"
#include "bindings/state_view.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/io/snapshot.hpp"

namespace loyaltycore::bindings {
namespace {

using engine::Engine;

constexpr const char* kEngineDoc = R"doc(
The core of loyaltycore.Engine: many members under one programme; thread-safe.
)doc";

constexpr const char* kApplyManyDoc = R"doc(
Decide and book events in the order given, as if applied one by one.

Parameters
----------
events : list of Event
    Each names its member.

Returns
-------
list of Result
    One for each event. A used id with other content and a quote that no longer holds are refusals
    here, not exceptions: one event does not stop the others.

Raises
------
DataError
    An id or name that cannot be read; `row` is the event's position. Nothing changed.

Notes
-----
Exclusive: no other call comes between. Runs without the GIL.
)doc";

std::shared_ptr<const IdNames> names_of(const EventData& event) {
  auto names = std::make_shared<IdNames>();
  names->add_event(event);
  return names;
}

ResultView result_of(const Engine& engine, const EventData& event, engine::Applied applied) {
  return {engine.program(), applied.outcome, event.id, std::move(applied.effects), names_of(event)};
}

void check_member(const EventData& event) {
  if (event.member.empty()) {
    throw DataError("field_missing", "member: an event for an engine names its member", "member",
                    -1, "make it with member=");
  }
}

QuoteView quote_of(const Engine& engine, const EventData& cart, std::int64_t beans,
                   std::int64_t valid_micros) {
  QuoteView view{engine.program(), {}, cart, names_of(cart)};
  view.quote = engine.quote(cart, {beans, valid_micros});
  return view;
}

/// The same exceptions as those of a single member.
void raise_refusal(const Engine& engine, const EventData& event, const kernel::Outcome& outcome) {
  if (outcome.refusal == Refusal::id_conflict) throw Conflict(event.id, event.member);
  if (outcome.refusal != Refusal::stale_quote || !event.quoted) return;
  const EventData cart = cart_of(event);
  QuoteView fresh =
      quote_of(engine, cart, event.quoted->beans_spent.count, kernel::QuoteRequest{}.valid_micros);
  if (fresh.quote.outcome.refusal != Refusal::none) {
    fresh = quote_of(engine, cart, kernel::QuoteRequest::kAllBeans,
                     kernel::QuoteRequest{}.valid_micros);
  }
  throw StaleQuote(event.id, std::move(fresh));
}

ResultView apply(Engine& engine, const EventData& event) {
  check_member(event);
  engine::Applied applied;
  {
    const py::gil_scoped_release no_gil;
    applied = engine.apply(event);
    raise_refusal(engine, event, applied.outcome);
  }
  return result_of(engine, event, std::move(applied));
}

List<ResultView> apply_many(Engine& engine, const std::vector<EventData>& events) {
  std::vector<engine::Applied> applied;
  {
    const py::gil_scoped_release no_gil;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (events[i].member.empty()) {
        throw DataError("field_missing", "member: an event for an engine names its member",
                        "member", static_cast<std::int64_t>(i), "make it with member=");
      }
    }
    applied = engine.apply_batch(events);
  }
  List<ResultView> out;
  for (std::size_t i = 0; i < events.size(); ++i) {
    out.append(result_of(engine, events[i], std::move(applied[i])));
  }
  return out;
}

ResultView settle(Engine& engine, const std::string& member, Instant as_of) {
  kernel::Effects effects;
  {
    const py::gil_scoped_release no_gil;
    effects = engine.settle(member, as_of);
  }
  return {engine.program(), {}, "", std::move(effects), std::make_shared<IdNames>()};
}

List<Tuple<py::str, ResultView>> settle_all(Engine& engine, Instant as_of) {
  std::vector<engine::Settled> settled;
  {
    const py::gil_scoped_release no_gil;
    settled = engine.settle_all(as_of);
  }
  List<Tuple<py::str, ResultView>> out;
  const auto names = std::make_shared<const IdNames>();
  for (engine::Settled& each : settled) {
    out.append(py::make_tuple(
        to_str(each.member), ResultView{engine.program(), {}, "", std::move(each.effects), names}));
  }
  return out;
}

py::bytes save(const Engine& engine, bool canonical) {
  std::vector<std::byte> bytes;
  {
    const py::gil_scoped_release no_gil;
    SnapshotWriter writer{engine.program()};
    engine.visit([&writer](std::string_view scope, std::string_view id, const Member& member) {
      writer.add(scope, id, member);
    });
    bytes = writer.finish(canonical);
  }
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void restore(Engine& engine, const py::bytes& bytes) {
  const std::string_view view{bytes};
  const std::span<const std::byte> span{reinterpret_cast<const std::byte*>(view.data()),
                                        view.size()};
  const py::gil_scoped_release no_gil;
  std::vector<StoredMember> stored = load_engine(engine.program(), span);
  engine.reserve(stored.size());
  for (const StoredMember& each : stored) engine.restore(each.scope, each.id, each.member);
}

std::vector<std::string> members(const Engine& engine) {
  std::vector<std::string> out;
  const py::gil_scoped_release no_gil;
  engine.visit([&out](std::string_view /*scope*/, std::string_view id, const Member& /*member*/) {
    out.emplace_back(id);
  });
  return out;
}

Dict state(const Engine& engine, const std::string& id) {
  const std::optional<Member> member = engine.member(id);
  if (!member) throw py::key_error(id);
  return state_of(engine.program(), *member, IdNames{});
}

/// A member of its own, with the state that one of the engine has now.
std::unique_ptr<MemberBox> member_of(const Engine& engine, const std::string& id) {
  std::optional<Member> member = engine.member(id);
  if (!member) throw py::key_error(id);
  auto box = std::make_unique<MemberBox>(engine.program(), id, false);
  box->restore(std::move(*member), {});
  return box;
}

template <class Class>
void add_reading(Class& cls) {
  cls.def_property_readonly("core_program", [](const Engine& engine) { return engine.program(); })
      .def("__len__", &Engine::size)
      .def(
          "core_contains",
          [](const Engine& engine, const std::string& id) { return engine.contains(id); },
          py::arg("member"))
      .def("members", &members, "Return the ids of all members, in order of first acceptance.")
      .def("core_member", &member_of, py::arg("member"))
      .def("core_state", &state, py::arg("member"))
      .def(
          "core_digest",
          [](const Engine& engine, Instant as_of) {
            engine::Digest digest;
            {
              const py::gil_scoped_release no_gil;
              digest = engine.digest(as_of);
            }
            return Tuple<py::int_, py::str>(py::make_tuple(digest.members, to_hex(digest.sum)));
          },
          py::arg("as_of"))
      .def(
          "verify",
          [](const Engine& engine) {
            std::string broken;
            {
              const py::gil_scoped_release no_gil;
              broken = engine.verify();
            }
            if (!broken.empty()) throw InvariantError("books_broken", broken);
          },
          "Check that every member's books close; InvariantError names the first that do not.")
      .def("save", &save, py::kw_only(), py::arg("canonical") = false,
           "Return all members as verified bytes; canonical ones do not depend on history.");
}

}  // namespace

void bind_engine(py::module_& m) {
  py::class_<Engine> cls(m, "Engine", kEngineDoc);
  cls.def(py::init<Program>(), py::arg("program"))
      .def("apply", &apply, py::arg("event"), "Decide one event and book it; see Member.apply.")
      .def("core_apply_many", &apply_many, py::arg("events"), kApplyManyDoc)
      .def(
          "core_quote",
          [](const Engine& engine, const EventData& cart, std::int64_t beans,
             std::int64_t valid_micros) {
            check_member(cart);
            const py::gil_scoped_release no_gil;
            return quote_of(engine, cart, beans, valid_micros);
          },
          py::arg("cart"), py::arg("beans"), py::arg("valid_micros"))
      .def("core_settle", &settle, py::arg("member"), py::arg("as_of"))
      .def("core_settle_all", &settle_all, py::arg("as_of"))
      .def("core_restore", &restore, py::arg("bytes"));
  add_reading(cls);
}

}  // namespace loyaltycore::bindings
