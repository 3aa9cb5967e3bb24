// id_texts.hpp: the texts behind the hashed ids that a door has met, for showing them again.
//
// Nothing is decided by them: members with and without texts are equal. A door keeps those of which
// the member still speaks; what it was never told is shown as its hash.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/member.hpp"

namespace loyaltycore::engine {

/// Calls with every id of which a member speaks: open orders and lines, reviews, accruals, holds.
template <class Visit>
void visit_open_ids(const Member& member, Visit visit) {
  for (const OpenOrder& order : member.facts.orders) visit(order.order);
  for (const OpenLine& line : member.facts.lines) visit(line.sku);
  for (const OpenReview& review : member.facts.reviews) visit(review.review);
  for (const Grant<>& grant : member.standing.grants) {
    visit(grant.subject);
    visit(grant.source);
  }
  for (const Allocation<>& paid : member.standing.allocations) visit(paid.subject);
  for (const Hold& hold : member.standing.holds) visit(hold.hold);
  for (const RecentSku<>& sku : member.standing.skus) visit(sku.sku);
}

/// Ids are hashes already.
struct IdHash {
  std::size_t operator()(const Id& id) const noexcept { return id.low; }
};

class IdTexts {
 public:
  void add(std::string_view text) {
    if (!text.empty()) texts_.try_emplace(id_of(text), text);
  }
  /// The ids of an event that may come back in effects and state.
  void add_event(const EventData& event);
  void clear() noexcept { texts_.clear(); }

  /// The text; empty if it was never met.
  [[nodiscard]] std::string_view find(const Id& id) const noexcept {
    const auto found = texts_.find(id);
    return found == texts_.end() ? std::string_view{} : std::string_view{found->second};
  }
  /// The text; "#" and the hash in hexadecimal for an id never met; "" for none.
  [[nodiscard]] std::string shown(const Id& id) const;
  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }
  /// Sorted by their bytes.
  [[nodiscard]] std::vector<std::string> texts() const;

  /// Those of which `member` speaks, sorted by their bytes: what a snapshot keeps.
  [[nodiscard]] std::vector<std::string> open_texts(const Member& member) const;
  /// Whether there are `few` and twice what was kept the last time: time to forget.
  [[nodiscard]] bool outgrew(std::size_t few) const noexcept {
    return texts_.size() >= few + 2 * kept_;
  }
  /// Forgets those of which `member` does not speak. Called before an event is decided: what the
  /// event closes will still be shown.
  void keep_open(const Member& member);

 private:
  std::unordered_map<Id, std::string, IdHash> texts_;
  std::size_t kept_{};
};

}  // namespace loyaltycore::engine
