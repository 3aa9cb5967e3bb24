#include "io/strict_json.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <unordered_set>
#include <utility>

namespace loyaltycore::io {

namespace {

using Json = nlohmann::ordered_json;

/// Line and column (both from 1) of a byte.
std::string place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t last = before.rfind('\n');
  const std::size_t column =
      last == std::string_view::npos ? before.size() : before.size() - last - 1;
  return "line " + std::to_string(lines + 1) + ", column " +
         std::to_string(std::max<std::size_t>(column, 1));
}

/// What the parser says, without its code and its own idea of the place; readable bytes only,
/// because it repeats the damaged text.
std::string detail_of(std::string_view message) {
  const std::size_t code = message.find("] ");
  if (code != std::string_view::npos) message.remove_prefix(code + 2);
  const std::size_t place = message.starts_with("parse error at ") ? message.find(": ") : 0;
  if (place != 0 && place != std::string_view::npos) message.remove_prefix(place + 2);
  std::string out{message.substr(0, 200)};
  for (char& c : out) {
    if (c < ' ' || c > '~') c = '?';
  }
  return out;
}

/// Builds the document from the parser's calls; keeps its own stack, so depth is bounded here.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view text, std::vector<Problem>& problems)
      : text_(text), problems_(problems), limit_(problems.size() + kMostJsonProblems) {}

  Json take() { return ended_ ? Json(nullptr) : std::move(root_); }

  bool null() override { return add(Json(nullptr)); }
  bool boolean(bool value) override { return add(Json(value)); }
  bool number_integer(number_integer_t value) override {
    // The parser calls this for what has a minus sign: a zero here was written "-0".
    if (value == 0 && !report(here(), "the number -0 has a sign", "0")) return false;
    return add(Json(value));
  }

  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return report(here(), "the number " + std::to_string(value) + " is too large",
                    "an integer that fits 64 bits") &&
             add(Json(nullptr));
    }
    return add(Json(static_cast<std::int64_t>(value)));
  }

  bool number_float(number_float_t /*value*/, const string_t& written) override {
    const bool whole = written.find_first_of(".eE") == string_t::npos;
    return report(here(),
                  whole ? "the number " + written.substr(0, 40) + " is too large"
                        : "the number " + written.substr(0, 40) + " has a fraction or an exponent",
                  whole ? "an integer that fits 64 bits"
                        : "an integer; an exact fraction is text, as in \"0.5%\" or \"1/200\"") &&
           add(Json(nullptr));
  }

  bool string(string_t& value) override {
    if (value.find('\0') != string_t::npos &&
        !report(here(), "the text holds a NUL character", "text without NUL")) {
      return false;
    }
    return add(Json(std::move(value)));
  }

  bool binary(binary_t& /*value*/) override { return false; }

  bool start_object(std::size_t /*elements*/) override { return open(true); }
  bool start_array(std::size_t /*elements*/) override { return open(false); }

  bool key(string_t& name) override {
    Frame& frame = frames_.back();
    frame.repeated = !frame.seen.insert(name).second;
    frame.key = std::move(name);
    frame.keyed = true;
    if (frame.repeated)
      return report(here(), "the key stands twice in its object", "each key once");
    if (frame.key.find('\0') != string_t::npos) {
      return report(here(), "the key holds a NUL character", "text without NUL");
    }
    return true;
  }

  bool end_object() override {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    Json::object_t object;
    object.reserve(frame.members.size());
    for (auto& [name, value] : frame.members)
      object.emplace_back(std::move(name), std::move(value));
    return add(Json(std::move(object)));
  }

  bool end_array() override {
    Json::array_t elements = std::move(frames_.back().elements);
    frames_.pop_back();
    return add(Json(std::move(elements)));
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    ended_ = true;
    const std::string place =
        place_of(text_, position) + " (byte " + std::to_string(position) + "): ";
    if (const char closing = closed_after_comma(position); closing != 0) {
      // The object itself is meant, not the key before the comma.
      const std::string at = here();
      problems_.push_back({closing == '}' ? at.substr(0, at.rfind('/')) : at,
                           "syntax error at " + place + "a comma before `" + closing + "`",
                           "no comma after the last of a list or object", ""});
      return false;
    }
    problems_.push_back(
        {here(), "syntax error at " + place + detail_of(error.what()), "a JSON document", ""});
    return false;
  }

 private:
  struct Frame {
    bool is_object{};
    /// A key was read: before the first one a fault is the object's own.
    bool keyed{};
    bool repeated{};
    std::string key;
    std::unordered_set<std::string> seen;
    std::vector<std::pair<std::string, Json>> members;
    Json::array_t elements;
  };

  /// The bracket at the fault, if nothing but space is between it and a comma; else 0.
  [[nodiscard]] char closed_after_comma(std::size_t position) const {
    if (position == 0 || position > text_.size()) return 0;
    const char closing = text_[position - 1];
    if (closing != '}' && closing != ']') return 0;
    const std::size_t last = text_.substr(0, position - 1).find_last_not_of(" \t\r\n");
    return last != std::string_view::npos && text_[last] == ',' ? closing : '\0';
  }

  /// Pointer of the value that comes next.
  [[nodiscard]] std::string here() const {
    std::string out;
    for (const Frame& frame : frames_) {
      if (frame.is_object && !frame.keyed) break;
      out += '/';
      out += frame.is_object ? pointer_step(frame.key) : std::to_string(frame.elements.size());
    }
    return out;
  }

  bool report(std::string pointer, std::string what, std::string expected) {
    problems_.push_back({std::move(pointer), std::move(what), std::move(expected), ""});
    if (problems_.size() < limit_) return true;
    problems_.push_back({"", "too many problems: the rest was not read", "a sound document", ""});
    ended_ = true;
    return false;
  }

  bool open(bool is_object) {
    if (frames_.size() == kDeepestJson) {
      ended_ = true;
      problems_.push_back({here(), "nested too deeply", "at most 32 levels", ""});
      return false;
    }
    frames_.emplace_back();
    frames_.back().is_object = is_object;
    return true;
  }

  bool add(Json value) {
    if (frames_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Frame& frame = frames_.back();
    if (!frame.is_object) {
      frame.elements.push_back(std::move(value));
    } else if (!frame.repeated) {
      frame.members.emplace_back(frame.key, std::move(value));
    }
    return true;
  }

  std::string_view text_;
  std::vector<Problem>& problems_;
  std::size_t limit_;
  bool ended_{};
  std::vector<Frame> frames_;
  Json root_;
};

}  // namespace

std::string pointer_step(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

nlohmann::ordered_json parse_strict(std::string_view text, std::vector<Problem>& problems) {
  if (text.size() > kLongestJson) {
    problems.push_back({"", "the document has " + std::to_string(text.size()) + " bytes",
                        "at most 8388608 bytes", ""});
    return nullptr;
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    problems.push_back({"", "the document starts with a byte order mark", "UTF-8 without one", ""});
    return nullptr;
  }
  Builder builder(text, problems);
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) return nullptr;
  // The parser takes a NUL for the end of the text.
  if (text.find('\0') != std::string_view::npos) {
    problems.push_back({"", "the document has a NUL byte", "nothing behind its end", ""});
    return nullptr;
  }
  return builder.take();
}

}  // namespace loyaltycore::io
