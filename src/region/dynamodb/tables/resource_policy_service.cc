#include "region/dynamodb/tables/resource_policy_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/table_definition.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr std::size_t kMostBytesOfPolicy = 20UL * 1024;
constexpr auto kNoPolicy = "NO_POLICY";  // as an expected revision

// The time, as AWS has it, and never the same twice.
std::string revision_after(const std::string& before, Timestamp now) {
  std::int64_t last = 0;
  std::from_chars(before.data(), before.data() + before.size(), last);
  return std::to_string(std::max(to_milliseconds(now), last + 1));
}

void check_revision(const Table& table, const std::optional<std::string>& expected) {
  if (!expected) return;
  const bool is = table.policy.empty() ? *expected == kNoPolicy : *expected == table.policy_revision;
  if (!is) throw wrong_policy_revision(*expected);
}

}  // namespace

void set_policy(Table& table, const std::string& policy, const ResourcePolicies& policies, Timestamp now) {
  if (policy.size() > kMostBytesOfPolicy) {
    throw invalid_parameter(fmt::format("Maximum policy size of {} bytes exceeded", kMostBytesOfPolicy));
  }
  try {
    policies.check(policy);
  } catch (const Error& error) {
    throw invalid_parameter("Invalid policy document: " + error.message());
  }
  if (policy == table.policy) return;
  table.policy = policy;
  table.policy_revision = revision_after(table.policy_revision, now);
}

void ResourcePolicyService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::PutResourcePolicy, this, &ResourcePolicyService::put);
  handlers.on(api::operations::GetResourcePolicy, this, &ResourcePolicyService::get);
  handlers.on(api::operations::DeleteResourcePolicy, this, &ResourcePolicyService::remove);
}

api::PutResourcePolicyResponse ResourcePolicyService::put(const contract::Call& call,
                                                          const api::PutResourcePolicyRequest& request) {
  const auto arn = request.ResourceArn.value_or("");
  Table table = tables_.by_arn(arn);
  check_revision(table, request.ExpectedRevisionId);
  set_policy(table, request.Policy.value_or(""), policies_, clock_.now());
  const bool confirmed = request.ConfirmRemoveSelfResourceAccess.value_or(false);
  if (!confirmed && !policies_.would_allow(call, "dynamodb:PutResourcePolicy", arn, table.policy)) {
    throw locked_out();
  }
  return {.RevisionId = tables_.replace(std::move(table)).policy_revision};
}

api::GetResourcePolicyResponse ResourcePolicyService::get(const api::GetResourcePolicyRequest& request) {
  const auto arn = request.ResourceArn.value_or("");
  const auto& table = tables_.by_arn(arn);
  if (table.policy.empty()) throw policy_not_found(arn);
  return {.Policy = table.policy, .RevisionId = table.policy_revision};
}

// One that is not there is deleted already.
api::DeleteResourcePolicyResponse ResourcePolicyService::remove(const api::DeleteResourcePolicyRequest& request) {
  Table table = tables_.by_arn(request.ResourceArn.value_or(""));
  check_revision(table, request.ExpectedRevisionId);
  if (table.policy.empty()) return {};
  table.policy.clear();
  return {.RevisionId = tables_.replace(std::move(table)).policy_revision};
}

}  // namespace aws::region::dynamodb
