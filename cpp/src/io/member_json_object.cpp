#include "io/member_json_object.hpp"

#include <algorithm>
#include <utility>

#include "io/member_json_words.hpp"
#include "io/parameter_rows.hpp"
#include "io/strict_json.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::io {

void refuse_member(const std::string& code, const std::string& pointer, const std::string& what,
                   const std::string& remedy) {
  throw DataError(code, (pointer.empty() ? "member document" : pointer) + ": " + what, pointer, -1,
                  remedy);
}

void refuse_type(const std::string& pointer, const std::string& remedy) {
  refuse_member("field_type", pointer, "this value is of another type", remedy);
}

void refuse_name(const std::string& pointer, std::string_view text,
                 std::span<const std::string_view> known, std::string otherwise) {
  const std::string nearest = nearest_name(text, known);
  if (!nearest.empty()) otherwise = "did you mean " + nearest + "? else " + otherwise;
  refuse_member("field_range", pointer, "nothing here is called '" + std::string{text} + "'",
                otherwise);
}

MemberObject::MemberObject(const Json& object, std::string pointer)
    : object_(object), pointer_(std::move(pointer)) {
  if (!object.is_object()) refuse_type(pointer_, "expected an object");
}

std::string MemberObject::at(std::string_view name) const {
  return pointer_ + "/" + pointer_step(name);
}

bool MemberObject::has(std::string_view name) const { return object_.contains(name); }

const Json& MemberObject::require(std::string_view name) {
  known_.emplace_back(name);
  const auto found = object_.find(name);
  if (found != object_.end()) return *found;
  for (const auto& [key, value] : object_.items()) {
    if (!nearest_name(key, {&name, 1}).empty()) {
      refuse_member("field_unknown", at(key), "no field has this name",
                    "did you mean " + std::string{name} + "?");
    }
  }
  refuse_member("field_missing", at(name), "it is missing", "write it, as to_json does");
}

void MemberObject::end() const {
  const std::vector<std::string_view> known(known_.begin(), known_.end());
  for (const auto& [key, value] : object_.items()) {
    if (std::ranges::find(known_, key) != known_.end()) continue;
    const std::string nearest = nearest_name(key, known);
    refuse_member("field_unknown", at(key), "no field has this name",
                  nearest.empty() ? "leave it out" : "did you mean " + nearest + "?");
  }
}

std::int64_t integer_in(const Json& value, const std::string& pointer, std::int64_t least,
                        std::int64_t most) {
  if (!value.is_number_integer()) refuse_type(pointer, "expected an integer");
  const auto number = value.get<std::int64_t>();
  if (number < least || number > most) {
    refuse_member("field_range", pointer, std::to_string(number) + " is out of range",
                  "expected " + std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

const Json& list_in(const Json& value, const std::string& pointer) {
  if (!value.is_array()) refuse_type(pointer, "expected a list");
  return value;
}

const std::string& text_in(const Json& value, const std::string& pointer) {
  if (!value.is_string()) refuse_type(pointer, "expected text");
  return value.get_ref<const std::string&>();
}

std::string id_text_in(const Json& value, const std::string& pointer) {
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  std::string text = text_in(value, pointer);
  if (!is_valid_id(text)) {
    refuse_member("id_invalid", pointer, "this text is no id",
                  "expected 1 to 128 bytes of UTF-8 without NUL");
  }
  return text;
}

Instant instant_in(const Json& value, const std::string& pointer) {
  if (value.is_null()) return kNever;
  if (!value.is_number_integer()) {
    refuse_type(pointer, "expected microseconds since 1970-01-01 UTC, or null for never");
  }
  const auto out = value.get<std::int64_t>();
  if (out == kNever) refuse_type(pointer, "write null for never");
  return out;
}

Hash128 fingerprint_in(const Json& value, const std::string& pointer) {
  const auto out = hash_in(text_in(value, pointer));
  if (!out) {
    refuse_member("field_range", pointer, "this is no hash",
                  "expected 32 lower-case hexadecimal digits");
  }
  return *out;
}

std::uint16_t version_in(const MemberReading& reading, const Json& value,
                         const std::string& pointer) {
  const std::string& text = text_in(value, pointer);
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < reading.begun; ++i) known.push_back(reading.program.version_id(i));
  const auto found = std::ranges::find(known, text);
  if (found == known.end()) {
    refuse_name(pointer, text, known, "write a version that had begun by the latest decision");
  }
  return static_cast<std::uint16_t>(found - known.begin());
}

}  // namespace loyaltycore::io
