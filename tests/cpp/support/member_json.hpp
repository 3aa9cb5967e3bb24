// member_json.hpp: a programme that names everything of which the sample members speak.
#pragma once

#include <string>

#include "loyaltycore/io/member_json.hpp"
#include "support/sample_member.hpp"

namespace loyaltycore::support {

inline const Program& named_program() {
  static const Program program = [] {
    ProgramParts parts = sample_parts("named");
    for (int i = 1; i <= 8; ++i) {
      const std::string number = std::to_string(i);
      parts.names.intern(NameKind::activity, "activity-" + number);
      parts.names.intern(NameKind::category_class, "class-" + number);
      parts.names.intern(NameKind::input, "input-" + number);
    }
    for (std::size_t kind = 0; kind < kNameKinds; ++kind) {
      parts.named[0][kind] = parts.names.count(static_cast<NameKind>(kind));
    }
    return Program(std::move(parts));
  }();
  return program;
}

/// A sample member without the one day of a month that no calendar has.
inline Member named_member(int n) {
  Member member = sample_member(n);
  for (MonthFacts& month : member.facts.months) month.purchase_days &= 0x7FFFFFFFU;
  add(member.standing.counters, Counter<>{counter_key(kMostCounted + 1, CounterPeriod::year),
                                          first_day_of_year(kToday), 2, kRewarded});
  return member;
}

inline std::string named_json(int n) {
  const Member member = named_member(n);
  const std::vector<std::string> texts{"event-" + std::to_string(n), "order-" + std::to_string(n)};
  return member_to_json(named_program(), {"shop", "m-" + std::to_string(n), &member, texts});
}

}  // namespace loyaltycore::support
