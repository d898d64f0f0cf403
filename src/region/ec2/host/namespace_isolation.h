// Instances that are hosts of their own: a container each (supervisor/container), in the network of the VPC's router.
// In an instance's folder, besides the host's own files:
//   disk/    what it has written: root/, which is its "/", and upper/ for what it changed of the image
// Its metadata answer at 169.254.169.254, which knows an instance by its address; nobody can have another's, for the
// router lets nothing else through its cable. Owned by the region; the thread of the io_context.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "region/ec2/host/host_image.h"
#include "region/ec2/host/image_layer.h"
#include "region/ec2/host/isolation.h"
#include "region/images/image_use.h"
#include "wire/http/http_server.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::ec2 {

class NamespaceIsolation final : public Isolation {
 public:
  struct Options {
    std::filesystem::path supervisor;  // the program instance-supervisor
    pid_t router = 0;                  // whose namespaces the instances' lie below
    std::string gateway;               // the router's address
    int metadata_listener = -1;        // the socket at 169.254.169.254:80, which is taken over
    HostImage::Options image;
    std::string endpoint_url;  // where the region answers within the VPC
    std::string region;
  };
  NamespaceIsolation(boost::asio::io_context& context, Options options);

  SupervisedProcess::Command prepare(const HostDescription& host, const std::filesystem::path& folder) override;
  std::string inside(const std::filesystem::path& folder, const std::string& path) const override;
  void ended(const std::string& instance_id, const std::filesystem::path& folder, bool killed) override;
  void erase_disk(const std::filesystem::path& folder) override;
  void clear(const std::filesystem::path&) override {}  // an earlier region's are gone with its router

 private:
  // The options that say what the instance's "/" is made of.
  std::vector<std::string> environment(const HostDescription& host) const;
  std::vector<std::string> image_options(const HostDescription& host, const std::filesystem::path& folder);
  void make_disk(const HostDescription& host, const std::filesystem::path& disk) const;
  http::Reply answer(const http::Request& request) const;

  Options options_;
  HostImage image_;
  ImageLayers layers_;                               // over images of one's own
  std::map<std::string, images::ImageUse> in_use_;   // of those, by instance
  std::map<std::string, std::string> addresses_;     // by instance
  std::map<std::string, MetadataHandler> metadata_;  // by address
  http::Server server_;
};

}  // namespace aws::region::ec2
