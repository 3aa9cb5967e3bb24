// pool.hpp: room is reserved by doors and never grows by itself.
#include "loyaltycore/base/pool.hpp"

#include <gtest/gtest.h>

#include <array>

namespace loyaltycore::pool_test {
namespace {

Pool<int> pool_of(std::initializer_list<int> items) {
  Pool<int> pool;
  pool.reserve_more(items.size());
  for (const int item : items) pool.push(item);
  return pool;
}

std::vector<int> items_of(const Pool<int>& pool) { return {pool.begin(), pool.end()}; }

TEST(Pool, IsEmptyWithoutRoomAtFirst) {
  const Pool<int> pool;
  EXPECT_TRUE(pool.empty());
  EXPECT_EQ(pool.room(), 0U);
}

TEST(PoolDeathTest, PushingWithoutRoomIsABrokenInvariant) {
  Pool<int> pool;
  EXPECT_DEATH(pool.push(1), "room");
  EXPECT_DEATH(pool.insert(0, 1), "room");
}

TEST(Pool, ReservedRoomIsUsedWithoutMoving) {
  Pool<int> pool;
  pool.reserve_more(3);
  const std::size_t room = pool.room();
  ASSERT_GE(room, 3U);
  const int* first = &pool.push(1);
  for (std::size_t i = 1; i < room; ++i) pool.push(static_cast<int>(i));
  EXPECT_EQ(&pool[0], first);
  EXPECT_EQ(pool.room(), 0U);
  pool.reserve_more(0);
  EXPECT_EQ(pool.room(), 0U);
}

TEST(Pool, InsertAndEraseKeepTheOrderOfTheOthers) {
  Pool<int> pool = pool_of({1, 3});
  pool.reserve_more(2);
  pool.insert(1, 2);
  pool.insert(0, 0);
  EXPECT_EQ(items_of(pool), (std::vector<int>{0, 1, 2, 3}));
  pool.erase(2);
  EXPECT_EQ(items_of(pool), (std::vector<int>{0, 1, 3}));
  EXPECT_EQ(pool.back(), 3);
}

TEST(Pool, CopiesAreValues) {
  Pool<int> a = pool_of({1, 2});
  Pool<int> b = a;
  b[0] = 9;
  EXPECT_EQ(a[0], 1);
  const Pool<int> c = std::move(b);
  EXPECT_EQ(items_of(c), (std::vector<int>{9, 2}));
}

TEST(Pool, ClearAndAssignKeepTheRoom) {
  Pool<int> pool = pool_of({1, 2, 3});
  const std::size_t capacity = pool.capacity();
  const std::array<int, 2> other{7, 8};
  pool.assign(other.data(), other.size());
  EXPECT_EQ(items_of(pool), (std::vector<int>{7, 8}));
  EXPECT_EQ(pool.capacity(), capacity);
  pool.clear();
  EXPECT_EQ(pool.capacity(), capacity);
  pool.shrink();
  EXPECT_EQ(pool.room(), 0U);
}

}  // namespace
}  // namespace loyaltycore::pool_test
