#include "supervisor/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace aws::supervisor {
namespace {

struct Process {
  pid_t pid = 0;
  pid_t parent = 0;
};

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

}  // namespace

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
  // The first process of a namespace needs no /proc, which goes with the instance's disk when somebody removes that.
  if (root == 1 && getpid() == 1) {
    kill(-1, signal);
    if (signal == SIGTERM) kill(-1, SIGCONT);
    return;
  }
  for (const pid_t pid : descendants(root)) {
    kill(pid, signal);
    if (signal == SIGTERM) kill(pid, SIGCONT);
  }
}

}  // namespace aws::supervisor
