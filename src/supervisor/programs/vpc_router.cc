// vpc-router: the network that a region's instances share (base/router_protocol.h).
#include <fcntl.h>

#include <cstdio>

#include "base/router_protocol.h"
#include "supervisor/router/router.h"

int main() {
  if (fcntl(aws::router::kRequests, F_GETFD) < 0 || fcntl(aws::router::kRules, F_GETFD) < 0) {
    std::fprintf(stderr, "vpc-router is started by resilient-service, not by hand\n");
    return 2;
  }
  aws::supervisor::become_router();
  aws::supervisor::serve_router();
}
