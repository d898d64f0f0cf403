// The neighbours of Elastic Load Balancing as tests have them: instances that answer checks as they are told to, a
// network of three zones, a balancer that remembers what it was given.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "region/elbv2/elbv2.h"
#include "region/elbv2/ports.h"
#include "region/store/store.h"
#include "testing/simulated_clock.h"

namespace aws::region::elbv2 {

class FakeInstances final : public Instances {
 public:
  std::map<std::string, Instance> all;

  std::optional<Instance> find(const std::string& id) const override {
    const auto found = all.find(id);
    return found == all.end() ? std::nullopt : std::optional(found->second);
  }
  void run(const std::string& id, const std::string& zone = "us-west-2a") {
    const auto address = "127.31.0." + std::to_string(10 + all.size());
    all[id] = {.address = address, .zone = zone, .vpc_id = "vpc-1", .state = InstanceState::kRunning};
  }
};

class FakeNetwork final : public Network {
 public:
  std::map<std::string, Subnet> subnets = {{"subnet-a", {"subnet-a", "us-west-2a", "vpc-1"}},
                                           {"subnet-a2", {"subnet-a2", "us-west-2a", "vpc-1"}},
                                           {"subnet-b", {"subnet-b", "us-west-2b", "vpc-1"}},
                                           {"subnet-x", {"subnet-x", "us-west-2c", "vpc-2"}}};
  std::vector<std::string> allowed;
  std::set<std::string> held;

  class Holding final : public HeldAddress {
   public:
    Holding(std::set<std::string>& held, std::string address) : held_(held), address_(std::move(address)) {
      held_.insert(address_);
    }
    ~Holding() override { held_.erase(address_); }
    std::string address() const override { return address_; }

   private:
    std::set<std::string>& held_;
    std::string address_;
  };

  bool vpc_exists(const std::string& id) const override { return id == "vpc-1" || id == "vpc-2"; }
  bool has_internet_gateway(const std::string& id) const override { return id != isolated_vpc; }
  std::string isolated_vpc;
  std::optional<Subnet> find_subnet(const std::string& id) const override {
    const auto found = subnets.find(id);
    return found == subnets.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<Subnet> subnet_of_address(const std::string& vpc_id, const std::string& address) const override {
    if (vpc_id != "vpc-1" || !address.starts_with("127.31.0.")) return std::nullopt;
    return find_subnet("subnet-a");
  }
  std::string default_security_group(const std::string& vpc_id) const override { return "sg-default-" + vpc_id; }
  bool security_group_exists(const std::string& id) const override { return id.starts_with("sg-default-"); }
  std::vector<std::string> allowed_sources(const std::vector<std::string>&, int) const override { return allowed; }
  std::string address_within(const std::string& address) const override { return address; }
  std::unique_ptr<HeldAddress> hold_free_address(const std::string&) override {
    int last = 4;
    while (held.contains("127.31.0." + std::to_string(last))) ++last;
    return std::make_unique<Holding>(held, "127.31.0." + std::to_string(last));
  }
  std::unique_ptr<HeldAddress> hold_address(const std::string& address) override {
    if (held.contains(address)) return nullptr;
    return std::make_unique<Holding>(held, address);
  }
};

class FakeCertificates final : public Certificates {
 public:
  std::map<std::string, std::string> bundles = {{"arn:shop", "the shop's"}, {"arn:blog", "the blog's"}};

  std::optional<std::string> bundle(const std::string& arn) const override {
    const auto found = bundles.find(arn);
    return found == bundles.end() ? std::nullopt : std::optional(found->second);
  }
};

// Answers after no time, or never within the time-out when told so.
class FakeProber final : public Prober {
 public:
  FakeProber(Timers& timers, const Clock& clock) : timers_(timers), clock_(clock) {}

  std::map<std::string, ProbeReply> replies;  // by address; 200 where there is none
  std::map<std::string, std::vector<Timestamp>> checks;
  std::vector<ProbeRequest> requests;

  void answer(const std::string& address, int status) { replies[address] = {ProbeReply::Kind::kStatus, status}; }
  void check(const ProbeRequest& request, std::function<void(const ProbeReply&)> done) override {
    checks[request.address].push_back(clock_.now());
    requests.push_back(request);
    const auto found = replies.find(request.address);
    const auto reply = found == replies.end() ? ProbeReply{ProbeReply::Kind::kStatus, 200} : found->second;
    const auto delay = reply.kind == ProbeReply::Kind::kTimedOut ? Duration(request.timeout) : Duration::zero();
    pending_.push_back(timers_.after(delay, [reply, done = std::move(done)] { done(reply); }));
  }

 private:
  Timers& timers_;
  const Clock& clock_;
  std::vector<Timer> pending_;
};

class FakeBalancer final : public Balancer {
 public:
  BalancerState state;
  int applied = 0;
  RequestCounts in_flight;
  std::set<std::string> aborted;  // requests to these servers
  std::function<void(const Visit&)> tell;
  std::optional<std::string> bind_error;

  std::optional<std::string> cannot_bind(const std::string&, std::uint16_t) override { return bind_error; }
  void apply(const BalancerState& desired) override {
    state = desired;
    ++applied;
  }
  void count_requests(std::function<void(const RequestCounts&)> done) override { done(in_flight); }
  void abort_requests(const std::string&, const std::string& server) override { aborted.insert(server); }
  void watch(std::function<void(const Visit&)> told) override { tell = std::move(told); }

  std::set<std::string> servers() const {
    std::set<std::string> names;
    for (const auto& [name, group] : state.groups) {
      for (const auto& server : group.servers) names.insert(server.name.substr(0, server.name.find(':')));
    }
    return names;
  }
};

// The whole room, as region.cc puts it together; a test may throw it away and make it again on the same store.
struct Room {
  Room(Store& database, Random& random, testing::SimulatedClock& clock, FakeInstances& instances, FakeNetwork& network)
      : prober(clock, clock),
        elbv2({.store = database,
               .clock = clock,
               .timers = clock,
               .random = random,
               .place = Place{},
               .instances = instances,
               .network = network,
               .certificates = certificates,
               .prober = prober,
               .balancer = balancer}) {
    elbv2.serve(handlers);
    elbv2.start();
  }

  FakeProber prober;
  FakeCertificates certificates;
  FakeBalancer balancer;
  Elbv2 elbv2;
  contract::Handlers handlers;
  aws::elbv2::Api service{handlers};
  TargetMonitor& monitor = elbv2.monitor();
  ListenerReconciler& listeners = elbv2.listeners();
};

// What a call is refused with: "ValidationError: ..."; "none" when it is not.
template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

}  // namespace aws::region::elbv2
