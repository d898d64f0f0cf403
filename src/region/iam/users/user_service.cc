#include "region/iam/users/user_service.h"

#include "region/iam/errors.h"
#include "region/iam/page.h"
#include "region/iam/policy/context.h"
#include "region/iam/tags.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

api::User whole_view(const User& user) {
  auto view = user_view(user);
  view.Tags = render(user.tags);
  if (user.boundary) {
    view.PermissionsBoundary = {.PermissionsBoundaryType = "Policy", .PermissionsBoundaryArn = user.boundary};
  }
  return view;
}

}  // namespace

api::User user_view(const User& user) {
  return {.Path = user.path,
          .UserName = user.name,
          .UserId = user.id,
          .Arn = user.arn,
          .CreateDate = from_milliseconds(user.created)};
}

const User& user_or_caller(const contract::Call& call, const std::optional<std::string>& name, const UserStore& users) {
  if (name) return users.user(*name);
  const auto* caller = users.find_user_by_arn(call.principal.arn);
  if (!caller) throw only_for_users();
  return *caller;
}

void UserService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateUser, this, &UserService::create);
  handlers.on(api::operations::GetUser, this, &UserService::get);
  handlers.on(api::operations::ListUsers, this, &UserService::list);
  handlers.on(api::operations::UpdateUser, this, &UserService::update);
  handlers.on(api::operations::DeleteUser, this, &UserService::remove);
  handlers.on(api::operations::TagUser, this, &UserService::tag);
  handlers.on(api::operations::UntagUser, this, &UserService::untag);
  handlers.on(api::operations::ListUserTags, this, &UserService::list_tags);
  handlers.on(api::operations::PutUserPermissionsBoundary, this, &UserService::put_boundary);
  handlers.on(api::operations::DeleteUserPermissionsBoundary, this, &UserService::delete_boundary);
}

api::CreateUserResponse UserService::create(const api::CreateUserRequest& request) {
  User user;
  user.name = request.UserName.value_or("");
  user.path = request.Path.value_or("/");
  user.tags = tags_of(request.Tags);
  if (request.PermissionsBoundary) user.boundary = store_.attachable(*request.PermissionsBoundary);
  return {.User = whole_view(store_.users().create_user(std::move(user)))};
}

api::GetUserResponse UserService::get(const contract::Call& call, const api::GetUserRequest& request) {
  return {.User = whole_view(user_or_caller(call, request.UserName, store_.users()))};
}

api::ListUsersResponse UserService::list(const api::ListUsersRequest& request) {
  std::vector<api::User> found;
  for (const auto& [key, user] : store_.users().users()) {
    if (user.path.starts_with(request.PathPrefix.value_or("/"))) found.push_back(user_view(user));
  }
  auto page = page_of(
      std::move(found), [](const api::User& user) { return lower_case(*user.UserName); }, request.Marker,
      request.MaxItems);
  return {.Users = std::move(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

api::UpdateUserResponse UserService::update(const api::UpdateUserRequest& request) {
  identities_.move_user(request.UserName.value_or(""), request.NewUserName, request.NewPath);
  return {};
}

api::DeleteUserResponse UserService::remove(const api::DeleteUserRequest& request) {
  const auto& user = store_.users().user(request.UserName.value_or(""));
  if (!identities_.keys_of(user).empty()) throw user_has_access_keys();
  store_.users().delete_user(user.name);
  return {};
}

api::TagUserResponse UserService::tag(const api::TagUserRequest& request) {
  auto user = store_.users().user(request.UserName.value_or(""));
  add_tags(user.tags, tags_of(request.Tags));
  store_.users().put(std::move(user));
  return {};
}

api::UntagUserResponse UserService::untag(const api::UntagUserRequest& request) {
  auto user = store_.users().user(request.UserName.value_or(""));
  remove_tags(user.tags, request.TagKeys);
  store_.users().put(std::move(user));
  return {};
}

api::ListUserTagsResponse UserService::list_tags(const api::ListUserTagsRequest& request) {
  auto page = page_of(
      store_.users().user(request.UserName.value_or("")).tags, [](const Tag& tag) { return lower_case(tag.key); },
      request.Marker, request.MaxItems);
  return {.Tags = render(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

api::PutUserPermissionsBoundaryResponse UserService::put_boundary(
    const api::PutUserPermissionsBoundaryRequest& request) {
  auto user = store_.users().user(request.UserName.value_or(""));
  user.boundary = store_.attachable(request.PermissionsBoundary.value_or(""));
  store_.users().put(std::move(user));
  return {};
}

api::DeleteUserPermissionsBoundaryResponse UserService::delete_boundary(
    const api::DeleteUserPermissionsBoundaryRequest& request) {
  auto user = store_.users().user(request.UserName.value_or(""));
  user.boundary.reset();
  store_.users().put(std::move(user));
  return {};
}

}  // namespace aws::region::iam
