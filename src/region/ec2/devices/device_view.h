// An instance's network interface and root volume, as they are described and by what they can be found.
#pragma once

#include <optional>

#include "base/place.h"
#include "contract/ec2.h"
#include "region/ec2/filters.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

// Nothing of an instance that has ended.
std::optional<aws::ec2::NetworkInterface> network_interface_of(const Instance& instance, const SecurityGroups& groups,
                                                               const Place& place);
std::optional<aws::ec2::Volume> root_volume_of(const Instance& instance);

const Filterable<aws::ec2::NetworkInterface>& filterable_interfaces();
const Filterable<aws::ec2::Volume>& filterable_volumes();

}  // namespace aws::region::ec2
