#include "region/machine.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <optional>
#include <system_error>

#include "base/error.h"
#include "base/instance_users.h"
#include "base/router_protocol.h"
#include "region/ec2/access/tcp_relay.h"
#include "region/ec2/bounds/control_groups.h"
#include "region/ec2/firewall/nft_rules.h"
#include "region/ec2/host/host_probe.h"
#include "region/ec2/host/image_layer.h"
#include "region/ec2/host/namespace_isolation.h"
#include "region/ec2/host/no_isolation.h"
#include "region/ec2/host/supervised_instance_host.h"
#include "region/ec2/names/dns_forwarder.h"
#include "region/ec2/names/name_server.h"
#include "region/ec2/network/loopback_addresses.h"
#include "region/elbv2/balancer/haproxy_balancer.h"
#include "region/elbv2/targets/http_prober.h"
#include "region/endpoint/endpoint_names.h"
#include "region/endpoint/tls_endpoint.h"
#include "region/helper_program.h"
#include "region/router/internet.h"
#include "region/router/router.h"

namespace aws::region {

namespace fs = std::filesystem;

namespace {

constexpr ec2::Cidr kVpcBlock{0xac1f0000, 16};  // 172.31.0.0/16
constexpr std::uint16_t kMetadataPort = 80;
constexpr std::uint16_t kDnsPort = 53;
constexpr std::uint16_t kTlsPort = 443;
constexpr auto kBehindTls = "127.0.0.1";  // in the router's network, where no instance is heard as such an address

// The commands that an instance finds first on its PATH.
fs::path make_commands(const fs::path& data, const fs::path& programs) {
  fs::path commands = data / "image" / "bin";
  std::error_code error;
  fs::create_directories(commands, error);
  for (const auto& program : {programs / "recommendation-server", helper_program(programs, ec2::kDelayLine)}) {
    fs::remove(commands / program.filename(), error);
    fs::create_symlink(program, commands / program.filename(), error);
  }
  if (error)
    throw Error("DataFolderNotWritable", fmt::format("cannot write in {}: {}", commands.string(), error.message()));
  return commands;
}

// Who root of an instance is outside of it.
uid_t root_of_instances() { return instance_users(geteuid(), getegid()).root; }

class RouterFirewall final : public ec2::Firewall {
 public:
  RouterFirewall(Router& router, bool internet) : router_(router), internet_(internet) {}
  bool leads_out() const override { return internet_; }
  void apply(const ec2::FirewallState& state, std::function<void(const std::string& error)> done) override {
    std::optional<ec2::WayOut> way_out;
    if (internet_) way_out = ec2::WayOut{own_addresses()};
    router_.load(ec2::nft_rules(state, way_out), std::move(done));
  }

 private:
  Router& router_;
  bool internet_;
};

}  // namespace

class Machine::Impl {
 public:
  Impl(EventLoop& loop, Timers& timers, const MachineOptions& options)
      : loop_(loop), context_(loop.context()), supervisor_(helper_program(options.programs, kSupervisorProgram)) {
    auto places = ec2::group_places("/proc/self");  // before it has children: it may have to be alone
    start_router(loop, options);
    if (options.internet) lead_out(loop, options);
    addresses_.emplace(router_ ? kVpcBlock : ec2::kLoopbackBlock);
    if (router_) {
      firewall_ = std::make_unique<RouterFirewall>(*router_, options.internet);
      public_access_ = std::make_unique<ec2::TcpRelay>(
          loop.context(), [this] { return router_->socket(); }, router::kGateway);
    } else {
      firewall_ = std::make_unique<ec2::NoFirewall>();
      public_access_ = std::make_unique<ec2::NoPublicAccess>();
    }
    isolation_ = router_ ? real_hosts(loop, options) : processes(loop, options);
    hosts_.emplace(loop.context(), timers, *isolation_, options.data / "instances",
                   ec2::ControlGroups(std::move(places)));
    balancer_.emplace(loop.context(), loop,
                      elbv2::HaproxyOptions{.folder = options.data / "balancer",
                                            .supervisor = supervisor_,
                                            .launcher = helper_program(options.programs, "haproxy-launcher"),
                                            .router = router_ ? router_->pid() : 0,
                                            .speed = options.speed});
    std::function<int()> open_socket;
    if (router_) open_socket = [this] { return router_->socket(); };
    prober_.emplace(loop.context(), loop, options.speed, std::move(open_socket));
  }

  void serve_inside(EventLoop& connections, http::ServerOptions options, http::Server::Handler handler) {
    if (!router_) return;
    options.listener = router_->listen(router::kEndpoint, options.port);
    inside_.emplace(connections.context(), options, handler);
    options.listener = router_->listen(kBehindTls, kTlsPort);
    options.behind_tls = true;
    behind_tls_.emplace(connections.context(), std::move(options), std::move(handler));
  }

  void serve_names(ec2::Resolve resolve, std::function<bool(const std::string& address)> goes_out) {
    if (!router_) return;
    ec2::NameServer::Elsewhere elsewhere;
    if (internet_) {
      forwarder_.emplace(context_, loop_, ec2::DnsForwarder::Options{});
      elsewhere = [this, goes_out = std::move(goes_out)](std::string_view name, const std::string& peer,
                                                         const std::string& query, auto done) {
        if (endpoint::is_private_name(name) || !goes_out(peer)) return false;
        forwarder_->ask(query, std::move(done));
        return true;
      };
    }
    const auto find = [resolve](std::string_view name) -> std::optional<std::string> {
      return endpoint::is_aws_name(name) ? router::kEndpoint : resolve(name);
    };
    for (const char* address : {router::kDns, router::kDnsEverywhere}) {
      const int socket = router_->bind_datagrams(address, kDnsPort);
      name_servers_.push_back(std::make_unique<ec2::NameServer>(context_, socket, find, elsewhere));
    }
  }

  EventLoop& loop_;
  boost::asio::io_context& context_;
  fs::path supervisor_;
  std::optional<ec2::HostProbe> probe_;
  std::unique_ptr<Router> router_;  // none: instances share this machine's network
  std::unique_ptr<Internet> internet_;
  std::optional<ec2::LoopbackAddresses> addresses_;
  std::unique_ptr<ec2::Firewall> firewall_;
  std::unique_ptr<ec2::PublicAccess> public_access_;
  std::unique_ptr<ec2::Isolation> isolation_;
  std::optional<ec2::SupervisedInstanceHost> hosts_;
  std::optional<elbv2::HaproxyBalancer> balancer_;
  std::optional<elbv2::HttpProber> prober_;
  std::optional<http::Server> inside_;
  std::optional<http::Server> behind_tls_;
  std::optional<endpoint::TlsEndpoint> tls_;    // from the first instance on
  std::optional<ec2::DnsForwarder> forwarder_;  // where there is a way out
  std::vector<std::unique_ptr<ec2::NameServer>> name_servers_;
  std::string what_instances_are_;

 private:
  void start_router(EventLoop& loop, const MachineOptions& options) {
    what_instances_are_ = "processes that share this machine's files and network";
    if (options.hosts == Hosts::kProcesses) return;
    try {
      // Meanwhile the router starts.
      probe_.emplace(loop.context(),
                     ec2::HostProbe::Options{
                         .supervisor = supervisor_, .folder = options.data / "probe", .root = root_of_instances()});
      router_ = std::make_unique<Router>(loop.context(),
                                         Router::Options{.supervisor = supervisor_,
                                                         .program = helper_program(options.programs, "vpc-router"),
                                                         .folder = options.data / "network"});
      probe_->require_success();
      what_instances_are_ = fmt::format("real hosts in {}", kVpcBlock.text());
    } catch (const Error& error) {
      router_.reset();
      if (options.hosts == Hosts::kNamespaces) {
        throw Error("NoNamespaces",
                    fmt::format("instances cannot be hosts of their own here: {} (docs/hosts.md says what "
                                "they need; --hosts processes does without)",
                                error.message()));
      }
      what_instances_are_ +=
          fmt::format(", since this system does not let them be hosts of their own: {}", error.message());
    }
  }

  // Processes reach what this machine does.
  void lead_out(EventLoop& loop, const MachineOptions& options) {
    if (router_) {
      internet_ = std::make_unique<Internet>(
          loop.context(), loop,
          Internet::Options{.supervisor = supervisor_, .router = router_->pid(), .folder = options.data / "network"});
    }
    what_instances_are_ += router_ ? ", from which the internet is reached" : "; they reach the internet as it does";
  }

  std::unique_ptr<ec2::Isolation> real_hosts(EventLoop& loop, const MachineOptions& options) {
    return std::make_unique<ec2::NamespaceIsolation>(
        loop.context(), ec2::NamespaceIsolation::Options{
                            .supervisor = supervisor_,
                            .router = router_->pid(),
                            .gateway = router::kGateway,
                            .metadata_listener = router_->listen(router::kMetadata, kMetadataPort),
                            .image = {.layer = options.data / "image" / "layer",
                                      .commands = make_commands(options.data, options.programs),
                                      .root = root_of_instances(),
                                      .dns = router::kDns,
                                      .domain = options.region + ".compute.internal",
                                      .authority = [this, &loop, options] { return authority(loop, options); }},
                            .endpoint_url = fmt::format("http://{}:{}", router::kEndpoint, options.port),
                            .region = options.region});
  }

  // AWS's endpoints are there when the first instance is that could trust them.
  std::optional<ec2::TrustedAuthority> authority(EventLoop& loop, const MachineOptions& options) {
    try {
      if (!tls_) {
        tls_.emplace(
            loop.context(), loop,
            endpoint::TlsEndpoint::Options{.data = options.data,
                                           .supervisor = supervisor_,
                                           .router = router_->pid(),
                                           .listen = [this] { return router_->listen(router::kEndpoint, kTlsPort); },
                                           .to = fmt::format("{}:{}", kBehindTls, kTlsPort),
                                           .region = options.region});
      }
      return ec2::TrustedAuthority{tls_->authority().certificate(), tls_->authority().subject_hash()};
    } catch (const Error& error) {
      spdlog::error("instances find no AWS endpoint by its name: {}", error.what());
      return std::nullopt;
    }
  }

  std::unique_ptr<ec2::Isolation> processes(EventLoop& loop, const MachineOptions& options) {
    return std::make_unique<ec2::NoIsolation>(
        loop.context(), ec2::NoIsolation::Options{.supervisor = supervisor_,
                                                  .image = make_commands(options.data, options.programs),
                                                  .endpoint_url = options.endpoint_url,
                                                  .region = options.region});
  }
};

Machine::Machine(EventLoop& loop, Timers& timers, const MachineOptions& options)
    : impl_(std::make_unique<Impl>(loop, timers, options)) {}
Machine::~Machine() = default;

ec2::InstanceHost& Machine::hosts() { return *impl_->hosts_; }
ec2::Addresses& Machine::addresses() { return *impl_->addresses_; }
ec2::Firewall& Machine::firewall() { return *impl_->firewall_; }
ec2::PublicAccess& Machine::public_access() { return *impl_->public_access_; }
elbv2::Balancer& Machine::balancer() { return *impl_->balancer_; }
elbv2::Prober& Machine::prober() { return *impl_->prober_; }

void Machine::serve_inside(EventLoop& connections, http::ServerOptions options, http::Server::Handler handler) {
  impl_->serve_inside(connections, std::move(options), std::move(handler));
}

void Machine::serve_names(ec2::Resolve resolve, std::function<bool(const std::string& address)> goes_out) {
  impl_->serve_names(std::move(resolve), std::move(goes_out));
}

const std::string& Machine::what_instances_are() const { return impl_->what_instances_are_; }

}  // namespace aws::region
