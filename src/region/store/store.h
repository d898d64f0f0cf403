// Everything the region knows, on disk before it is acknowledged: documents of JSON by kind and key in one SQLite file.
// Service stores do not use it directly but through a Collection, a map that survives. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region {

class Store {
 public:
  // Opens or creates FOLDER/region.db and locks the folder for this process. Throws aws::Error with a one-line message:
  // "DataFolderInUse" (another region has it), "DataFolderNotWritable", "DataFolderNewer" (written by a newer version;
  // left untouched), "DataFolderDamaged".
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
  void put(std::string_view kind, std::string_view key, std::string_view body);
  void erase(std::string_view kind, std::string_view key);

  // All of the changes that `change` makes reach the disk together or, when it throws, not at all on disk. Nests.
  void transaction(const std::function<void()>& change);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace aws::region
