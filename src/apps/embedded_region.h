// The region that `run` starts for itself: on free ports, in a private folder, on a thread of its own. It and all that
// it started are gone when this object is, or when the process is, however it ends.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "apps/private_folder.h"
#include "apps/running_region.h"
#include "base/place.h"
#include "region/region_server.h"

namespace aws::apps {

std::filesystem::path program_folder();  // where this program lies
std::filesystem::path supervisor_program();
std::uint16_t service_port_of_this_machine();  // 80 where this process may bind it, else 8080

// Where an embedded region of that name is: us-west-2 unless it is named. Throws "UnknownRegion" for what is no name of
// AWS's kind.
Place place_named(const std::optional<std::string>& region);

struct EmbeddedRegionOptions {
  Place place;
  double speed = 1;
  std::optional<std::filesystem::path> chaos;  // what it does wrong on purpose (docs/chaos.md)
  region::Hosts hosts = region::Hosts::kBest;
  bool internet = false;
  std::optional<std::filesystem::path> images;  // the folder of images of one's own
  bool page = true;                             // the live page
};

class EmbeddedRegion {
 public:
  explicit EmbeddedRegion(const EmbeddedRegionOptions& options);  // throws aws::Error
  ~EmbeddedRegion();
  const std::string& what_instances_are() const { return server_.what_instances_are(); }
  EmbeddedRegion(const EmbeddedRegion&) = delete;
  EmbeddedRegion& operator=(const EmbeddedRegion&) = delete;

  const RunningRegion& whereabouts() const { return whereabouts_; }

 private:
  PrivateFolder folder_;
  region::RegionServer server_;
  RunningRegion whereabouts_;
  std::thread thread_;
};

// How commands reach a region server of this process.
RunningRegion describe(const region::RegionServer& server, const Place& place, double speed);

}  // namespace aws::apps
