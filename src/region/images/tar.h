// Files from one place to another by the system's tar, which knows archives of every kind. Device nodes of /dev and
// owners are left out, and of /proc and /sys all.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace aws::region::images {

// `source` is a folder or an archive. Nothing when it went well, else what tar said first. `check_interrupt` is called
// now and then, and may throw; nothing runs on then.
std::optional<std::string> unpack(const std::filesystem::path& source, const std::filesystem::path& target,
                                  const std::function<void()>& check_interrupt);

}  // namespace aws::region::images
