// audit.hpp: what a run of histories reached; a kind or a refusal that never came up fails.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "loyaltycore/kernel/outcome.hpp"
#include "loyaltycore/model/kinds.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::support {

/// Kinds whose sections are not built: known by name, refused by name, never accepted.
inline constexpr std::array kNeverAccepted{
    EventKind::coupon_granted, EventKind::coupon_used,    EventKind::coupon_sold,
    EventKind::plus_trial,     EventKind::plus_purchased, EventKind::plus_renewed,
    EventKind::plus_refunded,  EventKind::plus_code_used, EventKind::top_up,
};

/// Said by doors that decide several members' events together (engine/group_step_test.cpp), never
/// to a member alone.
inline constexpr std::array kNeverGivenAlone{Refusal::group_refused, Refusal::group_half_booked};

class Audit {
 public:
  void note(EventKind kind, const kernel::Outcome& outcome) {
    ++events_;
    told_.insert(kind);
    if (outcome.duplicate) {
      duplicate_ = true;
    } else if (outcome.refusal == Refusal::none) {
      ++accepted_[kind];
    } else {
      given_.insert(outcome.refusal);
    }
  }

  [[nodiscard]] int accepted() const {
    int sum = 0;
    for (const auto& [kind, count] : accepted_) sum += count;
    return sum;
  }
  [[nodiscard]] int events() const { return events_; }

  /// Every cell that is empty.
  [[nodiscard]] std::vector<std::string> missing() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < kEventKinds; ++i) {
      const auto kind = static_cast<EventKind>(i);
      const std::string name(kEventKindNames[i]);
      const bool never =
          std::find(kNeverAccepted.begin(), kNeverAccepted.end(), kind) != kNeverAccepted.end();
      if (!told_.contains(kind)) out.push_back(name + " told");
      if (!never && !accepted_.contains(kind)) out.push_back(name + " accepted");
      if (never && accepted_.contains(kind)) out.push_back(name + " accepted, yet not built");
    }
    for (const RefusalInfo& info : refusals()) {
      const bool alone = std::find(kNeverGivenAlone.begin(), kNeverGivenAlone.end(), info.code) ==
                         kNeverGivenAlone.end();
      if (alone && !given_.contains(info.code)) out.push_back(std::string(info.name) + " given");
    }
    if (!duplicate_) out.emplace_back("duplicate");
    return out;
  }

 private:
  int events_{};
  bool duplicate_{};
  std::set<EventKind> told_;
  std::map<EventKind, int> accepted_;
  std::set<Refusal> given_;
};

}  // namespace loyaltycore::support
