// Everything the region knows, on disk before it is acknowledged, in one SQLite file (docs/adr/0013-items-as-rows.md):
// documents of JSON by kind and key, and rows. Service stores do not use it directly but through a Collection, a map
// that survives, or through Rows, for what is too much for memory. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace aws::region {

class Database;

class Store {
 public:
  // Opens or creates FOLDER/region.db and locks the folder for this process. Throws aws::Error with a one-line message:
  // "DataFolderInUse" (another region has it), "DataFolderNotWritable" (or no folder at all), "DataFolderNewer"
  // (written by a newer version; left untouched), "DataFolderDamaged".
  explicit Store(const std::filesystem::path& folder);
  // In memory, for tests.
  Store();
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  struct Document {
    std::string key;
    std::string body;
  };
  std::vector<Document> load(std::string_view kind) const;  // in order of key
  // Throw aws::Unrecoverable "InternalFailure" when the disk refuses, with nothing changed.
  void put(std::string_view kind, std::string_view key, std::string_view body);
  void erase(std::string_view kind, std::string_view key);

  // All of the changes that `change` makes take effect together or, when it throws, not at all, neither on disk nor in
  // the Collections. Nests: a throw out of an inner transaction that the outer one catches undoes the inner one only.
  void transaction(const std::function<void()>& change);
  bool in_transaction() const;
  // Runs `act` up to the first change that it would make, and keeps it from that: whatever it throws before, it throws.
  void rehearse(const std::function<void()>& act);
  // For a Collection: run `undo` if the transaction under way, or one around it, is rolled back; last ones first.
  void on_rollback(std::function<void()> undo);

  // For tests: so many more writes succeed, and no other.
  void fail_after(int writes);

  // The error for a document that cannot be read back.
  Error unreadable(std::string_view kind, std::string_view key, std::string_view reason) const;

 private:
  friend class Rows;
  class Impl;
  class Level;
  Database& database() const;

  std::unique_ptr<Impl> impl_;
};

}  // namespace aws::region
