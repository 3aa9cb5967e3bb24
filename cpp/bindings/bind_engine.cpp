// bind_engine.cpp: many members in memory, one event or a batch at a time.
//
// The engine locks by itself; the GIL is released around every call that may wait or work. Calls
// over many members run in a thread of their own and answer Ctrl-C (interruptible.hpp).
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/effect_view.hpp"
#include "bindings/event_fields.hpp"
#include "bindings/interruptible.hpp"
#include "bindings/member_box.hpp"
#include "bindings/state_view.hpp"
#include "loyaltycore/engine/engine.hpp"
#include "loyaltycore/engine/fresh_quote.hpp"
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
    here, not exceptions: one event does not stop the others. The Result of a stale quote carries
    the fresh one as `quote`: what StaleQuoteError carries.

Raises
------
DataError
    An id or name that cannot be read; `row` is the event's position. Nothing changed.

KeyboardInterrupt
    Within 200 ms of Ctrl-C, between two events; a note says how many are booked. Those stay booked,
    and the same events again complete the batch: what is booked answers as a duplicate.

Notes
-----
Exclusive: no other call comes between. Runs without the GIL.
)doc";

/// What earlier events told, and what this one does.
std::shared_ptr<const engine::IdTexts> names_of(engine::IdTexts earlier, const EventData& event) {
  auto names = std::make_shared<engine::IdTexts>(std::move(earlier));
  names->add_event(event);
  return names;
}

std::size_t size_of(const Engine& engine) {
  const py::gil_scoped_release no_gil;
  return engine.size();
}

/// A placement's cart quoted anew, as Python sees it.
QuoteView fresh_of(const Engine& engine, const EventData& placement, const kernel::Quote& fresh) {
  EventData cart = engine::cart_of(placement);
  auto names = names_of({}, cart);
  return {engine.program(), fresh, std::move(cart), std::move(names)};
}

ResultView result_of(const Engine& engine, const EventData& event, engine::Applied applied) {
  ResultView out{engine.program(), applied.outcome, event.id, std::move(applied.effects),
                 names_of(std::move(applied.texts), event)};
  out.refusal = refusal_of_event(engine.program(), applied.outcome.refusal, event);
  if (applied.fresh) {
    out.quote = std::make_shared<QuoteView>(fresh_of(engine, event, *applied.fresh));
  }
  return out;
}

void check_member(const EventData& event) {
  if (event.member.empty()) {
    throw DataError("field_missing", "member: an event for an engine names its member", "member",
                    -1, "make it with member=");
  }
}

QuoteView quote_of(const Engine& engine, const EventData& cart, std::int64_t beans,
                   std::int64_t valid_micros) {
  QuoteView view{engine.program(), {}, cart, names_of({}, cart)};
  view.quote = engine.quote(cart, {beans, valid_micros});
  return view;
}

/// The same exceptions as those of a single member.
void raise_refusal(const Engine& engine, const EventData& event, engine::Applied& applied) {
  if (applied.outcome.refusal == Refusal::id_conflict) throw Conflict(event.id, event.member);
  if (applied.fresh) throw StaleQuote(event.id, fresh_of(engine, event, *applied.fresh));
}

ResultView apply(Engine& engine, const OneEvent& given) {
  const EventData& event = event_of(given, "apply");
  check_member(event);
  engine::Applied applied;
  {
    const py::gil_scoped_release no_gil;
    applied = engine.apply(event);
    raise_refusal(engine, event, applied);
  }
  return result_of(engine, event, std::move(applied));
}

/// Where the events of a list lie; the list keeps them alive. @throws TypeError, DataError
std::vector<const EventData*> places_of(const List<EventData>& events) {
  std::vector<const EventData*> out;
  out.reserve(events.size());
  for (std::size_t row = 0; row < events.size(); ++row) {
    check_signals(row);
    out.push_back(&event_at(events, row));
    if (out.back()->member.empty()) {
      throw DataError("field_missing", "member: an event for an engine names its member", "member",
                      static_cast<std::int64_t>(row), "make it with member=");
    }
  }
  return out;
}

/// @pre nobody else has the list: its events must stay while the engine reads them.
List<ResultView> apply_many(Engine& engine, const List<EventData>& list) {
  const std::vector<const EventData*> events = places_of(list);
  std::vector<engine::Applied> applied = interruptible(
      events.size(), "events",
      [&](const CancelFlag* cancel) { return engine.apply_batch_at(events, cancel); });
  return listed<ResultView>(events.size(), events.size(), "events", [&](std::size_t row) {
    return result_of(engine, *events[row], std::move(applied[row]));
  });
}

ResultView result_of(const Engine& engine, engine::Settled settled) {
  return {engine.program(),
          {},
          "",
          std::move(settled.effects),
          std::make_shared<engine::IdTexts>(std::move(settled.texts))};
}

ResultView settle(Engine& engine, const std::string& member, Instant as_of) {
  engine::Settled settled;
  {
    const py::gil_scoped_release no_gil;
    settled = engine.settle(member, as_of);
  }
  return result_of(engine, std::move(settled));
}

List<Tuple<py::str, ResultView>> settle_all(Engine& engine, Instant as_of) {
  const std::size_t members = size_of(engine);
  std::vector<engine::Settled> settled =
      interruptible(members, "members",
                    [&](const CancelFlag* cancel) { return engine.settle_all(as_of, cancel); });
  return listed<Tuple<py::str, ResultView>>(
      settled.size(), members, "members", [&](std::size_t row) {
        const py::str member = to_str(settled[row].member);
        return py::make_tuple(member, result_of(engine, std::move(settled[row])));
      });
}

py::bytes save(const Engine& engine, bool canonical, std::uint64_t shard,
               std::uint64_t generation) {
  const std::vector<std::byte> bytes =
      interruptible(size_of(engine), "", [&](const CancelFlag* cancel) {
        SnapshotWriter writer{engine.program()};
        writer.set_label({shard, generation});
        engine.visit([&](std::string_view scope, std::string_view id, const Member& member,
                         const engine::IdTexts& texts) {
          check_cancel(cancel);
          writer.add(scope, id, member, texts.open_texts(member));
        });
        return writer.finish(canonical, cancel);
      });
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Members that take about as long to read as these bytes.
std::size_t members_in(std::size_t bytes) { return bytes / 1'024; }

/// Into an engine without members, which is thrown away if this throws.
void restore(Engine& engine, const py::bytes& bytes, bool forget_words,
             std::optional<std::uint64_t> shard, std::optional<std::uint64_t> generation) {
  const std::string_view view{bytes};
  const std::span<const std::byte> span{reinterpret_cast<const std::byte*>(view.data()),
                                        view.size()};
  interruptible(members_in(view.size()), "", [&](const CancelFlag* cancel) {
    return visit_snapshot(engine.program(), span,
                          [&engine](const StoredMember& each) {
                            engine.restore(each.scope, each.id, each.member, each.texts);
                          },
                          {forget_words, cancel, shard, generation});
  });
}

std::vector<std::string> members(const Engine& engine) {
  return interruptible(size_of(engine), "", [&](const CancelFlag* cancel) {
    std::vector<std::string> out;
    engine.visit([&](std::string_view /*scope*/, std::string_view id, const Member& /*member*/,
                     const engine::IdTexts& /*texts*/) {
      check_cancel(cancel);
      out.emplace_back(id);
    });
    return out;
  });
}

/// A copy of one member; KeyError if there is none. The GIL is released while its lock is awaited.
Member existing(const Engine& engine, const std::string& id) {
  std::optional<Member> member;
  {
    const py::gil_scoped_release no_gil;
    member = engine.member(id);
  }
  if (!member) throw py::key_error(concat({"no accepted event of member '", id, "'"}));
  return std::move(*member);
}

engine::IdTexts texts_of(const Engine& engine, const std::string& id) {
  const py::gil_scoped_release no_gil;
  return engine.texts(id);
}

Dict state(const Engine& engine, const std::string& id) {
  const Member member = existing(engine, id);
  return state_of(engine.program(), member, texts_of(engine, id));
}

/// A member of its own, with the state that one of the engine has now.
std::unique_ptr<MemberBox> member_of(const Engine& engine, const std::string& id) {
  auto box = std::make_unique<MemberBox>(engine.program(), id, false);
  box->restore(existing(engine, id), {});
  for (const std::string& text : texts_of(engine, id).texts()) box->remember_id(text);
  return box;
}

template <class Class>
void add_engine_reading(Class& cls) {
  cls.def_property_readonly("core_program", [](const Engine& engine) { return engine.program(); })
      .def("__len__", &size_of)
      .def(
          "core_contains",
          [](const Engine& engine, const std::string& id) {
            const py::gil_scoped_release no_gil;
            return engine.contains(id);
          },
          py::arg("member"))
      .def("members", &members, "Return the ids of all members, in order of first acceptance.")
      .def("core_member", &member_of, py::arg("member"))
      .def("core_state", &state, py::arg("member"))
      .def(
          "core_digest",
          [](const Engine& engine, Instant as_of) {
            const engine::Digest digest = interruptible(
                size_of(engine), "",
                [&](const CancelFlag* cancel) { return engine.digest(as_of, cancel); });
            return Tuple<py::int_, py::str>(py::make_tuple(digest.members, to_hex(digest.sum)));
          },
          py::arg("as_of"))
      .def(
          "verify",
          [](const Engine& engine) {
            const std::string broken =
                interruptible(size_of(engine), "",
                              [&](const CancelFlag* cancel) { return engine.verify(cancel); });
            if (!broken.empty()) throw InvariantError("books_broken", broken);
          },
          "Check that every member's books close; InvariantError names the first that do not.")
      .def("core_save", &save, py::arg("canonical"), py::arg("shard"), py::arg("generation"));
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
      .def("core_restore", &restore, py::arg("bytes"), py::arg("forget_words"), py::arg("shard"),
           py::arg("generation"));
  add_engine_reading(cls);
}

}  // namespace loyaltycore::bindings
