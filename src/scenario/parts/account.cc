#include "scenario/parts/account.h"

#include <fmt/format.h>

namespace aws::scenario {

const Account::Identity& Account::identity() {
  if (identity_) return *identity_;
  const auto caller = sts_.GetCallerIdentity({});
  const std::string arn = caller.Arn.value_or("");  // arn:aws:sts::123456789012:...
  const auto first = arn.find(':');
  const auto second = arn.find(':', first + 1);
  const std::string partition = second == std::string::npos ? "aws" : arn.substr(first + 1, second - first - 1);
  return identity_.emplace(Identity{.id = caller.Account.value_or(""), .partition = partition});
}

std::string Account::arn(std::string_view service, std::string_view region, std::string_view resource) {
  return fmt::format("arn:{}:{}:{}:{}:{}", identity().partition, service, region, identity().id, resource);
}

std::string Account::aws_document_arn(std::string_view region, std::string_view name) {
  return fmt::format("arn:{}:ssm:{}::document/{}", identity().partition, region, name);
}

std::string Account::policy_arn(const std::string& name) {
  return fmt::format("arn:{}:iam::{}:policy/{}", identity().partition, identity().id, name);
}

std::string Account::aws_policy_arn(const std::string& name) {
  return fmt::format("arn:{}:iam::aws:policy/{}", identity().partition, name);
}

}  // namespace aws::scenario
