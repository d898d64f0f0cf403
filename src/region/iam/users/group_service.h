// The operations on groups and on who is in them. Owned by IamService; used on the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

class GroupService {
 public:
  explicit GroupService(IamStore& store) : users_(store.users()) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::iam::CreateGroupResponse create(const aws::iam::CreateGroupRequest& request);
  aws::iam::GetGroupResponse get(const aws::iam::GetGroupRequest& request);
  aws::iam::ListGroupsResponse list(const aws::iam::ListGroupsRequest& request);
  aws::iam::ListGroupsForUserResponse list_of_user(const aws::iam::ListGroupsForUserRequest& request);
  aws::iam::UpdateGroupResponse update(const aws::iam::UpdateGroupRequest& request);
  aws::iam::DeleteGroupResponse remove(const aws::iam::DeleteGroupRequest& request);
  aws::iam::AddUserToGroupResponse add(const aws::iam::AddUserToGroupRequest& request);
  aws::iam::RemoveUserFromGroupResponse take_out(const aws::iam::RemoveUserFromGroupRequest& request);

  UserStore& users_;
};

}  // namespace aws::region::iam
