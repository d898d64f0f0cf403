#include <grp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <string>

#include "base/router_protocol.h"
#include "supervisor/container/system.h"
#include "supervisor/container/user_namespace.h"
#include "supervisor/router/router.h"

namespace aws::supervisor {

void become_router() {
  const bool root = geteuid() == 0;
  make_user_namespace(CLONE_NEWNET);
  // Not allowed in a namespace of one group, but to who was root outside.
  if (setgroups(0, nullptr) != 0 && (root || !has_only_root())) give_up("leave its groups");
  if (setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) give_up("become root");
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
