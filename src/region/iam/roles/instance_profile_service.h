// The operations on instance profiles. Owned by IamService; used on the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

class InstanceProfileService {
 public:
  explicit InstanceProfileService(IamStore& store) : store_(store) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::iam::CreateInstanceProfileResponse create(const aws::iam::CreateInstanceProfileRequest& request);
  aws::iam::GetInstanceProfileResponse get(const aws::iam::GetInstanceProfileRequest& request);
  aws::iam::ListInstanceProfilesResponse list(const aws::iam::ListInstanceProfilesRequest& request);
  aws::iam::ListInstanceProfilesForRoleResponse list_for_role(
      const aws::iam::ListInstanceProfilesForRoleRequest& request);
  aws::iam::DeleteInstanceProfileResponse remove(const aws::iam::DeleteInstanceProfileRequest& request);
  aws::iam::AddRoleToInstanceProfileResponse add_role(const aws::iam::AddRoleToInstanceProfileRequest& request);
  aws::iam::RemoveRoleFromInstanceProfileResponse remove_role(
      const aws::iam::RemoveRoleFromInstanceProfileRequest& request);
  aws::iam::TagInstanceProfileResponse tag(const aws::iam::TagInstanceProfileRequest& request);
  aws::iam::UntagInstanceProfileResponse untag(const aws::iam::UntagInstanceProfileRequest& request);
  aws::iam::ListInstanceProfileTagsResponse list_tags(const aws::iam::ListInstanceProfileTagsRequest& request);

  IamStore& store_;
};

}  // namespace aws::region::iam
