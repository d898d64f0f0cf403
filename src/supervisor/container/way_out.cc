#include "supervisor/container/way_out.h"

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <string>

#include "supervisor/container/system.h"

namespace aws::supervisor {
namespace {

constexpr const char* kTunFolder = "/dev/net";
constexpr const char* kTun = "/dev/net/tun";
constexpr mode_t kForEverybody = S_IROTH | S_IWOTH;

// Where there is no udev the device may be root's alone. Then nobody gets another one, in mounts of its own.
void open_tun_to_everybody() {
  struct stat tun {};
  if (stat(kTun, &tun) != 0 || (tun.st_mode & kForEverybody) == kForEverybody) return;
  if (unshare(CLONE_NEWNS) != 0) give_up("have mounts of one's own");
  mount_at("none", "/", nullptr, MS_REC | MS_PRIVATE);
  mount_at("none", kTunFolder, "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=755");
  if (mknod(kTun, S_IFCHR, tun.st_rdev) != 0 || chmod(kTun, 0666) != 0) give_up(std::string("make ") + kTun);
}

}  // namespace

void become_root_of(pid_t router) {
  const bool others_groups = geteuid() == 0;  // nobody else may give them up, in a namespace of one group
  if (others_groups) open_tun_to_everybody();
  const auto process = static_cast<int>(syscall(SYS_pidfd_open, router, 0));
  if (process < 0 || setns(process, CLONE_NEWUSER) != 0) give_up("enter the router's user namespace");
  close(process);
  if (others_groups && setgroups(0, nullptr) != 0) give_up("leave its groups");
  if (setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) give_up("become root");
}

}  // namespace aws::supervisor
