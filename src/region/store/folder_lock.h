// Makes a region's data folder this process's own for as long as the lock lives. The kernel lets go of it when the
// process ends in whatever way; programs that the region starts do not inherit it.
#pragma once

#include <filesystem>

namespace aws::region {

class FolderLock {
 public:
  // Creates the folder, for its owner only, if there is none. Throws aws::Error "DataFolderInUse" or
  // "DataFolderNotWritable".
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace aws::region
