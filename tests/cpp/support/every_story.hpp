// every_story.hpp: every sequence of a few words, to a depth. Prefixes are shared: each node of the
// tree is decided once, from its parent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace loyaltycore::support {

/// `Node` is what a story is after some words. Nodes are used again, so that their memory is too.
template <class Node>
class EveryStory {
 public:
  EveryStory(std::vector<std::string_view> words, int depth)
      : words_(std::move(words)),
        depth_(depth),
        path_(static_cast<std::size_t>(depth)),
        nodes_(static_cast<std::size_t>(depth) + 1) {}

  /// What every story begins with.
  [[nodiscard]] Node& root() { return nodes_[0]; }

  /// `tell(parent, child, word, level)` makes the child from its parent, words and levels counted
  /// from 0. The first failure ends the walk.
  template <class Tell>
  void walk(Tell tell) {
    grow(0, tell);
  }

  /// The story after so many words; that of no word is the root.
  [[nodiscard]] const Node& after(int words) const {
    return nodes_[static_cast<std::size_t>(words)];
  }
  /// " after place, complete, cancel".
  [[nodiscard]] std::string story() const {
    std::string out = " after";
    for (int i = 0; i < told_; ++i) {
      out += (i == 0 ? " " : ", ") + std::string(words_[path_[static_cast<std::size_t>(i)]]);
    }
    return out;
  }
  [[nodiscard]] std::int64_t count() const { return count_; }

 private:
  template <class Tell>
  void grow(int level, Tell& tell) {
    const auto at = static_cast<std::size_t>(level);
    for (std::size_t word = 0; word < words_.size(); ++word) {
      path_[at] = word;
      told_ = level + 1;
      ++count_;
      tell(nodes_[at], nodes_[at + 1], word, level);
      if (testing::Test::HasFailure()) return;
      if (told_ < depth_) grow(level + 1, tell);
      if (testing::Test::HasFailure()) return;
    }
  }

  std::vector<std::string_view> words_;
  int depth_;
  int told_{};
  std::vector<std::size_t> path_;
  std::vector<Node> nodes_;
  std::int64_t count_{};
};

}  // namespace loyaltycore::support
