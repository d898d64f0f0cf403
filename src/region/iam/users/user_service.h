// The operations on users, their tags and boundaries. Owned by IamService; used on the region's thread.
#pragma once

#include "contract/call.h"
#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"
#include "region/iam/identities.h"

namespace aws::region::iam {

class UserService {
 public:
  UserService(IamStore& store, Identities& identities) : store_(store), identities_(identities) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::iam::CreateUserResponse create(const aws::iam::CreateUserRequest& request);
  aws::iam::GetUserResponse get(const contract::Call& call, const aws::iam::GetUserRequest& request);
  aws::iam::ListUsersResponse list(const aws::iam::ListUsersRequest& request);
  aws::iam::UpdateUserResponse update(const aws::iam::UpdateUserRequest& request);
  aws::iam::DeleteUserResponse remove(const aws::iam::DeleteUserRequest& request);
  aws::iam::TagUserResponse tag(const aws::iam::TagUserRequest& request);
  aws::iam::UntagUserResponse untag(const aws::iam::UntagUserRequest& request);
  aws::iam::ListUserTagsResponse list_tags(const aws::iam::ListUserTagsRequest& request);
  aws::iam::PutUserPermissionsBoundaryResponse put_boundary(const aws::iam::PutUserPermissionsBoundaryRequest& request);
  aws::iam::DeleteUserPermissionsBoundaryResponse delete_boundary(
      const aws::iam::DeleteUserPermissionsBoundaryRequest& request);

  IamStore& store_;
  Identities& identities_;
};

// Whom a request means that may leave the name out: then it is the caller, who must be a user.
const User& user_or_caller(const contract::Call& call, const std::optional<std::string>& name, const UserStore& users);
// As lists have it; GetUser says more.
aws::iam::User user_view(const User& user);

}  // namespace aws::region::iam
