// The image that instances have by default: this machine's system, read only, with a layer over it that makes it an
// instance's. In the layer are a copy of what everybody may read in /etc, so that root of an instance can change it,
// the upper folders of /usr and all of /usr/local, so that it can add to them, the commands that the image brings, and
// a sudo, for whoever is root already. Made when it is first needed; owned by the region.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "region/ec2/host/trust.h"

namespace aws::region::ec2 {

class HostImage {
 public:
  struct Options {
    std::filesystem::path layer;     // its own folder, made anew
    std::filesystem::path commands;  // a folder of programs for /usr/local/bin
    uid_t root = 0;                  // who root of an instance is outside of it
    std::string dns;                 // the name server's address
    std::string domain;              // us-west-2.compute.internal
    // Whom instances trust beside; asked when a layer is made. Nobody when there is no such authority.
    std::function<std::optional<TrustedAuthority>()> authority = [] { return std::nullopt; };
  };
  explicit HostImage(Options options) : options_(std::move(options)) {}

  // Throws std::filesystem::filesystem_error when the disk does not let it.
  const std::filesystem::path& layer();

 private:
  void make() const;

  Options options_;
  bool made_ = false;
};

}  // namespace aws::region::ec2
