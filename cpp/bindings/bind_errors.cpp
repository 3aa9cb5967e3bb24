// bind_errors.cpp: our C++ exceptions become those of loyaltycore.errors, fields included.
//
// The classes are written in Python, where they can be typed, documented and pickled; the
// translator is local to this module, so it never meets exceptions of other extensions.
#include "bindings/bindings.hpp"
#include "bindings/member_box.hpp"
#include "loyaltycore/model/error.hpp"

namespace loyaltycore::bindings {
namespace {

void raise(const char* type, const std::string& message, const py::dict& fields) {
  const py::object cls = py::module_::import("loyaltycore.errors").attr(type);
  const py::object error = cls(message, **fields);
  PyErr_SetObject(cls.ptr(), error.ptr());
}

py::dict with_code(const Error& error) {
  py::dict fields;
  fields["code"] = error.code();
  return fields;
}

void raise_program(const ProgramError& error) {
  py::list problems;
  for (const Problem& each : error.problems()) {
    problems.append(py::make_tuple(each.pointer, each.what, each.expected, each.nearest));
  }
  py::dict fields = with_code(error);
  fields["problems"] = problems;
  raise("ProgramError", error.what(), fields);
}

void raise_data(const DataError& error) {
  py::dict fields = with_code(error);
  fields["column"] = error.column();
  fields["row"] = error.row() < 0 ? py::object(py::none()) : py::object(py::int_(error.row()));
  fields["remedy"] = to_str(error.remedy());
  raise("DataError", error.what(), fields);
}

void raise_conflict(const Conflict& error) {
  py::dict fields = with_code(error);
  fields["event_id"] = to_str(error.event_id());
  fields["member"] = to_str(error.member());
  raise("ConflictError", error.what(), fields);
}

void raise_stale(const StaleQuote& error) {
  py::dict fields = with_code(error);
  fields["event_id"] = to_str(error.event_id());
  fields["quote"] = error.fresh();
  raise("StaleQuoteError", error.what(), fields);
}

void raise_snapshot(const SnapshotError& error) {
  const SnapshotPlace& place = error.place();
  py::dict fields = with_code(error);
  fields["section"] = to_str(place.section);
  fields["offset"] = place.offset < 0 ? py::object(py::none()) : py::object(py::int_(place.offset));
  fields["expected"] = to_str(place.expected);
  fields["found"] = to_str(place.found);
  raise("SnapshotError", error.what(), fields);
}

void translate(std::exception_ptr pointer) {
  try {
    if (pointer) std::rethrow_exception(pointer);
  } catch (const ProgramError& error) {
    raise_program(error);
  } catch (const DataError& error) {
    raise_data(error);
  } catch (const Conflict& error) {
    raise_conflict(error);
  } catch (const StaleQuote& error) {
    raise_stale(error);
  } catch (const SnapshotError& error) {
    raise_snapshot(error);
  } catch (const InvariantError& error) {
    raise("InvariantError", error.what(), with_code(error));
  } catch (const Error& error) {
    raise("LoyaltyCoreError", error.what(), with_code(error));
  }
}

}  // namespace

void bind_errors(py::module_& /*m*/) { py::register_local_exception_translator(&translate); }

}  // namespace loyaltycore::bindings
