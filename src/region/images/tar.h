// Files from one place to another by the system's tar, which knows archives of every kind. Device nodes are left out,
// and of /proc and /sys all.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace aws::region::images {

struct Unpacking {
  std::filesystem::path source;     // a folder or an archive
  std::filesystem::path target;     // a folder
  std::vector<std::string> within;  // UsersFiles::within(): among them files keep their owners, else this user has all
};

// Nothing when it went well, else what tar said first. `check_interrupt` is called now and then, and may throw; nothing
// runs on then.
std::optional<std::string> unpack(const Unpacking& what, const std::function<void()>& check_interrupt);

}  // namespace aws::region::images
