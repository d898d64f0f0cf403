// SPDX-License-Identifier: Apache-2.0
#include "scenario/parts/instance_profile.h"

#include <fmt/format.h>

#include "contract/paginator.h"
#include "scenario/parts/despite_failures.h"
#include "scenario/parts/missing.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kExists = "EntityAlreadyExists";
constexpr std::string_view kMissing = "NoSuchEntity";
constexpr Pace kReleased{.every = 5s, .at_most = 2min};

constexpr const char* kEc2MayAssumeTheRole = R"({
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Service": "ec2.amazonaws.com"},
    "Action": "sts:AssumeRole"}]
})";

// IAM is consistent only after a while: what has just been detached may still be in the way.
bool still_attached(const Error& error) { return error.is("DeleteConflict"); }

const char* made(bool created) { return created ? "Created" : "Using the existing"; }

}  // namespace

void InstanceProfile::create(const std::string& policy_document, const std::vector<std::string>& managed_policies) {
  const std::string policy = create_policy(policy_document);
  const bool role_created = create_role();
  attach_policy(policy);
  for (const auto& name : managed_policies) attach_policy(account_.aws_policy_arn(name));
  console_.info(fmt::format("{} role {} and attached policy {}.", made(role_created), names_.role, policy));
  const bool profile_created = create_profile();
  add_role_to_profile();
  console_.info(fmt::format("{} profile {} and added role {}.", made(profile_created), names_.profile, names_.role));
}

std::string InstanceProfile::create_policy(const std::string& document) {
  std::string arn = account_.policy_arn(names_.policy);
  const bool created = waiting_.once("the policy exists", kExists, [&] {
    iam_.CreatePolicy({.PolicyName = names_.policy, .PolicyDocument = document, .Tags = {tag_.as<iam::Tag>()}});
  });
  if (!created && !policy_exists()) throw not_ours("policy " + names_.policy, tag_);
  waiting_.until("the policy to exist", iam::waiters::PolicyExists, iam_, {.PolicyArn = arn});
  console_.info(fmt::format("{} policy with ARN {}.", made(created), arn));
  return arn;
}

bool InstanceProfile::create_role() {
  const bool created = waiting_.once("the role exists", kExists, [&] {
    iam_.CreateRole(
        {.RoleName = names_.role, .AssumeRolePolicyDocument = kEc2MayAssumeTheRole, .Tags = {tag_.as<iam::Tag>()}});
  });
  if (!created && !role_exists()) throw not_ours("role " + names_.role, tag_);
  waiting_.until("the role to exist", iam::waiters::RoleExists, iam_, {.RoleName = names_.role});
  return created;
}

void InstanceProfile::attach_policy(const std::string& arn) {
  iam_.AttachRolePolicy({.RoleName = names_.role, .PolicyArn = arn});
}

// snippet-start:[cpp.example_code.iam.CreateInstanceProfile]
bool InstanceProfile::create_profile() {
  const bool created = waiting_.once("the instance profile exists", kExists, [&] {
    iam_.CreateInstanceProfile({.InstanceProfileName = names_.profile, .Tags = {tag_.as<iam::Tag>()}});
  });
  if (!created && !profile_exists()) throw not_ours("instance profile " + names_.profile, tag_);
  waiting_.until("the instance profile to exist", iam::waiters::InstanceProfileExists, iam_,
                 {.InstanceProfileName = names_.profile});
  return created;
}
// snippet-end:[cpp.example_code.iam.CreateInstanceProfile]

void InstanceProfile::add_role_to_profile() {
  // A profile holds one role; a second one is over the limit, so one that is there already is ours.
  waiting_.once("the profile has its role", "LimitExceeded", [&] {
    iam_.AddRoleToInstanceProfile({.InstanceProfileName = names_.profile, .RoleName = names_.role});
  });
}

void InstanceProfile::destroy() {
  DespiteFailures each;
  each([&] {
    if (profile_exists()) delete_profile();
  });
  each([&] {
    if (role_exists()) delete_role();
  });
  // A creation that was cut short leaves a policy that is attached to nothing.
  each([&] {
    if (!policy_exists()) return;
    delete_policy();
    console_.info(fmt::format("Deleted policy {}.", names_.policy));
  });
  each.throw_first();
}

// snippet-start:[cpp.example_code.iam.DeleteInstanceProfile]
void InstanceProfile::delete_profile() {
  remove_role_from_profile();
  waiting_.through("IAM to know that the profile has no role", kReleased, still_attached, [&] {
    waiting_.once("the instance profile is deleted", kMissing,
                  [&] { iam_.DeleteInstanceProfile({.InstanceProfileName = names_.profile}); });
  });
  console_.info(fmt::format("Deleted instance profile {}.", names_.profile));
}
// snippet-end:[cpp.example_code.iam.DeleteInstanceProfile]

void InstanceProfile::remove_role_from_profile() {
  waiting_.once("the profile has no role", kMissing, [&] {
    iam_.RemoveRoleFromInstanceProfile({.InstanceProfileName = names_.profile, .RoleName = names_.role});
  });
}

void InstanceProfile::delete_role() {
  detach_policies();
  waiting_.through("IAM to know that the role has no policies", kReleased, still_attached, [&] {
    waiting_.once("the role is deleted", kMissing, [&] { iam_.DeleteRole({.RoleName = names_.role}); });
  });
  console_.info(fmt::format("Deleted role {}.", names_.role));
}

// Only the policy that was made for the role is deleted with it: others are AWS's or somebody else's.
void InstanceProfile::detach_policies() {
  for (const auto& policy : attached_policies()) {
    waiting_.once("the policy is detached", kMissing,
                  [&] { iam_.DetachRolePolicy({.RoleName = names_.role, .PolicyArn = policy.PolicyArn}); });
    const bool own = policy.PolicyArn == account_.policy_arn(names_.policy) && policy_exists();
    if (own) delete_policy();
    console_.info(
        fmt::format("{} policy {}.", own ? "Detached and deleted" : "Detached", policy.PolicyName.value_or("")));
  }
}

std::vector<iam::AttachedPolicy> InstanceProfile::attached_policies() {
  std::vector<iam::AttachedPolicy> all;
  contract::for_each_page(
      iam::paginators::ListAttachedRolePolicies, iam_, {.RoleName = names_.role},
      [&](const auto& page) { all.insert(all.end(), page.AttachedPolicies.begin(), page.AttachedPolicies.end()); });
  return all;
}

void InstanceProfile::delete_policy() {
  waiting_.through("IAM to know that the policy is attached to nothing", kReleased, still_attached, [&] {
    waiting_.once("the policy is deleted", kMissing,
                  [&] { iam_.DeletePolicy({.PolicyArn = account_.policy_arn(names_.policy)}); });
  });
}

std::vector<std::string> InstanceProfile::existing() {
  std::vector<std::string> found;
  if (profile_exists()) found.push_back("instance profile " + names_.profile);
  if (role_exists()) found.push_back("role " + names_.role);
  if (policy_exists()) found.push_back("policy " + names_.policy);
  return found;
}

bool InstanceProfile::profile_exists() {
  iam::GetInstanceProfileResponse reply;
  unless(kMissing, [&] { reply = iam_.GetInstanceProfile({.InstanceProfileName = names_.profile}); });
  return reply.InstanceProfile && tag_.is_among(reply.InstanceProfile->Tags);
}

bool InstanceProfile::role_exists() {
  iam::GetRoleResponse reply;
  unless(kMissing, [&] { reply = iam_.GetRole({.RoleName = names_.role}); });
  return reply.Role && tag_.is_among(reply.Role->Tags);
}

bool InstanceProfile::policy_exists() {
  iam::GetPolicyResponse reply;
  unless(kMissing, [&] { reply = iam_.GetPolicy({.PolicyArn = account_.policy_arn(names_.policy)}); });
  return reply.Policy && tag_.is_among(reply.Policy->Tags);
}

}  // namespace aws::scenario
