// The JSON of a policy as statements, refused in AWS's words where it is not one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "region/iam/policy/policy.h"

namespace aws::region::iam {

struct PolicyDocument {
  std::string version;  // "2012-10-17", or the older "2008-10-17", also when there is none
  std::vector<Statement> statements;
};

PolicyDocument parse_identity_policy(std::string_view json);
PolicyDocument parse_trust_policy(std::string_view json);
PolicyDocument parse_resource_policy(std::string_view json);

}  // namespace aws::region::iam
