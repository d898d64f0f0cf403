// A machine, a network and a load balancer's data plane that exist only in memory and on simulated time, under a real
// region and a real client: what differs from the real world is that nothing here takes longer than a function call.
// The web server on a simulated instance is the real decision (recommendation::Recommender), which asks the region with
// the credentials that the instance's metadata give it.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "client/clients.h"
#include "recommendation/recommender.h"
#include "region/region.h"
#include "scenario/http_client.h"
#include "testing/simulated_clock.h"

namespace aws::testing {

class SimulatedWorld final : public region::ec2::InstanceHost,
                             public region::ec2::Addresses,
                             public region::elbv2::Balancer,
                             public region::elbv2::Prober,
                             public scenario::HttpClient {
 public:
  static constexpr Duration kClientTimeout = std::chrono::seconds(30);  // as client::HttpOptions has it

  SimulatedWorld();
  ~SimulatedWorld() override;

  SimulatedClock& clock() { return clock_; }
  Random& random() { return random_; }
  std::size_t running_servers() const { return servers_.size(); }

  // (Re)starts the region on what its store holds. With the text of a chaos file it misbehaves.
  void start_region(const std::string& chaos = "");
  void stop_region();  // at once, as kill -9 does; every instance dies with it

  // Clients that call the region, as its administrator unless the options have other credentials.
  std::unique_ptr<client::Clients> connect(client::ClientOptions options = {});
  // Throws as a client's transport does; a late reply, or the wait for one that never comes, takes simulated time.
  http::Response send(const std::string& base_url, http::Request request, Duration timeout = kClientTimeout);

  // scenario::HttpClient: a visitor from 127.0.0.1
  scenario::HttpResult get(const std::string& url) override;

 private:
  struct Server;
  using Done = std::function<void()>;

  // ec2::InstanceHost
  void start(const region::ec2::HostDescription& host, Done up,
             std::function<void(region::ec2::HostEnd)> down) override;
  void stop(const std::string& instance_id) override;
  void run_script(const region::ec2::Script& script, std::function<void(region::ec2::ScriptResult)> done) override;
  void end_script(const std::string&, const std::string&) override {}     // nobody cancels one here
  std::string console_output(const std::string&) override { return ""; }  // nothing prints here
  void erase_disk(const std::string&) override {}                         // there is none
  void discard(const std::string& instance_id) override;
  void clear(const std::set<std::string>& kept) override;

  // ec2::Addresses
  std::unique_ptr<region::ec2::AddressReservation> reserve(const std::string& address) override;
  region::ec2::Cidr block() const override { return *region::ec2::parse_cidr("127.31.0.0/16"); }
  std::string public_address(const std::string& address) const override { return address; }

  // elbv2::Balancer
  std::optional<std::string> cannot_bind(const std::string& address, std::uint16_t port) override;
  void apply(const region::elbv2::BalancerState& state) override { balanced_ = state; }
  void count_requests(std::function<void(const region::elbv2::RequestCounts&)> done) override;
  void abort_requests(const std::string& group, const std::string& server) override;
  void watch(std::function<void(const region::elbv2::Visit&)>) override {}

  // elbv2::Prober
  void check(const region::elbv2::ProbeRequest& request,
             std::function<void(const region::elbv2::ProbeReply&)> done) override;

  struct Machine {
    std::string address;
    region::ec2::MetadataHandler metadata;
    std::function<void(region::ec2::HostEnd)> down;
    Timer booting;
    Timer starting_server;
  };
  http::Response arrived(const std::string& url, http::Reply reply, Duration timeout);
  void start_server(const std::string& instance_id);
  std::optional<http::Response> ask_server(const std::string& address, const std::string& path);
  void later(Duration delay, Done callback);

  SimulatedClock clock_;
  SeededRandom random_{20260102};
  region::Store store_;
  std::map<std::string, Machine> machines_;                 // by instance
  std::map<std::string, std::shared_ptr<Server>> servers_;  // by address
  std::set<std::string> addresses_;                         // taken
  region::ec2::NoFirewall firewall_;
  region::ec2::NoPublicAccess public_access_;
  region::elbv2::BalancerState balanced_;
  std::map<std::string, std::size_t> turns_;  // of the round robin, by group
  std::map<std::uint64_t, Timer> timers_;
  std::uint64_t next_timer_ = 0;
  std::unique_ptr<region::Region> region_;
};

}  // namespace aws::testing
