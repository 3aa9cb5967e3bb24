#include "loyaltycore/kernel/verify.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "loyaltycore/kernel/post.hpp"

namespace loyaltycore::kernel {
namespace {

std::string differs(std::string_view what, std::int64_t expected, std::int64_t found) {
  return std::string(what) + ": expected " + std::to_string(expected) + ", found " +
         std::to_string(found);
}

std::string broken_book(const Purse<>& book, std::string_view name) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < kAccounts; ++i) {
    const std::int64_t value = book.accounts[i];
    sum += value;
    const auto account = static_cast<Account>(i);
    const bool owes = account == Account::issuer || account == Account::debt;
    if (owes ? value > 0 : value < 0) {
      return std::string(name) + " account " + std::string(kAccountNames[i]) +
             (owes ? " is positive: " : " is negative: ") + std::to_string(value);
    }
  }
  return sum == 0 ? std::string() : differs(std::string(name) + " accounts sum", 0, sum);
}

struct Sums {
  std::array<std::int64_t, kMostPurses> buckets{};
  std::array<std::int64_t, kMostPurses> held{};
  std::array<std::int64_t, kMostPurses> pending{};
};

std::string broken_pools(const Standing<>& standing, Sums& sums) {
  for (std::size_t i = 0; i < standing.buckets.size(); ++i) {
    const Bucket<>& bucket = standing.buckets[i];
    if (bucket.beans <= Beans{0}) return differs("beans of a bucket", 1, bucket.beans.count);
    if (i > 0 && spent_before(bucket, standing.buckets[i - 1])) {
      return "buckets are out of spend order at " + std::to_string(i);
    }
    sums.buckets[bucket.purse] += bucket.beans.count;
  }
  for (const Allocation<>& each : standing.allocations) {
    if (each.beans <= Beans{0}) return differs("beans of an allocation", 1, each.beans.count);
    if (each.held) sums.held[each.purse] += each.beans.count;
  }
  for (const Grant<>& grant : standing.grants) {
    if (grant.pending < 0 || grant.reversed < 0 || grant.reversed > grant.granted) {
      return "an accrual of " + std::to_string(grant.granted) + " has " +
             std::to_string(grant.reversed) + " taken back and " + std::to_string(grant.pending) +
             " pending";
    }
    if (grant.currency == Currency::beans) sums.pending[grant.purse] += grant.pending;
  }
  return {};
}

bool is_open_order(const Facts& facts, const Id& id) {
  return std::any_of(facts.orders.begin(), facts.orders.end(),
                     [&id](const OpenOrder& order) { return order.order == id; });
}

bool is_open_hold(const Standing<>& standing, const Id& id) {
  return std::any_of(standing.holds.begin(), standing.holds.end(), [&id](const Hold& hold) {
    return hold.hold == id &&
           (hold.status == HoldStatus::open || hold.status == HoldStatus::in_doubt);
  });
}

/// What points to an order or hold that is not there, or falls due without a reason.
std::string broken_ties(const Member& member) {
  const Id* order = nullptr;
  for (const OpenLine& line : member.facts.lines) {
    // The lines of an order stand beside each other.
    const bool known = order != nullptr && *order == line.order;
    if (!known && !is_open_order(member.facts, line.order)) {
      return "line " + std::to_string(line.line) + " is of an order that is not open";
    }
    order = &line.order;
  }
  for (const Grant<>& grant : member.standing.grants) {
    const bool waits = grant.pending > 0;
    if (waits != (grant.due_at != kNever) || (waits && grant.currency == Currency::growth)) {
      return "an accrual of " + std::to_string(grant.granted) + " has " +
             std::to_string(grant.pending) + " pending and " + (waits ? "no end" : "an end");
    }
  }
  for (const Allocation<>& each : member.standing.allocations) {
    const bool there = each.order ? is_open_order(member.facts, each.subject)
                                  : is_open_hold(member.standing, each.subject);
    if (!there) {
      return std::to_string(each.beans.count) + " beans are set aside for " +
             (each.order ? "an order" : "a hold") + " that is not open";
    }
  }
  return {};
}

/// An order counts in its month as long as something of it is kept.
std::string broken_count(const Facts& facts) {
  for (const OpenOrder& order : facts.orders) {
    const bool keeps =
        order.kept ||
        std::any_of(facts.lines.begin(), facts.lines.end(), [&order](const OpenLine& line) {
          return line.order == order.order && keeps_pieces(line);
        });
    if (order.booked && !keeps) return "an order counts of which nothing is left";
  }
  return {};
}

template <class Pool, class Same>
bool has_twins(const Pool& pool, Same same) {
  for (std::size_t i = 1; i < pool.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (same(pool[i], pool[j])) return true;
    }
  }
  return false;
}

/// What there can be only one of: the kernel takes the first that it finds.
std::string broken_keys(const Facts& facts, const Standing<>& standing) {
  const auto same_bucket = [](const auto& a, const auto& b) { return a.same_key(b); };
  if (has_twins(standing.buckets, same_bucket)) return "two buckets are one";
  const auto same_part = [](const auto& a, const auto& b) {
    return a.subject == b.subject && a.order == b.order && a.held == b.held &&
           a.expires_on == b.expires_on && a.purse == b.purse && a.funder == b.funder &&
           a.lot_class == b.lot_class;
  };
  if (has_twins(standing.allocations, same_part)) return "two allocations are one";
  const auto same_hold = [](const auto& a, const auto& b) { return a.hold == b.hold; };
  if (has_twins(standing.holds, same_hold)) return "two holds are one";
  const auto same_counter = [](const auto& a, const auto& b) {
    return a.key == b.key && a.window == b.window;
  };
  if (has_twins(standing.counters, same_counter)) return "two counters are one";
  const auto same_sku = [](const auto& a, const auto& b) {
    return a.sku == b.sku && a.rule == b.rule && a.day == b.day;
  };
  if (has_twins(standing.skus, same_sku)) return "two SKUs that earned are one";
  const auto same_order = [](const auto& a, const auto& b) { return a.order == b.order; };
  if (has_twins(facts.orders, same_order)) return "two open orders are one";
  const auto same_line = [](const auto& a, const auto& b) {
    return a.order == b.order && a.line == b.line;
  };
  if (has_twins(facts.lines, same_line)) return "two open lines are one";
  const auto same_review = [](const auto& a, const auto& b) { return a.review == b.review; };
  return has_twins(facts.reviews, same_review) ? "two reviews are one" : "";
}

/// An erased member keeps totals alone.
std::string broken_tombstone(const Member& member) {
  const Facts& facts = member.facts;
  const Standing<>& standing = member.standing;
  if (!facts.erased) return {};
  bool empty = facts.lines.empty() && facts.orders.empty() && facts.reviews.empty() &&
               standing.buckets.empty() && standing.grants.empty() &&
               standing.allocations.empty() && standing.holds.empty();
  for (const Ladder<>& ladder : standing.ladders) {
    empty = empty && ladder.growth.count == 0 && ladder.tier == 0;
  }
  for (const Purse<>& purse : standing.purses) {
    for (const Account account :
         {Account::available, Account::pending, Account::held, Account::debt}) {
      empty = empty && purse[account] == 0;
    }
  }
  return empty ? std::string() : "the member is erased and still has something";
}

}  // namespace

std::string broken_books(const Program& program, const Member& member) {
  const Standing<>& standing = member.standing;
  Sums sums;
  std::string broken = broken_pools(standing, sums);
  for (std::size_t i = 0; i < kMostPurses && broken.empty(); ++i) {
    const Purse<>& purse = standing.purses[i];
    broken = broken_book(purse, "beans");
    if (broken.empty() && purse[Account::available] != sums.buckets[i]) {
      broken = differs("available beans", sums.buckets[i], purse[Account::available]);
    }
    if (broken.empty() && purse[Account::held] != sums.held[i]) {
      broken = differs("held beans", sums.held[i], purse[Account::held]);
    }
    if (broken.empty() && purse[Account::pending] != sums.pending[i]) {
      broken = differs("pending beans", sums.pending[i], purse[Account::pending]);
    }
    if (broken.empty() && purse[Account::debt] < 0 && purse[Account::available] > 0) {
      broken = differs("available beans of a member in debt", 0, purse[Account::available]);
    }
  }
  for (std::size_t i = 0; i < kMostLadders && broken.empty(); ++i) {
    broken = broken_book(standing.growth_books[i], "growth");
    if (broken.empty() &&
        standing.ladders[i].growth.count != standing.growth_books[i][Account::available]) {
      broken = differs("growth", standing.growth_books[i][Account::available],
                       standing.ladders[i].growth.count);
    }
  }
  if (broken.empty() && standing.version >= program.versions().size()) {
    broken = "version " + std::to_string(standing.version) + " does not exist";
  }
  return broken;
}

std::string broken_invariant(const Program& program, const Member& member) {
  std::string broken = broken_books(program, member);
  if (broken.empty()) broken = broken_keys(member.facts, member.standing);
  if (broken.empty()) broken = broken_ties(member);
  if (broken.empty()) broken = broken_count(member.facts);
  if (broken.empty()) broken = broken_tombstone(member);
  return broken;
}

}  // namespace loyaltycore::kernel
