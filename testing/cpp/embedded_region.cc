#include "resilient_service/testing/embedded_region.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace aws::testing {
namespace {

[[noreturn]] void fail(const std::string& why) { throw std::runtime_error("no embedded region: " + why); }

std::string without_line_ends(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// The first is to read from, the second to write to.
std::pair<int, int> make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail(std::strerror(errno));
  return {ends[0], ends[1]};
}

std::vector<std::string> command_line(const EmbeddedRegionOptions& options) {
  std::ostringstream speed;
  speed << options.speed;
  std::vector<std::string> words = {options.program, "region",      "--ephemeral",    "--listen",
                                    "127.0.0.1:0",   "--region",    options.region,   "--speed",
                                    speed.str(),     "--log-level", options.log_level};
  if (!options.chaos_file.empty()) words.insert(words.end(), {"--chaos", options.chaos_file});
  return words;
}

// In a session of its own, so that a Ctrl-C which ends the tests lets them put away what they have in the region.
int spawn(const EmbeddedRegionOptions& options, int input, int output, int log, pid_t& process) {
  const std::vector<std::string> words = command_line(options);
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int error = posix_spawnp(&process, options.program.c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// The value in a line "export NAME=VALUE".
std::string exported(const std::string& text, std::string_view name) {
  const std::string before = "export " + std::string(name) + "=";
  const auto start = text.find(before);
  if (start == std::string::npos) return "";
  const auto value = start + before.size();
  return text.substr(value, text.find('\n', value) - value);
}

}  // namespace

EmbeddedRegion::EmbeddedRegion(EmbeddedRegionOptions options) : options_(std::move(options)), owner_(getpid()) {
  try {
    start();
    await_ready();
  } catch (...) {
    end();
    close(log_);
    throw;
  }
}

EmbeddedRegion::~EmbeddedRegion() {
  end();
  close(log_);
}

void EmbeddedRegion::start() {
  log_ = memfd_create("resilient-service log", MFD_CLOEXEC);
  if (log_ == -1) fail(std::strerror(errno));
  const auto [its_input, input] = make_pipe();
  input_ = input;
  int error = 0;
  try {
    const auto [output, its_output] = make_pipe();
    output_ = output;
    error = spawn(options_, its_input, its_output, log_, process_);
    close(its_output);
  } catch (...) {
    close(its_input);
    throw;
  }
  close(its_input);
  if (error != 0) {
    process_ = -1;
    fail(options_.program + ": " + std::strerror(error) + "; is it installed, and on the PATH?");
  }
}

void EmbeddedRegion::await_ready() {
  std::string said;
  while (said.find("\nready\n") == std::string::npos) {
    if (said_more(said)) continue;
    const int status = end();
    const std::string why = without_line_ends(log());
    if (!why.empty()) fail(why);
    fail(options_.program +
         (WIFEXITED(status) ? " ended with " + std::to_string(WEXITSTATUS(status)) : " was not ready in time"));
  }
  endpoint_url_ = exported(said, "AWS_ENDPOINT_URL");
  access_key_id_ = exported(said, "AWS_ACCESS_KEY_ID");
  secret_access_key_ = exported(said, "AWS_SECRET_ACCESS_KEY");
}

// False at the end of its output, or when it is silent for too long.
bool EmbeddedRegion::said_more(std::string& text) {
  pollfd output{output_, POLLIN, 0};
  const auto patience = std::chrono::milliseconds(options_.patience).count();
  const int ready = poll(&output, 1, static_cast<int>(patience));
  if (ready < 0) return errno == EINTR;
  char chunk[1024];
  const auto size = ready > 0 ? read(output_, chunk, sizeof chunk) : 0;
  if (size > 0) text.append(chunk, static_cast<std::size_t>(size));
  return size > 0;
}

// Its exit status, as wait gives it. It ends when its input does; when its output ends, too, it has put all away.
int EmbeddedRegion::end() {
  if (input_ != -1) close(std::exchange(input_, -1));
  int status = 0;
  if (process_ != -1 && owner_ == getpid()) {
    std::string rest;
    while (said_more(rest)) {
    }
    kill(process_, SIGKILL);  // is nothing to one that has ended
    while (waitpid(process_, &status, 0) == -1 && errno == EINTR) {
    }
  }
  process_ = -1;
  if (output_ != -1) close(std::exchange(output_, -1));
  return status;
}

void EmbeddedRegion::export_to_environment() const {
  for (const auto& [name, value] : {std::pair{"AWS_ENDPOINT_URL", &endpoint_url_},
                                    {"AWS_ACCESS_KEY_ID", &access_key_id_},
                                    {"AWS_SECRET_ACCESS_KEY", &secret_access_key_},
                                    {"AWS_REGION", &options_.region},
                                    {"AWS_DEFAULT_REGION", &options_.region}}) {
    setenv(name, value->c_str(), 1);
  }
  setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
  for (const char* name : {"AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"}) unsetenv(name);
}

std::string EmbeddedRegion::log() const {
  std::string text;
  char chunk[4096];
  for (ssize_t size = 0; (size = pread(log_, chunk, sizeof chunk, static_cast<off_t>(text.size()))) > 0;) {
    text.append(chunk, static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace aws::testing
