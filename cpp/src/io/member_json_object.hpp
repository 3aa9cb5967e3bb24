// member_json_object.hpp: the values of a member's document, read strictly; what is wrong is told
// with its JSON pointer.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/hash.hpp"
#include "loyaltycore/model/program.hpp"

namespace loyaltycore::io {

using Json = nlohmann::ordered_json;

/// @throws DataError whose column is the pointer.
[[noreturn]] void refuse_member(const std::string& code, const std::string& pointer,
                                const std::string& what, const std::string& remedy);

[[noreturn]] void refuse_type(const std::string& pointer, const std::string& remedy);
/// A word that is none of `known`; the remedy tells the nearest, and `otherwise`.
[[noreturn]] void refuse_name(const std::string& pointer, std::string_view text,
                              std::span<const std::string_view> known, std::string otherwise);

/// One JSON object whose fields are taken one by one; what nobody takes is unknown.
class MemberObject {
 public:
  /// @throws DataError if it is no object.
  MemberObject(const Json& object, std::string pointer);

  [[nodiscard]] const Json& require(std::string_view name);
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::string at(std::string_view name) const;
  [[nodiscard]] const std::string& pointer() const noexcept { return pointer_; }
  /// After all fields were asked for. @throws DataError for an unknown one.
  void end() const;

 private:
  const Json& object_;
  std::string pointer_;
  std::vector<std::string> known_{};
};

/// What the numbers of the state that is read are found by.
struct MemberReading {
  const Program& program;
  /// All versions are equal to those of the programme that wrote: every name is known.
  bool same{true};
  /// Versions that may have decided something.
  std::size_t begun{};
  /// Of the member.
  std::uint16_t version{};
  /// The texts of the ids that were met.
  std::set<std::string> texts{};
};

[[nodiscard]] std::int64_t integer_in(const Json& value, const std::string& pointer,
                                      std::int64_t least, std::int64_t most);
[[nodiscard]] const Json& list_in(const Json& value, const std::string& pointer);
/// Any text.
[[nodiscard]] const std::string& text_in(const Json& value, const std::string& pointer);
/// The text of an id: 1 to 128 bytes without NUL, or an integer.
[[nodiscard]] std::string id_text_in(const Json& value, const std::string& pointer);
/// An instant; null is kNever.
[[nodiscard]] Instant instant_in(const Json& value, const std::string& pointer);
[[nodiscard]] Hash128 fingerprint_in(const Json& value, const std::string& pointer);
/// The place of the version of this id among those that have begun.
[[nodiscard]] std::uint16_t version_in(const MemberReading& reading, const Json& value,
                                       const std::string& pointer);

}  // namespace loyaltycore::io
