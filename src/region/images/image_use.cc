#include "region/images/image_use.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <utility>

namespace aws::region::images {
namespace {

constexpr const char* kNote = "image";

}  // namespace

std::optional<ImageUse> ImageUse::shared(const std::filesystem::path& root) { return locked(root, LOCK_SH); }
std::optional<ImageUse> ImageUse::alone(const std::filesystem::path& root) { return locked(root, LOCK_EX); }

std::optional<ImageUse> ImageUse::locked(const std::filesystem::path& folder, int operation) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor == -1) return std::nullopt;
  ImageUse use(descriptor);
  if (flock(descriptor, operation | LOCK_NB) != 0) return std::nullopt;
  return use;
}

ImageUse::ImageUse(ImageUse&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
ImageUse& ImageUse::operator=(ImageUse&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}
ImageUse::~ImageUse() {
  if (descriptor_ != -1) close(descriptor_);
}

std::string image_on(const std::filesystem::path& instance) {
  std::string id;
  std::getline(std::ifstream(instance / kNote), id);
  return id;
}

void note_image_on(const std::filesystem::path& instance, const std::string& image_id) {
  std::ofstream(instance / kNote) << image_id << '\n';
}

void forget_image_on(const std::filesystem::path& instance) {
  std::error_code ignored;
  std::filesystem::remove(instance / kNote, ignored);
}

}  // namespace aws::region::images
