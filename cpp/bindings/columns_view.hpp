// columns_view.hpp: NumPy arrays as borrowed columns, and columns as NumPy arrays.
//
// Arrays are refused, never converted: Python's columns.py makes every copy explicit.
#pragma once

#include <pybind11/numpy.h>

#include <memory>
#include <vector>

#include "bindings/bindings.hpp"
#include "loyaltycore/engine/columns.hpp"
#include "loyaltycore/engine/history.hpp"

namespace loyaltycore::bindings {

/// An immutable list of texts that dictionary codes stand for.
struct Texts {
  std::shared_ptr<const engine::Dictionary> dictionary{};
};

/// A vector becomes an array that owns it: no copy.
template <class T>
[[nodiscard]] py::array_t<T> to_array(std::vector<T>&& values) {
  auto owner = std::make_unique<std::vector<T>>(std::move(values));
  T* const data = owner->data();
  const auto size = static_cast<py::ssize_t>(owner->size());
  const py::capsule base(owner.release(),
                         [](void* pointer) { delete static_cast<std::vector<T>*>(pointer); });
  return py::array_t<T>(size, data, base);
}

/// A one-dimensional contiguous array of exactly this type, as a span; TypeError otherwise.
template <class T>
[[nodiscard]] std::span<const T> span_of(const py::array& array, const char* name) {
  if (!py::isinstance<py::array_t<T>>(array) || array.ndim() != 1 ||
      (array.flags() & py::array::c_style) == 0) {
    throw py::type_error(concat({"column ", name, ": another dtype, or not contiguous"}));
  }
  return {static_cast<const T*>(array.data()), static_cast<std::size_t>(array.size())};
}

}  // namespace loyaltycore::bindings
