#include "apps/region_command.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <thread>

#include "apps/embedded_region.h"
#include "apps/running_region.h"
#include "base/error.h"

namespace aws::apps {
namespace {

namespace fs = std::filesystem;

fs::path default_data_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  if (data != nullptr && *data != '\0') return fs::path(data) / "resilient-service";
  if (home != nullptr) return fs::path(home) / ".local/share/resilient-service";
  throw Error("NoDataFolder", "neither XDG_DATA_HOME nor HOME is set: name a folder with --data DIR");
}

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

// Blocks the signals that end a region, in this thread and those it starts, and waits for one of them.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, signal);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  void wait() const {
    int signal = 0;
    sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_;
};

}  // namespace

void run_region(const Options& options) {
  const EndSignals end_signals;
  const fs::path data = options.data ? *options.data : default_data_folder();
  const double speed = options.speed.value_or(kDefaultSpeed);
  const Place place = place_named(options.region);
  region::RegionServer server({.data = data,
                               .listen_address = options.listen_address,
                               .listen_port = options.listen_port,
                               .speed = speed,
                               .programs = program_folder(),
                               .place = place,
                               .chaos = options.chaos,
                               .page = !options.no_page});
  const RunningRegion region = describe(server, place, speed);
  write_env_file(data / "env", exports(region));
  const Announcement announcement(region);
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
  if (!region.page_url.empty()) fmt::print("# see it live: {}\n", region.page_url);
  fmt::print("ready\n");
  std::fflush(stdout);
  end_signals.wait();
  server.stop();
  loop.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace aws::apps
