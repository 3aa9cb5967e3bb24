// A host that keeps its members itself: programmes and the kernel, without the engine.
#include <cstdio>

#include <loyaltycore/kernel/apply.hpp>
#include <loyaltycore/model/event_data.hpp>
#include <loyaltycore/model/program.hpp>

int main() {
  using namespace loyaltycore;
  const Program program = Program::preset("jd-2016");
  EventData purchase;
  purchase.kind = EventKind::order_completed;
  purchase.id = "o1";
  purchase.occurred_at = 1'467'352'800'000'000;
  purchase.order = "o1";
  purchase.lines.resize(1);
  purchase.lines[0].line = 1;
  purchase.lines[0].amount_fen = 29'900;
  BoundEvent bound;
  Member member;
  kernel::Workspace workspace;
  const kernel::Outcome outcome =
      kernel::step_in_place(program, member, bound.bind(program, purchase), workspace, nullptr);
  std::printf("%lld beans\n", static_cast<long long>(outcome.beans));
  return outcome.accepted() && outcome.beans == 29 ? 0 : 1;
}
