// Which beans are whose: the movements of a ledger attributed to the grants that they draw on.
#include <algorithm>
#include <compare>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "loyaltycore/engine/ledger.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::engine {

namespace {

/// Where beans are fungible: a bucket of one account. Pending beans are told apart by their accrual
/// instead: they get their day when they are released.
struct LotPlace {
  Account account{};
  std::uint8_t purse{};
  Funder funder{};
  std::uint8_t lot_class{};
  Day expires_on{};
  Id source{};
  std::uint16_t line{};
  std::uint16_t rule{};

  friend bool operator<(const LotPlace& a, const LotPlace& b) noexcept {
    const auto head = [](const LotPlace& p) {
      return std::tuple{p.account, p.purse, p.funder, p.lot_class, p.expires_on};
    };
    if (head(a) != head(b)) return head(a) < head(b);
    if (!(a.source == b.source)) return a.source < b.source;
    return std::pair{a.line, a.rule} < std::pair{b.line, b.rule};
  }
};

LotPlace place_of(const Effect<>& effect, Account account, Day expires_on) {
  LotPlace out{account, effect.purse, effect.funder, effect.lot_class, expires_on, {}, 0, 0};
  if (account == Account::pending) {
    out.expires_on = kNoDay;
    out.source = effect.source;
    out.line = effect.line;
    out.rule = effect.rule;
  }
  return out;
}

/// Beans that come back, or get another day, had `window` as their day before.
Day day_before(const Effect<>& effect) {
  const bool comes_back = effect.to == Account::available && effect.from != Account::pending;
  return comes_back ? effect.window : effect.expires_on;
}

/// What was drawn last comes back first.
bool last_first(const Effect<>& effect) {
  return effect.from == Account::redeemed || effect.from == Account::held;
}

std::int64_t& balance_of(Lot& lot, Account account) {
  switch (account) {
    case Account::pending:
      return lot.pending;
    case Account::available:
      return lot.available;
    case Account::held:
      return lot.held;
    case Account::redeemed:
      return lot.redeemed;
    case Account::expired:
      return lot.expired;
    case Account::clawed_back:
      return lot.clawed_back;
    case Account::forfeited:
      return lot.forfeited;
    case Account::debt:
      return lot.repaid;
    case Account::issuer:
      break;
  }
  return lot.issued;
}

class Attribution {
 public:
  void take(std::size_t position, const LedgerEntry& entry) {
    const Effect<>& effect = entry.effect;
    const bool beans = effect.kind == EffectKind::moved && effect.currency == Currency::beans;
    if (!beans || effect.amount == 0) return;
    if (effect.from == Account::debt || effect.to == Account::issuer) {
      // Taken back although it had left, or written off: no lot has these beans.
      if (effect.from == Account::debt) out_.overdrawn += effect.amount;
      return;
    }
    if (effect.from != Account::issuer) {
      move(position, effect);
    } else if (effect.to != Account::debt) {
      issue(position, entry);
    }
  }
  [[nodiscard]] Lots result() { return std::move(out_); }

 private:
  void issue(std::size_t position, const LedgerEntry& entry) {
    const Effect<>& effect = entry.effect;
    Lot lot;
    lot.entry = position;
    lot.event_row = entry.event_row;
    lot.granted_at = effect.at;
    lot.cause = effect.cause;
    lot.rule = effect.rule;
    lot.line = effect.line;
    lot.subject = effect.subject;
    lot.source = effect.source;
    lot.purse = effect.purse;
    lot.funder = effect.funder;
    lot.lot_class = effect.lot_class;
    lot.expires_on = effect.expires_on;
    lot.issued = effect.amount;
    balance_of(lot, effect.to) += effect.amount;
    const std::size_t number = out_.lots.size();
    out_.lots.push_back(lot);
    places_[place_of(effect, effect.to, effect.expires_on)][number] += effect.amount;
    out_.steps.push_back({number, position, effect.from, effect.to, effect.amount});
  }

  void move(std::size_t position, const Effect<>& effect) {
    const LotPlace from = place_of(effect, effect.from, day_before(effect));
    auto& source = places_[from];
    auto& target = places_[place_of(effect, effect.to, effect.expires_on)];
    // The two may be one place: nothing moves that the ledger could tell apart.
    if (&source == &target) return;
    std::int64_t left = effect.amount;
    while (left > 0) {
      if (source.empty()) {
        throw InvariantError("lots_overdrawn", "ledger entry " + std::to_string(position) +
                                                   " draws " + std::to_string(left) +
                                                   " beans that its bucket never got");
      }
      const auto drawn = next_of(source, effect);
      const std::int64_t amount = min(left, drawn->second);
      const std::size_t number = drawn->first;
      drawn->second -= amount;
      if (drawn->second == 0) source.erase(drawn);
      target[number] += amount;
      left -= amount;
      Lot& lot = out_.lots[number];
      balance_of(lot, effect.from) -= amount;
      balance_of(lot, effect.to) += amount;
      if (effect.to == Account::available) lot.expires_on = effect.expires_on;
      out_.steps.push_back({number, position, effect.from, effect.to, amount});
    }
  }

  /// Beans of one place, by number of their lot.
  using Beans = std::map<std::size_t, std::int64_t>;

  /// The lot that the next beans come from: what is taken back comes from its own accrual while
  /// that has any, the rest goes first in, first out.
  Beans::iterator next_of(Beans& source, const Effect<>& effect) {
    if (last_first(effect)) return std::prev(source.end());
    if (effect.to != Account::clawed_back || effect.source == kNoId) return source.begin();
    const auto own = std::find_if(source.begin(), source.end(), [&](const auto& held) {
      const Lot& lot = out_.lots[held.first];
      return lot.source == effect.source && lot.subject == effect.subject &&
             lot.line == effect.line && lot.rule == effect.rule;
    });
    return own == source.end() ? source.begin() : own;
  }

  std::map<LotPlace, Beans> places_;
  Lots out_;
};

}  // namespace

Lots lots_of(std::span<const LedgerEntry> entries) {
  Attribution attribution;
  for (std::size_t i = 0; i < entries.size(); ++i) attribution.take(i, entries[i]);
  return attribution.result();
}

}  // namespace loyaltycore::engine
