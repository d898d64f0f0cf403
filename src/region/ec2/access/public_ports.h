// Which ports of instances their security groups open to the world. Of a wide range only those ports that servers
// commonly have are: each is a socket of this machine.
#pragma once

#include <vector>

#include "base/turns.h"
#include "region/ec2/access/public_access.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

inline constexpr int kWideRange = 64;  // more ports than that

std::vector<PublicPort> public_ports(const Instance& instance, const SecurityGroups& groups);

// Keeps them open as long as the instance runs. Owned by Ec2; region thread.
class PublicPorts {
 public:
  PublicPorts(const InstanceStore& instances, const SecurityGroups& groups, PublicAccess& access, Timers& timers);
  PublicPorts(const PublicPorts&) = delete;
  PublicPorts& operator=(const PublicPorts&) = delete;

  void changed();  // acts in a turn of its own

 private:
  void reconcile();

  const InstanceStore& instances_;
  const SecurityGroups& groups_;
  PublicAccess& access_;
  Turns<std::string> turns_;
  std::vector<PublicPort> open_;
};

}  // namespace aws::region::ec2
