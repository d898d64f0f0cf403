#include "supervisor/container/user_namespace.h"

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "base/router_protocol.h"
#include "supervisor/container/system.h"

namespace aws::supervisor {
namespace {

std::string mapping(int outside) { return "0 " + std::to_string(outside) + " 1\n"; }

// Only who was root outside may choose whom root inside is, and only from outside.
class Mapper {
 public:
  Mapper() {
    if (pipe(ends_) != 0) give_up("make a pipe");
    child_ = fork();
    if (child_ != 0) return;
    close(ends_[1]);
    char go = 0;
    if (read(ends_[0], &go, 1) != 1) _exit(0);
    const std::string process = "/proc/" + std::to_string(getppid());
    write_file(process + "/uid_map", mapping(router::kNobody));
    write_file(process + "/gid_map", mapping(router::kNobody));
    _exit(0);
  }
  void map() {
    int status = 0;
    if (write(ends_[1], "!", 1) != 1 || waitpid(child_, &status, 0) != child_ || status != 0) give_up("map users");
  }

 private:
  int ends_[2] = {-1, -1};
  pid_t child_ = -1;
};

void map_itself(uid_t user, gid_t group) {
  write_file("/proc/self/setgroups", "deny");
  write_file("/proc/self/uid_map", mapping(static_cast<int>(user)));
  write_file("/proc/self/gid_map", mapping(static_cast<int>(group)));
}

}  // namespace

void make_user_namespace(int others) {
  const uid_t user = geteuid();
  const gid_t group = getegid();
  if (user == 0) {
    Mapper mapper;
    if (unshare(CLONE_NEWUSER | others) != 0) give_up("make a user namespace");
    mapper.map();
  } else {
    if (unshare(CLONE_NEWUSER | others) != 0) give_up("make a user namespace");
    map_itself(user, group);
  }
}

}  // namespace aws::supervisor
