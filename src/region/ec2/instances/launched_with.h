// What an instance was launched with, kept whole beside what became of it.
#pragma once

#include "contract/ec2.h"
#include "region/ec2/instances/instance_store.h"
#include "region/ec2/instances/launch_specification.h"

namespace aws::region::ec2 {

// The part of an instance that follows from what was asked for.
Instance instance_of(const LaunchSpecification& specification);

// All that was asked for but user data, which the instance has itself.
aws::ec2::RequestLaunchTemplateData launched_with(const Instance& instance);

// What a launch template has to say to launch another one like it.
aws::ec2::ResponseLaunchTemplateData template_data_of(const Instance& instance);

}  // namespace aws::region::ec2
