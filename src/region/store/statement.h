// A prepared statement of SQLite. Of this room alone.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

namespace aws::region {

class Statement {
 public:
  // One that cannot be prepared fails when it is stepped.
  Statement(sqlite3* database, const char* sql) {
    if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK) statement_ = nullptr;
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // What is bound must live until the statement has been stepped.
  void bind(int index, std::string_view text) {
    sqlite3_bind_text(statement_, index, text.data() ? text.data() : "", static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void bind_bytes(int index, std::string_view bytes) {
    const char* data = bytes.data() ? bytes.data() : "";
    sqlite3_bind_blob(statement_, index, data, static_cast<int>(bytes.size()), SQLITE_STATIC);
  }
  int step() { return statement_ ? sqlite3_step(statement_) : SQLITE_ERROR; }
  void reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  std::string text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string bytes(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : "";
  }
  int number(int column) const { return sqlite3_column_int(statement_, column); }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace aws::region
