#include "region/store/rows.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "region/store/collection.h"
#include "testing/temporary_folder.h"

namespace aws::region {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> keys(const Rows& rows, const KeyRange& range, Order order = Order::kForward,
                              std::size_t most = 100) {
  std::vector<std::string> keys;
  rows.walk("s", range, order, [&](Row&& row) {
    keys.push_back(row.key);
    return keys.size() < most;
  });
  return keys;
}

TEST(Rows, AreFoundAndReplacedAndGo) {
  Store store;
  Rows rows(store);
  const std::string zero("a\0b", 3);
  rows.put("s", zero, "one");
  rows.put("s", zero, "two");
  EXPECT_EQ(rows.get("s", zero), "two");
  EXPECT_EQ(rows.get("s", "a"), std::nullopt);
  EXPECT_EQ(rows.get("t", zero), std::nullopt);
  rows.erase("s", zero);
  rows.erase("s", zero);
  EXPECT_EQ(rows.get("s", zero), std::nullopt);
}

TEST(Rows, AreWalkedInOrderOfTheirBytes) {
  Store store;
  Rows rows(store);
  for (const char* key : {"b", "a", "c", "\xff", "B"}) rows.put("s", key, "");
  rows.put("t", "b", "");
  EXPECT_THAT(keys(rows, {}), ElementsAre("B", "a", "b", "c", "\xff"));
  EXPECT_THAT(keys(rows, {}, Order::kBackward, 2), ElementsAre("\xff", "c"));
  EXPECT_THAT(keys(rows, {"a", "c"}), ElementsAre("a", "b"));
  EXPECT_THAT(keys(rows, {"a", "c"}, Order::kBackward), ElementsAre("b", "a"));
  rows.erase_space("s");
  EXPECT_THAT(keys(rows, {}), IsEmpty());
  EXPECT_TRUE(rows.get("t", "b"));
}

TEST(Rows, FollowTheStoresTransactions) {
  Store store;
  Rows rows(store);
  rows.put("s", "a", "before");
  EXPECT_THROW(store.transaction([&] {
    rows.put("s", "a", "after");
    rows.put("s", "b", "");
    EXPECT_EQ(rows.get("s", "a"), "after");
    throw Error("Stop", "here");
  }),
               Error);
  EXPECT_EQ(rows.get("s", "a"), "before");
  EXPECT_EQ(rows.get("s", "b"), std::nullopt);
}

TEST(Rows, AreThereAgainAndAnOlderFolderGetsThem) {
  testing::TemporaryFolder folder;
  {
    Store store(folder.path());
    Collection<std::string> documents(store, "kind");
    documents.put("key", "kept");
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((folder.path() / "region.db").c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, "DROP TABLE rows; PRAGMA user_version = 1", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  {
    Store store(folder.path());
    EXPECT_EQ(*Collection<std::string>(store, "kind").find("key"), "kept");
    Rows(store).put("s", "a", "new");
  }
  Store store(folder.path());
  EXPECT_EQ(Rows(store).get("s", "a"), "new");
}

TEST(Rows, AWriteThatFailsTakesItsTransactionAlong) {
  Store store;
  Rows rows(store);
  store.fail_after(1);
  EXPECT_THROW(store.transaction([&] {
    rows.put("s", "a", "");
    rows.put("s", "b", "");
  }),
               Unrecoverable);
  EXPECT_THAT(keys(rows, {}), IsEmpty());
}

}  // namespace
}  // namespace aws::region
