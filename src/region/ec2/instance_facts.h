// What an instance's metadata say, from what is stored about it. Region thread.
#pragma once

#include "base/place.h"
#include "region/ec2/instance_store.h"
#include "region/ec2/metadata.h"
#include "region/ec2/network.h"
#include "region/ec2/security_groups.h"

namespace aws::region::ec2 {

InstanceFacts facts_of(const Instance& instance, const Network& network, const SecurityGroups& groups,
                       const Place& place);

}  // namespace aws::region::ec2
