#include "scenario/instance_profile.h"

#include <fmt/format.h>

#include "scenario/missing.h"

namespace aws::scenario {
namespace {

constexpr std::string_view kExists = "EntityAlreadyExists";
constexpr std::string_view kMissing = "NoSuchEntity";

constexpr const char* kEc2MayAssumeTheRole = R"({
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Service": "ec2.amazonaws.com"},
    "Action": "sts:AssumeRole"}]
})";

// Everyone's, not ours to delete: arn:aws:iam::aws:policy/NAME
bool is_managed_by_aws(std::string_view policy_arn) { return policy_arn.find(":iam::aws:") != std::string_view::npos; }

}  // namespace

void InstanceProfile::create(const std::string& policy_document, const std::vector<std::string>& managed_policies) {
  const std::string arn = create_policy(policy_document);
  create_role(arn, managed_policies);
  create_profile();
}

std::string InstanceProfile::create_policy(const std::string& document) {
  std::string arn;
  const bool created = unless(kExists, [&] {
    const auto reply = iam_.CreatePolicy({.PolicyName = names_.policy, .PolicyDocument = document});
    arn = reply.Policy.value_or(iam::Policy()).Arn.value_or("");
  });
  if (!created) arn = policy_arn();
  waiting_.until("the policy to exist", iam::waiters::PolicyExists, iam_, {.PolicyArn = arn});
  console_.info(fmt::format("{} policy with ARN {}.", created ? "Created" : "Using the existing", arn));
  return arn;
}

void InstanceProfile::create_role(const std::string& policy_arn, const std::vector<std::string>& managed_policies) {
  const bool created = unless(
      kExists, [&] { iam_.CreateRole({.RoleName = names_.role, .AssumeRolePolicyDocument = kEc2MayAssumeTheRole}); });
  waiting_.until("the role to exist", iam::waiters::RoleExists, iam_, {.RoleName = names_.role});
  iam_.AttachRolePolicy({.RoleName = names_.role, .PolicyArn = policy_arn});
  for (const auto& policy : managed_policies) {
    iam_.AttachRolePolicy({.RoleName = names_.role, .PolicyArn = fmt::format("{}aws:policy/{}", arn_start(), policy)});
  }
  console_.info(fmt::format("{} role {} and attached policy {}.", created ? "Created" : "Using the existing",
                            names_.role, policy_arn));
}

void InstanceProfile::create_profile() {
  const bool created = unless(kExists, [&] { iam_.CreateInstanceProfile({.InstanceProfileName = names_.profile}); });
  waiting_.until("the instance profile to exist", iam::waiters::InstanceProfileExists, iam_,
                 {.InstanceProfileName = names_.profile});
  // A profile holds one role; a second one is over the limit, so one that is there already is ours.
  unless("LimitExceeded",
         [&] { iam_.AddRoleToInstanceProfile({.InstanceProfileName = names_.profile, .RoleName = names_.role}); });
  console_.info(fmt::format("{} profile {} and added role {}.", created ? "Created" : "Using the existing",
                            names_.profile, names_.role));
}

void InstanceProfile::destroy() {
  delete_profile();
  detach_and_delete_policies();
  delete_role();
}

void InstanceProfile::delete_profile() {
  unless(kMissing,
         [&] { iam_.RemoveRoleFromInstanceProfile({.InstanceProfileName = names_.profile, .RoleName = names_.role}); });
  if (unless(kMissing, [&] { iam_.DeleteInstanceProfile({.InstanceProfileName = names_.profile}); })) {
    console_.info(fmt::format("Deleted instance profile {}.", names_.profile));
  }
}

void InstanceProfile::detach_and_delete_policies() {
  std::vector<iam::AttachedPolicy> attached;
  unless(kMissing, [&] { attached = iam_.ListAttachedRolePolicies({.RoleName = names_.role}).AttachedPolicies; });
  for (const auto& policy : attached) {
    const std::string name = policy.PolicyName.value_or("");
    const std::string arn = policy.PolicyArn.value_or("");
    unless(kMissing, [&] { iam_.DetachRolePolicy({.RoleName = names_.role, .PolicyArn = arn}); });
    if (is_managed_by_aws(arn)) {
      console_.info(fmt::format("Detached policy {}.", name));
    } else {
      unless(kMissing, [&] { iam_.DeletePolicy({.PolicyArn = arn}); });
      console_.info(fmt::format("Detached and deleted policy {}.", name));
    }
  }
  // A creation that was cut short leaves a policy that is attached to nothing.
  if (unless(kMissing, [&] { iam_.DeletePolicy({.PolicyArn = policy_arn()}); })) {
    console_.info(fmt::format("Deleted policy {}.", names_.policy));
  }
}

void InstanceProfile::delete_role() {
  if (unless(kMissing, [&] { iam_.DeleteRole({.RoleName = names_.role}); })) {
    console_.info(fmt::format("Deleted role {}.", names_.role));
  }
}

std::vector<std::string> InstanceProfile::existing() {
  std::vector<std::string> found;
  if (unless(kMissing, [&] { iam_.GetInstanceProfile({.InstanceProfileName = names_.profile}); })) {
    found.push_back("instance profile " + names_.profile);
  }
  if (unless(kMissing, [&] { iam_.GetRole({.RoleName = names_.role}); })) found.push_back("role " + names_.role);
  if (unless(kMissing, [&] { iam_.GetPolicy({.PolicyArn = policy_arn()}); })) {
    found.push_back("policy " + names_.policy);
  }
  return found;
}

std::string InstanceProfile::policy_arn() {
  const auto account = sts_.GetCallerIdentity({}).Account.value_or("");
  return fmt::format("{}{}:policy/{}", arn_start(), account, names_.policy);
}

std::string InstanceProfile::arn_start() {
  const auto caller = sts_.GetCallerIdentity({}).Arn.value_or("");  // arn:aws:sts::123456789012:...
  const auto first = caller.find(':');
  const auto second = caller.find(':', first + 1);
  if (second == std::string::npos) return "arn:aws:iam::";
  return caller.substr(0, second) + ":iam::";
}

}  // namespace aws::scenario
