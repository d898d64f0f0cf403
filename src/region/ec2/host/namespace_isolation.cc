#include "region/ec2/host/namespace_isolation.h"

#include <fmt/core.h>

#include <fstream>

#include "base/error.h"
#include "region/ec2/firewall/nft_rules.h"
#include "region/images/users_files.h"

namespace aws::region::ec2 {

namespace fs = std::filesystem;

NamespaceIsolation::NamespaceIsolation(boost::asio::io_context& context, Options options)
    : options_(std::move(options)),
      image_(options_.image),
      layers_(options_.image),
      server_(context, {.max_body_bytes = 1024, .listener = options_.metadata_listener},
              [this](const http::Request& request) { return answer(request); }) {}

SupervisedProcess::Command NamespaceIsolation::prepare(const HostDescription& host, const fs::path& folder) {
  const fs::path disk = folder / "disk";
  const auto image = image_options(host, folder);
  if (!fs::exists(disk)) make_disk(host, disk);
  addresses_[host.instance_id] = host.address;
  metadata_[host.address] = host.metadata;
  std::vector<std::string> arguments = {"--router",    std::to_string(options_.router),
                                        "--name",      host.name,
                                        "--address",   host.address,
                                        "--gateway",   options_.gateway,
                                        "--mac",       host.mac,
                                        "--interface", interface_of(host.address),
                                        "--disk",      disk.string()};
  arguments.insert(arguments.end(), image.begin(), image.end());
  return {.supervisor = options_.supervisor,
          .arguments = std::move(arguments),
          .environment = environment(host),
          .folder = folder,
          .output = folder / "console.log"};
}

std::vector<std::string> NamespaceIsolation::environment(const HostDescription& host) const {
  std::vector<std::string> all = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root",
                                  fmt::format("AWS_ENDPOINT_URL={}", options_.endpoint_url),
                                  fmt::format("AWS_REGION={}", options_.region),
                                  fmt::format("AWS_DEFAULT_REGION={}", options_.region)};
  const auto bundle = trusted_bundle(host.root.empty() ? fs::path("/") : host.root);
  if (bundle.empty()) return all;
  // Node.js, the AWS CLI and Python's packages bring lists of their own.
  for (const char* name : {"NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"}) {
    all.push_back(fmt::format("{}={}", name, bundle));
  }
  return all;
}

std::vector<std::string> NamespaceIsolation::image_options(const HostDescription& host, const fs::path& folder) {
  if (host.root.empty()) return {"--image", image_.layer().string()};
  auto use = images::ImageUse::shared(host.root);
  if (!use) throw Error("InvalidAMIID.Unavailable", "its image in " + host.root.string() + " cannot be used");
  in_use_.insert_or_assign(host.instance_id, std::move(*use));
  images::note_image_on(folder, host.image_id);
  return {"--image", layers_.over(host.image_id, host.root).string(), "--root", host.root.string()};
}

void NamespaceIsolation::make_disk(const HostDescription& host, const fs::path& disk) const {
  const fs::path etc = disk / "upper" / "etc";
  fs::create_directories(etc);
  fs::create_directories(disk / "work");
  const std::string short_name = host.name.substr(0, host.name.find('.'));
  std::ofstream(etc / "hostname") << short_name << '\n';
  let_everybody_read(disk / "upper");
  give_to(options_.image.root, disk);
}

std::string NamespaceIsolation::inside(const fs::path&, const std::string& path) const {
  return (fs::path("/") / path).lexically_normal();
}

void NamespaceIsolation::ended(const std::string& instance_id, const fs::path&, bool) {
  in_use_.erase(instance_id);
  metadata_.erase(addresses_[instance_id]);
  addresses_.erase(instance_id);
}

void NamespaceIsolation::erase_disk(const fs::path& folder) {
  images::UsersFiles(options_.supervisor).remove(folder / "disk");
  images::forget_image_on(folder);
}

http::Reply NamespaceIsolation::answer(const http::Request& request) const {
  const auto found = metadata_.find(request.peer);
  if (found != metadata_.end()) return found->second(request);
  http::Reply nobody;
  nobody.delivery = http::Delivery::kDropped;
  return nobody;
}

}  // namespace aws::region::ec2
