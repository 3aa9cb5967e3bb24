// apply.hpp: decide without changing anything. apply, then fold, is a step in place.
//
// Nothing here throws but std::bad_alloc, before the step begins. Effects without a bound grow
// inside the step, where memory that is not there ends the process: bound them where that matters.
// One member may be read by several threads at once, each with a workspace of its own. The kernel
// knows no member ids: that the event is this member's is its caller's care (engine/engine.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "loyaltycore/kernel/outcome.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/event.hpp"
#include "loyaltycore/model/member.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::kernel {

/// Effects of one event, in the order in which they happened: what fell due first.
struct Effects {
  std::vector<Effect<>> entries{};
  /// Records of the lines that closed, in the order of their line_archived entries.
  std::vector<ArchivedLine> archived{};
  /// Most entries that a door may write, which it then reserves beforehand; without it they grow.
  std::size_t most{kNoLimit};
  static constexpr std::size_t kNoLimit = static_cast<std::size_t>(-1);
  /// Whether records of closed lines are wanted; who keeps none saves their making.
  bool keeps_records{true};
  /// Set by apply: the event was accepted now, and fold posts it. After a refusal, a duplicate or
  /// needs_more there is nothing to fold.
  bool accepted{};
  /// Set by apply, for fold: version whose levels the member holds after the event, and when
  /// something falls due next.
  std::uint16_t version{};
  Instant next_due{kNever};

  void clear() noexcept {
    entries.clear();
    archived.clear();
    accepted = false;
    version = 0;
    next_due = kNever;
  }
};

/// Scratch of one caller; reuse it. Not for two threads at once.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;

  struct Parts;
  [[nodiscard]] Parts& parts() noexcept { return *parts_; }

 private:
  std::unique_ptr<Parts> parts_;
};

/// Decides one event for a member that stays as it is.
///
/// `effects` is cleared and filled on acceptance; it is empty after a refusal or a duplicate, and
/// where it is too small (`needs_more`).
Outcome apply(const Program& program, const Member& member, const Event& event,
              Workspace& workspace, Effects& effects);

/// Changes the member by an event that apply accepted. No decision is taken here and no rule of a
/// programme is known: a member is rebuilt from its events, their effects and the fact plan.
/// Without `effects.accepted` it does nothing.
/// @pre effects came from apply on an equal member with this event, under a programme of this plan.
void fold(const FactPlan& plan, Member& member, const Event& event, const Effects& effects);

/// apply and fold in one pass, for drivers that own the member: same effects, same member.
/// `effects` may be null.
Outcome step_in_place(const Program& program, Member& member, const Event& event,
                      Workspace& workspace, Effects* effects);

/// Settles everything that fell due at or before `as_of`; idempotent; a tick without an id.
/// Each due item is a decision at its due instant; the tick itself decides nothing.
///
/// `effects` may be null. Does nothing if `as_of` lies before the last decision. Where `effects`
/// has a bound, one call settles as many due items as fit and answers `needs_more` while others
/// wait; an answer without entries says that the bound is too small for the next one alone. Each
/// call clears `effects` first:
///
///     do {
///       outcome = settle(program, member, as_of, workspace, &effects);
///       book(effects);
///       if (outcome.needs_more && effects.entries.empty()) effects.most *= 2;
///     } while (outcome.needs_more);
Outcome settle(const Program& program, Member& member, Instant as_of, Workspace& workspace,
               Effects* effects);

}  // namespace loyaltycore::kernel
