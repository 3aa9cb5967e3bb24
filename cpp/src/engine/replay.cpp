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

std::vector<std::uint8_t> refused_with_groups(const Program& program, const History& history,
                                              Instant as_of, const CancelFlag* cancel) {
  const EventBinding binding{history.parts(), &program.names()};
  const PlayJob job{program, binding, {}, as_of, 0};
  ReplayOptions options;
  options.cancel = cancel;
  Pulse pulse{options, 0, history.events()};
  const GroupVerdicts verdicts{job, pulse};
  std::vector<std::uint8_t> out(history.events());
  for (std::size_t at = 0; at < out.size(); ++at) {
    out[at] = verdicts.of(at).refusal == Refusal::none ? 0 : 1;
  }
  return out;
}

}  // namespace loyaltycore::engine
