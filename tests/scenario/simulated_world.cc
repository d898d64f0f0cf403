#include "scenario/simulated_world.h"

#include <algorithm>

#include "client/credentials/instance_metadata.h"
#include "client/errors.h"
#include "recommendation/parameters.h"
#include "region/chaos/plan_file.h"

namespace aws::testing {

using namespace std::chrono_literals;
namespace ec2 = region::ec2;
namespace elbv2 = region::elbv2;

namespace {

// What the real thing takes on AWS, roughly; on simulated time it costs nothing.
constexpr Duration kBoot = 20s;
constexpr Duration kUserData = 15s;
constexpr Duration kShutdown = 10s;
constexpr Duration kProbe = 5ms;
constexpr Duration kServersPatience = 2s;  // with the region and with the metadata service
constexpr Duration kServerRestart = 1s;
constexpr const char* kRegionUrl = "http://region.simulated";
constexpr const char* kVisitor = "127.0.0.1";

class InMemoryTransport final : public client::Transport {
 public:
  explicit InMemoryTransport(SimulatedWorld& world, Duration timeout = SimulatedWorld::kClientTimeout)
      : world_(world), timeout_(timeout) {}
  http::Response send(const std::string& base_url, const http::Request& request) override {
    return world_.send(base_url, request, timeout_);
  }

 private:
  SimulatedWorld& world_;
  Duration timeout_;
};

class Reservation final : public ec2::AddressReservation {
 public:
  Reservation(std::set<std::string>& addresses, std::string address)
      : addresses_(addresses), address_(std::move(address)) {}
  ~Reservation() override { addresses_.erase(address_); }
  const std::string& address() const override { return address_; }

 private:
  std::set<std::string>& addresses_;
  std::string address_;
};

struct HostAndPort {
  std::string host;
  int port = 80;
};

HostAndPort split(std::string url) {
  url.erase(0, url.find("//") + 2);
  url.erase(std::min(url.find('/'), url.size()));
  const auto colon = url.find(':');
  if (colon == std::string::npos) return {.host = url};
  return {.host = url.substr(0, colon), .port = std::stoi(url.substr(colon + 1))};
}

// The chain that a program on an instance has, where the instance's metadata are all there is.
std::shared_ptr<client::CredentialsProvider> credentials_of_instance(SimulatedWorld& world,
                                                                     const std::string& address) {
  auto metadata = std::make_shared<client::InstanceMetadata>(
      client::MetadataOptions{.endpoint = "http://" + address + ":1338"},
      std::make_unique<InMemoryTransport>(world, kServersPatience), world.clock());
  std::vector<std::unique_ptr<client::CredentialsSource>> sources;
  sources.push_back(std::make_unique<client::InstanceCredentials>(std::move(metadata)));
  return std::make_shared<client::CredentialsChain>(std::move(sources), world.clock(), world.random());
}

bool admits_visitor(const std::vector<std::string>& blocks) {
  return std::any_of(blocks.begin(), blocks.end(), [](const std::string& block) {
    return block == std::string(kVisitor) + "/32" || block == "0.0.0.0/0";
  });
}

}  // namespace

// The recommendation server on one instance.
struct SimulatedWorld::Server {
  Server(SimulatedWorld& world, const std::string& address, recommendation::InstanceFacts facts)
      : clients(client::connect({.endpoint_url = kRegionUrl,
                                 .region = "us-west-2",
                                 .credentials = credentials_of_instance(world, address),
                                 .retry = {.max_attempts = recommendation::kTableAttempts,
                                           .max_delay = recommendation::kLongestTablePause}},
                                {.clock = world.clock_, .random = world.random_},
                                std::make_unique<InMemoryTransport>(world, kServersPatience))),
        parameters(clients->apis().ssm, world.clock_),
        recommender(clients->apis().dynamodb, std::move(facts), world.random_) {}

  std::unique_ptr<client::Clients> clients;
  recommendation::ParameterCache parameters;
  recommendation::Recommender recommender;
  bool busy = false;  // one request at a time; another that comes while it waits for the region is not answered
};

SimulatedWorld::SimulatedWorld() = default;
SimulatedWorld::~SimulatedWorld() { stop_region(); }

void SimulatedWorld::start_region(const std::string& chaos) {
  const region::World world{.clock = clock_,
                            .timers = clock_,
                            .random = random_,
                            .hosts = *this,
                            .addresses = *this,
                            .firewall = firewall_,
                            .public_access = public_access_,
                            .balancer = *this,
                            .prober = *this,
                            .real_timers = clock_};
  region_ = std::make_unique<region::Region>(Place{}, store_, world, region::chaos::parse_plan(chaos, "chaos"));
}

void SimulatedWorld::stop_region() {
  timers_.clear();
  region_.reset();
  clear({});
  balanced_ = {};
}

std::unique_ptr<client::Clients> SimulatedWorld::connect(client::ClientOptions options) {
  const region::AccessKeys keys = region_->access_keys();
  options.endpoint_url = kRegionUrl;
  options.region = "us-west-2";
  if (!options.credentials) {
    options.credentials = std::make_shared<client::StaticCredentials>(
        sigv4::Credentials{.access_key_id = keys.access_key_id, .secret_access_key = keys.secret_access_key});
  }
  return client::connect(options, {.clock = clock_, .random = random_}, std::make_unique<InMemoryTransport>(*this));
}

http::Response SimulatedWorld::send(const std::string& base_url, http::Request request, Duration timeout) {
  request.peer = kVisitor;
  if (base_url == kRegionUrl) return arrived(base_url, region_->handle(request), timeout);
  const auto machine = std::ranges::find_if(
      machines_, [host = split(base_url).host](const auto& entry) { return entry.second.address == host; });
  if (machine == machines_.end()) throw client::connection_error(base_url, "it refused the connection");
  const ec2::MetadataHandler handler = machine->second.metadata;  // the instance may go while the reply is under way
  return arrived(base_url, handler(request), timeout);
}

http::Response SimulatedWorld::arrived(const std::string& url, http::Reply reply, Duration timeout) {
  while (reply.later) reply = reply.later();
  if (reply.delivery == http::Delivery::kWithheld || reply.delay > timeout) {
    clock_.sleep_for(timeout);
    throw client::request_timeout(url, "simulated time is over");
  }
  if (reply.delay.count() > 0) clock_.sleep_for(reply.delay);
  if (reply.delivery == http::Delivery::kDropped) throw client::connection_lost(url, "it was closed");
  return std::move(reply.response);
}

scenario::HttpResult SimulatedWorld::get(const std::string& url) {
  const HostAndPort to = split(url);
  const auto listener = std::find_if(balanced_.listeners.begin(), balanced_.listeners.end(),
                                     [&](const auto& each) { return each.address == to.host && each.port == to.port; });
  if (listener == balanced_.listeners.end()) return {.error = "connection refused"};
  if (!admits_visitor(listener->allowed_sources)) return {.error = "connection closed"};
  const auto& group = listener->rules.back().action.groups.front().arn;  // the scenario's listener has one rule
  const auto& servers = balanced_.groups[group].servers;
  if (servers.empty()) return {.status = 503};
  const auto& chosen = servers[turns_[group]++ % servers.size()];
  const auto answer = ask_server(chosen.address, "/");
  if (!answer) return {.status = 502};
  return {.status = answer->status, .body = answer->body};
}

std::optional<http::Response> SimulatedWorld::ask_server(const std::string& address, const std::string& path) {
  const auto found = servers_.find(address);
  if (found == servers_.end() || found->second->busy) return std::nullopt;
  const auto server = found->second;  // its instance may go while it waits for the region
  server->busy = true;
  const http::Response answer = server->recommender.answer({.target = path}, server->parameters.get());
  server->busy = false;
  return answer;
}

void SimulatedWorld::later(Duration delay, Done callback) {
  const std::uint64_t number = next_timer_++;
  timers_[number] = clock_.after(delay, [this, number, callback = std::move(callback)] {
    const auto kept = timers_.extract(number);  // the callback may set timers of its own
    callback();
  });
}

void SimulatedWorld::start(const ec2::HostDescription& host, Done up, std::function<void(ec2::HostEnd)> down) {
  const std::string id = host.instance_id;
  Machine& machine = machines_[id];
  machine = {.address = host.address,
             .metadata = host.metadata,
             .down = std::move(down),
             .booting = clock_.after(kBoot, std::move(up))};
  if (host.user_data) machine.starting_server = clock_.after(kBoot + kUserData, [this, id] { start_server(id); });
}

void SimulatedWorld::start_server(const std::string& instance_id) {
  const auto machine = machines_.find(instance_id);
  if (machine == machines_.end()) return;
  const std::string address = machine->second.address;
  const auto metadata = [&](const std::string& path) {
    return send("http://" + address + ":1338", {.target = "/latest/meta-data/" + path}, kServersPatience).body;
  };
  try {
    servers_[address] = std::make_shared<Server>(
        *this, address,
        recommendation::InstanceFacts{.instance_id = metadata("instance-id"),
                                      .availability_zone = metadata("placement/availability-zone")});
  } catch (const Error&) {
    later(kServerRestart, [this, instance_id] { start_server(instance_id); });
  }
}

void SimulatedWorld::stop(const std::string& instance_id) {
  const auto machine = machines_.find(instance_id);
  if (machine == machines_.end()) return;
  servers_.erase(machine->second.address);
  machine->second.booting.cancel();
  machine->second.starting_server.cancel();
  later(kShutdown, [down = machine->second.down] { down(ec2::HostEnd::kEnded); });
}

void SimulatedWorld::run_script(const ec2::Script& script, std::function<void(ec2::ScriptResult)> done) {
  const bool starts_server = script.text.find("start_recommendation_server.sh") != std::string::npos;
  later(1s, [this, starts_server, id = script.instance_id, done = std::move(done)] {
    if (starts_server) start_server(id);
    done({.outcome = ec2::ScriptResult::Outcome::kExited, .exit_status = starts_server ? 0 : 127});
  });
}

void SimulatedWorld::discard(const std::string& instance_id) { machines_.erase(instance_id); }

void SimulatedWorld::clear(const std::set<std::string>&) {
  servers_.clear();
  machines_.clear();
}

std::unique_ptr<ec2::AddressReservation> SimulatedWorld::reserve(const std::string& address) {
  if (!addresses_.insert(address).second) return nullptr;
  return std::make_unique<Reservation>(addresses_, address);
}

std::optional<std::string> SimulatedWorld::cannot_bind(const std::string&, std::uint16_t) { return std::nullopt; }

// A request here is over when get() returns, so none is ever in flight.
void SimulatedWorld::count_requests(std::function<void(const elbv2::RequestCounts&)> done) {
  later(0s, [done = std::move(done)] { done({}); });
}

void SimulatedWorld::abort_requests(const std::string&, const std::string&) {}

void SimulatedWorld::check(const elbv2::ProbeRequest& request, std::function<void(const elbv2::ProbeReply&)> done) {
  later(kProbe, [this, request, done = std::move(done)] {
    const Timestamp asked = clock_.now();
    const auto answer = ask_server(request.address, request.path);
    if (clock_.now() - asked > request.timeout) return done({.kind = elbv2::ProbeReply::Kind::kTimedOut});
    if (!answer) return done({.kind = elbv2::ProbeReply::Kind::kFailed});
    done({.kind = elbv2::ProbeReply::Kind::kStatus, .status = answer->status});
  });
}

}  // namespace aws::testing
