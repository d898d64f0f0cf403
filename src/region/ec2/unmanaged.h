// Nothing here is managed by a service provider on its owner's behalf, which AWS says of each thing.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_OperatorResponse.html
#pragma once

#include "contract/ec2.h"

namespace aws::region::ec2 {

inline aws::ec2::OperatorResponse unmanaged() { return {.Managed = false}; }

}  // namespace aws::region::ec2
