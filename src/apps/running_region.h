// How the commands find a region that runs in another process: a small file, readable by its owner only, which the
// region writes when it is ready and removes when it stops.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/error.h"

namespace aws::apps {

struct RunningRegion {
  pid_t pid = 0;
  std::string endpoint_url;
  std::string access_key_id;
  std::string secret_access_key;
  std::string region;
  double speed = 1;
  std::uint16_t service_port = 80;  // the port on which a load balancer of this region can listen
  std::string page_url;             // with the token that opens all of it; "" when there is no live page
};

// $XDG_STATE_HOME/resilient-service/region.json, by default below ~/.local/state.
std::filesystem::path running_region_file();

// The region that the file names, if its process is alive.
std::optional<RunningRegion> find_running_region();

// What to say where there is none.
Error no_running_region();

// Names a region for as long as this object lives. A region that is already named there and alive keeps its place: the
// commands go to the region that started first.
class Announcement {
 public:
  explicit Announcement(const RunningRegion& region);
  ~Announcement();
  Announcement(const Announcement&) = delete;
  Announcement& operator=(const Announcement&) = delete;

 private:
  bool written_ = false;
};

}  // namespace aws::apps
