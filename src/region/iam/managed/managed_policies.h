// The policies that AWS manages and every account has: those that a stack like this one uses, each a file of its own in
// policies/, as GetPolicy and GetPolicyVersion have them on AWS. Another one is another file.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
#pragma once

#include <string_view>
#include <vector>

#include "region/iam/records.h"

namespace aws::region::iam {

inline constexpr std::string_view kAdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

const std::vector<ManagedPolicy>& aws_managed_policies();  // by name
const ManagedPolicy* find_aws_managed_policy(std::string_view arn);
bool is_aws_managed(std::string_view arn);  // whether we have it or not

}  // namespace aws::region::iam
