// EC2's states of an instance, as its neighbours know them.
#pragma once

#include "region/autoscaling/ports.h"
#include "region/ec2/instances/instance_store.h"
#include "region/elbv2/ports.h"

namespace aws::region {

elbv2::InstanceState elbv2_state(const ec2::Instance& instance);
autoscaling::InstanceState autoscaling_state(const ec2::Instance& instance);

}  // namespace aws::region
