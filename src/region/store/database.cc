#include "region/store/database.h"

#include <fmt/format.h>

#include <array>

namespace aws::region {
namespace {

// What each version of the format added to the one before it; an older file is brought up to date when it is opened.
constexpr std::array kFormats = {
    // Documents of JSON, all of them in memory while the region runs.
    R"(CREATE TABLE documents (
         kind TEXT NOT NULL,
         "key" TEXT NOT NULL,
         body TEXT NOT NULL,
         PRIMARY KEY (kind, "key")
       );)",
    // Rows that stay on disk.
    R"(CREATE TABLE rows (
         space TEXT NOT NULL,
         "key" BLOB NOT NULL,
         body BLOB NOT NULL,
         PRIMARY KEY (space, "key")
       ) WITHOUT ROWID;)"};
constexpr int kNewestFormat = kFormats.size();

}  // namespace

Database::Database(const std::optional<std::filesystem::path>& folder) {
  if (folder) {
    lock_.emplace(*folder);
    place_ = (*folder / "region.db").string();
  }
  open();
}

void Database::open() {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(place_.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  handle_.reset(opened);
  if (result != SQLITE_OK) {
    throw Error("DataFolderNotWritable", fmt::format("{} cannot be opened: {}", place_, sqlite3_errmsg(opened)));
  }
  // Until it is known to be ours, closing the file must not change it.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  const int version = number("PRAGMA user_version");
  if (version > kNewestFormat) {
    throw Error("DataFolderNewer",
                fmt::format("{} was written by a newer version (its format is {}, this program's is {}). Use that "
                            "version or another folder.",
                            place_, version, kNewestFormat));
  }
  if (version > 0) check();
  sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  // What is committed survives the end of the process, however it ends; only the machine's own may lose the last. The
  // folder is locked as a whole, so that SQLite need not lock and unlock its file for every row that is read. What is
  // read of a large table stays in memory, up to 64 MiB: the two that are usual hold the way to some 10,000 items.
  if (!run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size "
           "= -65536;"))
    throw refused();
  upgrade(version);
}

// The documents, all of which are about to be read. Rows may be many; whoever reads a damaged one will hear of it.
void Database::check() const {
  Statement check(handle(), "PRAGMA quick_check(documents)");
  if (check.step() != SQLITE_ROW) throw damaged(sqlite3_errmsg(handle()));
  if (check.text(0) != "ok") throw damaged(check.text(0));
}

void Database::upgrade(int version) const {
  if (version == 0 && number("SELECT count(*) FROM sqlite_schema") != 0) throw damaged("it is not a region's");
  if (version == kNewestFormat) return;
  std::string sql = "BEGIN;";
  for (int next = version; next < kNewestFormat; ++next) sql += kFormats[static_cast<std::size_t>(next)];
  sql += fmt::format("PRAGMA user_version = {}; COMMIT;", kNewestFormat);
  if (!run(sql.c_str())) throw refused();
}

int Database::number(const char* sql) const {
  Statement statement(handle(), sql);
  if (statement.step() != SQLITE_ROW) throw damaged(sqlite3_errmsg(handle()));
  return statement.number(0);
}

void Database::write(Statement& statement) {
  if (rehearsing) {
    statement.reset();
    throw CurtainCall();
  }
  require_transaction();
  const bool full = writes_left && (*writes_left)-- <= 0;
  const bool done = !full && statement.step() == SQLITE_DONE;
  const auto error = done ? std::nullopt : std::optional<Unrecoverable>(refused());
  statement.reset();
  if (error) throw *error;
}

void Database::require_transaction() const {
  if (depth > 0 && sqlite3_get_autocommit(handle())) throw refused();
}

Error Database::damaged(std::string_view reason) const {
  return Error("DataFolderDamaged",
               fmt::format("{} cannot be read: {}. Move it away to start afresh.", place_, reason));
}

Unrecoverable Database::refused() const { return failed("written"); }
Unrecoverable Database::unreadable() const { return failed("read"); }

Unrecoverable Database::failed(std::string_view to_be) const {
  return Unrecoverable("InternalFailure", fmt::format("{} cannot be {}: {}", place_, to_be, sqlite3_errmsg(handle())),
                       500, Fault::kReceiver);
}

}  // namespace aws::region
