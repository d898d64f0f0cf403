#include "region/store/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/error.h"

namespace aws::region {
namespace {

namespace fs = std::filesystem;

Error not_writable(const fs::path& folder, int reason) {
  return Error("DataFolderNotWritable", fmt::format("The data folder {} cannot be written to: {}. Choose another one.",
                                                    folder.string(), std::generic_category().message(reason)));
}

void create(const fs::path& folder) {
  std::error_code failed;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), failed);
  if (failed) throw not_writable(folder, failed.value());
  if (mkdir(folder.c_str(), 0700) == 0) return;
  if (errno != EEXIST) throw not_writable(folder, errno);
  if (!fs::is_directory(folder, failed)) throw not_writable(folder, ENOTDIR);
}

std::string holder(int descriptor) {
  char text[32] = {};
  const auto length = pread(descriptor, text, sizeof text - 1, 0);
  if (length <= 0) return "another process";
  return "process " + std::string(text, static_cast<std::size_t>(length)).substr(0, std::string(text).find('\n'));
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder) : descriptor_(-1) {
  create(folder);
  descriptor_ = open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) throw not_writable(folder, errno);
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const auto message =
        fmt::format("The data folder {} is in use by the region that runs as {}. Stop it or choose another folder.",
                    folder.string(), holder(descriptor_));
    close(descriptor_);
    throw Error("DataFolderInUse", message);
  }
  const auto pid = fmt::format("{}\n", getpid());
  if (ftruncate(descriptor_, 0) != 0 || pwrite(descriptor_, pid.data(), pid.size(), 0) < 0) {
    const int reason = errno;
    close(descriptor_);
    throw not_writable(folder, reason);
  }
}

FolderLock::~FolderLock() { close(descriptor_); }

}  // namespace aws::region
