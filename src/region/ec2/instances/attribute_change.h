// What a ModifyInstanceAttribute comes to: one change of one attribute, checked.
#pragma once

#include <functional>
#include <string_view>

#include "contract/ec2.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

struct AttributeChange {
  std::string_view attribute;
  bool needs_stopped = false;
  std::function<void(Instance&)> make;
};

// Throws what EC2 says of a request for none or several, or for a value that the attribute cannot have.
AttributeChange attribute_change(aws::ec2::ModifyInstanceAttributeRequest request, const SecurityGroups& groups);

}  // namespace aws::region::ec2
