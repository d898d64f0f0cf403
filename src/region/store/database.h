// The SQLite file of a data folder: opened, checked, brought to today's format, and written in transactions. Of this
// room alone: others see Store, Collection and Rows.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "region/store/folder_lock.h"
#include "region/store/statement.h"

namespace aws::region {

// Ends a rehearsal. No error, so that nobody takes it for one.
struct CurtainCall {};

class Database {
 public:
  // In memory without a folder. Throws what Store's constructor says.
  explicit Database(const std::optional<std::filesystem::path>& folder);

  sqlite3* handle() const { return handle_.get(); }
  bool run(const char* sql) const { return sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) == SQLITE_OK; }
  // Steps a statement that changes something, and resets it. Throws refused() with nothing changed.
  void write(Statement& statement);
  // After some failures (a full disk is one) SQLite rolls the whole transaction back by itself: nothing that follows
  // may then be written as if it stood alone.
  void require_transaction() const;

  Error damaged(std::string_view reason) const;
  Unrecoverable refused() const;     // a write
  Unrecoverable unreadable() const;  // a read

  int depth = 0;                   // of transactions within transactions
  bool rehearsing = false;         // nothing may be written
  std::optional<int> writes_left;  // and then none succeeds; for tests
  std::vector<std::function<void()>> undo;

 private:
  void open();
  void check() const;
  void upgrade(int version) const;
  int number(const char* sql) const;
  Unrecoverable failed(std::string_view to_be) const;

  struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  // In this order, so that the file is closed before the folder is let go.
  std::optional<FolderLock> lock_;
  std::string place_ = ":memory:";
  std::unique_ptr<sqlite3, Closer> handle_;
};

}  // namespace aws::region
