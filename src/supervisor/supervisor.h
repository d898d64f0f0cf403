// Keeps a process tree together: everything that it starts, and everything that those start, ends when it is told to,
// or when the process at the other end of its control socket is gone. base/supervisor_protocol.h is its manual. There
// is one for each instance, so it uses nothing but the system. One per process, which it ends.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/supervisor_protocol.h"

namespace aws::supervisor {

class Supervisor {
 public:
  // From SIGTERM to SIGKILL.
  explicit Supervisor(std::chrono::milliseconds grace) : grace_(grace) {}

  // Both exit: with 0 when told to stop, with 128 + n by signal n, with the program's status when that has ended.
  [[noreturn]] void run_scripts();
  [[noreturn]] void run_program(char** arguments);

 private:
  struct Run {
    std::string id;
    bool killed = false;
    std::chrono::steady_clock::time_point kill_at;  // if killed: when SIGTERM is followed by SIGKILL
  };

  void set_up();
  [[noreturn]] void serve();
  void listen();
  void obey(std::string_view line);
  void run(const std::vector<std::string>& fields);
  void kill_run(std::string_view id);
  void kill_overdue();
  int next_deadline() const;
  void notice_signals();
  [[noreturn]] void end_host(const char* what_then);
  void drain_signals() const;
  bool reap();
  void child_ended(pid_t pid);
  [[noreturn]] void end_all(int status);

  std::chrono::milliseconds grace_;
  std::map<pid_t, Run> runs_;
  pid_t program_ = 0;  // 0: it runs scripts; -1: the program has ended
  int program_status_ = 0;
  int signals_ = -1;  // a signalfd
  bool ending_ = false;
  std::string pending_;           // what came of a line so far
  std::vector<int> descriptors_;  // that came with lines not yet obeyed
};

}  // namespace aws::supervisor
