#include "region/iam/users/group_service.h"

#include "region/iam/page.h"
#include "region/iam/policy/context.h"
#include "region/iam/users/user_service.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

api::Group view(const Group& group) {
  return {.Path = group.path,
          .GroupName = group.name,
          .GroupId = group.id,
          .Arn = group.arn,
          .CreateDate = from_milliseconds(group.created)};
}

template <class Response, class Request>
Response groups_page(const Request& request, std::vector<api::Group> groups) {
  auto page = page_of(
      std::move(groups), [](const api::Group& group) { return lower_case(*group.GroupName); }, request.Marker,
      request.MaxItems);
  return {.Groups = std::move(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace

void GroupService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateGroup, this, &GroupService::create);
  handlers.on(api::operations::GetGroup, this, &GroupService::get);
  handlers.on(api::operations::ListGroups, this, &GroupService::list);
  handlers.on(api::operations::ListGroupsForUser, this, &GroupService::list_of_user);
  handlers.on(api::operations::UpdateGroup, this, &GroupService::update);
  handlers.on(api::operations::DeleteGroup, this, &GroupService::remove);
  handlers.on(api::operations::AddUserToGroup, this, &GroupService::add);
  handlers.on(api::operations::RemoveUserFromGroup, this, &GroupService::take_out);
}

api::CreateGroupResponse GroupService::create(const api::CreateGroupRequest& request) {
  Group group;
  group.name = request.GroupName.value_or("");
  group.path = request.Path.value_or("/");
  return {.Group = view(users_.create_group(std::move(group)))};
}

api::GetGroupResponse GroupService::get(const api::GetGroupRequest& request) {
  const auto& group = users_.group(request.GroupName.value_or(""));
  auto page = page_of(
      users_.members(group), [](const User* user) { return lower_case(user->name); }, request.Marker, request.MaxItems);
  api::GetGroupResponse response{.Group = view(group), .IsTruncated = page.next.has_value(), .Marker = page.next};
  for (const auto* user : page.items) response.Users.push_back(user_view(*user));
  return response;
}

api::ListGroupsResponse GroupService::list(const api::ListGroupsRequest& request) {
  std::vector<api::Group> found;
  for (const auto& [key, group] : users_.groups()) {
    if (group.path.starts_with(request.PathPrefix.value_or("/"))) found.push_back(view(group));
  }
  return groups_page<api::ListGroupsResponse>(request, std::move(found));
}

api::ListGroupsForUserResponse GroupService::list_of_user(const api::ListGroupsForUserRequest& request) {
  std::vector<api::Group> found;
  for (const auto& name : users_.user(request.UserName.value_or("")).groups) found.push_back(view(users_.group(name)));
  return groups_page<api::ListGroupsForUserResponse>(request, std::move(found));
}

api::UpdateGroupResponse GroupService::update(const api::UpdateGroupRequest& request) {
  users_.move_group(request.GroupName.value_or(""), request.NewGroupName, request.NewPath);
  return {};
}

api::DeleteGroupResponse GroupService::remove(const api::DeleteGroupRequest& request) {
  users_.delete_group(request.GroupName.value_or(""));
  return {};
}

api::AddUserToGroupResponse GroupService::add(const api::AddUserToGroupRequest& request) {
  users_.add_to_group(request.GroupName.value_or(""), request.UserName.value_or(""));
  return {};
}

api::RemoveUserFromGroupResponse GroupService::take_out(const api::RemoveUserFromGroupRequest& request) {
  users_.remove_from_group(request.GroupName.value_or(""), request.UserName.value_or(""));
  return {};
}

}  // namespace aws::region::iam
