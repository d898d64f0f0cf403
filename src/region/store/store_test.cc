// A data folder: what is put is there after a crash, and what cannot be used is refused in one line.
#include "region/store/store.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "region/store/collection.h"
#include "testing/temporary_folder.h"

namespace aws::region {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Address {
  std::string street;
  std::optional<int> number;
};
BOOST_DESCRIBE_STRUCT(Address, (), (street, number))

struct Person {
  std::string name;
  int age = 18;
  std::optional<std::string> title;
  std::vector<Address> addresses;
  std::map<std::string, std::vector<std::string>> labels;
  std::int64_t born = 0;
};
BOOST_DESCRIBE_STRUCT(Person, (), (name, age, title, addresses, labels, born))

class StoreTest : public ::testing::Test {
 protected:
  std::string refusal(const fs::path& folder) {
    try {
      Store store(folder);
    } catch (const Error& error) {
      EXPECT_THAT(error.message(), AllOf(HasSubstr(folder.string()), Not(HasSubstr("\n"))));
      return error.what();
    }
    return "opened";
  }

  void sql(const std::string& statement) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((folder_ / "region.db").c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
  }

  static std::string bytes(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  const testing::TemporaryFolder root_;
  const fs::path folder_ = root_.path() / "data";
};

TEST_F(StoreTest, KeepsWhatWasPutInOrderOfKey) {
  {
    Store store(folder_);
    store.put("person", "b", "2");
    store.put("person", "a", "1");
    store.put("place", "a", "other");
    store.put("person", "c", "3");
    store.put("person", "b", "two");
    store.erase("person", "c");
  }
  Store store(folder_);
  const auto people = store.load("person");
  ASSERT_EQ(people.size(), 2U);
  EXPECT_EQ(people[0].body, "1");
  EXPECT_EQ(people[1].body, "two");
}

TEST_F(StoreTest, CreatesTheFolderForItsOwnerOnly) {
  Store store(folder_ / "deeper");
  struct stat status = {};
  ASSERT_EQ(stat((folder_ / "deeper").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST_F(StoreTest, SurvivesTheEndOfAProcessThatDidNotClose) {
  const pid_t child = fork();
  if (child == 0) {
    Store store(folder_);
    store.put("person", "a", "1");
    store.transaction([&] {
      store.put("person", "half", "1");
      _exit(0);
    });
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  Store store(folder_);
  ASSERT_EQ(store.load("person").size(), 1U);
  EXPECT_EQ(store.load("person")[0].key, "a");
}

TEST_F(StoreTest, RefusesAFolderInUseAndSaysByWhom) {
  Store store(folder_);
  EXPECT_THAT(refusal(folder_), AllOf(HasSubstr("DataFolderInUse"), HasSubstr("process " + std::to_string(getpid()))));
}

TEST_F(StoreTest, RefusesWhatIsNoFolderOrCannotBeOne) {
  std::ofstream(root_.path() / "file") << "text";
  EXPECT_THAT(refusal(root_.path() / "file"), AllOf(HasSubstr("DataFolderNotWritable"), HasSubstr("Not a directory")));
  EXPECT_THAT(refusal(root_.path() / "file" / "below"), HasSubstr("DataFolderNotWritable"));
  EXPECT_THAT(refusal("/proc/region"), HasSubstr("DataFolderNotWritable"));
}

TEST_F(StoreTest, RefusesADamagedFile) {
  fs::create_directory(folder_);
  std::ofstream(folder_ / "region.db") << std::string(4096, 'x');
  EXPECT_THAT(refusal(folder_), HasSubstr("DataFolderDamaged"));
}

TEST_F(StoreTest, RefusesAnotherProgramsDatabase) {
  fs::create_directory(folder_);
  sql("CREATE TABLE other (x)");
  EXPECT_THAT(refusal(folder_), AllOf(HasSubstr("DataFolderDamaged"), HasSubstr("not a region's")));
}

TEST_F(StoreTest, RefusesANewerVersionsFolderAndLeavesItAlone) {
  { Store store(folder_); }
  sql("PRAGMA user_version = 1000");
  const auto before = bytes(folder_ / "region.db");
  EXPECT_THAT(refusal(folder_), AllOf(HasSubstr("DataFolderNewer"), HasSubstr("1000")));
  EXPECT_EQ(bytes(folder_ / "region.db"), before);
}

TEST_F(StoreTest, ADocumentThatIsNotWhatWasWrittenIsNamed) {
  Store store(folder_);
  store.put("person", "ann", R"({"name": 7})");
  try {
    Collection<Person> people(store, "person");
    FAIL();
  } catch (const Error& error) {
    EXPECT_TRUE(error.is("DataFolderDamaged"));
    EXPECT_THAT(error.message(), HasSubstr("the person 'ann'"));
  }
}

TEST_F(StoreTest, ACollectionIsThereAgainAfterReopening) {
  const Person ann{"Ann",        41, "Dr.", {{"High Street", 7}, {"Low Street", {}}}, {{"likes", {"tea", "\xff"}}},
                   1767323045000};
  {
    Store store(folder_);
    Collection<Person> people(store, "person");
    people.put("ann", ann);
    people.put("bob", {.name = "Bob"});
    people.put("cid", {.name = "Cid"});
    people.erase("cid");
    people.erase("nobody");
  }
  Store store(folder_);
  const Collection<Person> people(store, "person");
  ASSERT_EQ(people.all().size(), 2U);
  const Person& read = *people.find("ann");
  EXPECT_EQ(read.title, "Dr.");
  EXPECT_EQ(read.addresses.at(0).number, 7);
  EXPECT_EQ(read.addresses.at(1).number, std::nullopt);
  EXPECT_EQ(read.labels, ann.labels);
  EXPECT_EQ(read.born, ann.born);
  EXPECT_EQ(people.find("bob")->title, std::nullopt);
  EXPECT_EQ(people.find("cid"), nullptr);
}

TEST(CollectionTest, MembersThatCameLaterKeepTheirDefaultsAndThoseThatWentAreIgnored) {
  Store store;
  store.put("person", "ann", R"({"name": "Ann", "shoe_size": 38})");
  const Collection<Person> people(store, "person");
  EXPECT_EQ(people.find("ann")->name, "Ann");
  EXPECT_EQ(people.find("ann")->age, 18);
}

TEST(CollectionTest, FollowsARolledBackTransaction) {
  Store store;
  Collection<Person> people(store, "person");
  people.put("ann", {.name = "Ann"});
  people.put("bob", {.name = "Bob"});
  const Person* ann = people.find("ann");
  EXPECT_THROW(store.transaction([&] {
    people.put("ann", {.name = "Anne"});
    people.put("ann", {.name = "Anna"});
    people.erase("bob");
    people.put("cid", {.name = "Cid"});
    throw Error("Changed", "my mind");
  }),
               Error);
  EXPECT_EQ(people.all().size(), 2U);
  EXPECT_EQ(people.find("ann"), ann);
  EXPECT_EQ(ann->name, "Ann");
  EXPECT_EQ(people.find("bob")->name, "Bob");
  EXPECT_EQ(store.load("person").size(), 2U);
}

TEST(CollectionTest, AnInnerTransactionIsUndoneAlone) {
  Store store;
  Collection<Person> people(store, "person");
  store.transaction([&] {
    people.put("ann", {.name = "Ann"});
    try {
      store.transaction([&] {
        people.put("bob", {.name = "Bob"});
        throw Error("Changed", "my mind");
      });
    } catch (const Error&) {
    }
    store.transaction([&] { people.put("cid", {.name = "Cid"}); });
  });
  EXPECT_TRUE(people.contains("ann"));
  EXPECT_FALSE(people.contains("bob"));
  EXPECT_TRUE(people.contains("cid"));
  EXPECT_EQ(store.load("person").size(), 2U);
}

TEST(CollectionTest, AnOuterTransactionUndoesTheInnerOnesToo) {
  Store store;
  Collection<Person> people(store, "person");
  EXPECT_THROW(store.transaction([&] {
    store.transaction([&] { people.put("ann", {.name = "Ann"}); });
    throw Error("Changed", "my mind");
  }),
               Error);
  EXPECT_TRUE(people.all().empty());
  EXPECT_TRUE(store.load("person").empty());
}

TEST(RehearsalTest, EndsAtTheFirstChange) {
  Store store;
  Collection<Person> people(store, "person");
  bool looked = false, went_on = false;
  store.rehearse([&] {
    looked = !people.contains("ann");
    store.transaction([&] { people.put("ann", {.name = "Ann"}); });
    went_on = true;
  });
  EXPECT_TRUE(looked);
  EXPECT_FALSE(went_on);
  EXPECT_TRUE(people.all().empty());
  EXPECT_FALSE(store.in_transaction());
  people.put("bob", {.name = "Bob"});  // what follows is no rehearsal
  EXPECT_EQ(store.load("person").size(), 1U);
}

TEST(RehearsalTest, ShowsWhatIsRefused) {
  Store store;
  EXPECT_THROW(store.rehearse([] { throw Error("NoSuchThing", "no"); }), Error);
  store.put("person", "ann", "{}");
  EXPECT_EQ(store.load("person").size(), 1U);
}

}  // namespace
}  // namespace aws::region
