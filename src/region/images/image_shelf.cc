#include "region/images/image_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <sstream>
#include <tuple>

#include "base/error.h"
#include "region/images/image_use.h"

namespace aws::region::images {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

std::string text_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::optional<StoredImage> read_image(const fs::path& folder) {
  std::ostringstream text;
  text << std::ifstream(folder / "image.json").rdbuf();
  boost::system::error_code none;
  const json::value value = json::parse(text.str(), none);
  if (none || !value.is_object()) return std::nullopt;
  const json::object& object = value.get_object();
  return StoredImage{.id = folder.filename(),
                     .name = text_in(object, "name"),
                     .description = text_in(object, "description"),
                     .created = text_in(object, "created"),
                     .root = folder / "root"};
}

// Those of the region's instances that are stopped, besides those of any region that run.
std::string stopped_user(const fs::path& instances, std::string_view image_id) {
  std::error_code none;
  for (const auto& instance : fs::directory_iterator(instances, none)) {
    if (image_on(instance.path()) == image_id) return instance.path().filename();
  }
  return "";
}

}  // namespace

bool is_image_name(std::string_view name) {
  return name.size() >= 3 && name.size() <= 128 && name.find_first_not_of(kNameCharacters) == std::string_view::npos;
}

std::vector<StoredImage> ImageShelf::all() const {
  std::vector<StoredImage> found;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder_, none)) {
    if (!entry.path().filename().string().starts_with("ami-")) continue;
    if (auto image = read_image(entry.path())) found.push_back(std::move(*image));
  }
  std::ranges::sort(found, {}, [](const StoredImage& image) { return std::tie(image.created, image.id); });
  return found;
}

std::optional<StoredImage> ImageShelf::find(std::string_view id_or_name) const {
  for (auto& image : all()) {
    if (image.id == id_or_name || image.name == id_or_name) return std::move(image);
  }
  return std::nullopt;
}

void ImageShelf::remove(std::string_view id_or_name, const UsersFiles& files) const {
  const auto image = find(id_or_name);
  if (!image) throw Error("ImageNotFound", fmt::format("there is no image {} in {}", id_or_name, folder_.string()));
  const std::string user = stopped_user(folder_.parent_path() / "instances", image->id);
  if (!user.empty()) {
    throw Error("ImageInUse", fmt::format("instance {} has image {}: terminate it first", user, image->id));
  }
  const fs::path place = folder_ / image->id;
  const auto hold = ImageUse::alone(image->root);
  if (!hold) throw Error("ImageInUse", fmt::format("an instance runs on image {}: terminate it first", image->id));
  const fs::path removed = folder_ / (".removed-" + image->id);
  std::error_code failed;
  fs::rename(place, removed, failed);
  if (failed) throw Error("ImageNotRemoved", fmt::format("cannot remove {}: {}", place.string(), failed.message()));
  files.remove(removed);
}

}  // namespace aws::region::images
