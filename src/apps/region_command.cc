#include "apps/region_command.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <optional>
#include <thread>

#include "apps/data_folder.h"
#include "apps/embedded_region.h"
#include "apps/private_folder.h"
#include "apps/running_region.h"
#include "base/error.h"

namespace aws::apps {
namespace {

namespace fs = std::filesystem;

std::string exports(const RunningRegion& region) {
  return fmt::format(
      "export AWS_ENDPOINT_URL={}\n"
      "export AWS_ACCESS_KEY_ID={}\n"
      "export AWS_SECRET_ACCESS_KEY={}\n"
      "export AWS_REGION={}\n"
      "export AWS_DEFAULT_REGION={}\n",
      region.endpoint_url, region.access_key_id, region.secret_access_key, region.region, region.region);
}

// The keys in it are for its owner's eyes only, from the first byte on.
void write_env_file(const fs::path& file, const std::string& text) {
  std::error_code ignored;
  fs::remove(file, ignored);
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written = descriptor != -1 && write(descriptor, text.data(), text.size()) == ssize_t(text.size());
  if (descriptor != -1) close(descriptor);
  if (!written) throw Error("DataFolderNotWritable", "cannot write " + file.string());
}

// Whether nobody is left who could write to it. What was written means nothing.
bool at_end(int input) {
  char ignored[512];
  const auto size = read(input, ignored, sizeof ignored);
  return size == 0 || (size < 0 && errno != EINTR && errno != EAGAIN);
}

// Blocks the signals that end a region, in this thread and those it starts, and waits for one of them, or for the end
// of an input. That is how a parent takes the region with it, however the parent ends.
class EndSignals {
 public:
  EndSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    descriptor_ = signalfd(-1, &signals, SFD_CLOEXEC);
    if (descriptor_ == -1) throw Error("CannotStart", fmt::format("no signalfd: {}", std::strerror(errno)));
  }
  ~EndSignals() { close(descriptor_); }
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

  // `input` is -1 where only signals count.
  void wait(int input) const {
    pollfd waits[] = {{.fd = descriptor_, .events = POLLIN, .revents = 0},
                      {.fd = input, .events = POLLIN, .revents = 0}};
    for (;;) {
      if (poll(waits, 2, -1) < 0) continue;
      if (waits[0].revents != 0 || (waits[1].revents != 0 && at_end(input))) return;
    }
  }

 private:
  int descriptor_ = -1;
};

fs::path data_folder(const Options& options, const std::optional<PrivateFolder>& own) {
  if (own) return own->path();
  return options.data ? *options.data : default_data_folder();
}

}  // namespace

void run_region(const Options& options) {
  const EndSignals end_signals;
  std::optional<PrivateFolder> own_folder;
  if (options.ephemeral) own_folder.emplace();
  const fs::path data = data_folder(options, own_folder);
  const double speed = options.speed.value_or(kDefaultSpeed);
  const Place place = place_named(options.region);
  region::RegionServer server({.data = data,
                               .listen_address = options.listen_address,
                               .listen_port = options.listen_port,
                               .speed = speed,
                               .programs = program_folder(),
                               .place = place,
                               .chaos = options.chaos,
                               .hosts = options.hosts,
                               .internet = options.internet,
                               .page = !options.no_page});
  const RunningRegion region = describe(server, place, speed);
  write_env_file(data / "env", exports(region));
  std::optional<Announcement> announcement;  // of a region that is there to stay
  if (!options.ephemeral) announcement.emplace(region);
  std::exception_ptr failure;
  std::thread loop([&] {
    try {
      server.run();
    } catch (...) {  // a full disk, say: what is not written must not be acted on
      failure = std::current_exception();
      kill(getpid(), SIGTERM);
    }
  });
  fmt::print("{}# also in {}\n", exports(region), (data / "env").string());
  fmt::print("# instances are {}\n", server.what_instances_are());
  if (!region.page_url.empty()) fmt::print("# see it live: {}\n", region.page_url);
  fmt::print("ready\n");
  std::fflush(stdout);
  end_signals.wait(options.ephemeral ? STDIN_FILENO : -1);
  server.stop();
  loop.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace aws::apps
