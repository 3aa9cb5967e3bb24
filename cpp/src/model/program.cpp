#include "loyaltycore/model/program.hpp"

#include <utility>

#include "loyaltycore/base/check.hpp"

namespace loyaltycore {

Program::Program(ProgramParts parts)
    : parts_(std::make_shared<const ProgramParts>(std::move(parts))) {
  LC_CHECK(!parts_->versions.empty());
  LC_CHECK(parts_->versions.size() == parts_->version_names.size());
  LC_CHECK(parts_->versions.size() == parts_->version_fingerprints.size());
  LC_CHECK(parts_->versions.size() == parts_->named.size());
}

}  // namespace loyaltycore
