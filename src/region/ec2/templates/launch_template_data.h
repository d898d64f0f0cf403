// What is in a launch template, handled whole: AWS has a shape for what is asked for and another for what is told,
// which name the same members, and RunInstances names most of them too.
#pragma once

#include "contract/ec2.h"
#include "contract/shape.h"

namespace aws::region::ec2 {

// Every member that is set in `from` replaces the one of its name in `to`, if that has it: what a request says instead
// of a template, or a version instead of its source.
void overlay(const contract::Shape& from_shape, const void* from, const contract::Shape& to_shape, void* to);

aws::ec2::ResponseLaunchTemplateData as_response(const aws::ec2::RequestLaunchTemplateData& data);

}  // namespace aws::region::ec2
