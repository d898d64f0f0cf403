// The policies that AWS manages and every account has. Only those that we know to the letter; more are a matter of
// adding them here.
#pragma once

#include <string_view>
#include <vector>

#include "region/iam/records.h"

namespace aws::region::iam {

inline constexpr std::string_view kAdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

const std::vector<ManagedPolicy>& aws_managed_policies();
const ManagedPolicy* find_aws_managed_policy(std::string_view arn);
bool is_aws_managed(std::string_view arn);  // whether we have it or not

}  // namespace aws::region::iam
