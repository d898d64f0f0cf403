// instance-supervisor: keeps a process tree together. Everything that it starts, and everything that those start, ends
// when it is told to, or when the process at the other end of its control socket is gone. It is one small process per
// instance, so it uses nothing but the system. base/supervisor_protocol.h is its manual.
#include <dirent.h>
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
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/supervisor_protocol.h"

namespace {

using aws::supervisor::kControlDescriptor;
using std::chrono::milliseconds;

constexpr milliseconds kKillAgain(20);  // for what was forked while the tree was being killed

struct Run {
  std::string id;
  bool killed = false;
  std::chrono::steady_clock::time_point kill_at;  // if killed: when SIGTERM is followed by SIGKILL
};

struct Process {
  pid_t pid = 0;
  pid_t parent = 0;
};

milliseconds grace(aws::supervisor::kDefaultGraceMilliseconds);
std::map<pid_t, Run> runs;
pid_t program = -1;  // with --exec
int program_status = 0;
int signals = -1;  // a signalfd
bool ending = false;
std::string folder;  // the working folder, absolute

int exit_status(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

void say(const std::string& line) {
  const std::string text = line + '\n';
  // When nobody listens any more the end of file says so.
  [[maybe_unused]] const auto sent = send(kControlDescriptor, text.data(), text.size(), MSG_NOSIGNAL);
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

// The parent of a process from /proc/PID/stat: "PID (COMMAND) STATE PARENT ..."; the command may contain anything.
pid_t parent_of(const char* pid) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%s/stat", pid);
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  char text[512] = {};
  const auto size = read(file, text, sizeof text - 1);
  close(file);
  const char* end = size > 0 ? std::strrchr(text, ')') : nullptr;
  return end && std::strlen(end) > 4 ? std::atoi(end + 4) : -1;
}

std::vector<pid_t> descendants(pid_t root) {
  std::vector<Process> all;
  if (DIR* proc = opendir("/proc")) {
    while (const dirent* entry = readdir(proc)) {
      const pid_t pid = std::atoi(entry->d_name);
      if (pid > 0) all.push_back({pid, parent_of(entry->d_name)});
    }
    closedir(proc);
  }
  std::vector<pid_t> found{root};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const auto& process : all) {
      if (process.parent == found[i]) found.push_back(process.pid);
    }
  }
  found.erase(found.begin());
  return found;
}

void signal_tree(pid_t root, int signal) {
  for (const pid_t pid : descendants(root)) {
    kill(pid, signal);
    if (signal == SIGTERM) kill(pid, SIGCONT);  // a stopped one would not notice
  }
}

// In the child: what a program finds around itself.
void prepare_child() {
  setsid();
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void give_up(const char* what, const std::string& path) {
  dprintf(STDERR_FILENO, "cannot %s %s: %s\n", what, path.c_str(), std::strerror(errno));
  _exit(126);
}

[[noreturn]] void become_script(const std::string& script, const std::string& output, const std::string& errors,
                                const std::string& cwd) {
  prepare_child();
  const int out = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const int err = open(errors.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (out < 0 || err < 0) give_up("write to", output);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  if (chdir(cwd.c_str()) != 0) give_up("enter", cwd);
  execl(script.c_str(), script.c_str(), nullptr);
  // No "#!" line, or a file system on which nothing can be executed.
  if (errno == ENOEXEC || errno == EACCES) execl("/bin/bash", "bash", script.c_str(), nullptr);
  give_up("run", script);
}

void run(const std::vector<std::string>& fields) {
  if (fields.size() != 6) return;
  const auto absolute = [](const std::string& path) { return path.starts_with('/') ? path : folder + '/' + path; };
  const pid_t pid = fork();
  if (pid == 0) become_script(absolute(fields[2]), absolute(fields[3]), absolute(fields[4]), absolute(fields[5]));
  if (pid < 0) return say("exit\t" + fields[1] + "\t126");
  runs[pid] = {fields[1]};
}

void kill_run(std::string_view id) {
  for (auto& [pid, run] : runs) {
    if (run.id != id || run.killed) continue;
    run.killed = true;
    run.kill_at = std::chrono::steady_clock::now() + grace;
    signal_tree(pid, SIGTERM);
    kill(-pid, SIGTERM);
  }
}

void kill_overdue() {
  for (const auto& [pid, run] : runs) {
    if (!run.killed || std::chrono::steady_clock::now() < run.kill_at) continue;
    signal_tree(pid, SIGKILL);
    kill(-pid, SIGKILL);
  }
}

void start_program(char** arguments) {
  program = fork();
  if (program != 0) return;
  prepare_child();
  execvp(arguments[0], arguments);
  give_up("run", arguments[0]);
}

void child_ended(pid_t pid) {
  const auto found = runs.find(pid);
  // Its group's number is not used again before it is reaped, so this kills nobody else.
  if (found != runs.end() && found->second.killed) kill(-pid, SIGKILL);
  int status = 0;
  waitpid(pid, &status, 0);
  if (pid == program) {
    program = -1;
    program_status = exit_status(status);
  }
  if (found == runs.end() || ending) return;  // a script that is cut short has no status of its own
  say("exit\t" + found->second.id + '\t' + std::to_string(exit_status(status)));
  runs.erase(found);
}

// Returns false when there is no child, and so no descendant, left at all.
bool reap() {
  for (;;) {
    siginfo_t ended{};
    if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0) return errno != ECHILD;
    if (ended.si_pid == 0) return true;
    child_ended(ended.si_pid);
  }
}

void drain_signals() {
  signalfd_siginfo ignored;
  while (read(signals, &ignored, sizeof ignored) > 0) {
  }
}

[[noreturn]] void end_all(int status) {
  ending = true;
  const auto kill_at = std::chrono::steady_clock::now() + grace;
  signal_tree(getpid(), SIGTERM);
  while (reap()) {
    const auto left = std::chrono::ceil<milliseconds>(kill_at - std::chrono::steady_clock::now());
    if (left.count() <= 0) signal_tree(getpid(), SIGKILL);
    pollfd waits{.fd = signals, .events = POLLIN, .revents = 0};
    poll(&waits, 1, static_cast<int>(std::clamp(left, kKillAgain, grace + kKillAgain).count()));
    drain_signals();
  }
  _exit(status);
}

void obey(std::string_view line) {
  const auto fields = split(line);
  if (fields[0] == "run") run(fields);
  if (fields[0] == "kill" && fields.size() == 2) kill_run(fields[1]);
  if (fields[0] == "signal" && fields.size() == 2 && program > 0) kill(program, number(fields[1]));
  if (fields[0] == "stop") end_all(0);
}

void listen() {
  static std::string pending;
  char chunk[4096];
  const auto size = read(kControlDescriptor, chunk, sizeof chunk);
  if (size < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (size <= 0) end_all(0);
  pending.append(chunk, static_cast<std::size_t>(size));
  for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
    const std::string line = pending.substr(0, end);
    pending.erase(0, end + 1);
    obey(line);
  }
}

void notice_signals() {
  signalfd_siginfo signal{};
  while (read(signals, &signal, sizeof signal) > 0) {
    if (signal.ssi_signo != SIGCHLD) end_all(128 + static_cast<int>(signal.ssi_signo));
  }
}

int next_deadline() {
  auto next = milliseconds(-1);
  for (const auto& [pid, run] : runs) {
    if (!run.killed) continue;
    const auto left =
        std::max(std::chrono::ceil<milliseconds>(run.kill_at - std::chrono::steady_clock::now()), kKillAgain);
    next = next.count() < 0 ? left : std::min(next, left);
  }
  return static_cast<int>(next.count());
}

void set_up() {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  umask(022);
  fcntl(kControlDescriptor, F_SETFD, FD_CLOEXEC);
  sigset_t watched;
  sigemptyset(&watched);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&watched, signal);
  sigprocmask(SIG_BLOCK, &watched, nullptr);
  signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
  if (char* here = getcwd(nullptr, 0)) {
    folder = here;
    std::free(here);
  }
}

}  // namespace

int main(int count, char** arguments) {
  int next = 1;
  if (next + 1 < count && std::string_view(arguments[next]) == "--grace") {
    grace = milliseconds(number(arguments[next + 1]));
    next += 2;
  }
  const bool exec = next + 1 < count && std::string_view(arguments[next]) == "--exec";
  if ((next < count && !exec) || fcntl(kControlDescriptor, F_GETFD) < 0) {
    std::fprintf(stderr, "instance-supervisor is started by resilient-service, not by hand\n");
    return 2;
  }
  set_up();
  if (exec) start_program(arguments + next + 1);
  say("ready");
  for (;;) {
    pollfd waits[] = {{.fd = kControlDescriptor, .events = POLLIN, .revents = 0},
                      {.fd = signals, .events = POLLIN, .revents = 0}};
    poll(waits, 2, next_deadline());
    if (waits[1].revents != 0) notice_signals();
    reap();
    if (exec && program < 0) end_all(program_status);
    kill_overdue();
    if (waits[0].revents != 0) listen();
  }
}
