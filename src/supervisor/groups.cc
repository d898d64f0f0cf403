#include "supervisor/groups.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <vector>

#include "supervisor/children.h"

namespace aws::supervisor {
namespace {

constexpr int kTries = 200;
constexpr int kPause = 10;  // milliseconds that the kernel takes to end what was killed

std::vector<std::string> paths_of(std::string_view folders) {
  std::vector<std::string> paths;
  for (std::size_t start = 0; start < folders.size();) {
    const auto end = std::min(folders.find(':', start), folders.size());
    paths.emplace_back(folders.substr(start, end - start));
    start = end + 1;
  }
  return paths;
}

// Where that is not allowed the instance is not bounded, which is no reason not to start it.
void put_into(const std::string& group, pid_t process) {
  const int file = open((group + "/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  dprintf(file, "%d", process);
  close(file);
}

void kill_members(const std::string& group) {
  FILE* members = std::fopen((group + "/cgroup.procs").c_str(), "re");
  if (members == nullptr) return;
  int process = 0;
  while (std::fscanf(members, "%d", &process) == 1) {
    if (process > 0) kill(process, SIGKILL);  // 0 is one that this process cannot name
  }
  std::fclose(members);
}

// With those that an instance has made below it.
bool remove_now(const std::string& group) {
  if (rmdir(group.c_str()) == 0 || errno == ENOENT) return true;
  kill_members(group);
  DIR* folder = opendir(group.c_str());
  while (const dirent* entry = folder == nullptr ? nullptr : readdir(folder)) {
    if (entry->d_type == DT_DIR && entry->d_name[0] != '.') remove_now(group + '/' + entry->d_name);
  }
  if (folder != nullptr) closedir(folder);
  return false;
}

void remove_group(const std::string& group) {
  for (int i = 0; i < kTries && !remove_now(group); ++i) poll(nullptr, 0, kPause);
}

}  // namespace

int enter_groups(std::string_view folders) {
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  const pid_t child = fork();
  if (child <= 0) {
    close(ends[1]);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    return ends[0];
  }
  close(ends[0]);
  const auto groups = paths_of(folders);
  for (const auto& group : groups) put_into(group, child);
  close(ends[1]);
  const int status = wait_for_child(child);
  for (const auto& group : groups) remove_group(group);
  _exit(status);
}

void wait_until_in_groups(int pipe) {
  char none = 0;
  while (read(pipe, &none, 1) < 0 && errno == EINTR) {
  }
  close(pipe);
}

}  // namespace aws::supervisor
