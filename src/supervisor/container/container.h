// A small container: an instance's own user, mount, process, network, host name and IPC namespaces, within those of the
// VPC's router. Its root is user 0 inside and nobody, or this user, outside.
//
// What it is built from, all outside of it:
//   the router      whose user and network namespaces it is put below
//   a disk folder   the instance's own: root/, which becomes "/", and upper/ and work/ of the overlays on it
//   an image layer  laid between this machine's /usr, /etc, /opt and what the instance changes in them, or over a root
//                   file system of an image of its own
// The mounts are made in the router's user namespace, so that root inside can take none of them away.
#pragma once

#include <sys/types.h>

#include <string>

namespace aws::supervisor {

struct ContainerOptions {
  pid_t router = 0;
  std::string name;       // of the host: ip-172-31-5-6.us-west-2.compute.internal
  std::string address;    // 172.31.5.6
  std::string gateway;    // the router's address: 172.31.0.1
  std::string interface;  // the router's end of its cable
  std::string mac;
  std::string disk;
  std::string image;
  std::string root;  // "" for this machine's system
  int groups = -1;   // if it is being put into control groups: as enter_groups() returned
};

// Puts this process into the router's user and network namespaces, of which it is root then.
void join(pid_t router);

// Returns in the container, as its first process. The process that called stays outside and exits as that does.
void enter_container(const ContainerOptions& options);

// Does what a container needs but for the network, in a user namespace of its own. Says on its standard error what the
// system does not let it do, or kProbed.
[[noreturn]] void probe_container(const std::string& disk, const std::string& image);

}  // namespace aws::supervisor
