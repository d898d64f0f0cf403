#include "region/ec2/host/instance_processes.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr int kDeathTakesAtMost = 2000;  // milliseconds; for a process that the kernel is busy with

bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool lives_below(const fs::path& process, const std::string& folder) {
  std::error_code none;
  if (is_below(fs::read_symlink(process / "cwd", none).string(), folder)) return true;
  std::ifstream file(process / "environ", std::ios::binary);  // that of others cannot be read
  std::string variable;
  while (std::getline(file, variable, '\0')) {
    constexpr std::string_view kHome = "HOME=";
    if (variable.starts_with(kHome) && is_below(std::string_view(variable).substr(kHome.size()), folder)) return true;
  }
  return false;
}

bool is_number(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

// The descriptor keeps the number from meaning another process.
void end(pid_t pid) {
  const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  kill(pid, SIGKILL);
  if (descriptor < 0) return;
  pollfd dead{.fd = descriptor, .events = POLLIN, .revents = 0};
  poll(&dead, 1, kDeathTakesAtMost);
  close(descriptor);
}

}  // namespace

std::vector<pid_t> processes_below(const fs::path& folder) {
  std::error_code none;
  const std::string below = fs::weakly_canonical(folder, none).string();
  std::vector<pid_t> found;
  for (const auto& entry : fs::directory_iterator("/proc", none)) {
    const std::string name = entry.path().filename();
    if (is_number(name) && lives_below(entry.path(), below)) found.push_back(std::stoi(name));
  }
  std::erase(found, getpid());
  return found;
}

// Again and again, for one of them may have forked meanwhile; but not for ever.
void end_processes_below(const fs::path& folder) {
  for (int round = 0; round < 100; ++round) {
    const auto left = processes_below(folder);
    if (left.empty()) return;
    for (const pid_t pid : left) end(pid);
  }
}

}  // namespace aws::region::ec2
