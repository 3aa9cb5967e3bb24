// pool.hpp: an array that never grows by itself.
//
// The kernel only uses room that a door has reserved: `push` on a full pool is a broken
// precondition, which the kernel excludes by asking `room()` before it changes anything.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "loyaltycore/base/check.hpp"

namespace loyaltycore {

template <class T>
class Pool {
 public:
  using iterator = typename std::vector<T>::iterator;
  using const_iterator = typename std::vector<T>::const_iterator;

  Pool() = default;
  Pool(const Pool&) = default;
  Pool(Pool&&) noexcept = default;
  Pool& operator=(const Pool&) = default;
  Pool& operator=(Pool&&) noexcept = default;
  ~Pool() = default;

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] std::size_t capacity() const noexcept { return items_.capacity(); }
  [[nodiscard]] std::size_t room() const noexcept { return items_.capacity() - items_.size(); }

  T& operator[](std::size_t i) noexcept { return items_[i]; }
  const T& operator[](std::size_t i) const noexcept { return items_[i]; }
  iterator begin() noexcept { return items_.begin(); }
  iterator end() noexcept { return items_.end(); }
  const_iterator begin() const noexcept { return items_.begin(); }
  const_iterator end() const noexcept { return items_.end(); }
  T& back() noexcept { return items_.back(); }

  T& push(const T& item) noexcept {
    LC_CHECK(room() > 0);
    items_.push_back(item);
    return items_.back();
  }
  T& insert(std::size_t at, const T& item) noexcept {
    LC_CHECK(room() > 0);
    return *items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(at), item);
  }
  /// Keeps the order of the others.
  void erase(std::size_t at) noexcept {
    items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(at));
  }
  void clear() noexcept { items_.clear(); }

  /// For doors only: make room for `count` more items.
  void reserve_more(std::size_t count) {
    if (room() < count) items_.reserve(items_.size() + count + items_.size() / 2);
  }
  /// For doors only: give memory back.
  void shrink() { items_.shrink_to_fit(); }
  /// For doors only: replace the contents; keeps the larger capacity.
  void assign(const T* first, std::size_t count) { items_.assign(first, first + count); }

 private:
  std::vector<T> items_;
};

}  // namespace loyaltycore
