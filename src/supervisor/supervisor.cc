#include "supervisor/supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>

#include "base/descriptor_passing.h"
#include "supervisor/children.h"
#include "supervisor/process_tree.h"

namespace aws::supervisor {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kKillAgain(20);  // for what was forked while the tree was being killed

void say(const std::string& line) {
  // When nobody listens any more the end of file says so.
  send_with_descriptors(kControlDescriptor, line + '\n', {});
}

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t start = 0; start <= line.size();) {
    const auto end = std::min(line.find('\t', start), line.size());
    fields.emplace_back(line.substr(start, end - start));
    start = end + 1;
  }
  return fields;
}

// "%09" is a tab: what a line could not hold.
std::string decoded(std::string_view field) {
  std::string text;
  for (std::size_t i = 0; i < field.size(); ++i) {
    int code = 0;
    const bool escaped = field[i] == '%' && i + 2 < field.size();
    if (escaped) std::from_chars(field.data() + i + 1, field.data() + i + 3, code, 16);
    text += escaped ? static_cast<char>(code) : field[i];
    i += escaped ? 2 : 0;
  }
  return text;
}

}  // namespace

void Supervisor::run_scripts() {
  set_up();
  say("ready");
  serve();
}

void Supervisor::run_program(char** arguments) {
  set_up();
  program_ = fork();
  if (program_ == 0) become_program(arguments);
  say("ready");
  serve();
}

void Supervisor::set_up() {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  umask(022);
  fcntl(kControlDescriptor, F_SETFD, FD_CLOEXEC);
  sigset_t watched;
  sigemptyset(&watched);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP, kPowerOffSignal, kRebootSignal})
    sigaddset(&watched, signal);
  sigprocmask(SIG_BLOCK, &watched, nullptr);
  signals_ = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
}

void Supervisor::serve() {
  for (;;) {
    pollfd waits[] = {{.fd = kControlDescriptor, .events = POLLIN, .revents = 0},
                      {.fd = signals_, .events = POLLIN, .revents = 0}};
    poll(waits, 2, next_deadline());
    if (waits[1].revents != 0) notice_signals();
    reap();
    if (program_ < 0) end_all(program_status_);
    kill_overdue();
    if (waits[0].revents != 0) listen();
  }
}

void Supervisor::listen() {
  char chunk[4096];
  const auto size = receive_with_descriptors(kControlDescriptor, chunk, sizeof chunk, descriptors_);
  if (size < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (size <= 0) end_all(0);
  pending_.append(chunk, static_cast<std::size_t>(size));
  for (auto end = pending_.find('\n'); end != std::string::npos; end = pending_.find('\n')) {
    const std::string line = pending_.substr(0, end);
    pending_.erase(0, end + 1);
    obey(line);
  }
}

void Supervisor::obey(std::string_view line) {
  const auto fields = split(line);
  if (fields[0] == "run") run(fields);
  if (fields[0] == "kill" && fields.size() == 2) kill_run(fields[1]);
  if (fields[0] == "signal" && fields.size() == 2 && program_ > 0) kill(program_, number(fields[1]));
  if (fields[0] == "stop") end_all(0);
}

void Supervisor::run(const std::vector<std::string>& fields) {
  if (fields.size() != 3 || descriptors_.size() < 3) return;
  const std::vector<int> own(descriptors_.begin(), descriptors_.begin() + 3);
  descriptors_.erase(descriptors_.begin(), descriptors_.begin() + 3);
  const pid_t pid = fork();
  if (pid == 0) become_script(own[0], own[1], own[2], decoded(fields[2]));
  for (const int descriptor : own) close(descriptor);
  if (pid < 0) return say("exit\t" + fields[1] + "\t126");
  runs_[pid] = {fields[1]};
}

void Supervisor::kill_run(std::string_view id) {
  for (auto& [pid, run] : runs_) {
    if (run.id != id || run.killed) continue;
    run.killed = true;
    run.kill_at = steady_clock::now() + grace_;
    signal_tree(pid, SIGTERM);
    kill(-pid, SIGTERM);
  }
}

void Supervisor::kill_overdue() {
  for (const auto& [pid, run] : runs_) {
    if (!run.killed || steady_clock::now() < run.kill_at) continue;
    signal_tree(pid, SIGKILL);
    kill(-pid, SIGKILL);
  }
}

int Supervisor::next_deadline() const {
  auto next = milliseconds(-1);
  for (const auto& [pid, run] : runs_) {
    if (!run.killed) continue;
    const auto left = std::max(std::chrono::ceil<milliseconds>(run.kill_at - steady_clock::now()), kKillAgain);
    next = next.count() < 0 ? left : std::min(next, left);
  }
  return static_cast<int>(next.count());
}

void Supervisor::notice_signals() {
  signalfd_siginfo signal{};
  while (read(signals_, &signal, sizeof signal) > 0) {
    if (signal.ssi_signo == kPowerOffSignal) end_host("off");
    if (signal.ssi_signo == kRebootSignal) end_host("again");
    if (signal.ssi_signo != SIGCHLD) end_all(128 + static_cast<int>(signal.ssi_signo));
  }
}

void Supervisor::end_host(const char* what_then) {
  say(what_then);
  end_all(0);
}

void Supervisor::drain_signals() const {
  signalfd_siginfo ignored;
  while (read(signals_, &ignored, sizeof ignored) > 0) {
  }
}

// Returns false when there is no child, and so no descendant, left at all.
bool Supervisor::reap() {
  for (;;) {
    siginfo_t ended{};
    if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0) return errno != ECHILD;
    if (ended.si_pid == 0) return true;
    child_ended(ended.si_pid);
  }
}

void Supervisor::child_ended(pid_t pid) {
  const auto found = runs_.find(pid);
  // Its group's number is not used again before it is reaped, so this kills nobody else.
  if (found != runs_.end() && found->second.killed) kill(-pid, SIGKILL);
  int status = 0;
  waitpid(pid, &status, 0);
  if (pid == program_) {
    program_ = -1;
    program_status_ = exit_status(status);
  }
  if (found == runs_.end() || ending_) return;  // a script that is cut short has no status of its own
  say("exit\t" + found->second.id + '\t' + std::to_string(exit_status(status)));
  runs_.erase(found);
}

void Supervisor::end_all(int status) {
  ending_ = true;
  const auto kill_at = steady_clock::now() + grace_;
  signal_tree(getpid(), SIGTERM);
  while (reap()) {
    const auto left = std::chrono::ceil<milliseconds>(kill_at - steady_clock::now());
    if (left.count() <= 0) signal_tree(getpid(), SIGKILL);
    pollfd waits{.fd = signals_, .events = POLLIN, .revents = 0};
    poll(&waits, 1, static_cast<int>(std::clamp(left, kKillAgain, grace_ + kKillAgain).count()));
    drain_signals();
  }
  _exit(status);
}

}  // namespace aws::supervisor
