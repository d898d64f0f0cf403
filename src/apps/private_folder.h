// A folder for one run that does not outlive the process, however it ends. There may be files of instances' users in
// it.
#pragma once

#include <filesystem>

namespace aws::apps {

class PrivateFolder {
 public:
  PrivateFolder();   // below $TMPDIR or /tmp; throws aws::Error when it cannot be made
  ~PrivateFolder();  // removes it and all that is in it
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path supervisor_;
  std::filesystem::path path_;
  int alive_ = -1;  // closed by the kernel when this process dies
};

}  // namespace aws::apps
