#include "apps/running_region.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace aws::apps {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

bool alive(pid_t pid) { return pid > 0 && (kill(pid, 0) == 0 || errno == EPERM); }

std::string text_of(const RunningRegion& region) {
  return json::serialize(json::object{{"pid", region.pid},
                                      {"endpoint_url", region.endpoint_url},
                                      {"access_key_id", region.access_key_id},
                                      {"secret_access_key", region.secret_access_key},
                                      {"region", region.region},
                                      {"speed", region.speed},
                                      {"service_port", region.service_port},
                                      {"page_url", region.page_url}});
}

RunningRegion parse(const std::string& text) {
  const json::value document = json::parse(text);
  const auto string = [&](const char* name) { return json::value_to<std::string>(document.at(name)); };
  return {.pid = document.at("pid").to_number<pid_t>(),
          .endpoint_url = string("endpoint_url"),
          .access_key_id = string("access_key_id"),
          .secret_access_key = string("secret_access_key"),
          .region = string("region"),
          .speed = document.at("speed").to_number<double>(),
          .service_port = document.at("service_port").to_number<std::uint16_t>(),
          .page_url = string("page_url")};
}

void write_private(const fs::path& file, const std::string& text) {
  const fs::path unfinished = file.string() + "." + std::to_string(getpid());
  const int descriptor = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      descriptor != -1 && write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (descriptor != -1) close(descriptor);
  if (!written || rename(unfinished.c_str(), file.c_str()) != 0) {
    throw Error("StateFileNotWritable", "cannot write " + file.string() + "; set XDG_STATE_HOME to a writable folder");
  }
}

}  // namespace

fs::path running_region_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base = state != nullptr && *state != '\0' ? fs::path(state)
                        : home != nullptr                  ? fs::path(home) / ".local/state"
                                                           : fs::path("/tmp");
  return base / "resilient-service" / "region.json";
}

std::optional<RunningRegion> find_running_region() {
  std::ifstream file(running_region_file());
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  try {
    const RunningRegion region = parse(text.str());
    if (alive(region.pid)) return region;
  } catch (const std::exception&) {
    // A file that is not ours to understand names no region.
  }
  return std::nullopt;
}

Error no_running_region() {
  return Error("NoRegion",
               "no embedded region is running: start one with `resilient-service region` in another terminal, or do "
               "everything at once with `resilient-service run`");
}

Announcement::Announcement(const RunningRegion& region) {
  if (find_running_region()) return;
  const fs::path file = running_region_file();
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  write_private(file, text_of(region));
  written_ = true;
}

Announcement::~Announcement() {
  std::error_code ignored;
  if (written_) fs::remove(running_region_file(), ignored);
}

}  // namespace aws::apps
