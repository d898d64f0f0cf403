// The images of one's own: root file systems in a folder beside the region's data, which `resilient-service image`
// fills and a region reads. Nothing of them is in the region's store, so that both can do so at any time. In the
// folder:
//   ami-.../root         the files, never changed
//   ami-.../image.json   what is known of it; written last, and the whole renamed then
//   .import-...          one that is being made, held by a lock; what is not held was given up
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "region/images/users_files.h"

namespace aws::region::images {

struct StoredImage {
  std::string id;  // ami-...
  std::string name;
  std::string description;
  std::string created;  // ISO 8601
  std::filesystem::path root;
};

bool is_image_name(std::string_view name);  // 3 to 128 letters, digits and "._-", as a parameter's name may have them

class ImageShelf {
 public:
  explicit ImageShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }
  // In order of age; none where there is no folder.
  std::vector<StoredImage> all() const;
  std::optional<StoredImage> find(std::string_view id_or_name) const;
  // Throws aws::Error when it is not there, or an instance, stopped ones included, has it.
  void remove(std::string_view id_or_name, const UsersFiles& files = UsersFiles()) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace aws::region::images
