#include "region/router/internet.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <set>

#include "base/error.h"
#include "base/router_protocol.h"
#include "base/supervised_process.h"
#include "region/router/said.h"

namespace aws::region {
namespace {

namespace fs = std::filesystem;

constexpr auto kOutputOfInternet = "internet.log";
constexpr Duration kBeginsAgainAfter = std::chrono::seconds(1);  // twice as long each time that it does not last
constexpr Duration kLasts = std::chrono::minutes(1);
constexpr int kReadyDescriptor = 4;   // the first that a supervised process gets
constexpr int kReadyWithin = 10'000;  // milliseconds

Error no_way_out(const std::string& why) {
  return {"NoWayOut",
          fmt::format("instances cannot reach the internet here: {} (docs/hosts.md says what they need)", why), 500,
          Fault::kReceiver};
}

struct Pipe {
  Pipe() {
    if (pipe2(ends, O_CLOEXEC) != 0) throw no_way_out("no pipe");
  }
  ~Pipe() {
    for (const int end : ends) close(end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int ends[2] = {-1, -1};
};

// Whether it says that it is there; its end closes the pipe.
bool becomes_ready(int pipe) {
  pollfd wait{.fd = pipe, .events = POLLIN, .revents = 0};
  char told = 0;
  return poll(&wait, 1, kReadyWithin) == 1 && read(pipe, &told, 1) == 1;
}

}  // namespace

std::vector<std::string> own_addresses() {
  std::set<std::string> found;
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return {};
  for (const ifaddrs* each = all; each != nullptr; each = each->ifa_next) {
    if (each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET || (each->ifa_flags & IFF_LOOPBACK) != 0)
      continue;
    char text[INET_ADDRSTRLEN] = {};
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr, text, sizeof text);
    found.insert(text);
  }
  freeifaddrs(all);
  return {found.begin(), found.end()};
}

class Internet::Impl {
 public:
  Impl(boost::asio::io_context& context, Timers& timers, Options options)
      : context_(context), timers_(timers), options_(std::move(options)) {
    if (access(options_.program.c_str(), X_OK) != 0) {
      throw no_way_out(fmt::format("{} is missing, which Debian's package slirp4netns has", options_.program.string()));
    }
    fs::create_directories(options_.folder);
    const auto output = options_.folder / kOutputOfInternet;
    fs::remove(output);
    Pipe ready;
    start(ready.ends[1]);
    close(std::exchange(ready.ends[1], -1));
    if (becomes_ready(ready.ends[0])) return;
    process_.reset();
    const std::string why = said_in(output);
    throw no_way_out(why.empty() ? "slirp4netns did not start" : "slirp4netns says: " + why);
  }

 private:
  // Its own resolver is left out: names are the region's (ec2/names).
  void start(int ready) {
    process_ = std::make_unique<SupervisedProcess>(
        context_,
        SupervisedProcess::Command{
            .supervisor = options_.supervisor,
            .arguments = {"--users-of", std::to_string(options_.router), "--exec", options_.program.string(),
                          "--configure", "--disable-host-loopback", "--disable-dns", "--enable-sandbox",
                          "--enable-seccomp", fmt::format("--cidr={}", router::kInternetBlock), "--netns-type=path",
                          fmt::format("--ready-fd={}", kReadyDescriptor),
                          fmt::format("/proc/{}/ns/net", options_.router), router::kInternet},
            .environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"},
            .folder = options_.folder,
            .output = options_.folder / kOutputOfInternet,
            .descriptors = {ready}},
        SupervisedProcess::Events{.exit = [this](int status) {
          spdlog::warn(
              "the way to the internet: slirp4netns ended with status {}, starting it again; {} has what it said",
              status, (options_.folder / kOutputOfInternet).string());
          process_.reset();
          lasts_.cancel();
          start_again();
        }});
  }

  void start_again() {
    restart_ = timers_.after(pause_, [this] {
      lasts_ = timers_.after(kLasts, [this] { pause_ = kBeginsAgainAfter; });
      try {
        const Pipe ready;
        start(ready.ends[1]);
      } catch (const Error& error) {
        spdlog::error("the way to the internet: {}", error.what());
        start_again();
      }
    });
    pause_ = std::min(2 * pause_, kLasts);
  }

  boost::asio::io_context& context_;
  Timers& timers_;
  Options options_;
  std::unique_ptr<SupervisedProcess> process_;
  Timer restart_, lasts_;
  Duration pause_ = kBeginsAgainAfter;
};

Internet::Internet(boost::asio::io_context& context, Timers& timers, Options options)
    : impl_(std::make_unique<Impl>(context, timers, std::move(options))) {}
Internet::~Internet() = default;

}  // namespace aws::region
