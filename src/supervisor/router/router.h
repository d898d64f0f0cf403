// The VPC's router as a process: its namespaces, and the requests that it serves (base/router_protocol.h).
#pragma once

namespace aws::supervisor {

// Makes this process root of a user namespace with a network namespace, in which it forwards between its interfaces.
// Where this user is root, it is nobody from now on. Ends the process when that cannot be.
void become_router();

// Serves until the region is gone.
[[noreturn]] void serve_router();

}  // namespace aws::supervisor
