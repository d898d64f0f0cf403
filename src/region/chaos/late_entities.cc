#include "region/chaos/late_entities.h"

#include <fmt/format.h>

namespace aws::region::chaos {
namespace {

Error no_such_entity(std::string message) { return {"NoSuchEntity", std::move(message), 404}; }

}  // namespace

LateEntities::LateEntities(const aws::iam::Api& service, const Clock& clock, const Faults& faults)
    : service_(service), clock_(clock), faults_(faults) {}

void LateEntities::serve(contract::Handlers& handlers) {
  handlers.on(aws::iam::operations::GetRole, this, &LateEntities::get_role);
  handlers.on(aws::iam::operations::GetPolicy, this, &LateEntities::get_policy);
  handlers.on(aws::iam::operations::GetInstanceProfile, this, &LateEntities::get_profile);
}

aws::iam::GetRoleResponse LateEntities::get_role(const aws::iam::GetRoleRequest& request) {
  auto response = service_.GetRole(request);
  if (!is_new(response.Role->CreateDate)) return response;
  throw no_such_entity(fmt::format("The role with name {} cannot be found.", request.RoleName.value_or("")));
}

aws::iam::GetPolicyResponse LateEntities::get_policy(const aws::iam::GetPolicyRequest& request) {
  auto response = service_.GetPolicy(request);
  if (!is_new(response.Policy->CreateDate)) return response;
  throw no_such_entity("Policy ARN was not found.");
}

aws::iam::GetInstanceProfileResponse LateEntities::get_profile(const aws::iam::GetInstanceProfileRequest& request) {
  auto response = service_.GetInstanceProfile(request);
  if (!is_new(response.InstanceProfile->CreateDate)) return response;
  throw no_such_entity(fmt::format("Instance Profile {} cannot be found.", request.InstanceProfileName.value_or("")));
}

}  // namespace aws::region::chaos
