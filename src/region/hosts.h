// What instances are.
#pragma once

namespace aws::region {

enum class Hosts {
  kBest,        // hosts of their own where the system allows namespaces, else processes
  kNamespaces,  // hosts of their own, or an error
  kProcesses    // that share this machine's files and network
};

}  // namespace aws::region
