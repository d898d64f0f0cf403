// IAM's records as its replies show them. Documents travel percent-encoded.
#pragma once

#include "contract/iam.h"
#include "region/iam/iam_store.h"
#include "region/iam/records.h"

namespace aws::region::iam {

// As replies of creation, lists and profiles have it; GetRole says more.
aws::iam::Role role_view(const Role& role);
// Lists leave the tags out.
aws::iam::Policy policy_view(const ManagedPolicy& policy, const IamStore& store);
aws::iam::InstanceProfile profile_view(const InstanceProfile& profile, const IamStore& store);
// Without its document, which GetPolicyVersion adds.
aws::iam::PolicyVersion version_view(const PolicyVersion& version, bool is_default);
std::string encoded(std::string_view document);

}  // namespace aws::region::iam
