#include <grp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "base/router_protocol.h"
#include "supervisor/container/system.h"
#include "supervisor/router/router.h"

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

void become_router() {
  const uid_t user = geteuid();
  const gid_t group = getegid();
  if (user == 0) {
    Mapper mapper;
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) give_up("make a user namespace");
    mapper.map();
    if (setgroups(0, nullptr) != 0 || setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) give_up("become root");
  } else {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) give_up("make a user namespace");
    map_itself(user, group);
  }
  prctl(PR_SET_DUMPABLE, 1);  // or nobody could enter its namespaces
  std::string batch = "link set lo up\n";
  for (const char* address :
       {router::kGateway, router::kDns, router::kEndpoint, router::kMetadata, router::kDnsEverywhere}) {
    batch += std::string("addr add ") + address + "/32 dev lo\n";
  }
  // Whatever is no instance's is the router's: load balancers send from addresses that come and go.
  batch += std::string("route add local ") + router::kBlock + " dev lo table main\n";
  // Whether there will be cables and rules shows now. To take that cable away again would take the kernel longest of
  // all.
  batch += "link add eni-probe type veth peer name probe\n";
  run_program({kIp, "-batch", "-"}, batch, "set up the network");
  run_program({kNft, "-f", "-"}, "table ip vpc\n", "load rules");
  write_file("/proc/sys/net/ipv4/ip_forward", "1");
  write_file("/proc/sys/net/ipv4/conf/all/route_localnet", "1");  // a load balancer has one name, inside and outside
  write_file("/proc/sys/net/ipv4/ip_nonlocal_bind", "1");         // load balancers come and go
  write_file("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
}

}  // namespace aws::supervisor
