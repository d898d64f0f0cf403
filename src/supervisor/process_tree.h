// The processes below one, by what /proc says of parents. Those that made themselves daemons are among them when the
// one at the root is their subreaper.
#pragma once

#include <sys/types.h>

#include <vector>

namespace aws::supervisor {

std::vector<pid_t> descendants(pid_t root);  // without itself; parents before their children
void signal_tree(pid_t root, int signal);    // its descendants; with SIGTERM those that are stopped go on, to notice

}  // namespace aws::supervisor
