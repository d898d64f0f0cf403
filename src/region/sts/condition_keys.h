// What a call to STS says of itself for policies' conditions: sts:RoleSessionName, sts:ExternalId, sts:SourceIdentity
// and sts:TransitiveTagKeys.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
#pragma once

#include "contract/call.h"
#include "contract/sts.h"

namespace aws::region::sts {

contract::Circumstances condition_keys(const contract::Operation& operation, const void* input);
contract::Circumstances condition_keys(const aws::sts::AssumeRoleRequest& request);

}  // namespace aws::region::sts
