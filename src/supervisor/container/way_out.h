// Who carries what instances send to the internet needs this machine's network, and rights over the VPC's only.
#pragma once

#include <sys/types.h>

namespace aws::supervisor {

// Makes this process root of the router's user namespace, which outside of it has no right: where this user is root it
// is nobody from now on. /dev/net/tun is open to it in any case.
void become_root_of(pid_t router);

}  // namespace aws::supervisor
