// Instances that share this machine's file system, user and network, where the system allows no more. An instance has a
// working folder, root/, an address of the loopback network, and its metadata at port 1338 of that address; its
// processes get a clean environment: the image's commands first on PATH, HOME, and where the region and the instance's
// metadata answer. Owned by the region; the thread of the io_context.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "region/ec2/host/isolation.h"

namespace boost::asio {
class io_context;
}
namespace aws::http {
class Server;
}

namespace aws::region::ec2 {

inline constexpr int kMetadataPort = 1338;

class NoIsolation final : public Isolation {
 public:
  struct Options {
    std::filesystem::path supervisor;  // the program instance-supervisor
    std::filesystem::path image;       // the image's commands, first on PATH
    std::string endpoint_url;          // where the region answers
    std::string region;
  };
  NoIsolation(boost::asio::io_context& context, Options options);
  ~NoIsolation() override;

  SupervisedProcess::Command prepare(const HostDescription& host, const std::filesystem::path& folder) override;
  std::string inside(const std::filesystem::path& folder, const std::string& path) const override;
  void ended(const std::string& instance_id, const std::filesystem::path& folder, bool killed) override;
  void erase_disk(const std::filesystem::path& folder) override;
  void clear(const std::filesystem::path& instances) override;

 private:
  boost::asio::io_context& context_;
  Options options_;
  std::map<std::string, std::unique_ptr<http::Server>> metadata_;  // by instance
};

}  // namespace aws::region::ec2
