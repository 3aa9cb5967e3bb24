// effect_view.hpp: effects and results as Python sees them: names instead of numbers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bindings/bindings.hpp"
#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/kernel/apply.hpp"
#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/event_data.hpp"
#include "loyaltycore/model/program.hpp"
#include "loyaltycore/model/refusal.hpp"

namespace loyaltycore::bindings {

/// One effect with what is needed to name its numbers. A value: shares nothing that changes.
struct EffectView {
  Effect<> effect{};
  Program program;
  std::string event_id{};
  std::string subject{};
  std::string source{};
};

struct QuoteView;

/// What became of one event.
struct ResultView {
  Program program;
  kernel::Outcome outcome{};
  std::string event_id{};
  kernel::Effects effects{};
  std::shared_ptr<const engine::IdTexts> names{};
  /// Of a stale quote in a batch: the fresh one.
  std::shared_ptr<const QuoteView> quote{};
  /// Why it was refused; whatever it says if it was not.
  RefusalInfo refusal{};
};

/// What is told of a refusal of an event; its field is that of the event where the code alone names
/// none.
[[nodiscard]] RefusalInfo refusal_of_event(const Program& program, Refusal refusal,
                                           const EventData& event);

/// Whom a counter counts for: a rule or task, or an item of the catalogue.
struct CounterOwner {
  NameKind kind{NameKind::rule};
  /// 0 for what counts for the member: invalid reviews.
  std::uint16_t number{};
};
[[nodiscard]] CounterOwner owner_of_counter(std::uint16_t key) noexcept;
/// Whom an effect's count is, or the item that was exchanged; an SKU mark is the rule's.
[[nodiscard]] CounterOwner owner_of(const Effect<>& effect) noexcept;
/// Whether beans of a purse, or growth or a tier of a ladder, are what it speaks of.
[[nodiscard]] bool has_purse(const Effect<>& effect) noexcept;
[[nodiscard]] bool has_ladder(const Effect<>& effect) noexcept;
/// Whether its cause is told.
[[nodiscard]] inline bool has_cause(const Effect<>& effect) noexcept {
  return effect.kind == EffectKind::moved || effect.kind == EffectKind::score_changed ||
         effect.kind == EffectKind::medal_changed;
}
/// Numbers of the rule that decided or whose count it is, and of the item; 0 for none.
[[nodiscard]] std::uint16_t rule_number(const Effect<>& effect) noexcept;
[[nodiscard]] std::uint16_t item_number(const Effect<>& effect) noexcept;
[[nodiscard]] std::string_view period_name(std::uint16_t key) noexcept;

[[nodiscard]] EffectView view_of(const Program& program, const Effect<>& effect,
                                 std::string_view event_id, const engine::IdTexts& names);
[[nodiscard]] Many<EffectView> views_of(const Program& program,
                                        const std::vector<Effect<>>& effects,
                                        std::string_view event_id, const engine::IdTexts& names);

/// Name of a level of a version's ladder; "" if it has no such level.
[[nodiscard]] std::string tier_name(const Program& program, std::size_t version, std::size_t ladder,
                                    std::int64_t level);
/// datetime.date of a day, None for kNoDay and days past the year 9999.
[[nodiscard]] py::object date_or_none(Day day);

}  // namespace loyaltycore::bindings
