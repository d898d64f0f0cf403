// instance-supervisor: runs scripts, or one program, and ends with all that they leave behind; on request in the
// network of a VPC, or in a container of its own (base/supervisor_protocol.h).
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "supervisor/container/container.h"
#include "supervisor/container/user_namespace.h"
#include "supervisor/container/way_out.h"
#include "supervisor/groups.h"
#include "supervisor/supervisor.h"

namespace {

using namespace aws::supervisor;

// "--NAME VALUE" as far as they go; returns where they end.
int read_options(int count, char** arguments, std::map<std::string, std::string, std::less<>>& options) {
  int next = 1;
  for (; next + 1 < count; next += 2) {
    const std::string_view name = arguments[next];
    if (!name.starts_with("--") || name == "--exec") break;
    options[std::string(name.substr(2))] = arguments[next + 1];
  }
  return next;
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 2 && std::string_view(arguments[1]) == "--within-users") run_within_users(arguments + 2);
  std::map<std::string, std::string, std::less<>> options;
  const int next = read_options(count, arguments, options);
  const bool exec = next + 1 < count && std::string_view(arguments[next]) == "--exec";
  if ((next < count && !exec) || fcntl(kControlDescriptor, F_GETFD) < 0) {
    std::fprintf(stderr, "instance-supervisor is started by resilient-service, not by hand\n");
    return 2;
  }
  if (options.contains("probe")) {
    dup2(kProbeResult, STDERR_FILENO);  // where what is not possible is said
    close(kProbeResult);
    probe_container(options["probe"], options["image"]);
  }
  const pid_t router = options.contains("router") ? std::atoi(options["router"].c_str()) : 0;
  const int groups = options.contains("groups") ? enter_groups(options["groups"]) : -1;
  if (options.contains("disk")) {
    enter_container({.router = router,
                     .name = options["name"],
                     .address = options["address"],
                     .gateway = options["gateway"],
                     .interface = options["interface"],
                     .mac = options["mac"],
                     .disk = options["disk"],
                     .image = options["image"],
                     .root = options["root"],
                     .groups = groups});
  } else {
    if (groups >= 0) wait_until_in_groups(groups);
    if (options.contains("users-of")) {
      become_root_of(std::atoi(options["users-of"].c_str()));
    } else if (router != 0) {
      join(router);
    }
  }
  const int grace = options.contains("grace") ? std::atoi(options["grace"].c_str()) : kDefaultGraceMilliseconds;
  Supervisor supervisor{std::chrono::milliseconds(grace)};
  if (exec) supervisor.run_program(arguments + next + 1);
  supervisor.run_scripts();
}
