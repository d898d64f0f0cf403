#include "client/credentials/process/command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sstream>
#include <utility>

#include "client/errors.h"

namespace aws::client {
namespace {

constexpr int kInterruptPaceMilliseconds = 100;
constexpr std::size_t kMaxOutput = 1U << 20U;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return number_; }
  void reset(int number = -1) {
    if (number_ != -1) close(number_);
    number_ = number;
  }

 private:
  int number_;
};

struct Pipe {
  explicit Pipe(const std::string& program) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw command_failed(program, std::strerror(errno));
    reading.reset(ends[0]);
    writing.reset(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
  }

  Descriptor reading;
  Descriptor writing;
};

// A child in a session of its own, without a terminal that it could wait at; it goes away with this.
class Child {
 public:
  Child(const std::string& program, const std::vector<std::string>& words) : program_(program) {
    pid_ = spawn(words);
    out_.writing.reset();
    err_.writing.reset();
    ended_.reset(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));
    if (ended_.get() == -1) {
      end();
      throw command_failed(program, std::strerror(errno));
    }
  }
  ~Child() { end(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Waits a moment for something to happen; true when the program has ended.
  bool wait() {
    std::array<pollfd, 3> watched{
        {{out_.reading.get(), POLLIN, 0}, {err_.reading.get(), POLLIN, 0}, {ended_.get(), POLLIN, 0}}};
    poll(watched.data(), watched.size(), kInterruptPaceMilliseconds);
    const bool has_ended = watched[2].revents != 0;
    take(out_.reading, output);
    take(err_.reading, errors);
    return has_ended;
  }

  int status() {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  std::string output;
  std::string errors;

 private:
  pid_t spawn(const std::vector<std::string>& words) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out_.writing.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err_.writing.get(), STDERR_FILENO);
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

    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t pid = -1;
    const int problem = posix_spawn(&pid, program_.c_str(), &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0) throw command_failed(program_, std::strerror(problem));
    return pid;
  }

  void take(Descriptor& from, std::string& text) {
    char buffer[4096];
    for (ssize_t got = 0; (got = read(from.get(), buffer, sizeof buffer)) >= 0;) {
      if (got == 0) return from.reset();
      text.append(buffer, static_cast<std::size_t>(got));
      if (text.size() > kMaxOutput) throw command_failed(program_, "it says too much");
    }
  }

  void end() {
    if (pid_ == -1) return;
    kill(-pid_, SIGKILL);
    waitpid(std::exchange(pid_, -1), nullptr, 0);
  }

  const std::string program_;
  Pipe out_{program_};
  Pipe err_{program_};
  pid_t pid_ = -1;
  Descriptor ended_;
};

std::string in_one_line(const std::string& text) {
  constexpr std::size_t kEnough = 500;
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word && line.size() < kEnough;) line += (line.empty() ? "" : " ") + word;
  return line;
}

}  // namespace

CommandResult CommandRunner::run(const std::vector<std::string>& words) const {
  const Duration deadline = clock_.uptime() + options_.timeout;
  Child child(find_program(words.at(0)), words);
  while (!child.wait()) {
    if (options_.check_interrupt) options_.check_interrupt();
    if (clock_.uptime() < deadline) continue;
    throw command_failed(words[0], fmt::format("no end after {} seconds", options_.timeout.count()));
  }
  const int status = child.status();
  return {.status = status, .output = std::move(child.output), .errors = in_one_line(child.errors)};
}

std::string CommandRunner::find_program(const std::string& name) const {
  if (name.find('/') != std::string::npos) return name;
  std::istringstream folders(environment_.get("PATH").value_or(""));
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::string program = (folder.empty() ? "." : folder) + "/" + name;
    if (access(program.c_str(), X_OK) == 0) return program;
  }
  throw command_failed(name, "there is no such program in PATH");
}

}  // namespace aws::client
