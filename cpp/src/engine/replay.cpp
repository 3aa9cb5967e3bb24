#include "loyaltycore/engine/replay.hpp"

#include <utility>

#include "engine/event_source.hpp"
#include "engine/group_verdicts.hpp"
#include "engine/history_parts.hpp"
#include "engine/member_runs.hpp"
#include "engine/pulse.hpp"
#include "loyaltycore/engine/replay_stream.hpp"

namespace loyaltycore::engine {

Replay replay(const Program& program, const History& history, const ReplayOptions& options) {
  ReplayOptions settled = options;
  if (!settled.as_of) settled.as_of = history.latest();
  ReplayStream stream{program, std::move(settled)};
  stream.feed(history, RowOrder::any, Border::closed);
  return stream.finish();
}

std::vector<bool> refused_with_groups(const Program& program, const History& history,
                                      std::size_t member, Instant as_of, const CancelFlag* cancel) {
  const EventBinding binding{history.parts(), &program.names()};
  const PlayJob job{program, binding, {}, as_of, 0};
  ReplayOptions options;
  options.cancel = cancel;
  Pulse pulse{options, 0, history.events()};
  const GroupVerdicts verdicts{job, member, pulse};
  std::vector<bool> out(history.events_of(member));
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = verdicts.of(history.first_event_of(member) + i).refusal != Refusal::none;
  }
  return out;
}

}  // namespace loyaltycore::engine
