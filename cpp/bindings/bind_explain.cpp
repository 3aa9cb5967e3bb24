// bind_explain.cpp: the trace of one event: rules asked, numbers used, what became of the beans.
#include <algorithm>

#include "bindings/decision_view.hpp"
#include "bindings/effect_view.hpp"
#include "bindings/member_box.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr const char* kStepDoc = R"doc(
One rule asked about one unit, or one task about one event: the way to what it gave, or the first
condition that kept it from giving.

Over an accepted event `granted` adds up, by currency, to what its effects of cause `earned` and
`task_rewarded` move.
)doc";

constexpr const char* kExplanationDoc = R"doc(
Why one event did what it did. `str()` of it reads as text; the fields are the same as data.
)doc";

/// A step with the programme that names its numbers.
struct StepView {
  kernel::TraceStep step{};
  Program program;
};

Tuple<py::int_, py::int_> fraction(const Ratio<>& ratio) {
  return Tuple<py::int_, py::int_>(py::make_tuple(ratio.numerator, ratio.denominator));
}

/// (cap, what it left) of the caps that the rule has, in the order of asking.
Many<Tuple<py::str, py::int_>> caps_of(const StepView& view) {
  py::list out;
  for (std::size_t i = 0; i < kernel::kTracedCaps; ++i) {
    if (view.step.left[i] == kernel::kNotCapped) continue;
    out.append(py::make_tuple(to_str(kernel::kTracedCapNames[i]), view.step.left[i]));
  }
  return Many<Tuple<py::str, py::int_>>(py::tuple(out));
}

void bind_task_fields(py::class_<StepView>& step) {
  step.def_property_readonly(
          "task", [](const StepView& s) { return s.step.task; },
          "A task was asked, not an earning rule.")
      .def_property_readonly(
          "before", [](const StepView& s) { return s.step.before; }, "A task's count before.")
      .def_property_readonly(
          "after", [](const StepView& s) { return s.step.after; }, "A task's count after.")
      .def_property_readonly(
          "needed", [](const StepView& s) { return s.step.needed; }, "Count that a task asks for.")
      .def_property_readonly(
          "window_start", [](const StepView& s) { return date_or_none(s.step.window); },
          "First day of the window that a task counted in; None if it has none.")
      .def_property_readonly(
          "booked_on", [](const StepView& s) { return date_or_none(s.step.booked_on); },
          "Day on which a task's reward is booked; None if at once.");
}

void bind_formula(py::class_<StepView>& step) {
  step.def_property_readonly(
          "unit",
          [](const StepView& s) {
            return to_str(kernel::kUnitNames[static_cast<std::size_t>(s.step.unit)]);
          },
          "What one award is computed on: event, piece, line, sub_order or order.")
      .def_property_readonly(
          "award",
          [](const StepView& s) {
            return to_str(kernel::kAwardKindNames[static_cast<std::size_t>(s.step.award)]);
          },
          "Kind of award: rate, fixed, table, streak or from_event.")
      .def_property_readonly(
          "pieces", [](const StepView& s) { return s.step.pieces; },
          "Pieces of the line that each earned the same; 1 where the unit is no piece.")
      .def_property_readonly(
          "amount_fen", [](const StepView& s) { return s.step.amount_fen; },
          "Counted amount of the unit, or of one piece.")
      .def_property_readonly(
          "rounded_fen", [](const StepView& s) { return s.step.rounded_fen; },
          "The amount, rounded down as the rule says.")
      .def_property_readonly(
          "basis", [](const StepView& s) { return s.step.basis; },
          "What the factors act on: rounded_fen, or the fixed award, the row of the table, the "
          "streak's day, what the event reserved.")
      .def_property_readonly(
          "rate", [](const StepView& s) { return fraction(s.step.rate); },
          "(numerator, denominator) per fen; (1, 1) unless the award is a rate.")
      .def_property_readonly(
          "times", [](const StepView& s) { return fraction(s.step.times); },
          "(numerator, denominator) of all multipliers together.")
      .def_property_readonly(
          "run", [](const StepView& s) { return s.step.run; },
          "Length of the run that a streak pays; 0 if none.")
      .def_property_readonly(
          "uncapped", [](const StepView& s) { return s.step.uncapped; },
          "Award of the unit, or of one piece, before any cap.")
      .def_property_readonly(
          "total", [](const StepView& s) { return s.step.total; },
          "Award of all pieces, after the cap of the unit.")
      .def_property_readonly(
          "caps", &caps_of,
          "(cap, what it left) of each cap that the rule has: unit (of one piece), order, day, "
          "month, year.")
      .def_property_readonly(
          "granted", [](const StepView& s) { return s.step.granted; },
          "What was booked, after all caps.");
}

void bind_step(py::module_& m) {
  py::class_<StepView> step(m, "TraceStep", kStepDoc);
  bind_formula(step);
  bind_task_fields(step);
  step.def_property_readonly(
          "rule",
          [](const StepView& s) {
            return to_str(s.program.names().name(NameKind::rule, s.step.rule));
          },
          "Rule or task that was asked.")
      .def_property_readonly(
          "version", [](const StepView& s) { return to_str(s.program.version_id(s.step.version)); },
          "Version of the programme that put the rule.")
      .def_property_readonly(
          "line", [](const StepView& s) { return s.step.line; },
          "First line of the unit; 0 if none.")
      .def_property_readonly(
          "currency",
          [](const StepView& s) {
            return to_str(kCurrencyNames[static_cast<std::size_t>(s.step.currency)]);
          },
          "beans or growth.")
      .def_property_readonly(
          "fired", [](const StepView& s) { return s.step.failed == Condition::none; },
          "Every condition held.")
      .def_property_readonly(
          "failed",
          [](const StepView& s) {
            if (s.step.failed == Condition::none) return MaybeStr(py::none());
            return MaybeStr(to_str(kConditionNames[static_cast<std::size_t>(s.step.failed)]));
          },
          "First condition that did not hold; None if all did.")
      .def("__repr__", [](const StepView& s) {
        const std::string_view rule = s.program.names().name(NameKind::rule, s.step.rule);
        if (s.step.failed != Condition::none) {
          return concat({"<TraceStep ", rule, ": not, ",
                         kConditionNames[static_cast<std::size_t>(s.step.failed)], ">"});
        }
        return concat({"<TraceStep ", rule, ": ", std::to_string(s.step.granted), ">"});
      });
}

py::dict lot_row(const engine::Lot& lot, const ExplanationView& view) {
  py::dict row;
  row["rule"] = lot.rule == kNoRule
                    ? py::object(py::none())
                    : text_or_none(view.program.names().name(NameKind::rule, lot.rule));
  row["line"] = lot.line;
  row["granted_at"] = lot.granted_at;
  row["expires_on"] = date_or_none(lot.expires_on);
  row["issued"] = lot.issued;
  row["pending"] = lot.pending;
  row["available"] = lot.available;
  row["held"] = lot.held;
  row["redeemed"] = lot.redeemed;
  row["expired"] = lot.expired;
  row["clawed_back"] = lot.clawed_back;
  row["forfeited"] = lot.forfeited;
  row["repaid"] = lot.repaid;
  return row;
}

/// The numbers that a refusal speaks of, as far as they are known here.
Dict clash_of(const ExplanationView& view) {
  const FactPlan& plan = view.program.plan();
  const Instant recorded = view.event.recorded_at.value_or(view.event.occurred_at);
  const Instant decided =
      view.decided_at == kNever ? recorded : std::max(recorded, view.decided_at);
  Dict out;
  switch (view.explanation.outcome.refusal) {
    case Refusal::clock_regression:
      out["recorded"] = to_str(local_text(view.program.zone(), recorded));
      out["decided until"] = to_str(local_text(view.program.zone(), view.decided_at));
      out["skew allowed, s"] = plan.clock_skew_micros / kMicrosPerSecond;
      break;
    case Refusal::too_late:
      out["occurred"] = to_str(local_text(view.program.zone(), view.event.occurred_at));
      out["decided"] = to_str(local_text(view.program.zone(), decided));
      out["days allowed"] = plan.late_horizon_micros / kMicrosPerDay;
      break;
    default:
      if (view.cart) {
        out["beans available"] = view.cart->beans_available.count;
        out["beans usable"] = view.cart->beans_usable.count;
      }
  }
  return out;
}

/// The version in force when the event happened; the first before it.
py::str version_of(const ExplanationView& view) {
  const auto versions = view.program.versions();
  std::size_t version = 0;
  while (version + 1 < versions.size() && versions[version + 1].from <= view.event.occurred_at) {
    ++version;
  }
  return to_str(view.program.version_id(version));
}

using View = ExplanationView;

void bind_what_was_decided(py::class_<View>& cls) {
  cls.def_property_readonly(
         "steps",
         [](const View& v) {
           py::list out;
           for (const kernel::TraceStep& step : v.explanation.steps) {
             out.append(StepView{step, v.program});
           }
           return Many<StepView>(py::tuple(out));
         },
         "Rules and tasks in the order in which they were asked, each for one unit; none if the "
         "event was refused.")
      .def_property_readonly(
          "decisions",
          [](const View& v) {
            py::list out;
            for (const kernel::TracedDecision& each : v.explanation.decisions) {
              out.append(DecisionView{each, v.program, v.names});
            }
            return Many<DecisionView>(py::tuple(out));
          },
          "What no rule or task decided, with its numbers: returns, penalties, tiers, expiry, "
          "beans "
          "that are spent; of a refused event only what refused it, where it has numbers.")
      .def_property_readonly(
          "effects",
          [](const View& v) {
            return views_of(v.program, v.explanation.effects.entries, v.event.id, *v.names);
          },
          "What the event did, what fell due before it included.")
      .def_property_readonly(
          "lots",
          [](const View& v) {
            py::list out;
            for (const engine::Lot& lot : v.lots) out.append(lot_row(lot, v));
            return Many<Dict>(py::tuple(out));
          },
          "What became of its beans since, a dict a lot: issued = the sum of all accounts.");
}

}  // namespace

void bind_explain(py::module_& m) {
  bind_step(m);
  py::class_<View> cls(m, "Explanation", kExplanationDoc);
  refuse_pickle(cls, "an Explanation does not pickle: store str(explanation), or explain again");
  bind_what_was_decided(cls);
  cls.def_property_readonly(
         "event", [](const View& v) { return v.event; }, "The event.")
      .def_property_readonly(
          "refusal",
          [](const View& v) {
            const Refusal code = v.explanation.outcome.refusal;
            return Maybe<RefusalInfo>(code == Refusal::none
                                          ? py::object(py::none())
                                          : py::cast(refusal_of_event(v.program, code, v.event)));
          },
          "Why it changed nothing; None if it was accepted.")
      .def_property_readonly("clash", &clash_of,
                             "The numbers that the refusal speaks of, by what they are: of times "
                             "out of order, and of beans that an order may not take; else empty.")
      .def_property_readonly("version", &version_of,
                             "Version of the programme in force when the event happened.")
      .def_property_readonly(
          "local_time",
          [](const View& v) { return local_text(v.program.zone(), v.event.occurred_at); },
          "When the event happened, in the programme's zone, as text.")
      .def_property_readonly(
          "duplicate", [](const View& v) { return v.explanation.outcome.duplicate; },
          "The event had been accepted before.")
      .def_property_readonly(
          "beans", [](const View& v) { return v.explanation.outcome.beans; },
          "Net change of available beans.")
      .def_property_readonly(
          "growth", [](const View& v) { return v.explanation.outcome.growth; },
          "Net change of growth.")
      .def("__str__", [](const py::object& self) { return py::str(in_words("text_of", self)); })
      .def("_repr_html_", [](const py::object& self) { return py::str(in_words("html_of", self)); })
      .def("__repr__", [](const View& v) {
        return "<Explanation of " + printable(v.event.id) + ": " +
               std::to_string(v.explanation.steps.size()) + " rules asked, beans " +
               std::to_string(v.explanation.outcome.beans) + ">";
      });
}

}  // namespace loyaltycore::bindings
