#include "apps/data_folder.h"

#include <cstdlib>

#include "base/error.h"

namespace aws::apps {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> data_folder_of_user() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  if (data != nullptr && *data != '\0') return fs::path(data) / "resilient-service";
  if (home != nullptr) return fs::path(home) / ".local/share/resilient-service";
  return std::nullopt;
}

}  // namespace

fs::path default_data_folder() {
  if (const auto folder = data_folder_of_user()) return *folder;
  throw Error("NoDataFolder", "neither XDG_DATA_HOME nor HOME is set: name a folder with --data DIR");
}

std::optional<fs::path> image_folder() {
  const auto folder = data_folder_of_user();
  return folder ? std::optional(*folder / "images") : std::nullopt;
}

}  // namespace aws::apps
