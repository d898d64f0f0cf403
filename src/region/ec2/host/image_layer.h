// What a layer over an image's files has in it, so that a system which knows nothing of a region is at home in one.
// Over an image of one's own it is little: who answers for names, a sudo, whom to trust, and what makes its network
// slow. Owned by the region.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <set>
#include <string>

#include "region/ec2/host/host_image.h"

namespace aws::region::ec2 {

inline constexpr const char* kDelayLine = "delay-line";  // of the commands, the one that every image gets

void write_names(const std::filesystem::path& etc, const std::string& dns, const std::string& domain);
// For root of an instance, who may be another user for a while; an image's own may want what is not there.
void write_sudo(const std::filesystem::path& folder);
// What was made in the folder, whatever this process's umask; there is no link in it.
void let_everybody_read(const std::filesystem::path& folder);
// All that is in the folder; of no effect but for root.
void give_to(uid_t owner, const std::filesystem::path& folder);

class ImageLayers {
 public:
  explicit ImageLayers(HostImage::Options options) : options_(std::move(options)) {}

  // The layer over these files, beside that over this machine's system; made anew when it is first needed. Throws
  // std::filesystem::filesystem_error when the disk does not let it.
  std::filesystem::path over(const std::string& image_id, const std::filesystem::path& root);

 private:
  HostImage::Options options_;
  std::set<std::string> made_;
};

}  // namespace aws::region::ec2
