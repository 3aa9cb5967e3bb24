#include "loyaltycore/kernel/explain.hpp"

#include "loyaltycore/kernel/step.hpp"
#include "sinks.hpp"
#include "workspace.hpp"

namespace loyaltycore::kernel {

Explanation explain(const Program& program, const Member& before, const Event& event,
                    Workspace& workspace) {
  Explanation explanation;
  explanation.outcome.refusal = refuse_stale(program, before, event, workspace);
  if (!explanation.outcome.accepted()) return explanation;
  Workspace::Parts& parts = workspace.parts();
  const auto timeline = timeline_of(program);
  parts.member = before;
  make_room(timeline, parts.member.facts, parts.member.standing, &event, parts.scratch);
  TracingSink sink{explanation};
  explanation.outcome =
      step(timeline, parts.member.facts, parts.member.standing, event, parts.scratch, sink);
  if (!explanation.outcome.accepted()) {
    explanation.effects.clear();
    explanation.steps.clear();
    std::erase_if(explanation.decisions,
                  [](const TracedDecision& each) { return each.refusal == Refusal::none; });
  }
  return explanation;
}

}  // namespace loyaltycore::kernel
