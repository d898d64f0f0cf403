// Who has an image: a lock on its files for as long as an instance runs, and a line in the instance's folder for as
// long as it has a disk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace aws::region::images {

class ImageUse {
 public:
  // Together with others that use it; nothing when it is not there, or is being removed.
  static std::optional<ImageUse> shared(const std::filesystem::path& root);
  static std::optional<ImageUse> alone(const std::filesystem::path& root);
  ImageUse(ImageUse&& other) noexcept;
  ImageUse& operator=(ImageUse&& other) noexcept;
  ~ImageUse();

 private:
  explicit ImageUse(int descriptor) : descriptor_(descriptor) {}
  static std::optional<ImageUse> locked(const std::filesystem::path& folder, int operation);

  int descriptor_;
};

// The image that the disk in an instance's folder lies over; "" when it is the default one.
std::string image_on(const std::filesystem::path& instance);
void note_image_on(const std::filesystem::path& instance, const std::string& image_id);
void forget_image_on(const std::filesystem::path& instance);

}  // namespace aws::region::images
