// The operations on what an instance is made of: its network interface and its root volume. Neither is there without
// its instance. A load balancer's interfaces are not told. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

class DeviceService {
 public:
  DeviceService(const InstanceStore& instances, const SecurityGroups& groups, Place place)
      : instances_(instances), groups_(groups), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::DescribeNetworkInterfacesResponse interfaces(
      const aws::ec2::DescribeNetworkInterfacesRequest& request) const;
  aws::ec2::DescribeVolumesResponse volumes(const aws::ec2::DescribeVolumesRequest& request) const;

  const InstanceStore& instances_;
  const SecurityGroups& groups_;
  Place place_;
};

}  // namespace aws::region::ec2
