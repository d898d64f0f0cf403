// What an instance's metadata say, from what is stored about it. Region thread.
#pragma once

#include "base/place.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_store.h"
#include "region/ec2/metadata/metadata.h"
#include "region/ec2/network/network.h"

namespace aws::region::ec2 {

InstanceFacts facts_of(const Instance& instance, const Network& network, const SecurityGroups& groups,
                       const Place& place);

}  // namespace aws::region::ec2
