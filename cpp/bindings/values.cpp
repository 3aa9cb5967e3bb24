// values.cpp: Python values into exact C++ ones, or a DataError that says what to write instead.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "bindings/bindings.hpp"
#include "loyaltycore/base/id.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::bindings {
namespace {

constexpr std::string_view kInstant =
    "write an aware datetime, or an int of microseconds since 1970-01-01 UTC";
constexpr std::string_view kName = "write 1 to 128 bytes of UTF-8 without NUL";

/// A short, harmless echo of a value: at most 64 bytes of its repr, ASCII only.
std::string echo(py::handle value) {
  constexpr std::size_t kLongest = 64;
  const auto ascii = py::reinterpret_steal<py::object>(PyObject_ASCII(value.ptr()));
  if (!ascii) {
    PyErr_Clear();
    return "a value without a repr";
  }
  std::string text = py::cast<std::string>(ascii);
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

/// Microseconds since 1970-01-01 UTC of an aware datetime, by its own exact arithmetic.
Instant micros_of(py::handle value, std::string_view field) {
  if (value.attr("utcoffset")().is_none()) {
    refuse_value(field, value,
                 "a naive time says no instant; give it a zone, for example "
                 "datetime(2016, 3, 1, tzinfo=timezone.utc)");
  }
  if (py::hasattr(value, "nanosecond") && py::cast<int>(value.attr("nanosecond")) != 0) {
    refuse_value(field, value, "instants are whole microseconds; round it yourself");
  }
  const py::module_ datetime = py::module_::import("datetime");
  const py::object epoch =
      datetime.attr("datetime")(1970, 1, 1, 0, 0, 0, 0, datetime.attr("timezone").attr("utc"));
  const py::object since = value.attr("__sub__")(epoch);
  const auto days = py::cast<std::int64_t>(since.attr("days"));
  const auto seconds = py::cast<std::int64_t>(since.attr("seconds"));
  const auto micros = py::cast<std::int64_t>(since.attr("microseconds"));
  return days * kMicrosPerDay + seconds * kMicrosPerSecond + micros;
}

/// The same; what only looks like a datetime, as NaT of pandas does, is refused as any other value.
Instant of_datetime(py::handle value, std::string_view field) {
  try {
    return micros_of(value, field);
  } catch (const py::error_already_set& error) {
    if (!error.matches(PyExc_Exception)) throw;
  }
  refuse_value(field, value, kInstant);
}

}  // namespace

void refuse_value(std::string_view field, py::handle value, std::string_view remedy) {
  const std::string name{field};
  const std::string kind = py::cast<std::string>(py::type::of(value).attr("__name__"));
  throw DataError("field_invalid", name + ": got " + kind + " " + echo(value), name, -1,
                  std::string{remedy});
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> names) {
  py::list known;
  for (const std::string_view name : names) known.append(to_str(name));
  const py::module_ difflib = py::module_::import("difflib");
  const py::list near = difflib.attr("get_close_matches")(to_str(word), known, 1);
  return near.empty() ? "" : concat({"did you mean '", near[0].cast<std::string>(), "'? "});
}

std::string one_of(std::span<const std::string_view> names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

void refuse_arguments(const Fields& fields, const py::args& args, const py::kwargs& named) {
  const auto refuse = [&fields](std::string_view field, std::string_view said,
                                std::string_view remedy) {
    throw DataError("field_invalid", concat({fields.of, ": ", said}), std::string{field}, -1,
                    std::string{remedy});
  };
  for (const auto& [key, value] : named) {
    const auto name = py::cast<std::string>(key);
    if (std::ranges::find(fields.names, name) != fields.names.end()) continue;
    refuse(name, concat({"it has no field '", name, "'"}),
           concat({did_you_mean(name, fields.names), "write ", one_of(fields.names)}));
  }
  if (args.size() > fields.by_place) {
    const py::object first = args[fields.by_place];
    refuse(fields.of, concat({"got ", echo(first), " without its name"}),
           concat({"name each field, as in ", fields.of, "(", fields.names[0], "=...)"}));
  }
  for (std::size_t i = args.size(); i < fields.needed; ++i) {
    if (named.contains(fields.names[i])) continue;
    refuse(fields.names[i], concat({fields.names[i], " is missing"}),
           concat({"pass ", fields.names[i], "="}));
  }
  throw DataError("field_invalid", concat({fields.of, ": a field is given twice"}),
                  std::string{fields.of}, -1, "give each once");
}

py::object in_words(const char* function, const py::object& self) {
  return py::module_::import("loyaltycore.told").attr(function)(self);
}

std::int64_t exact_int(py::handle value, std::string_view field) {
  // numpy.int64 and its like are exact integers and pass by __index__; bool is one in name only.
  const bool money = field.ends_with("_fen");
  const std::string_view remedy = money
                                      ? "write a whole number as int; money is in fen (1/100 yuan)"
                                      : "write a whole number as int";
  if (PyBool_Check(value.ptr()) || !PyIndex_Check(value.ptr())) refuse_value(field, value, remedy);
  const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
  if (!index) {
    PyErr_Clear();
    refuse_value(field, value, remedy);
  }
  int overflow = 0;
  const long long number = PyLong_AsLongLongAndOverflow(index.ptr(), &overflow);
  if (overflow != 0) refuse_value(field, value, "write a number that fits into 64 bits");
  return number;
}

std::int64_t exact_int(py::handle value, std::string_view field, std::int64_t least,
                       std::int64_t most) {
  const std::int64_t number = exact_int(value, field);
  if (number < least || number > most) {
    refuse_value(field, value,
                 "it must lie between " + std::to_string(least) + " and " + std::to_string(most));
  }
  return number;
}

bool exact_bool(py::handle value, std::string_view field) {
  if (!PyBool_Check(value.ptr())) refuse_value(field, value, "write True or False");
  return value.ptr() == Py_True;
}

std::string_view text_view(py::handle value, std::string_view field) {
  if (!PyUnicode_Check(value.ptr())) refuse_value(field, value, "write it as str");
  Py_ssize_t size = 0;
  const char* text = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
  if (text == nullptr) {
    PyErr_Clear();
    refuse_value(field, value, "the text is not valid Unicode: it holds a lone surrogate");
  }
  return {text, static_cast<std::size_t>(size)};
}

std::string_view utf8_of(const TextOrBytes& text, std::string_view field) {
  if (const auto* bytes = std::get_if<py::bytes>(&text)) return std::string_view{*bytes};
  return text_view(std::get<py::str>(text), field);
}

std::string exact_text(py::handle value, std::string_view field) {
  return std::string{text_view(value, field)};
}

std::string name_text(py::handle value, std::string_view field) {
  std::string text = exact_text(value, field);
  if (!text.empty() && !is_valid_id(text)) refuse_value(field, value, kName);
  return text;
}

std::string event_id_text(py::handle value, std::string_view field) {
  std::string text = id_text(value, field);
  if (!text.empty() && !is_valid_id(text)) refuse_value(field, value, kName);
  return text;
}

std::string id_text(py::handle value, std::string_view field) {
  if (PyUnicode_Check(value.ptr())) return exact_text(value, field);
  if (PyBool_Check(value.ptr()) || !PyIndex_Check(value.ptr())) {
    refuse_value(field, value, "an id is a str of 1 to 128 bytes in UTF-8, or an int");
  }
  return std::to_string(exact_int(value, field));
}

Instant exact_instant(py::handle value, std::string_view field) {
  if (PyIndex_Check(value.ptr()) && !PyBool_Check(value.ptr())) return exact_int(value, field);
  if (py::hasattr(value, "utcoffset") && py::hasattr(value, "microsecond")) {
    return of_datetime(value, field);
  }
  refuse_value(field, value, kInstant);
}

std::vector<std::string> text_list(py::handle value, std::string_view field) {
  if (PyUnicode_Check(value.ptr()) || !py::isinstance<py::iterable>(value)) {
    refuse_value(field, value, "write a list of str");
  }
  std::vector<std::string> out;
  for (const py::handle each : value) out.push_back(exact_text(each, field));
  return out;
}

std::vector<std::string> name_list(py::handle value, std::string_view field) {
  std::vector<std::string> out = text_list(value, field);
  if (!std::all_of(out.begin(), out.end(), [](const auto& name) { return is_valid_id(name); })) {
    refuse_value(field, value, "write names of 1 to 128 bytes of UTF-8 without NUL");
  }
  return out;
}

std::string printable(std::string_view text) {
  const py::str all = to_str(text);
  std::string out;
  for (const py::handle letter : all) {
    const Py_UCS4 point = PyUnicode_ReadChar(letter.ptr(), 0);
    if (Py_UNICODE_ISPRINTABLE(point) != 0) {
      out += py::cast<std::string>(letter);
    } else {
      const std::string quoted = py::cast<std::string>(py::repr(letter));
      out += quoted.substr(1, quoted.size() - 2);
    }
  }
  return out;
}

std::string concat(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out.append(part);
  return out;
}

std::string day_text(Day day) {
  if (day == kNoDay) return "never";
  const CivilDate date = civil_of(day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", date.year, date.month, date.day);
  return text.data();
}

std::string local_text(const Zone& zone, Instant at) {
  if (at < kFirstInstant || at > kLastInstant) return std::to_string(at) + " us";
  std::int64_t offset = 0;
  for (const Zone::Offset& each : zone.offsets()) {
    if (each.from <= at) offset = each.seconds;
  }
  const std::int64_t local = floor_div(at, kMicrosPerSecond) + offset;
  const std::int64_t day = floor_div(local * kMicrosPerSecond, kMicrosPerDay);
  const std::int64_t second = local - day * (kMicrosPerDay / kMicrosPerSecond);
  std::array<char, 48> text{};
  const auto print = [&text](const char* format, auto... parts) {
    std::snprintf(text.data(), text.size(), format, static_cast<int>(parts)...);
    return std::string{text.data()};
  };
  std::string out = day_text(static_cast<Day>(day));
  out += print(" %02d:%02d", second / 3600, second / 60 % 60);
  if (second % 60 != 0) out += print(":%02d", second % 60);
  const std::int64_t minutes = std::abs(offset) / 60;
  return out + (offset < 0 ? " -" : " +") + print("%02d:%02d", minutes / 60, minutes % 60);
}

std::string instant_text(Instant at) {
  if (at == kNever) return "never";
  const Day day = static_cast<Day>(floor_div(at, kMicrosPerDay));
  const std::int64_t rest = at - day * kMicrosPerDay;
  const std::int64_t seconds = rest / kMicrosPerSecond;
  const std::int64_t micros = rest % kMicrosPerSecond;
  std::array<char, 48> text{};
  const int size =
      std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                    static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  std::string out = day_text(day) + std::string(text.data(), static_cast<std::size_t>(size));
  if (micros != 0) {
    std::snprintf(text.data(), text.size(), ".%06d", static_cast<int>(micros));
    out += text.data();
  }
  return out + "+00:00";
}

}  // namespace loyaltycore::bindings
