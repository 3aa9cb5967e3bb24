// decision_view.hpp: one decision of an explanation as Python sees it: names instead of numbers.
#pragma once

#include <memory>

#include "bindings/bindings.hpp"
#include "loyaltycore/engine/id_texts.hpp"
#include "loyaltycore/kernel/decision_numbers.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::bindings {

/// A decision with what is needed to name its numbers.
struct DecisionView {
  kernel::TracedDecision decision{};
  Program program;
  std::shared_ptr<const engine::IdTexts> names{};
};

}  // namespace loyaltycore::bindings
