// bindings.hpp: what the binding files share. The only header that includes pybind11.
//
// Rules: no implicit numeric conversion for money; spans are taken before the GIL is released, and
// it is released in inner scopes around real work only, never in a constructor; no Python object
// lives inside a C++ state.
#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "loyaltycore/base/date.hpp"
#include "loyaltycore/base/hash.hpp"

namespace loyaltycore::bindings {

namespace py = pybind11;

// Return types that the generated stub can name.
using Dict = py::typing::Dict<py::str, py::object>;
template <class T>
using List = py::typing::List<T>;
template <class T>
using Many = py::typing::Tuple<T, py::ellipsis>;
template <class... T>
using Tuple = py::typing::Tuple<T...>;
template <class T>
using Maybe = py::typing::Optional<T>;
using MaybeInt = Maybe<py::int_>;
using MaybeStr = Maybe<py::str>;

// One subject per file; module.cpp calls them in this order.
void bind_errors(py::module_& m);
void bind_names(py::module_& m);
void bind_program(py::module_& m);
void bind_quoted_numbers(py::module_& m);
void bind_event(py::module_& m);
void bind_effect(py::module_& m);
void bind_quote(py::module_& m);
void bind_decision(py::module_& m);
void bind_explain(py::module_& m);
void bind_member(py::module_& m);
void bind_engine(py::module_& m);
void bind_history(py::module_& m);
void bind_replay(py::module_& m);
void bind_receipt(py::module_& m);

/// Throws DataError for a field whose value is of the wrong kind: what it is, what to write.
[[noreturn]] void refuse_value(std::string_view field, py::handle value, std::string_view remedy);
/// "did you mean 'beans'? " if a name is close to the word, else "".
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> names);
/// What a constructor takes: its first fields by place too, the first `needed` must be given.
struct Fields {
  std::string_view of;
  std::span<const std::string_view> names;
  std::size_t by_place;
  std::size_t needed;
};
/// Throws DataError for arguments that fit no constructor: the first that is wrong, by its name.
[[noreturn]] void refuse_arguments(const Fields& fields, const py::args& args,
                                   const py::kwargs& named);
/// "a, b or c".
[[nodiscard]] std::string one_of(std::span<const std::string_view> names);
/// Text lives in Python, in loyaltycore.told.
[[nodiscard]] py::object in_words(const char* function, const py::object& self);

/// An int of 64 bits. bool, float, Decimal, Fraction, str and None are refused, never rounded.
[[nodiscard]] std::int64_t exact_int(py::handle value, std::string_view field);
/// The same, and within [least, most].
[[nodiscard]] std::int64_t exact_int(py::handle value, std::string_view field, std::int64_t least,
                                     std::int64_t most);
[[nodiscard]] bool exact_bool(py::handle value, std::string_view field);
/// str only. A lone surrogate is refused: ids and names are UTF-8.
[[nodiscard]] std::string exact_text(py::handle value, std::string_view field);
/// The same where it lies, as long as `value` lives.
[[nodiscard]] std::string_view text_view(py::handle value, std::string_view field);
/// A document: bytes are taken as they are, not checked.
using TextOrBytes = std::variant<py::str, py::bytes>;
[[nodiscard]] std::string_view utf8_of(const TextOrBytes& text, std::string_view field);
/// A caller's id: a str, or an int that stands for its decimal text.
[[nodiscard]] std::string id_text(py::handle value, std::string_view field);
/// A name, or an id, as fields of events hold them: what the core would take, or empty.
[[nodiscard]] std::string name_text(py::handle value, std::string_view field);
[[nodiscard]] std::string event_id_text(py::handle value, std::string_view field);
/// Microseconds since 1970-01-01 UTC from such an int or from an aware datetime; naive is refused.
[[nodiscard]] Instant exact_instant(py::handle value, std::string_view field);
/// Every str of an iterable; a single str is refused, because it is an iterable of letters.
[[nodiscard]] std::vector<std::string> text_list(py::handle value, std::string_view field);
/// The same, and each is a name: not empty.
[[nodiscard]] std::vector<std::string> name_list(py::handle value, std::string_view field);
/// Text for terminals: what is not printable is escaped, as repr does; nothing is quoted.
[[nodiscard]] std::string printable(std::string_view text);

/// "2016-03-01T00:00:00+00:00" with microseconds where there are any; "never" for kNever.
[[nodiscard]] std::string instant_text(Instant at);
/// "2016-03-01 08:00 +08:00" in a programme's zone, with seconds where there are any; what no
/// calendar holds is told in microseconds.
[[nodiscard]] std::string local_text(const Zone& zone, Instant at);
/// "2016-03-01"; "never" for kNoDay.
[[nodiscard]] std::string day_text(Day day);

/// Says why objects of a class do not pickle, instead of pybind11's own sentence.
template <class Class>
void refuse_pickle(Class& cls, const char* sentence) {
  cls.def("__reduce__",
          [sentence](const py::object&) -> py::object { throw py::type_error(sentence); });
}

/// Texts one after the other.
[[nodiscard]] std::string concat(std::initializer_list<std::string_view> parts);

/// An instant as int, None for kNever.
[[nodiscard]] inline MaybeInt instant_or_none(Instant at) {
  return at == kNever ? MaybeInt(py::none()) : MaybeInt(py::int_(at));
}
/// A day as ISO text, None for kNoDay.
[[nodiscard]] inline MaybeStr day_or_none(Day day) {
  return day == kNoDay ? MaybeStr(py::none()) : MaybeStr(py::str(day_text(day)));
}
/// Text, None if empty.
[[nodiscard]] inline MaybeStr text_or_none(std::string_view text) {
  return text.empty() ? MaybeStr(py::none()) : MaybeStr(py::str(text.data(), text.size()));
}
template <class Text>
[[nodiscard]] py::str to_str(const Text& text) {
  const std::string_view view{text};
  return {view.data(), view.size()};
}

}  // namespace loyaltycore::bindings
