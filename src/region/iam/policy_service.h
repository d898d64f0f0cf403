// The operations on managed policies and their versions. Owned by IamService; used on the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

class PolicyService {
 public:
  explicit PolicyService(IamStore& store) : store_(store) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::iam::CreatePolicyResponse create(const aws::iam::CreatePolicyRequest& request);
  aws::iam::GetPolicyResponse get(const aws::iam::GetPolicyRequest& request);
  aws::iam::ListPoliciesResponse list(const aws::iam::ListPoliciesRequest& request);
  aws::iam::DeletePolicyResponse remove(const aws::iam::DeletePolicyRequest& request);
  aws::iam::CreatePolicyVersionResponse create_version(const aws::iam::CreatePolicyVersionRequest& request);
  aws::iam::GetPolicyVersionResponse get_version(const aws::iam::GetPolicyVersionRequest& request);
  aws::iam::ListPolicyVersionsResponse list_versions(const aws::iam::ListPolicyVersionsRequest& request);
  aws::iam::DeletePolicyVersionResponse remove_version(const aws::iam::DeletePolicyVersionRequest& request);
  aws::iam::SetDefaultPolicyVersionResponse set_default(const aws::iam::SetDefaultPolicyVersionRequest& request);
  aws::iam::ListEntitiesForPolicyResponse list_entities(const aws::iam::ListEntitiesForPolicyRequest& request);
  aws::iam::TagPolicyResponse tag(const aws::iam::TagPolicyRequest& request);
  aws::iam::UntagPolicyResponse untag(const aws::iam::UntagPolicyRequest& request);
  aws::iam::ListPolicyTagsResponse list_tags(const aws::iam::ListPolicyTagsRequest& request);

  IamStore& store_;
};

}  // namespace aws::region::iam
