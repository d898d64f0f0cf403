#include "region/iam/roles/instance_profile_service.h"

#include "region/iam/entity_view.h"
#include "region/iam/page.h"
#include "region/iam/policy/context.h"
#include "region/iam/tags.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

template <class Response>
Response listed(std::vector<api::InstanceProfile> found, const std::optional<std::string>& marker,
                std::optional<int> max_items) {
  for (auto& profile : found) profile.Tags.clear();  // lists leave them out
  auto page = page_of(
      std::move(found), [](const auto& profile) { return lower_case(*profile.InstanceProfileName); }, marker,
      max_items);
  return {.InstanceProfiles = std::move(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace

void InstanceProfileService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateInstanceProfile, this, &InstanceProfileService::create);
  handlers.on(api::operations::GetInstanceProfile, this, &InstanceProfileService::get);
  handlers.on(api::operations::ListInstanceProfiles, this, &InstanceProfileService::list);
  handlers.on(api::operations::ListInstanceProfilesForRole, this, &InstanceProfileService::list_for_role);
  handlers.on(api::operations::DeleteInstanceProfile, this, &InstanceProfileService::remove);
  handlers.on(api::operations::AddRoleToInstanceProfile, this, &InstanceProfileService::add_role);
  handlers.on(api::operations::RemoveRoleFromInstanceProfile, this, &InstanceProfileService::remove_role);
  handlers.on(api::operations::TagInstanceProfile, this, &InstanceProfileService::tag);
  handlers.on(api::operations::UntagInstanceProfile, this, &InstanceProfileService::untag);
  handlers.on(api::operations::ListInstanceProfileTags, this, &InstanceProfileService::list_tags);
}

api::CreateInstanceProfileResponse InstanceProfileService::create(const api::CreateInstanceProfileRequest& request) {
  InstanceProfile profile;
  profile.name = request.InstanceProfileName.value_or("");
  profile.path = request.Path.value_or("/");
  profile.tags = tags_of(request.Tags);
  return {.InstanceProfile = profile_view(store_.create_profile(std::move(profile)), store_)};
}

api::GetInstanceProfileResponse InstanceProfileService::get(const api::GetInstanceProfileRequest& request) {
  return {.InstanceProfile = profile_view(store_.profile(request.InstanceProfileName.value_or("")), store_)};
}

api::ListInstanceProfilesResponse InstanceProfileService::list(const api::ListInstanceProfilesRequest& request) {
  std::vector<api::InstanceProfile> found;
  for (const auto& [key, profile] : store_.profiles()) {
    if (profile.path.starts_with(request.PathPrefix.value_or("/"))) found.push_back(profile_view(profile, store_));
  }
  return listed<api::ListInstanceProfilesResponse>(std::move(found), request.Marker, request.MaxItems);
}

api::ListInstanceProfilesForRoleResponse InstanceProfileService::list_for_role(
    const api::ListInstanceProfilesForRoleRequest& request) {
  const auto& role = store_.role(request.RoleName.value_or(""));
  std::vector<api::InstanceProfile> found;
  for (const auto& [key, profile] : store_.profiles()) {
    if (profile.role == role.name) found.push_back(profile_view(profile, store_));
  }
  return listed<api::ListInstanceProfilesForRoleResponse>(std::move(found), request.Marker, request.MaxItems);
}

api::DeleteInstanceProfileResponse InstanceProfileService::remove(const api::DeleteInstanceProfileRequest& request) {
  store_.delete_profile(request.InstanceProfileName.value_or(""));
  return {};
}

api::AddRoleToInstanceProfileResponse InstanceProfileService::add_role(
    const api::AddRoleToInstanceProfileRequest& request) {
  store_.add_role(request.InstanceProfileName.value_or(""), request.RoleName.value_or(""));
  return {};
}

api::RemoveRoleFromInstanceProfileResponse InstanceProfileService::remove_role(
    const api::RemoveRoleFromInstanceProfileRequest& request) {
  store_.remove_role(request.InstanceProfileName.value_or(""), request.RoleName.value_or(""));
  return {};
}

api::TagInstanceProfileResponse InstanceProfileService::tag(const api::TagInstanceProfileRequest& request) {
  store_.tag_profile(request.InstanceProfileName.value_or(""), tags_of(request.Tags));
  return {};
}

api::UntagInstanceProfileResponse InstanceProfileService::untag(const api::UntagInstanceProfileRequest& request) {
  store_.untag_profile(request.InstanceProfileName.value_or(""), request.TagKeys);
  return {};
}

api::ListInstanceProfileTagsResponse InstanceProfileService::list_tags(
    const api::ListInstanceProfileTagsRequest& request) {
  auto page = page_of(
      store_.profile(request.InstanceProfileName.value_or("")).tags, [](const Tag& tag) { return lower_case(tag.key); },
      request.Marker, request.MaxItems);
  return {.Tags = render(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace aws::region::iam
