// This machine as a region's world: what instances run on, who has which address, and how load balancers reach targets.
// Real hosts in a network of their own where the system allows namespaces, else processes that share all with this
// machine; nothing above it knows which, but for whoever tells people. Owned by RegionServer; the event loop's thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/event_loop.h"
#include "region/ec2/access/public_access.h"
#include "region/ec2/firewall/firewall.h"
#include "region/ec2/names/dns_message.h"
#include "region/ec2/ports.h"
#include "region/elbv2/ports.h"
#include "region/hosts.h"
#include "wire/http/http_server.h"

namespace aws::region {

struct MachineOptions {
  std::filesystem::path data;
  std::filesystem::path programs;
  Hosts hosts = Hosts::kBest;
  bool internet = false;  // whether instances reach out of this machine
  double speed = 10;
  std::string endpoint_url;  // where the region answers on this machine
  std::uint16_t port = 0;    // and the port, which it has within the VPC, too
  std::string region;
};

class Machine {
 public:
  // `timers` run at the region's speed. Throws aws::Error, one line that says what to do.
  Machine(EventLoop& loop, Timers& timers, const MachineOptions& options);
  ~Machine();  // no process is left
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  ec2::InstanceHost& hosts();
  ec2::Addresses& addresses();
  ec2::Firewall& firewall();
  ec2::PublicAccess& public_access();
  elbv2::Balancer& balancer();
  elbv2::Prober& prober();

  // Has the region answer where instances look for it, too; of no effect where they share this machine's network.
  void serve_inside(EventLoop& connections, http::ServerOptions options, http::Server::Handler handler);

  // Has names answered for instances, those of AWS's services with the region's address; of no effect where instances
  // ask this machine's name server. Where instances reach the internet, who `goes_out` learns other names from this
  // machine's name servers.
  void serve_names(ec2::Resolve resolve, std::function<bool(const std::string& address)> goes_out);

  // "real hosts in 172.31.0.0/16", or what they are instead and why.
  const std::string& what_instances_are() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace aws::region
