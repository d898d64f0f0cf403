// IAM and STS as far as the workflow uses them.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "contract/sts.h"
#include "scenario/fakes/world.h"

namespace aws::scenario {

class FakeSts {
 public:
  explicit FakeSts(contract::Handlers& handlers) {
    handlers.on(sts::operations::GetCallerIdentity, this, &FakeSts::GetCallerIdentity);
  }

  sts::GetCallerIdentityResponse GetCallerIdentity(const sts::GetCallerIdentityRequest&) {
    return {.Account = "123456789012", .Arn = "arn:aws:iam::123456789012:root"};
  }
};

class FakeIam {
 public:
  FakeIam(World& world, contract::Handlers& handlers) : world_(world) {
    handlers.on(iam::operations::CreatePolicy, this, &FakeIam::CreatePolicy);
    handlers.on(iam::operations::GetPolicy, this, &FakeIam::GetPolicy);
    handlers.on(iam::operations::DeletePolicy, this, &FakeIam::DeletePolicy);
    handlers.on(iam::operations::CreateRole, this, &FakeIam::CreateRole);
    handlers.on(iam::operations::GetRole, this, &FakeIam::GetRole);
    handlers.on(iam::operations::DeleteRole, this, &FakeIam::DeleteRole);
    handlers.on(iam::operations::AttachRolePolicy, this, &FakeIam::AttachRolePolicy);
    handlers.on(iam::operations::DetachRolePolicy, this, &FakeIam::DetachRolePolicy);
    handlers.on(iam::operations::PutRolePolicy, this, &FakeIam::PutRolePolicy);
    handlers.on(iam::operations::DeleteRolePolicy, this, &FakeIam::DeleteRolePolicy);
    handlers.on(iam::operations::ListAttachedRolePolicies, this, &FakeIam::ListAttachedRolePolicies);
    handlers.on(iam::operations::CreateInstanceProfile, this, &FakeIam::CreateInstanceProfile);
    handlers.on(iam::operations::GetInstanceProfile, this, &FakeIam::GetInstanceProfile);
    handlers.on(iam::operations::DeleteInstanceProfile, this, &FakeIam::DeleteInstanceProfile);
    handlers.on(iam::operations::AddRoleToInstanceProfile, this, &FakeIam::AddRoleToInstanceProfile);
    handlers.on(iam::operations::RemoveRoleFromInstanceProfile, this, &FakeIam::RemoveRoleFromInstanceProfile);
  }

  iam::CreatePolicyResponse CreatePolicy(const iam::CreatePolicyRequest& request) {
    world_.call("CreatePolicy");
    const std::string arn = "arn:aws:iam::123456789012:policy/" + *request.PolicyName;
    if (!world_.policies.insert(arn).second) throw exists();
    world_.tag(arn, request.Tags);
    return {.Policy = {{.Arn = arn}}};
  }
  iam::GetPolicyResponse GetPolicy(const iam::GetPolicyRequest& request) {
    world_.call("GetPolicy");
    need(world_.policies.contains(*request.PolicyArn));
    return {.Policy = {{.Arn = request.PolicyArn, .Tags = world_.tags_of<iam::Tag>(*request.PolicyArn)}}};
  }
  iam::DeletePolicyResponse DeletePolicy(const iam::DeletePolicyRequest& request) {
    world_.call("DeletePolicy");
    need(world_.policies.contains(*request.PolicyArn));
    for (const auto& [role, policies] : world_.roles) refuse_if(policies.contains(*request.PolicyArn));
    world_.policies.erase(*request.PolicyArn);
    return {};
  }
  iam::CreateRoleResponse CreateRole(const iam::CreateRoleRequest& request) {
    world_.call("CreateRole");
    if (!world_.roles.try_emplace(*request.RoleName).second) throw exists();
    world_.tag(*request.RoleName, request.Tags);
    return {};
  }
  iam::GetRoleResponse GetRole(const iam::GetRoleRequest& request) {
    world_.call("GetRole");
    need(world_.roles.contains(*request.RoleName));
    return {.Role = {{.RoleName = request.RoleName, .Tags = world_.tags_of<iam::Tag>(*request.RoleName)}}};
  }
  iam::DeleteRoleResponse DeleteRole(const iam::DeleteRoleRequest& request) {
    world_.call("DeleteRole");
    refuse_if(!role(request.RoleName).empty());
    for (const auto& [profile, held] : world_.profiles) refuse_if(held == *request.RoleName);
    world_.roles.erase(*request.RoleName);
    return {};
  }
  iam::AttachRolePolicyResponse AttachRolePolicy(const iam::AttachRolePolicyRequest& request) {
    world_.call("AttachRolePolicy");
    role(request.RoleName).insert(*request.PolicyArn);
    return {};
  }
  iam::DetachRolePolicyResponse DetachRolePolicy(const iam::DetachRolePolicyRequest& request) {
    world_.call("DetachRolePolicy");
    need(role(request.RoleName).erase(*request.PolicyArn) == 1);
    return {};
  }
  iam::PutRolePolicyResponse PutRolePolicy(const iam::PutRolePolicyRequest& request) {
    world_.call("PutRolePolicy");
    role(request.RoleName).insert(*request.PolicyName);
    return {};
  }
  iam::DeleteRolePolicyResponse DeleteRolePolicy(const iam::DeleteRolePolicyRequest& request) {
    world_.call("DeleteRolePolicy");
    need(role(request.RoleName).erase(*request.PolicyName) == 1);
    return {};
  }
  iam::ListAttachedRolePoliciesResponse ListAttachedRolePolicies(const iam::ListAttachedRolePoliciesRequest& request) {
    world_.call("ListAttachedRolePolicies");
    iam::ListAttachedRolePoliciesResponse reply;
    for (const auto& arn : role(request.RoleName)) {
      reply.AttachedPolicies.push_back({.PolicyName = arn.substr(arn.rfind('/') + 1), .PolicyArn = arn});
    }
    return reply;
  }
  iam::CreateInstanceProfileResponse CreateInstanceProfile(const iam::CreateInstanceProfileRequest& request) {
    world_.call("CreateInstanceProfile");
    if (!world_.profiles.try_emplace(*request.InstanceProfileName).second) throw exists();
    world_.tag(*request.InstanceProfileName, request.Tags);
    return {};
  }
  iam::GetInstanceProfileResponse GetInstanceProfile(const iam::GetInstanceProfileRequest& request) {
    world_.call("GetInstanceProfile");
    need(world_.profiles.contains(*request.InstanceProfileName));
    return {.InstanceProfile = {{.Tags = world_.tags_of<iam::Tag>(*request.InstanceProfileName)}}};
  }
  iam::DeleteInstanceProfileResponse DeleteInstanceProfile(const iam::DeleteInstanceProfileRequest& request) {
    world_.call("DeleteInstanceProfile");
    need(world_.profiles.contains(*request.InstanceProfileName));
    refuse_if(!world_.profiles[*request.InstanceProfileName].empty());
    world_.profiles.erase(*request.InstanceProfileName);
    return {};
  }
  iam::AddRoleToInstanceProfileResponse AddRoleToInstanceProfile(const iam::AddRoleToInstanceProfileRequest& request) {
    world_.call("AddRoleToInstanceProfile");
    need(world_.profiles.contains(*request.InstanceProfileName));
    auto& held = world_.profiles[*request.InstanceProfileName];
    if (!held.empty()) throw Error("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
    held = *request.RoleName;
    return {};
  }
  iam::RemoveRoleFromInstanceProfileResponse RemoveRoleFromInstanceProfile(
      const iam::RemoveRoleFromInstanceProfileRequest& request) {
    world_.call("RemoveRoleFromInstanceProfile");
    const auto profile = world_.profiles.find(*request.InstanceProfileName);
    need(profile != world_.profiles.end() && profile->second == *request.RoleName);
    profile->second.clear();
    return {};
  }

 private:
  static Error exists() { return Error("EntityAlreadyExists", "exists", 409); }
  static void need(bool there) {
    if (!there) throw Error("NoSuchEntity", "cannot be found", 404);
  }
  static void refuse_if(bool in_use) {
    if (in_use) throw Error("DeleteConflict", "in use", 409);
  }
  std::set<std::string>& role(const std::optional<std::string>& name) {
    need(world_.roles.contains(*name));
    return world_.roles[*name];
  }
  World& world_;
};

}  // namespace aws::scenario
