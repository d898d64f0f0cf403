#include "region/ec2/host/no_isolation.h"

#include <fmt/core.h>

#include "base/error.h"
#include "region/ec2/host/instance_processes.h"
#include "region/images/users_files.h"
#include "wire/http/http_server.h"

namespace aws::region::ec2 {

namespace fs = std::filesystem;

NoIsolation::NoIsolation(boost::asio::io_context& context, Options options)
    : context_(context), options_(std::move(options)) {}

NoIsolation::~NoIsolation() = default;

SupervisedProcess::Command NoIsolation::prepare(const HostDescription& host, const fs::path& folder) {
  if (!host.root.empty()) {
    throw Error("InvalidAMIID.Unavailable", "its image needs instances that are hosts of their own");
  }
  fs::create_directories(folder / "root" / "tmp");
  metadata_[host.instance_id] = std::make_unique<http::Server>(
      context_, http::ServerOptions{.address = host.address, .port = kMetadataPort, .max_body_bytes = 1024},
      host.metadata);
  return {.supervisor = options_.supervisor,
          .environment = {fmt::format("PATH={}:/usr/sbin:/usr/bin:/sbin:/bin", options_.image.string()),
                          fmt::format("HOME={}", folder.string()),
                          fmt::format("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://{}:{}/", host.address, kMetadataPort),
                          fmt::format("AWS_ENDPOINT_URL={}", options_.endpoint_url),
                          fmt::format("AWS_REGION={}", options_.region),
                          fmt::format("AWS_DEFAULT_REGION={}", options_.region)},
          .folder = folder,
          .output = folder / "console.log"};
}

// "/var/x" and "var/../../x" both stay below the instance's root folder.
std::string NoIsolation::inside(const fs::path& folder, const std::string& path) const {
  return folder / "root" / (fs::path("/") / path).lexically_normal().relative_path();
}

void NoIsolation::ended(const std::string& instance_id, const fs::path& folder, bool killed) {
  metadata_.erase(instance_id);
  if (killed) end_processes_below(folder);
}

void NoIsolation::erase_disk(const fs::path& folder) {
  std::error_code ignored;
  fs::remove_all(folder / "root", ignored);
  images::UsersFiles(options_.supervisor).remove(folder / "disk");  // of a region whose instances were hosts
}

void NoIsolation::clear(const fs::path& instances) { end_processes_below(instances); }

}  // namespace aws::region::ec2
