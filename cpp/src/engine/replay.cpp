#include "loyaltycore/engine/replay.hpp"

#include <utility>

#include "loyaltycore/engine/replay_stream.hpp"

namespace loyaltycore::engine {

Replay replay(const Program& program, const History& history, const ReplayOptions& options) {
  ReplayOptions settled = options;
  if (!settled.as_of) settled.as_of = history.latest();
  ReplayStream stream{program, std::move(settled)};
  stream.feed(history, RowOrder::any, Border::closed);
  return stream.finish();
}

}  // namespace loyaltycore::engine
