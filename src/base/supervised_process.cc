#include "base/supervised_process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "base/descriptor_passing.h"
#include "base/error.h"
#include "base/supervisor_protocol.h"

namespace aws {
namespace {

namespace asio = boost::asio;

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const auto& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

// What posix_spawn does in the child: the descriptors, the folder, a session of its own and no inherited signal state.
class Preparation {
 public:
  // The descriptors are out of the way of those that the child gets.
  Preparation(const std::vector<int>& descriptors, const SupervisedProcess::Command& command) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    const std::string output = command.output.empty() ? "/dev/null" : command.output.string();
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
    int next = supervisor::kControlDescriptor;
    for (const int descriptor : descriptors) posix_spawn_file_actions_adddup2(&actions_, descriptor, next++);
    posix_spawn_file_actions_addclosefrom_np(&actions_, next);
    posix_spawn_file_actions_addchdir_np(&actions_, command.folder.c_str());
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Preparation() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

Error cannot_start(const SupervisedProcess::Command& command, int error) {
  return {"CannotStart",
          fmt::format("cannot start {} in {}: {}", command.supervisor.string(), command.folder.string(),
                      std::strerror(error)),
          500, Fault::kReceiver};
}

pid_t spawn(const SupervisedProcess::Command& command, int control) {
  std::vector<std::string> arguments{command.supervisor.string()};
  arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
  const auto above = supervisor::kControlDescriptor + 1 + static_cast<int>(command.descriptors.size());
  std::vector<int> high{fcntl(control, F_DUPFD_CLOEXEC, above)};
  for (const int descriptor : command.descriptors) high.push_back(fcntl(descriptor, F_DUPFD_CLOEXEC, above));
  const Preparation preparation(high, command);
  pid_t pid = -1;
  const int error = posix_spawn(&pid, command.supervisor.c_str(), preparation.actions(), preparation.attributes(),
                                pointers(arguments).data(), pointers(command.environment).data());
  for (const int descriptor : high) close(descriptor);
  if (error != 0) throw cannot_start(command, error);
  return pid;
}

int exit_status(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

}  // namespace

class SupervisedProcess::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& context, const Command& command, Events events)
      : control_(context), events_(std::move(events)) {
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw cannot_start(command, errno);
    control_.assign(ends[0]);
    try {
      pid_ = spawn(command, ends[1]);
    } catch (...) {
      close(ends[1]);
      throw;
    }
    close(ends[1]);
  }

  int pid() const { return pid_; }

  void read() {
    control_.async_read_some(asio::buffer(chunk_), [self = shared_from_this()](const auto& error, std::size_t size) {
      if (self->hung_up_) return;
      if (error) return self->ended();
      self->received(size);
    });
  }

  void send(std::string_view line, const std::vector<int>& descriptors) {
    if (hung_up_ || pid_ < 0) return;
    const std::string text = std::string(line) + '\n';
    // A few hundred bytes into a buffer of some 200 KB. When nobody reads them the end of the tree is near, and will be
    // noticed by the reading side.
    if (!send_with_descriptors(control_.native_handle(), text, descriptors)) {
      spdlog::debug("supervisor {} does not listen", pid_);
    }
  }

  void hang_up() {
    if (std::exchange(hung_up_, true)) return;
    boost::system::error_code ignored;
    control_.close(ignored);
  }

  void wait() {
    int status = 0;
    if (pid_ > 0) waitpid(std::exchange(pid_, -1), &status, 0);
  }

 private:
  void received(std::size_t size) {
    pending_.append(chunk_.data(), size);
    for (;;) {
      const auto end = pending_.find('\n');
      if (end == std::string::npos) break;
      const std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      if (events_.line) events_.line(line);
      if (hung_up_) return;
    }
    read();
  }

  // Only the supervisor has the other end, and only its own end closes it: waiting takes no time.
  void ended() {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    hang_up();
    if (events_.exit) events_.exit(exit_status(status));
  }

  asio::posix::stream_descriptor control_;
  Events events_;
  pid_t pid_ = -1;
  bool hung_up_ = false;
  std::array<char, 4096> chunk_{};
  std::string pending_;
};

SupervisedProcess::SupervisedProcess(asio::io_context& context, const Command& command, Events events)
    : impl_(std::make_shared<Impl>(context, command, std::move(events))) {
  impl_->read();
}

SupervisedProcess::~SupervisedProcess() {
  impl_->hang_up();
  impl_->wait();
}

int SupervisedProcess::pid() const { return impl_->pid(); }
void SupervisedProcess::send(std::string_view line, const std::vector<int>& descriptors) {
  impl_->send(line, descriptors);
}
void SupervisedProcess::hang_up() { impl_->hang_up(); }

}  // namespace aws
