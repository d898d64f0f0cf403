#include "region/region_server.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <stop_token>
#include <system_error>
#include <thread>

#include "base/error.h"
#include "base/event_loop.h"
#include "base/system_clock.h"
#include "region/chaos/plan_file.h"
#include "region/ec2/host/no_isolation.h"
#include "region/ec2/host/supervised_instance_host.h"
#include "region/ec2/network/loopback_addresses.h"
#include "region/elbv2/balancer/haproxy_balancer.h"
#include "region/elbv2/targets/http_prober.h"
#include "region/region.h"
#include "wire/http/http_server.h"

namespace aws::region {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kTokenAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

// The commands that an instance finds first on its PATH.
fs::path make_image(const fs::path& data, const fs::path& programs) {
  fs::path commands = data / "image" / "bin";
  const fs::path server = programs / "recommendation-server";
  std::error_code error;
  fs::create_directories(commands, error);
  fs::remove(commands / server.filename(), error);
  fs::create_symlink(server, commands / server.filename(), error);
  if (error)
    throw Error("DataFolderNotWritable", fmt::format("cannot write in {}: {}", commands.string(), error.message()));
  return commands;
}

// Beside the program where they were built, in libexec/ above it where they were installed: nobody starts it by hand.
fs::path supervisor_of(const fs::path& programs) {
  const fs::path built = programs / "instance-supervisor";
  const fs::path installed = programs.parent_path() / "libexec" / "resilient-service" / "instance-supervisor";
  if (fs::exists(built)) return built;
  if (fs::exists(installed)) return installed;
  throw Error("ProgramMissing", fmt::format("neither {} nor {} is there: build it, or install this program anew",
                                            built.string(), installed.string()));
}

chaos::Plan plan_of(const RegionServerOptions& options) {
  if (!options.chaos) return {};
  const auto plan = chaos::read_plan(*options.chaos);
  spdlog::warn("this region misbehaves on purpose, as {} says", options.chaos->string());
  return chaos::at_speed(plan, options.speed);
}

// Where this machine reaches the page, which answers to nobody else; nothing when the region listens elsewhere only.
std::optional<std::string> page_host(const RegionServerOptions& options) {
  if (options.listen_address == "0.0.0.0") return "127.0.0.1";
  if (options.listen_address.starts_with("127.")) return options.listen_address;
  return std::nullopt;
}

}  // namespace

// In the order of need: what is under the region first, what calls it last. The region is on the thread that runs it;
// its clients' connections, with reading requests and writing answers, are on one of their own.
class RegionServer::Impl {
 public:
  explicit Impl(const RegionServerOptions& options)
      : plan_(plan_of(options)),
        token_(options.page && page_host(options) ? random_text(random_, kTokenAlphabet, 32) : ""),
        store_(options.data),
        supervisor_(supervisor_of(options.programs)),
        timers_(loop_, options.speed),
        server_(connections_.context(),
                {.address = options.listen_address,
                 .port = options.listen_port,
                 .run_handler = [this](const http::Request&,
                                       std::function<void()> handler) { loop_.post(std::move(handler)); }},
                [this](const http::Request& request) { return region_.handle(request); }),
        url_(fmt::format("http://{}:{}", options.listen_address, server_.port())),
        isolation_(loop_.context(), {.supervisor = supervisor_,
                                     .image = make_image(options.data, options.programs),
                                     .endpoint_url = url_,
                                     .region = options.place.region}),
        hosts_(loop_.context(), timers_, isolation_, options.data / "instances"),
        balancer_(loop_.context(), loop_,
                  {.folder = options.data / "balancer", .supervisor = supervisor_, .speed = options.speed}),
        prober_(loop_.context(), loop_, options.speed),
        region_(options.place, store_,
                {.clock = clock_,
                 .timers = timers_,
                 .random = random_,
                 .hosts = hosts_,
                 .addresses = addresses_,
                 .balancer = balancer_,
                 .prober = prober_,
                 .real_timers = loop_},
                plan_, {.token = token_}),
        keys_(region_.access_keys()) {
    if (!token_.empty()) page_url_ = fmt::format("http://{}:{}/_ui/#{}", *page_host(options), server_.port(), token_);
  }

  void run() {
    // Ends with this function, whether it returns or throws.
    const std::jthread reading([this](const std::stop_token& over) {
      const std::stop_callback stop(over, [this] { connections_.stop(); });
      connections_.run();
    });
    loop_.run();
  }
  void stop() { loop_.stop(); }

  const std::string& url() const { return url_; }
  const std::string& page_url() const { return page_url_; }
  const AccessKeys& keys() const { return keys_; }

 private:
  chaos::Plan plan_;
  SystemClock clock_;
  SystemRandom random_;
  std::string token_;  // of the live page
  std::string page_url_;
  Store store_;
  fs::path supervisor_;
  EventLoop connections_;
  EventLoop loop_;
  ScaledTimers timers_;
  http::Server server_;
  std::string url_;
  ec2::NoIsolation isolation_;
  ec2::SupervisedInstanceHost hosts_;
  ec2::LoopbackAddresses addresses_;
  elbv2::HaproxyBalancer balancer_;
  elbv2::HttpProber prober_;
  Region region_;
  AccessKeys keys_;
};

RegionServer::RegionServer(const RegionServerOptions& options) : impl_(std::make_unique<Impl>(options)) {}
RegionServer::~RegionServer() = default;

const std::string& RegionServer::endpoint_url() const { return impl_->url(); }
const std::string& RegionServer::access_key_id() const { return impl_->keys().access_key_id; }
const std::string& RegionServer::secret_access_key() const { return impl_->keys().secret_access_key; }

const std::string& RegionServer::page_url() const { return impl_->page_url(); }

void RegionServer::run() { impl_->run(); }
void RegionServer::stop() { impl_->stop(); }

}  // namespace aws::region
