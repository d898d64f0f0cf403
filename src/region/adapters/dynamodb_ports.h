// DynamoDB's port over IAM.
#pragma once

#include "region/dynamodb/ports.h"
#include "region/iam/permissions.h"

namespace aws::region {

class DynamoDbPolicies final : public dynamodb::ResourcePolicies {
 public:
  explicit DynamoDbPolicies(const iam::Permissions& permissions) : permissions_(permissions) {}
  void check(std::string_view document) const override { iam::Policy::of_resource(document); }
  bool would_allow(const contract::Call& call, std::string_view action, std::string_view resource,
                   std::string_view document) const override;

 private:
  const iam::Permissions& permissions_;
};

}  // namespace aws::region
