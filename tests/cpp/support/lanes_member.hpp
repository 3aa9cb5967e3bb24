// lanes_member.hpp: one member under eight programmes at once, and what one of them made of it.
#pragma once

#include <utility>
#include <vector>

#include "kernel/workspace.hpp"
#include "loyaltycore/kernel/step.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore::support {

struct QuietSink {
  static constexpr bool kTraces = false;
  void on(const Effect<Lanes8>&) noexcept {}
  template <class Standing>
  void closes(Facts&, const Standing&, const OpenLine&) noexcept {}
};

class LanesMember {
 public:
  LanesMember(const FactPlan& plan, std::vector<Terms<Lanes8>> versions)
      : versions_(std::move(versions)), timeline_{plan, versions_} {}

  /// Steps on a copy and keeps it where the event is accepted.
  kernel::Outcome step(const Event& event) {
    Facts facts = facts_;
    Standing<Lanes8> standing = standing_;
    kernel::make_room(timeline_, facts, standing, &event, scratch_);
    QuietSink sink;
    const kernel::Outcome outcome = kernel::step(timeline_, facts, standing, event, scratch_, sink);
    if (!outcome.accepted()) return outcome;
    facts_ = std::move(facts);
    standing_ = std::move(standing);
    return outcome;
  }

  /// The member as programme k alone would have made it.
  [[nodiscard]] Member lane_of(int k) const {
    Member out;
    out.facts = facts_;
    const Standing<Lanes8>& from = standing_;
    Standing<>& to = out.standing;
    for (std::size_t i = 0; i < kMostLadders; ++i) {
      to.ladders[i].tier = from.ladders[i].tier[k];
      to.ladders[i].expires_at = from.ladders[i].expires_at[k];
      to.ladders[i].qualified = from.ladders[i].qualified[k];
      to.ladders[i].growth = Growth{from.ladders[i].growth.count[k]};
      copy(from.growth_books[i], to.growth_books[i], k);
    }
    for (std::size_t i = 0; i < kMostPurses; ++i) copy(from.purses[i], to.purses[i], k);
    to.version = from.version;
    to.reviews_suspended_until = from.reviews_suspended_until;
    copy_beans(to, k);
    copy_progress(to, k);
    return out;
  }

 private:
  static void copy(const Purse<Lanes8>& from, Purse<>& to, int k) {
    for (std::size_t i = 0; i < kAccounts; ++i) to.accounts[i] = from.accounts[i][k];
  }

  void copy_beans(Standing<>& to, int k) const {
    to.buckets.reserve_more(standing_.buckets.size());
    for (const Bucket<Lanes8>& each : standing_.buckets) {
      if (each.beans.count[k] == 0) continue;
      to.buckets.push({each.expires_on, each.purse, each.funder, each.lot_class, each.opened_at,
                       Beans{each.beans.count[k]}});
    }
    to.allocations.reserve_more(standing_.allocations.size());
    for (const Allocation<Lanes8>& each : standing_.allocations) {
      if (each.beans.count[k] == 0) continue;
      to.allocations.push({each.subject, each.order, each.held, each.expires_on, each.purse,
                           each.funder, each.lot_class, each.opened_at,
                           Beans{each.beans.count[k]}});
    }
    to.grants.reserve_more(standing_.grants.size());
    for (const Grant<Lanes8>& each : standing_.grants) {
      Grant<> grant{each.subject,    each.order,       each.source,     each.line,
                    each.rule,       each.currency,    each.purse,      each.funder,
                    each.lot_class,  each.claim,       each.expires_on, each.due_at,
                    each.granted[k], each.reversed[k], each.pending[k], each.closed};
      if (grant.granted == 0) continue;
      // A lane that waits for nothing neither falls due nor stays for its own sake.
      if (grant.pending == 0) grant.due_at = kNever;
      if (grant.pending == 0 && grant.subject == kNoId) continue;
      to.grants.push(grant);
    }
  }

  void copy_progress(Standing<>& to, int k) const {
    to.holds = standing_.holds;
    to.counters.reserve_more(standing_.counters.size());
    for (const Counter<Lanes8>& each : standing_.counters) {
      to.counters.push({each.key, each.window, each.value[k], each.days[k]});
    }
    to.skus.reserve_more(standing_.skus.size());
    for (const RecentSku<Lanes8>& each : standing_.skus) {
      to.skus.push({each.sku, each.rule, each.day, each.earned[k]});
    }
  }

  std::vector<Terms<Lanes8>> versions_;
  kernel::Timeline<Lanes8> timeline_;
  kernel::Scratch<Lanes8> scratch_;
  Facts facts_;
  Standing<Lanes8> standing_;
};

}  // namespace loyaltycore::support
