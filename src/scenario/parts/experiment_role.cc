// SPDX-License-Identifier: Apache-2.0
#include "scenario/parts/experiment_role.h"

#include <fmt/format.h>

#include "scenario/parts/missing.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kNoSuchRole = "NoSuchEntity";
constexpr const char* kPolicyName = "experiments";
constexpr Pace kPolicyGone{.every = 5s, .at_most = 2min};

constexpr const char* kFisMayAssumeTheRole = R"({
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Service": "fis.amazonaws.com"},
    "Action": "sts:AssumeRole"}]
})";

bool has_policy_still(const Error& error) { return error.is("DeleteConflict"); }

}  // namespace

std::string ExperimentRole::create(const std::string& policy_document) {
  const bool created = waiting_.once("the role for experiments exists", "EntityAlreadyExists", [&] {
    iam_.CreateRole(
        {.RoleName = name_, .AssumeRolePolicyDocument = kFisMayAssumeTheRole, .Tags = {tag_.as<iam::Tag>()}});
  });
  waiting_.until("the role for experiments to exist", iam::waiters::RoleExists, iam_, {.RoleName = name_});
  const auto role = find();
  if (!role) throw not_ours("role " + name_, tag_);
  waiting_.until_certain("the role has its policy", [&] {
    iam_.PutRolePolicy({.RoleName = name_, .PolicyName = kPolicyName, .PolicyDocument = policy_document});
  });
  if (created) console_.info(fmt::format("Created role {} for experiments.", name_));
  return role->Arn.value_or("");
}

std::optional<iam::Role> ExperimentRole::find() {
  iam::GetRoleResponse reply;
  unless(kNoSuchRole, [&] { reply = iam_.GetRole({.RoleName = name_}); });
  if (!reply.Role || !tag_.is_among(reply.Role->Tags)) return std::nullopt;
  return std::move(reply.Role);
}

bool ExperimentRole::exists() { return find().has_value(); }

void ExperimentRole::destroy() {
  if (!exists()) return;
  waiting_.once("the role has no policy", kNoSuchRole,
                [&] { iam_.DeleteRolePolicy({.RoleName = name_, .PolicyName = kPolicyName}); });
  waiting_.through("IAM to know that the role has no policy", kPolicyGone, has_policy_still, [&] {
    waiting_.once("the role is deleted", kNoSuchRole, [&] { iam_.DeleteRole({.RoleName = name_}); });
  });
  console_.info(fmt::format("Deleted role {}.", name_));
}

}  // namespace aws::scenario
