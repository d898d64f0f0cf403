#include "region/region_server.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <stop_token>
#include <thread>

#include "base/error.h"
#include "base/event_loop.h"
#include "base/system_clock.h"
#include "region/chaos/plan_file.h"
#include "region/machine.h"
#include "region/region.h"
#include "wire/http/http_server.h"

namespace aws::region {

namespace {

constexpr std::string_view kTokenAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

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
        timers_(loop_, options.speed),
        server_(connections_.context(), server_options(options), handler()),
        url_(fmt::format("http://{}:{}", options.listen_address, server_.port())),
        machine_(loop_, timers_,
                 {.data = options.data,
                  .programs = options.programs,
                  .hosts = options.hosts,
                  .internet = options.internet,
                  .speed = options.speed,
                  .endpoint_url = url_,
                  .port = server_.port(),
                  .region = options.place.region}),
        region_(options.place, store_,
                {.clock = clock_,
                 .timers = timers_,
                 .random = random_,
                 .hosts = machine_.hosts(),
                 .addresses = machine_.addresses(),
                 .firewall = machine_.firewall(),
                 .public_access = machine_.public_access(),
                 .balancer = machine_.balancer(),
                 .prober = machine_.prober(),
                 .real_timers = loop_,
                 .speed = options.speed,
                 .images = images::ImageShelf(options.images.value_or(options.data / "images"))},
                plan_, {.token = token_}),
        keys_(region_.access_keys()) {
    http::ServerOptions inside = server_options(options);
    inside.port = server_.port();
    machine_.serve_inside(connections_, std::move(inside), handler());
    machine_.serve_names([this](std::string_view name) { return region_.address_of(name); },
                         [this](const std::string& address) { return region_.goes_out(address); });
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
  const std::string& what_instances_are() const { return machine_.what_instances_are(); }

 private:
  http::ServerOptions server_options(const RegionServerOptions& options) {
    return {.address = options.listen_address,
            .port = options.listen_port,
            .run_handler = [this](const http::Request&, std::function<void()> run) { loop_.post(std::move(run)); }};
  }
  http::Server::Handler handler() {
    return [this](const http::Request& request) { return region_.handle(request); };
  }

  chaos::Plan plan_;
  SystemClock clock_;
  SystemRandom random_;
  std::string token_;  // of the live page
  std::string page_url_;
  Store store_;
  EventLoop connections_;
  EventLoop loop_;
  ScaledTimers timers_;
  http::Server server_;
  std::string url_;
  Machine machine_;
  Region region_;
  AccessKeys keys_;
};

RegionServer::RegionServer(const RegionServerOptions& options) : impl_(std::make_unique<Impl>(options)) {}
RegionServer::~RegionServer() = default;

const std::string& RegionServer::endpoint_url() const { return impl_->url(); }
const std::string& RegionServer::access_key_id() const { return impl_->keys().access_key_id; }
const std::string& RegionServer::secret_access_key() const { return impl_->keys().secret_access_key; }

const std::string& RegionServer::page_url() const { return impl_->page_url(); }
const std::string& RegionServer::what_instances_are() const { return impl_->what_instances_are(); }

void RegionServer::run() { impl_->run(); }
void RegionServer::stop() { impl_->stop(); }

}  // namespace aws::region
