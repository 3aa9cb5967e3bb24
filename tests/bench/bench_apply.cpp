// bench_apply.cpp: events per second that C++ decides and books, one member at a time.
//
// A year of 500 members: an order of three lines every third day, a login every day, every tenth
// order one line back. No figure counts the making of the events.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "loyaltycore/loyaltycore.hpp"

namespace {

using loyaltycore::BoundEvent;
using loyaltycore::EventData;
using loyaltycore::EventKind;
using loyaltycore::Instant;
using loyaltycore::Member;
using loyaltycore::Program;
namespace kernel = loyaltycore::kernel;

constexpr int kMembers = 500;
constexpr int kDays = 365;
constexpr Instant kFirstDay = 1'483'228'800'000'000;  // 2017-01-01 UTC

EventData event_of(EventKind kind, int member, int day, int second) {
  EventData event;
  event.kind = kind;
  event.member = "m" + std::to_string(member);
  event.occurred_at =
      kFirstDay + day * loyaltycore::kMicrosPerDay + second * loyaltycore::kMicrosPerSecond;
  event.id = event.member + "-" + std::to_string(day) + "-" + std::to_string(second);
  return event;
}

EventData order_of(int member, int day) {
  EventData event = event_of(EventKind::order_completed, member, day, 60);
  event.order = "o" + event.id;
  for (std::uint16_t line = 1; line <= 3; ++line) {
    event.lines.push_back({.line = line,
                           .sub_order = 0,
                           .sku = "s" + std::to_string(line),
                           .category = "grocery",
                           .store = {},
                           .brand = {},
                           .labels = {},
                           .quantity = 2,
                           .amount_fen = 4000 + 100 * (member % 50) + 1000 * line});
  }
  return event;
}

std::vector<EventData> year_of(int member) {
  std::vector<EventData> events;
  for (int day = 0; day < kDays; ++day) {
    events.push_back(event_of(EventKind::login, member, day, 0));
    if (day % 3 != 0) continue;
    events.push_back(order_of(member, day));
    if (day % 30 != 0) continue;
    EventData back = event_of(EventKind::line_returned, member, day, 120);
    back.order = events.back().order;
    back.line = 2;
    events.push_back(back);
  }
  return events;
}

/// Runs `work` once and prints its rate.
template <class Work>
void measure(const char* name, std::size_t events, Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::printf("%-44s %10.0f events/s %8.0f ns/event\n", name,
              static_cast<double>(events) / taken.count(),
              taken.count() * 1e9 / static_cast<double>(events));
}

}  // namespace

int main() {
  const Program program = Program::preset("jd-2016");
  std::vector<std::vector<EventData>> years;
  std::size_t total = 0;
  for (int member = 0; member < kMembers; ++member) {
    years.push_back(year_of(member));
    total += years.back().size();
  }
  std::int64_t beans = 0;

  measure("apply + fold, events bound as they come", total, [&] {
    kernel::Workspace workspace;
    kernel::Effects effects;
    BoundEvent bound;
    for (const auto& year : years) {
      Member member;
      for (const EventData& data : year) {
        const auto& event = bound.bind(program, data);
        const auto outcome = kernel::apply(program, member, event, workspace, effects);
        if (outcome.accepted()) kernel::fold(program.plan(), member, event, effects);
        beans += outcome.beans;
      }
    }
  });
  measure("step in place, events bound as they come", total, [&] {
    kernel::Workspace workspace;
    BoundEvent bound;
    for (const auto& year : years) {
      Member member;
      for (const EventData& data : year) {
        beans -=
            kernel::step_in_place(program, member, bound.bind(program, data), workspace, nullptr)
                .beans;
      }
    }
  });
  std::int64_t booked = 0;
  measure("Engine::apply, 500 members in memory", total, [&] {
    loyaltycore::engine::Engine engine{program};
    for (const auto& year : years) {
      for (const EventData& data : year) booked += engine.apply(data).outcome.beans;
    }
  });
  std::printf("%zu events, %lld beans; apply + fold minus step in place: %lld (must be 0)\n", total,
              static_cast<long long>(booked), static_cast<long long>(beans));
  return beans == 0 ? 0 : 1;
}
