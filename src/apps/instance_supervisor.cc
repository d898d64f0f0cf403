// instance-supervisor: runs scripts, or one program, and ends with all that they leave behind
// (base/supervisor_protocol.h).
#include <fcntl.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "supervisor/supervisor.h"

int main(int count, char** arguments) {
  using namespace aws::supervisor;
  int grace = kDefaultGraceMilliseconds;
  int next = 1;
  if (next + 1 < count && std::string_view(arguments[next]) == "--grace") {
    grace = std::atoi(arguments[next + 1]);
    next += 2;
  }
  const bool exec = next + 1 < count && std::string_view(arguments[next]) == "--exec";
  if ((next < count && !exec) || fcntl(kControlDescriptor, F_GETFD) < 0) {
    std::fprintf(stderr, "instance-supervisor is started by resilient-service, not by hand\n");
    return 2;
  }
  Supervisor supervisor{std::chrono::milliseconds(grace)};
  if (exec) supervisor.run_program(arguments + next + 1);
  supervisor.run_scripts();
}
