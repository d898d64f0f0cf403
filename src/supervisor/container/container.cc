#include "supervisor/container/container.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <sstream>

#include "base/supervisor_protocol.h"
#include "supervisor/children.h"
#include "supervisor/container/root_folder.h"
#include "supervisor/container/system.h"
#include "supervisor/container/user_namespace.h"
#include "supervisor/groups.h"

namespace aws::supervisor {
namespace {

constexpr unsigned long kNamespaces =
    CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC;
constexpr rlim_t kMostFiles = 65536;
constexpr unsigned kProbeTakesAtMost = 10;  // seconds

// The same users as the namespace around it has.
std::string same_map(const std::string& file) {
  std::istringstream lines(read_file("/proc/self/" + file));
  std::string map;
  std::string inside, outside, count;
  while (lines >> inside >> outside >> count) map += inside + ' ' + inside + ' ' + count + '\n';
  return map;
}

void map_users(const std::string& process) {
  write_file(process + "/uid_map", same_map("uid_map"));
  write_file(process + "/gid_map", same_map("gid_map"));
}

// The router's end of the cable: everything for this address goes there, and nothing else does.
void lay_cable(const ContainerOptions& options, pid_t container) {
  // The kernel takes its time to remove the cable of a host that has just ended.
  const bool left = if_nametoindex(options.interface.c_str()) != 0;
  if (left) succeeds({kIp, "link", "del", options.interface}, "");
  run_program({kIp, "-batch", "-"},
              "link add " + options.interface + " type veth peer name eth0 address " + options.mac + " netns " +
                  std::to_string(container) + "\nlink set " + options.interface + " up\nroute add " + options.address +
                  "/32 dev " + options.interface + "\n",
              "lay the cable to " + options.address);
}

// The instance's end. Addresses of 127.31.0.0/16 are load balancers, not the instance itself.
void plug_in(const ContainerOptions& options) {
  run_program({kIp, "-batch", "-"},
              "link set lo up\naddr del 127.0.0.1/8 dev lo\naddr add 127.0.0.1/16 dev lo\naddr add " + options.address +
                  "/32 dev eth0\nlink set eth0 up\nroute add " + options.gateway +
                  " dev eth0 scope link\nroute add default via " + options.gateway + "\n",
              "set up the network of " + options.address);
  write_file("/proc/sys/net/ipv4/conf/all/route_localnet", "1");
  write_file("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
}

void set_name(const std::string& name) {
  const std::string host = name.substr(0, name.find('.'));
  if (sethostname(host.c_str(), host.size()) != 0) give_up("set the host's name");
}

void wait_for(int pipe) {
  char go = 0;
  if (read(pipe, &go, 1) != 1) _exit(kNoContainer);  // who was to say it has said why not
  close(pipe);
}

// Returns twice, 0 in the child when that has been let go.
pid_t start_inside(unsigned long namespaces, int (&go)[2]) {
  prctl(PR_SET_DUMPABLE, 1);  // or its users could not be mapped
  if (pipe2(go, O_CLOEXEC) != 0) give_up("make a pipe");
  const auto child = static_cast<pid_t>(syscall(SYS_clone, namespaces | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
  if (child < 0) give_up("make namespaces");
  if (child > 0) {
    map_users("/proc/" + std::to_string(child));
    return child;
  }
  close(go[1]);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  wait_for(go[0]);
  prctl(PR_SET_DUMPABLE, 0);  // what this process has open is not for those in the container
  return 0;
}

void let_go(int (&go)[2]) {
  if (write(go[1], "!", 1) != 1) give_up("start the container");
  for (const int end : go) close(end);
}

void have_own_mounts() {
  if (unshare(CLONE_NEWNS) != 0) give_up("have mounts of one's own");
}

}  // namespace

void join(pid_t router) {
  rlimit files{kMostFiles, kMostFiles};  // nobody in there may raise it
  if (setrlimit(RLIMIT_NOFILE, &files) != 0 && getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  const auto process = static_cast<int>(syscall(SYS_pidfd_open, router, 0));
  if (process < 0 || setns(process, CLONE_NEWUSER | CLONE_NEWNET) != 0) give_up("enter the router's network");
  close(process);
}

void enter_container(const ContainerOptions& options) {
  int death_signal = 0;
  prctl(PR_GET_PDEATHSIG, &death_signal);
  join(options.router);
  have_own_mounts();
  build_root_folder(options.disk, options.image, options.root);
  prctl(PR_SET_PDEATHSIG, death_signal);  // which becoming another user has reset
  if (options.groups >= 0) wait_until_in_groups(options.groups);
  int go[2];
  if (const pid_t child = start_inside(kNamespaces, go)) {
    lay_cable(options, child);
    let_go(go);
    close(kControlDescriptor);
    _exit(wait_for_child(child));
  }
  plug_in(options);
  set_name(options.name);
  enter_root_folder();
}

void probe_container(const std::string& disk, const std::string& image) {
  alarm(kProbeTakesAtMost);
  make_user_namespace(0);
  have_own_mounts();
  build_root_folder(disk, image, "");
  int go[2];
  if (const pid_t child = start_inside(kNamespaces & ~static_cast<unsigned long>(CLONE_NEWNET), go)) {
    let_go(go);
    _exit(wait_for_child(child));
  }
  set_name("probe");
  enter_root_folder();
  std::fputs(kProbed, stderr);
  std::fflush(stderr);
  _exit(0);
}

}  // namespace aws::supervisor
