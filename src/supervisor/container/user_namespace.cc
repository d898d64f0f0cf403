#include "supervisor/container/user_namespace.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <string>
#include <vector>

#include "base/instance_users.h"
#include "supervisor/container/system.h"

namespace aws::supervisor {
namespace {

std::string mapping(unsigned root, IdRange others) {
  std::string map = "0 " + std::to_string(root) + " 1\n";
  if (others.count != 0) map += "1 " + std::to_string(others.first) + ' ' + std::to_string(others.count) + '\n';
  return map;
}

std::vector<std::string> command(const char* program, pid_t process, unsigned root, IdRange others) {
  return {program,
          std::to_string(process),
          "0",
          std::to_string(root),
          "1",
          "1",
          std::to_string(others.first),
          std::to_string(others.count)};
}

// Only who is root outside may choose whom those inside are, and only from outside; for others programs do so that
// are root's.
class Mapper {
 public:
  explicit Mapper(const InstanceUsers& users) {
    if (pipe(ends_) != 0) give_up("make a pipe");
    child_ = fork();
    if (child_ != 0) return;
    close(ends_[1]);
    char go = 0;
    if (read(ends_[0], &go, 1) != 1) _exit(0);
    _exit(geteuid() == 0 ? write_maps(users) : run_programs(users));
  }
  bool map() {
    int status = 0;
    return write(ends_[1], "!", 1) == 1 && waitpid(child_, &status, 0) == child_ && status == 0;
  }

 private:
  static int write_maps(const InstanceUsers& users) {
    const std::string process = "/proc/" + std::to_string(getppid());
    write_file(process + "/uid_map", mapping(users.root, users.users));
    write_file(process + "/gid_map", mapping(users.root_group, users.groups));
    return 0;
  }
  // What they do not grant is not there, which is no failure.
  static int run_programs(const InstanceUsers& users) {
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO);
    const pid_t process = getppid();
    const bool mapped = succeeds(command(kMapGroups, process, users.root_group, users.groups), "") &&
                        succeeds(command(kMapUsers, process, users.root, users.users), "");
    return mapped ? 0 : 1;
  }

  int ends_[2] = {-1, -1};
  pid_t child_ = -1;
};

void map_itself(const InstanceUsers& users) {
  if (read_file("/proc/self/gid_map").empty()) {
    write_file("/proc/self/setgroups", "deny");
    write_file("/proc/self/gid_map", mapping(users.root_group, {}));
  }
  write_file("/proc/self/uid_map", mapping(users.root, {}));
}

}  // namespace

void make_user_namespace(int others) {
  const bool root = geteuid() == 0;
  const InstanceUsers users = instance_users(geteuid(), getegid());
  if (!root && users.only_root()) {
    if (unshare(CLONE_NEWUSER | others) != 0) give_up("make a user namespace");
    return map_itself(users);
  }
  Mapper mapper(users);
  if (unshare(CLONE_NEWUSER | others) != 0) give_up("make a user namespace");
  if (mapper.map()) return;
  if (root) give_up("map users");
  map_itself(users);
}

bool has_only_root() {
  const std::string map = read_file("/proc/self/uid_map");
  return std::count(map.begin(), map.end(), '\n') == 1;
}

void run_within_users(char** arguments) {
  const pid_t parent = getppid();
  make_user_namespace(0);
  if (setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) give_up("become root");
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // which goes with a change of users
  if (getppid() != parent) _exit(kNoContainer);
  errno = EPERM;
  if (has_only_root()) give_up("have more users than root");
  execvp(arguments[0], arguments);
  give_up(std::string("run ") + arguments[0]);
}

}  // namespace aws::supervisor
